from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.errors import InputError, UsageError
from graph.store.embedded import EmbeddedStore
from graph.store.writing import Tally, as_statement, change, content_digest, write, write_quads

S, P, G, H = (NamedNode(f"http://e.org/{name}") for name in "spgh")
SAME_IN_TWO = [Quad(S, P, Literal("x"), G), Quad(S, P, Literal("x"), H), Quad(S, P, Literal("y"), H)]


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    engine = Store(str(tmp_path / "db"))
    write_quads(engine, SAME_IN_TWO)
    engine.flush()
    del engine
    return EmbeddedStore(tmp_path / "db")


def test_a_triple_in_two_graphs_counts_once(store: EmbeddedStore) -> None:
    (row,) = store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    assert row["n"].value == "2"


def test_from_and_graph_select_as_sparql_says(store: EmbeddedStore) -> None:
    assert len(store.rows("SELECT * FROM <http://e.org/g> { ?s ?p ?o }")) == 1
    assert len(store.rows("SELECT * { GRAPH ?g { ?s ?p ?o } }")) == 3


def test_values_are_bound_and_never_pasted(store: EmbeddedStore) -> None:
    rows = store.rows("SELECT ?s ?o { ?s ?p ?o }", o=Literal('x" } #'))

    assert rows == []
    assert len(store.rows("SELECT ?s ?o { ?s ?p ?o }", o=Literal("y"))) == 1


def test_only_projected_variables_can_be_bound(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match="projection"):
        store.rows("SELECT ?s { ?s ?p ?o }", o=Literal("y"))


def test_each_form_of_query_has_its_method(store: EmbeddedStore) -> None:
    assert store.ask("ASK { ?s ?p 'x' }")
    assert len(store.triples("CONSTRUCT WHERE { ?s ?p ?o }")) == 2
    with pytest.raises(UsageError):
        store.rows("ASK { ?s ?p ?o }")
    with pytest.raises(UsageError):
        store.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(UsageError):
        store.triples("ASK { ?s ?p ?o }")


def test_a_broken_query_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(InputError, match="no SPARQL"):
        store.rows("SELECT oops")


def test_the_digest_does_not_depend_on_order() -> None:
    first, second = Store(), Store()
    write_quads(first, SAME_IN_TWO)
    write_quads(second, reversed(SAME_IN_TWO))

    assert content_digest(first) == content_digest(second)
    assert content_digest(first)[1] == 3


def test_a_triple_leaves_the_default_graph_when_no_graph_states_it_any_more() -> None:
    store, tally = Store(), Tally()
    statements = [as_statement(quad) for quad in SAME_IN_TWO]
    write(store, statements, tally)

    change(store, [statements[0]], [], tally)
    kept = len(list(store.quads_for_pattern(S, P, Literal("x"), DefaultGraph())))
    change(store, [statements[1]], [], tally)

    assert kept == 1
    assert list(store.quads_for_pattern(S, P, Literal("x"), None)) == []
    assert (tally.digest, tally.count) == content_digest(store)
