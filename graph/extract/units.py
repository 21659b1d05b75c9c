"""A sentence as a row of units: names, noun phrases, verb groups, dates and the small words between them."""

from dataclasses import dataclass, field

from graph.extract.dates import When
from graph.extract.gazetteer import Mention
from graph.extract.lexicon import either, words
from graph.extract.people import Person
from graph.extract.sentence import Sentence
from graph.extract.title_parts import Title
from graph.extract.verbs import VerbGroup, VerbReader, adverbial

NOMINAL = frozenset({"person", "role", "state", "org", "place", "noun", "pronoun", "name"})


_QUANTITIES = frozenset({"number", "series", "round", "raft", "variety", "couple", "set", "package", "string", "range"})


@dataclass(slots=True, eq=False)
class Unit:
    """One unit at tokens ``first`` to ``last``.

    `kind` is person, role, state, org, place, name (an unknown proper name), noun, pronoun, verb, date, prep, conj,
    rel, adv or punct. `head` is its decisive word in lower case, a verb's lemma. `mods` are states and organizations
    named in it as modifiers ("the Chinese delegation"), `possessive` says that "'s" follows.
    """

    kind: str
    first: int
    last: int
    head: str
    text: str = ""
    refs: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    mods: tuple[str, ...] = ()
    possessive: bool = False
    person: Person | None = None
    title: Title | None = None
    verb: VerbGroup | None = None
    when: When | None = None
    words: tuple[str, ...] = field(default=())

    @property
    def nominal(self) -> bool:
        """Whether it can be a party: a name, a noun phrase or a pronoun."""
        return self.kind in NOMINAL

    @property
    def named(self) -> bool:
        """Whether it names a party or a place outright."""
        return self.kind in ("person", "role", "state", "org", "place", "name")


class UnitReader:
    """Cuts one sentence into units."""

    def __init__(self, sentence: Sentence, text: str, dates: list[When]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.text = text
        self.persons = {span.first: span for span in sentence.persons}
        self.roles = {span.first: span for span in sentence.roles}
        self.mentions = {mention.first: mention for mention in sentence.mentions}
        self.starting: dict[int, list[Mention]] = {}
        for mention in sentence.mentions:
            self.starting.setdefault(mention.first, []).append(mention)
        self.dates = self._date_tokens(dates)
        self.named = {i for m in sentence.mentions for i in range(m.first, m.last)}
        self.verbs = VerbReader(sentence, self.named)

    def _date_tokens(self, dates: list[When]) -> dict[int, tuple[int, When]]:
        found: dict[int, tuple[int, When]] = {}
        for when in dates:
            inside = [i for i, t in enumerate(self.tokens) if t.start < when.end and t.end > when.start]
            if inside:
                found[inside[0]] = (inside[-1] + 1, when)
        return found

    def read(self) -> list[Unit]:
        """The units of the sentence, in order, together covering it."""
        units: list[Unit] = []
        index = 0
        while index < len(self.tokens):
            unit = self._at(index, units[-1] if units else None)
            units.append(unit)
            index = max(unit.last, index + 1)
        return units

    def _at(self, index: int, before: Unit | None) -> Unit:
        if index in self.dates:
            last, when = self.dates[index]
            return Unit("date", index, last, when.lead, self._words(index, last), when=when)
        if index in self.persons:
            person_span = self.persons[index]
            return self._closed(Unit("person", index, person_span.last, "", person=person_span.person))
        if index in self.roles:
            role = self.roles[index]
            return self._closed(
                Unit("role", index, role.last, role.title.head, title=role.title, sides=tuple(role.title.of))
            )
        group = self.verbs.at(index, before.kind if before else "")
        if group is not None:
            return Unit("verb", index, group.last, group.lemma, self._words(index, group.last), verb=group)
        return self._small(index) or self._noun(index)

    def _small(self, index: int) -> Unit | None:
        lower = self.tokens[index].lower
        kind = ""
        if not self.tokens[index].word and not self.tokens[index].number and lower not in "$€£¥":
            kind = "punct"
        elif index in self.mentions:
            return None
        elif lower in words("relatives") and not self._determines(index):
            kind = "rel"
        elif lower in words("prepositions"):
            kind = "prep"
        elif lower in words("conjunctions"):
            kind = "conj" if not (lower == "that" and self._determines(index)) else ""
        elif lower in words("pronouns"):
            kind = "pronoun"
        elif lower in words("possessives"):
            return Unit("pronoun", index, index + 1, lower, self.tokens[index].text, possessive=True)
        elif lower in words("adverbs") and not self._ordinal(index):
            kind = "adv"
        return Unit(kind, index, index + 1, lower, self.tokens[index].text) if kind else None

    def _ordinal(self, index: int) -> bool:
        """Whether "first", "last", "only" … stand before a noun rather than beside a verb."""
        if self.tokens[index].lower not in (
            "first",
            "last",
            "only",
            "most",
            "more",
            "long",
            "just",
            "then",
            "very",
            "newly",
            "highly",
            "both",
        ):
            return False
        after = self.sentence.lower(index + 1)
        small = either("prepositions", "conjunctions", "pronouns", "determiners") | {"", ",", "."}
        return after not in small and index + 1 not in self.dates and not self.verbs.interrupts(index + 1)

    def _determines(self, index: int) -> bool:
        """Whether "that" stands before a noun as a determiner."""
        return self.sentence.lower(index) == "that" and self.sentence.lower(index + 1) in (
            "day",
            "time",
            "year",
            "meeting",
            "visit",
            "trip",
        )

    def _noun(self, start: int) -> Unit:
        end = start + 1
        if self.sentence.lower(start) in ("a", "the") and self.sentence.lower(start + 2) == "of":
            end = start + 3 if self.sentence.lower(start + 1) in _QUANTITIES else end
        if start in self.mentions:
            end = self.mentions[start].last
        while end < len(self.tokens) and self._continues(start, end):
            end = self.mentions[end].last if end in self.mentions else end + 1
        return self._closed(self._phrase(start, end))

    def _continues(self, start: int, index: int) -> bool:
        token = self.tokens[index]
        if index in self.dates or index in self.persons or index in self.roles:
            return False
        if index in self.mentions:
            return not self._settled(start, index)
        if token.text == "-" or token.text == "/":
            return (
                token.start == self.tokens[index - 1].end
                and index + 1 < len(self.tokens)
                and self.tokens[index + 1].word
            )
        if token.text in "%" and self.tokens[index - 1].number:
            return True
        if not token.word and not token.number and token.text not in "$€£¥":
            return False
        closed = either("prepositions", "conjunctions", "pronouns", "relatives", "possessives")
        if (token.lower in closed and not (token.capital and token.lower not in ("i",))) or token.lower.startswith(
            ("'", "n'")
        ):
            return False
        if (
            token.lower in words("determiners")
            and index > start
            and self.tokens[index - 1].lower not in ("all", "both")
        ):
            return False
        if token.lower in words("adverbs") or adverbial(token.lower):
            determined = self.tokens[start].lower in words("determiners")
            if not determined or self.verbs.interrupts(index + 1):
                return token.capital and adverbial(token.lower)
        return not self.verbs.interrupts(index)

    def _settled(self, start: int, index: int) -> bool:
        """Whether what came before is a whole name, so that another name starts a phrase of its own."""
        before = next((m for m in self.mentions.values() if m.last == index), None)
        return (
            before is not None
            and before.entry.form in ("name", "place", "org")
            and before.first == start
            and self.mentions[index].entry.form != "demonym"
        )

    def _phrase(self, start: int, end: int) -> Unit:
        inside = [m for i in range(start, end) for m in self.starting.get(i, ()) if m.last <= end]
        head_end = end
        lead = start
        while lead < end and self.tokens[lead].lower in words("determiners"):
            lead += 1
        word_list = tuple(token.lower for token in self.tokens[start:end])
        whole = inside[0] if len(inside) == 1 and inside[0].first == lead and inside[0].last == end else None
        if whole is not None and whole.entry.form != "demonym":
            return self._name(whole, start, end, word_list)
        head = self.tokens[head_end - 1].lower
        mods = tuple(dict.fromkeys(m.entry.state or m.entry.ref for m in inside))
        proper = (
            lead < end
            and not inside
            and all(t.capital or not t.word for t in self.tokens[lead:end])
            and self.tokens[lead].word
        )
        kind = "name" if proper and (lead or end - lead > 1) else "noun"
        return Unit(kind, start, end, head, self._words(start, end), mods=mods, words=word_list)

    def _name(self, mention: Mention, start: int, end: int, word_list: tuple[str, ...]) -> Unit:
        entry = mention.entry
        text = self._words(mention.first, end)
        if entry.form == "org":
            return Unit("org", start, end, text.lower(), text, refs=(entry.ref,), sides=(entry.ref,), words=word_list)
        if entry.form == "place":
            return Unit(
                "place",
                start,
                end,
                text.lower(),
                text,
                refs=(entry.ref,),
                sides=tuple(filter(None, (entry.state,))),
                words=word_list,
            )
        return Unit("state", start, end, text.lower(), text, refs=(entry.ref,), sides=(entry.ref,), words=word_list)

    def _closed(self, unit: Unit) -> Unit:
        """Take in a possessive "'s" (or the apostrophe of a plural) that follows."""
        lower = self.sentence.lower(unit.last)
        plural = lower == "'" or (unit.last < len(self.tokens) and self.tokens[unit.last].text == "’")
        if lower == "'s" or (plural and self.tokens[unit.last - 1].lower.endswith("s") and self._glued(unit.last)):
            unit.possessive = True
            unit.last += 1
        if not unit.text:
            unit.text = self._words(unit.first, unit.last)
        return unit

    def _glued(self, index: int) -> bool:
        return self.tokens[index].start == self.tokens[index - 1].end

    def _words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]
