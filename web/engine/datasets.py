"""Selects the dataset that a query sees, as the set that SPARQL says it is.

The engine takes several default graphs, but gives a triple that stands in two of them twice. Where the asked graphs
share a triple, they are therefore merged into a store of their own first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store, Variable

from graph.store.interface import query_text

OVERLAP = query_text(Path(__file__).with_name("overlap.rq"))
_MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Dataset:
    """A store and the graphs of it that a query sees, whatever its own FROM says; None leaves it to the query."""

    store: Store
    default_graphs: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named_graphs: list[NamedNode | BlankNode] | None = None


def select_dataset(store: Store, default: Sequence[str] | None, named: Sequence[str] | None) -> Dataset:
    """The dataset of a query that names its graphs; if it names none of either kind, the whole store.

    Raises
    ------
    ValueError
        A graph's name is no IRI.

    """
    if default is None and named is None:
        return Dataset(store)
    defaults = [NamedNode(iri) for iri in dict.fromkeys(default or ())]
    others = [NamedNode(iri) for iri in dict.fromkeys(named or ())]
    if not _share_triples(store, defaults):
        return Dataset(store, [*defaults], [*others])
    merged = Store()
    for graph in defaults:
        _copy(store, graph, merged, DefaultGraph())
    for graph in others:
        _copy(store, graph, merged, graph)
    return Dataset(merged, [DefaultGraph()], [*others])


def _share_triples(store: Store, graphs: Sequence[NamedNode]) -> bool:
    """Whether a triple stands in two of the graphs; with many graphs it is cheaper to suppose so."""
    present = [graph for graph in graphs if store.contains_named_graph(graph)]
    return len(present) > _MOST_COMPARED or any(_overlap(store, pair) for pair in combinations(present, 2))


def _overlap(store: Store, pair: Iterable[NamedNode]) -> bool:
    left, right = pair
    return bool(store.query(OVERLAP, substitutions={Variable("left"): left, Variable("right"): right}))


def _copy(source: Store, graph: NamedNode, target: Store, name: NamedNode | DefaultGraph) -> None:
    if source.contains_named_graph(graph):
        triples = source.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
        target.load(triples, format=RdfFormat.N_TRIPLES, to_graph=name)
