import hashlib
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph.dump import dump
from graph.errors import StoreError
from graph.settings import Settings
from graph.store import open_store


@pytest.fixture(scope="module")
def dumped(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    dump(open_store(built.store), folder, built.base, lambda line: None)
    return folder


def test_both_parsers_read_every_file_to_the_store_s_own_triples(built: Settings, dumped: Path) -> None:
    store = open_store(built.store)
    merged = {quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DefaultGraph())}
    quads = set(store.quads())

    assert {quad.triple for quad in parse(path=str(dumped / "chancery.ttl"))} == merged
    assert set(parse(path=str(dumped / "chancery.trig"))) == quads
    assert set(parse(path=str(dumped / "chancery.nq"))) == quads
    assert len(rdflib.Graph().parse(dumped / "chancery.ttl")) == len(merged)
    for name, form in (("chancery.trig", "trig"), ("chancery.nq", "nquads")):
        dataset = rdflib.Dataset()
        dataset.parse(data=(dumped / name).read_text("utf-8"), format=form)
        assert sum(1 for _ in dataset.quads()) == len(quads)


def test_two_dumps_of_one_graph_are_the_same_to_the_byte(built: Settings, dumped: Path, tmp_path: Path) -> None:
    dump(open_store(built.store), tmp_path, built.base, lambda line: None)

    for path in dumped.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_the_sums_are_those_of_the_files(dumped: Path) -> None:
    for line in (dumped / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((dumped / name).read_bytes()).hexdigest() == digest


def test_the_turtle_uses_prefixes_and_has_no_blank_nodes(dumped: Path) -> None:
    text = (dumped / "chancery.ttl").read_text("utf-8")

    assert "@prefix cy:" in text
    assert not any(line.startswith("_:") for line in text.splitlines())
    assert next(iter(parse(text, RdfFormat.TURTLE)))


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(built: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        dump(open_store(built.store), tmp_path / "taken", built.base, lambda line: None)

    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
