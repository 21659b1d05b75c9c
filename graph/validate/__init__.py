"""Validation of the whole graph: the shapes, compiled to SPARQL, run on the store.

pySHACL takes minutes where this takes a second; it remains the oracle that the tests hold the compiler against.
"""

import os
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from graph.validate.compiler import Check, compile_shapes
from graph.validate.hierarchy import hierarchy
from graph.validate.model import load_shapes
from graph.validate.report import Report, Result, read_report
from graph.vocabulary import BASE

__all__ = ["Report", "Result", "read_report", "validate", "validate_with_pyshacl"]

Subject = NamedNode | BlankNode

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ONTOLOGY = NamedNode("http://www.w3.org/2002/07/owl#Ontology")


def validate(
    store: Store, base: str | None = None, focus: Iterable[str] = (), classes: Collection[str] | None = None
) -> Report:
    """Check the default graph of `store`, which holds the merged set of statements and the ontology among them.

    Parameters
    ----------
    store
        What to check.
    base
        Root of the IRIs that the data is written in; by default that of the ontology in the store.
    focus
        Check these nodes only, instead of all that the shapes aim at.
    classes
        Leave out shapes that aim at none of these classes, where it is known that the nodes have no others.
    """
    below = hierarchy(store)
    shapes = load_shapes(base=base or _base(store))
    if classes is not None:
        shapes = [shape for shape in shapes if any(not below(name).isdisjoint(classes) for name in shape.targets)]
    checks = compile_shapes(shapes, below, focus)
    counts: dict[tuple[str, str], int] = {}
    results: list[Result] = []
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # the engine works outside the interpreter's lock
        queries = list(dict.fromkeys(check.query for check in checks))  # several shapes may ask the same
        answers = dict(zip(queries, threads.map(lambda query: _ask(store, query), queries), strict=True))
    for check in checks:
        key, found = (check.shape, check.severity), _results(store, check, answers[check.query])
        counts[key] = counts.get(key, 0) + len(found)
        results.extend(found)
    return Report(tuple(sorted(results)), counts)


def validate_with_pyshacl(graph: "rdflib.Graph", base: str = BASE) -> Report:  # type: ignore[name-defined] # noqa: F821
    """Check an in-memory graph with pySHACL; see `graph.validate.oracle`."""
    from graph.validate.oracle import validate_with_pyshacl as run

    return run(graph, base)


def _base(store: Store) -> str:
    for quad in store.quads_for_pattern(None, _TYPE, _ONTOLOGY, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.endswith("/ontology"):
            return quad.subject.value.removesuffix("/ontology")
    return BASE


def _ask(store: Store, query: str) -> list[tuple[Subject, str]]:
    """Focus nodes, each with the value that it has wrong (written as in N-Triples) or an empty text."""
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - every check is a SELECT
    has_value = any(variable.value == "value" for variable in solutions.variables)
    return [(row["this"], _n3(row["value"]) if has_value else "") for row in solutions]


def results_of(store: Store, check: Check) -> set[Result]:
    """What breaks one constraint."""
    return _results(store, check, _ask(store, check.query))


def _results(store: Store, check: Check, answers: list[tuple[Subject, str]]) -> set[Result]:
    about = check.shape, check.component, check.severity, check.path
    return {
        Result(node.value, *about, value, check.message)
        for node, value in answers
        if not check.classes or _is_any(store, node, check.classes)
    }


def _is_any(store: Store, node: Subject, classes: Collection[str]) -> bool:
    found = (quad.object for quad in store.quads_for_pattern(node, _TYPE, None, DefaultGraph()))
    return any(isinstance(name, NamedNode) and name.value in classes for name in found)


def _n3(term: NamedNode | BlankNode | Literal | None) -> str:
    return "" if term is None else str(term)
