"""Lists of things: filtered, sorted, paged, with what the filters would find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from web.catalogue.facets import COUNTED, FACETS, STATES, STATES_SHOWN, clauses
from web.catalogue.facts import Pick
from web.catalogue.reader import FOUND, MOST_FOUND, Catalogue, Entry, matching

SORTS: Mapping[str, str] = {
    "label": "folded, id",
    "-label": "folded DESC, id",
    "date": "earliest = '', earliest, id",
    "-date": "earliest DESC, id",
    "facts": "weight, folded, id",
    "-facts": "weight DESC, folded, id",
}
"""Orders that a list can be had in; a minus turns one round."""

_INVOLVES = "id IN (SELECT fact FROM involved WHERE entity = (SELECT id FROM thing WHERE iri = :party{place}){roles})"
_SIZES = """
    SELECT iri, kind, (SELECT count(DISTINCT entity) FROM involved WHERE fact = id)
    FROM thing WHERE iri IN ({iris})
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: things of `kind` (of any if empty), narrowed by facets and parties, in an order.

    `parties` are IRIs of which each has to be involved, the first in one of `roles`, if any are named; `start` is what
    the label starts with, `words` what a name holds.
    """

    kind: str = ""
    sort: str = "label"
    facets: Mapping[str, str] = field(default_factory=dict)
    parties: Sequence[str] = ()
    start: str = ""
    roles: Sequence[str] = ()
    words: str = ""


def count(catalogue: Catalogue, wish: Wish) -> int:
    """How many things answer a wish."""
    where, values = _where(wish)
    return sum(number for _, number in catalogue.count(where, values, "kind"))


def page(catalogue: Catalogue, wish: Wish, offset: int, limit: int) -> list[Entry]:
    """Things that answer a wish, in its order."""
    where, values = _where(wish)
    tail = f"ORDER BY {SORTS.get(wish.sort, SORTS['label'])} LIMIT :limit OFFSET :offset"
    return catalogue.things(where, values | {"limit": limit, "offset": offset}, tail)


def every(catalogue: Catalogue, wish: Wish, chunk: int = 20_000) -> Iterator[Entry]:
    """All things that answer a wish, for a download, read a chunk at a time."""
    offset = 0
    while entries := page(catalogue, wish, offset, chunk):
        yield from entries
        offset += chunk


def facet(catalogue: Catalogue, wish: Wish, name: str) -> list[tuple[str, int]]:
    """Values of a facet with their counts, the facet itself left open; years latest first, the rest largest first."""
    others = {key: value for key, value in wish.facets.items() if key != name}
    found = _facet(catalogue, replace(wish, facets=others), name)
    return sorted(found, reverse=True) if name == "year" else found


def _facet(catalogue: Catalogue, wish: Wish, name: str) -> list[tuple[str, int]]:
    if wish.kind and not (wish.facets or wish.parties or wish.start or wish.words):
        rows = catalogue.remembered(COUNTED, {"kind": wish.kind, "facet": name})
    else:
        where, values = _where(wish)
        if name != "state":
            return [(value, number) for value, number in catalogue.count(where, values, FACETS[name]) if value]
        rows = catalogue.remembered(STATES.format(where=where, limit=STATES_SHOWN), values)
    found = [(str(value), int(str(number))) for value, number in rows if value]
    return [(iri.rpartition("/")[2], number) for iri, number in found[:STATES_SHOWN]] if name == "state" else found


def picks(catalogue: Catalogue, entries: Sequence[Entry]) -> list[Pick]:
    """Facts of a list as pages tell them in full, in its order."""
    names = {f"i{place}": entry.iri for place, entry in enumerate(entries)}
    rows = catalogue.select(_SIZES.format(iris=", ".join(f":{name}" for name in names)), dict(names))
    found = {str(iri): Pick(str(iri), str(kind), int(str(size))) for iri, kind, size in rows}
    return [found[entry.iri] for entry in entries]


def _where(wish: Wish) -> tuple[str, dict[str, object]]:
    parts, bound = clauses(wish.facets)
    if wish.kind:
        parts.append("kind = :kind")
        bound["kind"] = wish.kind
    for place, iri in enumerate(wish.parties):
        names = {f"role{number}": role for number, role in enumerate(wish.roles)} if place == 0 else {}
        roles = f" AND role IN ({', '.join(f':{name}' for name in names)})" if names else ""
        parts.append(_INVOLVES.format(place=place, roles=roles))
        bound |= {f"party{place}": iri} | names
    if wish.start:
        parts.append("folded LIKE :start")
        bound["start"] = f"{wish.start}%"
    if wish.words:
        parts.append(FOUND)
        bound |= {"match": matching(wish.words), "most": MOST_FOUND}
    return " AND ".join(parts) or "1", bound
