"""The graph as RDF: whole, and in chunks by class that a laptop's parser copes with."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from graph.dump.about import LICENSE, About
from graph.dump.files import Folder
from graph.dump.jsonld import Context, write_jsonld
from graph.dump.names import dump_prefixes, used
from graph.dump.reifiers import reified
from graph.dump.spine import Spine
from graph.namespaces import prefixes
from graph.reference import render_reference

CHUNK = 50_000
"""Triples in one file of a class; a subject is never split."""

_TURTLE = "text/turtle"
_ONTOLOGY = ("ontology", "vocabulary")

Subjects = Iterator[tuple[NamedNode | BlankNode, list[Triple]]]


def write_whole(spine: Spine, folder: Folder, about: About) -> None:
    """All statements in one file a format: Turtle, TriG, N-Quads, and RDF 1.2 Turtle with reifiers."""
    with folder.new(
        "chancery.ttl", _TURTLE, group="rdf", title="All statements, without their sources' graphs"
    ) as path:
        _turtle(spine.triples(), path, about, "all statements")
    with folder.new("chancery.trig", "application/trig", group="rdf", title="All statements by source") as path:
        serialize(spine.quads(), str(path), RdfFormat.TRIG, prefixes=dump_prefixes(about.base))
    with folder.new("chancery.nq", "application/n-quads", group="rdf", title="All statements by source") as path:
        spine.quads_file().replace(path)
    title = "Facts, and the plain triples that they reify (RDF 1.2)"
    with folder.new("reified.ttl", f'{_TURTLE}; version="1.2"', group="rdf", title=title) as path:
        _turtle(reified(spine), path, about, "facts as reifiers of plain triples, in RDF 1.2")


def write_parts(spine: Spine, folder: Folder, about: About, context: Context, chunk: int = CHUNK) -> None:
    """The statements about each class of thing in files of their own, as Turtle and JSON-LD."""
    for part in sorted(spine.parts):

        def turtle(triples: list[Triple], path: Path, number: int, part: str = part) -> None:
            _turtle(triples, path, about, f"{part}, part {number}", used(triples, dump_prefixes(about.base)))

        def jsonld(triples: list[Triple], path: Path, number: int) -> None:  # noqa: ARG001
            write_jsonld(triples, path, context)

        _chunks(spine.subjects(part), folder, part, chunk, (("ttl", _TURTLE, turtle), ("jsonld", _JSONLD, jsonld)))


_JSONLD = "application/ld+json"
_Write = Callable[[list[Triple], Path, int], None]


def _chunks(
    subjects: Subjects, folder: Folder, part: str, chunk: int, forms: tuple[tuple[str, str, _Write], ...]
) -> None:
    number = 0
    while first := next(subjects, None):
        number += 1
        held: list[Triple] = []
        for _, triples in chain([first], subjects):
            held.extend(triples)
            if len(held) >= chunk:
                break
        for suffix, media, write in forms:
            name = f"{suffix}/{part}-{number:03d}.{suffix}"
            with folder.new(name, media, group="part", title=f"Statements about: {part}, part {number}") as path:
                write(held, path, number)


def write_ontology(spine: Spine, folder: Folder, about: About) -> None:
    """The ontology and its schemes by themselves, as Turtle, RDF/XML and a page for readers."""
    title = "The ontology and its lists"
    with folder.new("ontology.ttl", _TURTLE, group="ontology", title=title) as path:
        _turtle(spine.triples(*_ONTOLOGY), path, about, "the ontology and its lists")
    with folder.new("ontology.rdf", "application/rdf+xml", group="ontology", title=title) as path:
        serialize(spine.triples(*_ONTOLOGY), str(path), RdfFormat.RDF_XML, prefixes=prefixes(about.base))
    page = render_reference(about.base)
    folder.text("ontology.html", "text/html", page, group="ontology", title="The ontology, for readers")


def _turtle(
    triples: Iterable[Triple], path: Path, about: About, what: str, named: dict[str, str] | None = None
) -> None:
    with path.open("wb") as out:
        head = f"# {about.dataset}, release {about.release}: {what}\n# Licence: {LICENSE}\n"
        out.write(head.encode())
        serialize(triples, out, RdfFormat.TURTLE, prefixes=named or dump_prefixes(about.base))
