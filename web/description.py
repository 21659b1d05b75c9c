"""Descriptions of things as RDF: what a page says, for machines."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph.namespaces import prefixes
from web.kinds import KINDS
from web.negotiation import JSONLD, NTRIPLES, RDFXML, TURTLE, Representation
from web.release import Release

_FORMATS = {
    TURTLE.suffix: RdfFormat.TURTLE,
    NTRIPLES.suffix: RdfFormat.N_TRIPLES,
    JSONLD.suffix: RdfFormat.JSON_LD,
    RDFXML.suffix: RdfFormat.RDF_XML,
}


def describe(release: Release, iri: str) -> list[Triple]:
    """The statements about a thing: its own, those of the facts that involve it, and the evidence of all of them."""
    thing = NamedNode(iri)
    triples = release.triples("describe", thing=thing)
    if not triples:
        return []
    kind = KINDS.get(release.links.kind(iri))
    if kind is not None and kind.group in ("party", "setting"):
        triples += release.triples("describe_involved", thing=thing)
    elif kind is None or kind.group == "source":
        triples += release.triples("describe_told", thing=thing)
    return triples


def describe_pair(release: Release, one: str, other: str) -> list[Triple]:
    """The statements about the facts that involve both of two parties."""
    return release.triples("describe_pair", a=NamedNode(one), b=NamedNode(other))


def write(triples: Iterable[Triple], representation: Representation, base: str) -> bytes:
    """Triples in a format, each once, in an order that is always the same."""
    ordered = sorted(set(triples), key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    form = _FORMATS[representation.suffix]
    named = prefixes(base) if form != RdfFormat.N_TRIPLES else None
    return serialize(ordered, format=form, prefixes=named) or b""
