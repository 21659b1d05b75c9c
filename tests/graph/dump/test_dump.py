import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Triple
from rdflib import VOID

from graph.dump import dump
from graph.errors import StoreError
from graph.settings import Settings
from graph.store import open_store


def test_two_dumps_of_one_graph_are_the_same_to_the_byte_in_another_process_too(
    built: Settings, dumped: Path, tmp_path: Path
) -> None:
    program = (
        "from pathlib import Path; from graph.dump import dump; from graph.store import open_store; "
        f"dump(open_store(Path({str(built.store)!r})), Path({str(tmp_path)!r}), {built.base!r}, print, chunk=3000)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}

    subprocess.run([sys.executable, "-c", program], check=True, env=environment, capture_output=True)

    first = {path.relative_to(dumped): path.read_bytes() for path in dumped.rglob("*") if path.is_file()}
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert first == again


def test_the_sums_are_those_of_the_files_and_name_every_one(dumped: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (dumped / "SHA256SUMS").read_text().splitlines())

    assert {str(path.relative_to(dumped)) for path in dumped.rglob("*") if path.is_file()} == {*sums, "SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((dumped / name).read_bytes()).hexdigest() == digest


def test_each_compressed_file_holds_the_one_beside_it(dumped: Path) -> None:
    packed = list(dumped.rglob("*.gz"))

    assert len(packed) > 30
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_files_of_an_earlier_dump_without_a_successor_go(built: Settings, tmp_path: Path) -> None:
    (tmp_path / "ttl").mkdir()
    (tmp_path / "ttl" / "visit-999.ttl").write_text("old")
    (tmp_path / "mine.txt").write_text("kept")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ttl/visit-999.ttl\n{'0' * 64}  ../outside\n")
    (tmp_path.parent / "outside").write_text("kept")

    dump(open_store(built.store), tmp_path, built.base, lambda line: None)

    assert not (tmp_path / "ttl" / "visit-999.ttl").exists()
    assert (tmp_path / "mine.txt").exists()
    assert (tmp_path.parent / "outside").exists()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(built: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        dump(open_store(built.store), tmp_path / "taken", built.base, lambda line: None)

    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_dump_that_fails_midway_leaves_the_earlier_one_whole(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(built.store)
    dump(store, tmp_path, built.base, lambda line: None)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def say(line: str) -> None:
        if "jsonld" in line:
            raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left"):
        dump(store, tmp_path, built.base, say)

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_a_killed_dump_left_is_cleared(built: Settings, tmp_path: Path) -> None:
    (tmp_path / ".partial-999999999").mkdir()
    (tmp_path / ".partial-1").mkdir()  # of a process that lives

    dump(open_store(built.store), tmp_path, built.base, lambda line: None)

    assert [path.name for path in tmp_path.glob(".partial-*")] == [".partial-1"]


def test_the_store_s_own_triples_are_what_is_dumped(built: Settings, dumped: Path) -> None:
    from pyoxigraph import parse

    store = open_store(built.store)
    merged = {quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DefaultGraph())}

    assert {quad.triple for quad in parse(path=str(dumped / "chancery.ttl"))} == merged
    assert set(parse(path=str(dumped / "chancery.trig"))) == set(store.quads())
    assert set(parse(path=str(dumped / "chancery.nq"))) == set(store.quads())
    for suffix in ("ttl", "jsonld"):
        parts: set[Triple] = set()
        for path in (dumped / suffix).glob(f"*.{suffix}"):
            found = {quad.triple for quad in parse(path=str(path))}
            assert not parts & found
            parts |= found
        assert parts == merged


def test_void_counts_what_the_files_hold(dumped: Path) -> None:
    from pyoxigraph import parse

    graph = rdflib.Graph().parse(dumped / "void.ttl")
    triples = [quad.triple for quad in parse(path=str(dumped / "chancery.ttl"))]
    dataset = rdflib.URIRef("https://w3id.org/chancery/dataset")
    said = {
        name: int(graph.value(dataset, VOID[name])) for name in ("triples", "distinctSubjects", "classes", "properties")
    }

    assert said == {
        "triples": len(triples),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "classes": len({triple.object for triple in triples if triple.predicate.value == str(rdflib.RDF.type)}),
        "properties": len({triple.predicate for triple in triples}),
    }
    parts = {graph.value(p, VOID.property): int(graph.value(p, VOID.triples)) for p in partitions(graph, dataset)}
    assert sum(parts.values()) == len(triples)


def partitions(graph: rdflib.Graph, dataset: rdflib.URIRef) -> list[rdflib.term.Node]:
    return list(graph.objects(dataset, VOID.propertyPartition))
