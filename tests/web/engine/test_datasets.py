"""Default graphs are merged as sets, and only where they overlap."""

import pytest
from pyoxigraph import NamedNode, Quad, Store

from web.engine.datasets import select_dataset

A, B, C = (NamedNode(f"http://example.org/{name}") for name in "abc")
ONE, TWO, THREE = ("http://example.org/1", "http://example.org/2", "http://example.org/3")
ROWS = "SELECT * { ?s ?p ?o }"
NAMED = "SELECT * { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture
def store() -> Store:
    filled = Store()
    for graph, thing in ((ONE, A), (ONE, B), (TWO, A), (THREE, C)):
        filled.add(Quad(thing, A, A, NamedNode(graph)))
        filled.add(Quad(thing, A, A))
    return filled


def rows(store: Store, query: str, default: list[str] | None, named: list[str] | None) -> int:
    chosen = select_dataset(store, default, named)
    result = chosen.store.query(query, default_graph=chosen.default_graphs, named_graphs=chosen.named_graphs)
    return len(list(result))


@pytest.mark.parametrize(
    ("default", "named", "in_default", "in_named"),
    [
        (None, None, 3, 4),
        ([ONE], None, 2, 0),
        ([ONE, TWO], None, 2, 0),
        ([ONE, THREE], [TWO], 3, 1),
        ([ONE, TWO, THREE], [ONE, TWO], 3, 3),
        ([], [ONE], 0, 2),
        (None, [ONE], 0, 2),
        (["http://example.org/none"], ["http://example.org/none"], 0, 0),
        ([f"http://example.org/{number}" for number in range(20)], None, 3, 0),
    ],
)
def test_datasets(
    store: Store, default: list[str] | None, named: list[str] | None, in_default: int, in_named: int
) -> None:
    assert rows(store, ROWS, default, named) == in_default
    assert rows(store, NAMED, default, named) == in_named


def test_graphs_that_do_not_overlap_are_not_copied(store: Store) -> None:
    assert select_dataset(store, [ONE, THREE], None).store is store
    assert select_dataset(store, [ONE, TWO], None).store is not store


def test_names_that_are_no_iris_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="IRI"):
        select_dataset(store, ["no iri"], None)
