"""Facts as tables, for spreadsheets and data frames: CSV always, Parquet where ``pyarrow`` is installed."""

import csv
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any

from graph.dump.files import Folder
from graph.dump.lookup import Lookup, Told, grouped
from graph.dump.spine import Spine
from graph.vocabulary import kebab, vocabulary

JOINT = " | "
"""Stands between the values of a cell that holds several."""

_BATCH = 10_000

FACT_COLUMNS = {
    "fact": "IRI of the fact",
    "type": "Class of the fact",
    "label": "The fact in words",
    "date": "When, as EDTF; several where sources differ",
    "earliest": "First day that the date may mean",
    "latest": "Last day that the date may mean; empty while it lasts or if unknown",
    "modality": "asserted, planned or denied",
    "record_status": "curated, reviewed, extracted or disputed",
}
"""Columns that every table of facts begins with, and what they hold."""

_ENTITY_COLUMNS = {
    "iri": "IRI of the thing",
    "type": "Its class",
    "label": "Its name in English",
    "code": "ISO 3166-1 alpha-3 code of a state, acronym of an organization",
    "wikidata": "Its item in Wikidata",
    "names": "Its other names",
}

_TOLD_COLUMNS = {
    "fact": "IRI of the fact",
    "evidence": "IRI of the evidence",
    "kind": "Quotation, RegisterEntry or Citation",
    "source": "IRI of the article, register or curated file",
    "source_title": "Its title",
    "publisher": "Who published it",
    "published": "When it was published, as EDTF",
    "url": "Where it was published",
    "quote": "The sentence, to the letter",
    "start": "Where the sentence begins in the article's text, in characters",
    "end": "Where it ends",
    "row": "Key of the register's row",
    "citation": "What the row or the curator cites",
    "confidence": "How sure the reading is, from 0 to 1",
    "rule": "The rule that read it",
}

_ENTITIES = ("event", "office", "organization", "person", "place", "state")
_DATES = ("earliest", "latest")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it holds, its columns with their meaning, and its rows in order."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Iterator[Sequence[str]]


def tables(spine: Spine) -> Iterator[Table]:
    """All tables of a dump. Rows are read from the spine as they are written."""
    lookup = Lookup(spine.store, spine.base)
    types = sorted(vocabulary().types)
    yield Table("entities", "Parties, persons, places, offices and events", _ENTITY_COLUMNS, _entities(spine, lookup))
    rows = chain.from_iterable(_facts(spine, lookup, name, ()) for name in types)
    yield Table("facts", "All facts", FACT_COLUMNS | _COMMON, rows)
    told = chain.from_iterable(_told(spine, lookup, name) for name in types)
    yield Table("evidence", "What each source says of each fact", _TOLD_COLUMNS, told)
    for name in types:
        roles = tuple(sorted(vocabulary().types[name].roles))
        columns = FACT_COLUMNS | _role_columns(roles) | _COMMON
        yield Table(kebab(name), f"Facts of the class {name}", columns, _facts(spine, lookup, name, roles))


_COMMON = {
    "parties": "IRIs of all entities that the fact involves",
    "evidence_count": "How many pieces of evidence there are",
    "quote": "The first sentence or citation that says so",
    "source": "IRI of the first source",
}


def write_tables(spine: Spine, folder: Folder) -> dict[str, Mapping[str, str]]:
    """Write the tables; returns the columns of each, by the name of its CSV file."""
    schemas: dict[str, Mapping[str, str]] = {}
    parquet = importlib.util.find_spec("pyarrow") is not None
    for table in tables(spine):
        name = f"tables/{table.name}.csv"
        with folder.new(name, "text/csv", group="table", title=table.title) as path:
            count = _csv(table, path)
            if parquet and count:
                columnar = f"tables/{table.name}.parquet"
                media = "application/vnd.apache.parquet"
                with folder.new(columnar, media, group="columnar", title=table.title, packed=False) as target:
                    _parquet(path, target, tuple(table.columns))
        schemas[name] = table.columns
    return schemas


def _csv(table: Table, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow(row)
            count += 1
    return count


def _parquet(source: Path, target: Path, columns: Sequence[str]) -> None:
    """The table again, from its CSV, a batch at a time."""
    arrow = import_module("pyarrow")
    parquet = import_module("pyarrow.parquet")

    kinds = {name: arrow.date32() if name in _DATES else arrow.string() for name in columns}
    schema = arrow.schema(list(kinds.items()))
    csv.field_size_limit(1 << 30)
    with source.open(encoding="utf-8", newline="") as handle, parquet.ParquetWriter(target, schema) as writer:
        rows = csv.reader(handle)
        next(rows)
        while batch := list(islice(rows, _BATCH)):
            data = {name: [row[place] or None for row in batch] for place, name in enumerate(columns)}
            arrays = [_array(arrow, data[name], kinds[name]) for name in columns]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _array(arrow: Any, values: list[str | None], kind: Any) -> Any:
    texts = arrow.array(values, arrow.string())
    return texts if kind == arrow.string() else texts.cast(kind)


def _role_columns(roles: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for role in roles:
        found[role] = f"{role}: IRIs"
        found[f"{role}_label"] = f"{role}: names or words"
    return found


def _facts(spine: Spine, lookup: Lookup, name: str, roles: Sequence[str]) -> Iterator[list[str]]:
    every = sorted(vocabulary().types[name].roles)
    for subject, triples in spine.subjects(kebab(name)):
        values = grouped(triples)
        if not any(value == f"{spine.base}/ontology#{name}" for value in values.get("type", ())):
            continue
        row = [
            subject.value,
            name,
            next(iter(values.get("label", ())), ""),
            JOINT.join(values.get("date", ())),
            next(iter(values.get("earliest", ())), ""),
            next(iter(values.get("latest", ())), ""),
            next(iter(values.get("modality", ())), "").rpartition("/")[2],
            next(iter(values.get("recordStatus", ())), "").rpartition("/")[2],
        ]
        for role in roles:
            row += _role(values, role, lookup)
        row += _sources(values, every, lookup)
        yield row


def _role(values: Mapping[str, list[str]], role: str, lookup: Lookup) -> list[str]:
    found = values.get(role, [])
    iris = [value for value in found if value.startswith(lookup.base)]
    words = [value for value in found if value not in iris] + values.get(f"{role}Text", [])
    return [JOINT.join(iris), JOINT.join([*map(lookup.label, iris), *words])]


def _sources(values: Mapping[str, list[str]], roles: Sequence[str], lookup: Lookup) -> list[str]:
    named = [value for role in roles for value in values.get(role, ()) if value.startswith(f"{lookup.base}/id/")]
    evidence = values.get("wasDerivedFrom", [])
    first = lookup.evidence(evidence[0]) if evidence else Told("", "", "")
    return [JOINT.join(dict.fromkeys(named)), str(len(evidence)), first.quote or first.citation, first.source]


def _told(spine: Spine, lookup: Lookup, name: str) -> Iterator[list[str]]:
    columns = [item.name for item in fields(Told)]
    for subject, triples in spine.subjects(kebab(name)):
        for iri in grouped(triples).get("wasDerivedFrom", ()):
            told = asdict(lookup.evidence(iri))
            yield [subject.value, *(told[column] for column in columns)]


def _entities(spine: Spine, lookup: Lookup) -> Iterator[list[str]]:
    for subject, triples in spine.subjects(*_ENTITIES):
        values = grouped(triples)
        kind = next((value.rpartition("#")[2] for value in values.get("type", ()) if "/ontology#" in value), "")
        label = lookup.label(subject.value)
        names = [*values.get("label", ()), *values.get("altLabel", ()), *values.get("officialName", ())]
        items = [value for value in values.get("exactMatch", ()) if "wikidata.org/entity/" in value]
        code = next(iter([*values.get("isoAlpha3", ()), *values.get("acronym", ())]), "")
        others = [value for value in dict.fromkeys(names) if value != label]
        yield [subject.value, kind, label, code, JOINT.join(items), JOINT.join(others)]
