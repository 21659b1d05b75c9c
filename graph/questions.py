"""The competency questions: what the graph must be able to answer, each with the query that answers it.

They are files of the ontology, in the form of the SIB collection of SPARQL examples: the question in words, keywords,
the query. The build puts them into the graph, where query editors look for examples; the tests ask each of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import InputError
from graph.namespaces import RDF, RDFS
from graph.settings import shipped
from graph.vocabulary import BASE

_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_TEXT = re.compile(r"^# Question: (.+)$", re.MULTILINE)
_KEYWORDS = re.compile(r"^# Keywords: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words (`text`), what it is about (`keywords`), and the SPARQL that answers it (`query`)."""

    name: str
    text: str
    keywords: tuple[str, ...]
    query: str


def question_files() -> list[Path]:
    """The shipped questions, one a file."""
    return sorted((shipped("ontology") / "questions").glob("*.rq"))


def questions(base: str = BASE) -> list[Question]:
    """All questions, their queries written for data below `base`."""
    return [read_question(path, base) for path in question_files()]


def read_question(path: Path, base: str = BASE) -> Question:
    """Read one question: ``# Question:`` and ``# Keywords:`` above the query.

    Raises
    ------
    InputError
        The question is not put into words, or has no keyword.
    """
    text = path.read_text("utf-8").replace(f"{BASE}/", f"{base}/")
    words, keywords = _TEXT.search(text), _KEYWORDS.search(text)
    if words is None or keywords is None:
        raise InputError("has no question or no keyword", "head it # Question: … and # Keywords: …", file=path)
    query = "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()
    return Question(path.stem, words[1], tuple(re.split(r", *", keywords[1])), query)


def question_quads(base: str = BASE) -> Iterator[Quad]:
    """All questions as SPARQL examples, in the ontology's graph."""
    graph = NamedNode(f"{base}/graph/ontology")
    for question in questions(base):
        node = NamedNode(f"{base}/id/question/{question.name}")
        for predicate, value in _statements(question, base):
            yield Quad(node, NamedNode(predicate), value, graph)


def _statements(question: Question, base: str) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield f"{RDF}type", NamedNode(f"{_SH}SPARQLExecutable")
    yield f"{RDF}type", NamedNode(f"{_SH}SPARQLSelectExecutable")
    yield f"{RDFS}label", Literal(question.name.replace("-", " "), language="en")
    yield f"{RDFS}comment", Literal(question.text, language="en")
    yield f"{_SH}select", Literal(question.query)
    yield f"{_SCHEMA}target", NamedNode(f"{base}/sparql")
    for keyword in question.keywords:
        yield f"{_SCHEMA}keywords", Literal(keyword)
