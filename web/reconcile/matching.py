"""Candidates for a name, rated: the exact and the alike names of the catalogue, weighed with what else is asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from web.catalogue.fold import fold, likeness, trigrams
from web.catalogue.reader import COLUMNS, Entry
from web.kinds import BY_TERM, ENTITY_KINDS
from web.links import flag
from web.reading import text
from web.reconcile.likeness import latin, name_likeness, sound
from web.reconcile.manifest import PROPERTIES
from web.release import Release

KINDS = tuple(kind.path for kind in ENTITY_KINDS)
_SURE = 88.0
"""A candidate rated so high, and well before the next, is marked as a match."""
_AHEAD = 4.0
_WORST = 40.0
_EXACT = f"""
    SELECT {COLUMNS}, name.text
    FROM name JOIN thing ON id = name.thing
    WHERE name MATCH :match AND instr(:kinds, ' ' || kind || ' ') LIMIT 400
"""  # noqa: S608
_ALIKE = f"""
    SELECT {COLUMNS}, gram.text
    FROM gram JOIN thing ON id = gram.thing
    WHERE gram MATCH :match AND instr(:kinds, ' ' || kind || ' ') ORDER BY gram.rank LIMIT 400
"""  # noqa: S608
_NAMES = "SELECT gram.text, iri FROM gram JOIN thing ON id = gram.thing WHERE kind IN ('state', 'organization')"
_RATED = 60
"""Names that are compared letter by letter; the rest are too unlike by their trigrams."""

_PREFERRED = {"state": 2.0, "organization": 1.0}
"""Points ahead of others: who writes a name without saying of what most often means a state."""

_sounds: WeakKeyDictionary[Release, dict[str, list[tuple[str, str]]]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks: a name, what kind of thing it is, and property → value as far as they are known."""

    text: str
    kinds: Sequence[str] = KINDS
    limit: int = 5
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant; `score` is from 0 to 100, `features` say what it is made of."""

    entry: Entry
    score: float
    match: bool = False
    features: Mapping[str, float] = field(default_factory=dict)


def named(release: Release, query: Query) -> list[Candidate]:
    """Things whose names are like the query's, the likest first; what properties say is weighed in."""
    rated: dict[str, tuple[float, Entry]] = {}
    for entry, score in _by_name(release, query):
        if score > rated.get(entry.iri, (0.0, entry))[0]:
            rated[entry.iri] = score, entry
    found = [Candidate(entry, round(100 * score, 1)) for score, entry in rated.values() if 100 * score >= _WORST]
    found = ranked(found)[: max(20, query.limit)]
    if query.properties:
        found = ranked([_weighed(release, candidate, query.properties) for candidate in found])
    return decided(found)[: query.limit]


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best first; states before others and the well known before the obscure among those as good."""

    def key(candidate: Candidate) -> tuple[float, int, str]:
        entry = candidate.entry
        return -candidate.score - _PREFERRED.get(entry.kind, 0.0), -entry.weight, entry.label

    return sorted(candidates, key=key)


def decided(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with the first marked as the match, if it is good and well ahead of the second."""
    if not candidates:
        return []
    first, *others = candidates
    ahead = not others or first.score - others[0].score >= _AHEAD
    return [Candidate(first.entry, first.score, first.score >= _SURE and ahead, first.features), *others]


def kinds_of(types: Any) -> tuple[str, ...]:
    """The kinds of thing that type ids name (``State``); all, where none is known."""
    names = types if isinstance(types, list) else [types]
    found = [str(name.get("id") if isinstance(name, dict) else name or "") for name in names]
    return tuple(BY_TERM[name].path for name in found if name in BY_TERM and BY_TERM[name].path in KINDS) or KINDS


def thing_of(release: Release, value: str, kinds: Sequence[str]) -> str | None:
    """The IRI of the party that a property's value names: an id, a code or a name that is like enough."""
    found = named(release, Query(value, kinds, 1))
    return found[0].entry.iri if found and found[0].score >= 75 else None


def _by_name(release: Release, query: Query) -> Iterable[tuple[Entry, float]]:
    coded = _coded(release, query)
    if coded is not None:
        yield coded, 1.0
    whole = fold(query.text[:200])
    for name in dict.fromkeys((whole, latin(whole))):
        if name:
            yield from _spelt(release, query, name)


def _spelt(release: Release, query: Query, whole: str) -> Iterable[tuple[Entry, float]]:
    """Things with a name like a folded one."""
    kinds = f" {' '.join(query.kinds)} "
    words = " ".join(f'"{word}"' for word in whole.split()[:12])
    grams = " OR ".join(f'"{gram}"' for gram in sorted(trigrams(whole[:80])))
    rows = release.catalogue.select(_EXACT, {"match": words, "kinds": kinds})
    rows += release.catalogue.select(_ALIKE, {"match": grams, "kinds": kinds})
    names = {(row[0], str(row[-1]).strip()): Entry(*row[:-1]) for row in rows}  # type: ignore[arg-type]
    close = sorted(names, key=lambda key: (-likeness(whole, key[1]), key))[:_RATED]
    for entry, name in _sounding(release, whole, query.kinds):
        yield entry, name_likeness(whole, name)
    for iri, name in close:
        yield names[iri, name], name_likeness(whole, name)


def _coded(release: Release, query: Query) -> Entry | None:
    """The thing whose id, or whose ISO code, is the very text."""
    words = query.text.strip()
    kind, slash, identity = words.removeprefix(f"{release.base}/id/").partition("/")
    iris = [release.links.iri(kind, identity)] if slash and kind in query.kinds else []
    if re.fullmatch(r"[A-Z]{2}", words) and "state" in query.kinds:
        code = flag(words)
        iris += [iri for iri, shown in release.flags.items() if shown == code]
    if re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,19}", words):
        iris += [release.links.iri(kind, words) for kind in ("state", "organization") if kind in query.kinds]
    return next((entry for iri in iris if (entry := release.catalogue.entry(iri))), None)


def _sounding(release: Release, whole: str, kinds: Sequence[str]) -> list[tuple[Entry, str]]:
    """States and organizations with a name that sounds the same, though no three letters of it need be the same."""
    with _lock:
        if release not in _sounds:
            index: dict[str, list[tuple[str, str]]] = {}
            for name, iri in release.catalogue.select(_NAMES, {}):
                index.setdefault(sound(str(name).strip()), []).append((str(iri), str(name).strip()))
            _sounds[release] = index
    found = [(release.catalogue.entry(iri), name) for iri, name in _sounds[release].get(sound(whole), ())]
    return [(entry, name) for entry, name in found if entry and entry.kind in kinds]


def _weighed(release: Release, candidate: Candidate, properties: Mapping[str, Sequence[str]]) -> Candidate:
    """A candidate rated anew: its name counts for seven tenths, its properties for the rest."""
    features = {"name": candidate.score}
    for name, wanted in properties.items():
        if name not in PROPERTIES:
            continue
        held = [fold(value) for value in values_of(release, candidate.entry.iri, name)]
        sought = [fold(value) for value in wanted]
        best = max((name_likeness(one, other) for one in sought for other in held), default=0.0)
        features[name] = round(100 * best, 1)
    others = [value for name, value in features.items() if name != "name"]
    score = candidate.score if not others else 0.7 * candidate.score + 0.3 * sum(others) / len(others)
    return Candidate(candidate.entry, round(score, 1), features=features)


def values_of(release: Release, iri: str, name: str) -> list[str]:
    """The values of a property, things by all that they may be called by: label and id."""
    predicate = NamedNode(PROPERTIES[name].iri(release.base))
    found: list[str] = []
    for row in release.rows("property_values", thing=NamedNode(iri), property=predicate):
        value = row["value"]
        if isinstance(value, NamedNode):
            found += [text(row, "label"), release.links.identity(value.value)]
        else:
            found.append(value.value)
    return list(dict.fromkeys(filter(None, found)))
