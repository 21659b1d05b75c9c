"""The releases that are held beside the current one, by name and by time: one place for all that looks back.

`/v/RELEASE/…` and Memento ask here; whatever else shows the graph as it was does too.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import Manifest, Releases, open_release
from web.release import Release, Shelf, moment

_OPEN = 3
"""Earlier releases that stay open at once."""


@dataclass(frozen=True, slots=True)
class Held:
    """A release that can be read: the name that it has in addresses, and when it was made."""

    name: str
    built: datetime
    folder: Path
    manifest: Manifest


class Archive:
    """Finds and opens the releases in a store folder.

    Parameters
    ----------
    settings
        Names the folder.
    shelf
        Holds the current release, which is not opened again.
    """

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self._settings = settings
        self._shelf = shelf
        self._open: OrderedDict[Path, Release] = OrderedDict()
        self._names: tuple[Path | None, tuple[str, ...]] | None = None
        self._lock = Lock()

    def all(self) -> Sequence[Held]:
        """All releases that are held, in the order of their making."""
        found = Releases(self._settings.store).held()
        return [Held(folder.name, moment(manifest.built), folder, manifest) for folder, manifest in found]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all releases that are held, the latest first; read again only when another has become current."""
        current = self._shelf.current().folder
        if self._names is None or self._names[0] != current:
            self._names = current, tuple(held.name for held in reversed(self.all()))
        return self._names[1]

    def named(self, name: str) -> Held | None:
        """The release of a name: as it stands in addresses, else the last that was given it as its version."""
        every = self.all()
        versions = [held for held in every if held.manifest.release == name]
        return next((held for held in every if held.name == name), versions[-1] if versions else None)

    def at(self, moment: datetime) -> Held | None:
        """The release that was current at a time; the first there is, for a time before it."""
        every = self.all()
        return next((held for held in reversed(every) if held.built <= moment), every[0] if every else None)

    def open(self, held: Held) -> Release | None:
        """A release, opened; `None` if it has gone or cannot be read."""
        current = self._shelf.current()
        if current.folder == held.folder:
            return current
        with self._lock:
            if held.folder not in self._open:
                try:
                    store = open_release(held.folder)
                except StoreError:
                    return None
                self._open[held.folder] = Release(self._settings, store, held.manifest, held.folder)
            self._open.move_to_end(held.folder)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
            return self._open[held.folder]
