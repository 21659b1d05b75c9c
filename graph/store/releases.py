"""Releases of the graph on disk, swapped whole: a reader sees the old one or the new one, never half.

    chancery-data/
        lock                    held by the one process that writes
        current                 symbolic link to the release that is served
        releases/<name>/db      the Oxigraph database
        releases/<name>/manifest.json

A new release is written under a name of its own and becomes current by one rename. What a killed build left behind is
no release (nothing points to it) and is cleared by the next one.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from graph.errors import StoreBusy, StoreCorrupt, StoreError, StoreMissing, StoreNewer
from graph.store.embedded import EmbeddedStore

FORMAT = 1
"""Number of the store's layout; raised when older versions could not read what is written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself.

    `digest` stands for its content: two builds of the same seeds have the same. `loaded` names the graphs that were
    loaded from other people's files and outlive a build. `release` is the version string that users see.
    """

    format: int
    software: str
    base: str
    release: str
    built: str
    digest: str
    quads: int
    facts: int
    loaded: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


class Releases:
    """The folder of releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def current(self) -> Path:
        """The folder of the current release, resolved.

        Raises
        ------
        StoreMissing
            There is no release yet.

        """
        link = self.folder / "current"
        if not link.is_symlink():
            raise StoreMissing("there is no graph yet", "build it with: chancery build", file=self.folder)
        return link.resolve()

    @property
    def dumps(self) -> Path:
        """The folder of the current release that holds the dumps which the site offers."""
        return self.current / "dumps"

    def manifest(self, release: Path | None = None) -> Manifest:
        """The manifest of a release (the current one by default), checked for its format.

        Raises
        ------
        StoreMissing, StoreNewer, StoreCorrupt

        """
        path = (release or self.current) / "manifest.json"
        try:
            raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
            number = int(raw["format"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreCorrupt(
                f"the manifest cannot be read ({error})", "build anew with: chancery build --fresh", file=path
            ) from None
        if number > FORMAT:
            raise StoreNewer(
                f"the store has format {number}, this version knows up to {FORMAT}",
                "install a newer version of chancery, or name another folder with --store",
                file=path,
            )
        try:
            return Manifest(**{item.name: raw[item.name] for item in fields(Manifest) if item.name in raw})
        except TypeError as error:
            raise StoreCorrupt(
                f"the manifest is not whole ({error})", "build anew with: chancery build --fresh", file=path
            ) from None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing; a second writer is refused at once.

        Raises
        ------
        StoreBusy
            Another process holds it.
        StoreError
            The folder cannot be made or written.

        """
        try:
            (self.folder / "releases").mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("a")
        except OSError as error:
            raise StoreError(
                f"cannot be written ({error.strerror})", "name another folder with --store", file=self.folder
            ) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreBusy(
                    "another process is writing the store", "wait until it is done", file=self.folder
                ) from None
            yield

    def held(self) -> list[tuple[Path, Manifest]]:
        """The releases that are here, the current one and those kept from before, in the order of their building."""
        found = []
        for path in sorted((self.folder / "releases").glob("*/manifest.json")):
            if not path.parent.name.startswith("new-"):
                with suppress(StoreError):  # what cannot be read is no release
                    found.append((path.parent.resolve(), self.manifest(path.parent)))
        return sorted(found, key=lambda one: (one[1].built, one[0].name))

    @contextmanager
    def new(self, kept: int = 1) -> Iterator[Path]:
        """An empty folder for a release to be written to; what earlier builds left half done is cleared first.

        To be used within `writing`. The folder goes away if the release is not published.

        Parameters
        ----------
        kept
            How many releases stay beside the new one: the current one, which it is to replace, and the latest of
            those before. The others go, unless somebody reads them.
        """
        keep = self.current if (self.folder / "current").is_symlink() else None
        before = [path for path, _ in self.held() if path != keep]
        spared = {keep, *(before[-(kept - 1) :] if kept > 1 else ())}
        for path in (self.folder / "releases").iterdir():
            if path.name.startswith("new-") or (keep and path.resolve() not in spared and not _in_use(path)):
                shutil.rmtree(path, ignore_errors=True)
        folder = self.folder / "releases" / f"new-{os.getpid()}"
        folder.mkdir()
        try:
            yield folder
        finally:
            if folder.exists():
                shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, manifest: Manifest) -> Path:
        """Make a written release the current one, by one rename; returns its folder."""
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
        (folder / "manifest.json").write_text(text + "\n", "utf-8")
        target = folder.parent / _free_name(folder.parent, manifest)
        folder.rename(target)
        link = self.folder / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / target.name)
        link.replace(self.folder / "current")
        return target


def open_store(folder: Path) -> EmbeddedStore:
    """The current release of a store folder, opened for reading.

    Raises
    ------
    StoreMissing, StoreNewer, StoreCorrupt

    """
    releases = Releases(folder)
    while True:
        current = releases.current
        held = _hold(current)
        if releases.current == current:
            break
        if held is not None:  # a new release came between: what is not current may be going away
            os.close(held)
    releases.manifest(current)
    return EmbeddedStore(current / "db", held=held)


def open_release(folder: Path) -> EmbeddedStore:
    """A release that is held, opened for reading; it stays until the store is let go.

    Raises
    ------
    StoreCorrupt

    """
    return EmbeddedStore(folder / "db", held=_hold(folder))


def _hold(release: Path) -> int | None:
    """A shared lock on the release, as a file descriptor; `None` on a read-only copy, which nobody can remove."""
    try:
        descriptor = os.open(release / "in-use", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _in_use(release: Path) -> bool:
    try:
        with (release / "in-use").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _free_name(folder: Path, manifest: Manifest) -> str:
    """The release's name, with a number that no release of that name here has had; a name is not used again."""
    taken = [path.name.removeprefix(manifest.release) for path in folder.glob(f"{manifest.release}*")]
    numbers = [1 if rest == "" else int(rest[1:]) for rest in taken if rest == "" or rest[1:].isdecimal()]
    return f"{manifest.release}-{max(numbers) + 1}" if numbers else manifest.release
