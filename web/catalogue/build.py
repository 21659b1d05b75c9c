"""Builds the catalogue of a release from its graph."""

import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from web.catalogue.fold import fold
from web.catalogue.reader import Catalogue
from web.kinds import KINDS
from web.reading import text

if TYPE_CHECKING:
    from web.release import Release

LAYOUT = 2
"""Number of the layout in schema.sql."""

_SOURCES = {"Quotation": "article", "RegisterEntry": "register", "Citation": "curated"}
_NOTES = ("acronym", "officialName", "formerName")

log = logging.getLogger(__name__)


def open_catalogue(release: "Release") -> Catalogue:
    """The catalogue of a release: as it lies beside it, else built now; kept in memory if it cannot be written."""
    if release.folder is None:
        return Catalogue(_filled(release, ":memory:"))
    path = release.folder / f"catalogue-{LAYOUT}.sqlite3"
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            _filled(release, str(draft)).close()
            draft.replace(path)  # by one rename: another process sees no catalogue or a whole one
        except (OSError, sqlite3.OperationalError) as error:
            log.warning("the catalogue is kept in memory: it cannot be written beside the release (%s)", error)
            return Catalogue(_filled(release, ":memory:"))
    return Catalogue(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))


def _filled(release: "Release", target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript((Path(__file__).parent / "schema.sql").read_text("utf-8"))
    draft = _Draft(release)
    connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", draft.things())
    connection.executemany("INSERT OR IGNORE INTO involved VALUES (?, ?, ?)", draft.involved)
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", draft.searched_names())
    connection.executemany("INSERT INTO gram VALUES (?, ?)", draft.spelt_names())
    connection.execute("CREATE INDEX thing_by_label ON thing (kind, folded)")
    connection.execute("CREATE INDEX thing_by_date ON thing (kind, earliest)")
    connection.execute("CREATE INDEX involved_by_fact ON involved (fact)")
    connection.execute("ANALYZE")
    connection.commit()
    return connection


class _Draft:
    """What goes into the catalogue."""

    def __init__(self, release: "Release") -> None:
        self._links = release.links
        self._numbers: dict[str, int] = {}
        self._names: dict[str, list[tuple[str, str]]] = {}
        self._facts: dict[str, tuple[str, str, str, str, str]] = {}
        self._sources: dict[str, set[str]] = {}
        self._tenures: dict[str, dict[str, str]] = {}
        self.involved: list[tuple[int, int, str]] = []
        for row in release.rows("catalogue_names"):
            if self._links.kind(row["thing"].value) in KINDS:
                name = row["property"].value.rpartition("#")[2]
                self._names.setdefault(row["thing"].value, []).append((name, row["name"].value))
        for row in release.rows("catalogue_sources"):
            kind = _SOURCES.get(row["kind"].value.rpartition("#")[2], "")
            self._sources.setdefault(row["fact"].value, set()).add(kind)
        for row in release.rows("catalogue_facts"):
            self._add_fact(row["fact"].value, *(text(row, name) for name in _FACT_COLUMNS))
        for iri in sorted({*self._names, *self._facts}):
            self._numbers[iri] = len(self._numbers) + 1
        for row in release.rows("catalogue_involved"):
            fact, entity = self._numbers.get(row["fact"].value), self._numbers.get(row["entity"].value)
            if fact and entity:
                self.involved.append((entity, fact, row["role"].value.rpartition("#")[2]))
            if fact and text(row, "role").endswith(("#holder", "#office")):
                self._tenures.setdefault(row["fact"].value, {})[row["role"].value.rpartition("#")[2]] = row[
                    "entity"
                ].value
        self._bodies = {row["thing"].value: row["body"].value for row in release.rows("catalogue_bodies")}
        self._offices = self._latest_offices()
        self._weights = Counter(entity for entity, _ in {(entity, fact) for entity, fact, _ in self.involved})

    def _add_fact(
        self, iri: str, date: str, earliest: str, latest: str, modality: str, status: str, against: str
    ) -> None:
        sources = self._sources.get(iri, set())
        standing = status.rpartition("/")[2] or (
            "disputed" if against else "extracted" if sources == {"article"} else "curated"
        )
        self._facts.setdefault(iri, (date, earliest, latest, modality.rpartition("/")[2], standing))

    def things(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table ``thing``."""
        for iri, number in self._numbers.items():
            label, note = self._label(iri)
            source = " ".join(sorted(filter(None, self._sources.get(iri, ()))))
            facts = self._facts.get(iri, ("", "", "", "", ""))
            kind = self._links.kind(iri)
            yield (number, iri, kind, label, fold(label), note, self._weights[number], *facts, source)

    def searched_names(self) -> Iterator[tuple[str, int, str]]:
        """Rows of the table ``name``: every name of everything."""
        for iri, number in self._numbers.items():
            for folded, shown in {fold(shown): shown for _, shown in self._names.get(iri, ())}.items():
                yield folded, number, shown

    def spelt_names(self) -> Iterator[tuple[str, int]]:
        """Rows of the table ``gram``: the names that people misspell, which labels of facts are not."""
        for iri, number in self._numbers.items():
            if iri not in self._facts:
                for folded in {fold(shown) for _, shown in self._names.get(iri, ())}:
                    yield f" {folded} ", number

    def _latest_offices(self) -> dict[str, str]:
        """The office that each person took up last, by which readers tell namesakes apart."""
        found: dict[str, tuple[str, str]] = {}
        for fact, roles in sorted(self._tenures.items()):
            if "holder" in roles and "office" in roles:
                start = self._facts[fact][1] if fact in self._facts else ""
                found[roles["holder"]] = max(found.get(roles["holder"], ("", "")), (start, roles["office"]))
        return {holder: office for holder, (_, office) in found.items()}

    def _label(self, iri: str) -> tuple[str, str]:
        """What a thing is called, and what tells it from its namesakes: another name, its office, its state."""
        label = self._name(iri)
        names = self._names.get(iri, [])
        note = next((shown for wanted in _NOTES for name, shown in names if name == wanted and shown != label), "")
        other = self._offices.get(iri) or self._bodies.get(iri)
        return label, note or (self._name(other) if other else "")

    def _name(self, iri: str) -> str:
        labels = (shown for name, shown in self._names.get(iri, []) if name.endswith("label"))
        return next(labels, "") or self._links.identity(iri)


_FACT_COLUMNS = ("date", "earliest", "latest", "modality", "status", "disagrees")
