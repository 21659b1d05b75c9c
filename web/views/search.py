"""Search: the page, and what the search box suggests while one types."""

from flask import Blueprint, Response, jsonify, request

from web.catalogue.facets import NAMES
from web.catalogue.lists import Wish, facet
from web.kinds import KINDS
from web.language import count, current
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
    facets = {name: request.args[name][:60] for name in NAMES if request.args.get(name) and name != "class"}
    catalogue, size, number = release().catalogue, settings().page_size, page_asked()
    hits = catalogue.search(words, kind=kind, facets=facets, offset=(number - 1) * size, limit=size)
    if is_json(representation):
        return json_of(hits)
    chosen_facets = facets | ({"class": kind} if kind else {})
    wish = Wish(words=words, facets=chosen_facets)
    return page(
        "search.html",
        words=words,
        chosen=chosen_facets,
        hits=hits,
        facets={"class": hits.counts} if hits.alike or not words else {n: facet(catalogue, wish, n) for n in NAMES},
        number=number,
        pages=-(-hits.total // size),
    )


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """A few parties and places for what is being typed, as JSON."""
    words = request.args.get("q", "").strip()[:_LONGEST]
    wanted = [kind for kind in request.args.get("class", "").split(",") if kind in KINDS]
    catalogue = release().catalogue
    entries = catalogue.suggest(words, kinds=wanted) if wanted else catalogue.suggest(words)
    links, names = release().links, release().names(current())
    found = [
        {
            "iri": entry.iri,
            "path": request.script_root + (links.path(entry.iri) or ""),
            "id": links.identity(entry.iri),
            "label": names.get(entry.iri) or entry.label,
            "kind": count(f"kind.{entry.kind}", 1),
            "note": entry.matched if entry.matched.strip() and entry.matched != entry.label else entry.note,
            "flag": release().flags.get(entry.iri, flag("")),
        }
        for entry in entries
    ]
    return jsonify(found)
