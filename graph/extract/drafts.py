"""A fact in the making: what a rule found, before references are final."""

from dataclasses import dataclass, field

from graph.extract.people import Person
from graph.facts import Modality

Value = str | Person
"""A role's value: a reference, a plain string, or a person whose fullest name may still be to come."""


@dataclass(slots=True)
class Parties:
    """Who a phrase stands for: persons, and the states or organizations that act."""

    persons: list[Person] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    hub: str = ""
    """The one side with which each of the others has to do, where the text sets one apart."""

    def __bool__(self) -> bool:
        return bool(self.persons or self.sides)

    def values(self) -> list[Value]:
        """Persons first, then sides."""
        return [*self.persons, *self.sides]

    def add(self, other: "Parties") -> "Parties":
        """Take in the parties of another phrase."""
        self.persons.extend(person for person in other.persons if person not in self.persons)
        self.sides.extend(side for side in other.sides if side not in self.sides)
        return self


@dataclass(slots=True)
class Draft:
    """What a rule read from ``text[start:end]``."""

    type: str
    roles: dict[str, list[Value]]
    date: str | None
    modality: Modality
    start: int
    end: int
    rule: str
    trace: list[str] = field(default_factory=list)
