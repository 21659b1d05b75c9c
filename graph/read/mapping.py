"""How a register's table becomes entities and facts: the declaration beside it, read from TOML.

A value is a template: text with ``{column}`` in it. Where a column that it names is empty, there is no value; where it
names a column that is split, there are several. ``docs/reference/registers.md`` explains the keys to their users.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from graph.errors import InputError
from graph.facts import EntityKind, Modality, Name
from graph.read.files import read_text
from graph.read.templates import Period, Template
from graph.vocabulary import FactType, vocabulary

ColumnType = Literal["text", "code", "state", "organization", "person", "place", "office", "date", "decimal", "url"]
NameKind = Literal["label", "official", "alternative", "acronym", "demonym", "former"]

_SPEC_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a type that each value is checked for, a separator, and replacements of odd values."""

    type: ColumnType = "text"
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NameMapping:
    """A name of the entity, and the language that it is in."""

    kind: NameKind
    text: Template
    lang: Template


@dataclass(frozen=True, slots=True)
class EntityMapping:
    """An entity for each row; without a label, more about one that another register describes."""

    kind: EntityKind
    id: Template
    label: Template | None
    names: tuple[NameMapping, ...]
    properties: Mapping[str, Template]

    def templates(self) -> Iterator[Template]:
        """All templates of it."""
        yield self.id
        if self.label:
            yield self.label
        for name in self.names:
            yield from (name.text, name.lang)
        yield from self.properties.values()


@dataclass(frozen=True, slots=True)
class FactMapping:
    """A fact for each row, or for each value of the column `each`; only for rows in which `when` is not empty.

    `id` names the fact for good, whatever its roles become; `lacking` are core roles that the source may leave open.
    """

    type: FactType
    roles: Mapping[str, tuple[Template, ...]]
    date: Template | Period | None
    modality: Template
    id: Template | None = None
    each: str = ""
    when: str = ""
    lacking: frozenset[str] = frozenset()

    def templates(self) -> Iterator[Template]:
        """All templates of it."""
        for values in self.roles.values():
            yield from values
        yield self.modality
        if self.id:
            yield self.id
        if isinstance(self.date, Period):
            yield from (self.date.start, self.date.end)
        elif self.date:
            yield self.date


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """All that is declared of a register: what it is, what must be true of it, and what its rows become.

    `sources` spells out the short codes with which rows cite; `as_of` is the day on which a row's source still held it
    to be so.
    """

    name: str
    path: Path
    about: Mapping[str, Any]
    key: tuple[str, ...]
    citation: Template
    sources: Mapping[str, str]
    as_of: Template | None
    columns: Mapping[str, Column]
    rows: tuple[int, int]
    required: tuple[str, ...]
    entities: tuple[EntityMapping, ...]
    facts: tuple[FactMapping, ...]

    def named_columns(self) -> set[str]:
        """Every column that the declaration speaks of; the table must have them."""
        templates = [self.citation, *([self.as_of] if self.as_of else [])]
        for entity in self.entities:
            templates += entity.templates()
        for fact in self.facts:
            templates += fact.templates()
        steering = {column for fact in self.facts for column in (fact.each, fact.when) if column}
        return {*self.columns, *self.required, *self.key, *steering} | {name for t in templates for name in t.columns}

    def cite(self, codes: str) -> str:
        """A row's citation: each code of it spelled out, ``{1}``, ``{2}`` … filled with the words after the code."""
        told = []
        for cited in codes.split("|") if self.sources else [codes]:
            code, *words = cited.split()
            text = self.sources.get(code, "")
            for number, word in enumerate(words, 1):
                text = text.replace(f"{{{number}}}", word)
            told.append(text or cited)
        return " | ".join(told)


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
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        cause = f"the part {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(cause, "see docs/reference/registers.md for the parts", file=path) from None


def _spec(path: Path, raw: dict[str, Any]) -> RegisterSpec:
    about = dict(raw["register"])
    low, high = raw["assertions"]["rows"]
    as_of = about.pop("as_of", None)
    return RegisterSpec(
        name=path.stem,
        path=path,
        key=tuple(about.pop("key")),
        citation=Template(about.pop("citation")),
        sources=dict(raw.get("sources", {})),
        as_of=Template(as_of) if as_of else None,
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


def _entity(raw: dict[str, Any]) -> EntityMapping:
    if raw["kind"] not in get_args(EntityKind):
        raise ValueError(f"there is no entity kind {raw['kind']!r}")
    names = raw.get("names", {})
    kinds = get_args(Name.__annotations__["kind"])
    if unknown := set(names) - set(kinds):
        raise ValueError(f"there is no kind of name {sorted(unknown)[0]!r}; there are {', '.join(kinds)}")
    return EntityMapping(
        kind=raw["kind"],
        id=Template(raw["id"]),
        label=Template(raw["label"]) if "label" in raw else None,
        names=tuple(_name(kind, value) for kind, value in names.items()),
        properties={name: Template(text) for name, text in raw.get("properties", {}).items()},
    )


def _name(kind: NameKind, raw: str | dict[str, str]) -> NameMapping:
    if isinstance(raw, str):
        return NameMapping(kind, Template(raw), Template("en"))
    return NameMapping(kind, Template(raw["text"]), Template(raw["lang"]))


def _fact(raw: dict[str, Any]) -> FactMapping:
    fact_type = vocabulary().types.get(raw["type"])
    if fact_type is None:
        raise ValueError(f"there is no fact type {raw['type']!r}")
    if unknown := set(raw["roles"]) - fact_type.roles:
        raise ValueError(f"{fact_type.name} has no role {sorted(unknown)[0]!r}")
    modality = Template(raw.get("modality", "asserted"))
    if not modality.columns and modality.text not in get_args(Modality):
        raise ValueError(f"there is no modality {modality.text!r}")
    return FactMapping(
        type=fact_type,
        roles={role: _texts(value) for role, value in raw["roles"].items()},
        date=_date(raw.get("date")),
        modality=modality,
        id=Template(raw["id"]) if "id" in raw else None,
        each=raw.get("each", ""),
        when=raw.get("when", ""),
        lacking=frozenset(raw.get("lacking", ())),
    )


def _texts(raw: str | list[str]) -> tuple[Template, ...]:
    return tuple(Template(text) for text in ([raw] if isinstance(raw, str) else raw))


def _date(raw: str | dict[str, str] | None) -> Template | Period | None:
    if isinstance(raw, dict):
        return Period(Template(raw["start"]), Template(raw["end"]))
    return Template(raw) if raw else None
