"""What the page of a fact shows: the fact, each source's version of it, and the facts that bear on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from web.catalogue.facts import Picked, picked
from web.panels.sections import tell
from web.reading import Reader, short, text
from web.records import Fact, Thing

_MOST_PAIRS = 6
_MOST_ACTS = 150
_LONGEST_SUCCESSION = 2000
_AROUND = 4
_MOST_NAMED = 40
_NONE = Picked((), 0)


@dataclass(frozen=True, slots=True)
class Version:
    """What one source says: property → values. `differs` names the properties in which sources are not at one."""

    graph: Thing
    statements: Mapping[str, tuple[Thing, ...]]


@dataclass(frozen=True, slots=True)
class FactPage:
    """Everything that the page of a fact shows; `acts` is how many acts of parties there are, shown or not."""

    fact: Fact
    versions: Sequence[Version]
    differing: Sequence[str]
    rivals: Sequence[Fact]
    related: Sequence[Fact]
    neighbours: Sequence[Fact]
    actions: Sequence[Fact]
    acts: int
    pairs: Sequence[tuple[Thing, Thing]]


def fact_page(reader: Reader, iri: str) -> FactPage | None:
    """The page of a fact, `None` where there is no such fact."""
    facts = reader.facts(reader.release.rows_of("facts", [NamedNode(iri)]))
    if not facts or not facts[0].sources:
        return None
    fact = facts[0]
    versions = _versions(reader, iri) if len(fact.sources) > 1 else []
    around = reader.facts(reader.release.rows("related_facts", entity=NamedNode(iri)))
    acts = _picked(reader, iri, "party-action", "agreement", _MOST_ACTS) if fact.kind == "agreement" else _NONE
    rivals = {thing.iri for thing in fact.disagrees}
    bodies = [thing for things in fact.roles.values() for thing in things if thing.kind in ("state", "organization")]
    pairs = [pair for pair in combinations(dict.fromkeys(bodies), 2) if "state" in (pair[0].kind, pair[1].kind)]
    return FactPage(
        fact=fact,
        versions=versions if len(versions) > 1 else [],
        differing=_differing(versions),
        rivals=[other for other in around if other.iri in rivals],
        related=[other for other in around if other.iri not in rivals],
        neighbours=_neighbours(reader, fact),
        actions=list(tell(reader, acts.facts).values()),
        acts=acts.total,
        pairs=pairs[:_MOST_PAIRS],
    )


def _versions(reader: Reader, iri: str) -> list[Version]:
    found: dict[str, dict[str, list[Thing]]] = {}
    for row in reader.release.rows("fact_by_graph", fact=NamedNode(iri)):
        graph = row["graph"].value
        if graph.endswith("/graph/derived"):
            continue
        name = short(row["property"].value, reader.release.base).removeprefix("cy:").removesuffix("Text")
        value = reader.thing(row["value"], text(row, "valueLabel"))
        found.setdefault(graph, {}).setdefault(name, []).append(value)
    return [
        Version(_graph_thing(reader, graph), {name: tuple(things) for name, things in statements.items()})
        for graph, statements in found.items()
    ]


def _graph_thing(reader: Reader, graph: str) -> Thing:
    path = reader.links.path(graph) or graph
    return Thing(graph, path.strip("/").replace("graph/", ""), "graph")


def _differing(versions: Sequence[Version]) -> list[str]:
    names = dict.fromkeys(name for version in versions for name in version.statements)
    return [name for name in names if len({frozenset(version.statements.get(name, ())) for version in versions}) > 1]


def _neighbours(reader: Reader, fact: Fact) -> list[Fact]:
    """For a tenure: who held the office before and after, so that its page shows the succession."""
    office = fact.first("office") if fact.kind == "office-holding" else None
    if office is None or not office.iri:
        return []
    found = _picked(reader, office.iri, "office-holding", "office", _LONGEST_SUCCESSION).facts
    place = next((place for place, pick in enumerate(found) if pick.iri == fact.iri), 0)
    return list(tell(reader, found[max(place - _AROUND, 0) : place + _AROUND + 1]).values())


def _picked(reader: Reader, iri: str, kind: str, role: str, limit: int) -> Picked:
    return picked(reader.release.catalogue, iri, (kind,), (role,), limit)
