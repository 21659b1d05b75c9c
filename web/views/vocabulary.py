"""The ontology, its versions and parts, and its schemes."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, g, request
from pyoxigraph import NamedNode, Triple

from web.negotiation import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE
from web.panels import ontology as served
from web.panels.vocabulary import concept_page
from web.views.common import chosen, is_json, json_of, links, page, rdf, reader, release

blueprint = Blueprint("vocabulary", __name__)

_DATA = (TURTLE, JSONLD, NTRIPLES, RDFXML)


@blueprint.get("/ontology", defaults={"suffix": ""})
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str) -> Response:
    """The ontology: a reference for readers, the whole of it as RDF for machines."""
    stem, _ = chosen(f"ontology.{suffix}" if suffix else "ontology")
    if stem != "ontology":
        abort(404)
    return _ontology(f"ontology.{suffix}" if suffix else "ontology")


@blueprint.get("/ontology/<name>")
def ontology_part(name: str) -> Response:
    """A version of the ontology; its context, its shapes, its matches with others."""
    base = release().base
    if name == "context.jsonld":
        return Response(served.context(base), content_type=JSONLD.content_type)
    stem, _ = chosen(name)
    if stem == "alignments":
        return _alignments(name)
    if stem == "shapes":
        return rdf(served.part("shapes", base), chosen(name, _DATA)[1])
    if stem in served.earlier_versions(base):
        abort(410, f"Version {stem} of the ontology was a draft that is not kept. Version {served.version(base)} is.")
    if stem != served.version(base):
        abort(404)
    return _ontology(f"ontology/{name}")


@blueprint.get("/vocab/<path:name>")
def concept(name: str) -> Response:
    """A concept, or a scheme with its concepts."""
    name, representation = chosen(name)
    iri = release().links.concept(name)
    links(f"/vocab/{name}", iri)
    if representation == HTML or is_json(representation):
        found = concept_page(reader(), iri)
        if found is None:
            return _code(iri) if representation == HTML else abort(404)
        return json_of(found) if is_json(representation) else page("concept.html", page=found)
    triples: Sequence[Triple] = release().triples("describe", thing=NamedNode(iri))
    triples = triples or served.code_of_others(iri, release().base)
    if not triples:
        abort(404)
    return rdf(triples, representation)


def _ontology(path: str) -> Response:
    """The ontology at one of its addresses: its own, or that of its version."""
    stem, representation = chosen(path)
    base = release().base
    links(f"/{stem}", f"{base}/ontology")
    g.links.append(f'<{base}/ontology>; rel="latest-version"')
    if representation == HTML:
        body = served.reference(base, request.script_root)
        return page("ontology.html", content=served.content(base), body=body)
    return json_of(served.content(base)) if is_json(representation) else rdf(served.triples(base), representation)


def _alignments(path: str) -> Response:
    stem, representation = chosen(path)
    base = release().base
    links(f"/ontology/{stem}", f"{base}/ontology/{stem}")
    if representation == HTML:
        return page("alignments.html", matches=served.matches(base))
    found = served.matches(base)
    return json_of({"matches": found}) if is_json(representation) else rdf(served.part(stem, base), representation)


def _code(iri: str) -> Response:
    """The page for a code of others: the alignments, which say all that is said of it here."""
    if not served.code_of_others(iri, release().base):
        abort(404)
    return page("alignments.html", matches=[match for match in served.matches(release().base) if match.other == iri])
