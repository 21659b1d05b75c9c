"""pySHACL as the oracle: slow, standard, and run on small graphs only."""

import pyshacl
import rdflib
from rdflib import RDF, URIRef
from rdflib.namespace import SH

from graph.settings import shipped
from graph.validate.model import shape_files
from graph.validate.report import Report, Result
from graph.vocabulary import BASE, ontology_files


def shapes_graph(base: str = BASE) -> rdflib.Graph:
    """The shipped shapes, for data below `base`."""
    graph = rdflib.Graph()
    for path in shape_files():
        graph.parse(data=path.read_text("utf-8").replace(f"{BASE}/", f"{base}/"), format="turtle")
    return graph


def ontology_graph(base: str = BASE) -> rdflib.Graph:
    """The shipped ontology with its schemes, for data below `base`."""
    graph = rdflib.Graph()
    for path in ontology_files(shipped("ontology")):
        graph.parse(data=path.read_text("utf-8").replace(f"{BASE}/", f"{base}/"), format="turtle")
    return graph


def validate_with_pyshacl(graph: rdflib.Graph, base: str = BASE, shapes: rdflib.Graph | None = None) -> Report:
    """Check `graph`, which holds the ontology too, with pySHACL; by `shapes` instead of all, where they are given."""
    shapes = shapes_graph(base) if shapes is None else shapes
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, allow_infos=True, allow_warnings=True)
    assert isinstance(found, rdflib.Graph)  # noqa: S101 - a failure raises or returns a graph of results
    results = [_result(found, node) for node in found.subjects(RDF.type, SH.ValidationResult)]
    return Report(tuple(sorted(results)), {})


def _result(found: rdflib.Graph, node: rdflib.term.Node) -> Result:
    def said(predicate: URIRef) -> str:
        return str(found.value(node, predicate) or "")

    value = found.value(node, SH.value)
    return Result(
        focus=said(SH.focusNode),
        shape=said(SH.sourceShape),
        component=said(SH.sourceConstraintComponent).removeprefix(str(SH)),
        severity=said(SH.resultSeverity).removeprefix(str(SH)),
        path=said(SH.resultPath),
        value=value.n3() if value is not None else "",
        message=said(SH.resultMessage),
    )
