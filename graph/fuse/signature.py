"""What of a fact is compared with others: its parties by role, its bounds in time, and the sources that tell it."""

from dataclasses import dataclass
from datetime import date

from graph import edtf
from graph.facts import Note, Quote, Row, Source
from graph.resolve.names import fold
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, ResolvedFact, Value
from graph.vocabulary import vocabulary

IDENTIFYING: dict[str, tuple[str, ...]] = {"Mission": ("action", "place"), "Membership": ("status",)}
"""Roles beside the core roles that tell two facts of a type apart."""

_BODIES = ("state", "organization")


@dataclass(frozen=True, slots=True)
class RoleKeys:
    """A role's values as keys: persons, bodies, and the rest (places, offices, events, concepts, titles)."""

    persons: frozenset[str]
    bodies: frozenset[str]
    rest: frozenset[str]

    def agrees(self, other: "RoleKeys") -> bool:
        """Whether two tellings of one role can mean the same: where both name persons or the rest, they share one."""
        if self.persons and other.persons and not self.persons & other.persons:
            return False
        return not (self.rest and other.rest) or bool(self.rest & other.rest)


_NONE = RoleKeys(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Signature:
    """A fact as `graph.fuse` compares it."""

    fact: ResolvedFact
    core: tuple[RoleKeys, ...]
    extra: tuple[RoleKeys, ...]
    bounds: edtf.Edtf | None
    as_of: date | None
    places: tuple[str, ...]

    @classmethod
    def of(cls, fact: ResolvedFact) -> "Signature":
        """The signature of a fact."""
        told = fact.fact
        seen = [piece.source.as_of for piece in told.evidence if isinstance(piece.source, Row) and piece.source.as_of]
        return cls(
            fact=fact,
            core=tuple([_keys(fact.roles.get(role, ())) for role in core_roles(told.type)]),
            extra=tuple([_keys(fact.roles.get(role, ())) for role in IDENTIFYING.get(told.type, ())]),
            bounds=edtf.parse(told.date) if told.date else None,
            as_of=edtf.parse(seen[0]).earliest if seen else None,
            places=tuple(sorted({place for piece in told.evidence if (place := _told_at(piece.source))})),
        )

    def block(self) -> tuple[str, ...]:
        """What facts must share to be compared at all: type, and the states and organizations of core roles.

        For an office that is held it is the person too, for an act on an agreement the agreement.
        """
        told = self.fact.fact
        parts = [told.type]
        for keys in self.core:
            parts.append(";".join(sorted(keys.bodies)))
            if told.type == "OfficeHolding":
                parts.append(";".join(sorted(keys.persons)))
            elif told.type == "PartyAction":
                parts.append(";".join(sorted(keys.rest)))
        return tuple(parts)


def core_roles(fact_type: str) -> tuple[str, ...]:
    """The core roles of a type, in order."""
    if fact_type not in _CORE:
        _CORE[fact_type] = tuple(sorted(vocabulary().types[fact_type].core))
    return _CORE[fact_type]


_CORE: dict[str, tuple[str, ...]] = {}


def _keys(values: tuple[Value, ...]) -> RoleKeys:
    if not values:
        return _NONE
    persons: list[str] = []
    bodies: list[str] = []
    rest: list[str] = []
    for value in values:
        if isinstance(value, EntityRef):
            target = persons if value.kind == "person" else bodies if value.kind in _BODIES else rest
            target.append(value.key)
        else:
            rest.append(value_key(value))
    return RoleKeys(frozenset(persons), frozenset(bodies), frozenset(rest))


def value_key(value: Value) -> str:
    """What identifies a role's value."""
    if isinstance(value, EntityRef):
        return value.key
    if isinstance(value, ConceptRef):
        return f"concept:{value.path}"
    return f"fact:{value.key}" if isinstance(value, FactRef) else f"text:{fold(value.text)}"


def source_key(source: Source) -> str:
    """What identifies the place in a source that a fact was read from."""
    if isinstance(source, Quote):
        return f"article|{source.article}|{source.start}|{source.end}"
    return f"register|{source.register}|{source.key}" if isinstance(source, Row) else f"curated|{source.iri}"


def _told_at(source: Source) -> str:
    """The source whose author told two facts of one kind apart: an article, a curated file, a register's own source."""
    if isinstance(source, Quote):
        return f"article|{source.article}"
    if isinstance(source, Note):
        return f"curated|{source.file}"
    return f"register|{source.register}|{source.citation.partition(' ')[0]}"
