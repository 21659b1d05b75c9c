"""The kinds of thing that have pages: their class in the ontology, their place in addresses, and their names in words.

Every fact type of the ontology is here, every kind of party, and what facts are told by. Views, links, lists and the
search all read this one table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Group = Literal["party", "setting", "fact", "source"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing.

    `path` is the segment in its address (``/office-holding/…``), `term` its class in the ontology, `plural_path` the
    address of the list of all of them.
    """

    path: str
    term: str
    plural_path: str
    name: str
    plural: str
    group: Group


_KINDS = (
    Kind("state", "State", "states", "State or territory", "States and territories", "party"),
    Kind("organization", "Organization", "organizations", "Organization", "Organizations", "party"),
    Kind("person", "Person", "persons", "Person", "People", "party"),
    Kind("office", "Office", "offices", "Office", "Offices", "setting"),
    Kind("place", "Place", "places", "Place", "Places", "setting"),
    Kind("event", "Event", "events", "Event", "Events", "setting"),
    Kind("visit", "Visit", "visits", "Visit", "Visits", "fact"),
    Kind("meeting", "Meeting", "meetings", "Meeting", "Meetings", "fact"),
    Kind("agreement", "Agreement", "agreements", "Agreement", "Agreements", "fact"),
    Kind("party-action", "PartyAction", "party-actions", "Act of a party", "Acts of parties", "fact"),
    Kind("membership", "Membership", "memberships", "Membership", "Memberships", "fact"),
    Kind("office-holding", "OfficeHolding", "office-holdings", "Tenure of an office", "Tenures of offices", "fact"),
    Kind(
        "diplomatic-relations",
        "DiplomaticRelations",
        "diplomatic-relations",
        "Diplomatic relations",
        "Diplomatic relations",
        "fact",
    ),
    Kind("mission", "Mission", "missions", "Mission", "Missions", "fact"),
    Kind("mechanism", "Mechanism", "mechanisms", "Mechanism", "Mechanisms", "fact"),
    Kind("participation", "Participation", "participations", "Participation", "Participations", "fact"),
    Kind("aid", "Aid", "aid", "Aid", "Aid", "fact"),
    Kind("transport-link", "TransportLink", "transport-links", "Transport link", "Transport links", "fact"),
    Kind("article", "Article", "articles", "Article", "Articles", "source"),
)

KINDS: Mapping[str, Kind] = {kind.path: kind for kind in _KINDS}
"""Kinds by the segment of their addresses."""

BY_TERM: Mapping[str, Kind] = {kind.term: kind for kind in _KINDS}
BY_PLURAL: Mapping[str, Kind] = {kind.plural_path: kind for kind in _KINDS}
FACT_KINDS = tuple(kind for kind in _KINDS if kind.group == "fact")
ENTITY_KINDS = tuple(kind for kind in _KINDS if kind.group in ("party", "setting"))


def one_of(kinds: Iterable[Kind]) -> str:
    """The paths of `kinds` as Flask's ``any`` converter wants them in a route."""
    return ", ".join(f"'{kind.path}'" for kind in kinds)
