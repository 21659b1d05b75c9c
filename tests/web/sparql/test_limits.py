"""Queries that would bring a server down, over HTTP: each ends with a clear word, and the next one is answered."""

import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from graph.settings import Settings
from tests.web.endpoint import Endpoint
from tests.web.sparql.conftest import LIMITS

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CONCAT = "SELECT (GROUP_CONCAT(STR(?c) ; separator='{}') AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}".format("x" * 500)
ORDER = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c DESC(?f)"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SMALL = "ASK { <http://example.org/kaz> ?p ?o }"


@pytest.fixture(scope="module", params=["memory", "disk"])
def endpoint(request: pytest.FixtureRequest, store_folder: Path) -> Iterator[Endpoint]:
    """The endpoint with the graph in memory and on disk: what limits a reader differs."""
    served = Endpoint(Settings(store=store_folder, query_store=request.param, **LIMITS))
    served.pool.start()
    assert served.pool.generation.on_disk == (request.param == "disk")
    yield served
    served.close()


def kind(endpoint: Endpoint, query: str) -> tuple[int, str]:
    reply = endpoint.ask(query)
    return reply.status, reply.json["type"].partition("#")[2]


def assert_works(endpoint: Endpoint) -> None:
    started = time.monotonic()
    assert endpoint.ask(SMALL).json == {"head": {}, "boolean": True}
    assert time.monotonic() - started < 1.0


@contextmanager
def in_flight(endpoint: Endpoint, queries: list[str]) -> Iterator[list[int]]:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda query=query: statuses.append(endpoint.ask(query).status)) for query in queries
    ]
    for thread in threads:
        thread.start()
    yield statuses
    for thread in threads:
        thread.join()


def test_a_query_ends_at_its_deadline(endpoint: Endpoint) -> None:
    started = time.monotonic()
    assert kind(endpoint, CROSS) == (504, "timeout")
    assert 0.9 < time.monotonic() - started < 2.0
    assert_works(endpoint)


@pytest.mark.parametrize("query", [CONCAT, ORDER])
def test_a_query_ends_at_its_memory(store_folder: Path, query: str) -> None:
    patient = Endpoint(
        Settings(store=store_folder, query_seconds=20, query_memory=100_000_000, query_fast=1, query_spare=1)
    )
    try:
        assert kind(patient, query) == (507, "memory")
        assert_works(patient)
    finally:
        patient.close()


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
def test_an_answer_that_is_too_large_is_an_error(endpoint: Endpoint, format_name: str) -> None:
    reply = endpoint.ask(WIDE, format=format_name)
    assert (reply.status, reply.json["type"].partition("#")[2]) == (422, "result-too-large")
    assert_works(endpoint)


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_exactly(store_folder: Path, format_name: str) -> None:
    settings = Settings(store=store_folder, result_rows=10, query_fast=1, query_spare=1)
    small = Endpoint(settings)
    try:
        query = "SELECT ?s ?says { ?s <http://example.org/says>|<http://example.org/value> ?says } LIMIT %d"
        assert small.ask(query % 10, format=format_name).status == 200
        assert small.ask(query % 11, format=format_name).status == 422
    finally:
        small.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 10_000 + "}" * 10_000,
        "SELECT * { FILTER" + "(" * 5_000 + "1" + ")" * 5_000 + "}",
        "SELECT * {" + " ".join(f"?a <x:{number}> ?b{number} ." for number in range(200)) + "}",
    ],
    ids=["braces", "brackets", "patterns"],
)
def test_what_the_engine_cannot_stand_does_not_reach_it(endpoint: Endpoint, query: str) -> None:
    assert kind(endpoint, query) == (400, "too-complex")


def test_a_reader_that_breaks_is_replaced(store_folder: Path) -> None:
    fragile = Endpoint(Settings(store=store_folder, query_depth=100_000, query_fast=1, query_spare=1))
    try:
        assert kind(fragile, "SELECT * " + "{" * 10_000 + "}" * 10_000) == (500, "broken")
        assert_works(fragile)
    finally:
        fragile.close()


def test_nothing_gets_out(endpoint: Endpoint) -> None:
    """Neither SERVICE nor FROM opens a connection, even if the screen is passed by."""
    from web.engine import BadQuery, Job

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert kind(endpoint, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}") == (403, "no-federation")
        with pytest.raises(BadQuery, match=r"Too many open files|Permission denied"):
            endpoint.pool.run(Job(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", "json"))
        assert endpoint.ask(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").json["results"]["bindings"] == []
        assert endpoint.ask("SELECT * { ?s ?p ?o }", default_graph_uri=address).status == 200
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_small_query_is_answered_among_runaways(endpoint: Endpoint) -> None:
    with in_flight(endpoint, [CROSS, ORDER, CONCAT, CROSS] * 2) as statuses:
        time.sleep(0.05)
        for _ in range(3):
            started = time.monotonic()
            assert endpoint.ask(SMALL).status == 200
            assert time.monotonic() - started < 2.0
            time.sleep(0.2)
    assert set(statuses) <= {503, 504, 507}
    assert_works(endpoint)


def test_too_many_queries_are_told_to_come_again(store_folder: Path) -> None:
    narrow = Endpoint(Settings(store=store_folder, query_queue=2, query_seconds=1.0))
    try:
        with in_flight(narrow, [CROSS, CROSS]):
            time.sleep(0.3)
            reply = narrow.ask(SMALL)
        assert (reply.status, reply.json["type"].partition("#")[2]) == (503, "busy")
        assert int(reply.headers["Retry-After"]) > 0
    finally:
        narrow.close()


def test_one_client_cannot_take_all_places(store_folder: Path) -> None:
    fair = Endpoint(Settings(store=store_folder, query_client=1, query_seconds=1.0))
    try:
        with in_flight(fair, [CROSS]):
            time.sleep(0.3)
            reply = fair.ask(SMALL)
        assert (reply.status, "Retry-After" in reply.headers) == (429, True)
    finally:
        fair.close()


def test_a_client_stops_its_query(endpoint: Endpoint) -> None:
    identity = uuid.uuid4().hex
    replies = []
    thread = threading.Thread(target=lambda: replies.append(endpoint.ask(CROSS, query_id=identity)))
    thread.start()
    time.sleep(0.3)
    assert endpoint.ask(SMALL, query_id=identity).status == 409
    assert endpoint.send("DELETE", f"/sparql/queries/{uuid.uuid4().hex}").status == 404
    started = time.monotonic()
    assert endpoint.send("DELETE", f"/sparql/queries/{identity}").status == 204
    thread.join()
    assert time.monotonic() - started < 0.5
    assert replies[0].status == 499
    assert endpoint.send("DELETE", f"/sparql/queries/{identity}").status == 404


def test_ids_must_be_hard_to_guess(endpoint: Endpoint) -> None:
    assert endpoint.ask(SMALL, query_id="1").status == 400


def test_a_query_whose_client_has_gone_is_stopped(endpoint: Endpoint) -> None:
    before = endpoint.pool.outcomes.get("Cancelled", 0)
    with socket.create_connection(("127.0.0.1", endpoint.port)) as connection:
        connection.sendall(f"GET /sparql?{urlencode({'query': CROSS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)
    time.sleep(0.4)
    assert endpoint.pool.outcomes.get("Cancelled", 0) == before + 1
    assert endpoint.pool.gauges["inside"] == 0
