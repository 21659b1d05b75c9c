"""Constants of a query become fields, and what is filled in becomes constants."""

import html
import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store

from graph.settings import Settings
from tests.web.sparql.test_query_page import client, site, text_of  # noqa: F401 - fixtures
from web.sparql.examples import examples
from web.sparql.parameters import filled, read_parameters
from web.sparql.problems import Problem
from web.sparql.screen import Screened, screen

BASE = "https://w3id.org/chancery"
HEAD = f"""PREFIX state: <{BASE}/id/state/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
QUERY = f"""{HEAD}SELECT * {{
  BIND ("2010-01-01"^^xsd:date AS ?onThat_day) BIND (5 AS ?least) BIND ("a" AS ?word)
  ?v ?p state:KAZ , <{BASE}/id/person/a%C3%A9> ; ?q state:KAZ , "state:KAZ" .
  FILTER(?d > "2020-02-02"^^xsd:date && ?n > 7)
}}"""


def screened(text: str) -> Screened:
    return screen(text, Settings())


def test_constants_become_parameters() -> None:
    found = [(one.kind, one.label, one.value, len(one.places)) for one in read_parameters(screened(QUERY), BASE)]
    assert found == [
        ("date", "on that day", "2010-01-01", 1),
        ("number", "least", "5", 1),
        ("text", "word", "a", 1),
        ("state", "state", "KAZ", 2),
        ("person", "person", "aé", 1),
        ("date", "date", "2020-02-02", 1),
    ]


def test_what_is_filled_in_stands_wherever_the_constant_stood() -> None:
    changes = [
        ("state:KAZ", "PAK"),
        (f"<{BASE}/id/person/a%C3%A9>", "b ć"),
        ('"2010-01-01"^^xsd:date', "2011-12-31"),
        ("5", "-1.5"),
        ('"a"', 'x" \n . } \\'),
        ('"2020-02-02"^^xsd:date', "2020-02-02"),
        ("state:GBR", "FRA"),
    ]
    wanted = (
        QUERY.replace("state:KAZ ,", "state:PAK ,")
        .replace("a%C3%A9", "b%20%C4%87")
        .replace("2010-01-01", "2011-12-31")
        .replace("BIND (5", "BIND (-1.5")
        .replace('BIND ("a"', 'BIND ("x\\" \\n . } \\\\"')
    )
    got = filled(screened(QUERY), BASE, changes)
    assert got == wanted
    Store().query(got)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"2010-01-01"^^xsd:date', "2010-02-30"),
        ('"2010-01-01"^^xsd:date', 'x" . } #'),
        ("5", "5) } #"),
        ("state:KAZ", "a/b"),
        ("state:KAZ", ""),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused(written: str, value: str) -> None:
    with pytest.raises(Problem, match="is no"):
        filled(screened(QUERY), BASE, [(written, value)])


def test_an_identifier_cannot_break_out_of_its_iri() -> None:
    got = filled(screened(QUERY), BASE, [("state:KAZ", "X> } ; DROP ALL #")])
    assert f"<{BASE}/id/state/X%3E%20%7D%20%3B%20DROP%20ALL%20%23>" in got


def test_a_query_without_constants_has_no_fields() -> None:
    assert read_parameters(screened("SELECT * { ?s a <http://example.org/id/state/KAZ> } LIMIT 5"), BASE) == []


def test_most_examples_about_somebody_have_fields() -> None:
    fields = {item.name: read_parameters(screened(item.text), BASE) for item in examples(BASE)}
    assert [one.kind for one in fields["relations-of-a-pair"]] == ["state", "state"]
    assert fields["bound-on-a-date"][0].label == "on"


def test_the_page_shows_fields_and_takes_them(client: FlaskClient) -> None:  # noqa: F811
    page = client.get("/query?example=relations-of-a-pair").text
    assert page.count('name="was"') == page.count("<select name=") == 2
    assert re.search(r'<option value="KAZ" selected>\s*Kazakhstan', page)
    query = f"{HEAD}SELECT ?s {{ VALUES ?s {{ state:KAZ }} }}"
    page = client.get("/query", query_string={"query": query, "was": ["state:KAZ"], "now": ["PAK"]}).text
    assert "VALUES ?s { state:PAK }" in html.unescape(page)
    assert 'title="https://w3id.org/chancery/id/state/PAK"' in page
    assert "state:PAK" in page.partition("Download")[2]


def test_a_value_that_is_none_is_told_and_nothing_runs(client: FlaskClient) -> None:  # noqa: F811
    query = f'{HEAD}SELECT * {{ FILTER("2010-01-01"^^xsd:date = ?d) }}'
    response = client.get("/query", query_string={"query": query, "was": '"2010-01-01"^^xsd:date', "now": "soon"})
    assert response.status_code == 400
    assert "'soon' is no date" in text_of(response.text)
