"""The life of a reader: a forked process that answers one query after another and may be killed at any moment.

The kernel holds it to its limits: an alarm ends it at the deadline of a query, even in the engine's own code; its
memory is bounded; and it can open no connection, whatever a query asks for: in memory because it can open no file, on
the disk because it is denied sockets.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from web.engine.datasets import select_dataset
from web.engine.guard import deny_connections
from web.engine.rows import NoRows, RowCounter, row_counter
from web.engine.wire import DATA, END, FAILED, FRAME_BYTES, receive_frame, send_frame

TABLES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_WITH_PREFIXES = ("turtle", "trig", "rdfxml")
_PR_SET_PDEATHSIG = 1


class Overflow(Exception):
    """The answer has more bytes or rows than may be."""


class Refused(Exception):
    """The query cannot be answered; `kind` says why."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Sink:
    """A file that sends what is written to it in frames, and stops the engine when it is too much."""

    def __init__(self, channel: socket.socket, limit_bytes: int, limit_rows: int, counter: RowCounter) -> None:
        self._channel = channel
        self._limit_bytes = limit_bytes
        self._limit_rows = limit_rows
        self._counter = counter
        self._buffer = bytearray()
        self._size = 0

    @property
    def rows(self) -> int:
        """Rows written so far."""
        return max(self._counter.rows, 0)

    def write(self, piece: bytes) -> int:
        """Take a piece of the answer."""
        self._size += len(piece)
        self._buffer += piece
        self._counter.feed(piece)
        if self._size > self._limit_bytes:
            raise Overflow(f"the answer has more than {self._limit_bytes:,} bytes")
        if self._counter.rows > self._limit_rows:
            raise Overflow(f"the answer has more than {self._limit_rows:,} rows")
        if len(self._buffer) >= FRAME_BYTES:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Send what is held back."""
        if self._buffer:
            send_frame(self._channel, DATA, bytes(self._buffer))
            self._buffer.clear()


def confine(memory: int, *, on_disk: bool) -> None:
    """Give up what a reader must not have: connections, core dumps, memory beyond the graph and `memory`; files, too.

    With a store `on_disk` files can be opened, for the engine opens those of the store as it comes to need them.

    Raises
    ------
    PermissionError
        Connections cannot be given up.

    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # if memory ends all the same, the kernel takes a reader
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # the engine's last words at its memory bound are no news: the pool tells what happened
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    space = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not on_disk:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    elif not deny_connections():
        raise PermissionError("connections cannot be denied")


def serve(store: Store, channel: socket.socket, prefixes: Mapping[str, str], growth: int) -> None:
    """Answer jobs from the channel until the other side is gone.

    An answer tells whether the process has grown by more than `growth` bytes since its start. What it keeps of that is
    missing to the next query, so that it had better be replaced.
    """
    most = _peak() + growth
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the kernel's own default: end the process, whatever it is doing
    while True:
        try:
            _, payload = receive_frame(channel)
        except EOFError:
            return
        job = json.loads(payload)
        signal.setitimer(signal.ITIMER_REAL, job["seconds"])
        try:
            rows, cut = _answer(store, job, channel, prefixes)
        except (Refused, Overflow) as failure:
            kind = failure.kind if isinstance(failure, Refused) else "large"
            told = {"kind": kind, "message": str(failure), "grown": _peak() > most}
            send_frame(channel, FAILED, json.dumps(told).encode())
        else:
            send_frame(channel, END, json.dumps({"rows": rows, "cut": cut, "grown": _peak() > most}).encode())
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(store: Store, job: dict[str, Any], channel: socket.socket, prefixes: Mapping[str, str]) -> tuple[int, bool]:
    """Run a job and write its answer; returns the number of rows, and whether it was cut."""
    cut = False
    try:
        dataset = select_dataset(store, job["default"], job["named"])
        result = dataset.store.query(
            job["query"],
            base_iri=job["base"],
            default_graph=dataset.default_graphs,
            named_graphs=dataset.named_graphs,
        )
        counter = NoRows() if isinstance(result, QueryBoolean) else row_counter(job["format"])
        sink = Sink(channel, job["bytes"], job["rows"], counter)
        try:
            _write(result, job["format"], sink, prefixes)
        except Overflow:
            if not job["partial"]:
                raise
            cut = True
    except SyntaxError as error:
        raise Refused("syntax", str(error)) from None
    except MemoryError:
        raise Refused("memory", "the query took more memory than it may") from None
    except (RuntimeError, ValueError, OSError) as error:
        raise Refused("engine", str(error)) from None
    sink.flush()
    return sink.rows, cut


def _write(
    result: QuerySolutions | QueryBoolean | QueryTriples, name: str, sink: Sink, prefixes: Mapping[str, str]
) -> None:
    output: Any = sink  # the engine needs no more of a file than `write` and `flush`
    if isinstance(result, QueryTriples) != (name in GRAPHS):
        raise Refused("form", f"an answer of this kind cannot be written as {name}")
    if isinstance(result, QueryTriples):
        shown = dict(prefixes) if name in _WITH_PREFIXES else None
        pyoxigraph.serialize(result, output, format=GRAPHS[name], prefixes=shown)
    else:
        result.serialize(output, format=TABLES[name])
