"""Where something is: cities, states, and what "the town" or "the country" mean."""

from collections.abc import Iterable

from graph.extract.lexicon import words
from graph.extract.moods import _bare
from graph.extract.times import Times
from graph.extract.units import Unit

_SETTLEMENTS = words("scene_settlements", "frames")


class Places(Times):
    """A sentence asked about its places."""

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
        """As in "the Chilean city of Arica", "the Croatian capital Zagreb", "Pakistan's capital", "the country"."""
        unit = self.units[index]
        if unit.kind != "noun":
            return None
        state = unit.mods[0] if unit.mods and unit.mods[0].startswith("state:") else ""
        owner = self.units[index - 1] if index and self.units[index - 1].possessive else None
        if owner is not None and owner.sides:
            state = state or owner.sides[0]
        if owner is not None and owner.kind == "place":
            return owner.refs[0], state
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
        if unit.head in ("country", "nation", "kingdom", "republic", "island", "sultanate", "emirate"):
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
        own = self.document.home
        if own and own not in visitors and visitors:
            return own
        return (
            last
            if last not in visitors
            else next((s for s in self.document.main_pair() if s not in visitors and s.startswith("state:")), "")
        )
