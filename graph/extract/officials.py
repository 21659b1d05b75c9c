"""Whose official a named person is, where the text does not say: heads of state and government, ministers, speakers.

Only the state of a name is taken from here, never an office, a date or a fact.
"""

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.extract.gazetteer import folded

_FILE = Path(__file__).parent / "lexicons" / "officials.csv"
_SLACK = 2
_NEVER = 9999


@dataclass(frozen=True, slots=True)
class Official:
    """A term in high office: the parts of the name, the state, first and last year, and how high (1 is highest)."""

    parts: tuple[str, ...]
    state: str
    first: int
    last: int
    rank: int


@cache
def _by_part() -> dict[str, tuple[Official, ...]]:
    found: dict[str, list[Official]] = {}
    with _FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(line for line in handle if not line.startswith("#")):
            parts = tuple(folded(word) for word in row["name"].split())
            first, last = int(row["from"] or 0), int(row["to"] or _NEVER)
            official = Official(parts, f"state:{row['state']}", first, last, int(row["rank"]))
            for part in set(parts):
                found.setdefault(part, []).append(official)
    return {part: tuple(officials) for part, officials in found.items()}


def state_of(name: str, year: int | None, titled: bool = True, mentioned: Collection[str] = ()) -> str:
    """The state of the official known by `name` in about that `year`; empty where there is none or several.

    A surname alone is enough for a titled person of a known year. Among several states, one that is `mentioned` counts.
    """
    parts = [folded(word) for word in name.split() if len(word.strip(".")) > 1]
    if not parts:
        return ""
    held = [set(_by_part().get(part, ())) for part in parts]
    matches = {o for o in set.intersection(*held) if _fits(o, parts)} if all(held) else set()
    if len(parts) == 1 and (year is None or not titled):
        return ""
    if len(parts) > 2 and not matches:
        matches = {o for o in held[0] & held[-1] if o.parts[0] == parts[0] and o.parts[-1] == parts[-1]}
    states = {official.state for official in _in_office(matches, year, len(parts) == 1)}
    if len(states) > 1 or len(parts) == 1:
        states &= set(mentioned)
    return states.pop() if len(states) == 1 else ""


def _fits(official: Official, parts: list[str]) -> bool:
    """Whether a name is that of the official, and no chance meeting of two of its parts."""
    same = set(parts) == set(official.parts)
    return same or len(parts) == 1 or (parts[0] == official.parts[0] and parts[-1] in official.parts[-2:])


def _in_office(officials: Iterable[Official], year: int | None, strict: bool) -> list[Official]:
    if year is None:
        return list(officials)
    slack = 0 if strict else _SLACK
    now = [o for o in officials if o.first - slack <= year <= o.last + slack]
    return now or ([] if strict else list(officials))
