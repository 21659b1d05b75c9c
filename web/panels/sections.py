"""Facts under headings: chosen in the catalogue, told by the graph in two queries however many headings there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import NamedNode

from web.catalogue.facts import MANY, Pick, Picked, picked
from web.kinds import FACT_KINDS
from web.reading import Reader
from web.records import Fact

_EVERY = tuple(kind.path for kind in FACT_KINDS)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands under a heading: facts of some kinds in which the thing has one of some roles, at most `limit`."""

    name: str
    kinds: Sequence[str]
    roles: Sequence[str]
    limit: int


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under a heading; `total` is how many there are in all, `roles` and `kind` lead to the list of them."""

    name: str
    kind: str
    roles: Sequence[str]
    facts: Sequence[Fact]
    total: int


def _heading(name: str, kind: str, *roles: str, limit: int) -> Heading:
    return Heading(name, (kind,), roles, limit)


_STANDING = (
    _heading("mechanisms", "mechanism", "party", limit=20),
    _heading("aid", "aid", "donor", "recipient", limit=20),
    _heading("links", "transport-link", "endpoint", limit=20),
)

HEADINGS: Mapping[str, Sequence[Heading]] = {
    "state": (
        _heading("chiefs", "office-holding", "chief", limit=12),
        _heading("visits", "visit", "visitor", "host", limit=12),
        _heading("meetings", "meeting", "participant", limit=8),
        _heading("relations", "diplomatic-relations", "party", limit=40),
        _heading("envoys-sent", "office-holding", "sent", limit=12),
        _heading("envoys-received", "office-holding", "accreditedTo", limit=12),
        _heading("missions-sent", "mission", "sender", limit=40),
        _heading("missions-received", "mission", "receiver", limit=40),
        _heading("agreements", "agreement", "party", "signatory", limit=10),
        _heading("actions", "party-action", "party", limit=25),
        _heading("memberships", "membership", "member", limit=120),
        _heading("officers", "office-holding", "of", limit=12),
        *_STANDING,
    ),
    "organization": (
        _heading("officers", "office-holding", "of", limit=20),
        _heading("members", "membership", "organization", limit=260),
        _heading("memberships", "membership", "member", limit=60),
        _heading("envoys-received", "office-holding", "accreditedTo", limit=20),
        _heading("missions", "mission", "sender", "receiver", limit=40),
        _heading("visits", "visit", "visitor", "host", limit=20),
        _heading("meetings", "meeting", "participant", limit=20),
        _heading("agreements", "agreement", "party", "signatory", limit=20),
        _heading("actions", "party-action", "party", limit=25),
        *_STANDING,
    ),
    "person": (
        _heading("offices", "office-holding", "holder", limit=40),
        _heading("visits", "visit", "visitor", "host", limit=30),
        _heading("meetings", "meeting", "participant", limit=30),
        _heading("participations", "participation", "participant", limit=20),
        _heading("agreements", "agreement", "signatory", limit=20),
    ),
    "office": (
        _heading("holders", "office-holding", "office", limit=80),
        _heading("office-visits", "visit", "office", limit=15),
    ),
    "place": (Heading("happenings", _EVERY, ("place", "endpoint"), 40),),
    "event": (_heading("participants", "participation", "event", limit=80),),
}
"""Headings of the pages of things, by kind of thing, in the order in which they stand there."""


def sections_of(reader: Reader, kind: str, iri: str, on: date | None) -> list[Section]:
    """The sections of a thing's page that are not empty."""
    day = on.isoformat() if on else ""
    catalogue = reader.release.catalogue
    chosen = [(item, picked(catalogue, iri, item.kinds, item.roles, item.limit, day)) for item in HEADINGS[kind]]
    told = tell(reader, (pick for _, found in chosen for pick in found.facts))
    return [_section(item, found, told) for item, found in chosen if found.facts]


def tell(reader: Reader, picks: Iterable[Pick]) -> dict[str, Fact]:
    """Facts by their IRI, in the order of `picks`; of those that involve many, `others` says how many."""
    sizes = {pick.iri: pick.size for pick in picks}
    few = [NamedNode(iri) for iri, size in sizes.items() if size <= MANY]
    many = [NamedNode(iri) for iri, size in sizes.items() if size > MANY]
    facts = {fact.iri: fact for fact in reader.facts(reader.release.rows_of("facts", few))}
    for fact in reader.facts(reader.release.rows_of("facts_wide", many)):
        facts[fact.iri] = replace(fact, others=sizes[fact.iri])
    return {iri: facts[iri] for iri in sizes if iri in facts}


def _section(heading: Heading, found: Picked, told: Mapping[str, Fact]) -> Section:
    facts = [told[pick.iri] for pick in found.facts if pick.iri in told]
    kind = heading.kinds[0] if len(heading.kinds) == 1 else ""
    return Section(heading.name, kind, heading.roles, facts, found.total)
