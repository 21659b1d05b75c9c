"""What the reference tells, gathered from the ontology's files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from graph.questions import questions
from graph.settings import shipped
from graph.validate.model import Shape, load_shapes
from graph.vocabulary import BASE, ontology_files

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_DCTERMS = "http://purl.org/dc/terms/"

Texts = Mapping[str, str]
"""Language tag → text."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: `sort` is class, object, data or annotation; links are local names."""

    name: str
    sort: str
    label: Texts
    definition: Texts
    example: str
    parents: tuple[str, ...]
    used_on: tuple[str, ...]
    core_of: tuple[str, ...]
    takes: tuple[str, ...]
    traits: tuple[str, ...]
    messages: tuple[tuple[str, str], ...]
    """What shapes demand of a class: severity and message."""


@dataclass(frozen=True, slots=True)
class Module:
    """A file of terms: what it is about, and its terms in order."""

    name: str
    about: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `names` are the words that stand for it, `broader` the id of the one above it."""

    id: str
    label: Texts
    definition: Texts
    names: tuple[str, ...]
    broader: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of concepts."""

    name: str
    label: Texts
    definition: Texts
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the reference tells."""

    title: str
    description: str
    version: str
    modified: str
    modules: tuple[Module, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[tuple[str, str], ...]
    """Name of each rule, and what it derives."""
    questions: tuple[tuple[str, str], ...]
    """Name of each competency question, and the question in words."""


def read_content(base: str = BASE) -> Content:
    """Read the shipped ontology; what it says of `base` is written for that base."""
    folder = shipped("ontology")
    store = Store()
    for path in ontology_files(folder):
        text = path.read_text("utf-8").replace(f"{BASE}/", f"{base}/")
        store.extend(parse(text.encode(), format=RdfFormat.TURTLE))
    said = _Said(store, base)
    ontology = f"{base}/ontology"
    demands = _demands(load_shapes(base=base), f"{ontology}#")
    return Content(
        title=said.texts(ontology, f"{_DCTERMS}title")["en"],
        description=said.texts(ontology, f"{_DCTERMS}description")["en"],
        version=said.one(ontology, f"{_OWL}versionInfo"),
        modified=said.one(ontology, f"{_DCTERMS}modified"),
        modules=tuple(_module(path, said, demands) for path in sorted((folder / "modules").glob("*.ttl"))),
        schemes=tuple(_scheme(path, said) for path in sorted((folder / "schemes").glob("*.ttl"))),
        rules=tuple((path.stem, _comment(path)) for path in sorted((folder / "rules").glob("*.rq"))),
        questions=tuple((found.name, found.text) for found in questions(base)),
    )


class _Said:
    """What the ontology says of a node."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self.base = base

    def objects(self, subject: str, predicate: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, (NamedNode, Literal)))

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.objects(subject, predicate)), "")

    def texts(self, subject: str, predicate: str) -> dict[str, str]:
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
        return {q.object.language or "": q.object.value for q in quads if isinstance(q.object, Literal)}

    def locals(self, subject: str, *predicates: str) -> tuple[str, ...]:
        found = [local(value) for predicate in predicates for value in self.objects(subject, predicate)]
        return tuple(dict.fromkeys(found))


def local(iri: str) -> str:
    """The last part of an IRI, by which readers know it."""
    return re.split(r"[#/]", iri)[-1]


def _comment(path: Path) -> str:
    lines = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").strip())
    return " ".join(lines)


def _module(path: Path, said: _Said, demands: Mapping[str, tuple[tuple[str, str], ...]]) -> Module:
    names = re.findall(r"^cy:(\w+) a ", path.read_text("utf-8"), re.MULTILINE)
    return Module(path.stem, _comment(path), tuple(_term(name, said, demands) for name in names))


_SORTS = {"Class": "class", "ObjectProperty": "object", "DatatypeProperty": "data", "AnnotationProperty": "annotation"}


def _term(name: str, said: _Said, demands: Mapping[str, tuple[tuple[str, str], ...]]) -> Term:
    iri = f"{said.base}/ontology#{name}"
    types = said.locals(iri, f"{_RDF}type")
    ranges = said.locals(iri, f"{_SCHEMA}rangeIncludes") or said.locals(iri, f"{_RDFS}range")
    return Term(
        name=name,
        sort=next(_SORTS[kind] for kind in types if kind in _SORTS),
        label=said.texts(iri, f"{_RDFS}label"),
        definition=said.texts(iri, f"{_SKOS}definition"),
        example=said.one(iri, f"{_SKOS}example"),
        parents=said.locals(iri, f"{_RDFS}subClassOf"),
        used_on=said.locals(iri, f"{_SCHEMA}domainIncludes") or said.locals(iri, f"{_RDFS}domain"),
        core_of=said.locals(iri, f"{said.base}/ontology#coreRoleOf"),
        takes=ranges,
        traits=tuple(kind.removesuffix("Property").lower() for kind in types if kind not in _SORTS),
        messages=demands.get(name, ()),
    )


def _demands(shapes: Iterable[Shape], namespace: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for shape in shapes:
        for target in shape.targets:
            if target.startswith(namespace):
                demanded = found.setdefault(local(target), {})
                for owner in (shape, *shape.properties):
                    for constraint in owner.constraints:
                        demanded[owner.severity, constraint.message or owner.message] = None
    return {name: tuple(messages) for name, messages in found.items()}


def _scheme(path: Path, said: _Said) -> Scheme:
    iri = f"{said.base}/vocab/{path.stem}"
    ids = re.findall(r"^:([\w-]+) a skos:Concept", path.read_text("utf-8"), re.MULTILINE)
    concepts = tuple(_concept(f"{iri}/{name}", said) for name in ids)
    return Scheme(path.stem, said.texts(iri, f"{_RDFS}label"), said.texts(iri, f"{_SKOS}definition"), concepts)


def _concept(iri: str, said: _Said) -> Concept:
    return Concept(
        id=local(iri),
        label=said.texts(iri, f"{_SKOS}prefLabel"),
        definition=said.texts(iri, f"{_SKOS}definition"),
        names=tuple(said.objects(iri, f"{_SKOS}altLabel")),
        broader=local(said.one(iri, f"{_SKOS}broader")),
    )
