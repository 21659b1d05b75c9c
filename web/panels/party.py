"""What the pages of states, organizations, persons, offices, places and events show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from web.catalogue.facts import Dealing, dealings, ways
from web.panels.chart import Chart, by_year
from web.panels.counts import Counts, read_counts
from web.panels.network import Network, contacts_of
from web.panels.sections import Section, sections_of
from web.panels.world import Map
from web.panels.world import draw as draw_map
from web.reading import Reader
from web.records import Entity, Fact, Thing

BODIES = ("state", "organization")
_MOST_PARTNERS = 15


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

    @property
    def latest_offices(self) -> list[Fact]:
        """The tenures that a person's latest offices are known by, one for each office, three at most."""
        section = self.section("offices")
        by_office: dict[str, Fact] = {}
        for fact in section.facts if section else ():
            office = fact.first("office")
            by_office.setdefault((office.iri or office.label) if office else fact.iri, fact)
        return list(by_office.values())[:3]


def entity_page(reader: Reader, kind: str, iri: str, on: date | None) -> EntityPage | None:
    """The page of a thing, `None` where nothing is said of it. Pictures show the whole record, so not on a day."""
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    if entity is None:
        return None
    counts = read_counts(reader.release.catalogue.counts(iri))
    party = kind in (*BODIES, "person")
    chart = by_year([counts.years.get("visit", {}), counts.years.get("meeting", {})], ("visits", "meetings"))
    return EntityPage(
        entity=entity,
        sections=sections_of(reader, kind, iri, on),
        counts=counts,
        partners=partners_of(reader, iri, ("person",) if kind == "person" else BODIES) if party else (),
        chart=chart if party and on is None else None,
        map=_map(reader, entity.thing) if kind == "state" and on is None else None,
        network=contacts_of(reader, entity.thing) if kind in ("state", "person") and on is None else None,
        on=on,
    )


def partners_of(reader: Reader, iri: str, kinds: Sequence[str] = BODIES, most: int = _MOST_PARTNERS) -> list[Partner]:
    """Those with whom a party deals most."""
    found = dealings(reader.release.catalogue, iri, kinds, most)
    return [Partner(thing_of(reader, dealing), dealing.facts, dealing.latest) for dealing in found]


def thing_of(reader: Reader, dealing: Dealing) -> Thing:
    """A party that the catalogue names, in the reader's language and with its flag."""
    return reader.thing(NamedNode(dealing.iri), dealing.label)


def _map(reader: Reader, home: Thing) -> Map | None:
    if home.iri not in reader.release.capitals:
        return None
    found = [(thing_of(reader, way), way.visited, way.hosted) for way in ways(reader.release.catalogue, home.iri)]
    return draw_map(home, found, reader.release.capitals)
