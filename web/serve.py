"""Serves the site: builds the graph first if there is none, then answers until it is told to stop."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress.server import create_server

from graph.build import build
from graph.errors import ChanceryError, StoreMissing, UsageError
from graph.settings import Settings
from graph.store import Releases
from web.app import create_app
from web.engine import ReaderPool
from web.updates.process import run_recovery

Say = Callable[[str], None]

_ENCODED = 3
_BODY_ROOM = 1_000_000
_HEADER_BYTES = 262_144


class PortTaken(ChanceryError):
    """The address cannot be listened on."""


def serve(settings: Settings, say: Say) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are then let finish for `stop_seconds`.

    Parameters
    ----------
    settings
        Where the store is, where to listen, and the limits.
    say
        Is told of progress, a line at a time.

    Raises
    ------
    PortTaken
        The address cannot be listened on.
    ChanceryError
        The graph cannot be built or read.

    """
    if settings.threads <= settings.query_queue:
        raise UsageError(
            f"threads is {settings.threads} and query_queue {settings.query_queue}: queries would starve the pages",
            "set threads higher than query_queue",
        )
    listener = _listen(settings)  # before a build of minutes: a port in use is told at once
    with listener:
        is_new = _ensure_graph(settings, say)
        _log_access()
        _finish_updates(settings, say)
        app = create_app(settings)
        pool: ReaderPool = app.extensions["chancery.readers"]
        say("loading the graph")
        pool.start()
        app.extensions["chancery.shelf"].warm()  # a thread: only once the pool has forked its keeper
        dumping = _start_dump(settings) if is_new else None
        try:
            _run(app, listener, settings, say)
        finally:
            pool.close()
            if dumping is not None:
                dumping.terminate()
                dumping.wait()


def _listen(settings: Settings) -> socket.socket:
    where = f"{settings.host}:{settings.port}"
    try:
        return socket.create_server((settings.host, settings.port), backlog=1024, family=_family(settings.host))
    except OSError as error:
        raise PortTaken(
            f"cannot listen on {where} ({error.strerror or error})", "choose another with --port or --host"
        ) from None
    except OverflowError:
        raise UsageError(f"there is no port {settings.port}", "choose one from 1 to 65535 with --port") from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _ensure_graph(settings: Settings, say: Say) -> bool:
    """Build the graph if there is none yet; whether it was built."""
    try:
        Releases(settings.store).manifest()
    except StoreMissing:
        say(f"there is no graph in {settings.store} yet; building it")
        outcome = build(settings, say)
        say(f"built {outcome.manifest.quads:,} statements, {outcome.manifest.facts:,} facts")
        return True
    return False


def _finish_updates(settings: Settings, say: Say) -> None:
    """Make the updates that the end of an earlier server cut off."""
    try:
        if (settings.store / "updates.jsonl").exists() and (count := run_recovery(settings)):
            say(f"{count} updates had been cut off; the journal has what became of them")
    except ChanceryError as error:
        say(f"updates that had been cut off cannot be made now: {error}")


def _start_dump(settings: Settings) -> subprocess.Popen[bytes]:
    """Dump the release in a process of its own: a large one takes minutes, and readers should not wait for it."""
    program = "import os; os.nice(10); from graph.cli import main; main()"
    command = [sys.executable, "-c", program, "--store", str(settings.store), "dump"]
    environment = os.environ | {"CHANCERY_BASE": settings.base, "PYTHONPATH": os.pathsep.join(sys.path)}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - our own program


def _log_access() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name in ("chancery.access", "web"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)


def _run(app: Any, listener: socket.socket, settings: Settings, say: Say) -> None:
    server = create_server(
        app,
        sockets=[listener],
        threads=settings.threads,
        connection_limit=settings.connections,
        channel_timeout=60,
        max_request_body_size=_ENCODED * max(settings.query_bytes, settings.update_bytes) + _BODY_ROOM,
        max_request_header_size=_HEADER_BYTES,
        channel_request_lookahead=1,  # lets a query notice that its client has gone
        asyncore_use_poll=True,  # more than 1,024 connections
        ident=None,
        clear_untrusted_proxy_headers=True,
        **_proxy(settings.trusted_proxy),
    )
    stop = _Stopper(server, settings.stop_seconds)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    say(f"serving on http://{_shown(settings.host)}:{listener.getsockname()[1]}/ (stop with Ctrl-C)")
    server.run()
    say("stopped")


def _proxy(address: str) -> dict[str, Any]:
    """What makes the server believe one proxy: of the addresses that it forwards, the last, which it saw itself."""
    if not address:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": address, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Stopper:
    """Handles the signals that ask to stop: no new connections, requests under way finish, then the server ends."""

    def __init__(self, server: Any, seconds: float) -> None:
        self._server = server
        self._seconds = seconds
        self._asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self._asked:  # asked a second time: now
            raise SystemExit(0)
        self._asked = True
        threading.Thread(target=self._drain, name="stop", daemon=True).start()

    def _drain(self) -> None:
        until = time.monotonic() + self._seconds
        self._server.accepting = False
        while self._busy() and time.monotonic() < until:
            time.sleep(0.05)
        signal.raise_signal(signal.SIGTERM)
        self._server.pull_trigger()  # wakes the main thread, which runs the handler

    def _busy(self) -> bool:
        channels = list(self._server.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)
