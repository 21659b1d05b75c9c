from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.errors import InputError, UsageError
from graph.read.rdf import loaded_graph, read_rdf
from graph.settings import Settings

SETTINGS = Settings(turtle_bytes=1000)
GRAPH = "https://example.org/g"


def test_blank_nodes_get_the_same_iris_again(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("[] <http://e.org/p> [ <http://e.org/q> 1 ] .")

    first, second = read_rdf(path, GRAPH, SETTINGS), read_rdf(path, GRAPH, SETTINGS)

    assert first == second
    assert all(isinstance(triple.subject, NamedNode) for triple in first)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nt", "<http://e.org/s> <http://e.org/p> 'x' ."),
        ("a.nq", "<http://e.org/s> <http://e.org/p> 'x' <http://e.org/g> ."),
        ("a.trig", "<http://e.org/g> { <http://e.org/s> <http://e.org/p> 'x' }"),
        ("a.jsonld", '{"@id": "http://e.org/s", "http://e.org/p": "x"}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
            '<rdf:Description rdf:about="http://e.org/s"><e:p>x</e:p></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_every_syntax_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text.replace("'", '"'))

    (triple,) = read_rdf(tmp_path / name, GRAPH, SETTINGS)

    assert (triple.subject.value, triple.object.value) == ("http://e.org/s", "x")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.ttl", b"<http://e.org/s> <http://e.org/p>\n oops .", r"a\.ttl:2: is broken"),
        ("a.ttl", b"\xff\xfe", "is no UTF-8"),
        ("a.ttl", b"#" * 2000, "more than the 1,000 that are read"),
        ("a.doc", b"", "is no RDF syntax known here"),
        ("a.jsonld", b'{"@context": "https://e.org/context", "@id": "x"}', "is broken"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, data: bytes, cause: str) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(InputError, match=cause):
        read_rdf(tmp_path / name, GRAPH, SETTINGS)


def test_a_file_gets_a_graph_of_its_own() -> None:
    assert loaded_graph(Path("my list.ttl"), None, SETTINGS) == "https://w3id.org/chancery/graph/loaded/my%20list"


@pytest.mark.parametrize("graph", ["no iri", "https://w3id.org/chancery/graph/derived", "relative/path"])
def test_a_graph_of_our_own_sources_is_not_given_away(graph: str) -> None:
    with pytest.raises(UsageError):
        loaded_graph(Path("a.ttl"), graph, SETTINGS)
