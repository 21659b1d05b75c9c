"""Which format an answer is written in: the formats of answers, their names, and the choice by Accept."""

from collections.abc import Sequence
from dataclasses import dataclass

from web import accept
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


def choose(header: str, formats: Sequence[Format]) -> tuple[Format, str] | None:
    """The format that a header wants most, with the media type that it calls it by; None if it wants none."""
    chosen = accept.choose(header, [item.media_types for item in formats])
    return (formats[chosen[0]], chosen[1]) if chosen else None


def prefers_html(header: str) -> bool:
    """Whether a header comes from somebody who wants to look at a page: HTML before any format of ours."""
    html = accept.wanted(header, "text/html")
    other = choose(header, (*TABLES, *GRAPHS))
    return html[1] == accept.EXACT and (other is None or html > accept.wanted(header, other[1]))


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
