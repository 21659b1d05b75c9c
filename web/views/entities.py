"""Pages of states, organizations, persons, offices, places and events, and the IRIs below ``/id``."""

from typing import NoReturn

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from web.description import describe
from web.kinds import ENTITY_KINDS, KINDS, one_of
from web.language import say
from web.negotiation import HTML, Representation
from web.panels.network import contacts_of
from web.panels.party import entity_page
from web.reading import text
from web.views.common import chosen, day_asked, is_json, json_of, links, page, rdf, reader, release

blueprint = Blueprint("entities", __name__)

_UNPAGED = ("activity", "agent", "question")
"""Things that the graph speaks of and that have no page: who made and read what, and the competency questions."""


@blueprint.get(f"/<any({one_of(ENTITY_KINDS)}):kind>/<identity>")
def entity(kind: str, identity: str) -> Response:
    """The page of a party, a place, an office or an event."""
    identity, representation = chosen(identity)
    iri, on = release().links.iri(kind, identity), day_asked()
    links(release().links.path(iri) or "", iri)
    if representation == HTML or is_json(representation):
        found = entity_page(reader(), kind, iri, on)
        if found is None or "owl:deprecated" in found.entity.properties:
            missing(iri)
        return json_of(found) if is_json(representation) else page(f"{kind}.html", page=found, kind=KINDS[kind])
    triples = describe(release(), iri)
    if not triples or any(triple.predicate.value.endswith("owl#deprecated") for triple in triples):
        missing(iri)
    return rdf(triples, representation)


@blueprint.get("/<any(state, person):kind>/<identity>/contacts.svg")
def contacts(kind: str, identity: str) -> Response:
    """The picture of a party's contacts, as a file of its own."""
    iri = release().links.iri(kind, identity)
    found = reader().entity(iri, release().rows("entity", entity=NamedNode(iri)))
    network = contacts_of(reader(), found.thing) if found else None
    if network is None:
        abort(404)
    return Response(render_template("contacts.svg", network=network), content_type="image/svg+xml")


@blueprint.get("/id/<kind>/<path:identity>")
def thing(kind: str, identity: str) -> Response | BaseResponse:
    """Lead from the IRI of a thing to its page or its data, as the client prefers."""
    identity, representation = chosen(identity)
    if kind in _UNPAGED:
        return _unpaged(kind, identity, representation)
    if kind not in KINDS and kind != "evidence":
        abort(404)
    path = release().links.path(release().links.iri(kind, identity).replace("%2F", "/"))
    suffix = "" if representation == HTML and g.negotiated else f".{representation.suffix}"
    return redirect(f"{request.script_root}{path}{suffix}", 303)


def _unpaged(kind: str, identity: str, representation: Representation) -> Response | BaseResponse:
    """A thing without a page of its own: its data; for a reader's browser, what comes nearest."""
    iri = f"{release().base}/id/{kind}/{identity}"
    triples = describe(release(), iri)
    if not triples:
        abort(404)
    if representation != HTML:
        return rdf(triples, representation)
    if kind == "question":
        return redirect(url_for("sparql.editor", example=identity), 303)
    return redirect(url_for("entities.thing", kind=kind, identity=f"{identity}.ttl"), 303)


def missing(iri: str) -> NoReturn:
    """End the request for a thing without a page: moved where it was merged, gone where withdrawn, else 404."""
    rows = release().rows("tombstone", thing=NamedNode(iri))
    if not rows:
        abort(404)
    target = release().links.path(text(rows[0], "replacement"))
    if target:
        abort(redirect(f"{request.script_root}{target}", 301))
    abort(410, text(rows[0], "reason") or say("error.no_reason"))
