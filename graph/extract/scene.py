"""One sentence with its grammar and its place in the article: what rules ask about parties, places, dates, modality."""

from collections.abc import Iterable

from graph.extract.clauses import Clauses
from graph.extract.discourse import Discourse
from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.sentence import Sentence
from graph.extract.units import Unit
from graph.facts import Modality

_LEADING = frozenset({"lead", "head", "comprise", "consist", "include", "chair", "represent"})


class Scene:
    """What a rule is given."""

    def __init__(self, discourse: Discourse, sentence: Sentence, units: list[Unit]) -> None:
        self.discourse = discourse
        self.document = discourse.document
        self.sentence = sentence
        self.units = units
        self.clauses = Clauses(units)
        self.text = self.document.article.text

    # -- parties --------------------------------------------------------------------------------------------------

    def parties(self, indexes: Iterable[int]) -> Parties:
        """Everybody whom the noun phrases at `indexes` stand for."""
        found = Parties()
        for index in indexes:
            found.add(self.party(index))
        return found

    def party(self, index: int) -> Parties:
        """Whom one noun phrase stands for, complements ("of Kazakhstan", "led by …") included."""
        unit = self.units[index]
        if unit.kind == "noun" and unit.head in words("groups") | words("roles") | words("pairs"):
            return self._group(index)
        found = self.discourse.resolve(unit, self.units[:index], self.sentence)
        return self._accompanied(index, found) if unit.kind == "person" else found

    def _accompanied(self, index: int, found: Parties) -> Parties:
        return found

    def _group(self, index: int) -> Parties:
        unit = self.units[index]
        found = Parties(sides=list(unit.mods))
        here = index
        if self.clauses.kind(index - 1) == "pronoun" or self.units[index - 1].possessive:
            owner = self.party(index - 1) if index and self.units[index - 1].nominal else Parties()
            if not found:
                found.add(Parties(sides=owner.sides))
        for preposition, members, place in self.clauses.complements(index, 3):
            if preposition in ("of", "from", "representing") and place == here + 1:
                found.add(Parties(sides=self.parties(members).sides))
                here = members[-1]
        found.add(self._led(here))
        return found if found else self.discourse.resolve(unit, self.units[:index], self.sentence)

    def _led(self, index: int) -> Parties:
        """Persons after "delegation", in "headed by …", "led by …", "including …"."""
        here = index + 1
        while self.clauses.head(here) in (",", "-", "–", "—", "--"):
            here += 1
        if self.clauses.kind(here) == "verb" and self.clauses.head(here) in _LEADING:
            by = here + 1
            if self.clauses.head(by) in ("by", "of"):
                by += 1
            if self.clauses.nominal(by):
                return self.parties(i for i in self.clauses.group(by) if self.units[i].kind in ("person", "role"))
        return Parties()

    # -- places ---------------------------------------------------------------------------------------------------

    def place(self, index: int, prepositions: tuple[str, ...] = ("in", "at")) -> tuple[str, str] | None:
        """The place that a phrase after the unit at `index` gives: (place reference, state reference)."""
        for preposition, members, _ in self.clauses.complements(index):
            if preposition in prepositions:
                found = self.located(members[0])
                if found and found[0]:
                    return found
        if any(unit.head == "here" for unit in self.units[index + 1 : index + 8]) and self.discourse.dateline:
            return self.discourse.dateline
        return None

    def located(self, index: int) -> tuple[str, str] | None:
        """(place, state) that a noun phrase names; the place is empty when only a state is named."""
        unit = self.units[index]
        clauses = self.clauses
        if unit.kind == "place":
            return unit.refs[0], unit.sides[0] if unit.sides else ""
        if unit.kind == "state":
            return "", unit.sides[0]
        if unit.kind == "name":
            state = ""
            if clauses.head(index + 1) == "," and clauses.kind(index + 2) == "state":
                state = self.units[index + 2].sides[0]
            return (f"place:{_bare(unit.text)}", state) if state else None
        return self._described(index)

    def _described(self, index: int) -> tuple[str, str] | None:
        """ "the Pakistani city of Lahore", "the Croatian capital Zagreb", "Pakistan's capital", "the country"."""
        unit = self.units[index]
        if unit.kind != "noun":
            return None
        state = unit.mods[0] if unit.mods and unit.mods[0].startswith("state:") else ""
        owner = self.units[index - 1] if index and self.units[index - 1].possessive else None
        if owner is not None and owner.sides:
            state = state or owner.sides[0]
        if unit.head in _SETTLEMENTS and self.clauses.head(index + 1) == "of" and self.clauses.nominal(index + 2):
            named = self.units[index + 2]
            return f"place:{_bare(named.text)}", state or (named.sides[0] if named.sides else "")
        if (
            unit.head in _SETTLEMENTS | {"side", "territory", "soil", "state", "island", "nation", "country", "kingdom"}
            and state
        ):
            return "", state
        inside = [
            m
            for m in self.sentence.mentions
            if unit.first <= m.first and m.last <= unit.last and m.entry.form == "place"
        ]
        if inside:
            return inside[-1].entry.ref, inside[-1].entry.state
        if unit.head in ("country", "nation", "kingdom", "republic") and self.discourse.last_state:
            return "", self.discourse.last_state
        return None

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

    # -- time and modality ----------------------------------------------------------------------------------------

    def date(self, index: int, modality: Modality = "asserted", reach: int = 40) -> str | None:
        """The date expression that belongs to the unit at `index`."""
        choices = [i for i, unit in enumerate(self.units) if unit.when is not None and not self._foreign(i, index)]
        if not choices:
            return None
        after = [i for i in choices if i > index and i - index <= reach]
        before = [i for i in choices if i < index]
        near = [i for i in after if not self._crosses(index, i)]
        if near:
            return self.resolved(near[0], modality)
        same = [i for i in before if not self._crosses(i, index)]
        if same:
            return self.resolved(same[-1], modality)
        opening = [i for i in before if i <= 2]
        return self.resolved(opening[0], modality) if opening else None

    def resolved(self, index: int, modality: Modality = "asserted") -> str | None:
        """The EDTF of the date expression at `index`."""
        when = self.units[index].when
        return when.resolve(self.discourse.published, modality == "planned") if when else None

    def today(self) -> str | None:
        """The day of publication, where it is known."""
        return self.discourse.published.isoformat() if self.discourse.published else None

    def _foreign(self, index: int, event: int) -> bool:
        """Dates that are no date of an event: of the saying ("said on Monday"), bounds of the past ("since 1997")."""
        unit = self.units[index]
        before = index - 1
        while (
            self.clauses.kind(before) in ("adv", "prep", "pronoun")
            or (self.clauses.kind(before) == "place")
            or self.clauses.head(before) in ("reporters", "journalists", "parliament")
        ):
            before -= 1
        if self.clauses.kind(before) == "verb" and self.clauses.head(before) in _SAYING and before != event:
            return True
        if self.clauses.kind(index + 1) == "verb" and self.clauses.head(index + 1) in _SAYING and index + 1 != event:
            return True
        return unit.head in ("since", "until", "till")

    def _crosses(self, first: int, second: int) -> bool:
        """Whether a clause border lies between two units."""
        for index in range(first + 1, second):
            unit = self.units[index]
            if unit.verb is not None and unit.verb.form == "finite" and index != first and index != second:
                return True
            if unit.kind in ("rel",) or unit.head in (
                ";",
                ":",
                "while",
                "after",
                "before",
                "when",
                "but",
                "although",
                "because",
            ):
                return True
        return False

    def modality(self, index: int) -> Modality:
        """Whether the event at `index` (a verb or an event noun) happened, is to come, or is said not to happen."""
        unit = self.units[index]
        return self._verb_modality(index, 0) if unit.kind == "verb" else self._noun_modality(index)

    def _verb_modality(self, index: int, depth: int) -> Modality:
        group = self.units[index].verb
        assert group is not None  # noqa: S101 — callers pass verbs only
        if group.negated:
            return "denied"
        if group.future:
            return "planned"
        if group.form == "infinitive" and depth < 4:
            return self._governed_modality(index, depth)
        if group.form == "gerund" and depth < 4:
            governor = self.clauses.governor(index)
            adjacent = governor is not None and index - governor <= 2 and self.clauses.head(index - 1) != ","
            if adjacent and governor is not None and self.units[governor].head in words("planning") | words("denying"):
                return self._governed_modality(index, depth)
        if (
            group.progressive
            and not group.past
            and self.units[index].head in ("go", "arrive", "travel", "visit", "meet", "hold")
            and self._ahead(index)
        ):
            return "planned"
        return "asserted"

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
            return "planned"
        if governor is None:
            return "planned"
        head = self.units[governor].head
        if head in words("denying"):
            return "denied"
        if head in words("planning") or head == "be":
            return "denied" if self._negative(governor) else "planned"
        own = self._verb_modality(governor, depth + 1)
        return (
            own
            if own != "asserted"
            else "asserted"
            if head in _ACHIEVING or self._purpose(governor, index)
            else "planned"
        )

    def _purpose(self, governor: int, index: int) -> bool:
        """ "arrived to attend", "was here to attend" leave it open, and so do most purposes."""
        return False

    def _negative(self, index: int) -> bool:
        group = self.units[index].verb
        return group is not None and group.negated

    def _noun_modality(self, index: int) -> Modality:
        unit = self.units[index]
        if set(unit.words) & words("denied"):
            return "denied"
        following = self._verb_after(index)
        if following is not None:
            head = self.units[following].head
            group = self.units[following].verb
            if head in words("denying") and group is not None and (group.passive or group.form == "participle"):
                return "denied"
            if group is not None and group.future and self._is_subject(index, following):
                return "planned"
            if head in words("planning") and group is not None and group.passive and self._is_subject(index, following):
                return "planned"
        governing = self._verb_before(index)
        if governing is not None:
            if self.units[governing].head in words("denying"):
                return "denied"
            if governing + 1 == index or self.clauses.kind(governing + 1) == "adv":
                return self._verb_modality(governing, 0)
        if set(unit.words) & words("planned"):
            return "planned"
        return "planned" if any(u.head in words("ahead") for u in self.units[max(0, index - 5) : index]) else "asserted"

    def _verb_after(self, index: int) -> int | None:
        for here in range(index + 1, min(len(self.units), index + 12)):
            unit = self.units[here]
            if unit.verb is not None and unit.verb.form != "gerund" and unit.verb.form != "infinitive":
                return here
            if unit.kind == "rel" or unit.head in (";", ":", ","):
                return None
        return None

    def _is_subject(self, index: int, verb: int) -> bool:
        return index in self.clauses.subject(verb)

    def _verb_before(self, index: int) -> int | None:
        for here in range(index - 1, max(-1, index - 5), -1):
            if self.units[here].kind == "verb":
                return here
            if self.units[here].kind in ("prep", "punct", "conj", "rel"):
                return None
        return None

    # -- results --------------------------------------------------------------------------------------------------

    def draft(
        self, fact_type: str, rule: str, roles: dict[str, list[Value]], date: str | None, modality: Modality
    ) -> Draft:
        """A fact read from this sentence."""
        kept = {role: list(dict.fromkeys(values)) for role, values in roles.items() if values}
        return Draft(fact_type, kept, date, modality, self.sentence.start, self.sentence.end, rule)


_SETTLEMENTS = frozenset(
    [
        "town",
        "city",
        "port",
        "village",
        "capital",
        "province",
        "region",
        "district",
        "resort",
        "island",
        "state",
        "prefecture",
    ]
)
_SAYING = frozenset(
    ["say", "tell", "announce", "report", "add", "quote", "state", "write", "tweet", "confirm", "declare"]
)
_ACHIEVING = frozenset(["manage", "begin", "start", "continue", "go", "come", "use", "help", "travel", "arrive", "fly"])


def _bare(text: str) -> str:
    words_ = text.split()
    return " ".join(words_[1:] if words_ and words_[0].lower() == "the" else words_)
