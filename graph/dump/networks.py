"""Who met, visited and represents whom, as GraphML and GEXF for network tools.

Edges are the plain triples that follow from facts; their weight is the number of facts, and they know the first and
the last day. They are counted on disk, so that memory does not grow with the graph.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode, Triple

from graph.dump.about import About
from graph.dump.files import Folder
from graph.dump.lookup import Lookup
from graph.dump.reifiers import REIFIES, links
from graph.dump.spine import Spine

RELATIONS = ("met", "visited", "envoyTo", "hasMissionTo", "heldOffice", "memberOf")
"""Links that become edges: who met, visited and represents whom, in what office, and who belongs to what."""

_BATCH = 10_000
_GRAPHML_KEYS = (
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("relation", "edge", "string"),
    ("weight", "edge", "int"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A link of two things: how many facts bear it out, and from when to when."""

    number: int
    source: int
    target: int
    relation: str
    weight: int
    first: str
    last: str


def write_networks(spine: Spine, folder: Folder, about: About) -> None:
    """Write the network as GraphML and as GEXF 1.3."""
    lookup = Lookup(spine.store, spine.base)
    with closing(sqlite3.connect(spine.work / "network.sqlite3")) as base:
        _count(spine, lookup, base)
        title = "Who met, visited and represents whom"
        for name, media, write in (
            ("networks/parties.graphml", "application/graphml+xml", _graphml),
            ("networks/parties.gexf", "application/gexf+xml", _gexf),
        ):
            with folder.new(name, media, group="network", title=title) as path:
                write(path, base, lookup, about)


def _count(spine: Spine, lookup: Lookup, base: sqlite3.Connection) -> None:
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("CREATE TABLE told (source TEXT, target TEXT, relation TEXT, fact TEXT, first TEXT, last TEXT)")
    rows: list[tuple[str, ...]] = []
    for source, target, relation, fact in _edges(spine):
        rows.append(
            (source, target, relation, fact, lookup.property(fact, "earliest"), lookup.property(fact, "latest"))
        )
        if len(rows) >= _BATCH:
            base.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", rows)
            rows.clear()
    base.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", rows)
    base.execute("CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT UNIQUE)")
    base.execute(
        "INSERT INTO node (iri) SELECT source FROM told UNION SELECT target FROM told ORDER BY 1"  # UNION: each once
    )


def _edges(spine: Spine) -> Iterator[tuple[str, str, str, str]]:
    names = {f"{spine.base}/ontology#{name}": name for name in RELATIONS}
    for triple in links(spine):
        if triple.predicate == REIFIES and isinstance(triple.object, Triple) and isinstance(triple.subject, NamedNode):
            link = triple.object
            if link.predicate.value in names and isinstance(link.subject, NamedNode):
                target = str(getattr(link.object, "value", ""))
                yield link.subject.value, target, names[link.predicate.value], triple.subject.value


def _nodes(base: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    yield from base.execute("SELECT id, iri FROM node ORDER BY id")


def _grouped(base: sqlite3.Connection) -> Iterator[Edge]:
    statement = """
        SELECT a.id, b.id, relation, count(DISTINCT fact), coalesce(min(nullif(first, '')), ''), max(last)
        FROM told JOIN node AS a ON a.iri = source JOIN node AS b ON b.iri = target
        GROUP BY relation, a.id, b.id ORDER BY relation, a.id, b.id
    """
    for number, row in enumerate(base.execute(statement), 1):
        yield Edge(number, *row)


def _kind(iri: str, lookup: Lookup) -> str:
    return iri.removeprefix(f"{lookup.base}/id/").partition("/")[0]


def _graphml(path: Path, base: sqlite3.Connection, lookup: Lookup, about: About) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for name, domain, kind in _GRAPHML_KEYS:
            out.write(f'<key id="{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
        out.write(f'<graph id={quoteattr(about.dataset)} edgedefault="directed">\n')
        for _, iri in _nodes(base):
            values = _data({"label": lookup.label(iri), "kind": _kind(iri, lookup)})
            out.write(f"<node id={quoteattr(iri)}>{values}</node>\n")
        iris = _Iris(base)
        for edge in _grouped(base):
            values = _data(
                {"relation": edge.relation, "weight": str(edge.weight), "first": edge.first, "last": edge.last}
            )
            ends = f"source={quoteattr(iris[edge.source])} target={quoteattr(iris[edge.target])}"
            out.write(f'<edge id="e{edge.number}" {ends}>{values}</edge>\n')
        out.write("</graph>\n</graphml>\n")


class _Iris:
    """IRIs of nodes by their numbers, read from disk."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __getitem__(self, number: int) -> str:
        (iri,) = self._base.execute("SELECT iri FROM node WHERE id = ?", (number,)).fetchone()
        return str(iri)


def _data(values: dict[str, str]) -> str:
    return "".join(f'<data key="{key}">{_xml(value)}</data>' for key, value in values.items() if value)


def _gexf(path: Path, base: sqlite3.Connection, lookup: Lookup, about: About) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        out.write(f'<meta lastmodifieddate="{about.day}"><creator>Chancery</creator></meta>\n')
        out.write('<graph defaultedgetype="directed" mode="static">\n<attributes class="node">')
        out.write('<attribute id="kind" title="kind" type="string"/><attribute id="iri" title="iri" type="anyURI"/>')
        out.write('</attributes>\n<attributes class="edge">')
        for name in ("relation", "first", "last"):
            out.write(f'<attribute id="{name}" title="{name}" type="string"/>')
        out.write("</attributes>\n<nodes>\n")
        for number, iri in _nodes(base):
            values = _attvalues({"kind": _kind(iri, lookup), "iri": iri})
            out.write(f'<node id="{number}" label={_attribute(lookup.label(iri))}>{values}</node>\n')
        out.write("</nodes>\n<edges>\n")
        for edge in _grouped(base):
            values = _attvalues({"relation": edge.relation, "first": edge.first, "last": edge.last})
            ends = f'source="{edge.source}" target="{edge.target}" kind="{edge.relation}" weight="{edge.weight}"'
            out.write(f'<edge id="{edge.number}" {ends}>{values}</edge>\n')
        out.write("</edges>\n</graph>\n</gexf>\n")


def _attvalues(values: dict[str, str]) -> str:
    found = "".join(f'<attvalue for="{key}" value={_attribute(value)}/>' for key, value in values.items() if value)
    return f"<attvalues>{found}</attvalues>"


def _xml(text: str) -> str:
    return escape(_allowed(text))


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    """`text` without the characters that XML 1.0 has no way to write."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
