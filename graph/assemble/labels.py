"""What a fact is called: one line in words, made from its roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.fuse import Cluster
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, Value

Naming = Callable[[str], str]
"""What something is called by its key: an entity that a register describes (``state:KAZ``), a fact (``fact:<key>``)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A role's value with what it is called; `kind` is that of an entity, else empty."""

    text: str
    kind: str = ""


Names = Mapping[str, tuple[Named, ...]]


def label(cluster: Cluster, naming: Naming) -> str:
    """The English label of a fact: ``Visit of Kazakhstan to Pakistan, 2025-09-08``."""
    fact = cluster.first.fact
    roles: dict[str, tuple[Named, ...]] = {}
    for member in reversed(cluster.members):
        for role, values in member.roles.items():
            roles[role] = tuple([_named(value, naming) for value in values])
    words = _PHRASES[fact.type](roles)
    when = f", {_when(fact.date, cluster.bounds())}" if fact.date else ""
    modality = "" if fact.modality == "asserted" else f" ({fact.modality})"
    return f"{words[0].upper()}{words[1:]}{when}{modality}"


def _when(text: str, bounds: tuple[date | None, date | None]) -> str:
    if "/" not in text:
        return text
    start, _, end = text.partition("/")
    if end in ("", ".."):
        return f"since {start}"
    if start in ("", ".."):
        return f"until {end}"
    return start if bounds[0] and bounds[0] == bounds[1] else f"{start} to {end}"


def _named(value: Value, naming: Naming) -> Named:
    if isinstance(value, EntityRef):
        return Named(value.told.label if value.told else naming(value.key), value.kind)
    if isinstance(value, ConceptRef):
        return Named(value.path.rpartition("/")[2].replace("-", " "))
    return Named(naming(f"fact:{value.key}") if isinstance(value, FactRef) else value.text)


def _text(value: Named) -> str:
    return value.text


def _all(roles: Names, role: str, joint: str = " and ") -> str:
    """The values of a role in words: persons with their state in brackets where both are given."""
    values = roles.get(role, ())
    persons = [value for value in values if value.kind == "person"]
    others = [value for value in values if value not in persons]
    if persons and len(others) == 1:
        return f"{_join([_text(person) for person in persons], joint)} ({_text(others[0])})"
    return _join([_text(value) for value in (*persons, *others)], joint)


def _join(words: list[str], joint: str = " and ") -> str:
    if len(words) > 5:
        words = [*words[:4], f"{len(words) - 4} others"]
    return joint.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _first(roles: Names, role: str, default: str = "") -> str:
    values = roles.get(role, ())
    return _text(values[0]) if values else default


def _between(roles: Names, role: str) -> str:
    """Parties in order: states and organizations alone where there are at least two, else everyone named."""
    values = roles.get(role, ())
    bodies = [value for value in values if value.kind not in ("", "person")]
    persons = [value for value in values if value.kind == "person"]
    named = persons if len(persons) >= 2 else bodies if len(bodies) >= 2 else list(values)
    return _join([_text(value) for value in named])


def _ends(roles: Names) -> str:
    """Endpoints: the places where there are two, else all."""
    values = roles.get("endpoint", ())
    places = [value for value in values if value.kind == "place"]
    return _join([_text(value) for value in (places if len(places) >= 2 else values)])


def _kind(roles: Names, word: str) -> str:
    kind = _first(roles, "kind")
    return kind if word in kind else f"{kind} {word}".strip()


def _title(roles: Names, word: str) -> str:
    return _first(roles, "title") or _first(roles, "kind") or word


def _office(roles: Names) -> str:
    return _first(roles, "office", "an office")


_PHRASES: dict[str, Callable[[Names], str]] = {
    "Visit": lambda r: f"{_kind(r, 'visit')} of {_all(r, 'visitor')} to {_all(r, 'host')}",
    "Meeting": lambda r: f"{_first(r, 'kind', 'meeting')} between {_between(r, 'participant')}",
    "Agreement": lambda r: f"{_title(r, 'agreement')}: {_between(r, 'party')}",
    "PartyAction": lambda r: f"{_all(r, 'party')}, {_first(r, 'agreement', 'an agreement')}: {_first(r, 'action')}",
    "Membership": lambda r: f"{_all(r, 'member')}, {_first(r, 'status', 'member')} of {_all(r, 'organization')}",
    "OfficeHolding": lambda r: f"{_all(r, 'holder')}, {_office(r)}",
    "DiplomaticRelations": lambda r: f"diplomatic relations between {_all(r, 'party')} {_first(r, 'action')}".strip(),
    "Mission": lambda r: f"{_first(r, 'kind', 'mission')} of {_all(r, 'sender')} in {_all(r, 'receiver')}",
    "Mechanism": lambda r: f"{_title(r, 'mechanism')}: {_between(r, 'party')}",
    "Participation": lambda r: f"{_all(r, 'participant')} at {_first(r, 'event', 'an event')}",
    "Aid": lambda r: f"{_kind(r, 'aid')} from {_all(r, 'donor')} to {_all(r, 'recipient')}",
    "TransportLink": lambda r: f"{_kind(r, 'link')} between {_ends(r)}",
}
