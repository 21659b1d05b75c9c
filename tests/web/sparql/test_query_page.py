"""The query page as it is without scripts."""

import html
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.settings import Settings
from web.app import create_app
from web.engine import Job
from web.sparql.answers import copy_text
from web.sparql.examples import examples
from web.sparql.snippets import snippets

MANY = "SELECT ?s ?p WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def site(small: Settings) -> Iterator[Flask]:
    app = create_app(Settings(store=small.store, query_seconds=1.0, query_fast=2, query_spare=1, query_shown=20))
    yield app
    app.extensions["chancery.readers"].close()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_the_page_offers_a_form_and_questions(client: FlaskClient) -> None:
    page = client.get("/query").text
    assert '<form class="query" action="/query" method="get"' in page
    assert "Where are the capitals? (as a map)" in text_of(page)
    assert page.count("<pre tabindex") == 5


def test_an_example_fills_the_form_and_does_not_run(client: FlaskClient) -> None:
    page = client.get("/query?example=capitals").text
    assert "geo:lat ?lat" in page
    assert "Answer" not in text_of(page)


def test_rows_are_shown_with_links_within_the_site(client: FlaskClient) -> None:
    page = client.get(
        "/query",
        query_string={"query": 'SELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> "Kazakhstan"@en }'},
    ).text
    assert '<a href="/state/KAZ" title="https://w3id.org/chancery/id/state/KAZ">id/state/KAZ</a>' in page
    assert "1 row" in text_of(page)


def test_more_rows_than_are_shown_are_told_of(client: FlaskClient) -> None:
    page = client.get("/query", query_string={"query": MANY}).text
    assert page.count("<tr>") == 21
    assert "The first 20 rows; there are more, which the downloads have." in text_of(page)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ASK {}", "Yes"),
        ("ASK { <a:a> <a:a> <a:a> }", "No"),
        ("SELECT * { <a:a> <a:a> ?x }", "Nothing in the graph fits the query."),
        ("CONSTRUCT { <a:s> <a:p> 'a \\\"b\\\" . c' } {}", 'a "b" . c'),
        ("SELECT ('<b>\\n' AS ?x) {}", "<b>\n"),
    ],
)
def test_each_form_is_shown(client: FlaskClient, query: str, told: str) -> None:
    response = client.get("/query", query_string={"query": query})
    assert response.status_code == 200
    assert told in text_of(response.text)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT * {\n  BIND(foo(1) AS ?x) }", 400, "BIND(foo(1) AS ?x) }\n       ^"),
        ("INSERT DATA {}", 403, "INSERT is an update"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 504, "was ended"),
    ],
)
def test_problems_are_shown_with_their_place(client: FlaskClient, query: str, status: int, told: str) -> None:
    response = client.get("/query", query_string={"query": query})
    assert response.status_code == status
    assert told in text_of(response.text)
    assert "SELECT" in response.text or "INSERT" in response.text


def test_what_is_typed_is_no_markup(client: FlaskClient) -> None:
    page = client.get("/query", query_string={"query": "</textarea><script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_downloads_lead_to_the_endpoint(client: FlaskClient) -> None:
    page = client.get("/query", query_string={"query": MANY}).text
    address = html.unescape(re.search(r'href="(/sparql\?[^"]*format=csv)"', page)[1])  # type: ignore[index]
    with client.get(address) as download:
        assert download.text.startswith("s,p\r\n")


@pytest.mark.parametrize("example", examples("https://w3id.org/chancery"), ids=lambda example: example.name)
def test_every_example_runs(site: Flask, example: object) -> None:
    name = "turtle" if "CONSTRUCT" in example.text else "json"  # type: ignore[attr-defined]
    answer = site.extensions["chancery.readers"].run(Job(example.text, name))  # type: ignore[attr-defined]
    body = copy_text(answer)
    assert b'"bindings":[' in body or name == "turtle"


def test_examples_follow_the_base() -> None:
    assert all("https://w3id.org/chancery/" not in item.text for item in examples("https://example.org/x"))


@pytest.mark.parametrize(
    "query", ["ASK {}", 'ASK { ?s ?p """x""" }', "ASK { ?s ?p 'a\\\\b`${x}' }", "ASK {}\nSPARQL\n#"]
)
def test_snippets_carry_the_query_unharmed(query: str) -> None:
    import ast

    code = {snippet.language: snippet.code for snippet in snippets("http://e/sparql", query, "text/csv")}
    python = ast.parse(code["Python with pandas"])
    values = [node.value for node in ast.walk(python) if isinstance(node, ast.Constant)]
    assert query in [value.strip() for value in values if isinstance(value, str)]
    assert code["curl"].count("\nSPARQL\n") == 1
