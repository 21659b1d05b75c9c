"""Updates over HTTP: for writers alone, seen by the next query, refused with one clear word."""

import base64
import json
import logging
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
import SPARQLWrapper
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph.settings import Settings
from graph.store import Releases, open_store
from tests.web.endpoint import Endpoint, Reply, publish, quads
from web.updates import process
from web.updates.writers import Writers

GRAPH = "https://w3id.org/chancery/graph/loaded/mine"
ROOT = Path(__file__).resolve().parents[3]


def insert(number: int) -> str:
    return f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://e/s> <http://e/p> {number} }} }}"


def send(endpoint: Endpoint, text: str, token: str | None, **headers: str) -> Reply:
    given = {"Content-Type": "application/sparql-update", **headers}
    if token is not None:
        given["Authorization"] = f"Bearer {token}"
    return endpoint.send("POST", "/update", text, given)


def kind(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["type"].partition("#")[2]


def values(endpoint: Endpoint, where: str = "?s <http://e/p> ?n") -> list[int]:
    reply = endpoint.ask(f"SELECT ?n {{ {where} }} ORDER BY ?n")
    return [int(row["n"]["value"]) for row in reply.json["results"]["bindings"]]


def test_what_a_writer_sends_is_seen_by_the_next_query(own: Endpoint, token: str) -> None:
    assert values(own) == []
    reply = send(own, insert(1), token)
    assert (reply.status, reply.json["number"], reply.json["added"]) == (200, 1, 1)
    assert values(own) == values(own, f"GRAPH <{GRAPH}> {{ ?s ?p ?n }}") == [1]
    body = urlencode(
        {"update": f"DELETE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"}
    )
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    basic = "Basic " + base64.b64encode(f"ada:{token}".encode()).decode()
    assert own.send("POST", "/update", body, {**form, "Authorization": basic}).json["removed"] == 1
    assert values(own) == []
    journal = (own.settings.store / "updates.jsonl").read_text()
    assert '"writer": "ada"' in journal
    assert token not in journal


def test_the_access_log_names_the_writer(own: Endpoint, token: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "chancery.access"):
        send(own, insert(1), token)
        send(own, insert(1), "wrong")
    writers = [json.loads(line.message).get("writer") for line in caplog.records if line.name == "chancery.access"]
    assert writers == ["ada", None]
    assert token not in caplog.text


def test_updates_are_off_until_somebody_has_a_token(own: Endpoint) -> None:
    reply = send(own, insert(1), "any")
    assert kind(reply) == (403, "read-only")
    assert "chancery token" in reply.json["detail"]


@pytest.mark.parametrize("given", [None, "", "wrong"])
def test_without_a_writers_token_nothing_is_done(own: Endpoint, token: str, given: str | None) -> None:
    reply = send(own, insert(1), given)
    assert kind(reply) == (401, "unauthorized")
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")
    assert token not in reply.body.decode()
    assert not (own.settings.store / "updates.jsonl").exists()


def test_a_token_taken_back_is_none_at_once(own: Endpoint, token: str) -> None:
    assert send(own, insert(1), token).status == 200
    Writers(own.settings).add("bob")
    Writers(own.settings).remove("ada")
    assert send(own, insert(2), token).status == 401


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", (403, "not-yours")),
        ("DROP ALL", (403, "not-yours")),
        (f"LOAD <http://127.0.0.1/> INTO GRAPH <{GRAPH}>", (403, "no-federation")),
        (
            f"INSERT {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <http://a/> {{ ?s ?p ?o }} }}",
            (403, "no-federation"),
        ),
        ("SELECT * {}", (400, "bad-update")),
        (f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <a:a> <a:b> }} }}", (400, "bad-update")),
        (f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <a:a> <a:b> '{'x' * 6_000_000}' }} }}", (413, "body-too-large")),
    ],
    ids=["default graph", "drop", "load", "service", "query", "syntax", "size"],
)
def test_what_may_not_be_is_refused(own: Endpoint, token: str, text: str, wanted: tuple[int, str]) -> None:
    before = Releases(own.settings.store).current
    assert kind(send(own, text, token)) == wanted
    assert Releases(own.settings.store).current == before


def test_the_protocol_is_kept(own: Endpoint, token: str) -> None:
    assert own.send("GET", f"/update?{urlencode({'update': insert(1)})}").status == 405
    assert kind(send(own, insert(1), token, **{"Content-Type": "text/plain"})) == (415, "media-type")
    assert kind(
        own.send(
            "POST",
            "/update",
            "",
            {"Authorization": f"Bearer {token}", "Content-Type": "application/x-www-form-urlencoded"},
        )
    ) == (400, "bad-request")
    assert own.send("OPTIONS", "/update").headers["Allow"] == "POST, OPTIONS"
    assert kind(own.send("POST", "/sparql", insert(1), {"Content-Type": "application/sparql-update"})) == (
        403,
        "read-only",
    )


def test_graphs_of_the_request_are_those_that_where_sees(own: Endpoint, token: str) -> None:
    text = f"INSERT {{ GRAPH <{GRAPH}> {{ ?s <http://e/met> ?o }} }} WHERE {{ ?s <http://example.org/met> ?o }}"
    address = "/update?" + urlencode({"using-graph-uri": "http://example.org/left"})
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
    assert own.send("POST", address, text, headers).json["added"] == 2


def test_an_update_that_runs_too_long_is_ended_and_undone(own: Endpoint, token: str) -> None:
    own.settings = replace(own.settings, update_seconds=2.0)
    before = Releases(own.settings.store).current
    cross = "?a ?b ?c . ?d ?e ?f . ?g ?h ?x FILTER(?c = ?x && ?f = ?a)"
    endless = f"INSERT {{ GRAPH <{GRAPH}> {{ ?a ?b ?x }} }} WHERE {{ {cross} }}"
    with pytest.raises(process.UpdateEnded, match="2 seconds"):
        process.run(own.settings, "ada", endless, [GRAPH])
    assert Releases(own.settings.store).current == before
    assert process.run_recovery(own.settings) == 0
    assert send(own, insert(1), token).status == 200
    assert values(own) == [1]


def test_nothing_gets_out_of_an_update(own: Endpoint) -> None:
    """What reading does not find meets the kernel."""
    text = f"LOAD <http://127.0.0.1:{own.port}/sparql> INTO GRAPH <{GRAPH}>"
    with pytest.raises(process.InputError, match="Permission denied"):
        process.run(own.settings, "ada", text, [GRAPH])


def test_writers_clients_work_unchanged(own: Endpoint, token: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(own.url, updateEndpoint=f"http://127.0.0.1:{own.port}/update")
    wrapper.setCredentials("ada", token)
    wrapper.setMethod(SPARQLWrapper.POST)
    wrapper.setQuery(insert(3))
    wrapper.query()
    store = SPARQLUpdateStore(own.url, f"http://127.0.0.1:{own.port}/update", auth=("ada", token))
    Graph(store, identifier=URIRef(GRAPH)).add((URIRef("http://e/s"), URIRef("http://e/p"), URIRef("http://e/o")))
    assert len(own.ask(f"SELECT * {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}").json["results"]["bindings"]) == 2


SERVER = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from web.updates import process
from graph.settings import Settings
settings = Settings.from_json(sys.argv[1])
process.run_recovery(settings)
number = int(sys.argv[2])
while True:
    number += 1
    both = str(number) + " , " + str(-number)
    text = "INSERT DATA {{ GRAPH <{GRAPH}> {{ <http://e/s> <http://e/p> " + both + " }} }}"
    process.run(settings, "ada", text, ["{GRAPH}"])
    print(number, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost_or_half_done(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store")
    publish(settings.store, quads()[:20])
    acknowledged = 0
    for delay in (0.05, 0.2, 0.35, 0.5):
        command = [sys.executable, "-c", SERVER, settings.to_json(), str(acknowledged)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        first = server.stdout.readline()  # it is at the next one now
        time.sleep(delay)
        server.kill()
        output, _ = server.communicate()
        acknowledged = max(int(line) for line in (first + output).split())
        while _writing(settings):  # the process of the update dies with its server
            time.sleep(0.01)
        rows = open_store(settings.store).rows("SELECT ?n { <http://e/s> <http://e/p> ?n }")
        found = {int(row["n"].value) for row in rows}
        assert {*range(1, acknowledged + 1)} <= found
        assert {-number for number in found} == found
        acknowledged = max(found, default=acknowledged)
    assert acknowledged >= 4
    process.run_recovery(settings)
    lines = [json.loads(line) for line in (settings.store / "updates.jsonl").read_text().splitlines()]
    begun = {line["number"] for line in lines if line["event"] == "begun"}
    assert begun == {line["number"] for line in lines if line["event"] == "ended"}


def _writing(settings: Settings) -> bool:
    from graph.errors import StoreBusy

    try:
        with Releases(settings.store).writing():
            return False
    except StoreBusy:
        return True
