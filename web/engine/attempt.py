"""One reader at work on one job: passes it the query and takes its answer, piece by piece, until it ends."""

import json
import select
import signal
import time
from tempfile import SpooledTemporaryFile
from typing import Any

from graph.settings import Settings
from web.engine.generation import Generation, Reader
from web.engine.jobs import Answer, Job
from web.engine.lanes import TICK
from web.engine.outcomes import (
    BadQuery,
    Cancelled,
    QueryFailure,
    ReaderCrashed,
    ResultTooLarge,
    TooMuchMemory,
    TooSlow,
)
from web.engine.wire import DATA, END, REQUEST, receive_frame, send_frame

_IN_MEMORY = 1_000_000
_GRACE = 0.5
_MOST_USES = 500
_LESS = "ask for less: add a LIMIT, fewer or more selective patterns"


class Attempt:
    """A job given to a reader. After `advance` has returned an answer or raised, the reader is no longer ours."""

    def __init__(self, generation: Generation, job: Job, settings: Settings, *, slow: bool = False) -> None:
        self._generation = generation
        self._job = job
        self._settings = settings
        self._body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it goes on to the client
        self._reader: Reader = generation.take(slow=slow)
        self.started = time.monotonic()
        self._cpu_before = self._reader.cpu_seconds
        message = job.message(settings.query_seconds, settings.result_bytes, settings.result_rows)
        try:
            send_frame(self._reader.channel, REQUEST, message)
        except OSError:
            raise self._ended() from None
        self._poll = select.poll()
        self._poll.register(self._reader.channel, select.POLLIN)

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the query has had so far."""
        return self._reader.cpu_seconds - self._cpu_before

    def slow_down(self) -> None:
        """Let other queries go first from now on."""
        self._generation.slow_down(self._reader)

    def advance(self, until: float) -> Answer | None:
        """Work until the answer is there, or (None) until a moment of the monotonic clock.

        Raises
        ------
        QueryFailure
            There will be no answer.

        """
        looked = time.monotonic()
        while True:
            now = time.monotonic()
            if self._job.stop.is_set() or (now - looked > TICK and self._job.gone()):
                self.abandon()
                raise Cancelled("the query was stopped")
            if now >= until:
                return None
            if self._poll.poll(min(until - now, TICK) * 1000):
                answer = self._take_frame()
                if answer:
                    return answer

    def advance_until_deadline(self, until: float) -> Answer | None:
        """As `advance`, but no longer than the query may run at all."""
        deadline = self.started + self._settings.query_seconds + _GRACE
        answer = self.advance(min(until, deadline))
        if answer is None and time.monotonic() >= deadline:  # the kernel's alarm has failed us
            self.abandon()
            raise self._too_slow()
        return answer

    def finish(self) -> Answer:
        """Work until the answer is there or the deadline has passed.

        Raises
        ------
        QueryFailure
            There will be no answer.

        """
        while True:
            answer = self.advance_until_deadline(float("inf"))
            if answer:
                return answer

    def abandon(self) -> None:
        """End the reader and forget what it wrote."""
        self._body.close()
        self._let_go(kill=True)

    def _let_go(self, *, kill: bool) -> None:
        self._generation.dismiss(self._reader, kill=kill)
        if not self._reader.is_slow:
            self._generation.order()

    def _take_frame(self) -> Answer | None:
        try:
            kind, payload = receive_frame(self._reader.channel)
        except (EOFError, OSError):
            raise self._ended() from None
        if kind == DATA:
            self._body.write(payload)
            return None
        if kind == END:
            return self._complete(json.loads(payload))
        self._body.close()
        told = json.loads(payload)
        self._release(grown=told["grown"])
        raise _failure(told["kind"], told["message"])

    def _complete(self, told: dict[str, Any]) -> Answer:
        self._release(grown=told["grown"])
        size = self._body.tell()
        self._body.seek(0)
        seconds = time.monotonic() - self.started
        return Answer(self._body, size, told["rows"], seconds, self._generation.digest, told["cut"])

    def _release(self, *, grown: bool) -> None:
        self._reader.uses += 1
        if not grown and self._reader.uses < _MOST_USES:
            self._generation.give_back(self._reader)
        else:
            self._let_go(kill=True)

    def _ended(self) -> QueryFailure:
        """What the end of the reader means."""
        self._body.close()
        end = self._generation.end_of(self._reader)
        self._let_go(kill=end is None)
        match end:
            case signal.SIGALRM:
                return self._too_slow()
            case signal.SIGABRT | signal.SIGKILL:  # the allocator gives up by the first, the kernel ends by the second
                return _failure("memory", "the query took more memory than it may")
            case _:
                name = signal.Signals(end).name if end else "unknown"
                return ReaderCrashed(f"the query broke its process (signal {name})", "write it in a simpler way")

    def _too_slow(self) -> TooSlow:
        return TooSlow(f"the query ran for {self._settings.query_seconds:g} seconds and was ended", _LESS)


def _failure(kind: str, message: str) -> QueryFailure:
    match kind:
        case "memory":
            return TooMuchMemory(message, _LESS)
        case "large":
            return ResultTooLarge(message, "fetch it in parts with ORDER BY, LIMIT and OFFSET, or take a dump")
        case _:
            return BadQuery(message)
