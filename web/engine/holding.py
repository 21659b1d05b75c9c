"""How a keeper holds a release: in memory, or on the disk as it was built.

In memory a small graph is answered from in half the time. But the engine counts references within the graph itself, so
that each page which a query touches is copied for its reader: of a large graph that is gigabytes. On the disk readers
share the system's cache of files, start at once, and of a large graph a query takes no longer than in memory.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.errors import ChanceryError, StoreCorrupt
from graph.settings import Settings
from graph.store import Releases, open_store
from graph.store.embedded import EmbeddedStore
from graph.store.releases import Manifest
from web.engine.guard import can_deny

BYTES_A_QUAD = 670
"""Memory that a quad of a named graph takes, with its copy in the default graph; measured on 4.2 million."""

_BUFFER = 1 << 20


class NoGuard(ChanceryError):
    """Readers of a store on disk cannot be kept from opening connections here."""


@dataclass(frozen=True, slots=True)
class Held:
    """A release as it is held. With `on_disk` readers open files of it, and `opened` keeps them from being removed."""

    store: Store
    folder: Path
    manifest: Manifest
    on_disk: bool
    opened: EmbeddedStore | None


def hold(settings: Settings) -> Held:
    """Hold the current release, as ``query_store`` says.

    Raises
    ------
    ChanceryError
        There is no graph, it cannot be read, or not as it is wanted.

    """
    opened = open_store(settings.store)
    folder = opened.path.parent
    manifest = Releases(settings.store).manifest(folder)
    guarded = settings.query_store != "memory" and can_deny()
    if settings.query_store == "disk" and not guarded:
        raise NoGuard("this system cannot keep readers from opening connections", "set query_store to memory")
    on_disk = guarded and (settings.query_store == "disk" or not fits(manifest.quads, settings, available_memory()))
    if on_disk:
        return Held(opened.engine, folder, manifest, on_disk, opened)
    return Held(copied(opened), folder, manifest, on_disk, None)


def fits(quads: int, settings: Settings, available: int) -> bool:
    """Whether half of the free memory holds the graph, and what readers at work may copy of it."""
    readers = settings.query_fast + settings.query_readers
    return quads * BYTES_A_QUAD * (1 + readers) <= available // 2


def available_memory() -> int:
    """Bytes of memory that the system can give without swapping."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def copied(opened: EmbeddedStore) -> Store:
    """A store in memory with the content of one on disk, which a child writes into a pipe: no text of it is held.

    Raises
    ------
    StoreCorrupt
        The store on disk could not be read to its end.

    """
    source, target = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(source)
        _dump_and_exit(opened.engine, target)
    os.close(target)
    store = Store()
    with os.fdopen(source, "rb", buffering=_BUFFER) as lines:
        store.bulk_load(lines, format=RdfFormat.N_QUADS, lenient=True)  # it was checked when it was built
    if os.waitpid(pid, 0)[1]:
        raise StoreCorrupt(
            "the store could not be read whole", "build it anew with: chancery build --fresh", file=opened.path
        )
    return store


def _dump_and_exit(engine: Store, target: int) -> None:
    code = 1
    try:
        with os.fdopen(target, "wb", buffering=_BUFFER) as lines:
            engine.dump(lines, format=RdfFormat.N_QUADS)
        code = 0
    finally:
        os._exit(code)
