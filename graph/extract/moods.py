"""What happened, what is to come, what is said not to happen: the modality of verbs and of event nouns."""

from graph.extract.clauses import Clauses
from graph.extract.discourse import Discourse
from graph.extract.drafts import Parties
from graph.extract.lexicon import either, words
from graph.extract.sentence import Sentence
from graph.extract.units import Unit
from graph.facts import Modality

_ACHIEVING = words("scene_achieving", "frames")
_INTENDING = words("moods_intending", "frames")
_SCHEDULED = words("visits_scheduled", "frames")
_SAYING = words("scene_saying", "frames")


def _bare(text: str) -> str:
    words_ = text.split()
    return " ".join(words_[1:] if words_ and words_[0].lower() == "the" else words_)


class Moods:
    """A sentence asked about what is asserted, planned or denied in it, and for its words."""

    def __init__(self, discourse: Discourse, sentence: Sentence, units: list[Unit]) -> None:
        self.discourse = discourse
        self.document = discourse.document
        self.sentence = sentence
        self.units = units
        self.clauses = Clauses(units)
        self.steps: dict[str, Parties] = {}
        self.text = self.document.article.text

    def phrase(
        self, index: int, prepositions: tuple[str, ...] = ("of", "on", "for", "between", "to", "against", "in")
    ) -> str:
        """The words of a noun phrase with its complements, the article before it left out."""
        last = index
        for preposition, members, place in self.clauses.complements(index, 3):
            if place != last + 1 or preposition not in prepositions or self._spatial(preposition, members):
                break
            last = members[-1]
        return self.words_of(index, last)

    def _spatial(self, preposition: str, members: list[int]) -> bool:
        """Whether "in Paris", "on Monday" only say where or when."""
        return preposition in ("in", "on", "at") and self.units[members[0]].kind in ("place", "state", "date", "person")

    def words_of(self, first: int, last: int) -> str:
        """The text from one unit to another, the article before it and "'s" after it left out."""
        tokens = self.sentence.tokens
        start, end = self.units[first].first, self.units[last].last
        while start < end - 1 and tokens[start].lower in words("determiners"):
            start += 1
        if self.units[last].possessive:
            end -= 1
        return self.text[tokens[start].start : tokens[end - 1].end]

    def modality(self, index: int) -> Modality:
        """Whether the event at `index` (a verb or an event noun) happened, is to come, or is said not to happen."""
        unit = self.units[index]
        own = self._verb_modality(index, 0) if unit.kind == "verb" else self._noun_modality(index)
        if not self._disbelieved(index):
            return own
        return "asserted" if unit.verb is not None and unit.verb.negated else "denied"

    def _disbelieved(self, index: int) -> bool:
        """As in "denied that X had met Y", "dismissed reports that …": what a clause says is said to be false."""
        for here in range(index - 1, 0, -1):
            unit = self.units[here]
            if unit.head == "that" and unit.kind in ("rel", "conj"):
                before = here - 1
                while before > 0 and self.units[before].head in words("moods_hearsay", "frames") | {"the", "media"}:
                    before -= 1
                group = self.units[before].verb
                return (
                    group is not None
                    and not group.negated
                    and not group.future
                    and self.units[before].head in words("moods_disbelieving", "frames")
                )
            if unit.head in (";", "but", "while", "“") or (unit.verb is not None and unit.head in _SAYING):
                return False
        return False

    def _verb_modality(self, index: int, depth: int) -> Modality:
        group = self.units[index].verb
        assert group is not None  # noqa: S101 — callers pass verbs only
        if group.negated:
            return "denied"
        if group.future or (group.lemma == "be" and self.clauses.head(index + 1) in ("due", "expected", "supposed")):
            return "planned"
        if group.form == "finite" and self.units[index].text.lower() == group.lemma and depth < 4:
            return self._shared_modality(index, depth)
        if group.form == "infinitive" and depth < 4:
            return self._governed_modality(index, depth)
        if group.form == "gerund" and depth < 4:
            governor = self.clauses.governor(index)
            adjacent = governor is not None and index - governor <= 2 and self.clauses.head(index - 1) != ","
            if adjacent and governor is not None and self.units[governor].head in either("planning", "denying"):
                return self._governed_modality(index, depth)
        if self._scheduled(index):
            return "planned"
        if (
            group.progressive
            and not group.past
            and self.units[index].head in ("go", "arrive", "travel", "visit", "meet", "hold")
            and self._ahead(index)
        ):
            return "planned"
        return "asserted"

    def _shared_modality(self, index: int, depth: int) -> Modality:
        """As in "will travel to Y and hold talks": a bare verb after "and" shares the auxiliary."""
        if self.clauses.head(index - 1) not in ("and", ",") and self.clauses.kind(index - 1) != "adv":
            return "asserted"
        before = next((i for i in range(index - 1, -1, -1) if self.units[i].verb is not None), None)
        return self._verb_modality(before, depth + 1) if before is not None else "asserted"

    def _scheduled(self, index: int) -> bool:
        """As in "arrives in Lisbon on Friday": the present tense with a day is a programme."""
        unit = self.units[index]
        group = unit.verb
        present = group is not None and group.form == "finite" and not (group.past or group.perfect or group.passive)
        if not present or unit.text.lower() not in (unit.head, f"{unit.head}s") or unit.head not in _SCHEDULED:
            return False
        return any(u.when is not None and u.when.precision == "day" for u in self.units[index + 1 : index + 12])

    def _ahead(self, index: int) -> bool:
        return any(
            unit.when is not None and unit.text.lower().startswith(("next", "tomorrow"))
            for unit in self.units[index : index + 10]
        )

    def _governed_modality(self, index: int, depth: int) -> Modality:
        governor = self.clauses.governor(index)
        before = self.units[index - 1] if index else None
        if (
            before is not None
            and before.kind in ("noun", "adv", "adj")
            and before.head
            in (
                "due",
                "set",
                "ready",
                "likely",
                "expected",
                "able",
                "scheduled",
                "decision",
                "plan",
                "plans",
                "invitation",
                "agreement",
                "bid",
                "move",
                "order",
                "effort",
                "efforts",
            )
        ):
            dropped = governor is not None and self.units[governor].head in words("denying")
            return "denied" if dropped else "planned"
        if before is not None and {"first", "last", "only", "latest"} & set(before.words):
            return "asserted"
        if governor is None:
            return "planned"
        head = self.units[governor].head
        if head in words("denying"):
            return "denied"
        if head in words("planning") or head == "be":
            return "denied" if self._negative(governor) else "planned"
        own = self._verb_modality(governor, depth + 1)
        if own != "asserted":
            return own
        return "asserted" if head in _ACHIEVING else "planned"

    def _negative(self, index: int) -> bool:
        group = self.units[index].verb
        return group is not None and group.negated

    def _noun_modality(self, index: int) -> Modality:
        unit = self.units[index]
        if set(unit.words) & words("denied") or unit.words[:1] == ("no",) or self._unplanned(index):
            return "denied"
        following = self.own_verb(index)
        if following is not None:
            head = self.units[following].head
            group = self.units[following].verb
            if head in words("denying") and group is not None and (group.passive or group.form == "participle"):
                return "denied"
            if (
                group is not None
                and group.negated
                and head in ("take", "happen", "occur", "materialise", "materialize")
            ):
                return "denied"
            if group is not None and group.future and self._is_subject(index, following):
                return "planned"
            if head in words("planning") and group is not None and group.passive and self._is_subject(index, following):
                return "planned"
        governing = self._verb_before(index)
        if governing is not None:
            if self.units[governing].head in words("denying") or self.clauses.head(governing + 1) == "off":
                return "denied"
            if self.units[governing].head in _INTENDING and not self._negative(governing):
                return "planned"
            counted = self.clauses.head(index - 1) == "of" and governing + 3 == index
            if counted or governing + 1 == index or self.clauses.kind(governing + 1) == "adv":
                return self._verb_modality(governing, 0)
        if set(unit.words) & words("planned"):
            return "planned"
        return "planned" if any(u.head in words("ahead") for u in self.units[max(0, index - 5) : index]) else "asserted"

    def _unplanned(self, index: int) -> bool:
        """As in "no plans for talks"."""
        before = self.units[max(0, index - 3) : index]
        return any(unit.words[:1] == ("no",) and unit.head in ("plan", "plans", "question", "date") for unit in before)

    def own_verb(self, index: int) -> int | None:
        """The verb whose subject the noun at `index` is."""
        for here in range(index + 1, min(len(self.units), index + 16)):
            group = self.units[here].verb
            if group is not None and group.form in ("finite", "participle") and self._is_subject(index, here):
                return here
            if self.units[here].head in (";", ":"):
                return None
        return None

    def _is_subject(self, index: int, verb: int) -> bool:
        return index in self.clauses.subject(verb)

    def _verb_before(self, index: int) -> int | None:
        for here in range(index - 1, max(-1, index - 5), -1):
            if self.units[here].kind == "verb":
                return here
            off = self.clauses.head(here) == "off" and self.clauses.head(here - 1) in ("call", "put", "break")
            counted = self.clauses.head(here) == "of" and self.clauses.head(here - 1) in ("round", "series", "session")
            if self.units[here].kind in ("prep", "punct", "conj", "rel") and not off and not counted:
                return None
        return None
