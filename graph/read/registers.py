"""Register tables: CSV by the declaration beside it, each row checked, none dropped in silence.

A row that does not parse becomes a `RowIssue` with file, line, cause and cure; what the build does about it is the
setting ``bad_rows``.
"""

import csv
import io
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from graph import edtf
from graph.errors import InputError
from graph.facts import Entity, EntityKind, Evidence, Fact, Modality, Name
from graph.facts import Row as RowSource
from graph.read.files import read_text
from graph.read.mapping import Column, EntityMapping, FactMapping, RegisterSpec, read_spec
from graph.read.templates import Row

Known = Mapping[EntityKind, Container[str]]
"""Identifiers of the entities known so far, by kind."""

_CODE = re.compile(r"[^\W_][\w.:~-]{0,127}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+>")
_LANG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ORDER: tuple[EntityKind, ...] = ("state", "place", "organization", "person", "office", "event")


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
    rows: dict[str, RowSource] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)

    def list_issues(self, path: Path) -> None:
        """Write the rows that did not parse to a CSV file."""
        list_issues(path, self.issues)

    def stop_if(self, bad_rows: str) -> None:
        """Stop at the first row that did not parse, if the setting says so.

        Raises
        ------
        InputError
            There is one.
        """
        if self.issues and bad_rows == "stop":
            raise self.issues[0].as_error()


def list_issues(path: Path, issues: Iterable[RowIssue]) -> None:
    """Write rows that did not parse to a CSV file, with the reason for each."""
    with path.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", "line", "cause", "cure"])
        table.writerows([issue.file, issue.line, issue.cause, issue.cure] for issue in issues)


class _BadValue(Exception):
    """A value that its column's type refuses: cause and cure."""


def find_registers(folder: Path) -> list[RegisterSpec]:
    """The declarations of a folder's registers: what defines entities first, then what adds to them, then facts."""
    specs = [read_spec(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(specs, key=lambda spec: (_rank(spec), spec.name))


def _rank(spec: RegisterSpec) -> tuple[int, bool]:
    kinds = [_ORDER.index(entity.kind) for entity in spec.entities]
    return min(kinds, default=len(_ORDER)), all(entity.label is None for entity in spec.entities)


def read_register(
    spec: RegisterSpec, limit: int, known: Known | None = None, *, table: Path | None = None, name: str = ""
) -> Register:
    """Read the table of `spec`.

    Parameters
    ----------
    spec
        The register's declaration; its table is the CSV file of the same name.
    limit
        Largest table that is read, in bytes.
    known
        Identifiers of the entities known so far; a column of type ``state``, ``person`` and so on takes no other of a
        kind that is given.
    table, name
        The table and the register's name, where they are not those of the declaration's file.

    Raises
    ------
    InputError
        The table is missing, too large, no UTF-8, no CSV, or lacks a column, or its number of rows is not within the
        declared bounds.

    """
    spec = replace(spec, name=name) if name else spec
    path = table or spec.path.with_suffix(".csv")
    register = Register(spec)
    checks = _Checks(spec, known or {})
    count = 0
    for line, fields, header in _rows(path, spec, limit):
        count += 1
        try:
            row = checks.checked(fields, header)
            source = _source(row, spec, line)
            if source.key in register.rows:
                first = register.rows[source.key].line
                raise _BadValue(f"the key {source.key!r} stands in line {first} already", "merge the two rows")
            made = [entity for mapping in spec.entities if (entity := _entity(mapping, row, source))]
            told = [fact for mapping in spec.facts for fact in _facts(mapping, row, source)]
        except _BadValue as problem:
            cause, cure = problem.args
            register.issues.append(RowIssue(path, line, cause, cure))
            continue
        register.rows[source.key] = source
        register.entities.extend(made)
        register.facts.extend(told)
    low, high = spec.rows
    if not low <= count <= high:
        raise InputError(
            f"has {count} rows, not {low} to {high} as declared",
            "restore the missing rows, or correct [assertions] in the declaration",
            file=path,
        )
    return register


def _rows(path: Path, spec: RegisterSpec, limit: int) -> Iterator[tuple[int, list[str], list[str]]]:
    reader = csv.reader(io.StringIO(read_text(path, limit), newline=""), strict=True)
    try:
        header = next(reader, [])
        if missing := sorted(spec.named_columns() - set(header)):
            raise InputError(f"has no column {missing[0]!r}", "add it, or correct the declaration", file=path, line=1)
        for fields in reader:
            yield reader.line_num, fields, header
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", "correct the quoting", file=path, line=reader.line_num) from None


class _Checks:
    """Checks and splits the fields of each row."""

    def __init__(self, spec: RegisterSpec, known: Known) -> None:
        self.spec = spec
        self.known = known

    def checked(self, fields: list[str], header: list[str]) -> Row:
        if len(fields) != len(header):
            raise _BadValue(f"has {len(fields)} fields, not as many as the header", "quote fields that hold a comma")
        row: dict[str, tuple[str, ...]] = {}
        for name, text in zip(header, fields, strict=True):
            if not text:
                row[name] = ()
                continue
            column = self.spec.columns.get(name)
            row[name] = (text.strip(),) if column is None else self._values(name, text, column)
        for name in self.spec.required:
            if not row[name]:
                raise _BadValue(f"{name} is empty", "fill it in; the declaration requires it")
        return row

    def _values(self, name: str, text: str, column: Column) -> tuple[str, ...]:
        parts = text.split(column.split) if column.split else [text]
        values = [column.values.get(part.strip(), part.strip()) for part in parts]
        if column.type in _ORDER:
            known = self.known.get(cast(EntityKind, column.type))
            for value in values:
                if value and known is not None and value not in known:
                    cure = (
                        "use its ISO 3166-1 alpha-3 code, XKX for Kosovo" if column.type == "state" else "add it there"
                    )
                    raise _BadValue(f"{name} {value!r} is no {column.type} known here", cure)
        elif check := _CHECKS.get(column.type):
            for value in values:
                if value:
                    check(name, value)
        return tuple(dict.fromkeys(filter(None, values)))


def _check_code(name: str, value: str) -> None:
    if not _CODE.fullmatch(value):
        raise _BadValue(f"{name} {value!r} is no code", "use letters, digits, '.', ':', '_' and '-' only")


def _check_date(name: str, value: str) -> None:
    if cause := _edtf_fault(value):
        raise _BadValue(f"{name}: {cause}", "give the date as EDTF, for example 2025-09-08 or 2025-09")


def _check_decimal(name: str, value: str) -> None:
    try:
        if not Decimal(value).is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise _BadValue(f"{name} {value!r} is no decimal number", "write it as in 51.1667") from None


def _check_url(name: str, value: str) -> None:
    if not _URL.fullmatch(value):
        raise _BadValue(f"{name} {value!r} is no web address", "give it in full, starting with https://")


_CHECKS: Mapping[str, Callable[[str, str], None]] = {
    "code": _check_code,
    "date": _check_date,
    "decimal": _check_decimal,
    "url": _check_url,
}


@lru_cache(maxsize=65536)
def _edtf_fault(text: str) -> str:
    """What is wrong with a text as EDTF; nothing where it is right."""
    try:
        edtf.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def _source(row: Row, spec: RegisterSpec, line: int) -> RowSource:
    key = "|".join(";".join(row[column]) for column in spec.key)
    as_of = spec.as_of.value(row) if spec.as_of else None
    return RowSource(spec.name, key, line, spec.citation.value(row) or "", as_of)


def _entity(mapping: EntityMapping, row: Row, source: RowSource) -> Entity | None:
    identity = mapping.id.value(row)
    label = mapping.label.value(row) if mapping.label else ""
    if identity is None or label is None:
        return None
    names = [
        Name(text, name.lang.value(row) or "und", kind=name.kind)
        for name in mapping.names
        for text in name.text.values(row)
    ]
    properties = {name: values for name, template in mapping.properties.items() if (values := template.values(row))}
    _check_terms(names, properties)
    return Entity(mapping.kind, identity, label, tuple(names), properties, source)


def _check_terms(names: Iterable[Name], properties: Mapping[str, tuple[str, ...]]) -> None:
    for name in names:
        if not _LANG.fullmatch(name.lang):
            raise _BadValue(f"{name.lang!r} is no language", "give its BCP 47 tag, und where it is not known")
    for values in properties.values():
        for value in values:
            if value.startswith("<") and not _IRI.fullmatch(value):
                raise _BadValue(f"{value!r} is no IRI", "correct the identifier that it is made from")


def _facts(mapping: FactMapping, row: Row, source: RowSource) -> Iterator[Fact]:
    if mapping.when and not row[mapping.when]:
        return
    if not mapping.each:
        yield _fact(mapping, row, source)
        return
    for value in row[mapping.each]:
        yield _fact(mapping, {**row, mapping.each: (value,)}, source)


def _fact(mapping: FactMapping, row: Row, source: RowSource) -> Fact:
    roles: dict[str, tuple[str, ...]] = {}
    for role, templates in mapping.roles.items():
        values = tuple(value for template in templates for value in template.values(row))
        if values:
            roles[role] = values
    for role in mapping.type.core:
        if role not in roles and role not in mapping.lacking:
            raise _BadValue(f"gives no {role} for a fact of type {mapping.type.name}", "fill in the column for it")
    date = mapping.date.value(row) if mapping.date else None
    if date is not None and (cause := _edtf_fault(date)):
        raise _BadValue(cause, "correct the dates of the row")
    modality = mapping.modality.value(row)
    if modality not in get_args(Modality):
        raise _BadValue(f"there is no modality {modality!r}", "use asserted, planned or denied")
    evidence = (Evidence(source, rule=f"register.{source.register}"),)
    key = mapping.id.value(row) if mapping.id else None
    return Fact(mapping.type.name, roles, date, cast(Modality, modality), evidence, key=key)
