"""The vocabulary as the rest of the house sees it: fact types and their roles, read from the ontology itself.

The ontology is the one place where a type or a role is declared. A role is a property with ``schema:domainIncludes``
the fact type; ``cy:coreRoleOf`` names the types that mean nothing without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.errors import InputError
from graph.settings import shipped

BASE = "https://w3id.org/chancery"
"""Root of the IRIs that the shipped ontology is written in; the setting `base` replaces it in data."""

_CY = f"{BASE}/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DOMAIN = "https://schema.org/domainIncludes"
_RANGE = "https://schema.org/rangeIncludes"
_NAMES = (f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel")


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact type: all roles that it has, and those (`core`) without which there is no such fact."""

    name: str
    roles: frozenset[str]
    core: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a SKOS scheme: its path below ``{base}/vocab/`` and its labels, lower case."""

    path: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Fact types by name, role → local name of its range, and the SKOS concepts by scheme and label."""

    types: Mapping[str, FactType]
    ranges: Mapping[str, str]
    concepts: Mapping[tuple[str, str], str]

    def concept(self, fact_type: str, role: str, words: str) -> str | None:
        """Path of the concept that `words` name for a role of a fact type (``visit-kind/official``), if any."""
        return self.scheme_concept(f"{kebab(fact_type)}-{role}", words)

    def scheme_concept(self, scheme: str, words: str) -> str | None:
        """Path of the concept that `words` name in a scheme, given as ``visit-kind`` or ``organizationKind``."""
        return self.concepts.get((kebab(scheme), " ".join(words.lower().split())))


def kebab(name: str) -> str:
    """``OfficeHolding`` → ``office-holding``: the form of a class in paths."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def ontology_files(folder: Path) -> list[Path]:
    """The Turtle files that hold the ontology's header, terms and schemes."""
    return sorted(path for part in (".", "modules", "schemes") for path in (folder / part).glob("*.ttl"))


def ontology_quads(folder: Path | None = None) -> list[Quad]:
    """All statements of the ontology: its header, modules and schemes. Shapes and alignments are left out.

    Raises
    ------
    InputError
        A file is broken Turtle.

    """
    quads: list[Quad] = []
    for path in ontology_files(folder or shipped("ontology")):
        try:
            quads.extend(parse(path=str(path), format=RdfFormat.TURTLE))
        except (SyntaxError, ValueError) as error:
            raise InputError(str(error), "restore the ontology as shipped", file=path) from None
    return quads


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    quads = ontology_quads()
    return Vocabulary(types=_types(quads), ranges=_ranges(quads), concepts=_concepts(quads))


def _types(quads: list[Quad]) -> dict[str, FactType]:
    roles: dict[str, set[str]] = {}
    core: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == f"{_RDFS}subClassOf" and _local(quad.object) == "Fact":
            roles.setdefault(_local(quad.subject), set())
    for quad in quads:
        if quad.predicate.value == _DOMAIN and _local(quad.object) in roles:
            roles[_local(quad.object)].add(_local(quad.subject))
        elif quad.predicate.value == f"{_CY}coreRoleOf":
            core.setdefault(_local(quad.object), set()).add(_local(quad.subject))
    return {name: FactType(name, frozenset(found), frozenset(core.get(name, ()))) for name, found in roles.items()}


def _ranges(quads: list[Quad]) -> dict[str, str]:
    found: dict[str, str] = {}
    for predicate in (f"{_RDFS}range", _RANGE):  # datatypes that OWL 2 RL lacks are named by the latter only
        for quad in quads:
            if quad.predicate.value == predicate and _local(quad.subject):
                found[_local(quad.subject)] = _local(quad.object)
    return found


def _concepts(quads: list[Quad]) -> dict[tuple[str, str], str]:
    root = f"{BASE}/vocab/"
    found: dict[tuple[str, str], str] = {}
    for quad in quads:
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if quad.predicate.value in _NAMES and subject.startswith(root):
            path = subject.removeprefix(root)
            scheme, slash, name = path.partition("/")
            if slash and not isinstance(quad.object, NamedNode):
                found[scheme, str(getattr(quad.object, "value", "")).lower()] = path
                found.setdefault((scheme, name.replace("-", " ")), path)
    return found


def _local(term: object) -> str:
    value = term.value if isinstance(term, NamedNode) else ""
    return value.rpartition("#")[2] if "#" in value else value.rpartition("/")[2]
