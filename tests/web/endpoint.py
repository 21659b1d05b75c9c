"""A store and an endpoint to test with, over real HTTP."""

import contextlib
import http.client
import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from waitress.server import create_server

from graph.settings import Settings
from graph.store import Manifest, Releases
from graph.store.writing import content_digest, write_quads
from web.engine import ReaderPool
from web.sparql import blueprint, init_app

DATA = Path(__file__).parent / "data" / "endpoint.trig"
NUMBERS = 1500


def quads() -> list[Quad]:
    """The statements of the test store: those of the file, and numbers enough for a query to run away in."""
    graph, value = NamedNode("http://example.org/numbers"), NamedNode("http://example.org/value")
    numbers = [Quad(NamedNode(f"http://example.org/n/{i}"), value, Literal(i), graph) for i in range(NUMBERS)]
    return [*parse(DATA.read_bytes(), format=RdfFormat.TRIG), *numbers]


def publish(folder: Path, content: list[Quad]) -> None:
    """Make a release with some content the current one."""
    releases = Releases(folder)
    with releases.writing(), releases.new() as new:
        store = Store(str(new / "db"))
        write_quads(store, content)
        digest, count = content_digest(store)
        store.flush()
        del store
        base = "https://w3id.org/chancery"
        releases.publish(new, Manifest(1, "0", base, "2025-01-01", "2025-01-01T00:00:00Z", digest, count, 0))


@dataclass(slots=True)
class Reply:
    """An answer over HTTP."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Endpoint:
    """An endpoint that listens on a port of its own."""

    settings: Settings
    port: int = 0
    pool: ReaderPool = field(init=False)

    def __post_init__(self) -> None:
        self._stopping = False
        app = Flask(__name__)
        self.pool = init_app(app, self.settings)
        app.register_blueprint(blueprint)
        self.server = create_server(app, port=0, threads=24, channel_request_lookahead=1)
        self.port = int(self.server.effective_port)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self._stopping:
            self.server.asyncore.loop(0.5, map=self.server._map, count=1)
        self.server.asyncore.close_all(self.server._map)

    def close(self) -> None:
        self._stopping = True
        with contextlib.suppress(OSError):  # the loop may have seen the flag, and closed the trigger, already
            self.server.pull_trigger()
        self.thread.join()
        self.server.task_dispatcher.shutdown()
        self.pool.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str | None = None, method: str = "GET", **parameters: Any) -> Reply:
        """GET a query, with further parameters and an Accept header."""
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        path = "/sparql?" + urlencode({"query": query, **named}, doseq=True)
        return self.send(method, path, headers={"Accept": accept} if accept else {})
