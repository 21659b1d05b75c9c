"""Methods, headers, parameters and problems of the endpoint, over HTTP."""

import gzip
import json
from urllib.parse import quote, urlencode

import pytest

from tests.web.endpoint import NUMBERS, Endpoint

ROWS = "SELECT ?s ?o WHERE { ?s <http://example.org/met> ?o } ORDER BY ?s ?o"
VALUES = "SELECT ?n WHERE { ?s <http://example.org/value> ?n }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
LEFT, RIGHT = "http://example.org/left", "http://example.org/right"


def count(endpoint: Endpoint, query: str, **parameters: object) -> int:
    reply = endpoint.ask(query, **parameters)
    assert reply.status == 200, reply.body
    return len(reply.json["results"]["bindings"])


def test_the_whole_graph_is_a_set(endpoint: Endpoint) -> None:
    assert count(endpoint, ROWS) == 3


@pytest.mark.parametrize(
    ("graphs", "rows"), [([LEFT], 2), ([LEFT, RIGHT], 3), ([LEFT, LEFT], 2), (["http://example.org/none"], 0)]
)
def test_default_graphs_are_merged_as_a_set(endpoint: Endpoint, graphs: list[str], rows: int) -> None:
    assert count(endpoint, ROWS, default_graph_uri=graphs) == rows
    clauses = " ".join(f"FROM <{graph}>" for graph in graphs)
    assert count(endpoint, ROWS.replace("WHERE", f"{clauses} WHERE")) == rows


def test_from_with_prefixes_and_escapes_is_merged_too(endpoint: Endpoint) -> None:
    query = (
        "PREFIX ex: <http://example.org/> SELECT * FROM ex:left FROM <http://example.org/\\u0072ight> { ?s ex:met ?o }"
    )
    assert count(endpoint, query) == 3


def test_merged_default_graphs_keep_the_named_ones_apart(endpoint: Endpoint) -> None:
    query = "SELECT * { ?s <http://example.org/met> ?o GRAPH ?g { ?s <http://example.org/met> ?o } }"
    assert count(endpoint, query, default_graph_uri=[LEFT, RIGHT], named_graph_uri=[LEFT]) == 2
    assert count(endpoint, query, default_graph_uri=[LEFT, RIGHT]) == 0
    assert count(endpoint, query) == 4


def test_many_default_graphs(endpoint: Endpoint) -> None:
    graphs = [f"http://example.org/doc/{number}" for number in range(40)]
    assert count(endpoint, "SELECT * { ?s a ?t }", default_graph_uri=graphs) == 3


def test_graph_names_that_are_no_iris_are_bad_requests(endpoint: Endpoint) -> None:
    assert endpoint.ask(ROWS, default_graph_uri="no iri").status == 400


def test_form_with_graphs_and_format_in_the_body(endpoint: Endpoint) -> None:
    body = urlencode({"query": ROWS, "default-graph-uri": LEFT, "format": "csv"})
    reply = endpoint.send("POST", "/sparql", body, FORM)
    assert (reply.status, reply.type, reply.body.count(b"\r\n")) == (200, "text/csv", 3)


@pytest.mark.parametrize(
    ("body", "headers"),
    [("", FORM), ("x=1", FORM), ("query=ASK+{}&query=ASK+{}", FORM), ("query=%FF", FORM), (b"ASK {} #\xff", DIRECT)],
)
def test_bad_bodies(endpoint: Endpoint, body: str | bytes, headers: dict[str, str]) -> None:
    reply = endpoint.send("POST", "/sparql", body, headers)
    assert (reply.status, reply.json["type"]) == (400, "https://w3id.org/chancery/problem#bad-request")


def test_a_query_in_address_and_body_is_one_too_many(endpoint: Endpoint) -> None:
    assert endpoint.send("POST", "/sparql?query=ASK+%7B%7D", "ASK {}", DIRECT).status == 400


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", "/sparql?update=CLEAR+ALL", None, {}),
        ("POST", "/sparql", "update=CLEAR+ALL", FORM),
        ("POST", "/sparql", "CLEAR ALL", {"Content-Type": "application/sparql-update"}),
        ("POST", "/sparql", "INSERT DATA { <a:a> <a:a> <a:a> }", DIRECT),
    ],
)
def test_updates_are_refused(
    endpoint: Endpoint, method: str, path: str, body: str | None, headers: dict[str, str]
) -> None:
    reply = endpoint.send(method, path, body, headers)
    assert (reply.status, reply.json["type"].partition("#")[2]) == (403, "read-only")


def test_head_is_get_without_body(endpoint: Endpoint) -> None:
    path = "/sparql?" + urlencode({"query": ROWS})
    head, get = endpoint.send("HEAD", path), endpoint.send("GET", path)
    assert head.body == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_options_and_cors(endpoint: Endpoint) -> None:
    options = endpoint.send("OPTIONS", "/sparql", headers={"Origin": "https://other.example"})
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]
    for reply in (options, endpoint.ask(ROWS), endpoint.ask("nonsense")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_problems(endpoint: Endpoint, method: str) -> None:
    reply = endpoint.send(method, "/sparql")
    assert (reply.status, reply.type) == (405, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "line", "column", "kind"),
    [
        ("SELECT * {\n ?s ?p ?o", 2, 10, "bad-query"),
        ("SELECT * {\n  ?s ex:p ?o }", 2, 6, "bad-query"),
        ("SELECT * {\n  BIND(foo(1) AS ?x) }", 2, 8, "unknown-function"),
        ("PREFIX f: <http://f/>\nSELECT (f:g(1) AS ?x) {}", 2, 9, "unknown-function"),
        ("SELECT * {\n ?s ?p ?o FILTER(<http://f/g>(?o)) }", 2, 18, "unknown-function"),
        ("SELECT *\n { SERVICE <http://x/> {} }", 2, 4, "no-federation"),
    ],
)
def test_problems_of_queries_have_line_and_column(
    endpoint: Endpoint, query: str, line: int, column: int, kind: str
) -> None:
    told = endpoint.ask(query).json
    assert (told["type"].partition("#")[2], told["line"], told["column"]) == (kind, line, column)
    assert told["status"] == (403 if kind == "no-federation" else 400)
    assert {"title", "detail"} <= told.keys()


def test_large_bodies_are_refused_unread(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", "/sparql", "ASK {}" + " " * 100_000, DIRECT)
    assert (reply.status, reply.type) == (413, "application/problem+json")


def test_etag_stands_for_release_query_and_format(endpoint: Endpoint) -> None:
    first = endpoint.ask(ROWS)
    path = "/sparql?" + urlencode({"query": ROWS})
    again = endpoint.send("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    csv = endpoint.send("GET", path, headers={"If-None-Match": first.headers["ETag"], "Accept": "text/csv"})
    assert csv.status == 200
    assert "ETag" not in endpoint.ask("SELECT (RAND() AS ?r) {}").headers


def test_gzip(endpoint: Endpoint) -> None:
    path = "/sparql?" + urlencode({"query": VALUES, "format": "csv"})
    plain = endpoint.send("GET", path)
    packed = endpoint.send("GET", path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) == int(packed.headers["Content-Length"]) < len(plain.body)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert endpoint.send("GET", path, headers={"Accept-Encoding": "gzip;q=0"}).body == plain.body


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
def test_large_answers_are_whole(endpoint: Endpoint, format_name: str) -> None:
    body = endpoint.ask(VALUES, format=format_name).body
    marks = {"json": b'"n":{', "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}
    assert body.count(marks[format_name]) == NUMBERS + (format_name in ("csv", "tsv"))


def test_foreign_scripts_go_in_and_out(endpoint: Endpoint) -> None:
    query = "SELECT ?s { ?s ?p '外交部长'@zh }"
    assert count(endpoint, query) == 1
    reply = endpoint.send("POST", "/sparql", ("query=" + quote(query)), FORM)
    assert len(reply.json["results"]["bindings"]) == 1


def test_a_browser_is_sent_to_the_page(endpoint: Endpoint) -> None:
    reply = endpoint.ask(ROWS, accept="text/html,application/xml;q=0.9,*/*;q=0.8")
    assert reply.status == 303
    assert reply.headers["Location"].startswith("/query?query=SELECT")
    assert endpoint.ask(ROWS, accept="text/html,*/*;q=0.8", format="csv").type == "text/csv"


def test_service_description(endpoint: Endpoint) -> None:
    from rdflib import RDF, Graph, Namespace, URIRef

    reply = endpoint.send("GET", "/sparql", headers={"Accept": "application/rdf+xml"})
    assert (reply.status, reply.type) == (200, "application/rdf+xml")
    graph, sd = (
        Graph().parse(data=reply.body, format="xml"),
        Namespace("http://www.w3.org/ns/sparql-service-description#"),
    )
    service = graph.value(predicate=RDF.type, object=sd.Service)
    assert graph.value(service, sd.endpoint) == URIRef(endpoint.url)
    assert URIRef(LEFT) in set(graph.objects(None, sd.name))
    assert len(set(graph.objects(service, sd.resultFormat))) == 10
    assert (None, RDF.type, URIRef("http://rdfs.org/ns/void#Dataset")) in graph
    assert endpoint.send("GET", "/sparql").type == "text/turtle"
    assert endpoint.send("GET", "/sparql", headers={"Accept": "image/png"}).status == 406


def test_every_problem_is_one_shape(endpoint: Endpoint) -> None:
    for reply in (endpoint.ask(""), endpoint.send("PUT", "/sparql"), endpoint.ask("ASK {}", accept="image/png")):
        told = json.loads(reply.body)
        assert reply.type == "application/problem+json"
        assert told["status"] == reply.status
        assert set(told) <= {"type", "title", "status", "detail", "line", "column"}
        assert reply.headers["Cache-Control"] == "no-store"
