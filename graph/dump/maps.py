"""Missions and visits as GeoJSON (RFC 7946), where their place, or the capital of their state, is known."""

import json
from collections.abc import Iterator
from typing import Any

from graph.dump.about import About
from graph.dump.files import Folder
from graph.dump.lookup import Lookup, grouped
from graph.dump.spine import Spine

_MAPS = {
    "visit": ("visits", "Visits, at the places visited", "host", "visitor"),
    "mission": ("missions", "Diplomatic missions, where they are", "receiver", "sender"),
}
"""Part of the graph → name of the map, its title, the role whose capital stands in for a place, the role that came."""


def write_maps(spine: Spine, folder: Folder, about: About) -> None:
    """Write a map of visits and one of missions."""
    lookup = Lookup(spine.store, spine.base)
    for part, (name, title, host, guest) in _MAPS.items():
        media = "application/geo+json"
        with (
            folder.new(f"maps/{name}.geojson", media, group="map", title=title) as path,
            path.open("w", encoding="utf-8", newline="\n") as out,
        ):
            head = {"name": title, "release": about.release}
            out.write('{"type": "FeatureCollection", ' + json.dumps(head)[1:-1] + ', "features": [')
            joint = "\n"
            for feature in _features(spine, lookup, part, host, guest):
                out.write(joint + json.dumps(feature, ensure_ascii=False))
                joint = ",\n"
            out.write("\n]}\n")


def _features(spine: Spine, lookup: Lookup, part: str, host: str, guest: str) -> Iterator[dict[str, Any]]:
    for subject, triples in spine.subjects(part):
        values = grouped(triples)
        where, exact = _where(values.get("place", []), values.get(host, []), lookup)
        if where is None:
            continue
        properties = {
            "label": lookup.label(subject.value),
            "date": " | ".join(values.get("date", [])),
            "earliest": min(values.get("earliest", [""])),
            "latest": max(values.get("latest", [""])),
            "modality": next(iter(values.get("modality", [])), "").rpartition("/")[2],
            host: [lookup.label(iri) for iri in values.get(host, [])],
            guest: [lookup.label(iri) for iri in values.get(guest, [])],
            "located": "place" if exact else "capital",
        }
        geometry = {"type": "Point", "coordinates": list(where)}
        told = {key: value for key, value in properties.items() if value}
        yield {"type": "Feature", "id": subject.value, "geometry": geometry, "properties": told}


def _where(places: list[str], hosts: list[str], lookup: Lookup) -> tuple[tuple[float, float] | None, bool]:
    """A position, and whether it is that of the place itself."""
    for iri in places:
        if found := lookup.position(iri):
            return found, True
    for iri in hosts:
        if found := lookup.position(iri):
            return found, False
    return None, False
