"""What goes into the pool and what comes out: a job and its answer."""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run.

    `format` is a key of `TABLES` or `GRAPHS` in `web.engine.reader`. `default_graphs` and `named_graphs` are the
    dataset that the query sees; both None means the whole graph. Relative IRIs in the query are resolved against
    `base`. `client` is the address that the query counts for. `gone` tells whether the client has left. `stop` ends the
    query, whether it runs or waits. With `shown`, an answer of more rows is cut after about as many and says so, where
    it would else be an error: for a page that people look at.
    """

    query: str
    format: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    base: str | None = None
    shown: int | None = None
    client: str = ""
    gone: Callable[[], bool] = _never
    stop: threading.Event = field(default_factory=threading.Event)

    def message(self, seconds: float, limit_bytes: int, limit_rows: int) -> bytes:
        """The job as the reader gets it."""
        parts = {
            "query": self.query,
            "format": self.format,
            "base": self.base,
            "default": None if self.default_graphs is None else list(self.default_graphs),
            "named": None if self.named_graphs is None else list(self.named_graphs),
            "seconds": seconds,
            "bytes": limit_bytes,
            "rows": limit_rows if self.shown is None else self.shown,
            "partial": self.shown is not None,
        }
        return json.dumps(parts).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `body` is at its start and has `size` bytes; `release` stands for the graph that it is from.

    `cut` tells that it is not whole after all, which only happens to a job with `shown`.
    """

    body: "SpooledTemporaryFile[bytes]"
    size: int
    rows: int
    seconds: float
    release: str
    cut: bool = False
