"""Feeds at ``/feed.atom`` and ``/feed/…``; timelines of pairs for other sites at ``/embed/…``, found by oEmbed."""

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, g, jsonify, render_template, request, url_for

from web.api.answers import party_named, told
from web.api.selection import Selection, chosen
from web.catalogue.reader import Entry
from web.records import Fact
from web.release import Release
from web.views.common import page, release

blueprint = Blueprint("feeds", __name__)

_ENTRIES = 50
_EMBEDDED = 100
_HAPPENINGS = (
    "visit",
    "meeting",
    "agreement",
    "party-action",
    "participation",
    "aid",
    "diplomatic-relations",
    "mission",
)
_PAIR = re.compile(r"/relations/([^/]{1,200})/([^/]{1,200})/?")
_WIDTH, _HEIGHT = 600, 480


@blueprint.record_once
def _install(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    app.jinja_env.globals["feed_address"] = feed_address


@blueprint.get("/feed.atom")
def everything() -> Response:
    """The latest in the record."""
    return _feed("Chancery: the latest in the record", "/", ())


@blueprint.get("/feed/<any(state, organization):kind>/<identity>.atom")
def of_party(kind: str, identity: str) -> Response:
    """The latest that involves a party."""
    entry = release().catalogue.entry(release().links.iri(kind, identity))
    if entry is None:
        abort(404)
    return _feed(f"Chancery: {entry.label}", f"/{kind}/{identity}", (entry,))


@blueprint.get("/feed/relations/<one>/<other>.atom")
def of_pair(one: str, other: str) -> Response:
    """The latest that involves both of two parties."""
    first, second = _two(one, other)
    return _feed(f"Chancery: {first.label} and {second.label}", f"/relations/{one}/{other}", (first, second))


@blueprint.get("/embed/relations/<one>/<other>")
def embedded(one: str, other: str) -> Response:
    """The timeline of a pair as a page for a frame of another site: no scripts, no address bar, links lead here."""
    first, second = _two(one, other)
    facts = _facts(release(), (first, second), _EMBEDDED)
    response = page("embed.html", one=first, other=second, facts=facts, path=f"/relations/{one}/{other}")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    return response


@blueprint.get("/oembed")
def oembed() -> Response:
    """What a site needs to embed the page of a pair (oEmbed 1.0, JSON)."""
    if request.args.get("format", "json") != "json":
        abort(Response("only format=json is to be had\n", 501, content_type="text/plain"))
    try:
        address = urlsplit(request.args.get("url", "")[:1000])
    except ValueError:
        abort(404)
    match = _PAIR.fullmatch(address.path.removeprefix(request.script_root))
    if not match or address.netloc != request.host:
        abort(404)
    first, second = _two(match[1], match[2])
    frame = url_for("feeds.embedded", one=match[1], other=match[2], _external=True)
    width, height = _most("maxwidth", _WIDTH), _most("maxheight", _HEIGHT)
    title = f"{first.label} and {second.label}"
    html = render_template("oembed.html", frame=frame, width=width, height=height, title=title)
    return jsonify(
        version="1.0",
        type="rich",
        provider_name="Chancery",
        provider_url=url_for("home.home", _external=True),
        title=title,
        html=html.strip(),
        width=width,
        height=height,
        cache_age=86_400,
    )


def feed_address() -> str:
    """The feed that a page about a party or a pair announces; that of everything on other pages."""
    iri: str = g.get("about", "")
    path = iri.removeprefix(release().base) if iri and "release" in g else ""
    match = _PAIR.fullmatch(path)
    if match:
        return url_for("feeds.of_pair", one=match[1], other=match[2])
    head, _, rest = path.removeprefix("/id/").partition("/")
    if head in ("state", "organization") and rest:
        return url_for("feeds.of_party", kind=head, identity=release().links.identity(iri))
    return url_for("feeds.everything")


def _feed(title: str, path: str, parties: tuple[Entry, ...]) -> Response:
    current = release()
    updated = current.built or datetime(2026, 11, 24, tzinfo=UTC)
    body = render_template(
        "feed.atom",
        title=title,
        root=request.host_url.rstrip("/") + request.script_root,
        path=path,
        facts=_facts(current, parties, _ENTRIES),
        updated=updated.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _facts(current: Release, parties: tuple[Entry, ...], most: int) -> list[Fact]:
    """The latest facts up to today that are dated; what is planned beyond stands on the pages."""
    today = date.today().isoformat()  # noqa: DTZ011 - a day, wherever the server stands
    iris = [party.iri for party in parties]
    entries = chosen(current.catalogue, Selection(iris, _HAPPENINGS, until=today), 0, most)
    return told(current, entries)


def _two(one: str, other: str) -> tuple[Entry, Entry]:
    first, second = party_named(release(), one), party_named(release(), other)
    if first is None or second is None or first.iri == second.iri:
        abort(404)
    return first, second


def _most(name: str, default: int) -> int:
    words = request.args.get(name, "")
    return min(int(words), default) if words.isascii() and words.isdigit() and 0 < len(words) < 6 else default
