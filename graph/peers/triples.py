"""Facts of a peer as triples for a named graph: resolved, fused, each with its evidence, the source described."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.assemble import Assembler
from graph.assemble.dataset import activity_iri
from graph.assemble.terms import typed
from graph.facts import Fact
from graph.fuse import fuse
from graph.fuse.cluster import source_key
from graph.iris import Iris
from graph.resolve.resolver import Resolver
from graph.resolve.world import World


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
    graph, assembler = peer.graph(iris), Assembler(iris, activity_iri(iris))
    name = assembler.terms.name
    resolver = Resolver(world)
    clusters = fuse([resolver.resolve(fact) for fact in facts])
    register = NamedNode(iris.graph("register", peer.name))
    found = dict.fromkeys(
        Triple(quad.subject, quad.predicate, graph if quad.object == register else quad.object)
        for quad in assembler.clusters(clusters)
    )
    for cluster in clusters:
        fact_iri = NamedNode(assembler.fact_iri(cluster))
        for member in cluster.members:
            for evidence in member.fact.evidence:
                node = NamedNode(iris.evidence((fact_iri.value, source_key(evidence.source))))
                found[Triple(node, name("cy:confidence"), typed(f"{evidence.confidence:.3f}", "decimal"))] = None
                found[Triple(node, name("cy:rule"), Literal(evidence.rule))] = None
    about = [
        Triple(graph, name("rdf:type"), name("cy:Register")),
        Triple(graph, name("dcterms:title"), Literal(peer.title, language="en")),
        Triple(graph, name("dcterms:publisher"), Literal(peer.title.partition(" ")[0])),
        Triple(graph, name("dcterms:license"), NamedNode(peer.license)),
        Triple(graph, name("cy:retrieved"), typed(peer.retrieved, "date")),
    ]
    return [*found, *about]
