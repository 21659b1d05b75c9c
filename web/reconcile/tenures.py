"""Who held an office: *foreign minister of KAZ on 2012-10-01*, given as properties or as one line of words."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pyoxigraph import NamedNode

from web.catalogue.fold import fold
from web.reading import text
from web.reconcile.likeness import name_likeness
from web.reconcile.matching import Candidate, Query, decided, ranked, thing_of
from web.release import Release

_IDLE = frozenset({"of", "for", "the", "and", "affairs", "his", "her", "excellency", "to"})
_SAME = {"external": "foreign", "relations": "foreign", "pm": "prime minister", "fm": "foreign minister"}
_WORDS = re.compile(r"(?P<rest>.+?)(?:,? (?:on|in|at) (?P<on>\d{4}(?:-\d\d){0,2}))?")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_FITS = 0.6
_ALL = """
    SELECT DISTINCT iri FROM involved JOIN thing ON id = fact
    WHERE entity = (SELECT id FROM thing WHERE iri = :iri)
        AND involved.kind = 'office-holding' AND role = 'of' AND holds
"""
_HELD = f"""{_ALL}
        AND involved.earliest <> '' AND involved.earliest <= :last
        AND (involved.latest = '' OR involved.latest >= :first)
"""
"""Tenures of a party, and those of them that touch some days."""


def tenures(release: Release, query: Query) -> list[Candidate]:
    """Persons who held the office that a query asks for; none where it asks for no office."""
    asked = dict(_asked(query))
    if not asked:
        return []
    for office, party in _splits(asked):
        holder = thing_of(release, party, ("state", "organization"))
        found = _holders(release, query, holder, office, asked.get("on", "")) if holder else []
        if found:
            return decided(ranked(found))[: query.limit]
    return []


def days(words: str) -> tuple[str, str] | None:
    """The first and last day that ``2012``, ``2012-10`` or ``2012-10-01`` may mean; `None` for anything else."""
    match = _DAY.fullmatch(words.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return first.isoformat(), first.isoformat()
        following = date(first.year + 1, 1, 1) if not month else (first + timedelta(days=32)).replace(day=1)
    except ValueError:
        return None
    return first.isoformat(), (following - timedelta(days=1)).isoformat()


def _asked(query: Query) -> Iterator[tuple[str, str]]:
    given = {name: values[0] for name, values in query.properties.items() if name in ("office", "of", "on") and values}
    if "of" in given:
        yield from given.items()
    elif "person" in query.kinds and " of " in query.text:
        match = _WORDS.fullmatch(query.text.strip())
        if match:
            yield "words", match["rest"]
            yield "on", match["on"] or ""


def _splits(asked: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The ways to read words as an office and a party; the last "of" first."""
    if "of" in asked:
        yield asked.get("office", ""), asked["of"]
        return
    parts = asked["words"].split(" of ")
    for place in range(len(parts) - 1, 0, -1):
        yield " of ".join(parts[:place]), " of ".join(parts[place:])


def _holders(release: Release, query: Query, party: str, office: str, on: str) -> list[Candidate]:
    bounds = days(on) if on else None
    if on and bounds is None:
        return []
    given = fold(query.text) if "of" in query.properties else ""
    names = _title(entry.label) if (entry := release.catalogue.entry(party)) else frozenset()
    found: dict[str, Candidate] = {}
    for holder, title in _tenures(release, party, bounds):
        fit = _fit(office, title, names)
        entry = release.catalogue.entry(holder) if fit >= _FITS else None
        if entry is None:
            continue
        name = name_likeness(given, fold(entry.label)) if given and fold(office) != given else 1.0
        score = round(100 * fit * (0.5 + 0.5 * name), 1)
        features = {"office": round(100 * fit, 1), "name": round(100 * name, 1)}
        if entry.iri not in found or found[entry.iri].score < score:
            found[entry.iri] = Candidate(entry, score, features=features)
    return list(found.values())


def _tenures(release: Release, party: str, bounds: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """Who held what for a party, by IRI and title, on some day within bounds. A tenure without a first day may not."""
    first, last = bounds or ("", "")
    values: dict[str, object] = {"iri": party, "first": first, "last": last}
    facts = [NamedNode(str(row[0])) for row in release.catalogue.select(_HELD if bounds else _ALL, values)]
    holders: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    for row in release.rows_of("tenures", facts):
        into = holders if row["property"].value.endswith("#holder") else titles
        into.setdefault(row["fact"].value, []).append(
            row["value"].value if into is holders else text(row, "label") or row["value"].value
        )
    for fact, people in holders.items():
        yield from ((person, title) for person in people for title in titles.get(fact, ()))


def _fit(asked: str, office: str, names: frozenset[str]) -> float:
    """How well an office's title answers what was asked: the share of words that both have, the party's name apart."""
    wanted, there = _title(asked) - names, _title(office)
    there = there - names if names < there else there
    if not wanted:
        return 1.0
    return len(wanted & there) / len(wanted | there)


def _title(words: str) -> frozenset[str]:
    plain = " ".join(_SAME.get(word, word) for word in fold(words).split())
    return frozenset(word for word in plain.split() if word not in _IDLE)
