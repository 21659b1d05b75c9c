"""Which format an answer is written in: the formats of answers, their names, and the reading of Accept."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.sparql.problems import Problem


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for the readers, its media types (the proper one first), and its names in ``format=``."""

    name: str
    media_types: tuple[str, ...]
    short_names: tuple[str, ...]
    suffix: str
    charset: bool = False

    @property
    def media_type(self) -> str:
        """The proper media type."""
        return self.media_types[0]


TABLES = (
    Format("json", ("application/sparql-results+json", "application/json"), ("json", "srj"), "json"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("xml", "srx"), "xml"),
    Format("csv", ("text/csv",), ("csv",), "csv", charset=True),
    Format("tsv", ("text/tab-separated-values",), ("tsv",), "tsv", charset=True),
)
GRAPHS = (
    Format(
        "turtle",
        ("text/turtle", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        ("turtle", "ttl", "n3"),
        "ttl",
        charset=True,
    ),
    Format("jsonld", ("application/ld+json", "application/json"), ("json-ld", "jsonld", "json"), "jsonld"),
    Format(
        "rdfxml",
        ("application/rdf+xml", "application/xml", "text/xml"),
        ("rdf+xml", "rdfxml", "rdf-xml", "rdf", "xml"),
        "rdf",
    ),
    Format("ntriples", ("application/n-triples", "text/plain"), ("n-triples", "ntriples", "nt"), "nt", charset=True),
    Format("trig", ("application/trig", "application/x-trig"), ("trig",), "trig", charset=True),
    Format("nquads", ("application/n-quads", "text/x-nquads"), ("n-quads", "nquads", "nq"), "nq", charset=True),
)


_EXACT = 3


@dataclass(frozen=True, slots=True)
class Range:
    """One part of an Accept header: a media type or ``*`` for its parts, and how much it is wanted."""

    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How exactly the range names a media type: 3 exactly, 2 its first half, 1 by ``*/*``, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return _EXACT
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return int((self.kind, self.subtype) == ("*", "*"))


def parse_accept(header: str) -> list[Range]:
    """The ranges of an Accept header; what is not well-formed is passed over."""
    ranges = []
    for part in header.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        kind, _, subtype = media.partition("/")
        if kind and subtype:
            ranges.append(Range(kind.strip(), subtype.strip(), _quality(parameters)))
    return ranges


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def wanted(header: str, media_type: str) -> tuple[float, int]:
    """How much a header wants a media type, and how exactly it names it: the most exact range decides."""
    ranges = parse_accept(header) or [Range("*", "*", 1.0)]
    exact, quality = max((item.specificity(media_type), item.quality) for item in ranges)
    return (quality if exact else 0.0), exact


def choose(header: str, formats: Sequence[Format]) -> tuple[Format, str] | None:
    """The format that a header wants most, with the media type that it calls it by; None if it wants none."""
    best: tuple[tuple[float, int], Format, str] | None = None
    for item in formats:
        for media_type in item.media_types:
            score = wanted(header, media_type)
            named = score[1] == _EXACT or media_type == item.media_type  # a wildcard means no other name of a format
            if named and score[0] > 0 and (best is None or score > best[0]):
                best = (score, item, media_type)
    return best and (best[1], best[2])


def prefers_html(header: str) -> bool:
    """Whether a header comes from somebody who wants to look at a page: HTML before any format of ours."""
    html, exact = wanted(header, "text/html")
    other = choose(header, (*TABLES, *GRAPHS))
    return exact == _EXACT and (other is None or (html, exact) > wanted(header, other[1]))


def pick_format(form: str, asked: str | None, header: str) -> tuple[Format, str]:
    """The format of the answer to a query of a form, by its ``format`` parameter or else by Accept.

    Raises
    ------
    Problem
        None of the formats that may be had is wanted.

    """
    formats = TABLES if form in ("SELECT", "ASK") else GRAPHS
    if asked:
        for item in formats:
            for media_type in item.media_types:
                if asked.lower() == media_type:
                    return item, media_type
            if asked.lower() in item.short_names:
                return item, item.media_type
        names = ", ".join(item.short_names[0] for item in formats)
        raise Problem("not-acceptable", f"{form} cannot be answered as {asked!r}", f"use one of {names}")
    chosen = choose(header, formats)
    if chosen is None:
        types = ", ".join(item.media_type for item in formats)
        raise Problem("not-acceptable", f"{form} cannot be answered as {header!r}", f"accept one of {types}")
    return chosen
