"""One sentence with its grammar and its place in the article: what rules ask about parties, places, dates, modality."""

import datetime
from collections.abc import Iterable

from graph.extract.clauses import Clauses
from graph.extract.discourse import Discourse
from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.people import Person
from graph.extract.sentence import Sentence
from graph.extract.units import Unit
from graph.facts import Modality

_LEADING = words("scene_leading", "frames")


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
        if (
            unit.kind == "noun"
            and unit.head in words("descriptions", "offices")
            and self.clauses.kind(index + 1) == "person"
        ):
            return self.party(index + 1)
        if (
            unit.kind == "role"
            and not unit.sides
            and self.clauses.head(index + 1) in ("of", "from")
            and self.clauses.nominal(index + 2)
        ):
            return Parties(sides=self.parties(self.clauses.group(index + 2)).sides)
        if unit.kind == "noun" and unit.head in words("groups") | words("roles") | words("pairs"):
            found = self._group(index)
            if unit.head in ("delegation", "mission", "team") and found:
                known = self.discourse.group
                if not (set(found.sides) <= set(known.sides) and len(found.persons) < len(known.persons)):
                    self.discourse.group = found
            return found
        if (
            unit.kind == "pronoun"
            and unit.head in ("he", "she", "his", "her")
            and not any(u.person for u in self.units[:index])
        ):
            ahead = self._named_later(index)
            if ahead:
                return ahead
        return self.discourse.resolve(unit, self.units[:index])

    def _named_later(self, index: int) -> Parties:
        """As in "During his visit to Y, President X said": the subject of the main clause after a fronted phrase."""
        if self.units[0].kind != "prep":
            return Parties()
        comma = next((i for i in range(index, len(self.units)) if self.clauses.head(i) == ","), None)
        after = self.units[comma + 1] if comma is not None and comma + 1 < len(self.units) else None
        return (
            Parties([after.person], list(after.person.sides))
            if after is not None and after.person is not None
            else Parties()
        )

    def _group(self, index: int) -> Parties:
        unit = self.units[index]
        found = Parties(sides=list(unit.mods))
        here = index
        for preposition, members, place in self.clauses.complements(index, 3):
            if preposition in ("of", "from", "representing") and place == here + 1:
                found.add(Parties(sides=self.parties(members).sides))
                here = members[-1]
        if not found and index and (self.clauses.kind(index - 1) == "pronoun" or self.units[index - 1].possessive):
            owner = (
                self.party(index - 1)
                if self.units[index - 1].nominal and unit.head not in ("counterpart", "counterparts")
                else Parties()
            )
            found.add(Parties(sides=owner.sides))
        found.add(self._led(here))
        return found if found else self.discourse.resolve(unit, self.units[:index])

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

    def main_subject(self) -> list[Person]:
        """The persons that are the subject of the first main verb that has any."""
        for index, unit in self.clauses.verbs():
            if unit.verb is not None and unit.verb.form in ("finite", "participle"):
                persons = self.parties(self.clauses.subject(index)).persons
                if persons:
                    return persons
        return []

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

    def located(self, index: int, visitors: Iterable[str] = ()) -> tuple[str, str] | None:
        """(place, state) that a noun phrase names; the place is empty when only a state is named.

        "The country" is the state named last that is not of the `visitors`.
        """
        found = self._located(index, visitors)
        if found and found[0] and found[1]:
            self.discourse.places[found[0].removeprefix("place:").lower()] = found
        return found

    def _located(self, index: int, visitors: Iterable[str]) -> tuple[str, str] | None:
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
            return (
                (f"place:{_bare(unit.text)}", state) if state else self.discourse.places.get(_bare(unit.text).lower())
            )
        return self._described(index, set(visitors))

    def _described(self, index: int, visitors: set[str]) -> tuple[str, str] | None:
        """As in "the Pakistani city of Lahore", "the Croatian capital Zagreb", "Pakistan's capital", "the country"."""
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
        name = self._before_head(unit) if unit.head in _SETTLEMENTS else ""
        if name:
            return f"place:{name}", state or self.discourse.places.get(name.lower(), ("", ""))[1]
        inside = [
            m
            for m in self.sentence.mentions
            if unit.first <= m.first and m.last <= unit.last and m.entry.form == "place"
        ]
        if inside:
            return inside[-1].entry.ref, inside[-1].entry.state
        if owner is not None and owner.kind == "state":
            return "", state
        if not {"the", "this"} & set(unit.words):
            return None
        if unit.head in ("country", "nation", "kingdom", "republic"):
            state = self._state_before(index, visitors)
            return ("", state) if state else None
        if unit.head in ("town", "city", "capital", "port", "village"):
            return self.discourse.last_place
        return None

    def _before_head(self, unit: Unit) -> str:
        """The name in "Sindh province", "Rajasthan state"."""
        tokens = [t for t in self.sentence.tokens[unit.first : unit.last - 1] if t.lower not in words("determiners")]
        named = [t.text for t in tokens if t.capital]
        return " ".join(named) if tokens and len(named) == len(tokens) and not unit.mods else ""

    def _state_before(self, index: int, visitors: set[str]) -> str:
        """The state spoken of last before a unit, other than the visitors' own."""
        for unit in reversed(self.units[:index]):
            sides = unit.sides or (tuple(unit.person.sides) if unit.person else ())
            states = [side for side in sides if side.startswith("state:") and side not in visitors]
            if states:
                return states[-1]
        last = self.discourse.last_state
        return (
            last
            if last not in visitors
            else next((s for s in self.document.main_pair() if s not in visitors and s.startswith("state:")), "")
        )

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
        own = self.own_verb(index) if self.units[index].kind == "noun" else None
        if own is not None:
            found = self.date(own, modality, reach)
            if found is not None:
                return found
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

    def date_after(self, state: str, modality: Modality) -> str | None:
        """The date right after the name of a state: "visited Turkey on 4 April and Uzbekistan on 6 April"."""
        for index, unit in enumerate(self.units):
            if unit.kind in ("state", "place") and state in unit.sides:
                here = index + 1 + (self.clauses.kind(index + 1) == "prep")
                if self.clauses.kind(here) == "date" and self.clauses.head(here + 1) in ("and", ","):
                    return self.resolved(here, modality)
        return None

    def resolved(self, index: int, modality: Modality = "asserted") -> str | None:
        """The EDTF of the date expression at `index`."""
        when = self.units[index].when
        if when is None:
            return None
        found = when.resolve(self.discourse.published, modality == "planned")
        return found or when.resolve(self._year_end(), False)

    def _year_end(self) -> datetime.date | None:
        """The end of the one year that the sentence names: for its days without a year, if nothing else settles it."""
        if self.discourse.published is not None:
            return None
        found = {w.resolve(None, False) for u in self.units if (w := u.when) is not None}
        years = {text[:4] for text in found if text}
        return datetime.date(int(years.pop()), 12, 31) if len(years) == 1 else None

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
        if self.clauses.head(index - 1) == "for" and unit.when is not None and unit.when.precision == "year":
            return True
        main = next((i for i, _ in self.clauses.verbs()), None)
        announced = index <= 1 and main is not None and self.units[main].head in _SAYING and event > main
        return unit.head in ("since", "until", "till") or announced

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
        if group.form == "finite" and self.units[index].text.lower() == group.lemma and depth < 4:
            return self._shared_modality(index, depth)
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

    def _shared_modality(self, index: int, depth: int) -> Modality:
        """As in "will travel to Y and hold talks": a bare verb after "and" shares the auxiliary."""
        if self.clauses.head(index - 1) not in ("and", ",") and self.clauses.kind(index - 1) != "adv":
            return "asserted"
        before = next((i for i in range(index - 1, -1, -1) if self.units[i].verb is not None), None)
        return self._verb_modality(before, depth + 1) if before is not None else "asserted"

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
            if self.units[here].kind in ("prep", "punct", "conj", "rel"):
                return None
        return None

    def _to_come(self, date: str) -> bool:
        """Whether a date starts after the day of publication."""
        published = self.discourse.published
        start = date.split("/")[0]
        return published is not None and start > published.isoformat()[: len(start)]

    # -- results --------------------------------------------------------------------------------------------------

    def draft(
        self, fact_type: str, rule: str, roles: dict[str, list[Value]], date: str | None, modality: Modality
    ) -> Draft:
        """A fact read from this sentence."""
        if modality == "asserted" and date is not None and self._to_come(date):
            modality = "planned"
        kept = {role: list(dict.fromkeys(values)) for role, values in roles.items() if values}
        return Draft(fact_type, kept, date, modality, self.sentence.start, self.sentence.end, rule)


_SETTLEMENTS = words("scene_settlements", "frames")
_SAYING = words("scene_saying", "frames")
_ACHIEVING = words("scene_achieving", "frames")


def _bare(text: str) -> str:
    words_ = text.split()
    return " ".join(words_[1:] if words_ and words_[0].lower() == "the" else words_)
