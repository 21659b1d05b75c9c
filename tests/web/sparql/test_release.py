"""A new release while the endpoint answers, and what watches over it."""

import json
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.settings import Settings
from graph.store import Releases
from tests.web.endpoint import Endpoint, publish, quads

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/new> ?o }"
NEW = Quad(
    NamedNode("http://example.org/s"),
    NamedNode("http://example.org/new"),
    Literal(1),
    NamedNode("http://example.org/g"),
)


@pytest.fixture(params=["memory", "disk"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Endpoint]:
    publish(tmp_path / "store", quads())
    settings = Settings(
        store=tmp_path / "store", query_store=request.param, query_seconds=2.0, query_fast=2, query_spare=1
    )
    served = Endpoint(settings)
    yield served
    served.close()


def count(endpoint: Endpoint) -> int:
    reply = endpoint.ask(COUNT)
    assert reply.status == 200, reply.body
    return int(reply.json["results"]["bindings"][0]["n"]["value"])


def wait_for(endpoint: Endpoint, number: int) -> None:
    until = time.monotonic() + 10
    while count(endpoint) != number:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_new_release_is_followed_without_a_failed_request(own: Endpoint) -> None:
    first = own.ask(COUNT)
    folder = own.settings.store
    publish(folder, [*quads(), NEW])
    wait_for(own, 1)
    assert own.ask(COUNT).headers["ETag"] != first.headers["ETag"]
    assert b"http://example.org/g" in own.send("GET", "/sparql").body


def test_a_query_under_way_ends_on_the_release_that_it_began_on(own: Endpoint) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/new> ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    replies = []
    publish(own.settings.store, [*quads(), NEW])
    thread = threading.Thread(target=lambda: replies.append(own.ask(slow)))
    assert count(own) in (0, 1)
    thread.start()
    time.sleep(0.2)
    publish(own.settings.store, quads())
    wait_for(own, 0)
    thread.join()
    assert replies[0].status in (200, 504)


def test_a_release_that_answers_is_not_removed_by_the_next(own: Endpoint) -> None:
    """On disk readers open its files as they come to need them."""
    folder = own.settings.store
    own.pool.start()
    generation = own.pool.generation
    generations = Releases(folder)
    with own.pool._releases.lease() as held:  # as a long query does
        for number in range(3):
            publish(folder, [*quads(), Quad(NEW.subject, NEW.predicate, Literal(number), NEW.graph_name)])
        assert Path(held.folder).exists() == generation.on_disk
        wait_for(own, 1)
    publish(folder, quads())
    wait_for(own, 0)
    publish(folder, quads())
    assert not Path(generation.folder).exists()
    assert generations.current.exists()


def test_a_broken_release_leaves_the_old_one_answering(own: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    assert count(own) == 0
    broken = own.settings.store / "releases" / "broken"
    (broken / "db").mkdir(parents=True)
    (broken / "manifest.json").write_text("{}")
    link = own.settings.store / "new"
    link.symlink_to(Path("releases") / "broken")
    with caplog.at_level(logging.ERROR):
        link.replace(own.settings.store / "current")
        time.sleep(0.6)
        assert count(own) == 0
        time.sleep(0.6)
    assert count(own) == 0
    assert "the old one stays" in caplog.text


def test_a_lost_keeper_is_replaced(own: Endpoint) -> None:
    assert count(own) == 0
    os.kill(own.pool.generation._process.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert count(own) == 0


def test_no_graph_yet_is_a_503_that_tells_so(tmp_path: Path) -> None:
    empty = Endpoint(Settings(store=tmp_path / "none"))
    try:
        reply = empty.ask("ASK {}")
        assert (reply.status, reply.json["type"].partition("#")[2]) == (503, "not-ready")
        assert "chancery build" in reply.json["detail"]
    finally:
        empty.close()


def test_access_log_tells_queries_apart_and_keeps_none(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    secret = "ASK { ?s ?p 'a secret' }"
    with caplog.at_level(logging.INFO, "chancery.access"):
        endpoint.ask(secret)
        endpoint.ask(secret)
        endpoint.ask("ASK {}")
        endpoint.ask("nonsense")
    lines = [json.loads(record.message) for record in caplog.records]
    assert lines[0]["query"] == lines[1]["query"] != lines[2]["query"]
    assert (lines[3]["problem"], lines[3]["status"]) == ("bad-query", 400)
    assert lines[0].keys() >= {"method", "path", "status", "ms", "bytes"}
    assert "secret" not in caplog.text


def test_metrics_count_requests_and_ends(endpoint: Endpoint) -> None:
    def figure(name: str) -> float:
        text = endpoint.send("GET", "/metrics").body.decode()
        return next((float(line.split()[-1]) for line in text.splitlines() if line.startswith(name)), 0.0)

    answered = figure('chancery_queries_total{outcome="Answered"}')
    bad = figure('chancery_requests_total{method="GET",status="400"}')
    endpoint.ask("ASK {}")
    endpoint.ask("nonsense")
    assert figure('chancery_queries_total{outcome="Answered"}') == answered + 1
    assert figure('chancery_requests_total{method="GET",status="400"}') == bad + 1
    assert figure('chancery_request_seconds_bucket{le="+Inf"}') == figure("chancery_request_seconds_count") > 0
    assert figure('chancery_queries{place="inside"}') == 0
