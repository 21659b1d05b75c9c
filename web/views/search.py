"""Search: the page, and what the search box suggests while one types."""

from flask import Blueprint, Response, jsonify, request

from web.kinds import KINDS
from web.links import flag
from web.negotiation import HTML, JSON
from web.views.common import chosen, is_json, json_of, page, page_asked, release, settings

blueprint = Blueprint("search", __name__)

_LONGEST = 200


@blueprint.get("/search")
def search() -> Response:
    """Things by one of their names."""
    _, representation = chosen("search", (HTML, JSON))
    words = request.args.get("q", "").strip()[:_LONGEST]
    kind = request.args.get("class", "")
    kind = kind if kind in KINDS else ""
    size, number = settings().page_size, page_asked()
    hits = release().catalogue.search(words, kind=kind, offset=(number - 1) * size, limit=size)
    if is_json(representation):
        return json_of(hits)
    return page("search.html", words=words, kind=kind, hits=hits, number=number, pages=-(-hits.total // size))


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """A few parties and places for what is being typed, as JSON."""
    words = request.args.get("q", "").strip()[:_LONGEST]
    wanted = [kind for kind in request.args.get("class", "").split(",") if kind in KINDS]
    catalogue = release().catalogue
    entries = catalogue.suggest(words, kinds=wanted) if wanted else catalogue.suggest(words)
    links = release().links
    found = [
        {
            "iri": entry.iri,
            "path": request.script_root + (links.path(entry.iri) or ""),
            "id": links.identity(entry.iri),
            "label": entry.label,
            "kind": KINDS[entry.kind].name,
            "note": entry.matched if entry.matched.strip() and entry.matched != entry.label else entry.note,
            "flag": release().flags.get(entry.iri, flag("")),
        }
        for entry in entries
    ]
    return jsonify(found)
