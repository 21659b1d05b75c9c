"""Pages of articles and of single pieces of evidence."""

from flask import Blueprint, Response, abort
from pyoxigraph import NamedNode

from web.description import describe
from web.negotiation import HTML
from web.panels.article import article_page
from web.panels.evidence import evidence_page
from web.views.common import chosen, is_json, json_of, links, page, rdf, reader, release
from web.views.entities import missing

blueprint = Blueprint("articles", __name__)


@blueprint.get("/article/<identity>")
def article(identity: str) -> Response:
    """The page of an article, its evidence marked."""
    identity, representation = chosen(identity)
    iri = release().links.iri("article", identity)
    links(release().links.path(iri) or "", iri)
    if representation == HTML or is_json(representation):
        found = article_page(reader(), iri)
        if found is None:
            missing(iri)
        return json_of(found) if is_json(representation) else page("article.html", page=found)
    triples = describe(release(), iri)
    return rdf(triples, representation) if triples else missing(iri)


@blueprint.get("/evidence/<path:identity>")
def evidence(identity: str) -> Response:
    """The page of a piece of evidence; its selectors, which are parts of it, lead there too."""
    identity, representation = chosen(identity)
    node, _, part = identity.partition("/")
    if part not in ("", "quote", "position"):
        abort(404)
    iri = release().links.iri("evidence", node)
    links(release().links.path(iri) or "", iri)
    if representation == HTML or is_json(representation):
        found = evidence_page(reader(), release().rows("evidence", evidence=NamedNode(iri)))
        if found is None:
            missing(iri)
        return json_of(found) if is_json(representation) else page("evidence.html", page=found)
    triples = describe(release(), iri)
    return rdf(triples, representation) if triples else missing(iri)
