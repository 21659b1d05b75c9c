"""What a CAMEO or PLOVER code means here: by the SKOS matches of ``ontology/alignments/codes.ttl``, and nothing else.

A match of a list of kinds (``visit-kind``) gives the type of fact; an exact or close match also gives the kind or the
action. A broad match of a list of actions gives nothing: that relations improved does not say how.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.namespaces import PREFIXES
from graph.settings import shipped
from graph.vocabulary import BASE, kebab, vocabulary

_SKOS = PREFIXES["skos"]
_EXACT = (f"{_SKOS}exactMatch", f"{_SKOS}closeMatch")
_LOOSE = (f"{_SKOS}broadMatch", f"{_SKOS}relatedMatch")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A type of fact, and role → concept (by its label) where the code says that much."""

    type: str
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Which roles the one who acts and the one acted upon take in a type of fact, and what else it needs."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    fixed: Mapping[str, str]


@cache
def sides() -> Mapping[str, Sides]:
    """Roles of the two sides, by type of fact."""
    table = tomllib.loads((Path(__file__).parent / "roles.toml").read_text("utf-8"))
    return {
        name: Sides(tuple(entry["source"]), tuple(entry["target"]), entry.get("fixed", {}))
        for name, entry in table.items()
    }


@cache
def meanings(system: str) -> Mapping[str, Meaning]:
    """Code → meaning, for the system ``cameo`` or ``plover``."""
    notations: dict[str, str] = {}
    found: dict[str, list[tuple[bool, str, str]]] = {}
    types = {kebab(name): name for name in vocabulary().types}
    quads = list(parse(path=str(shipped("ontology") / "alignments" / "codes.ttl"), format=RdfFormat.TURTLE))
    for quad in quads:
        if quad.predicate.value == f"{_SKOS}notation" and isinstance(quad.object, Literal):
            notations[str(getattr(quad.subject, "value", ""))] = quad.object.value
    for quad in quads:
        target = quad.object.value if isinstance(quad.object, NamedNode) else ""
        exact = quad.predicate.value in _EXACT
        if target.startswith(f"{BASE}/vocab/{system}/") and (exact or quad.predicate.value in _LOOSE):
            path = str(getattr(quad.subject, "value", "")).removeprefix(f"{BASE}/vocab/")
            scheme, _, concept = path.partition("/")
            head, _, role = scheme.rpartition("-")
            if head in types and types[head] in sides() and (exact or role == "kind"):
                found.setdefault(notations[target], []).append((exact, f"{head} {role}", concept))
    return {code: meaning for code, matches in found.items() if (meaning := _meaning(matches, types))}


def meaning_of(system: str, code: str) -> Meaning | None:
    """The meaning of a code, or of the nearest code above it that has one."""
    table = meanings(system)
    if system == "plover":
        return table.get(code) or table.get(code.partition(".")[0])
    return next((table[code[:length]] for length in range(len(code), 2, -1) if code[:length] in table), None)


def _meaning(matches: list[tuple[bool, str, str]], types: Mapping[str, str]) -> Meaning | None:
    """One type, or none where matches are of several; a kind only where one match is exact."""
    heads = {scheme.partition(" ")[0] for _, scheme, _ in matches}
    if len(heads) != 1:
        return None
    sure = {(scheme.partition(" ")[2], concept) for exact, scheme, concept in matches if exact}
    roles = {role: concept.replace("-", " ") for role, concept in sure} if len(sure) == 1 else {}
    return Meaning(types[heads.pop()], roles)
