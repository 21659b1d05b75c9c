"""VoID and DCAT of a release: as its dump has it, with all files, else counted from its store."""

from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from pyoxigraph import RdfFormat, Triple, parse

from graph.dump.about import About
from graph.dump.void import count, describe
from graph.store.embedded import EmbeddedStore
from web.release import Release

_FILE = "void.ttl"

_counted: WeakKeyDictionary[Release, list[Triple]] = WeakKeyDictionary()
_lock = Lock()


def about(release: Release) -> About:
    """What descriptions say of a release."""
    issued = release.manifest.built if release.manifest else ""
    return About(release.base, release.name, issued)


def description(release: Release) -> list[Triple]:
    """All that is said of the dataset: what its own graph holds, its sizes and partitions, and its files."""
    return [*release.triples("dataset"), *_void(release)]


def dump_file(release: Release, name: str) -> Path | None:
    """A file of the release's dump, if there is one."""
    path = release.folder / "dumps" / name if release.folder else None
    return path if path and path.is_file() else None


def _void(release: Release) -> list[Triple]:
    path = dump_file(release, _FILE)
    if path is not None:
        return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    with _lock:  # counting takes seconds on a large graph: once a release
        if release not in _counted and isinstance(release.store, EmbeddedStore):
            _counted[release] = describe(about(release), count(release.store))
        return _counted.get(release, [])
