"""What the pages of registers and other named graphs show."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.namespaces import XSD
from web.reading import Reader, text
from web.records import Thing

LINES = 200
"""Lines of a register on one page."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What a named graph says of itself."""

    thing: Thing
    kind: str
    description: str = ""
    publisher: str = ""
    license: str = ""
    retrieved: str = ""
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a register and what it bears out."""

    number: int
    key: str
    citation: str
    evidence: str
    things: Sequence[Thing]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A register: what it is, what is known to be wrong with it, and some of its rows."""

    graph: Graph
    defects: Sequence[str]
    lines: Sequence[Line]
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class GraphPage:
    """A named graph: what it says of itself, and what it holds by class."""

    graph: Graph
    triples: int
    classes: Sequence[tuple[Thing, int]]


def graphs(reader: Reader) -> list[Graph]:
    """The graphs that describe themselves as sources."""
    found: dict[str, Graph] = {}
    for row in reader.release.rows("named_graphs"):
        iri = row["graph"].value
        thing = Thing(iri, text(row, "title") or iri.rpartition("/")[2], "graph")
        names = ("description", "publisher", "license", "retrieved", "coverage")
        kind = row["kind"].value.rpartition("#")[2]
        found.setdefault(iri, Graph(thing, kind, **{name: text(row, name) for name in names}))
    return list(found.values())


def register_page(reader: Reader, iri: str, first: int) -> RegisterPage | None:
    """The page of a register with the rows from line `first`, `None` where there is no such register."""
    graph = next((graph for graph in graphs(reader) if graph.thing.iri == iri), None)
    if graph is None:
        return None
    node = NamedNode(iri)
    numbers = [_integer(number) for number in range(first, first + LINES)]
    lines: dict[int, Line] = {}
    for row in reader.release.rows_of("register_rows", numbers, register=node):
        number = int(text(row, "line"))
        line = lines.setdefault(
            number, Line(number, text(row, "key"), text(row, "citation"), row["evidence"].value, [])
        )
        if "thing" in row:
            things = [*line.things, reader.thing(row["thing"], text(row, "label"))]
            lines[number] = Line(line.number, line.key, line.citation, line.evidence, things)
    defects = [text(row, "defect") for row in reader.release.rows("register_defects", register=node)]
    after = first + LINES if len(lines) else 0
    return RegisterPage(graph, defects, list(lines.values()), first, after)


def graph_page(reader: Reader, iri: str) -> GraphPage | None:
    """The page of a named graph, `None` where there is nothing in it."""
    rows = reader.release.rows("graph_classes", graph=NamedNode(iri))
    triples = sum(int(text(row, "triples")) for row in rows if "triples" in row)
    if not triples:
        return None
    known = next((graph for graph in graphs(reader) if graph.thing.iri == iri), None)
    name = iri.partition("/graph/")[2]
    classes = [(reader.thing(row["class"]), int(text(row, "things"))) for row in rows if "things" in row]
    return GraphPage(known or Graph(Thing(iri, name, "graph"), ""), triples, classes)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))
