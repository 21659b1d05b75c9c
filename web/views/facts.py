"""Pages of facts, one for each type."""

from flask import Blueprint, Response

from web.description import describe
from web.kinds import FACT_KINDS, KINDS, one_of
from web.negotiation import HTML
from web.panels.fact import fact_page
from web.views.common import chosen, is_json, json_of, links, page, rdf, reader, release
from web.views.entities import missing

blueprint = Blueprint("facts", __name__)


@blueprint.get(f"/<any({one_of(FACT_KINDS)}):kind>/<identity>")
def fact(kind: str, identity: str) -> Response:
    """The page of a fact."""
    identity, representation = chosen(identity)
    iri = release().links.iri(kind, identity)
    links(release().links.path(iri) or "", iri)
    if representation == HTML or is_json(representation):
        found = fact_page(reader(), iri)
        if found is None:
            return missing(iri)
        return json_of(found) if is_json(representation) else page("fact.html", page=found, kind=KINDS[kind])
    triples = describe(release(), iri)
    return rdf(triples, representation) if triples else missing(iri)
