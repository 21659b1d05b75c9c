"""The validator's own promises: targets, focus, other bases, the report, and refusal of what it cannot compile."""

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import RDF, SH

from graph.errors import InputError
from graph.validate import validate
from graph.validate.model import load_shapes
from graph.vocabulary import BASE, ontology_quads

PREFIXES = """
@prefix cy: <https://w3id.org/chancery/ontology#> .
@prefix cysh: <https://w3id.org/chancery/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix visit: <https://w3id.org/chancery/id/visit/> .
@prefix place: <https://w3id.org/chancery/id/place/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def store_of(turtle: str, base: str = BASE) -> Store:
    store = Store()
    triples = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in ontology_quads())
    store.load(triples.replace(f"<{BASE}/", f"<{base}/").encode(), format=RdfFormat.N_TRIPLES)
    store.load((PREFIXES + turtle).replace(BASE, base).encode(), format=RdfFormat.TURTLE)
    return store


def test_a_visit_without_host_and_evidence_breaks_three_constraints():
    report = validate(store_of("visit:1 a cy:Visit ; cy:visitor visit:1 ."))

    broken = {(result.shape.rpartition("#")[2], result.component) for result in report.results}
    assert ("Visit-host", "MinCountConstraintComponent") in broken
    assert ("Fact-evidence", "MinCountConstraintComponent") in broken
    assert ("Visit-visitor", "ClassConstraintComponent") in broken
    assert not report.conforms


def test_every_message_names_a_cure():
    shapes = [owner for shape in load_shapes() for owner in (shape, *shape.properties) if owner.constraints]

    messages = [c.message or owner.message for owner in shapes for c in owner.constraints]

    assert all(":" in message or "," in message for message in messages)
    assert all(message.endswith(".") for message in messages)


def test_focus_limits_what_is_checked():
    store = store_of("visit:1 a cy:Visit . visit:2 a cy:Visit .")

    report = validate(store, focus=["https://w3id.org/chancery/id/visit/2"])

    assert {result.focus for result in report.results} == {"https://w3id.org/chancery/id/visit/2"}


@pytest.mark.parametrize("told", [True, False])
def test_data_below_another_base_is_checked(told):
    base = "https://example.org/diplomacy"

    report = validate(store_of("visit:1 a cy:Visit .", base), base if told else None)

    assert {result.focus for result in report.results} == {f"{base}/id/visit/1"}
    assert any(result.shape == f"{base}/shapes#Visit-host" for result in report.results)


@pytest.mark.parametrize("latitude", ['"north"^^xsd:decimal', '"12"', "1.0e1", "90.5"])
def test_latitudes_that_are_none_are_reported(latitude):
    report = validate(store_of(f'place:p a cy:Place ; rdfs:label "P"@en ; geo:lat {latitude} .'))

    assert {result.shape for result in report.results} == {"https://w3id.org/chancery/shapes#Place-lat"}


def test_the_report_is_a_shacl_report_with_counts():
    report = validate(store_of("visit:1 a cy:Visit ."))

    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")

    node = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms).toPython() is False
    assert len(set(graph.objects(node, SH.result))) == len(report.results)
    value = rdflib.URIRef("http://www.w3.org/ns/dqv#value")
    assert sum(number.toPython() for number in graph.objects(None, value)) == len(report.results)
    assert report.severities["Violation"] == sum(r.severity == "Violation" for r in report.results)


def test_warnings_do_not_break_conformance(valid):
    store = store_of("")
    store.load(valid.read_bytes(), format=RdfFormat.TURTLE)
    store.update(
        "PREFIX cy: <https://w3id.org/chancery/ontology#>"
        " DELETE WHERE { <https://w3id.org/chancery/id/mission/1> cy:kind ?kind }"
    )

    report = validate(store)

    assert [result.severity for result in report.results] == ["Warning"]
    assert report.conforms


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        ("sh:property [ sh:path cy:host ; sh:qualifiedMinCount 1 ]", "sh:qualifiedMinCount"),
        ("sh:closed true", "sh:closed"),
        ("sh:property [ sh:path [ sh:zeroOrMorePath cy:host ] ; sh:minCount 1 ]", "a path that is no IRI"),
        ("sh:property [ sh:path cy:host ; sh:property [ sh:path cy:host ; sh:minCount 1 ] ]", "within a property"),
        ("sh:sparql [ sh:ask 'ASK {}' ]", "sh:sparql without sh:select"),
    ],
)
def test_shapes_that_cannot_be_compiled_are_refused(tmp_path, shape, what):
    file = tmp_path / "shape.ttl"
    file.write_text(f"{PREFIXES} cysh:X a sh:NodeShape ; sh:targetClass cy:Visit ; {shape} .")

    with pytest.raises(InputError, match=what):
        load_shapes([file])


def test_broken_shape_files_are_named(tmp_path):
    file = tmp_path / "shape.ttl"
    file.write_text("cysh:X a .")

    with pytest.raises(InputError, match=r"shape\.ttl:1"):
        load_shapes([file])
