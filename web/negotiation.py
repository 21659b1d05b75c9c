"""Which representation a client gets: the one helper that all routes use.

A suffix in the address (``.ttl``) decides; without one the ``Accept`` header does, with its q-values. Pages are HTML
for anyone who does not ask for data.
"""

from collections.abc import Sequence
from dataclasses import dataclass


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

    Of representations that a client likes equally, one that it names beats one that it lets pass by a wildcard, then
    the order of its header counts, then the order of `offered`. Without a header, or with one that says nothing that
    can be read, it is the very first.
    """
    wanted = _parse(accept or "")
    if not wanted:
        return offered[0]
    best, best_rank = None, (0.0, 0, -1000)
    for item in offered:
        rank = max(_rank(wanted, media, wild=media == item.types[0]) for media in item.types)
        if rank[0] > 0 and rank > best_rank:
            best, best_rank = item, rank
    return best


def _parse(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their q-values, in the order of the header; what is no media range is passed over."""
    found: list[tuple[str, float]] = []
    for part in accept.lower().split(",")[:100]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((piece[2:].strip() for piece in parameters if piece.startswith("q=")), "1")
        if media.count("/") == 1 or media == "*":
            found.append((media, _quality(quality)))
    return found


def _quality(words: str) -> float:
    try:
        return min(max(float(words), 0.0), 1.0)
    except ValueError:
        return 0.0


def _rank(wanted: list[tuple[str, float]], media: str, *, wild: bool) -> tuple[float, int, int]:
    """How much a client likes a media type. What it says of the type itself counts before what it says of ``*/*``.

    A wildcard stands for the type that would be sent only (`wild`), not for the other names it goes by.
    """
    major = media.partition("/")[0]
    for specificity, patterns in ((2, (media,)), (1, (f"{major}/*",)), (0, ("*/*", "*")))[: 3 if wild else 1]:
        for place, (pattern, quality) in enumerate(wanted):
            if pattern in patterns:
                return quality, specificity, -place if specificity == 2 else -len(wanted)
    return 0.0, 0, 0
