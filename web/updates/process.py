"""An update's process: it may be ended at any moment, has bounds of its own, and can open no connection."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.errors import ChanceryError, InputError, InvalidGraph, StoreBusy, StoreError
from graph.settings import Settings
from web.engine.guard import deny_connections
from web.updates.apply import Done, apply, recover, settle

_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from web.updates.process import main; main()"
_PR_SET_PDEATHSIG = 1
_CLASSES = {kind.__name__: kind for kind in (InputError, InvalidGraph, StoreBusy)}


class UpdateEnded(ChanceryError):
    """The process of an update was ended at its bounds; nothing is changed."""


def run(settings: Settings, writer: str, text: str, targets: list[str]) -> Done:
    """Make an update in a process of its own; only one may be under way.

    Raises
    ------
    InputError, InvalidGraph, StoreError
        As `web.updates.apply.apply`.
    UpdateEnded
        It took too long or too much memory.

    """
    code, answer = _ask(settings, writer=writer, text=text, targets=targets)
    if answer is None:
        done = settle(settings)  # its client is told of the end now: it must not be made again later
        if done is not None:
            return done
        raise _ended(code, settings)
    return Done(**answer)


def run_recovery(settings: Settings) -> int:
    """Make the updates that an end of the server cut off, in a process of its own; returns how many there were.

    Raises
    ------
    StoreError, UpdateEnded
        They cannot be made; the next attempt is the next update's.

    """
    code, answer = _ask(settings)
    if answer is None:
        raise _ended(code, settings)
    return int(answer["recovered"])


def _ask(settings: Settings, **told: Any) -> tuple[int, dict[str, Any] | None]:
    """What the process ended with and what it answered, None if it was ended before."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _START, str(_ROOT)],
        input=json.dumps({"settings": settings.to_json(), "parent": os.getpid(), **told}),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return done.returncode, None
    if "error" in answer:
        raise _CLASSES.get(answer["error"], StoreError)(answer["cause"], answer["cure"])
    return done.returncode, answer


def _ended(code: int, settings: Settings) -> UpdateEnded:
    if code == -signal.SIGALRM:
        return UpdateEnded(f"the update ran for {settings.update_seconds:g} seconds and was ended", "send less at once")
    return UpdateEnded("the update took more memory than it may, or broke its process", "send less at once")


def main() -> None:
    """Read an update from standard input, make it, and write what came of it to standard output."""
    told = json.loads(sys.stdin.read())
    settings = Settings.from_json(told["settings"])
    _confine(settings)
    if os.getppid() != told["parent"]:  # it ended before it could take this process along
        return
    try:
        answer: dict[str, Any]
        if "text" in told:
            answer = asdict(apply(settings, told["writer"], told["text"], told["targets"]))
        else:
            answer = {"recovered": recover(settings)}
    except ChanceryError as error:
        answer = {"error": type(error).__name__, "cause": error.cause, "cure": error.cure}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # the engine's threads need not be waited for: all is on disk


def _confine(settings: Settings) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, settings.update_seconds)
    resource.setrlimit(resource.RLIMIT_AS, (settings.update_memory, settings.update_memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    deny_connections()  # where it cannot be had, what fetches is refused by reading all the same
