"""Other people's RDF: any syntax, checked, its blank nodes given IRIs, for a named graph of its own."""

import re
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import InputError, UsageError
from graph.iris import Iris, digest
from graph.read.files import read_text
from graph.settings import Settings

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def loaded_graph(path: Path, graph: str | None, settings: Settings) -> str:
    """The IRI of the graph to load a file into: the one asked for, or one made from the file's name.

    Raises
    ------
    UsageError
        It is no IRI, or one that the graph's own sources use.
    """
    iris = Iris(settings.base)
    if graph is None:
        return iris.graph("loaded", path.stem)
    if not _IRI.fullmatch(graph):
        raise UsageError(f"{graph!r} is no absolute IRI", "give one such as https://example.org/graph")
    if graph.startswith(f"{settings.base}/") and not graph.startswith(iris.graph("loaded", "")):
        raise UsageError(f"<{graph}> belongs to the graph's own sources", "choose an IRI outside of them")
    return graph


def read_rdf(path: Path, graph: str, settings: Settings) -> list[Triple]:
    """The triples of an RDF file, each once; blank nodes become IRIs that the same file always gets again.

    Raises
    ------
    InputError
        The file is of no known syntax, too large, no UTF-8, or broken; the message has the line.
    """
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(
            f"{path.suffix or 'a file without suffix'} is no RDF syntax known here",
            f"name the file with one of {' '.join(_FORMATS)}",
            file=path,
        )
    text = read_text(path, settings.turtle_bytes)
    names: dict[str, NamedNode] = {}
    root = f"{settings.base}/.well-known/genid/{digest([graph])}"

    def named(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | Literal:
        if isinstance(term, BlankNode):
            return names.setdefault(term.value, NamedNode(f"{root}-{len(names) + 1}"))
        if isinstance(term, Triple):
            raise InputError("has a quoted triple", "RDF 1.1 is what is read; state it as a resource", file=path)
        return term

    try:
        triples = [
            Triple(named(quad.subject), quad.predicate, named(quad.object))  # type: ignore[arg-type]  # no literal subjects
            for quad in parse(text, form, base_iri=graph)
        ]
    except SyntaxError as error:
        raise InputError(f"is broken: {error.msg}", "correct the syntax", file=path, line=error.lineno) from None
    except ValueError as error:
        raise InputError(f"is broken: {error}", "correct the syntax", file=path) from None
    return list(dict.fromkeys(triples))
