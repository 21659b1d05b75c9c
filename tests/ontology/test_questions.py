"""Every competency question is asked of the invented world and answered as expected."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, Store

from graph.errors import InputError
from graph.questions import Question, question_files, question_quads, questions, read_question
from graph.vocabulary import BASE

ANSWERS = Path(__file__).parent / "answers"
PLAYED_BY = {
    "state:KAZ": "state:AAA",
    "state:PAK": "state:BBB",
    "organization:SCO": "organization:LGA",
    "person:kassym-jomart-tokayev": "person:mira-tolan",
}
"""The questions name real parties, so that they answer on the real graph; here invented ones play their parts."""

WANTED = {"counting", "timeline", "paths", "state of the world on a date", "provenance", "disagreement", "missing data"}


def play(question: Question) -> str:
    query = question.query
    for real, invented in PLAYED_BY.items():
        query = query.replace(real, invented)
    return query


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_question_is_answered(world, question):
    answer = world.query(play(question)).serialize(format=QueryResultsFormat.TSV).decode()

    expected = (ANSWERS / f"{question.name}.tsv").read_text("utf-8")
    assert answer == expected
    assert len(expected.splitlines()) > 1, "an empty answer proves nothing"


def test_there_are_enough_questions_of_every_sort():
    asked = questions()

    assert len(asked) >= 40
    for keyword in WANTED:
        assert sum(keyword in question.keywords for question in asked) >= 4, keyword
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == {question.name for question in asked}


def test_questions_are_put_in_words():
    for question in questions():
        assert question.text.endswith("?"), question.name


def test_questions_are_loaded_as_sparql_examples():
    store = Store()
    store.extend(question_quads())

    found = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " PREFIX schema: <https://schema.org/>"
        " SELECT ?query WHERE { GRAPH <https://w3id.org/chancery/graph/ontology> {"
        " ?question a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; rdfs:comment ?text ; sh:select ?query ;"
        " schema:target ?endpoint . FILTER EXISTS { ?question schema:keywords ?word } } }"
    )

    assert isinstance(found, QuerySolutions)
    assert {solution["query"].value for solution in found} == {question.query for question in questions()}


def test_questions_follow_the_base():
    base = "https://example.org/diplomacy"

    quads = list(question_quads(base))

    assert BASE not in "".join(str(quad) for quad in quads)
    assert quads[0].graph_name == NamedNode(f"{base}/graph/ontology")


def test_a_question_without_words_is_refused(tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?s WHERE { ?s ?p ?o }")

    with pytest.raises(InputError, match="no question"):
        read_question(file)


def test_every_question_file_is_read():
    assert len(question_files()) == len(questions())
