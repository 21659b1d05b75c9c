"""What the pages of states, organizations and persons show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from graph.namespaces import XSD
from graph.store import Term
from web.panels.chart import Chart, draw
from web.panels.counts import Counts, bars, read_counts
from web.panels.network import Network, contacts_of
from web.panels.world import Map
from web.panels.world import draw as draw_map
from web.reading import Reader
from web.records import Entity, Fact, Thing

BODIES = ("state", "organization")


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading: `total` is how many there are in all, `kind` the list that has the rest."""

    name: str
    title: str
    kind: str
    facts: Sequence[Fact]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Partner:
    """Someone with whom a party often deals."""

    thing: Thing
    facts: int
    latest: str


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Everything that the page of a party, place, office or event shows."""

    entity: Entity
    sections: Sequence[Section]
    counts: Counts
    partners: Sequence[Partner] = ()
    chart: Chart | None = None
    map: Map | None = None
    network: Network | None = None
    on: date | None = None

    def section(self, name: str) -> Section | None:
        """A section by its name, `None` where it is empty."""
        return next((section for section in self.sections if section.name == name), None)


def values(iri: str, on: date | None) -> dict[str, Term]:
    """The parameters of a panel's query."""
    found: dict[str, Term] = {"entity": NamedNode(iri)}
    if on is not None:
        found["on"] = Literal(on.isoformat(), datatype=NamedNode(f"{XSD}date"))
    return found


def facts_of(reader: Reader, query: str, iri: str, on: date | None) -> list[Fact]:
    """The facts that a panel's query finds."""
    return reader.facts(reader.release.rows(query, **values(iri, on)))


def state_page(reader: Reader, iri: str, on: date | None) -> EntityPage | None:
    """The page of a state."""
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    if entity is None:
        return None
    counts = read_counts(reader.release.catalogue.counts(iri))
    visits = facts_of(reader, "visits_of", iri, on)
    presence = facts_of(reader, "presence_of", iri, on)
    standing = facts_of(reader, "standing_of", iri, on)
    envoys = facts_of(reader, "envoys", iri, on)
    missions = [fact for fact in presence if fact.kind == "mission"]
    relations = [fact for fact in presence if fact.kind != "mission"]
    sections = [
        Section("chiefs", "At its head", "office-holding", facts_of(reader, "chiefs_of", iri, on)),
        Section("officers", "Office-holders", "office-holding", facts_of(reader, "tenures_in", iri, on)),
        Section("envoys-sent", "Envoys sent", "office-holding", [f for f in envoys if f.involves(iri, "of")]),
        Section(
            "envoys-received",
            "Envoys received",
            "office-holding",
            [f for f in envoys if f.involves(iri, "accreditedTo")],
        ),
        Section("relations", "Diplomatic relations", "diplomatic-relations", relations),
        Section("missions-sent", "Missions abroad", "mission", [f for f in missions if f.involves(iri, "sender")]),
        Section(
            "missions-received", "Missions hosted", "mission", [f for f in missions if f.involves(iri, "receiver")]
        ),
        Section("visits-made", "Visits made", "visit", [f for f in visits if f.involves(iri, "visitor")]),
        Section("visits-received", "Visits received", "visit", [f for f in visits if f.involves(iri, "host")]),
        Section("meetings", "Meetings", "meeting", facts_of(reader, "meetings_of", iri, on)),
        Section("agreements", "Agreements", "agreement", facts_of(reader, "agreements_of", iri, on)),
        Section("actions", "Acts on agreements", "party-action", facts_of(reader, "actions_of", iri, on)),
        Section("memberships", "Memberships", "membership", facts_of(reader, "memberships_of", iri, on)),
        *_standing(standing),
    ]
    page = _page(reader, entity, sections, counts, on)
    return replace(
        page,
        map=draw_map(entity.thing, [*visits, *missions], reader.release.capitals),
        network=contacts_of(reader, entity.thing) if on is None else None,
    )


def organization_page(reader: Reader, iri: str, on: date | None) -> EntityPage | None:
    """The page of an organization."""
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    if entity is None:
        return None
    counts = read_counts(reader.release.catalogue.counts(iri))
    sections = [
        Section("officers", "Office-holders", "office-holding", facts_of(reader, "tenures_in", iri, on)),
        Section("members", "Members", "membership", facts_of(reader, "members_of", iri, on)),
        Section("memberships", "Memberships", "membership", facts_of(reader, "memberships_of", iri, on)),
        Section("envoys-received", "Envoys accredited", "office-holding", facts_of(reader, "envoys_to", iri, on)),
        Section("missions", "Missions", "mission", facts_of(reader, "presence_of", iri, on)),
        Section("visits", "Visits", "visit", facts_of(reader, "visits_of", iri, on)),
        Section("meetings", "Meetings", "meeting", facts_of(reader, "meetings_of", iri, on)),
        Section("agreements", "Agreements", "agreement", facts_of(reader, "agreements_of", iri, on)),
        *_standing(facts_of(reader, "standing_of", iri, on)),
    ]
    return _page(reader, entity, sections, counts, on)


def person_page(reader: Reader, iri: str, on: date | None) -> EntityPage | None:
    """The page of a person."""
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    if entity is None:
        return None
    counts = read_counts(reader.release.catalogue.counts(iri))
    sections = [
        Section("offices", "Offices held", "office-holding", facts_of(reader, "tenures_by", iri, on)),
        Section("visits", "Visits", "visit", facts_of(reader, "visits_of", iri, on)),
        Section("meetings", "Meetings", "meeting", facts_of(reader, "meetings_of", iri, on)),
        Section("participations", "Events attended", "participation", facts_of(reader, "participations_of", iri, on)),
        Section("agreements", "Agreements signed", "agreement", facts_of(reader, "agreements_of", iri, on)),
    ]
    page = _page(reader, entity, sections, counts, on, partners=("person",))
    return replace(page, network=contacts_of(reader, entity.thing) if on is None else None)


_SETTINGS = {
    "office": (("holders", "Holders", "office-holding", "holders_of"),),
    "place": (("happenings", "What happened here", "", "happenings_at"),),
    "event": (("participants", "Who took part", "participation", "participants_in"),),
}


def setting_page(reader: Reader, kind: str, iri: str, on: date | None) -> EntityPage | None:
    """The page of an office, a place or an event."""
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    if entity is None:
        return None
    counts = read_counts(reader.release.catalogue.counts(iri))
    sections = [
        Section(name, title, listed, facts_of(reader, query, iri, on)) for name, title, listed, query in _SETTINGS[kind]
    ]
    return _page(reader, entity, sections, counts, on, partners=())


def _standing(facts: Sequence[Fact]) -> list[Section]:
    return [
        Section("mechanisms", "Mechanisms", "mechanism", [fact for fact in facts if fact.kind == "mechanism"]),
        Section("aid", "Aid", "aid", [fact for fact in facts if fact.kind == "aid"]),
        Section("links", "Transport links", "transport-link", [f for f in facts if f.kind == "transport-link"]),
    ]


def _page(
    reader: Reader,
    entity: Entity,
    sections: Sequence[Section],
    counts: Counts,
    on: date | None,
    *,
    partners: Sequence[str] = BODIES,
) -> EntityPage:
    found = partners_of(reader, entity.thing.iri, partners) if partners else []
    series = [counts.years.get("visit", {}), counts.years.get("meeting", {})]
    chart = draw(bars(series), ("visits", "meetings"))
    filled = [_counted(section, counts) for section in sections if section.facts]
    return EntityPage(entity, filled, counts, found, chart, on=on)


def partners_of(reader: Reader, iri: str, kinds: Sequence[str] = BODIES) -> list[Partner]:
    """Those with whom a party deals most."""
    flags = reader.release.flags
    return [
        Partner(Thing(entry.iri, entry.label, entry.kind, flags.get(entry.iri, "")), entry.weight, entry.date)
        for entry in reader.release.catalogue.partners(iri, kinds)
    ]


def _counted(section: Section, counts: Counts) -> Section:
    total = max(counts.of(section.kind), len(section.facts))
    return Section(section.name, section.title, section.kind, section.facts, total)
