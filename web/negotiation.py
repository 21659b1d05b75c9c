"""Which representation a client gets: the one helper that all routes use.

A suffix in the address (``.ttl``) decides; without one the ``Accept`` header does, with its q-values. Pages are HTML
for anyone who does not ask for data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from web.accept import choose


@dataclass(frozen=True, slots=True)
class Representation:
    """A form in which something can be had: suffix of its address, media types (the first is sent), name in words."""

    suffix: str
    types: tuple[str, ...]
    name: str

    @property
    def content_type(self) -> str:
        """What the ``Content-Type`` header says."""
        main = self.types[0]
        return f"{main}; charset=utf-8" if main.startswith("text/") else main


HTML = Representation("html", ("text/html", "application/xhtml+xml"), "HTML")
TURTLE = Representation("ttl", ("text/turtle", "application/x-turtle", "text/n3"), "Turtle")
NTRIPLES = Representation("nt", ("application/n-triples", "text/plain"), "N-Triples")
JSONLD = Representation("jsonld", ("application/ld+json",), "JSON-LD")
RDFXML = Representation("rdf", ("application/rdf+xml",), "RDF/XML")
JSON = Representation("json", ("application/json", "text/json"), "JSON")
CSV = Representation("csv", ("text/csv",), "CSV")

PAGE = (HTML, TURTLE, JSONLD, NTRIPLES, RDFXML, JSON)
"""What every page about a thing can be had as, the default first."""

LIST = (HTML, CSV, JSON)
"""What every list can be had as."""


def split_suffix(path: str, offered: Sequence[Representation] = PAGE) -> tuple[str, Representation | None]:
    """A path without the suffix that names a representation, and that representation."""
    stem, dot, suffix = path.rpartition(".")
    found = next((item for item in offered if item.suffix == suffix.lower()), None)
    return (stem, found) if dot and stem and found else (path, None)


def negotiate(accept: str | None, offered: Sequence[Representation] = PAGE) -> Representation | None:
    """The representation that an ``Accept`` header asks for, `None` if none of those offered will do.

    How one is chosen among several, `web.accept` says. Without a header, or with one that cannot be read, it is the
    very first.
    """
    chosen = choose(accept or "", [item.types for item in offered])
    return offered[chosen[0]] if chosen else None
