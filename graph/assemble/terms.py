"""RDF terms from records, as N-Quads text: the IRIs and literals that the ontology asks for.

Text, since most of a build is the writing of millions of statements: a term is written once and reused.
"""

import re

from graph.facts import REFERENCE_KINDS, EntityKind
from graph.iris import Iris
from graph.namespaces import EDTF, XSD, expand
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, Value
from graph.vocabulary import vocabulary

Statement = tuple[str, str]
"""A statement as N-Quads text: the triple, and the graph that it is made in."""

_GEO = {"geo:lat": f"{XSD}decimal", "geo:long": f"{XSD}decimal"}
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_TYPED = ("decimal", "integer", "anyURI", "boolean")


class Terms:
    """Makes terms below one base; names are prefixed (``cy:visitor``)."""

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self._names: dict[str, str] = {}
        self._entities: dict[tuple[EntityKind, str], str] = {}

    def name(self, prefixed: str) -> str:
        """The IRI of a prefixed name."""
        found = self._names.get(prefixed)
        if found is None:
            found = self._names[prefixed] = iri(expand(prefixed, self.iris.base))
        return found

    def entity(self, kind: EntityKind, identity: str) -> str:
        """The IRI of an entity."""
        key = kind, identity
        found = self._entities.get(key)
        if found is None:
            found = self._entities[key] = iri(self.iris.entity(kind, identity))
        return found

    def concept(self, path: str) -> str:
        """The IRI of a SKOS concept."""
        return iri(self.iris.concept(path))

    def fact(self, fact_type: str, key: str) -> str:
        """The IRI of a fact that a register names by a key, or a curated file by its IRI."""
        return iri(key if key.startswith(f"{self.iris.base}/") else self.iris.fact(fact_type, ("key", key)))

    def role(self, role: str, value: Value) -> tuple[str, str]:
        """Property and object for a role's value; words where an entity or concept belongs get ``cy:…Text``."""
        if isinstance(value, EntityRef):
            return self.name(f"cy:{role}"), self.entity(value.kind, value.id)
        if isinstance(value, ConceptRef):
            return self.name(f"cy:{role}"), self.concept(value.path)
        if isinstance(value, FactRef):
            return self.name(f"cy:{role}"), self.fact(value.type, value.key)
        target = vocabulary().ranges[role]
        if target in ("string", "boolean"):
            return self.name(f"cy:{role}"), literal(value.text) if target == "string" else typed(value.text, target)
        return self.name(f"cy:{role}Text"), literal(value.text)

    def property_value(self, prefixed: str, text: str) -> str:
        """The object of an entity's property: ``<iri>``, a reference, a concept's words, or a literal of its range."""
        if text.startswith("<") and text.endswith(">"):
            return iri(text[1:-1])
        local = prefixed.partition(":")[2]
        target = vocabulary().ranges.get(local, "") if prefixed.startswith("cy:") else ""
        prefix, colon, identity = text.partition(":")
        if colon and prefix in REFERENCE_KINDS and target not in ("string", "edtf"):
            return self.entity(REFERENCE_KINDS[prefix], identity)
        if target == "Concept":
            path = vocabulary().scheme_concept(local, text)
            return self.concept(path) if path else literal(text)
        if target == "edtf":
            return edtf(text)
        datatype = _GEO.get(prefixed) or (f"{XSD}{target}" if target in _TYPED else None)
        return f'"{_escaped(text)}"^^<{datatype}>' if datatype else literal(text)


def iri(text: str) -> str:
    """An IRI."""
    return f"<{text}>"


def literal(text: str, lang: str = "") -> str:
    """A string, or a text in a language."""
    return f'"{_escaped(text)}"@{lang}' if lang else f'"{_escaped(text)}"'


def edtf(text: str) -> str:
    """An EDTF date."""
    return f'"{_escaped(text)}"^^<{EDTF}>'


def typed(value: object, datatype: str) -> str:
    """A literal of an XML Schema datatype (``date``, ``decimal``, ``nonNegativeInteger`` …)."""
    return f'"{_escaped(str(value))}"^^<{XSD}{datatype}>'


def _escaped(text: str) -> str:
    if _ESCAPED.search(text) is None:
        return text
    return _ESCAPED.sub(lambda match: _NAMED.get(match[0]) or f"\\u{ord(match[0]):04X}", text)
