"""What templates may call: paths of things, safe outside links, words for dates and standings."""

from datetime import date
from typing import Any

from flask import Flask, g, request

from graph.errors import StoreError
from web.citation import Citation
from web.kinds import ENTITY_KINDS, FACT_KINDS, KINDS
from web.links import outside
from web.records import Fact, Thing
from web.views.common import release
from web.words import SYMBOLS, date_words, day_words, plural, status_words


def install(app: Flask) -> None:
    """Give the templates of `app` their filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        path=path, outside=outside, date_words=date_words, day_words=day_words, plural=plural, number=_number
    )
    app.jinja_env.globals.update(
        KINDS=KINDS,
        FACT_KINDS=FACT_KINDS,
        ENTITY_KINDS=ENTITY_KINDS,
        status_words=status_words,
        anchored=anchored,
        citation_of=citation_of,
        SYMBOLS=SYMBOLS,
    )
    app.context_processor(_context)


def path(value: Thing | Fact | str) -> str:
    """The path on this site of a thing, a fact or an IRI; for what has no page, its own safe address or nothing."""
    iri = value if isinstance(value, str) else value.iri
    found = g.release.links.path(iri) if "release" in g else None
    return request.script_root + found if found else outside(iri) or ""


def anchored(origin: Thing, fragment: str) -> str:
    """The path of a thing's page, at one place of it."""
    return f"{path(origin)}#{fragment}"


def citation_of(title: str, iri: str) -> Citation:
    """How to cite a page about `iri`."""
    current = release()
    return Citation(title, iri, current.name, current.built.date() if current.built else None)


def _number(value: int) -> str:
    """A number with its thousands apart."""
    return f"{value:,}"


def _context() -> dict[str, Any]:
    try:
        current = release()
    except StoreError:
        return {"release": None, "today": date.today}
    return {"release": current}
