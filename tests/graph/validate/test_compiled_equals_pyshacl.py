"""The compiled validator and pySHACL report the same nodes and constraints on thousands of seeded violations."""

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import SH

from graph.validate import Report, validate
from graph.validate.model import load_shapes
from graph.validate.oracle import ontology_graph, shapes_graph, validate_with_pyshacl

SPARQL = "SPARQLConstraintComponent"


def compiled(graph: rdflib.Graph) -> Report:
    store = Store()
    store.load(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)
    return validate(store)


def found(report: Report, *, sparql: bool) -> set[tuple[str, str, str, str, str]]:
    return {
        (result.focus, result.shape, result.component, result.severity, result.message)
        for result in report.results
        if (result.component == SPARQL) == sparql
    }


def test_core_constraints_give_the_same_results(nursery):
    seeds = nursery.sow(copies=10, wanted=lambda constraint: constraint.name != "sparql")
    graph, shapes = ontology_graph() + nursery.graph, shapes_graph()
    for shape in list(shapes.subjects(SH.sparql)):  # they parse their query anew for each node; see the next test
        shapes.remove((shape, None, None))

    ours = found(compiled(graph), sparql=False)
    theirs = found(validate_with_pyshacl(graph, shapes=shapes), sparql=False)

    assert len(seeds) > 2000
    assert ours == theirs
    assert {(s.focus, s.shape, s.component) for s in seeds} <= {result[:3] for result in ours}


def test_queries_give_the_same_results(nursery):
    seeds = nursery.sow(copies=4, wanted=lambda constraint: constraint.name == "sparql")
    graph, shapes = ontology_graph() + nursery.graph, shapes_graph()
    for shape in set(shapes.subjects(SH.targetClass)) - set(shapes.subjects(SH.sparql)):
        shapes.remove((shape, SH.targetClass, None))

    ours = found(compiled(graph), sparql=True)

    assert ours == found(validate_with_pyshacl(graph, shapes=shapes), sparql=True)
    assert {(s.focus, s.shape, s.component) for s in seeds} == {result[:3] for result in ours}


def test_each_constraint_of_each_shape_is_seeded(nursery):
    seeds = nursery.sow(copies=1, wanted=lambda constraint: True)

    constraints = {
        (owner.iri, constraint.component)
        for shape in load_shapes()
        for owner in (shape, *shape.properties)
        for constraint in owner.constraints
    }
    assert {(seed.shape, seed.component) for seed in seeds} == constraints


@pytest.mark.parametrize("check", ["compiled", "pyshacl"])
def test_valid_resources_conform(valid, check):
    graph = ontology_graph().parse(valid)

    report = compiled(graph) if check == "compiled" else validate_with_pyshacl(graph)

    assert report.results == ()
    assert report.conforms
