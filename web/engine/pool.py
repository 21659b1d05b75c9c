"""Runs queries: first in the fast lane, where a young query is soon served, then, if it is long, in the slow lane.

A query starts in one of `query_fast` places. When it has used up a slice of processor time it moves to one of the
`query_readers` places of the slow lane as soon as one is free, where it runs with a lower priority. If there is none
and somebody waits for its fast place, it is ended, waits, and starts anew in the slow lane. So however many long
queries are under way, a short one is answered at once, and no work is lost as long as there is room.

Processor time, not time by the clock: on a busy machine a short query may wait long for its few milliseconds of work.
"""

import threading
import time
from collections import Counter
from collections.abc import Mapping

from graph.settings import Settings
from web.engine.attempt import Attempt
from web.engine.generation import Generation
from web.engine.jobs import Answer, Job
from web.engine.lanes import TICK, Door, Lane
from web.engine.outcomes import QueryFailure
from web.engine.succession import Succession

_SHORTEST_SLICE = 0.02
_SHORTEST_LOOK = 0.01
_PATIENCE = 20
"""How many times its slice a query may take by the clock; what takes longer does not wait for its turn alone."""


class ReaderPool:
    """Answers queries from the current release. Its processes start with `start` or the first query."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._releases = Succession(settings)
        self._door = Door(settings.query_queue, settings.query_client)
        self._fast = Lane(settings.query_fast)
        self._slow = Lane(settings.query_readers)
        self._lock = threading.Lock()
        self._outcomes: Counter[str] = Counter()

    def start(self) -> None:
        """Load the graph and start the readers.

        Raises
        ------
        Unready
            The graph cannot be loaded.

        """
        _ = self._releases.current

    def follow(self, seconds: float) -> None:
        """Have the newest release answer from now on, if it can be loaded within some seconds, and else later.

        Raises
        ------
        Unready
            It cannot be loaded; the old one goes on answering.

        """
        self._releases.follow(seconds)

    def close(self) -> None:
        """End all processes; queries that run fail."""
        self._releases.close()

    @property
    def generation(self) -> Generation:
        """The release that answers now.

        Raises
        ------
        Unready
            There is none.

        """
        return self._releases.current

    @property
    def gauges(self) -> Mapping[str, int]:
        """How many queries are where."""
        return {
            "inside": self._door.inside,
            "fast": self._fast.running,
            "slow": self._slow.running,
            "waiting": self._fast.waiting + self._slow.waiting,
        }

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How many queries ended in which way since the start."""
        with self._lock:
            return dict(self._outcomes)

    def run(self, job: Job) -> Answer:
        """The whole answer to a query.

        Raises
        ------
        QueryFailure
            There is none, and why.

        """
        outcome = "Answered"
        try:
            with self._door.entered(job.client), self._releases.lease() as generation:
                return self._run(generation, job)
        except QueryFailure as failure:
            outcome = type(failure).__name__
            raise
        finally:
            with self._lock:
                self._outcomes[outcome] += 1

    def _run(self, generation: Generation, job: Job) -> Answer:
        attempt, answer = self._start_fast(generation, job)
        if answer:
            return answer
        if attempt is None:
            self._slow.enter(job, self._settings.query_wait)
        try:
            if attempt is None:
                attempt = Attempt(generation, job, self._settings, slow=True)
            attempt.slow_down()
            return attempt.finish()
        finally:
            self._slow.leave()

    def _start_fast(self, generation: Generation, job: Job) -> tuple[Attempt | None, Answer | None]:
        """Work in the fast lane: the answer, or the attempt that has a place in the slow lane, or neither."""
        self._fast.enter(job, self._settings.query_wait)
        try:
            attempt = Attempt(generation, job, self._settings)
            answer = attempt.advance(attempt.started + _SHORTEST_SLICE)
            while answer is None:
                wait = self._left(attempt)
                if wait <= 0:
                    if self._slow.try_enter():
                        return attempt, None
                    if self._fast.waiting:
                        attempt.abandon()
                        return None, None
                    wait = TICK
                answer = attempt.advance_until_deadline(time.monotonic() + min(max(wait, _SHORTEST_LOOK), TICK))
            return None, answer
        finally:
            self._fast.leave()

    def _left(self, attempt: Attempt) -> float:
        """How much of its slice a query has left, which may be nothing as soon as others come."""
        whole = self._slice()
        return 0.0 if time.monotonic() > attempt.started + whole * _PATIENCE else whole - attempt.cpu_seconds

    def _slice(self) -> float:
        """The slice of a query: shorter while others wait for a place."""
        whole = self._settings.query_slice
        return min(_SHORTEST_SLICE, whole) if self._fast.waiting else whole
