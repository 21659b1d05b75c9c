"""Search and lists over the catalogue."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from web.catalogue.facets import clauses
from web.catalogue.fold import fold, likeness, trigrams
from web.kinds import ENTITY_KINDS, FACT_KINDS

_ENTITIES = tuple(kind.path for kind in ENTITY_KINDS)
_FACTS = {kind.path for kind in FACT_KINDS}
_MOST_WORDS = 8
MOST_FOUND = 10_000
"""Facts that a search looks at; who finds more has to say more."""

_MOST_REMEMBERED = 500
_ALIKE = 0.45
"""How alike a misspelt name must be to be offered; below that, offers look like noise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list or among the hits of a search; `matched` is the name by which it was found."""

    iri: str
    kind: str
    label: str
    note: str = ""
    weight: int = 0
    date: str = ""
    earliest: str = ""
    latest: str = ""
    modality: str = ""
    status: str = ""
    source: str = ""
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: one page of entries, how many by kind, and whether names only alike were taken.

    `cut` is the number of facts after which it stopped looking, if it did.
    """

    entries: Sequence[Entry]
    counts: Sequence[tuple[str, int]]
    total: int
    alike: bool = False
    cut: int = 0


COLUMNS = "iri, kind, label, note, weight, date, earliest, latest, modality, status, source"
_ORDER = """
    ORDER BY (folded = :whole) DESC, (kind = 'state') DESC, (kind IN ('organization', 'person')) DESC,
        (folded LIKE :start) DESC, date <> '', weight DESC, length(label), label
"""


FOUND = """id IN (
    SELECT thing FROM name WHERE name MATCH :match
    UNION ALL SELECT fact FROM (SELECT rowid AS fact FROM told WHERE told MATCH :match LIMIT :most)
)"""
"""What has a name or a label with every word of ``:match``; of facts the first ``:most``."""

_SUGGESTED = f"""
    SELECT {COLUMNS}, shown
    FROM (
        SELECT thing, min(shown) AS shown, max(text = :whole) AS whole
        FROM (SELECT thing, shown, text FROM name WHERE name MATCH :match ORDER BY rowid LIMIT 1000)
        GROUP BY thing
    )
    JOIN thing ON id = thing
    WHERE instr(:kinds, ' ' || kind || ' ')
    ORDER BY whole DESC, (kind = 'state') DESC, (kind = 'organization') DESC, (kind = 'person') DESC,
        weight DESC, length(label), label
    LIMIT :limit
"""  # noqa: S608
_COUNTS = """
    SELECT kind, substr(earliest, 1, 4), count(DISTINCT fact) FROM involved
    WHERE entity = (SELECT id FROM thing WHERE iri = :iri)
    GROUP BY 1, 2
"""
_CALLED = "SELECT iri, name FROM called JOIN thing ON id = thing WHERE language = :language"
_ALIKE_NAMES = f"""
    SELECT {COLUMNS}, text
    FROM (SELECT text, thing FROM gram WHERE gram MATCH :match ORDER BY rank LIMIT 300)
    JOIN thing ON id = thing
"""  # noqa: S608


class Catalogue:
    """Read access to a catalogue. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()
        self._kept: dict[object, list[tuple[object, ...]]] = {}  # a catalogue never changes, so answers hold

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def select(self, statement: str, values: dict[str, object]) -> list[tuple[object, ...]]:
        """Rows of a SELECT statement; values are bound."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def remembered(self, statement: str, values: dict[str, object]) -> list[tuple[object, ...]]:
        """Rows as `select` finds them, kept for the next who asks."""
        key = (statement, tuple(values.items()))
        if key not in self._kept:
            if len(self._kept) >= _MOST_REMEMBERED:
                self._kept.clear()
            self._kept[key] = self.select(statement, values)
        return self._kept[key]

    def things(self, where: str, values: dict[str, object], tail: str = "") -> list[Entry]:
        """Entries from the table ``thing``. `where` and `tail` are texts of this package; values are bound."""
        return [self._entry(row) for row in self.select(f"SELECT {COLUMNS} FROM thing WHERE {where} {tail}", values)]  # noqa: S608

    def count(self, where: str, values: dict[str, object], by: str) -> list[tuple[str, int]]:
        """Numbers of things by the value of an expression, the largest first."""
        statement = f"SELECT {by}, count(*) FROM thing WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        return [(str(name), int(str(number))) for name, number in self.remembered(statement, values)]

    def names(self, language: str) -> dict[str, str]:
        """What things are called in a language, by IRI, as far as the graph knows."""
        rows = self.remembered(_CALLED, {"language": language})
        return {str(iri): str(name) for iri, name in rows}

    def search(
        self, words: str, *, kind: str = "", facets: Mapping[str, str] | None = None, offset: int = 0, limit: int = 20
    ) -> Hits:
        """Things one of whose names holds every word (each may be cut short), else names that are alike."""
        match = matching(words)
        if not match:
            return Hits((), (), 0)
        values: dict[str, object] = {"match": match, "most": MOST_FOUND}
        counts = self.count(FOUND, values, "kind")
        if not counts:
            return self._search_alike(words, kind=kind, offset=offset, limit=limit)
        chosen = dict(facets or {}) | ({"class": kind} if kind else {})
        parts, bound = clauses(chosen)
        where = " AND ".join([FOUND, *parts])
        whole = fold(words)
        page = {"whole": whole, "start": f"{whole}%", "limit": limit, "offset": offset}
        entries = self.things(where, values | bound | page, f"{_ORDER} LIMIT :limit OFFSET :offset")
        total = sum(number for _, number in self.count(where, values | bound, "kind"))
        told = sum(number for name, number in counts if name in _FACTS)
        return Hits(entries, counts, total, cut=MOST_FOUND if told >= MOST_FOUND else 0)

    def suggest(self, words: str, limit: int = 8, kinds: Sequence[str] = _ENTITIES) -> list[Entry]:
        """The best few parties and places for what is being typed."""
        match = matching(words)
        if not match:
            return []
        whole = fold(words)
        values: dict[str, object] = {"match": match, "whole": whole, "limit": limit}
        values["kinds"] = f" {' '.join(kinds)} "
        found = [self._entry(row) for row in self.select(_SUGGESTED, values)]
        return found or [entry for entry in self._alike(words) if entry.kind in kinds][:limit]

    def entry(self, iri: str) -> Entry | None:
        """What the catalogue says of one thing."""
        return next(iter(self.things("iri = :iri", {"iri": iri})), None)

    def figures(self) -> dict[str, int]:
        """How many things there are of each kind."""
        return dict(self.count("1", {}, "kind"))

    def busiest(self, kind: str, limit: int) -> list[Entry]:
        """The things of a kind that are involved in most facts."""
        tail = "ORDER BY weight DESC, folded LIMIT :limit"
        return self.things("kind = :kind", {"kind": kind, "limit": limit}, tail)

    def counts(self, iri: str) -> list[tuple[str, str, int]]:
        """Numbers of facts that involve a thing, by kind and by the year in which they start (may be empty)."""
        rows = self.select(_COUNTS, {"iri": iri})
        return [(str(kind), str(year), int(str(number))) for kind, year, number in rows]

    def _search_alike(self, words: str, *, kind: str, offset: int, limit: int) -> Hits:
        entries = self._alike(words)
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
        chosen = [entry for entry in entries if not kind or entry.kind == kind]
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        return Hits(chosen[offset : offset + limit], ranked, len(chosen), alike=bool(entries))

    def _alike(self, words: str, limit: int = 40) -> list[Entry]:
        """Things with a name that looks like `words`, the likest first."""
        whole = fold(words)[:80]
        if len(whole) < 3:
            return []
        match = " OR ".join(f'"{gram}"' for gram in sorted(trigrams(whole)))
        rows = self.select(_ALIKE_NAMES, {"match": match})
        scored: dict[str, tuple[float, Entry]] = {}
        for row in rows:
            entry = self._entry(row)
            score = max(likeness(whole, entry.matched.strip()), _best_word(whole, entry.matched))
            if score >= _ALIKE and score > scored.get(entry.iri, (0.0, entry))[0]:
                scored[entry.iri] = score, entry
        ranked = sorted(scored.values(), key=lambda item: (-item[0], -item[1].weight, item[1].label))
        return [entry for _, entry in ranked[:limit]]

    @staticmethod
    def _entry(row: tuple[object, ...]) -> Entry:
        return Entry(*row)  # type: ignore[arg-type]  # SQLite's columns have the types of the fields


def matching(words: str) -> str:
    """An FTS5 expression for what was typed: every word is a prefix. Nothing of it can act as syntax."""
    return " ".join(f'"{token}"*' for token in fold(words[:200]).split()[:_MOST_WORDS])


def _best_word(whole: str, name: str) -> float:
    """A surname alone, misspelt, is to find the person: likeness to the likest single word, a little discounted."""
    if " " in whole:
        return 0.0
    return 0.95 * max((likeness(whole, word) for word in name.split()), default=0.0)
