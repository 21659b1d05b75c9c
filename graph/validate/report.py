"""What validation found, as records and as an ``sh:ValidationReport``."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_DQV = "http://www.w3.org/ns/dqv#"


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One constraint that one node breaks.

    `component` is the local name of the constraint component (``MinCountConstraintComponent``), `path` a SPARQL
    property path, `severity` one of Violation, Warning, Info; `value` is written as in N-Triples.
    """

    focus: str
    shape: str
    component: str
    severity: str
    path: str = ""
    value: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All results, and the constraints that were looked at with the number of results for each.

    The graph conforms when nothing has the severity Violation; warnings and remarks are for curators.
    """

    results: tuple[Result, ...]
    counts: Mapping[tuple[str, str], int]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def severities(self) -> Mapping[str, int]:
        """How many results there are of each severity."""
        return {"Violation": 0, "Warning": 0, "Info": 0} | Counter(result.severity for result in self.results)

    def renewed(self, part: "Report", nodes: Collection[str]) -> "Report":
        """A report with what this one says of `nodes` replaced by `part`, which looked at them alone."""
        kept = [result for result in self.results if result.focus not in nodes]
        results = tuple(sorted([*kept, *part.results]))
        found = Counter((result.shape, result.severity) for result in results)
        return Report(results, {key: found[key] for key in {**self.counts, **part.counts}})

    def to_graph(self) -> "rdflib.Graph":
        """The report as RDF, with a ``dqv:QualityMeasurement`` for the count of each shape."""
        import rdflib
        from rdflib import RDF, Literal, URIRef

        graph, report = rdflib.Graph(), rdflib.BNode("report")
        graph.bind("sh", _SH)
        graph.bind("dqv", _DQV)
        graph.add((report, RDF.type, URIRef(f"{_SH}ValidationReport")))
        graph.add((report, URIRef(f"{_SH}conforms"), Literal(self.conforms)))
        for number, result in enumerate(sorted(self.results)):
            node = rdflib.BNode(f"result{number}")
            graph.add((report, URIRef(f"{_SH}result"), node))
            for predicate, value in _triples(result):
                graph.add((node, predicate, value))
        for number, ((shape, severity), count) in enumerate(sorted(self.counts.items())):
            node = rdflib.BNode(f"count{number}")
            graph.add((node, RDF.type, URIRef(f"{_DQV}QualityMeasurement")))
            graph.add((node, URIRef(f"{_DQV}isMeasurementOf"), URIRef(shape)))
            graph.add((node, URIRef(f"{_SH}resultSeverity"), URIRef(_SH + severity)))
            graph.add((node, URIRef(f"{_DQV}value"), Literal(count)))
            graph.add((report, URIRef(f"{_DQV}hasQualityMeasurement"), node))
        return graph

    def to_turtle(self) -> str:
        """The report as Turtle."""
        return str(self.to_graph().serialize(format="turtle"))


def _triples(result: Result) -> list[tuple["rdflib.URIRef", "rdflib.term.Node"]]:
    from rdflib import RDF, Literal, URIRef
    from rdflib.util import from_n3

    said: list[tuple[URIRef, rdflib.term.Node]] = [
        (RDF.type, URIRef(f"{_SH}ValidationResult")),
        (URIRef(f"{_SH}focusNode"), URIRef(result.focus)),
        (URIRef(f"{_SH}sourceShape"), URIRef(result.shape)),
        (URIRef(f"{_SH}sourceConstraintComponent"), URIRef(_SH + result.component)),
        (URIRef(f"{_SH}resultSeverity"), URIRef(_SH + result.severity)),
        (URIRef(f"{_SH}resultMessage"), Literal(result.message, lang="en")),
    ]
    if result.path.startswith("<") and "/<" not in result.path:
        said.append((URIRef(f"{_SH}resultPath"), URIRef(result.path.strip("<>"))))
    value = from_n3(result.value) if result.value else None
    if isinstance(value, (URIRef, Literal)):
        said.append((URIRef(f"{_SH}value"), value))
    return said


def read_report(path: Path) -> Report:
    """The report that `Report.to_turtle` wrote to `path`; paths of several steps are not told there."""
    import rdflib
    from rdflib import URIRef

    graph = rdflib.Graph().parse(path, format="turtle")

    def told(node: "rdflib.term.Node", name: str) -> str:
        value = graph.value(node, URIRef(name))
        return "" if value is None else str(value).removeprefix(_SH)

    def written(node: "rdflib.term.Node", name: str) -> str:
        value = graph.value(node, URIRef(name))
        return value.n3() if isinstance(value, rdflib.term.Identifier) else ""

    results = [
        Result(
            focus=told(node, f"{_SH}focusNode"),
            shape=told(node, f"{_SH}sourceShape"),
            component=told(node, f"{_SH}sourceConstraintComponent"),
            severity=told(node, f"{_SH}resultSeverity"),
            path=written(node, f"{_SH}resultPath"),
            value=written(node, f"{_SH}value"),
            message=told(node, f"{_SH}resultMessage"),
        )
        for node in graph.objects(None, URIRef(f"{_SH}result"))
    ]
    counts = {
        (told(node, f"{_DQV}isMeasurementOf"), told(node, f"{_SH}resultSeverity")): int(told(node, f"{_DQV}value"))
        for node in graph.objects(None, URIRef(f"{_DQV}hasQualityMeasurement"))
    }
    return Report(tuple(sorted(results)), counts)
