"""``/relations/KAZ/PAK``: all that is known between two parties."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request, url_for

from web.description import describe_pair
from web.negotiation import HTML
from web.panels.pair import pair_page, party
from web.records import Thing
from web.views.common import chosen, day_asked, is_json, json_of, links, page, rdf, reader, release

blueprint = Blueprint("pairs", __name__)


@blueprint.get("/relations")
def picker() -> Response:
    """Choose two parties; what was chosen leads to their page."""
    one, other = request.args.get("a", "").strip()[:100], request.args.get("b", "").strip()[:100]
    found = [_named(words) for words in (one, other)]
    if one and other and all(found):
        return redirect(url_for("pairs.pair", one=_slug(found[0]), other=_slug(found[1])), 303)  # type: ignore[arg-type,return-value]
    return page(
        "picker.html",
        one=one,
        other=other,
        unknown=[w for w, t in zip((one, other), found, strict=True) if w and not t],
    )


@blueprint.get("/relations/<one>/<other>")
def pair(one: str, other: str) -> Response:
    """The page of two parties. Either order, and either case, leads to one address."""
    other, representation = chosen(other)
    parties = [_party(one), _party(other)]
    if None in parties or parties[0] == parties[1]:
        abort(404)
    first, second = sorted((thing for thing in parties if thing), key=lambda thing: (thing.kind != "state", thing.iri))
    path = f"/relations/{quote(_slug(first))}/{quote(_slug(second))}"
    if (one, other) != (_slug(first), _slug(second)):
        suffix = "" if representation == HTML else f".{representation.suffix}"
        query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        return redirect(f"{request.script_root}{path}{suffix}{query}", 301)  # type: ignore[return-value]
    iri = f"{release().base}/relations/{_slug(first)}/{_slug(second)}"
    links(path, iri)
    if representation == HTML or is_json(representation):
        found = pair_page(reader(), first, second, day_asked())
        return json_of(found) if is_json(representation) else page("pair.html", page=found, iri=iri)
    return rdf(describe_pair(release(), first.iri, second.iri), representation)


def _party(code: str) -> Thing | None:
    """A state by its code, else an organization by its identity."""
    return party(reader(), "state", code.upper()) or party(reader(), "organization", code)


def _named(words: str) -> Thing | None:
    """The party that a reader's words mean: a code, or the best hit of the search."""
    if not words:
        return None
    found = _party(words)
    if found is not None:
        return found
    hits = release().catalogue.suggest(words, limit=1, kinds=("state", "organization"))
    return Thing(hits[0].iri, hits[0].label, hits[0].kind) if hits else None


def _slug(thing: Thing) -> str:
    return release().links.identity(thing.iri)
