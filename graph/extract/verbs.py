"""Verb groups: "is expected to visit", "has not been signed", with voice, tense, modality and negation."""

from dataclasses import dataclass
from functools import cache

from graph.extract.lexicon import VerbForm, either, verb_form, words
from graph.extract.sentence import Sentence


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries, up to token `last` (exclusive).

    `form` is ``finite``, ``infinitive`` (after "to"), ``gerund`` (bare -ing) or ``participle`` (bare past form that
    may be finite as well). `future` covers will, would, may and other modals.
    """

    lemma: str
    last: int
    form: str
    passive: bool = False
    past: bool = False
    future: bool = False
    negated: bool = False
    progressive: bool = False
    perfect: bool = False


@cache
def _nouns() -> frozenset[str]:
    """Forms that are far more often nouns than verbs."""
    return words("mostly_nouns")


def adverbial(word: str) -> bool:
    """Whether a word is an adverb by its ending, and no verb like "fly", "apply", "supply"."""
    return word.endswith("ly") and verb_form(word) is None


class VerbReader:
    """Finds the verb groups of one sentence."""

    def __init__(self, sentence: Sentence, named: set[int]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.named = named | {i for span in sentence.persons for i in range(span.first, span.last)}

    def at(self, index: int, before: str) -> VerbGroup | None:
        """The verb group that starts at `index`, given the kind of the unit before it."""
        lower = self.sentence.lower(index)
        if index in self.named:
            return None
        if lower == "to":
            return self._infinitive(index)
        if lower in _aux():
            return self._auxiliary(index)
        return self._bare(index, before)

    def interrupts(self, index: int) -> bool:
        """Whether a verb group starts inside what would else be one noun phrase."""
        lower = self.sentence.lower(index)
        if index in self.named or not lower:
            return False
        if lower in _aux() or lower == "to":
            return True
        form = verb_form(lower)
        return form is not None and self._verbal(index, form)

    def _verbal(self, index: int, form: VerbForm) -> bool:
        token = self.tokens[index]
        before, after = self.sentence.lower(index - 1), self.sentence.lower(index + 1)
        if token.capital and index:
            return False
        determined = (
            before in words("determiners")
            or before == "'s"
            or (before in words("adverbs") and self.sentence.lower(index - 2) in words("determiners") | {"'s"})
        )
        if determined and before not in ("both", "all", "this", "that"):
            return False
        if "ing" in form.forms:
            return after not in words("after_working") and self._gerund_fits(index)
        if form.forms & {"past", "part"}:
            return not self._attributive(index, after)
        if token.lower in _nouns():
            return self._governs(index, before, after)
        return True

    def _attributive(self, index: int, after: str) -> bool:
        """A participle that stands before a noun like an adjective: "bilateral agreed measures"."""
        before = self.tokens[index - 1] if index else None
        joined = before is not None and before.text == "-"
        if index - 1 in self.named:
            return joined
        return joined or (
            self.sentence.lower(index) in either("planned", "denied")
            and after not in either("determiners", "prepositions") | {"", ",", "."}
        )

    def _gerund_fits(self, index: int) -> bool:
        before = self.sentence.lower(index - 1)
        if self.sentence.lower(index) in _nouns():
            after = self.sentence.lower(index + 1)
            return (
                before in (",", "after", "by", "before", "while", "since", "and")
                and after in words("determiners") | {"with", "his", "her"} | {""}
            ) or (
                before in (",", "after", "before", "by", "while")
                and index + 1 < len(self.tokens)
                and self.tokens[index + 1].capital
            )
        return True

    def _governs(self, index: int, before: str, after: str) -> bool:
        """A form that is mostly a noun is a verb after a subject and before an object."""
        subject = (
            before in ("i", "we", "they", "you", "he", "she", "it", "who", "which", "to", "also")
            or (index - 1) in self.named
            or before in _plural_subjects()
        )
        if index + 1 >= len(self.tokens):
            return False
        named = (
            self.tokens[index + 1].capital or after in words("determiners") or adverbial(after) or after == "together"
        )
        if before in ("i", "we", "they", "to"):
            return True
        if (
            subject
            and after in ("to", "for")
            and self.sentence.lower(index) in ("heads", "travels", "returns", "moves")
        ):
            return True
        if (
            before == "and"
            and named
            and any(t.lower in words("future") or t.lower == "to" for t in self.tokens[:index])
        ):
            return True
        return subject and named

    def _infinitive(self, index: int) -> VerbGroup | None:
        here = self._past_adverbs(index + 1)
        negated = any(self.sentence.lower(i) in words("negations") for i in range(index, here))
        lower = self.sentence.lower(here)
        if lower in ("be", "have"):
            group = self._auxiliary(here)
            return VerbGroup(group.lemma, group.last, "infinitive", group.passive, negated=negated or group.negated)
        form = verb_form(lower)
        if form is None or "base" not in form.forms or here in self.named or self.tokens[here].capital:
            return None
        if lower in _nouns() and self.sentence.lower(here + 1) in ("of",):
            return None
        return VerbGroup(form.lemma, here + 1, "infinitive", negated=negated)

    def _past_adverbs(self, index: int) -> int:
        while self.sentence.lower(index) in either("adverbs", "negations") or (
            adverbial(self.sentence.lower(index)) and index not in self.named
        ):
            index += 1
        return index

    def _auxiliary(self, index: int) -> VerbGroup:
        chain: list[str] = []
        negated = False
        here = index
        while True:
            lower = self.sentence.lower(here)
            if lower in _aux():
                chain.append(lower)
            elif (
                chain
                and (lower in words("negations") or lower in words("adverbs") or adverbial(lower))
                and here not in self.named
            ):
                negated = negated or lower in words("negations")
            else:
                break
            here += 1
        return self._main(chain, here, negated)

    def _main(self, chain: list[str], here: int, negated: bool) -> VerbGroup:
        lower = self.sentence.lower(here)
        form = verb_form(lower) if here not in self.named else None
        be, have = chain[-1] in words("be"), chain[-1] in words("have")
        modal = any(word in words("future") for word in chain)
        past = any(word in ("was", "were", "had", "did") for word in chain)
        perfect = any(word in words("have") for word in chain)
        common = {"past": past, "future": modal, "negated": negated, "perfect": perfect}
        if form is not None:
            if be and "part" in form.forms and not (lower in _nouns() and "base" in form.forms):
                return VerbGroup(form.lemma, here + 1, "finite", passive=True, **common)
            if be and "ing" in form.forms:
                return VerbGroup(form.lemma, here + 1, "finite", progressive=True, **common)
            if have and "part" in form.forms:
                return VerbGroup(form.lemma, here + 1, "finite", **common)
            if not be and not have and "base" in form.forms:
                return VerbGroup(form.lemma, here + 1, "finite", **common)
        if modal and self._unknown(here):
            return VerbGroup(lower, here + 1, "finite", **common)
        lemma = "be" if be else "have" if have else "do"
        last = here
        while last - 1 > 0 and self.sentence.lower(last - 1) not in _aux():
            last -= 1  # adverbs after the last auxiliary belong to what follows
        return VerbGroup(lemma, last, "finite", **common)

    def _unknown(self, index: int) -> bool:
        """Whether a word after "will" that no list has must be a verb."""
        word = self.tokens[index].text if index < len(self.tokens) else ""
        small = either("determiners", "prepositions", "pronouns", "conjunctions")
        return word.islower() and word.isalpha() and index not in self.named and word not in small

    def _bare(self, index: int, before: str) -> VerbGroup | None:
        form = verb_form(self.sentence.lower(index))
        if form is None or (self.tokens[index].capital and index and before not in ("", "punct")):
            return None
        if before in ("",) and form.forms & {"base", "s"}:
            return None
        if not self._verbal(index, form):
            return None
        if "ing" in form.forms:
            return VerbGroup(form.lemma, index + 1, "gerund")
        if form.forms & {"past", "part"}:
            return VerbGroup(form.lemma, index + 1, "participle", past=True)
        if before in ("prep",) or (before == "" and "base" in form.forms):
            return None
        return VerbGroup(form.lemma, index + 1, "finite")


@cache
def _aux() -> frozenset[str]:
    return either("be", "have", "do", "future") - {"'s", "’s"}


@cache
def _plural_subjects() -> frozenset[str]:
    return words("pairs") | {"officials", "delegations", "experts"}
