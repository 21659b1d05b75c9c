"""Phrases joined to each other, and what follows a verb or noun: objects and prepositional complements."""

from collections.abc import Iterator

from graph.extract.lexicon import either, words
from graph.extract.units import Unit

_QUOTES = frozenset("“”'‘\"")
_SETTLEMENTS = words("scene_settlements", "frames")
_COMPATIBLE = words("clauses_compatible", "frames")


class Coordination:
    """The units of one sentence, asked for their neighbours."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self._verbs = [(i, unit) for i, unit in enumerate(units) if unit.kind == "verb"]
        self._groups: dict[int, list[int]] = {}
        self._starts: dict[int, int] = {}

    def kind(self, index: int) -> str:
        """Kind of the unit at `index`, empty outside the sentence."""
        return self.units[index].kind if 0 <= index < len(self.units) else ""

    def head(self, index: int) -> str:
        """Head of the unit at `index`, empty outside the sentence."""
        return self.units[index].head if 0 <= index < len(self.units) else ""

    def nominal(self, index: int) -> bool:
        """Whether there is a noun phrase at `index`."""
        return 0 <= index < len(self.units) and self.units[index].nominal

    def verbs(self) -> Iterator[tuple[int, Unit]]:
        """All verb groups with their places."""
        return iter(self._verbs)

    def skip(self, index: int, step: int = 1) -> int:
        """The next place from `index` on that is neither adverb nor date."""
        while self.kind(index) in ("adv", "date") or (
            self.kind(index) == "prep" and self.kind(index + 1) == "date" and step > 0
        ):
            index += step
        return index

    def group(self, index: int) -> list[int]:
        """The noun phrases coordinated with the one at `index`, to its right: "A, B and C"."""
        if index not in self._groups:
            found = [index]
            while (following := self._joined_after(found[-1])) is not None:
                found.append(following)
            self._groups[index] = found
        return list(self._groups[index])

    def _joined_after(self, index: int) -> int | None:
        here = self._past_date(self._past_parenthesis(self._past_apposition(index) + 1), index)
        comma = self.head(here) == ","
        if comma:
            here += 1
        conjunction = self.head(here) in ("and", "&", "or") or (
            self.head(here) == "as" and self.head(here + 1) == "well"
        )
        if conjunction:
            here += 1 if self.kind(here) == "conj" and self.head(here) != "as" else 3
            while self.kind(here) == "adv" or (self.head(here) in ("with", "including", "between") and not comma):
                here += 1
        if conjunction and self.kind(here) == "pronoun" and self.units[here].possessive and self.nominal(here + 1):
            here += 1  # "and her Latvian counterpart"
        if not (comma or conjunction) or not self.nominal(here):
            return None
        if self.units[here].possessive and self.head(here + 1) in _SETTLEMENTS:
            here += 1
        left, right = self.units[index], self.units[here]
        if comma and not conjunction and not self._listed(left, right, here):
            return None
        return here if self._alike(left, right) else None

    def _past_date(self, here: int, index: int) -> int:
        """Past a date between two names: "Peru on 12 May and Chile"."""
        after = here + (self.kind(here) == "prep")
        dated = (
            self.kind(after) == "date"
            and self.head(after + 1) in ("and", ",")
            and self.units[index].kind in ("state", "place")
        )
        return (
            after + 1
            if dated and self.kind(after + 2) in ("state", "place") and self.kind(after + 3) != "verb"
            else here
        )

    def _listed(self, left: Unit, right: Unit, here: int) -> bool:
        """Whether a comma joins two names of a list (rather than setting off an apposition)."""
        if right.title is not None and right.title.plural and left.mods and len(left.words) == 1:
            return True  # "Latvian, Estonian and Polish counterparts"
        if left.kind == "place" and right.kind == "state":
            return left.sides != right.sides
        return self._enumerable(left) and self._enumerable(right) and self._list_goes_on(here)

    def _enumerable(self, unit: Unit) -> bool:
        """Whether it can stand in a list with commas: a name, or an adjective of a state left alone."""
        return unit.kind in _COMPATIBLE or (bool(unit.mods) and len(unit.words) == 1)

    def _list_goes_on(self, index: int) -> bool:
        after = self._past_parenthesis(self._past_apposition(index) + 1)
        return self.head(after) in (",", "and", "&", "as", "or")

    def _alike(self, left: Unit, right: Unit) -> bool:
        if left.possessive or (right.possessive and right.kind == "pronoun"):
            return False
        if right.kind == "pronoun":
            return right.head in ("i", "me", "he", "she", "we") and left.kind in ("person", "role", "pronoun")
        if left.head in _SETTLEMENTS and right.head in _SETTLEMENTS:
            return True
        names = left.kind in _COMPATIBLE or bool(left.mods) or self._human(left)
        return names and (right.kind in _COMPATIBLE or bool(right.mods) or self._human(right))

    def _human(self, unit: Unit) -> bool:
        return unit.kind == "pronoun" or (unit.kind == "noun" and unit.head in either("groups", "roles"))

    def _past_apposition(self, index: int) -> int:
        """Index of the last unit of a place with its state: "Addis Ababa, Ethiopia"."""
        unit = self.units[index]
        state = self.head(index + 1) == "," and self.kind(index + 2) == "state"
        if state and (unit.kind == "name" or (unit.kind == "place" and self.units[index + 2].sides == unit.sides)):
            return index + 2
        return index

    def _past_parenthesis(self, index: int) -> int:
        if self.head(index) == "(":
            close = next((i for i in range(index, min(index + 6, len(self.units))) if self.head(i) == ")"), None)
            return close + 1 if close else index
        return index

    def start_of_group(self, index: int) -> int:
        """The first noun phrase of a coordination that ends at `index`."""
        if index not in self._starts:
            before = range(max(0, index - 16), index)
            self._starts[index] = next((i for i in before if self.nominal(i) and index in self.group(i)), index)
        return self._starts[index]

    def objects(self, verb: int) -> list[int]:
        """Direct objects right after a verb."""
        here = self.skip(verb + 1)
        if self.head(verb) in ("hand", "set", "break", "carry", "take") and self.head(here) in (
            "over",
            "up",
            "off",
            "out",
            "on",
        ):
            here += 1
        if self.head(here) in _QUOTES:
            here += 1
        return self.group(self._owned(here)) if self.nominal(here) else []

    def _owned(self, index: int) -> int:
        """From "his" or "Egypt's" to what is owned."""
        while self.units[index].possessive and self.nominal(index + 1):
            index += 1
        return index

    def complements(self, index: int, limit: int = 14) -> list[tuple[str, list[int], int]]:
        """Prepositional phrases that follow a verb or noun: (preposition, noun phrases, place of the preposition)."""
        found: list[tuple[str, list[int], int]] = []
        here = index + 1
        end = min(len(self.units), index + 1 + 2 * limit)
        while here < end:
            unit = self.units[here]
            if unit.kind == "prep" and self.nominal(here + 1):
                members = self.group(self._owned(here + 1))
                found.append((unit.head, members, here))
                here = self._past_apposition(members[-1]) + 1
                if (
                    self.head(here) == ","
                    and self.units[here - 1].kind in ("state", "place")
                    and self.kind(here + 1) in ("prep", "date", "adv")
                ):
                    here += 1
                continue
            if self._ends_clause(here, index):
                break
            here += 1
        return found

    def _ends_clause(self, here: int, origin: int) -> bool:
        unit = self.units[here]
        if unit.kind == "verb" and unit.verb is not None:
            return True
        if unit.kind in ("rel", "conj") and unit.head not in ("and", "&"):
            return True
        if unit.head in (";", ":", ".", "“", "”", '"', "?", "!"):
            return True
        if unit.head == "and" and self._verb_follows(here + 1):
            return True
        return (
            unit.head == ","
            and not (
                self.kind(here + 1) in ("prep", "date")
                or self.kind(here - 1) in ("state", "place")
                or here - origin <= 1
            )
            and self._breaks(here)
        )

    def _breaks(self, comma: int) -> bool:
        after = comma + 1
        if self.kind(after) in ("verb", "rel", "conj", "pronoun"):
            return True
        return self.nominal(after) and (self.units[after].named or self._verb_follows(after))

    def _verb_follows(self, index: int) -> bool:
        here = self.skip(index)
        if self.kind(here) == "verb":
            return True
        return self.nominal(here) and self.kind(self.skip(self.group(here)[-1] + 1)) == "verb"
