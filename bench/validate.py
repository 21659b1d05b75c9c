"""Measure how much faster the compiled queries validate than pySHACL, on the same facts by the same shapes.

    python bench/validate.py [--facts 50000] [--core]

Every fact has a date, two parties, a label and evidence; every hundredth breaks a constraint. pySHACL parses the query
of a ``sh:sparql`` shape anew for every node, which alone takes hours on 50,000 facts. Here it is spared that: parsed
queries are kept. With ``--core`` it is spared those shapes altogether, while the compiled validator still runs them.
"""

import argparse
import time
from collections.abc import Iterator
from typing import Any

import rdflib
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from graph.validate import Report, validate
from graph.validate.oracle import ontology_graph, shapes_graph, validate_with_pyshacl

PREFIXES = """
@prefix cy: <https://w3id.org/chancery/ontology#> . @prefix id: <https://w3id.org/chancery/id/> .
@prefix v: <https://w3id.org/chancery/vocab/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
STATES = 200
TEXT = "The two ministers met on Monday. " * 20


def facts(count: int) -> Iterator[str]:
    """Turtle of `count` facts of three types, and of what they speak of."""
    yield PREFIXES
    for i in range(STATES):
        yield f'<https://w3id.org/chancery/id/state/S{i}> a cy:State ; rdfs:label "State {i}"@en .'
    yield f'<https://w3id.org/chancery/id/article/a> a cy:Article ; rdfs:label "A"@en ; cy:text "{TEXT}" .'
    yield '<https://w3id.org/chancery/id/article/a> dcterms:language "en" .'
    for i in range(count):
        yield _fact(i)
        yield _quotation(i) if i % 5 == 0 else _entry(i)


def _fact(i: int) -> str:
    one, other = (f"<https://w3id.org/chancery/id/state/S{n % STATES}>" for n in (i, i + 1 + i % 7))
    roles = [
        f"a cy:Visit ; cy:visitor {one} ; cy:host {other} ; cy:kind <https://w3id.org/chancery/vocab/visit-kind/state>",
        f"a cy:Meeting ; cy:participant {one}, {other}",
        f'a cy:Agreement ; cy:party {one}, {other} ; cy:title "Treaty {i}"',
    ][i % 3]
    modality = "" if i % 100 == 50 else "; cy:modality <https://w3id.org/chancery/vocab/modality/asserted>"
    day = f"20{i % 25:02d}-0{1 + i % 9}-1{i % 10}"
    return (
        f"<https://w3id.org/chancery/id/fact/{i}> {roles} {modality} ;"
        f' cy:date "{day}"^^<http://id.loc.gov/datatypes/edtf> ; rdfs:label "Fact {i}"@en ;'
        f' cy:earliest "{day}"^^xsd:date ; cy:latest "{day}"^^xsd:date ;'
        f" prov:wasDerivedFrom <https://w3id.org/chancery/id/evidence/{i}> ."
    )


def _quotation(i: int) -> str:
    node, start = f"https://w3id.org/chancery/id/evidence/{i}", i % 20 * 33
    return (
        f"<{node}> a cy:Evidence, cy:Quotation ; oa:hasSource <https://w3id.org/chancery/id/article/a> ;"
        f' cy:confidence 0.9 ; cy:rule "bench" ; prov:wasGeneratedBy <https://w3id.org/chancery/id/activity/bench> ;'
        f" oa:hasSelector <{node}/quote>, <{node}/position> ."
        f' <{node}/quote> a oa:TextQuoteSelector ; oa:exact "{TEXT[start : start + 32]}" .'
        f" <{node}/position> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 32} ."
    )


def _entry(i: int) -> str:
    return (
        f"<https://w3id.org/chancery/id/evidence/{i}> a cy:Evidence, cy:RegisterEntry ; cy:line {i + 1} ;"
        f' cy:rowKey "{i}" ; dcterms:isPartOf <https://w3id.org/chancery/graph/register/bench> ;'
        f' dcterms:bibliographicCitation "Benchmark" .'
    )


def core_shapes() -> rdflib.Graph:
    """The shapes without those that are queries."""
    shapes = shapes_graph()
    for shape in list(shapes.subjects(SH.sparql)):
        shapes.remove((shape, None, None))
    return shapes


def keep_prepared_queries() -> None:
    """Let rdflib parse each query text once."""
    prepared: dict[str, Any] = {}
    run = SPARQLProcessor.query

    def query(self: SPARQLProcessor, text: Any, *arguments: Any, **named: Any) -> Any:
        if text not in prepared:
            prepared[text] = prepareQuery(text, initNs=named.get("initNs"))
        return run(self, prepared[text], *arguments, **named)

    SPARQLProcessor.query = query  # type: ignore[method-assign]


def summary(report: Report, core: bool) -> set[tuple[str, str, str]]:
    """What both must agree on."""
    found = {(result.focus, result.shape, result.component) for result in report.results}
    return {result for result in found if not (core and result[2] == "SPARQLConstraintComponent")}


def main() -> None:
    """Make the facts, run both, print times and ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=50_000)
    parser.add_argument("--core", action="store_true", help="spare pySHACL the shapes that are queries")
    options = parser.parse_args()
    turtle = "\n".join(facts(options.facts))

    store = Store()
    store.bulk_load(turtle.encode(), format=RdfFormat.TURTLE)
    store.bulk_load(ontology_graph().serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)
    started = time.perf_counter()
    ours = validate(store)
    compiled = time.perf_counter() - started
    print(f"{options.facts:,} facts, {len(store):,} triples, {len(ours.results):,} results")
    print(f"compiled  {compiled:8.2f} s")

    keep_prepared_queries()
    graph = ontology_graph().parse(data=turtle, format="turtle")
    started = time.perf_counter()
    theirs = validate_with_pyshacl(graph, shapes=core_shapes() if options.core else None)
    oracle = time.perf_counter() - started
    print(f"pySHACL   {oracle:8.2f} s")
    print(f"ratio     {oracle / compiled:8.1f}")
    same = summary(ours, options.core) == summary(theirs, options.core)
    print("same results" if same else "DIFFERENT RESULTS")


if __name__ == "__main__":
    main()
