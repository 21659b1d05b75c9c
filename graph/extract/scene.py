"""One sentence with its grammar and its place in the article: what rules ask about parties, and what they yield."""

from collections.abc import Iterable

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import either, words
from graph.extract.people import Person
from graph.extract.places import Places
from graph.facts import Modality

_LEADING = words("scene_leading", "frames")


class Scene(Places):
    """What a rule is given."""

    def parties(self, indexes: Iterable[int]) -> Parties:
        """Everybody whom the noun phrases at `indexes` stand for."""
        found = Parties()
        for index in indexes:
            found.add(self.party(index))
        return found

    def party(self, index: int) -> Parties:
        """Whom one noun phrase stands for, complements ("of Kazakhstan", "led by …") included."""
        found = self._party(index)
        unit = self.units[index]
        if found and unit.kind not in ("state", "org"):
            self.steps[unit.text] = found
        return found

    def _party(self, index: int) -> Parties:
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
        if unit.kind == "noun" and unit.head in either("groups", "roles", "pairs"):
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

    def draft(
        self, fact_type: str, rule: str, roles: dict[str, list[Value]], date: str | None, modality: Modality
    ) -> Draft:
        """A fact read from this sentence."""
        if modality == "asserted" and date is not None and self._to_come(date):
            modality = "planned"
        kept = {role: list(dict.fromkeys(values)) for role, values in roles.items() if values}
        trace = self._trace(kept, date)
        return Draft(fact_type, kept, date, modality, self.sentence.start, self.sentence.end, rule, trace)

    def _trace(self, roles: dict[str, list[Value]], date: str | None) -> list[str]:
        """How the phrases of the sentence led to the values of a fact."""
        used = {id(value) if isinstance(value, Person) else value for values in roles.values() for value in values}
        trace = []
        for text, party in self.steps.items():
            meant = [p.ref for p in party.persons if id(p) in used] + [side for side in party.sides if side in used]
            if meant:
                trace.append(f"“{text}” is {', '.join(meant)}")
        words_of_date = [
            unit.text for i, unit in enumerate(self.units) if date and unit.when and self.resolved(i) == date
        ]
        return trace + [f"“{text}” is {date}" for text in words_of_date]
