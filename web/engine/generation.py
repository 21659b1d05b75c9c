"""A release of the graph, the keeper that holds it and its readers, as the web process sees them."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path

from graph.settings import Settings
from web.engine.keeper import END, PID
from web.engine.outcomes import Unready
from web.engine.wire import BROKEN, FORK, KILL, OBITUARY, READER, READY, SLOW

_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from web.engine.keeper import main; main(sys.argv[1:])"
_LOAD_SECONDS = 600.0
_FORK_SECONDS = 10.0
_ENDS_KEPT = 1000
_CPU_CLOCK = 2
"""With the number of a process this makes the number of the clock of its processor time (clock_getcpuclockid)."""


class Reader:
    """A process that answers queries, one at a time."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel
        self.uses = 0
        self.is_slow = False

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the process has had; without end if it has ended."""
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        except OSError:
            return float("inf")


class Generation:
    """One release with its keeper. `start` returns when the graph is loaded; `close` ends all of its processes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changed = threading.Condition()
        self._idle: deque[Reader] = deque()
        self._idle_slow: deque[Reader] = deque()
        self._ordered = 0
        self._takers = 0
        self._ends: dict[int, int] = {}
        self._closed = False
        self.working = 0
        self.folder = ""
        self.release = ""
        self.digest = ""
        self.quads = 0
        self.on_disk = False

    def start(self) -> None:
        """Start the keeper and wait until it has loaded the graph.

        Raises
        ------
        Unready
            It cannot load it.

        """
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", _START, str(_ROOT), str(theirs.fileno()), self._settings.to_json()],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"},  # large pages: 5 % less time a query
                start_new_session=True,  # so that Ctrl-C in a terminal reaches the web process alone, which lets finish
            )
        self._greet()
        threading.Thread(target=self._listen, name="keeper events", daemon=True).start()
        self.order(self._settings.query_fast + self._settings.query_spare)

    def _greet(self) -> None:
        self._control.settimeout(_LOAD_SECONDS)
        try:
            message = self._control.recv(65536)
        except TimeoutError:
            message = b""
        self._control.settimeout(None)
        if message[:1] != READY:
            self.close()
            if message[:1] == BROKEN:
                told = json.loads(message[1:])
                raise Unready(told["cause"], told["cure"], file=told["file"])
            raise Unready("the process that holds the graph ended while it loaded", "see what it wrote on stderr")
        told = json.loads(message[1:])
        self.folder, self.release, self.digest = told["folder"], told["release"], told["digest"]
        self.quads, self.on_disk = told["quads"], told["on_disk"]

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message, sockets, _, _ = socket.recv_fds(self._control, 64, 1)
                if not message:
                    break
                self._note(message[:1], message[1:], sockets)
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _note(self, event: bytes, argument: bytes, sockets: list[int]) -> None:
        with self._changed:
            if event == READER:
                (pid,) = PID.unpack(argument)
                reader = Reader(pid, socket.socket(fileno=sockets[0]))
                self._ordered -= 1
                if self._closed:
                    reader.channel.close()
                else:
                    self._idle.append(reader)
            elif event == OBITUARY:
                self._bury(*END.unpack(argument))
            self._changed.notify_all()

    def _bury(self, pid: int, status: int) -> None:
        self._ends[pid] = status
        if len(self._ends) > _ENDS_KEPT:  # most ends are nobody's question
            self._ends.pop(next(iter(self._ends)))
        self._idle_slow = deque(reader for reader in self._idle_slow if reader.pid != pid)
        if any(reader.pid == pid for reader in self._idle):
            self._idle = deque(reader for reader in self._idle if reader.pid != pid)
            self._ordered += 1
            self._command(FORK)

    def order(self, count: int = 1) -> None:
        """Have the keeper fork more readers."""
        with self._changed:
            self._ordered += count
        for _ in range(count):
            self._command(FORK)

    def take(self, *, slow: bool = False) -> Reader:
        """An idle reader; for a long query, one that is `slow` already, if there is any.

        Raises
        ------
        Unready
            There is none and none comes.

        """
        with self._changed:
            if slow and self._idle_slow:
                return self._idle_slow.pop()
            self._takers += 1
            if len(self._idle) + self._ordered < self._takers:
                self._ordered += 1
                self._command(FORK)
            self._changed.wait_for(lambda: self._idle or self._closed, _FORK_SECONDS)
            self._takers -= 1
            if not self._idle:
                raise Unready("no process could be started to answer the query", "try again in a moment")
            return self._idle.pop()

    def give_back(self, reader: Reader) -> None:
        """Take back a reader that is ready for the next query; of slow ones, no more than work at once."""
        with self._changed:
            idle = self._idle_slow if reader.is_slow else self._idle
            if not self._closed and (not reader.is_slow or len(idle) < self._settings.query_readers):
                idle.append(reader)
                self._changed.notify()
                return
        reader.channel.close()

    def dismiss(self, reader: Reader, *, kill: bool) -> None:
        """Let go of a reader: at once, or (not `kill`) by itself, as it is idle."""
        if kill:
            self._command(KILL + PID.pack(reader.pid))
        reader.channel.close()

    def slow_down(self, reader: Reader) -> None:
        """Have a reader run after the others from now on; without rights it can never be made as fast again."""
        if not reader.is_slow:
            reader.is_slow = True
            self._command(SLOW + PID.pack(reader.pid))
            self.order()

    def end_of(self, reader: Reader, seconds: float = 3.0) -> int | None:
        """The signal that a reader ended by (0 if it left of itself), or None if it has not ended."""
        with self._changed:
            if not self._changed.wait_for(lambda: reader.pid in self._ends, seconds):
                return None
            status = self._ends.pop(reader.pid)
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0

    def _command(self, message: bytes) -> None:
        with contextlib.suppress(OSError):  # a keeper that is gone has taken its readers along
            self._control.send(message)

    @property
    def alive(self) -> bool:
        """Whether the keeper works."""
        return not self._closed

    def close(self) -> None:
        """End the keeper and all of its readers."""
        with self._changed:
            self._closed = True
            idle, self._idle, self._idle_slow = [*self._idle, *self._idle_slow], deque(), deque()
            self._changed.notify_all()
        for reader in idle:
            reader.channel.close()
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self._control.close()
