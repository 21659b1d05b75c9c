"""How a register's table becomes entities and facts: the declaration beside it, read from TOML.

A value is a template: text with ``{column}`` in it. Where a column that it names is empty, there is no value; where it
names a column that is split, there are several. ``docs/reference/registers.md`` explains the keys to their users.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from graph.errors import InputError
from graph.facts import EntityKind, Modality, Name
from graph.read.files import read_text
from graph.vocabulary import vocabulary

ColumnType = Literal["text", "code", "state", "date", "decimal", "url"]
Row = Mapping[str, tuple[str, ...]]
"""A checked row: column → its values."""

_SPEC_BYTES = 1_000_000
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a type that each value is checked for, a separator, and replacements of odd values."""

    type: ColumnType = "text"
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """Text with ``{column}`` placeholders."""

    text: str

    @property
    def columns(self) -> list[str]:
        """The columns that it names."""
        return _PLACEHOLDER.findall(self.text)

    def values(self, row: Row) -> tuple[str, ...]:
        """Its values for a row: none where a column is empty, several where a column is split."""
        texts = [self.text]
        for column in self.columns:
            texts = [text.replace(f"{{{column}}}", value) for text in texts for value in row[column]]
        return tuple(dict.fromkeys(texts))

    def value(self, row: Row) -> str | None:
        """Its first value for a row, or `None`."""
        return next(iter(self.values(row)), None)


@dataclass(frozen=True, slots=True)
class EntityMapping:
    """An entity for each row."""

    kind: EntityKind
    id: Template
    label: Template
    names: Mapping[str, Template]
    properties: Mapping[str, Template]


@dataclass(frozen=True, slots=True)
class FactMapping:
    """A fact for each row."""

    type: str
    roles: Mapping[str, Template]
    date: Template | None
    modality: Modality


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """All that is declared of a register: what it is, what must be true of it, and what its rows become."""

    name: str
    path: Path
    about: Mapping[str, Any]
    key: tuple[str, ...]
    citation: Template
    columns: Mapping[str, Column]
    rows: tuple[int, int]
    required: tuple[str, ...]
    entities: tuple[EntityMapping, ...]
    facts: tuple[FactMapping, ...]

    def named_columns(self) -> set[str]:
        """Every column that the declaration speaks of; the table must have them."""
        templates = [self.citation]
        for entity in self.entities:
            templates += [entity.id, entity.label, *entity.names.values(), *entity.properties.values()]
        for fact in self.facts:
            templates += [*fact.roles.values(), *([fact.date] if fact.date else [])]
        return {*self.columns, *self.required, *self.key} | {name for t in templates for name in t.columns}


def read_spec(path: Path) -> RegisterSpec:
    """The declaration in a TOML file.

    Raises
    ------
    InputError
        It is no TOML, lacks a part, or names an unknown type, role or kind.

    """
    try:
        raw = tomllib.loads(read_text(path, _SPEC_BYTES))
        return _spec(path, raw)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is no TOML: {error}", "correct the declaration", file=path) from None
    except (KeyError, TypeError, ValueError) as error:
        cause = f"the part {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(cause, "see docs/reference/registers.md for the parts", file=path) from None


def _spec(path: Path, raw: dict[str, Any]) -> RegisterSpec:
    about = dict(raw["register"])
    low, high = raw["assertions"]["rows"]
    return RegisterSpec(
        name=path.stem,
        path=path,
        key=tuple(about.pop("key")),
        citation=Template(about.pop("citation")),
        about=about,
        columns={name: _column(name, value) for name, value in raw.get("columns", {}).items()},
        rows=(int(low), int(high)),
        required=tuple(raw["assertions"].get("required", ())),
        entities=tuple(_entity(value) for value in raw.get("entity", ())),
        facts=tuple(_fact(value) for value in raw.get("fact", ())),
    )


def _column(name: str, raw: dict[str, Any]) -> Column:
    column = Column(**raw)
    if column.type not in get_args(ColumnType):
        raise ValueError(f"column {name} has the unknown type {column.type!r}")
    return column


def _templates(raw: dict[str, str]) -> dict[str, Template]:
    return {name: Template(text) for name, text in raw.items()}


def _entity(raw: dict[str, Any]) -> EntityMapping:
    if raw["kind"] not in get_args(EntityKind):
        raise ValueError(f"there is no entity kind {raw['kind']!r}")
    names = _templates(raw.get("names", {}))
    kinds = get_args(Name.__annotations__["kind"])
    if unknown := set(names) - set(kinds):
        raise ValueError(f"there is no kind of name {sorted(unknown)[0]!r}; there are {', '.join(kinds)}")
    return EntityMapping(
        kind=raw["kind"],
        id=Template(raw["id"]),
        label=Template(raw["label"]),
        names=names,
        properties=_templates(raw.get("properties", {})),
    )


def _fact(raw: dict[str, Any]) -> FactMapping:
    fact_type = vocabulary().types.get(raw["type"])
    if fact_type is None:
        raise ValueError(f"there is no fact type {raw['type']!r}")
    if unknown := set(raw["roles"]) - fact_type.roles:
        raise ValueError(f"{fact_type.name} has no role {sorted(unknown)[0]!r}")
    modality = raw.get("modality", "asserted")
    if modality not in get_args(Modality):
        raise ValueError(f"there is no modality {modality!r}")
    date = raw.get("date")
    return FactMapping(
        type=fact_type.name,
        roles=_templates(raw["roles"]),
        date=Template(date) if date else None,
        modality=modality,
    )
