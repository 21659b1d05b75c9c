"""The keeper: a process that holds one release of the graph and forks readers from it.

Its own work is done on one thread; an engine on the disk has others, which readers do without.

It is started as a fresh interpreter, so that neither threads nor connections of the web process get into the readers,
and it ends, and its readers with it, when the web process does. `web.engine.generation` is its other side.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Mapping
from typing import NoReturn

from graph.errors import ChanceryError
from graph.namespaces import prefixes
from graph.settings import Settings
from web.engine import reader
from web.engine.holding import Held, hold
from web.engine.wire import BROKEN, FORK, KILL, OBITUARY, READER, READY

PID = struct.Struct("!i")
END = struct.Struct("!ii")
_GROWTH = 4
_NICER, _NICEST = 5, 19


class Keeper:
    """Serves one web process over its control socket."""

    def __init__(self, held: Held, control: socket.socket, memory: int, shown: Mapping[str, str]) -> None:
        self._held = held
        self._control = control
        self._memory = memory
        self._prefixes = shown
        self._children: set[int] = set()
        self._wake, self._waker = socket.socketpair()
        for end in (self._wake, self._waker):
            end.setblocking(False)

    def run(self) -> None:
        """Work until the web process is gone."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        while True:
            ready, _, _ = select.select([self._control, self._wake], [], [])
            if self._wake in ready:
                self._bury()
            if self._control in ready:
                command = self._control.recv(64)
                if not command:
                    return
                self._obey(command[:1], command[1:])

    def _obey(self, command: bytes, argument: bytes) -> None:
        if command == FORK:
            self._fork()
            return
        (pid,) = PID.unpack(argument)
        if pid not in self._children:  # it has ended, and its number may be somebody else's
            return
        if command == KILL:
            os.kill(pid, signal.SIGKILL)
        else:
            os.setpriority(os.PRIO_PROCESS, pid, min(os.getpriority(os.PRIO_PROCESS, 0) + _NICER, _NICEST))

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._become_reader(theirs, ours)
        theirs.close()
        self._children.add(pid)
        socket.send_fds(self._control, [READER + PID.pack(pid)], [ours.fileno()])
        ours.close()

    def _become_reader(self, channel: socket.socket, other: socket.socket) -> NoReturn:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (other, self._control, self._wake, self._waker):
                end.close()
            reader.confine(self._memory, on_disk=self._held.on_disk)
            reader.serve(self._held.store, channel, self._prefixes, self._memory // _GROWTH)
            code = 0
        finally:
            os._exit(code)

    def _bury(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wake.recv(512):
                pass
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._children.discard(pid)
            self._control.send(OBITUARY + END.pack(pid, status))


def main(arguments: list[str]) -> None:
    """Hold the graph. Arguments: number of the control socket, and the settings as JSON."""
    number, told = arguments
    control = socket.socket(fileno=int(number))
    settings = Settings.from_json(told)
    started = time.monotonic()
    try:
        held = hold(settings)
    except ChanceryError as error:
        control.send(BROKEN + json.dumps({"cause": error.cause, "cure": error.cure, "file": str(error.file)}).encode())
        return
    gc.freeze()  # so that a collection in a reader does not copy the pages that it shares with the keeper
    ready = {
        "folder": str(held.folder),
        "release": held.manifest.release,
        "digest": held.manifest.digest,
        "quads": held.manifest.quads,
        "on_disk": held.on_disk,
        "seconds": time.monotonic() - started,
    }
    control.send(READY + json.dumps(ready).encode())
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        Keeper(held, control, settings.query_memory, prefixes(settings.base)).run()
    # Not returning at leisure: freeing the graph piece by piece would take seconds that nobody waits for.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
