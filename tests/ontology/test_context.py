"""The JSON-LD context knows every term, and data written with it reads back the same."""

import json

import rdflib
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import OWL, RDF
from rdflib.compare import isomorphic

from graph.settings import shipped
from graph.validate.oracle import ontology_graph
from graph.vocabulary import BASE, vocabulary

FILE = shipped("ontology") / "context.jsonld"
CONTEXT = json.loads(FILE.read_text("utf-8"))["@context"]
GRAPH = ontology_graph()
NAMESPACE = f"{BASE}/ontology#"


def names(sort) -> set[str]:
    return {str(s).removeprefix(NAMESPACE) for s in GRAPH.subjects(RDF.type, sort) if str(s).startswith(NAMESPACE)}


def test_every_class_and_property_has_its_name():
    for name in names(OWL.Class):
        assert CONTEXT[name] == f"cy:{name}"
    for name in names(OWL.ObjectProperty):
        assert CONTEXT[name] == {"@id": f"cy:{name}", "@type": "@id"}
    for name in names(OWL.DatatypeProperty):
        assert CONTEXT[name]["@id"] == f"cy:{name}"


def test_dates_are_typed():
    edtf = {name for name, target in vocabulary().ranges.items() if target == "edtf"}

    assert "date" in edtf
    assert {CONTEXT[name]["@type"] for name in edtf} == {"http://id.loc.gov/datatypes/edtf"}
    assert CONTEXT["earliest"]["@type"] == "xsd:date"


def test_data_round_trips(world):
    triples = world.dump(format=RdfFormat.TURTLE, from_graph=DefaultGraph())
    graph = rdflib.Graph().parse(data=triples, format="turtle")
    for triple in GRAPH:
        graph.remove(triple)

    text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)

    assert isomorphic(rdflib.Graph().parse(data=text, format="json-ld"), graph)
    assert NAMESPACE not in json.dumps(json.loads(text)["graph"])


def test_a_visit_written_by_hand_is_read():
    written = {
        "@context": CONTEXT,
        "id": "https://w3id.org/chancery/id/visit/1",
        "type": "Visit",
        "visitor": ["https://w3id.org/chancery/id/state/AAA"],
        "date": "2021-03-01/2021-03-02",
    }

    graph = rdflib.Graph().parse(data=json.dumps(written), format="json-ld")

    visit = rdflib.URIRef("https://w3id.org/chancery/id/visit/1")
    date = graph.value(visit, rdflib.URIRef(f"{NAMESPACE}date"))
    assert date == rdflib.Literal("2021-03-01/2021-03-02", datatype="http://id.loc.gov/datatypes/edtf")
    assert graph.value(visit, rdflib.URIRef(f"{NAMESPACE}visitor")) == rdflib.URIRef(
        "https://w3id.org/chancery/id/state/AAA"
    )
