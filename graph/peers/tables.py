"""Event tables as peers publish them: GDELT 2.0, POLECAT and ICEWS. Only events between two different states are taken.

GDELT's files have no head: its columns stand in ``gdelt.toml``. The others name theirs.
"""

import csv
import io
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from graph.errors import InputError
from graph.facts import Evidence, Fact, Row
from graph.peers.codes import Meaning, meaning_of, sides
from graph.resolve.world import World

_Numbered = tuple[int, dict[str, str]]
_LAST_ROOT = "20"
"""The last of CAMEO's root codes, which are written with two figures."""

_COLUMNS = tomllib.loads((Path(__file__).parent / "gdelt.toml").read_text("utf-8"))
_GDELT = {
    "id": "GLOBALEVENTID",
    "date": "SQLDATE",
    "source": "Actor1CountryCode",
    "target": "Actor2CountryCode",
    "code": "EventCode",
    "url": "SOURCEURL",
}
_MENTIONS = {
    "id": "GLOBALEVENTID",
    "publisher": "MentionSourceName",
    "document": "MentionIdentifier",
    "sentence": "SentenceID",
    "confidence": "Confidence",
}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a peer's table: how it codes, what it is called, and the names of its columns (none for GDELT)."""

    system: str
    title: str
    license: str
    confidence: float
    columns: Mapping[str, str]


PEERS: Mapping[str, Form] = {
    "gdelt": Form("cameo", "GDELT 2.0 Event Database", "https://www.gdeltproject.org/about.html#termsofuse", 0.5, {}),
    "polecat": Form(
        "plover",
        "POLECAT weekly event data",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        0.6,
        {
            "id": "Event ID",
            "date": "Event Date",
            "code": "Event Type",
            "mode": "Event Mode",
            "source": "Actor Country",
            "target": "Recipient Country",
            "cited": "Source",
        },
    ),
    "icews": Form(
        "cameo",
        "ICEWS coded event data",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        0.6,
        {
            "id": "Event ID",
            "date": "Event Date",
            "code": "CAMEO Code",
            "source": "Source Country",
            "target": "Target Country",
            "cited": "Publisher",
        },
    ),
}
"""Forms of tables by name. The confidence is a cautious guess for coding by machine, not a measurement."""


@dataclass(slots=True)
class Tally:
    """How many rows there were, and how many became facts."""

    rows: int = 0
    facts: int = 0


def read_events(peer: str, path: Path, world: World, tally: Tally | None = None) -> Iterator[Fact]:
    """The facts of a peer's table, row by row; rows of other events, or of no two states, are passed over.

    Raises
    ------
    InputError
        The file cannot be read, or is no such table.
    """
    form, tally = PEERS[peer], tally or Tally()
    for line, row in _rows(peer, form, path):
        tally.rows += 1
        meaning = meaning_of(form.system, _code(row))
        states = _state(row["source"], world), _state(row["target"], world)
        day = _day(row["date"])
        if meaning is None or day is None or None in states or states[0] == states[1]:
            continue
        tally.facts += 1
        yield _fact(peer, form, meaning, (f"state:{states[0]}", f"state:{states[1]}"), day, row, line)


def is_mentions(path: Path) -> bool:
    """Whether a file of GDELT holds mentions of events, not the events: they have sixteen columns."""
    try:
        with opened(path) as handle:
            return handle.readline().count("\t") == len(_COLUMNS["mentions"]) - 1
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile):
        return False  # who reads its events says what is wrong


def read_mentions(path: Path) -> Iterator[_Numbered]:
    """The mentions in a file of GDELT, each with its line.

    Raises
    ------
    InputError
        The file cannot be read, or is no such table.
    """
    yield from _readable(path, lambda handle: _numbered(path, handle, "mentions", _MENTIONS))


def _fact(
    peer: str, form: Form, meaning: Meaning, states: tuple[str, str], day: str, row: Mapping[str, str], line: int
) -> Fact:
    side = sides()[meaning.type]
    roles: dict[str, tuple[str, ...]] = {role: (value,) for role, value in {**side.fixed, **meaning.roles}.items()}
    for names, state in zip((side.source, side.target), states, strict=True):
        for role in names:
            roles[role] = (*roles.get(role, ()), state)
    told = row.get("url") or row.get("cited") or ""
    citation = f"{form.title}, event {row['id']}, code {_code(row)}" + (f", from {told}" if told else "")
    key = f"{row['id']} {day}" if peer == "icews" else row["id"]  # ICEWS gives one number to events of two days
    evidence = Evidence(Row(peer, key, line, citation), f"{peer}.{_code(row)}", form.confidence)
    return Fact(meaning.type, roles, day, "asserted", (evidence,))


def _rows(peer: str, form: Form, path: Path) -> Iterator[_Numbered]:
    if peer == "gdelt":
        return _readable(path, lambda handle: _numbered(path, handle, "events", _GDELT))
    return _readable(path, lambda handle: _named(form, path, handle))


def _readable(path: Path, read: Callable[[io.TextIOBase], Iterator[_Numbered]]) -> Iterator[_Numbered]:
    csv.field_size_limit(10_000_000)
    try:
        with opened(path) as handle:
            yield from read(handle)
    except (OSError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise InputError(f"the table cannot be read ({error})", "give the file as published", file=path) from None


def opened(path: Path) -> io.TextIOBase:
    """A table as text, out of a ZIP archive if it lies in one, as GDELT's do."""
    if path.suffix.lower() != ".zip":
        return path.open(encoding="utf-8", newline="")
    archive = zipfile.ZipFile(path)
    return io.TextIOWrapper(archive.open(archive.namelist()[0]), "utf-8", newline="")


def _numbered(path: Path, handle: io.TextIOBase, kind: str, wanted: Mapping[str, str]) -> Iterator[_Numbered]:
    columns = _COLUMNS[kind]
    places = {name: columns.index(column) for name, column in wanted.items()}
    for line, cells in enumerate(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if len(cells) != len(columns):
            cause = f"{len(cells)} columns where a line of {kind} of GDELT 2.0 has {len(columns)}"
            cure = "give .export.CSV and .mentions.CSV files of version 2.0"
            raise InputError(cause, cure, file=path, line=line)
        yield line, {name: cells[place] for name, place in places.items()}


def _named(form: Form, path: Path, handle: io.TextIOBase) -> Iterator[_Numbered]:
    head = handle.readline()
    delimiter = "\t" if "\t" in head else ","
    names = next(csv.reader([head], delimiter=delimiter), [])
    missing = [name for key, name in form.columns.items() if name not in names and key not in ("cited", "mode")]
    if missing:
        raise InputError(f"there is no column {missing[0]!r}", "give the table as published", file=path, line=1)
    places = {key: names.index(name) for key, name in form.columns.items() if name in names}
    for line, cells in enumerate(csv.reader(handle, delimiter=delimiter), 2):
        if len(cells) > max(places.values()):  # some heads name columns that no row has
            yield line, {key: cells[place].strip() for key, place in places.items()}


def _code(row: Mapping[str, str]) -> str:
    """The code of an event, with its mode; the zero that spreadsheets take from CAMEO's codes is put back."""
    mode, code = row.get("mode", ""), row["code"]
    if code.isdecimal() and code[:2] > _LAST_ROOT:
        code = f"0{code}"
    return f"{code}.{mode}" if mode else code


def _day(words: str) -> str | None:
    plain = words[:10].replace("-", "")
    try:
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:8])).isoformat()
    except ValueError:
        return None


@cache
def _exceptions() -> Mapping[str, str]:
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["iso3"] for row in csv.DictReader(handle)}


def _state(words: str, world: World) -> str | None:
    """The ISO code of a state that is known, by its code or its name. Regions and blocs are none."""
    code = _exceptions().get(words, words)
    found = world.get("state", code) or world.find("state", words)
    return found.id if found else None
