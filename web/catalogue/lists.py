"""Lists of all things of a kind: filtered, sorted, paged, with what the filters would find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from web.catalogue.reader import Catalogue, Entry

SORTS: Mapping[str, str] = {
    "label": "folded, iri",
    "-label": "folded DESC, iri",
    "date": "earliest = '', earliest, folded, iri",
    "-date": "earliest DESC, folded, iri",
    "facts": "weight, folded, iri",
    "-facts": "weight DESC, folded, iri",
}
"""Orders that a list can be had in; a minus turns one round."""

FACETS: Mapping[str, str] = {
    "year": "substr(earliest, 1, 4)",
    "modality": "modality",
    "status": "status",
    "source": "source",
}
"""What facts can be narrowed by, and how it is told from a row."""


_INVOLVES = "id IN (SELECT fact FROM involved WHERE entity = (SELECT id FROM thing WHERE iri = :party))"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: things of `kind`, narrowed by facets and parties, in an order.

    `parties` are IRIs of which each has to be involved; `start` is what the label starts with.
    """

    kind: str
    sort: str = "label"
    facets: Mapping[str, str] = field(default_factory=dict)
    parties: Sequence[str] = ()
    start: str = ""


def count(catalogue: Catalogue, wish: Wish) -> int:
    """How many things answer a wish."""
    where, values = _where(wish)
    return sum(number for _, number in catalogue.count(where, values, "kind"))


def page(catalogue: Catalogue, wish: Wish, offset: int, limit: int) -> list[Entry]:
    """Things that answer a wish, in its order."""
    where, values = _where(wish)
    tail = f"ORDER BY {SORTS.get(wish.sort, SORTS['label'])} LIMIT :limit OFFSET :offset"
    return catalogue.things(where, values | {"limit": limit, "offset": offset}, tail)


def every(catalogue: Catalogue, wish: Wish, chunk: int = 5000) -> Iterator[Entry]:
    """All things that answer a wish, for a download, read a chunk at a time."""
    offset = 0
    while entries := page(catalogue, wish, offset, chunk):
        yield from entries
        offset += chunk


def facet(catalogue: Catalogue, wish: Wish, name: str) -> list[tuple[str, int]]:
    """Values of a facet with their counts, the facet itself left open; years latest first, the rest largest first."""
    others = {key: value for key, value in wish.facets.items() if key != name}
    where, values = _where(Wish(wish.kind, wish.sort, others, wish.parties, wish.start))
    found = [(value, number) for value, number in catalogue.count(where, values, FACETS[name]) if value]
    return sorted(found, reverse=True) if name == "year" else found


def _where(wish: Wish) -> tuple[str, dict[str, object]]:
    parts = ["kind = :kind"]
    bound: dict[str, object] = {"kind": wish.kind}
    for name, value in wish.facets.items():
        parts.append(f"{FACETS[name]} = :{name}")
        bound[name] = value
    for place, iri in enumerate(wish.parties):
        parts.append(_INVOLVES.replace(":party", f":party{place}"))
        bound[f"party{place}"] = iri
    if wish.start:
        parts.append("folded LIKE :start")
        bound["start"] = f"{wish.start}%"
    return " AND ".join(parts), bound
