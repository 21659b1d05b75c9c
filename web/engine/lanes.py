"""Who may run: lanes with places that are given in the order of arrival, and a door that lets only so many in."""

import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager

from web.engine.jobs import Job
from web.engine.outcomes import Busy, Cancelled

TICK = 0.1
"""How often a waiting query looks whether its client has stopped it, in seconds."""


class TooManyOfOne(Busy):
    """One client has too many queries under way."""


class Door:
    """Counts the queries under way, all of them and each client's."""

    def __init__(self, places: int, client_places: int) -> None:
        self._places = places
        self._client_places = client_places
        self._lock = threading.Lock()
        self._clients: Counter[str] = Counter()
        self.inside = 0

    @contextmanager
    def entered(self, client: str) -> Iterator[None]:
        """Be counted while the query is under way.

        Raises
        ------
        Busy
            Too many are.

        """
        with self._lock:
            if self.inside >= self._places:
                raise Busy(f"{self.inside} queries run and wait, which is as many as may", "try again in a moment")
            if self._clients[client] >= self._client_places:
                raise TooManyOfOne(
                    f"{self._client_places} queries from your address run and wait, which is as many as may",
                    "wait until some are answered",
                )
            self.inside += 1
            self._clients[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self.inside -= 1
                self._clients[client] -= 1
                if not self._clients[client]:
                    del self._clients[client]


class Lane:
    """Places for queries that run; who comes first is served first."""

    def __init__(self, places: int) -> None:
        self._lock = threading.Lock()
        self._free = places
        self._queue: deque[threading.Event] = deque()
        self.places = places

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._queue)

    @property
    def running(self) -> int:
        """How many places are taken."""
        return self.places - self._free

    def try_enter(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        with self._lock:
            if self._free and not self._queue:
                self._free -= 1
                return True
            return False

    def enter(self, job: Job, seconds: float) -> None:
        """Wait for a place and take it.

        Raises
        ------
        Busy
            None came free in time.
        Cancelled
            The client stopped the query or went away.

        """
        if self.try_enter():
            return
        turn = threading.Event()
        with self._lock:
            self._queue.append(turn)
        self._hand_out()
        until = time.monotonic() + seconds
        while not turn.wait(TICK):
            if job.stop.is_set() or job.gone():
                self._give_up(turn)
                raise Cancelled("the query was stopped while it waited")
            if time.monotonic() > until:
                self._give_up(turn)
                raise Busy(f"the query waited {seconds:g} seconds for its turn", "try again in a moment")

    def leave(self) -> None:
        """Give a place back."""
        with self._lock:
            self._free += 1
        self._hand_out()

    def _hand_out(self) -> None:
        with self._lock:
            while self._free and self._queue:
                self._free -= 1
                self._queue.popleft().set()

    def _give_up(self, turn: threading.Event) -> None:
        with self._lock:
            if turn in self._queue:
                self._queue.remove(turn)
                return
        self.leave()  # the turn came in the same moment
