"""What machines fetch: dumps, the dataset's description, the site's map, the rules for robots."""

from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_file

from web.catalogue.lists import Wish, count
from web.catalogue.lists import page as page_of
from web.kinds import ENTITY_KINDS, FACT_KINDS, KINDS
from web.panels.dumps import groups, media_type
from web.views.common import page, release

blueprint = Blueprint("downloads", __name__)

_CHUNK = 40_000
"""Addresses in one part of the site map; the protocol allows 50,000."""


@blueprint.get("/dumps/")
def dumps() -> Response:
    """The files of this release, with their sizes."""
    return page("dumps.html", groups=groups(_folder()))


@blueprint.get("/dumps/<path:name>")
def dump(name: str) -> Response:
    """One file of this release."""
    folder = _folder()
    path = (folder / name).resolve() if folder else None
    if folder is None or path is None or not path.is_relative_to(folder) or not path.is_file():
        abort(404)
    return send_file(path, mimetype=media_type(name), conditional=True)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What robots may fetch: pages, but no searches and no queries."""
    return _text(render_template("robots.txt", root=_root()), "text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The index of the site map: its parts by kind."""
    catalogue = release().catalogue
    parts = [
        (kind.path, number)
        for kind in (*ENTITY_KINDS, *FACT_KINDS, KINDS["article"])
        for number in range(1, -(-count(catalogue, Wish(kind.path)) // _CHUNK) + 1)
    ]
    return _text(render_template("sitemap.xml", root=_root(), parts=parts), "application/xml")


@blueprint.get("/sitemap-<kind>-<int:number>.xml")
def sitemap_part(kind: str, number: int) -> Response:
    """One part of the site map."""
    if kind not in KINDS or not 0 < number < 10_000:
        abort(404)
    entries = page_of(release().catalogue, Wish(kind), (number - 1) * _CHUNK, _CHUNK)
    if not entries:
        abort(404)
    paths = [release().links.path(entry.iri) for entry in entries]
    return _text(render_template("sitemap-part.xml", root=_root(), paths=paths), "application/xml")


def _folder() -> Path | None:
    """Where the dumps of this release lie, if any were made."""
    folder = release().folder
    found = (folder / "dumps").resolve() if folder else None
    return found if found and found.is_dir() else None


def _root() -> str:
    return request.host_url.rstrip("/") + request.script_root


def _text(body: str, kind: str) -> Response:
    return Response(body, content_type=f"{kind}; charset=utf-8")
