"""The types of facts that a model is asked for, with their roles: from ``types.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Role:
    """A role: what its values are (``actor``, ``party``, ``person``, ``place``, ``words`` …), and who has it."""

    values: str
    text: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type of fact; `needs` are the roles that it must have, `two` the one that needs two parties."""

    name: str
    text: str
    roles: Mapping[str, Role]
    needs: frozenset[str]
    two: str


KINDS: Mapping[str, frozenset[str]] = {
    "actor": frozenset({"person", "state", "organization"}),
    "party": frozenset({"state", "organization"}),
    "person": frozenset({"person"}),
    "organization": frozenset({"organization"}),
    "place": frozenset({"place"}),
    "end": frozenset({"place", "state"}),
    "words": frozenset(),
}
"""What a role's values are → the kinds of entities that they may name."""

_SHOWN = {
    "actor": "person, state or org",
    "party": "state or org",
    "person": "person",
    "organization": "org",
    "place": "place",
    "end": "place or state",
    "words": "text",
}


@cache
def catalogue() -> Mapping[str, Type]:
    """All types by name."""
    data = tomllib.loads(files(__package__).joinpath("types.toml").read_text("utf-8"))
    return {
        name: Type(
            name,
            entry["is"],
            {role: Role(*told) for role, told in entry["roles"].items()},
            frozenset(entry["needs"]),
            entry.get("two", ""),
        )
        for name, entry in data.items()
    }


def described() -> str:
    """The catalogue as the part of the guidelines that a model reads."""
    lines = []
    for kind in catalogue().values():
        lines += [f"## {kind.name}", kind.text]
        for name, role in kind.roles.items():
            needed = ", needed" + (" twice" if name == kind.two else "") if name in kind.needs else ""
            lines.append(f"- `{name}` ({_SHOWN[role.values]}{needed}): {role.text}")
        lines.append("")
    return "\n".join(lines).strip()
