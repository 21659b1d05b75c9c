"""Hand-written Turtle of `seeds/curated`: kept as written, and read for the names and facts that it states."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph import edtf
from graph.errors import InputError
from graph.facts import Entity, EntityKind, Evidence, Fact, Modality, Name, Note
from graph.iris import Iris, rebased_triple
from graph.read.files import read_text
from graph.vocabulary import BASE, Vocabulary, vocabulary

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
_NAME_KINDS = {
    _ALT_LABEL: "alternative",
    f"{BASE}/ontology#acronym": "acronym",
    f"{BASE}/ontology#demonym": "demonym",
    f"{BASE}/ontology#officialName": "official",
    f"{BASE}/ontology#formerName": "former",
}

Description = Mapping[str, list[NamedNode | Literal]]
"""What a file says of one subject: predicate → objects."""


@dataclass(frozen=True, slots=True)
class CuratedFile:
    """A curated file: its triples in the graph's own base, and the entities and facts that they describe."""

    name: str
    path: Path
    triples: list[Triple] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def read_curated(path: Path, iris: Iris, limit: int) -> CuratedFile:
    """Read a Turtle file of entities and facts, written in the ontology's own terms and base.

    Raises
    ------
    InputError
        It is no UTF-8 or no Turtle, has blank nodes, or states a fact without its core roles, with a date that is no
        EDTF or without evidence.

    """
    text = read_text(path, limit)
    triples = [_own_base(quad, iris, path) for quad in parse_turtle(text, path)]
    subjects: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, predicate = cast(NamedNode, triple.subject).value, triple.predicate.value
        subjects[subject][_shipped(predicate, iris)].append(cast(NamedNode | Literal, triple.object))
    entities = [
        entity
        for iri, said in subjects.items()
        if (entity := _entity(iri, iris.reference(iri), said, path)) is not None
    ]
    facts = [fact for iri, said in subjects.items() if (fact := _fact(iri, said, iris, path))]
    return CuratedFile(path.stem, path, list(dict.fromkeys(triples)), entities, facts)


def parse_turtle(text: str, path: Path) -> list[Quad]:
    """The triples of a Turtle text.

    Raises
    ------
    InputError
        It is no Turtle; the message has the line.

    """
    try:
        return list(parse(text, RdfFormat.TURTLE))
    except SyntaxError as error:
        cause = f"is no Turtle: {error.msg}"
        raise InputError(cause, "correct the syntax", file=path, line=error.lineno) from None
    except ValueError as error:
        raise InputError(f"is no Turtle: {error}", "correct the syntax", file=path) from None


def _own_base(quad: Quad, iris: Iris, path: Path) -> Triple:
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        raise InputError(
            f"has a blank node (with {quad.predicate.value})",
            "give the node an IRI: what has none cannot be cited",
            file=path,
        )
    assert isinstance(quad.graph_name, DefaultGraph)  # noqa: S101 - Turtle has no named graphs
    return rebased_triple(quad.triple, iris.base)


def _shipped(predicate: str, iris: Iris) -> str:
    return predicate.replace(iris.base, BASE, 1) if predicate.startswith(iris.base) else predicate


def _entity(iri: str, reference: str | None, said: Description, path: Path) -> Entity | None:
    if reference is None:
        return None
    prefix, _, identity = reference.partition(":")
    kind = cast(EntityKind, "organization" if prefix == "org" else prefix)
    labels = [term.value for term in said.get(_LABEL, ())]
    names = [
        Name(term.value, getattr(term, "language", None) or "und", kind=name_kind)  # type: ignore[arg-type]
        for predicate, name_kind in _NAME_KINDS.items()
        for term in said.get(predicate, ())
    ]
    if not labels and not names:
        return None
    return Entity(kind, identity, labels[0] if labels else "", tuple(names), source=Note(path.stem, iri))


def _fact(iri: str, said: Description, iris: Iris, path: Path) -> Fact | None:
    known = vocabulary()
    types = [term.value.rpartition("#")[2] for term in said.get(_RDF_TYPE, ())]
    fact_type = next((name for name in types if name in known.types), None)
    if fact_type is None:
        return None
    notes = [term.value for term in said.get(_DERIVED, ())]
    roles = {role: _values(role, said, iris, known) for role in known.types[fact_type].roles}
    roles = {role: values for role, values in roles.items() if values}
    if missing := sorted(known.types[fact_type].core - set(roles)):
        raise InputError(f"<{iri}> has no cy:{missing[0]}", "add it", file=path)
    if not notes:
        raise InputError(f"<{iri}> has no prov:wasDerivedFrom", "cite the source that says so", file=path)
    return Fact(
        type=fact_type,
        roles=roles,
        date=_date(iri, said, path),
        modality=_modality(iri, said, path),
        evidence=tuple(Evidence(Note(path.stem, note), rule="curated") for note in sorted(notes)),
        iri=iri,
    )


def _values(role: str, said: Description, iris: Iris, known: Vocabulary) -> tuple[str, ...]:
    found: Iterable[NamedNode | Literal] = said.get(f"{BASE}/ontology#{role}", ())
    if known.ranges[role] == "Concept":
        return tuple(sorted(term.value.rpartition("/")[2].replace("-", " ") for term in found))
    return tuple(sorted(iris.reference(term.value) or term.value for term in found))


def _date(iri: str, said: Description, path: Path) -> str | None:
    dates = [term.value for term in said.get(f"{BASE}/ontology#date", ())]
    try:
        return edtf.parse(dates[0]).text if dates else None
    except ValueError as error:
        raise InputError(f"<{iri}>: {error}", "give the date as EDTF", file=path) from None


def _modality(iri: str, said: Description, path: Path) -> Modality:
    terms = [term.value.rpartition("/")[2] for term in said.get(f"{BASE}/ontology#modality", ())]
    if not terms or terms[0] not in get_args(Modality):
        raise InputError(f"<{iri}> has no cy:modality of asserted, planned or denied", "add it", file=path)
    return cast(Modality, terms[0])
