"""The ontology and its schemes."""

from flask import Blueprint, Response, abort
from pyoxigraph import NamedNode

from web.negotiation import HTML
from web.panels.vocabulary import concept_page, ontology_page
from web.views.common import chosen, is_json, json_of, links, page, rdf, reader, release

blueprint = Blueprint("vocabulary", __name__)


@blueprint.get("/ontology", defaults={"suffix": ""})
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str) -> Response:
    """The ontology: a reference for readers, the whole of it as RDF for machines."""
    stem, representation = chosen(f"ontology.{suffix}" if suffix else "ontology")
    if stem != "ontology":
        abort(404)
    links("/ontology", f"{release().base}/ontology")
    if representation == HTML or is_json(representation):
        found = ontology_page(release())
        return json_of(found) if is_json(representation) else page("ontology.html", page=found)
    return rdf(release().triples("ontology"), representation)


@blueprint.get("/vocab/<path:name>")
def concept(name: str) -> Response:
    """A concept, or a scheme with its concepts."""
    name, representation = chosen(name)
    iri = release().links.concept(name)
    links(f"/vocab/{name}", iri)
    if representation == HTML or is_json(representation):
        found = concept_page(reader(), iri)
        if found is None:
            abort(404)
        return json_of(found) if is_json(representation) else page("concept.html", page=found)
    triples = release().triples("describe", thing=NamedNode(iri))
    if not triples:
        abort(404)
    return rdf(triples, representation)
