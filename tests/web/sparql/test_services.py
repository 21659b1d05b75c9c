"""SERVICE: off without a setting; with one, to the endpoints named in it and to no others."""

import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.web.endpoint import Endpoint, Reply

PREFIX = "PREFIX ex: <http://example.org/>\n"


class Other:
    """Another endpoint, which answers what a test wants it to."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.status, self.body = 200, b""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(outer.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/other"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def answer(self, *rows: dict[str, dict[str, str]], names: str = "x") -> None:
        self.body = json.dumps({"head": {"vars": names.split()}, "results": {"bindings": rows}}).encode()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="module")
def other() -> Iterator[Other]:
    made = Other()
    yield made
    made.close()


@pytest.fixture(scope="module")
def open_one(store_folder: Path, endpoint: Endpoint, other: Other) -> Iterator[Endpoint]:
    """An endpoint that may ask the shared one, and the other."""
    settings = Settings(
        store=store_folder,
        query_services=f"{endpoint.url} {other.address}",
        service_rows=5,
        service_bytes=10_000,
        service_seconds=5.0,
        query_fast=2,
        query_spare=1,
    )
    served = Endpoint(settings)
    yield served
    served.close()


def kind(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["type"].partition("#")[2]


def rows(reply: Reply) -> list[dict[str, str]]:
    assert reply.status == 200, reply.body
    return [{name: term["value"] for name, term in row.items()} for row in reply.json["results"]["bindings"]]


def test_another_endpoint_is_asked_and_its_rows_are_joined(open_one: Endpoint, endpoint: Endpoint) -> None:
    here = "SELECT ?s ?o { ?s ex:met ?o } ORDER BY ?s ?o"
    there = f"SELECT ?s ?o {{ ?s ex:met ?o . SERVICE <{endpoint.url}> {{ ?s ex:met ?o }} }} ORDER BY ?s ?o"
    assert rows(open_one.ask(PREFIX + there)) == rows(open_one.ask(PREFIX + here)) != []
    optional = f"SELECT ?o {{ VALUES ?s {{ ex:nobody }} OPTIONAL {{ SERVICE <{endpoint.url}> {{ ?s ex:met ?o }} }} }}"
    assert rows(open_one.ask(PREFIX + optional)) == [{}]
    prefixed = (
        f"PREFIX e: <{endpoint.url.removesuffix('sparql')}> SELECT ?o {{ SERVICE e:sparql {{ ex:kaz ex:met ?o }} }}"
    )
    assert len(rows(open_one.ask(PREFIX + prefixed))) == 2


def test_answers_that_depend_on_others_are_not_kept(open_one: Endpoint, endpoint: Endpoint) -> None:
    reply = open_one.ask(f"ASK {{ SERVICE <{endpoint.url}> {{ ?s ?p 'no such thing' }} }}")
    assert (reply.json["boolean"], reply.headers["ETag"]) == (False, None)


def test_each_kind_of_term_arrives_as_it_is(open_one: Endpoint, other: Other) -> None:
    nasty = 'x" } } ; DROP ALL \\ \n é'
    other.answer(
        {"x": {"type": "uri", "value": "http://e/a"}, "y": {"type": "literal", "value": nasty}},
        {"x": {"type": "literal", "value": "mot", "xml:lang": "fr"}},
        {"x": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"x": {"type": "bnode", "value": "b0"}},
        names="x y",
    )
    reply = open_one.ask(f"SELECT * {{ SERVICE <{other.address}> {{ ?x ?p ?y }} }}")
    found = {
        (row["x"]["type"], row["x"]["value"], row["x"].get("xml:lang")) for row in reply.json["results"]["bindings"]
    }
    assert {("uri", "http://e/a", None), ("literal", "mot", "fr"), ("literal", "1", None)} < found
    assert [row["y"] for row in rows(reply) if "y" in row] == [nasty]
    assert b"BASE+%3Chttp" in other.asked[-1]
    assert b"SELECT+%2A+WHERE+%7B+%3Fx+%3Fp+%3Fy+%7D" in other.asked[-1]


def test_a_pattern_without_variables_holds_or_not(open_one: Endpoint, other: Other) -> None:
    query = f"ASK {{ SERVICE <{other.address}> {{ <a:a> <a:b> <a:c> }} }}"
    other.answer({}, names="")
    assert open_one.ask(query).json["boolean"] is True
    other.answer(names="")
    assert open_one.ask(query).json["boolean"] is False


def row(term: str) -> bytes:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": json.loads(term)}]}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (500, b"", "status 500"),
        (302, b"", "status 302"),
        (200, b"<html>", "no rows in JSON"),
        (200, b'{"head": {}, "boolean": true}', "no rows in JSON"),
        (200, b" " * 20_000, "10,000 bytes"),
        (200, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{}] * 6}}).encode(), "5 rows"),
        (200, b'{"head": {"vars": ["x) {} ?y"]}, "results": {"bindings": []}}', "variables that are none"),
        (
            200,
            b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "x> {}"}}]}}',
            "a term",
        ),
        (
            200,
            b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "triple", "value": {}}}]}}',
            "a term",
        ),
    ],
)
def test_a_bad_answer_is_told_or_passed_over(
    open_one: Endpoint, other: Other, status: int, body: bytes, told: str
) -> None:
    other.status, other.body = status, body
    asked = len(other.asked)
    try:
        query = "SELECT * { VALUES ?a { 1 } SERVICE %s <" + other.address + "> { ?x ?y ?z } }"
        reply = open_one.ask(query % "")
        assert kind(reply) == (502, "service")
        assert told in reply.json["detail"]
        assert rows(open_one.ask(query % "SILENT")) == [{"a": "1"}]
        assert len(other.asked) == asked + 2  # no redirect was followed
    finally:
        other.status = 200


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }",
        "SERVICE ?where { ?s ?p ?o }",
        "SERVICE SILENT ?where { ?s ?p ?o }",
        "SERVICE <{other}x> {{ ?s ?p ?o }}",
        "SERVICE <{other}> {{ SERVICE <{other}> {{ ?s ?p ?o }} }}",
        "SERVICE <{other}> {{ ?s ?p ?o }} SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }}",
        "SERVICE:x { ?s ?p ?o }",
        "\\u0053ERVICE <{other}> {{ ?s ?p ?o }}",
        "SERVICE <{other}\\u0078> {{ ?s ?p ?o }}",
    ],
)
def test_no_other_endpoint_is_asked(open_one: Endpoint, other: Other, clause: str) -> None:
    before = len(other.asked)
    text = clause.format(other=other.address) if "{{" in clause else clause
    assert kind(open_one.ask(f"SELECT * {{ {text} }}")) == (403, "no-federation")
    assert len(other.asked) == before


def test_a_clause_without_a_pattern_is_no_query(open_one: Endpoint, other: Other) -> None:
    for rest in ("", "?s ?p ?o", "{ ?s ?p"):
        assert kind(open_one.ask(f"SELECT * {{ SERVICE <{other.address}> {rest}")) == (400, "bad-query")


def test_an_endpoint_that_does_not_answer_is_given_up(store_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        settings = Settings(
            store=store_folder, query_services=address, service_seconds=0.3, query_fast=1, query_spare=1
        )
        served = Endpoint(settings)
        try:
            reply = served.ask(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
            assert kind(reply) == (502, "service")
        finally:
            served.close()


def test_the_processes_of_queries_open_no_connection_all_the_same(open_one: Endpoint, other: Other) -> None:
    from web.engine import BadQuery, Job

    before = len(other.asked)
    with pytest.raises(BadQuery):
        open_one.pool.run(Job(f"SELECT * {{ SERVICE <{other.address}> {{ ?s ?p ?o }} }}", "json"))
    assert len(other.asked) == before
