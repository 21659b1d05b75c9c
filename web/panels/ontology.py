"""The ontology as the site serves it: its reference, its statements, its matches with other vocabularies.

All of it comes from the shipped files, so that what readers see and what machines get cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.iris import rebased_triple
from graph.namespaces import PREFIXES, RDFS
from graph.reference import Content, read_content, reference_body
from graph.settings import shipped
from graph.vocabulary import BASE, ontology_quads

_SKOS = PREFIXES["skos"]
_OWL = PREFIXES["owl"]
_MATCHES = {
    f"{_SKOS}exactMatch": "is the same as",
    f"{_SKOS}closeMatch": "is close to",
    f"{_SKOS}broadMatch": "is narrower than",
    f"{_SKOS}narrowMatch": "is broader than",
    f"{_SKOS}relatedMatch": "is related to",
    f"{RDFS}subClassOf": "is a kind of",
    f"{RDFS}subPropertyOf": "is a kind of",
    f"{_OWL}equivalentClass": "is the same as",
    f"{_OWL}equivalentProperty": "is the same as",
}
"""Property that matches two terms → how a reader says it."""

PARTS = ("alignments", "shapes")
"""Folders of the ontology that are served as parts of it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A term of ours, how it compares, and the term or code of others; `code` for one that has no address."""

    iri: str
    name: str
    relation: str
    other: str
    other_name: str
    code: str


content = cache(read_content)


@cache
def reference(base: str, root: str) -> Markup:
    """The reference for a page of the site below `root`. It escapes what it takes from the ontology."""
    return Markup(reference_body(base, root))  # noqa: S704 - made by an escaping template


def version(base: str) -> str:
    """The version of the ontology that is served."""
    return content(base).version


def earlier_versions(base: str) -> Sequence[str]:
    """Versions that the ontology names as those before it."""
    prior = f"{_OWL}priorVersion"
    return [
        triple.object.value.rpartition("/")[2]
        for triple in triples(base)
        if triple.predicate.value == prior and isinstance(triple.object, NamedNode)
    ]


@cache
def triples(base: str) -> Sequence[Triple]:
    """All statements of the ontology and its schemes."""
    return [rebased_triple(quad.triple, base) for quad in ontology_quads()]


@cache
def part(name: str, base: str) -> Sequence[Triple]:
    """All statements of a part: of the alignments, or of the shapes."""
    return [
        rebased_triple(quad.triple, base)
        for path in sorted((shipped("ontology") / name).glob("*.ttl"))
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    ]


def code_of_others(iri: str, base: str) -> Sequence[Triple]:
    """What the alignments say of a code that has an IRI below `base` only so that it can be matched."""
    return [triple for triple in part("alignments", base) if str(triple.subject) == f"<{iri}>"]


def context(base: str) -> str:
    """The JSON-LD context."""
    text = (shipped("ontology") / "context.jsonld").read_text("utf-8")
    return text.replace(f"{BASE}/", f"{base}/")


@cache
def matches(base: str) -> Sequence[Match]:
    """The alignments as rows for readers, by term."""
    said = part("alignments", base)
    labels = {
        triple.subject: triple.object.value
        for triple in said
        if triple.predicate.value.endswith(("prefLabel", "#label")) and isinstance(triple.object, Literal)
    }
    codes = {t.subject: t.object.value for t in said if t.predicate.value == f"{_SKOS}notation"}  # type: ignore[union-attr]
    found = [
        Match(
            iri=triple.subject.value,
            name=triple.subject.value.removeprefix(f"{base}/").removeprefix("vocab/").removeprefix("ontology#"),
            relation=_MATCHES[triple.predicate.value],
            other=triple.object.value,
            other_name=labels.get(triple.object, triple.object.value),
            code=codes.get(triple.object, ""),
        )
        for triple in said
        if triple.predicate.value in _MATCHES
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
    ]
    return sorted(found, key=lambda match: (match.iri, match.relation, match.other))


__all__ = [
    "PARTS",
    "Content",
    "Match",
    "code_of_others",
    "content",
    "context",
    "earlier_versions",
    "matches",
    "part",
    "reference",
    "triples",
    "version",
]
