"""Register tables: CSV by the declaration beside it, each row checked, none dropped in silence.

A row that does not parse becomes a `RowIssue` with file, line, cause and cure; what the build does about it is the
setting ``bad_rows``.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from graph import edtf
from graph.errors import InputError
from graph.facts import Entity, EntityKind, Evidence, Fact, Name
from graph.facts import Row as RowSource
from graph.read.files import read_text
from graph.read.mapping import Column, EntityMapping, FactMapping, RegisterSpec, Row, read_spec

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class RowIssue:
    """A row that does not parse, and why."""

    file: Path
    line: int
    cause: str
    cure: str

    def as_error(self) -> InputError:
        """The same as an error, for a build that stops at it."""
        return InputError(self.cause, self.cure, file=self.file, line=self.line)


@dataclass(frozen=True, slots=True)
class Register:
    """A register as read: its declaration, the entities and facts of its rows, and the rows that did not parse."""

    spec: RegisterSpec
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)


class _BadValue(Exception):
    """A value that its column's type refuses: cause and cure."""


def find_registers(folder: Path) -> list[RegisterSpec]:
    """The declarations of all registers in a folder: those that define entities first, then by name."""
    specs = [read_spec(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(specs, key=lambda spec: (not spec.entities, _rank(spec), spec.name))


def _rank(spec: RegisterSpec) -> int:
    order: list[EntityKind] = ["state", "place", "organization", "person", "office", "event"]
    return min((order.index(entity.kind) for entity in spec.entities), default=len(order))


def read_register(spec: RegisterSpec, limit: int, states: Collection[str] = ()) -> Register:
    """Read the table of `spec`.

    Parameters
    ----------
    spec
        The register's declaration; its table is the CSV file of the same name.
    limit
        Largest table that is read, in bytes.
    states
        Codes of the states known so far; a column of type ``state`` takes no other.

    Raises
    ------
    InputError
        The table is missing, too large, no UTF-8, no CSV, or lacks a column, or its number of rows is not within the
        declared bounds.

    """
    path = spec.path.with_suffix(".csv")
    register = Register(spec)
    seen: dict[str, int] = {}
    count = 0
    for line, raw in _rows(path, spec, limit):
        count += 1
        try:
            row = _checked(raw, spec, states)
            key = "|".join(";".join(row[column]) for column in spec.key)
            if key in seen:
                raise _BadValue(f"the key {key!r} stands in line {seen[key]} already", "merge the two rows")
            seen[key] = line
            _add(register, row, RowSource(spec.name, key, line, spec.citation.value(row) or ""))
        except _BadValue as problem:
            cause, cure = problem.args
            register.issues.append(RowIssue(path, line, cause, cure))
    low, high = spec.rows
    if not low <= count <= high:
        raise InputError(
            f"has {count} rows, not {low} to {high} as declared",
            "restore the missing rows, or correct [assertions] in the declaration",
            file=path,
        )
    return register


def _rows(path: Path, spec: RegisterSpec, limit: int) -> Iterator[tuple[int, dict[str, str] | list[str]]]:
    reader = csv.reader(io.StringIO(read_text(path, limit), newline=""), strict=True)
    try:
        header = next(reader, [])
        if missing := sorted(spec.named_columns() - set(header)):
            raise InputError(f"has no column {missing[0]!r}", "add it, or correct the declaration", file=path, line=1)
        for fields in reader:
            yield reader.line_num, dict(zip(header, fields, strict=False)) if len(fields) == len(header) else fields
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", "correct the quoting", file=path, line=reader.line_num) from None


def _checked(raw: dict[str, str] | list[str], spec: RegisterSpec, states: Collection[str]) -> Row:
    if isinstance(raw, list):
        raise _BadValue(f"has {len(raw)} fields, not as many as the header", "quote fields that hold a comma")
    row: dict[str, tuple[str, ...]] = {}
    for name, text in raw.items():
        column = spec.columns.get(name, Column())
        parts = text.split(column.split) if column.split else [text]
        values = [column.values.get(part.strip(), part.strip()) for part in parts]
        row[name] = tuple(_check(name, value, column, states) for value in values if value)
    for name in spec.required:
        if not row[name]:
            raise _BadValue(f"{name} is empty", "fill it in; the declaration requires it")
    return row


def _check(name: str, value: str, column: Column, states: Collection[str]) -> str:
    if column.type == "code" and not _CODE.fullmatch(value):
        raise _BadValue(f"{name} {value!r} is no code", "use letters, digits, '.', '_' and '-' only")
    if column.type == "state" and value not in states:
        raise _BadValue(f"{name} {value!r} is no state known here", "use its ISO 3166-1 alpha-3 code, XKX for Kosovo")
    if column.type == "date":
        try:
            edtf.parse(value)
        except ValueError as error:
            raise _BadValue(f"{name}: {error}", "give the date as EDTF, for example 2025-09-08 or 2025-09") from None
    if column.type == "decimal":
        try:
            if not Decimal(value).is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise _BadValue(f"{name} {value!r} is no decimal number", "write it as in 51.1667") from None
    if column.type == "url" and not _URL.fullmatch(value):
        raise _BadValue(f"{name} {value!r} is no web address", "give it in full, starting with https://") from None
    return value


def _add(register: Register, row: Row, source: RowSource) -> None:
    made = [_entity(mapping, row, source) for mapping in register.spec.entities]
    told = [fact for mapping in register.spec.facts if (fact := _fact(mapping, row, source))]
    register.entities.extend(entity for entity in made if entity)
    register.facts.extend(told)


def _entity(mapping: EntityMapping, row: Row, source: RowSource) -> Entity | None:
    identity, label = mapping.id.value(row), mapping.label.value(row)
    if identity is None or label is None:
        return None
    names = [
        Name(text, kind=kind)  # type: ignore[arg-type]  # read_spec has checked the kind
        for kind, template in mapping.names.items()
        for text in template.values(row)
    ]
    properties = {name: template.values(row) for name, template in mapping.properties.items()}
    return Entity(
        kind=mapping.kind,
        id=identity,
        label=label,
        names=tuple(names),
        properties={name: values for name, values in properties.items() if values},
        source=source,
    )


def _fact(mapping: FactMapping, row: Row, source: RowSource) -> Fact | None:
    roles = {role: values for role, template in mapping.roles.items() if (values := template.values(row))}
    date = mapping.date.value(row) if mapping.date else None
    if date is not None:
        try:
            edtf.parse(date)
        except ValueError as error:
            raise _BadValue(str(error), "correct the dates of the row") from None
    if not roles:
        return None
    return Fact(
        type=mapping.type,
        roles=roles,
        date=date,
        modality=mapping.modality,
        evidence=(Evidence(source, rule=f"register.{source.register}"),),
    )
