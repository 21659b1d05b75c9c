"""What all views share: the release of the request, the representation it asks for, and how pages are answered."""

import re
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from flask import Response, abort, current_app, g, make_response, render_template, request

from graph.settings import Settings
from web.description import write
from web.held import Archive
from web.language import current, say
from web.negotiation import HTML, JSON, PAGE, Representation, negotiate, split_suffix
from web.reading import Reader
from web.release import Release, Shelf

OF_RELEASES = {"home", "coverage", "entities", "facts", "articles", "registers", "pairs", "search", "lists"}
"""Blueprints of the pages that show a release, and can be read as an earlier one had them."""

_RELEASE = re.compile(r"\d{4}-\d{2}-\d{2}(-\d+)?")


def settings() -> Settings:
    """The settings that the site was made with."""
    found: Settings = current_app.extensions["chancery.settings"]
    return found


def archive() -> Archive:
    """Where the releases are held, the current one among them."""
    found: Archive = current_app.extensions["chancery.archive"]
    return found


def asof() -> str:
    """The earlier release that ``?asof=`` asks for, if any."""
    found: str = g.get("asof", "")
    return found


def release() -> Release:
    """The release that this request is answered from, the same from its start to its end.

    404 where ``?asof=`` names none, 410 where it names one that is held no more.
    """
    if "release" not in g:
        shelf: Shelf = current_app.extensions["chancery.shelf"]
        g.release = shelf.current()
        name = request.args.get("asof", "").strip()
        if name and name != g.release.name:
            g.release = _earlier(name)
            g.asof = name
    found: Release = g.release
    return found


def _earlier(name: str) -> Release:
    held = archive().named(name)
    found = archive().open(held) if held else None
    if found is None:
        names = ", ".join(one.name for one in archive().all()) or g.release.name
        known = _RELEASE.fullmatch(name)
        abort(410 if known else 404, say("asof.gone" if known else "asof.unknown", release=name[:40], held=names))
    return found


def reader() -> Reader:
    """Reads query results of this request's release in its language."""
    return Reader(release(), current())


def chosen(address: str, offered: Sequence[Representation] = PAGE) -> tuple[str, Representation]:
    """The address without its suffix, and the representation that suffix or ``Accept`` header ask for, else 406."""
    stem, forced = split_suffix(address, offered)
    representation = forced or negotiate(request.headers.get("Accept"), offered)
    if representation is None:
        g.offered = [item.types[0] for item in offered]
        abort(406)
    g.negotiated = forced is None
    return stem, representation


def page(template: str, **context: Any) -> Response:
    """An HTML page."""
    return make_response(render_template(template, **context))


def rdf(triples: Sequence[Any], representation: Representation) -> Response:
    """A description as RDF."""
    response = Response(write(triples, representation, release().base))
    response.headers["Content-Type"] = representation.content_type
    return response


def json_of(value: Any) -> Response:
    """Records as JSON; what is empty is left out."""
    plain = _plain(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value)
    return Response(current_app.json.dumps(plain), content_type=JSON.content_type)


def links(path: str, iri: str) -> None:
    """Say in ``Link`` headers in which other forms this page is to be had, what it is about and its licence."""
    root = request.script_root
    found = [f'<{root}{path}.{item.suffix}>; rel="alternate"; type="{item.types[0]}"' for item in PAGE if item != HTML]
    found.append(f'<{root}{path}.{PAGE[1].suffix}>; rel="describedby"; type="{PAGE[1].types[0]}"')
    found.append(f'<{iri}>; rel="cite-as"')
    g.links = found
    g.about = iri


def day_asked() -> date | None:
    """The day of ``?on=``, if any; 400 for what is no day."""
    words = request.args.get("on", "").strip()
    if not words:
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        day = None
    if day is None or len(words) != 10:  # Python takes 20121001, too
        abort(400, f"on={words[:40]!r} is no day: write it as 2012-10-01")
    return day


def page_asked() -> int:
    """The page of ``?page=``, from 1; 400 for what is no such number."""
    words = request.args.get("page", "1")
    if not (words.isascii() and words.isdigit() and len(words) < 8 and int(words) > 0):
        abort(400, f"page={words[:40]!r} is no page: pages count from 1")
    return int(words)


def is_json(representation: Representation) -> bool:
    """Whether plain JSON is asked for."""
    return representation == JSON


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in (None, "", (), [], {})}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
