"""Builds the catalogue of a release from its graph, once: the file lies beside the release and goes with it."""

import logging
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from web.catalogue.draft import Draft
from web.catalogue.facets import statements
from web.catalogue.reader import Catalogue

if TYPE_CHECKING:
    from web.release import Release

LAYOUT = 3
"""Number of the layout in schema.sql."""

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
    started = time.monotonic()
    log.info("making the search index of release %s", release.name)
    draft = Draft(release)
    log.info("search index: read the graph in %.0f s", time.monotonic() - started)
    connection = sqlite3.connect(target, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript((Path(__file__).parent / "schema.sql").read_text("utf-8"))
    connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", draft.things())
    connection.executemany("INSERT OR IGNORE INTO involved VALUES (?, ?, ?, ?, ?, ?, ?, ?)", draft.involved())
    connection.executemany("INSERT INTO called VALUES (?, ?, ?)", draft.called())
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", draft.searched_names())
    connection.executemany("INSERT INTO told (rowid, text) VALUES (?, ?)", draft.told())
    connection.executemany("INSERT INTO gram VALUES (?, ?)", draft.spelt_names())
    for statement in (*_INDEXES, *statements(), "ANALYZE"):
        connection.execute(statement)
    connection.commit()
    log.info("search index: made in %.0f s", time.monotonic() - started)
    return connection


_INDEXES = (
    "CREATE UNIQUE INDEX thing_by_iri ON thing (iri)",
    "CREATE INDEX thing_by_label ON thing (kind, folded)",
    "CREATE INDEX thing_by_date ON thing (kind, earliest)",
    "CREATE INDEX thing_by_weight ON thing (kind, weight)",
    "CREATE INDEX involved_by_fact ON involved (fact, role, entity)",
    "CREATE INDEX facet_by_kind ON facet (kind, facet)",
)
