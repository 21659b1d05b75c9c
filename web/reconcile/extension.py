"""Data extension: columns of properties for rows that have been matched."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.namespaces import XSD
from web.kinds import KINDS
from web.reading import text
from web.reconcile.manifest import PROPERTIES, TYPES
from web.release import Release

_NUMBERS = frozenset(f"{XSD}{name}" for name in ("decimal", "integer", "double"))


def proposed(kind: str, limit: int) -> dict[str, Any]:
    """Properties that things of a type may have."""
    found = [{"id": item.id, "name": item.name} for item in PROPERTIES.values() if not kind or kind in item.types]
    return {"type": kind, "limit": limit, "properties": found[:limit] if limit else found}


def extended(release: Release, ids: Sequence[str], asked: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Values of properties for each id; ids and properties that are not known have none."""
    columns = [(str(item.get("id", "")), _limit(item)) for item in asked]
    meta = [_meta(name) for name, _ in columns]
    rows = {thing: {name: _values(release, thing, name, limit) for name, limit in columns} for thing in ids}
    return {"meta": meta, "rows": rows}


def thing_iri(release: Release, identity: str) -> str:
    """The IRI of an id such as ``state/KAZ``; empty for what is none."""
    kind, slash, name = identity.removeprefix(f"{release.base}/id/").partition("/")
    return release.links.iri(kind, name) if slash and name and kind in KINDS else ""


def identity_of(release: Release, iri: str) -> str:
    """The id of a thing: its IRI without the identifier space."""
    return iri.removeprefix(f"{release.base}/id/")


def _meta(name: str) -> dict[str, Any]:
    known = PROPERTIES.get(name)
    return {"id": name, "name": known.name if known else name}


def _limit(item: Mapping[str, Any]) -> int:
    settings = item.get("settings")
    words = str(settings.get("limit", 0) if isinstance(settings, dict) else 0)
    return int(words) if words.isascii() and words.isdigit() else 0


def _values(release: Release, identity: str, name: str, limit: int) -> list[dict[str, Any]]:
    iri = thing_iri(release, identity)
    if not iri or name not in PROPERTIES:
        return []
    predicate = NamedNode(PROPERTIES[name].iri(release.base))
    rows = release.rows("property_values", thing=NamedNode(iri), property=predicate)
    found = [_cell(release, row["value"], text(row, "label")) for row in rows]
    return found[:limit] if limit else found


def _cell(release: Release, value: NamedNode | Literal, label: str) -> dict[str, Any]:
    if isinstance(value, Literal):
        number = value.datatype.value in _NUMBERS
        return {"float": float(value.value)} if number else {"str": value.value}
    kind = release.links.kind(value.value)
    if kind in KINDS and any(item["id"] == KINDS[kind].term for item in TYPES):
        return {"id": identity_of(release, value.value), "name": label or release.links.identity(value.value)}
    name = label or release.links.identity(value.value)
    return {"str": name if value.value.startswith(release.base) else value.value.rpartition("/")[2]}
