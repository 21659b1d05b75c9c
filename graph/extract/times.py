"""Which date expression of a sentence belongs to which event."""

import datetime

from graph.extract.lexicon import words
from graph.extract.moods import Moods
from graph.facts import Modality

_SAYING = words("scene_saying", "frames")


class Times(Moods):
    """A sentence asked about its dates."""

    def date(self, index: int, modality: Modality = "asserted", reach: int = 40) -> str | None:
        """The date expression that belongs to the unit at `index`."""
        due = self._due(index)
        if due is not None:
            return self.resolved(due, "planned")
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
        same = [i for i in before if not self._crosses(i, index) and not self._inserted(i, index)]
        if same:
            return self.resolved(same[-1], modality)
        opening = [i for i in before if i <= 2]
        return self.resolved(opening[0], modality) if opening else None

    def _due(self, index: int) -> int | None:
        """As in "a visit … that was scheduled for Sunday", "which had been planned for May": the day foreseen."""
        for here in range(index + 1, len(self.units) - 1):
            if self.units[here].kind == "rel":
                verb = self.units[here + 1]
                foreseen = verb.head in words("planning") and verb.verb is not None and verb.verb.passive
                dated = [i for i in range(here + 2, min(here + 6, len(self.units))) if self.units[i].when is not None]
                return dated[0] if foreseen and dated else None
            if self.units[here].kind == "verb" or self.units[here].head in (";", ":"):
                return None
        return None

    def date_after(self, state: str, modality: Modality) -> str | None:
        """The date right after the name of a state: "visited Peru on 12 May and Chile on 14 May"."""
        for index, unit in enumerate(self.units):
            if unit.kind in ("state", "place") and state in unit.sides:
                here = index + 1 + (self.clauses.kind(index + 1) == "prep")
                if self.clauses.kind(here) == "date" and self.clauses.head(here + 1) in ("and", ",", "."):
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

    def since(self, index: int) -> str | None:
        """The start that "since …" after the unit at `index` gives to what still is so."""
        for here in range(index + 1, min(index + 9, len(self.units))):
            if self.units[here].when is not None and self.units[here].head == "since":
                return self.resolved(here)
        return None

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

    def _inserted(self, date: int, event: int) -> bool:
        """As in "X, who began in 1978, is in Paris": the date is of the inserted clause."""
        rel = next((i for i in range(date - 1, 0, -1) if self.clauses.kind(i) == "rel"), None)
        if rel is None or not any(self.clauses.kind(i) == "verb" for i in range(rel, date)):
            return False
        return any(self.clauses.head(i) == "," for i in range(date, event))

    def _to_come(self, date: str) -> bool:
        """Whether a date starts after the day of publication."""
        published = self.discourse.published
        start = date.split("/")[0]
        return published is not None and start > published.isoformat()[: len(start)]
