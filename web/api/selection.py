"""Which facts are asked for, and where they stand in the catalogue: by party, kind, time and modality."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.catalogue.reader import Catalogue, Entry
from web.kinds import FACT_KINDS

STANDING = (
    "membership",
    "office-holding",
    "diplomatic-relations",
    "mission",
    "mechanism",
    "agreement",
    "transport-link",
)
"""Kinds of fact that hold for a time, rather than happen."""

_INVOLVES = "id IN (SELECT fact FROM involved WHERE entity = (SELECT id FROM thing WHERE iri = :party{place}))"
_ALL = tuple(kind.path for kind in FACT_KINDS)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. `parties` are IRIs, each of which has to be involved; `on` is a day on which a fact held.

    `since` and `until` bound the days on which a fact began or happened. Days are written as ISO 8601 has them, or
    left empty.
    """

    parties: Sequence[str] = ()
    kinds: Sequence[str] = ()
    since: str = ""
    until: str = ""
    on: str = ""
    modality: str = ""
    oldest_first: bool = False


def chosen(catalogue: Catalogue, selection: Selection, offset: int, limit: int) -> list[Entry]:
    """Facts that are asked for, the latest first; those without a date come last."""
    where, values = _where(selection)
    if not selection.parties and not selection.oldest_first:
        where, more = _latest(selection, where, offset + limit)
        values |= more
    order = "earliest = '', earliest" if selection.oldest_first else "earliest DESC"
    tail = f"ORDER BY {order}, iri LIMIT :limit OFFSET :offset"
    return catalogue.things(where, values | {"limit": limit, "offset": offset}, tail)


def _latest(selection: Selection, where: str, most: int) -> tuple[str, dict[str, object]]:
    """A condition for the latest facts of each kind, read from the ends of the index, which is by kind and day."""
    kinds = _kinds(selection)
    ends = " UNION ALL ".join(
        "SELECT id FROM (SELECT id FROM thing "  # noqa: S608 - nothing from outside is put into it
        f"WHERE kind = :kind{place} AND {where} ORDER BY earliest DESC, iri LIMIT :most)"
        for place in range(len(kinds))
    )
    return f"id IN ({ends})", {"most": most} | {f"kind{place}": kind for place, kind in enumerate(kinds)}


def number(catalogue: Catalogue, selection: Selection) -> int:
    """How many facts are asked for."""
    where, values = _where(selection)
    return sum(count for _, count in catalogue.count(where, values, "kind"))


def _where(selection: Selection) -> tuple[str, dict[str, object]]:
    kinds = _kinds(selection)
    values: dict[str, object] = {"kinds": f" {' '.join(kinds)} "}
    parts = ["instr(:kinds, ' ' || kind || ' ')"]
    for place, iri in enumerate(selection.parties):
        parts.append(_INVOLVES.format(place=place))
        values[f"party{place}"] = iri
    if selection.since:
        parts.append("earliest >= :since")
    if selection.until:
        parts.append("earliest <> '' AND earliest <= :until")
    if selection.on:
        parts.append("earliest <> '' AND earliest <= :on AND (latest >= :on OR latest = '')")
    if selection.modality:
        parts.append("modality = :modality")
    values |= {"since": selection.since, "until": selection.until, "on": selection.on, "modality": selection.modality}
    return " AND ".join(parts), values


def _kinds(selection: Selection) -> list[str]:
    return [kind for kind in selection.kinds if kind in _ALL] or list(_ALL)
