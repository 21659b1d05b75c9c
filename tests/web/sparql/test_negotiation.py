"""Which format an answer comes in."""

import pytest

from tests.web.endpoint import Endpoint
from web.accept import parse_accept
from web.sparql.negotiation import GRAPHS, TABLES, choose, pick_format, prefers_html
from web.sparql.problems import Problem

ROWS = "SELECT ?s ?o WHERE { ?s <http://example.org/met> ?o }"
TRIPLES = "CONSTRUCT WHERE { ?s <http://example.org/met> ?o }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name", "media_type"),
    [
        ("", "json", "application/sparql-results+json"),
        ("*/*", "json", "application/sparql-results+json"),
        ("application/json", "json", "application/json"),
        ("APPLICATION/SPARQL-RESULTS+XML", "xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "tsv", "text/tab-separated-values"),
        ("text/csv, */*", "csv", "text/csv"),
        ("*/*;q=0.1, text/csv;q=0.2", "csv", "text/csv"),
        ("text/*", "csv", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "xml", "application/sparql-results+xml"),
        ("text/csv;charset=utf-8;q=1.0", "csv", "text/csv"),
        ("nonsense, text/csv", "csv", "text/csv"),
        ("text/csv, application/json", "csv", "text/csv"),
        ("application/json, text/csv", "json", "application/json"),
        ("application/sparql-results+json,application/json,text/javascript,application/javascript", "json", None),
    ],
)
def test_accept_chooses_a_table(accept: str, name: str, media_type: str | None) -> None:
    chosen = choose(accept, TABLES)
    assert chosen is not None
    assert chosen[0].name == name
    assert media_type in (None, chosen[1])


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "turtle"),
        ("application/rdf+xml;q=0.9, application/ld+json", "jsonld"),
        ("application/n-triples", "ntriples"),
        ("application/trig, */*;q=0.1", "trig"),
        ("application/n-quads", "nquads"),
        ("text/n3", "turtle"),
        ("application/xml", "rdfxml"),
    ],
)
def test_accept_chooses_a_graph(accept: str, name: str) -> None:
    chosen = choose(accept, GRAPHS)
    assert chosen is not None
    assert chosen[0].name == name


def test_nothing_acceptable_is_none() -> None:
    assert choose("image/png, text/html", TABLES) is None
    assert choose("text/csv;q=0", TABLES) is None
    assert choose("text/csv;q=high", TABLES) is None


def test_accept_is_read_with_its_qualities() -> None:
    ranges = parse_accept("Text/CSV ; q=0.5 , */* ; q=7, broken, a/b/c, *;q=0.1")
    found = [(item.kind, item.subtype, item.quality) for item in ranges]
    assert found == [("text", "csv", 0.5), ("*", "*", 1.0), ("*", "*", 0.1)]


def test_only_browsers_prefer_html() -> None:
    assert prefers_html(BROWSER)
    assert prefers_html("text/html")
    assert not prefers_html("*/*")
    assert not prefers_html("")
    assert not prefers_html("text/html;q=0.5, application/json")


@pytest.mark.parametrize("short", ["json", "JSON", "application/sparql-results+json", "srj"])
def test_format_parameter_comes_before_accept(short: str) -> None:
    assert pick_format("SELECT", short, "text/csv")[0].name == "json"


def test_format_that_the_form_has_not_is_refused_with_the_choice() -> None:
    with pytest.raises(Problem, match="use one of turtle, json-ld, rdf") as caught:
        pick_format("CONSTRUCT", "csv", "")
    assert caught.value.kind.status == 406


@pytest.mark.parametrize("form", ["rows", "ask"])
@pytest.mark.parametrize("item", TABLES, ids=lambda item: item.name)
def test_each_table_format_over_http(endpoint: Endpoint, item: object, form: str) -> None:
    query = ROWS if form == "rows" else "ASK {}"
    reply = endpoint.ask(query, accept=item.media_type)  # type: ignore[attr-defined]
    assert (reply.status, reply.type) == (200, item.media_type)  # type: ignore[attr-defined]
    assert (b"kaz" if form == "rows" else b"true") in reply.body


@pytest.mark.parametrize("item", GRAPHS, ids=lambda item: item.name)
def test_each_graph_format_over_http(endpoint: Endpoint, item: object) -> None:
    from pyoxigraph import RdfFormat, parse

    reply = endpoint.ask(TRIPLES, accept=item.media_type)  # type: ignore[attr-defined]
    assert (reply.status, reply.type) == (200, item.media_type)  # type: ignore[attr-defined]
    read = parse(reply.body, format=RdfFormat.from_media_type(item.media_type))  # type: ignore[attr-defined]
    assert len(set(read)) == 3


def test_format_and_output_parameters_over_http(endpoint: Endpoint) -> None:
    assert endpoint.ask(ROWS, accept="text/csv", format="xml").type == "application/sparql-results+xml"
    assert endpoint.ask(ROWS, output="tsv").type == "text/tab-separated-values"


def test_not_acceptable_over_http_names_what_is(endpoint: Endpoint) -> None:
    reply = endpoint.ask(ROWS, accept="image/png")
    assert (reply.status, reply.type) == (406, "application/problem+json")
    assert "application/sparql-results+json" in reply.json["detail"]


def test_turtle_is_written_with_the_prefixes_of_the_graph(endpoint: Endpoint) -> None:
    query = "CONSTRUCT { ?s <http://www.w3.org/2004/02/skos/core#related> ?o } WHERE { ?s <http://example.org/met> ?o }"
    assert b" skos:related " in endpoint.ask(query, accept="text/turtle").body
