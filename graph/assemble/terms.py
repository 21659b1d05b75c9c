"""RDF terms from records: the IRIs and literals that the ontology asks for."""

from pyoxigraph import Literal, NamedNode

from graph.facts import REFERENCE_KINDS, Entity
from graph.iris import Iris
from graph.namespaces import EDTF, XSD, expand
from graph.resolve.resolver import ConceptRef, Value
from graph.vocabulary import vocabulary

_GEO = {"geo:lat": f"{XSD}decimal", "geo:long": f"{XSD}decimal"}


class Terms:
    """Makes terms below one base; names are prefixed (``cy:visitor``)."""

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self._names: dict[str, NamedNode] = {}

    def name(self, prefixed: str) -> NamedNode:
        """The IRI of a prefixed name."""
        if prefixed not in self._names:
            self._names[prefixed] = NamedNode(expand(prefixed, self.iris.base))
        return self._names[prefixed]

    def entity(self, entity: Entity) -> NamedNode:
        """The IRI of an entity."""
        return NamedNode(self.iris.entity(entity.kind, entity.id))

    def concept(self, path: str) -> NamedNode:
        """The IRI of a SKOS concept."""
        return NamedNode(self.iris.concept(path))

    def role(self, role: str, value: Value) -> tuple[NamedNode, NamedNode | Literal]:
        """Property and object for a role's value; words where an entity or concept belongs get ``cy:…Text``."""
        if isinstance(value, Entity):
            return self.name(f"cy:{role}"), self.entity(value)
        if isinstance(value, ConceptRef):
            return self.name(f"cy:{role}"), self.concept(value.path)
        literal = vocabulary().ranges[role] == "string"
        return self.name(f"cy:{role}" if literal else f"cy:{role}Text"), Literal(value.text)

    def property_value(self, prefixed: str, text: str) -> NamedNode | Literal:
        """The object of an entity's property: ``<iri>``, a reference, a concept's words, or a literal of its range."""
        if text.startswith("<") and text.endswith(">"):
            return NamedNode(text[1:-1])
        local = prefixed.partition(":")[2]
        target = vocabulary().ranges.get(local, "") if prefixed.startswith("cy:") else ""
        prefix, colon, identity = text.partition(":")
        if colon and prefix in REFERENCE_KINDS and target not in ("string", "edtf"):
            return NamedNode(self.iris.entity(REFERENCE_KINDS[prefix], identity))
        if target == "Concept":
            path = vocabulary().scheme_concept(local, text)
            return self.concept(path) if path else Literal(text)
        if target == "edtf":
            return edtf(text)
        datatype = _GEO.get(prefixed) or (f"{XSD}{target}" if target in ("decimal", "integer", "anyURI") else None)
        return Literal(text, datatype=NamedNode(datatype)) if datatype else Literal(text)


def edtf(text: str) -> Literal:
    """An EDTF date."""
    return Literal(text, datatype=NamedNode(EDTF))


def typed(value: object, datatype: str) -> Literal:
    """A literal of an XML Schema datatype (``date``, ``decimal``, ``nonNegativeInteger`` …)."""
    return Literal(str(value), datatype=NamedNode(XSD + datatype))
