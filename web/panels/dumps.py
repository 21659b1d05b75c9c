"""What the page of the dumps shows: the files of a release, each beside its gzip, by what they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GROUPS = ("whole", "tables", "networks", "maps", "ttl", "jsonld", "about")
"""Groups of files that pages have a title for; any other folder stands under its own name."""

_GRAPHS = {".nq", ".trig", ".ttl", ".rdf"}

TYPES = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".graphml": "application/xml",
    ".gexf": "application/xml",
    ".gz": "application/gzip",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}
"""Media types by suffix; whatever else is there is sent as plain text, never guessed to be a page."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release with its size in bytes; `packed` is the size of its gzip, 0 without one."""

    name: str
    size: int
    packed: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are for the same thing. `open` ones are worth showing at once."""

    name: str
    files: Sequence[File]
    open: bool


def groups(folder: Path | None) -> list[Group]:
    """The files below `folder`, grouped; nothing where there is no folder."""
    if folder is None:
        return []
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    found: dict[str, list[File]] = {name: [] for name in GROUPS}
    for name in sorted(sizes):
        if not (name.endswith(".gz") and name.removesuffix(".gz") in sizes):
            found.setdefault(_group(name), []).append(File(name, sizes[name], sizes.get(f"{name}.gz", 0)))
    return [Group(name, files, open=len(files) <= len(GROUPS) + 1) for name, files in found.items() if files]


def media_type(name: str) -> str:
    """What the ``Content-Type`` of a dump file is."""
    return TYPES.get(Path(name).suffix, "text/plain; charset=utf-8")


def _group(name: str) -> str:
    head, slash, _ = name.partition("/")
    if slash:
        return head
    return "whole" if Path(name.removesuffix(".gz")).suffix in _GRAPHS and name != "void.ttl" else "about"
