"""Wikidata's statements from a local endpoint that speaks the protocol."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from graph.errors import InputError, UsageError
from graph.peers import read_wikidata
from graph.read.seeds import read_knowledge
from graph.resolve.world import World
from graph.settings import Settings


@pytest.fixture(scope="module")
def world(built: Settings) -> World:
    return read_knowledge(built).world


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    store = Store()
    store.load(path=str(Path(__file__).parent / "data" / "wikidata.ttl"), format=RdfFormat.TURTLE)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (query,) = parse_qs(urlsplit(self.path).query)["query"]
            found = store.query(query)
            assert isinstance(found, QuerySolutions)
            assert "Chancery/" in self.headers["User-Agent"]
            body = found.serialize(format=QueryResultsFormat.JSON)
            assert body is not None
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Be silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def test_statements_become_facts_with_qualifiers_and_references(world: World, endpoint: str) -> None:
    leader, relations = read_wikidata(["KAZ"], world, endpoint)

    assert leader.type == "OfficeHolding"
    assert leader.roles == {"holder": ("person:Aidar Example",), "office": ("head of state",), "of": ("state:KAZ",)}
    assert leader.date == "2019-03-20/.."
    (told,) = leader.evidence
    assert "https://example.org/president" in str(told.source)
    assert told.confidence > relations.evidence[0].confidence
    assert (relations.type, relations.date) == ("DiplomaticRelations", "1992-02-24")
    assert relations.roles == {"party": ("state:KAZ", "state:PAK"), "action": ("established",)}
    assert "without a reference" in str(relations.evidence[0].source)


def test_a_state_that_is_not_known_is_told(world: World, endpoint: str) -> None:
    with pytest.raises(UsageError, match="'XXQ' is no state"):
        list(read_wikidata(["XXQ"], world, endpoint))


def test_an_endpoint_that_does_not_answer_is_told(world: World) -> None:
    with pytest.raises(InputError, match="does not answer"):
        list(read_wikidata(["KAZ"], world, "http://127.0.0.1:9/sparql", 2))
