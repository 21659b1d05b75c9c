"""IRIs: how they are made from what identifies a thing, and read back. The same input always mints the same IRI."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.facts import REFERENCE_KINDS, EntityKind
from graph.vocabulary import BASE, kebab

_PREFIXES: dict[EntityKind, str] = {kind: prefix for prefix, kind in REFERENCE_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints and reads the IRIs below one base."""

    base: str

    def entity(self, kind: EntityKind, identity: str) -> str:
        """IRI of a state, person, organization, place, office or event."""
        return f"{self.base}/id/{kind}/{quote(identity, safe='-._~')}"

    def fact(self, fact_type: str, parts: Iterable[str]) -> str:
        """IRI of a fact, from the parts that identify it."""
        return f"{self.base}/id/{kebab(fact_type)}/{digest(parts)}"

    def article(self, identity: str) -> str:
        """IRI of an article."""
        return f"{self.base}/id/article/{quote(identity, safe='-._~')}"

    def evidence(self, parts: Iterable[str]) -> str:
        """IRI of an evidence node, from the parts that identify it."""
        return f"{self.base}/id/evidence/{digest(parts)}"

    def graph(self, *path: str) -> str:
        """IRI of a named graph: ``graph("article", "a1")``, ``graph("derived")``."""
        return "/".join((self.base, "graph", *(quote(part, safe="-._~") for part in path)))

    def term(self, name: str) -> str:
        """IRI of a class or property of the ontology."""
        return f"{self.base}/ontology#{name}"

    def concept(self, path: str) -> str:
        """IRI of a SKOS concept: ``concept("visit-kind/official")``."""
        return f"{self.base}/vocab/{path}"

    def reference(self, iri: str) -> str | None:
        """The reference (``state:KAZ``, ``org:SCO``, ``office:…``) that an entity's IRI stands for, if it is one."""
        head, _, identity = iri.removeprefix(f"{self.base}/id/").partition("/")
        if not iri.startswith(f"{self.base}/id/") or not identity or "/" in identity:
            return None
        prefix = next((prefix for kind, prefix in _PREFIXES.items() if kind == head), None)
        return None if prefix is None else f"{prefix}:{unquote(identity)}"


def digest(parts: Iterable[str]) -> str:
    """16 hexadecimal digits that stand for a sequence of texts (SHA-256, parts kept apart by their lengths)."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def rebased_triple(triple: Triple, base: str) -> Triple:
    """`triple` below `base`, where its IRIs are below the base that ontology and curated files are written in."""
    if base == BASE:
        return triple
    subject, predicate, target = (_rebased(term, base) for term in (triple.subject, triple.predicate, triple.object))
    return Triple(cast(NamedNode, subject), cast(NamedNode, predicate), target)


def _rebased(term: NamedNode | BlankNode | Literal | Triple, base: str) -> NamedNode | BlankNode | Literal | Triple:
    if isinstance(term, NamedNode) and term.value.startswith(f"{BASE}/"):
        return NamedNode(base + term.value.removeprefix(BASE))
    return term
