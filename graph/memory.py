"""What a build remembers of its sources, so that the next one need not read them again.

One SQLite file in a release's folder: for each source (a register, a curated file, an article) what it describes, and
the facts of all sources by the block in which they are fused. It belongs to the release: a build that finds none, or
one of another version, starts from scratch.
"""

import hashlib
import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from graph.facts import Entity, Row
from graph.fuse.cluster import block_of
from graph.resolve.packing import pack, unpack
from graph.resolve.resolver import ResolvedFact
from graph.store.writing import Statement

FILE = "memory.sqlite"

_SCHEMA = """
CREATE TABLE source (name TEXT PRIMARY KEY, data BLOB NOT NULL, rows BLOB NOT NULL);
CREATE TABLE fact (block INTEGER NOT NULL, source TEXT NOT NULL, data BLOB NOT NULL);
"""
_INDEXES = "CREATE INDEX fact_block ON fact (block); CREATE INDEX fact_source ON fact (source);"


@dataclass(frozen=True, slots=True)
class Aside:
    """A fact of an article that breaks a shape and was set aside: where it is read, and what is wrong with it."""

    file: str
    article: str
    sentence: str
    cause: str


@dataclass(slots=True)
class Described:
    """What a source describes, apart from its facts: rows, entities, names for facts, and statements of its own."""

    rows: dict[str, Row] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    left_out: int = 0
    aside: list[Aside] = field(default_factory=list)


Packed = tuple[int, bytes]
"""A fact as it is remembered: its block, and its bytes."""


def packed(facts: Iterable[ResolvedFact]) -> list[Packed]:
    """Facts as they are remembered."""
    return [(_hashed(block_of(fact)), pack(fact)) for fact in facts]


def _hashed(block: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(block).encode(), digest_size=8).digest(), signed=True)


class Memory:
    """The memory of one release, open for reading and writing."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("BEGIN")
        if new:
            self._script(_SCHEMA)

    def _script(self, text: str) -> None:
        for line in text.split(";"):
            if line.strip():
                self._db.execute(line)

    def close(self) -> None:
        """Keep what was written."""
        self._db.execute("COMMIT")
        self._db.close()

    def index(self) -> None:
        """Make facts findable; to be called when the bulk of them is in."""
        self._script(_INDEXES)

    def remember(self, source: str, described: Described, facts: Iterable[Packed]) -> None:
        """Take in a source."""
        self.describe(source, described)
        self._db.executemany("INSERT INTO fact VALUES (?, ?, ?)", ((block, source, data) for block, data in facts))

    def describe(self, source: str, described: Described) -> None:
        """Take in what a source describes, or take it in anew."""
        rows, rest = pickle.dumps(described.rows, 5), pickle.dumps(replace(described, rows={}), 5)
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", (source, rest, rows))

    def forget(self, source: str) -> None:
        """Let a source go, and its facts."""
        self._db.execute("DELETE FROM source WHERE name = ?", (source,))
        self._db.execute("DELETE FROM fact WHERE source = ?", (source,))

    def exchange(self, source: str, gone: Collection[Packed], new: Iterable[Packed]) -> None:
        """Put facts of a source in the place of others."""
        first = "SELECT rowid FROM fact WHERE block = ? AND source = ? AND data = ? LIMIT 1"
        remove = f"DELETE FROM fact WHERE rowid = ({first})"  # noqa: S608 - no outside text in it
        self._db.executemany(remove, ((block, source, data) for block, data in gone))
        self._db.executemany("INSERT INTO fact VALUES (?, ?, ?)", ((block, source, data) for block, data in new))

    def sources(self) -> list[str]:
        """The names of all sources."""
        return [name for (name,) in self._db.execute("SELECT name FROM source ORDER BY name")]

    def described(self, source: str, *, rows: bool = True) -> Described:
        """What a source describes; without its rows where they are not asked for."""
        columns = "data, rows" if rows else "data, NULL"
        with closing(self._db.execute(f"SELECT {columns} FROM source WHERE name = ?", (source,))) as found:  # noqa: S608
            data = found.fetchone()
        if not data:
            return Described()
        rest: Described = pickle.loads(data[0])  # noqa: S301 - our own file
        return replace(rest, rows=pickle.loads(data[1])) if rows else rest  # noqa: S301

    def facts_of(self, source: str) -> list[Packed]:
        """The facts of a source."""
        return self._db.execute("SELECT block, data FROM fact WHERE source = ?", (source,)).fetchall()

    def count(self) -> int:
        """How many facts there are, told by all sources."""
        return int(self._db.execute("SELECT COUNT(*) FROM fact").fetchone()[0])

    def block(self, number: int) -> list[ResolvedFact]:
        """The facts of one block."""
        return [unpack(data) for (data,) in self._db.execute("SELECT data FROM fact WHERE block = ?", (number,))]

    def blocks(self) -> Iterator[list[ResolvedFact]]:
        """The facts of all blocks, one block after the other."""
        rows = self._db.execute("SELECT block, data FROM fact ORDER BY block")
        for _, group in groupby(rows, key=lambda row: row[0]):
            yield [unpack(data) for _, data in group]

    def mentioning(self, words: Collection[str]) -> set[int]:
        """The blocks of facts whose bytes contain any of `words`: identifiers, of which none is missed."""
        wanted = [word.encode() for word in words]
        rows = self._db.execute("SELECT block, data FROM fact")
        return {block for block, data in rows if any(word in data for word in wanted)}
