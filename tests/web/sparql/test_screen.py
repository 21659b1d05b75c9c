"""What is known of a query, and refused, before the engine sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from graph.settings import Settings
from web.sparql.patterns import pattern_ends
from web.sparql.problems import Problem
from web.sparql.screen import screen
from web.sparql.tokens import position, tokenize, unescape

SETTINGS = Settings()


def refusal(query: str, settings: Settings = SETTINGS) -> Problem:
    with pytest.raises(Problem) as caught:
        screen(query, settings)
    return caught.value


def width(query: str) -> int:
    return len(list(pattern_ends(list(tokenize(query)))))


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nask {}", "ASK"),
        ("PREFIX select: <http://x/> BASE <http://y/> CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("prefix : <http://x/#> describe :a", "DESCRIBE"),
    ],
)
def test_form(query: str, form: str) -> None:
    assert screen(query, SETTINGS).form == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { { OPTIONAL { SERVICE<http://x/>{ } } } }",
        "SELECT * { FILTER(EXISTS { SERVICE <http://x/> {} }) }",
        "SELECT * { { SELECT * { sErViCe <http://x/> {} } } }",
        "SELECT * { S\\u0045RVICE <http://x/> {} }",
        "SELECT * { \\U00000053ERVICE <http://x/> {} }",
        "PREFIX : <http://x/> SELECT * { SERVICE:x {} }",
        "PREFIX : <http://x/> SELECT * { ?s ?p true.SERVICE:x {} }",
        "SELECT * { ?s ?p '''x''' . SERVICE <http://x/> {} }",
        "SELECT * { ?s ?p ?o # '\n SERVICE <http://x/> {} }",
        "SELECT * { FILTER(?a<?b) SERVICE <http://x/> {} }",
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    assert refusal(query).kind.name == "no-federation"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/>' }",
        'SELECT * { ?s ?p """ " SERVICE "" """ }',
        "SELECT * { ?s ?p ?o } # SERVICE",
        "SELECT * { ?s <http://x/SERVICE> ?service }",
        "PREFIX service: <http://x/> SELECT * { ?s service:SERVICE ?o }",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { _:SERVICE ?p ?o }",
    ],
)
def test_the_word_service_alone_harms_nobody(query: str) -> None:
    parseQuery(query)
    assert screen(query, SETTINGS).form == "SELECT"


@pytest.mark.parametrize("word", ["INSERT DATA {}", "DELETE WHERE {}", "LOAD <http://x/>", "clear all", "WITH <g:g> X"])
def test_updates_are_refused(word: str) -> None:
    problem = refusal(f"PREFIX a: <http://a/>\n  {word}")
    assert (problem.kind.name, problem.place) == ("read-only", (2, 3))


@pytest.mark.parametrize(("query", "place"), [("", (1, 1)), ("  \n  HELLO", (2, 3)), ("PREFIX a: <b:b>", (1, 16))])
def test_what_is_no_query_is_refused_with_its_place(query: str, place: tuple[int, int]) -> None:
    problem = refusal(query)
    assert (problem.kind.name, problem.place) == ("bad-query", place)


def test_length_depth_and_width_are_bounded() -> None:
    small = Settings(query_bytes=200, query_depth=5, query_patterns=3)
    assert "has 201 bytes" in str(refusal("SELECT * {" + " " * 190 + "}", small))
    assert refusal("SELECT * " + "{" * 6 + "}" * 6, small).place == (1, 15)
    assert refusal("SELECT * { FILTER(((((1)))))}", small).kind.name == "too-complex"
    assert "more than 3 triple patterns" in str(refusal("SELECT * { ?a ?b ?c , ?d ; ?e ?f . ?g ?h ?i }", small))
    assert screen("SELECT * { ?a ?b ?c , ?d ; ?e ?f }", small).form == "SELECT"
    assert screen("SELECT * { ?s ?p '((((((' }", small).form == "SELECT"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT * { ?s ?p ?o }", 1),
        ("SELECT * { ?s ?p ?o . }", 1),
        ("SELECT * { ?s a <x:y> ; ?q 'x', 'y'@en . ?t ?u 5 }", 4),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b FILTER(?a = ?b && ?b IN (1, 2)) } GROUP BY ?a (?b + 1)", 1),
        ("SELECT * { { SELECT ?a (SUM(?b) AS ?n) WHERE { ?a ?p ?b } GROUP BY ?a } ?a ?q ?n }", 2),
        ("SELECT * { VALUES (?a ?b) { (1 2) (3 4) } VALUES ?c { 1 2 3 } ?a ?b ?c }", 1),
        ("SELECT * { OPTIONAL { ?a ?b ?c } GRAPH ?g { ?a ?b ?c } MINUS { ?a ?b ?c } }", 3),
        ("SELECT * { ?a ?b [ ?c ?d ; ?e ?f ] }", 3),
        ("CONSTRUCT { ?a ?b ?c . ?d ?e ?f } WHERE { ?a ?b ?c }", 1),
        ("CONSTRUCT WHERE { ?a ?b ?c }", 1),
        ("SELECT * { BIND(<f:f>(1, 2) AS ?x) FILTER <f:f>(1, 2) FILTER NOT EXISTS { ?a ?b ?c } }", 1),
    ],
)
def test_triple_patterns_are_counted(query: str, count: int) -> None:
    parseQuery(query)
    assert width(query) == count


def test_items_of_collections_and_paths_count() -> None:
    assert width("SELECT * { ?s ?p (1 2 3 4 5) }") >= 5
    assert width("PREFIX : <x:> SELECT * { ?s (:a|:b|:c)+ ?o }") >= 3


def test_dataset_clauses_are_read_with_prefixes_and_base() -> None:
    query = "BASE <http://x/y/> PREFIX g: <http://g/> SELECT * FROM <z> FROM g:a FROM NAMED g:b { GRAPH ?g {} }"
    screened = screen(query, SETTINGS)
    assert (screened.default_graphs, screened.named_graphs) == (["http://x/y/z", "http://g/a"], ["http://g/b"])
    assert screen("SELECT * FROM <z> {}", SETTINGS, "http://e/sparql").default_graphs == ["http://e/z"]
    assert screen("SELECT * {}", SETTINGS).default_graphs is None


@pytest.mark.parametrize("call", ["RAND()", "now()", "UUID()", "STRUUID()", "BNODE()"])
def test_queries_that_change_from_time_to_time_are_known(call: str) -> None:
    assert not screen(f"SELECT ({call} AS ?x) {{}}", SETTINGS).constant
    assert screen("SELECT ('RAND()' AS ?x) {}", SETTINGS).constant


def test_positions_count_from_one_in_characters() -> None:
    assert position("ab\ncd", 4) == (2, 2)
    assert position("é", 1) == (1, 2)


@given(st.text(alphabet=" \n'\"<>{}()[]?:.@#\\_aSERVICEu0041", max_size=60))
def test_tokens_cover_the_text_in_order(text: str) -> None:
    tokens = list(tokenize(text))
    assert [token.text for token in tokens] == [text[token.start : token.start + len(token.text)] for token in tokens]
    starts = [token.start for token in tokens]
    assert starts == sorted(set(starts))


@given(st.text(max_size=40))
def test_unescape_leaves_what_is_no_escape(text: str) -> None:
    assert unescape(text.replace("\\", "")) == text.replace("\\", "")


@pytest.mark.parametrize(
    "text",
    [
        "a." * 50_000,
        '"""' + "x" * 99_000,
        "<" * 100_000,
        ":" + "." * 99_000,
        "'" * 99_999,
        "(" * 99_999,
    ],
    ids=["dots", "open string", "signs", "trailing dots", "quotes", "brackets"],
)
def test_screening_takes_linear_time(text: str) -> None:
    import time

    start = time.perf_counter()
    list(tokenize(text))
    assert time.perf_counter() - start < 2.0
