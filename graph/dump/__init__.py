"""The graph as files for other tools: Turtle for the merged graph, TriG and N-Quads with the graph of each source."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from graph.errors import StoreError
from graph.namespaces import prefixes
from graph.store.embedded import EmbeddedStore

_FORMATS = {
    "chancery.ttl": RdfFormat.TURTLE,
    "chancery.trig": RdfFormat.TRIG,
    "chancery.nq": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of a dump: its name, size in bytes and SHA-256."""

    name: str
    bytes: int
    sha256: str


def dump(store: EmbeddedStore, folder: Path, base: str, say: Callable[[str], None]) -> list[DumpFile]:
    """Write the graph to a folder; files of an earlier dump are replaced, each when its successor is whole.

    Two dumps of one graph are the same to the byte. Nothing is held in memory but what is being written.

    Raises
    ------
    StoreError
        The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for name, form in _FORMATS.items():
            say(f"writing {folder / name}")
            files.append(_write(store, folder / name, form, base))
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
        (folder / "SHA256SUMS").write_text(sums, "utf-8")
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror or error})", "check the folder's rights and the disk", file=folder
        ) from None
    return files


def _write(store: EmbeddedStore, path: Path, form: RdfFormat, base: str) -> DumpFile:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    statements: Iterable[Quad] | Iterable[Triple] = store.quads()
    if form == RdfFormat.TURTLE:
        statements = (quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DefaultGraph()))
    try:
        named = prefixes(base) if form != RdfFormat.N_QUADS else None
        serialize(statements, str(partial), form, prefixes=named)
        with partial.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        size = partial.stat().st_size
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return DumpFile(path.name, size, digest)
