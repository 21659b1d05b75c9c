"""A real HTTP server that plays the endpoint of a model: it answers well, lies, stalls or breaks, as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from graph.extract.model import ModelReader
from graph.extract.model.client import Client
from graph.facts import Article
from graph.resolve.world import World
from graph.settings import Settings

KEY = "sk-a-secret-of-this-test"
TEXT = (
    "Chilean President Juan Mora visited Peru on Monday. He met Peruvian Foreign Minister Rosa Diaz in Lima.\n\n"
    "Chile and Peru signed an agreement on fisheries, the ministry said. Peru belongs to the Andean Community."
)
ARTICLE = Article("a", "A visit to Lima", TEXT, source="The Courier", published="2024-05-15")


def fact(kind: str = "Visit", quote: str = "Chilean President Juan Mora visited Peru on Monday.", **parts: Any) -> dict:
    """A fact as a model tells it; a visit that is true, but for what `parts` change."""
    roles = parts.pop("roles", {"visitor": ["person:Juan Mora", "state:CHL"], "host": ["state:PER"]})
    return {
        "type": kind,
        "quote": quote,
        "roles": [{"role": role, "values": values} for role, values in roles.items()],
        "date": "2024-05-13",
        "modality": "asserted",
    } | parts


def openai(*facts: Any, usage: Any = None, **choice: Any) -> dict[str, Any]:
    """A reply of a chat completion."""
    message = {"role": "assistant", "content": json.dumps({"facts": list(facts)})}
    usage = {"prompt_tokens": 2000, "completion_tokens": 100} if usage is None else usage
    return {"choices": [{"message": message, "finish_reason": "stop"} | choice], "usage": usage}


def anthropic(*facts: Any) -> dict[str, Any]:
    """A reply with the call of a tool."""
    call = {"type": "tool_use", "id": "x", "name": "report_facts", "input": {"facts": list(facts)}}
    usage = {"input_tokens": 2000, "output_tokens": 100}
    return {"content": [{"type": "text", "text": "Here."}, call], "stop_reason": "tool_use", "usage": usage}


Behaviour = Callable[[BaseHTTPRequestHandler], None]


def says(data: Any, status: int = 200, **headers: str) -> Behaviour:
    """Answer with JSON, or with bytes as they are."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def stalls(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the server ends."""
    handler.server.ended.wait(20)  # type: ignore[attr-defined]


def dribbles(handler: BaseHTTPRequestHandler) -> None:
    """Say a letter now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.ended.is_set():  # type: ignore[attr-defined]
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def breaks(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def floods(handler: BaseHTTPRequestHandler) -> None:
    """Send without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.ended.is_set():  # type: ignore[attr-defined]
        handler.wfile.write(b" " * 65_536)


@dataclass
class Endpoint:
    """The server: what it does, one behaviour a request and the last for all further ones, and what it was asked."""

    url: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def does(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    told = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            told.paths.append(self.path)
            told.headers.append(dict(self.headers))
            behave = told.behaviours.pop(0) if len(told.behaviours) > 1 else told.behaviours[0]
            try:
                behave(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.ended = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.ended.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def modelled(endpoint: Endpoint, tmp_path: Path) -> Callable[..., Settings]:
    """Settings for the endpoint."""

    def settings(**changes: Any) -> Settings:
        usual = {"extractor": "model", "model_url": endpoint.url, "model_name": "test-1", "model_seconds": 0.5}
        return Settings(**usual | {"model_cache": tmp_path / "cache"} | changes)

    return settings


@pytest.fixture
def reader(modelled: Callable[..., Settings], endpoint: Endpoint, world: World) -> Callable[..., ModelReader]:
    """A reader that asks the endpoint, and does not wait between attempts."""

    def make(**changes: Any) -> ModelReader:
        settings = modelled(**changes)
        return ModelReader(settings, world, Client(settings, {"CHANCERY_MODEL_KEY": KEY}, endpoint.slept.append))

    return make
