"""The invented world of the competency questions, assembled as a build would do it."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph import edtf
from graph.derive import derive
from graph.vocabulary import BASE, ontology_quads

DATA = Path(__file__).parent / "data"
DERIVED = NamedNode(f"{BASE}/graph/derived")
DAY = NamedNode("http://www.w3.org/2001/XMLSchema#date")


@pytest.fixture(scope="session")
def world() -> Store:
    """Named graphs by source, the merged set in the default graph, bounds and plain triples derived."""
    store = Store()
    store.load((DATA / "world.trig").read_bytes(), format=RdfFormat.TRIG)
    add(store, (Quad(q.subject, q.predicate, q.object, NamedNode(f"{BASE}/graph/ontology")) for q in ontology_quads()))
    add(store, list(store))
    add(store, list(bounds(store)))
    lines = "".join(f"{triple} {DERIVED} .\n" for triple in derive(store))
    add(store, list(parse(lines.encode(), RdfFormat.N_QUADS)))
    return store


def add(store, quads):
    """Add quads to their graphs and to the default graph."""
    for quad in quads:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))


def bounds(store):
    """The first and last day of each fact's date."""
    for quad in store.quads_for_pattern(None, NamedNode(f"{BASE}/ontology#date"), None, DefaultGraph()):
        date = edtf.parse(quad.object.value)
        for name, day in (("earliest", date.earliest), ("latest", date.latest)):
            if day is not None:
                predicate = NamedNode(f"{BASE}/ontology#{name}")
                yield Quad(quad.subject, predicate, Literal(day.isoformat(), datatype=DAY), DERIVED)
