"""The statements of the graph in one order, as lines on disk: what every file of a dump is made from.

A *line* holds subject, predicate and object with tabs between (before them the graph, for quads), each as N-Triples
writes it. The predicate carries a digit that puts types first and labels second, as a reader likes them.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.dump.sorting import sorted_lines
from graph.namespaces import RDF, RDFS
from graph.store.embedded import EmbeddedStore

Node = NamedNode | BlankNode | Literal | Triple | DefaultGraph

_RANKS = {f"<{RDF}type>": "0", f"<{RDFS}label>": "1"}


class Spine:
    """The sorted statements of a store: one file of all triples by part of the graph.

    Parameters
    ----------
    store
        Where the statements are.
    base
        Root of the graph's IRIs; tells the parts.
    work
        A folder for files that go away with the dump.
    """

    def __init__(self, store: EmbeddedStore, base: str, work: Path) -> None:
        self.store = store
        self.base = base
        self.work = work
        self.parts: dict[str, Path] = {}
        self.subject_count = 0
        self._split()

    def triples(self, *parts: str) -> Iterator[Triple]:
        """Triples of parts (of all, if none is named), sorted within each."""
        for part in parts or sorted(self.parts):
            if part in self.parts:
                for quad in parse(path=str(self.parts[part]), format=RdfFormat.N_TRIPLES):
                    yield quad.triple

    def subjects(self, *parts: str) -> Iterator[tuple[NamedNode | BlankNode, list[Triple]]]:
        """The subjects of parts, each with its triples."""
        for subject, triples in groupby(self.triples(*parts), key=lambda triple: triple.subject):
            if not isinstance(subject, Triple):
                yield subject, list(triples)

    def quads(self) -> Iterator[Quad]:
        """All quads of named graphs, sorted."""
        yield from parse(path=str(self.quads_file()), format=RdfFormat.N_QUADS)

    def quads_file(self) -> Path:
        """The sorted quads as N-Quads, written at first use."""
        path = self.work / "quads.nq"
        if not path.exists():
            with path.open("w", encoding="utf-8", newline="\n") as handle:
                for graph in sorted(map(term_text, self.store.engine.named_graphs())):
                    for line in ntriples(sorted_lines(self._lines(NamedNode(graph[1:-1])), self.work, "quads")):
                        handle.write(f"{line[:-2]}{graph} .\n")
        return path

    def _split(self) -> None:
        lines = sorted_lines(self._lines(DefaultGraph()), self.work, "triples")
        for part, group in groupby(lines, key=self._part):
            path = self.parts.setdefault(part, self.work / f"part-{part}.nt")
            with path.open("a", encoding="utf-8", newline="\n") as handle:
                handle.writelines(ntriples(self._counted(group)))

    def _counted(self, lines: Iterable[str]) -> Iterator[str]:
        for _, group in groupby(lines, key=lambda line: line.partition("\t")[0]):
            self.subject_count += 1
            yield from group

    def _lines(self, graph: NamedNode | BlankNode | DefaultGraph) -> Iterator[str]:
        """The statements of a graph as lines, in no order; the store itself writes them faster than Python would."""
        path = self.work / "unsorted.nt"
        self.store.engine.dump(str(path), RdfFormat.N_TRIPLES, from_graph=graph)
        with path.open(encoding="utf-8", newline="\n") as handle:
            for line in handle:
                subject, predicate, value = line.split(" ", 2)
                yield f"{subject}\t{_RANKS.get(predicate, '2')}{predicate}\t{value[:-3]}\n"
        path.unlink()

    def _part(self, line: str) -> str:
        """Which part of the dump a subject belongs to, by the form of its IRI; blank nodes go with the rest."""
        subject = line.partition("\t")[0]
        if not subject.startswith(f"<{self.base}"):
            return "other"
        path = subject[1:-1].removeprefix(self.base)
        head, _, rest = path.removeprefix("/").partition("/")
        if head == "id" and "/" in rest:
            return rest.partition("/")[0]
        if head.partition("#")[0] == "ontology":
            return "ontology"
        return {"vocab": "vocabulary", "graph": "dataset", "dataset": "dataset"}.get(head, "other")


def triple_line(triple: Triple) -> str:
    """A triple as a line."""
    predicate = term_text(triple.predicate)
    return f"{term_text(triple.subject)}\t{_RANKS.get(predicate, '2')}{predicate}\t{term_text(triple.object)}\n"


def ntriples(lines: Iterable[str]) -> Iterator[str]:
    """Lines of triples as N-Triples."""
    for line in lines:
        subject, predicate, value = line[:-1].split("\t", 2)
        yield f"{subject} {predicate[1:]} {value} .\n"


def term_text(term: Node) -> str:
    """A term as N-Triples writes it."""
    if isinstance(term, Triple):
        return f"<<( {term_text(term.subject)} {term_text(term.predicate)} {term_text(term.object)} )>>"
    return str(term)
