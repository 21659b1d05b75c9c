"""Resolved facts as bytes and back, for the build's memory of what it has read.

Rows are packed without their line: where in its file a row stands says nothing of the fact.
"""

import marshal
from typing import Any

from graph.facts import Entity, Evidence, Fact, Note, Quote, Row, Source
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, ResolvedFact, Value, Words


def pack(fact: ResolvedFact) -> bytes:
    """A resolved fact as bytes; the same fact gives the same bytes."""
    told = fact.fact
    roles = tuple([(role, tuple(map(_pack_value, values))) for role, values in fact.roles.items()])
    evidence = tuple([(_pack_source(piece.source), piece.rule, piece.confidence) for piece in told.evidence])
    return marshal.dumps((told.type, told.date, told.modality, told.iri, told.key, roles, evidence), 2)


def unpack(data: bytes) -> ResolvedFact:
    """The fact that `pack` made the bytes of; its unresolved roles are not kept."""
    fact_type, date, modality, iri, key, roles, evidence = marshal.loads(data)  # noqa: S302 - our own file
    pieces = tuple([Evidence(_source(source), rule, confidence) for source, rule, confidence in evidence])
    told = Fact(fact_type, {}, date, modality, pieces, iri, key)
    return ResolvedFact(told, {role: tuple(map(_value, values)) for role, values in roles})


def _pack_value(value: Value) -> tuple[Any, ...]:
    if isinstance(value, EntityRef):
        told = value.told
        if told is None:
            return ("e", value.kind, value.id)
        return ("t", value.kind, value.id, told.label, tuple(told.properties.items()))
    if isinstance(value, ConceptRef):
        return ("c", value.path)
    return ("f", value.type, value.key) if isinstance(value, FactRef) else ("w", value.text)


def _value(packed: tuple[Any, ...]) -> Value:
    match packed:
        case ("e", kind, identity):
            return EntityRef(kind, identity)
        case ("t", kind, identity, label, properties):
            return EntityRef(kind, identity, Entity(kind, identity, label, properties=dict(properties)))
        case ("c", path):
            return ConceptRef(path)
        case ("f", fact_type, key):
            return FactRef(fact_type, key)
        case _:
            return Words(packed[1])


def _pack_source(source: Source) -> tuple[Any, ...]:
    if isinstance(source, Row):
        return ("r", source.register, source.key, source.citation, source.as_of)
    if isinstance(source, Quote):
        return ("q", source.article, source.exact, source.start, source.end, source.prefix, source.suffix)
    return ("n", source.file, source.iri)


def _source(packed: tuple[Any, ...]) -> Source:
    kind, *parts = packed
    if kind == "r":
        register, key, citation, as_of = parts
        return Row(register, key, 0, citation, as_of)
    return Quote(*parts) if kind == "q" else Note(*parts)
