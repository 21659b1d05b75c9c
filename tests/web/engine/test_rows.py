"""Rows are counted from bytes as exactly as a reader of the format would."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from web.engine.rows import row_counter

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
HARD = st.lists(st.text(alphabet='"{}<>:,\n\r\t\\x', max_size=30), max_size=8, unique=True)
ROWS = "SELECT ?value ?other WHERE { ?s ?p ?value OPTIONAL { ?s <p:none> ?other } }"


def answer(values: list[str], name: str) -> bytes:
    store = Store()
    for index, value in enumerate(values):
        store.add(Quad(NamedNode(f"s:{index}"), NamedNode("p:p"), Literal(value)))
    body = store.query(ROWS).serialize(format=FORMATS[name])
    assert body is not None
    return body


@pytest.mark.parametrize("name", FORMATS)
@given(values=HARD, size=st.integers(1, 60))
def test_rows_are_counted_whatever_the_values_and_the_pieces(name: str, values: list[str], size: int) -> None:
    body = answer(values, name)
    counter = row_counter(name)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == len(values)


def test_json_is_counted_as_its_reader_does() -> None:
    body = answer(['{"x":{"type":"uri"', "}},{"], "json")
    counter = row_counter("json")
    counter.feed(body)
    assert counter.rows == len(json.loads(body)["results"]["bindings"]) == 2


def test_triples_are_lines() -> None:
    counter = row_counter("ntriples")
    counter.feed(b"<a> <b> <c> .\n<a> <b> ")
    counter.feed(b"<d> .\n")
    assert counter.rows == 2


def test_other_formats_have_no_rows() -> None:
    counter = row_counter("turtle")
    counter.feed(b"\n\n")
    assert counter.rows == 0
