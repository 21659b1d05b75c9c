"""What the page of the coverage shows: what the graph holds and lacks, by kind, state, year and source.

Counting the whole graph takes the engine half a minute, so the answers are kept in a file beside the release.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.store import Row
from web.kinds import BY_TERM, FACT_KINDS
from web.reading import text

if TYPE_CHECKING:
    from web.release import Release

LAYOUT = 1
FEW = 10
"""Kinds with fewer facts than that are told as missing."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many facts there are of a kind, how many are dated, the years of the first and the last."""

    kind: str
    facts: int
    dated: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Told:
    """How many facts a source tells of, and which defects it knows of itself."""

    iri: str
    facts: int
    title: str = ""
    defects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a release holds. `states` and `years` have numbers by kind: of a state's IRI, of a year."""

    classes: Sequence[Held]
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    years: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sources: Sequence[Told] = ()

    @property
    def decades(self) -> list[tuple[str, Mapping[str, int]]]:
        """Numbers by kind for each decade, the latest first; what is dated in the first century is no date."""
        found: dict[str, dict[str, int]] = {}
        for year, numbers in self.years.items():
            row = found.setdefault(f"{year[:3]}0", {})
            for kind, number in numbers.items():
                row[kind] = row.get(kind, 0) + number
        return sorted(found.items(), reverse=True)

    @property
    def kinds(self) -> list[str]:
        """Kinds that have facts enough to be counted by state and year, the most frequent first."""
        return [held.kind for held in self.classes if held.facts >= FEW]

    def leaders(self, kind: str, most: int = 5) -> list[tuple[str, int]]:
        """The states that are involved in most facts of a kind."""
        ranked = sorted(((numbers.get(kind, 0), iri) for iri, numbers in self.states.items()), reverse=True)
        return [(iri, number) for number, iri in ranked[:most] if number]


def coverage_of(release: "Release") -> Coverage:
    """The coverage of a release, as it lies beside it, else counted now."""
    path = release.folder / f"coverage-{LAYOUT}.json" if release.folder else None
    if path is not None and path.exists():
        return _read(json.loads(path.read_text("utf-8")))
    counted = _count(release)
    if path is not None:
        _keep(path, counted)
    return counted


def _count(release: "Release") -> Coverage:
    held = [
        Held(kind, int(text(row, "facts")), int(text(row, "dated")), *_span(row))
        for row in release.rows("coverage_classes")
        if (kind := _kind(row))
    ]
    missing = [Held(kind.path, 0, 0, "", "") for kind in FACT_KINDS if kind.path not in {one.kind for one in held}]
    return Coverage(
        classes=[*held, *missing],
        states=_table(release.rows("coverage_states"), "state"),
        years=_table(release.rows("coverage_years"), "year"),
        sources=_sources(release),
    )


def _sources(release: "Release") -> list[Told]:
    facts = {row["source"].value: int(text(row, "facts")) for row in release.rows("coverage_sources")}
    titles: dict[str, str] = {}
    defects: dict[str, list[str]] = {}
    for row in release.rows("coverage_defects"):
        iri = row["register"].value
        titles[iri] = text(row, "title")
        defects.setdefault(iri, []).append(text(row, "defect"))
    for row in release.rows("named_graphs"):
        titles.setdefault(row["graph"].value, text(row, "title"))
    named = sorted({*facts, *titles}, key=lambda iri: (-facts.get(iri, 0), iri))
    return [
        Told(iri, facts.get(iri, 0), titles.get(iri, ""), defects.get(iri, []))
        for iri in named
        if "/id/article/" not in iri
    ]


def _table(rows: Sequence[Row], name: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if kind := _kind(row):
            found.setdefault(text(row, name), {})[kind] = int(text(row, "facts"))
    return found


def _kind(row: Row) -> str:
    kind = BY_TERM.get(text(row, "class").rpartition("#")[2])
    return kind.path if kind and kind.group == "fact" else ""


def _span(row: Row) -> tuple[str, str]:
    last = text(row, "last")
    return (text(row, "first")[:4], last[:4]) if last else ("", "")


def _read(raw: Mapping[str, Any]) -> Coverage:
    return Coverage(
        [Held(**one) for one in raw["classes"]], raw["states"], raw["years"], [Told(**one) for one in raw["sources"]]
    )


def _keep(path: Path, counted: Coverage) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps(asdict(counted), ensure_ascii=False), "utf-8")
        draft.replace(path)
    except OSError:  # a read-only copy: it is counted anew at the next start
        draft.unlink(missing_ok=True)
