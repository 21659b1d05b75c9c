"""The query side of the W3C's SPARQL 1.1 Protocol test suite, over HTTP, test by test under its names there."""

from urllib.parse import quote

import pytest

from tests.web.endpoint import Endpoint, Reply

D1, D2, D3 = (f"http://example.org/doc/{number}" for number in (1, 2, 3))
NOWHERE = "default-graph-uri=" + quote("http://example.org/doc/0", safe="")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
BOTH = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
TABLES = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
GRAPHS = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


def graphs(**named: list[str]) -> str:
    pairs = [(name.replace("_", "-"), iri) for name, iris in named.items() for iri in iris]
    return "&".join(f"{name}={quote(iri, safe='')}" for name, iri in pairs)


def is_true(reply: Reply) -> bool:
    assert reply.status == 200, reply.body
    assert reply.type == "application/sparql-results+json"
    return bool(reply.json["boolean"])


def test_query_post_form(endpoint: Endpoint) -> None:
    assert is_true(endpoint.send("POST", f"/sparql/?{NOWHERE}", "query=ASK%20%7B%7D", FORM))


def test_query_get(endpoint: Endpoint) -> None:
    assert is_true(endpoint.send("GET", f"/sparql/?query=ASK%20%7B%7D&{NOWHERE}"))


def test_query_post_direct(endpoint: Endpoint) -> None:
    assert is_true(endpoint.send("POST", "/sparql/", "ASK {}", DIRECT))


def test_query_dataset_default_graphs_get(endpoint: Endpoint) -> None:
    path = f"/sparql/?query={quote(BOTH)}&{graphs(default_graph_uri=[D1, D2])}"
    assert is_true(endpoint.send("GET", path))
    assert not is_true(endpoint.send("GET", f"/sparql/?query={quote(BOTH)}&{graphs(default_graph_uri=[D1])}"))


def test_query_dataset_default_graphs_post(endpoint: Endpoint) -> None:
    assert is_true(endpoint.send("POST", f"/sparql/?{graphs(default_graph_uri=[D1, D2])}", BOTH, DIRECT))


def test_query_dataset_named_graphs_post(endpoint: Endpoint) -> None:
    assert is_true(endpoint.send("POST", f"/sparql/?{graphs(named_graph_uri=[D1, D2])}", NAMED, DIRECT))
    assert not is_true(endpoint.send("POST", f"/sparql/?{graphs(named_graph_uri=[D1])}", NAMED, DIRECT))


def test_query_dataset_named_graphs_get(endpoint: Endpoint) -> None:
    path = f"/sparql/?query={quote(NAMED)}&{graphs(named_graph_uri=[D1, D2])}"
    assert is_true(endpoint.send("GET", path))


def test_query_dataset_full(endpoint: Endpoint) -> None:
    query = f"ASK {{ <{D3}> a ?type GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
    full = graphs(default_graph_uri=[D3], named_graph_uri=[D1, D2])
    assert is_true(endpoint.send("POST", f"/sparql/?{full}", query, DIRECT))
    assert not is_true(endpoint.send("POST", f"/sparql/?{graphs(named_graph_uri=[D1, D2])}", query, DIRECT))


@pytest.mark.parametrize("separator", ["&", "%26"])
def test_query_multiple_dataset(endpoint: Endpoint, separator: str) -> None:
    """The suite's own request has its second ``&`` percent-encoded, which is taken as meant."""
    query = NAMED.replace("ASK", f"ASK FROM <{D3}>")
    first, second = graphs(named_graph_uri=[D1, D2]).split("&")
    joined = first + separator + (second.replace("=", "%3D") if separator != "&" else second)
    assert is_true(endpoint.send("POST", f"/sparql/?{joined}", query, DIRECT))


def test_query_content_type_select(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", f"/sparql/?{NOWHERE}", "SELECT (1 AS ?value) {}", DIRECT)
    assert (reply.status, reply.type in TABLES) == (200, True)
    assert [row["value"]["value"] for row in reply.json["results"]["bindings"]] == ["1"]


def test_query_content_type_ask(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", f"/sparql/?{NOWHERE}", "ASK {}", DIRECT)
    assert (reply.status, reply.type in TABLES) == (200, True)


def test_query_content_type_describe(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", f"/sparql/?{NOWHERE}", "DESCRIBE <http://example.org/>", DIRECT)
    assert (reply.status, reply.type in GRAPHS) == (200, True)


def test_query_content_type_construct(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", f"/sparql/?{NOWHERE}", "CONSTRUCT { <s> <p> 1 } WHERE {}", DIRECT)
    assert (reply.status, reply.type in GRAPHS) == (200, True)
    assert b"/s> " in reply.body


def test_bad_query_method(endpoint: Endpoint) -> None:
    reply = endpoint.send("PUT", f"/sparql/?query=ASK%20%7B%7D&{NOWHERE}", b"", FORM)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_bad_multiple_queries(endpoint: Endpoint) -> None:
    assert endpoint.send("GET", "/sparql/?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D").status == 400


@pytest.mark.parametrize(
    ("name", "body", "headers"),
    [
        ("bad_query_wrong_media_type", "ASK {}", {"Content-Type": "text/plain"}),
        ("bad_query_missing_form_type", "query=ASK%20%7B%7D", {}),
        ("bad_query_missing_direct_type", "ASK {}", {}),
        ("bad_query_non_utf8", "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=UTF-16"}),
    ],
)
def test_bad_query_media_type(endpoint: Endpoint, name: str, body: str | bytes, headers: dict[str, str]) -> None:
    assert endpoint.send("POST", "/sparql/", body, headers).status == 415, name


def test_bad_query_syntax(endpoint: Endpoint) -> None:
    reply = endpoint.send("GET", "/sparql/?query=ASK%20%7B")
    assert (reply.status, reply.type) == (400, "application/problem+json")
