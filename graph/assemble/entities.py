"""Entities and the rows that describe them, as statements in the graphs of their sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from graph.assemble.terms import Statement, Terms, edtf, iri, literal, typed
from graph.facts import Entity, Name, Row
from graph.fuse.signature import source_key
from graph.iris import Iris
from graph.resolve.world import Aliases, World

_NAME_PROPERTIES = {
    "label": "skos:altLabel",
    "official": "cy:officialName",
    "alternative": "skos:altLabel",
    "acronym": "cy:acronym",
    "demonym": "cy:demonym",
    "former": "cy:formerName",
}


def as_published(entity: Entity, world: World) -> Entity:
    """`entity` under the identifier of the one that it was judged to be; its own name there is one among others.

    An entity has one label: that of the source that describes it first.
    """
    known = world.get(entity.kind, entity.id)
    if known is None or (known.id == entity.id and known.label in (entity.label, "")) or not entity.label:
        return entity if known is None or known.id == entity.id else replace(entity, id=known.id)
    names = (Name(entity.label), *entity.names) if entity.label != known.label else entity.names
    return replace(entity, id=known.id, label=known.label if entity.label == known.label else "", names=names)


class EntityWriter:
    """Makes statements of entities, and of rows as evidence."""

    def __init__(self, iris: Iris, terms: Terms) -> None:
        self.iris = iris
        self.terms = terms

    def entity(self, entity: Entity, graph: str) -> Iterator[Statement]:
        """What `graph` says of an entity: class, label, names, properties, and the row that says so."""
        node, name = self.terms.entity(entity.kind, entity.id), self.terms.name
        if entity.label:
            yield f"{node} {name('rdf:type')} {name('cy:' + entity.kind.capitalize())}", graph
            yield f"{node} {name('rdfs:label')} {literal(entity.label, 'en')}", graph
        for other in entity.names:
            yield f"{node} {name(_NAME_PROPERTIES[other.kind])} {_name_literal(other)}", graph
        for prefixed, values in entity.properties.items():
            for value in values:
                yield f"{node} {name(prefixed)} {self.terms.property_value(prefixed, value)}", graph
        if isinstance(entity.source, Row):
            yield f"{node} {name('prov:wasDerivedFrom')} {self.row_iri(entity.source)}", graph

    def row_iri(self, row: Row) -> str:
        """The IRI of a row as evidence: one for all that is read from it."""
        return iri(self.iris.evidence((source_key(row),)))

    def rows(self, rows: Iterable[Row], graph: str, cite: Callable[[str], str]) -> Iterator[Statement]:
        """The rows of the register whose graph is given as evidence; `cite` spells out what they cite."""
        name = self.terms.name
        kind, entry = f"{name('rdf:type')} {name('cy:Evidence')}", f"{name('rdf:type')} {name('cy:RegisterEntry')}"
        part = f"{name('dcterms:isPartOf')} {graph}"
        key, line, cites = name("cy:rowKey"), name("cy:line"), name("dcterms:bibliographicCitation")
        citations: dict[str, str] = {}
        for row in rows:
            node = self.row_iri(row)
            cited = citations.get(row.citation)
            if cited is None:
                cited = citations[row.citation] = literal(cite(row.citation))
            yield f"{node} {kind}", graph
            yield f"{node} {entry}", graph
            yield f"{node} {part}", graph
            yield f"{node} {key} {literal(row.key)}", graph
            yield f"{node} {line} {typed(row.line, 'integer')}", graph
            yield f"{node} {cites} {cited}", graph
            if row.as_of:
                yield f"{node} {name('cy:asOf')} {edtf(row.as_of)}", graph

    def aliases(self, aliases: Aliases) -> Iterator[Statement]:
        """What was judged to be another: its IRI leads there."""
        graph, replaced = iri(self.iris.graph("curated", "identities")), self.terms.name("dcterms:isReplacedBy")
        for (kind, one), other in aliases.items():
            yield f"{self.terms.entity(kind, one)} {replaced} {self.terms.entity(kind, other)}", graph


def described(entities: Iterable[Entity], world: World) -> list[Entity]:
    """Entities as they are published."""
    return [as_published(entity, world) for entity in entities]


def _name_literal(name: Name) -> str:
    return literal(name.text) if name.kind == "acronym" else literal(name.text, name.lang)
