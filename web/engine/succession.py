"""Which release answers: the current one, and while a new one is loaded still the old one."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import ChanceryError
from graph.settings import Settings
from graph.store import Releases
from web.engine.generation import Generation
from web.engine.outcomes import Unready

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.5
_SOON = 0.02


class Succession:
    """Hands out the generation that answers. A new release on disk is loaded beside the old one, which then retires."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._starting = threading.Lock()
        self._current: Generation | None = None
        self._retired: set[Generation] = set()
        self._looked = 0.0
        self._rejected: Path | None = None
        self._closed = False

    @property
    def current(self) -> Generation:
        """The generation that answers now; started if there is none.

        Raises
        ------
        Unready
            The graph cannot be loaded, or the server stops.

        """
        current = self._current
        if current is None or not current.alive:
            current = self._begin()
        elif time.monotonic() - self._looked > _LOOK_EVERY:
            self._look(current)
        return current

    @contextmanager
    def lease(self) -> Iterator[Generation]:
        """The current generation, kept alive while it is worked with."""
        generation = self.current
        with self._lock:
            generation.working += 1
        try:
            yield generation
        finally:
            with self._lock:
                generation.working -= 1
                done = generation in self._retired and not generation.working
                self._retired -= {generation} if done else set()
            if done:
                generation.close()

    def follow(self, seconds: float) -> None:
        """Wait until the newest release answers, but no longer than some seconds.

        Raises
        ------
        Unready
            It cannot be loaded.

        """
        until = time.monotonic() + seconds
        newest = Releases(self._settings.store).current
        while self.current.folder != str(newest) and time.monotonic() < until:
            if newest == self._rejected:
                raise Unready("the newest release cannot be loaded", "see the log")
            self._look(self.current)
            time.sleep(_SOON)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
            every = {*self._retired, *([self._current] if self._current else [])}
            self._current, self._retired = None, set()
        for generation in every:
            generation.close()

    def _begin(self) -> Generation:
        with self._starting:
            if self._closed:
                raise Unready("the server is stopping", "ask again when it is back")
            if self._current is None or not self._current.alive:
                fresh = Generation(self._settings)
                fresh.start()
                self._succeed(fresh)
            assert self._current is not None  # noqa: S101 (`_succeed` has set it)
            return self._current

    def _look(self, current: Generation) -> None:
        """Load a release that has become current meanwhile, without making anybody wait."""
        self._looked = time.monotonic()
        with suppress(ChanceryError):
            newest = Releases(self._settings.store).current
            if str(newest) != current.folder and newest != self._rejected and self._starting.acquire(blocking=False):
                threading.Thread(target=self._follow, args=(newest,), name="new release", daemon=True).start()

    def _follow(self, newest: Path) -> None:
        try:
            fresh = Generation(self._settings)
            fresh.start()
            self._succeed(fresh)
        except Unready as error:
            self._rejected = newest
            log.error("the new release cannot be served, the old one stays: %s", error)
        finally:
            self._starting.release()

    def _succeed(self, fresh: Generation) -> None:
        with self._lock:
            old, self._current = self._current, fresh
            idle = old is not None and not old.working
            if old is not None and not idle:
                self._retired.add(old)
            if self._closed:
                idle, old = True, fresh
        where = "on disk" if fresh.on_disk else "in memory"
        log.info("serving release %s of %s quads, %s", fresh.release, f"{fresh.quads:,}", where)
        if old is not None and idle:
            old.close()
