"""Facts of a peer as triples for a named graph: resolved, fused, each with its evidence, the source described."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from graph.assemble import Assembler
from graph.assemble.dataset import activity_iri
from graph.assemble.terms import Statement, literal, typed
from graph.facts import Evidence, Fact, Row
from graph.fuse import fuse
from graph.gather import naming
from graph.iris import Iris
from graph.resolve.resolver import Resolver
from graph.resolve.world import World
from graph.store.writing import as_quad


@dataclass(frozen=True, slots=True)
class Peer:
    """A source that is imported: its short name, title, licence, and the day on which it was read."""

    name: str
    title: str
    license: str
    retrieved: str

    def graph(self, iris: Iris) -> NamedNode:
        """The graph that its facts are loaded into."""
        return NamedNode(iris.graph("loaded", self.name))


def as_triples(facts: Iterable[Fact], peer: Peer, world: World, iris: Iris) -> list[Triple]:
    """Triples of facts and of their evidence, and the description of the source, for the graph of `peer`.

    How sure a reading is stands on its evidence: a fact of codes or of a crowd is not a curated one.
    """
    graph, assembler = str(peer.graph(iris)), Assembler(iris, activity_iri(iris), naming(world, {}))
    resolver = Resolver(world)
    resolved = [resolver.resolve(fact) for fact in facts]
    statements = [*assembler.clusters(fuse(resolved)), *assembler.told_entities(resolved)]
    evidence = [piece for fact in resolved for piece in fact.fact.evidence]
    rows = [piece.source for piece in evidence if isinstance(piece.source, Row)]
    statements += assembler.entities.rows(dict.fromkeys(rows), graph, lambda cited: cited)
    statements += _said(assembler, evidence, peer, graph)
    return [as_quad(statement).triple for statement in dict.fromkeys((triple, graph) for triple, _ in statements)]


def _said(assembler: Assembler, evidence: Iterable[Evidence], peer: Peer, graph: str) -> Iterator[Statement]:
    """How sure each reading is, and what the source is."""
    name = assembler.terms.name
    for piece in evidence:
        if isinstance(piece.source, Row):
            node = assembler.entities.row_iri(piece.source)
            yield f"{node} {name('cy:confidence')} {typed(f'{piece.confidence:.3f}', 'decimal')}", graph
            yield f"{node} {name('cy:rule')} {literal(piece.rule)}", graph
    yield f"{graph} {name('rdf:type')} {name('cy:Register')}", graph
    yield f"{graph} {name('dcterms:title')} {literal(peer.title, 'en')}", graph
    yield f"{graph} {name('dcterms:publisher')} {literal(peer.title.partition(' ')[0])}", graph
    yield f"{graph} {name('dcterms:license')} <{peer.license}>", graph
    yield f"{graph} {name('cy:retrieved')} {typed(peer.retrieved, 'date')}", graph
