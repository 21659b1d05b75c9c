import json
import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import StoreBusy, StoreCorrupt, StoreError, StoreMissing, StoreNewer
from graph.store import Manifest, Releases, open_release, open_store
from graph.store.releases import FORMAT
from graph.store.writing import write_quads

S, P, G = (NamedNode(f"http://e.org/{name}") for name in "spg")


def manifest(release: str = "2026-01-01", number: int = FORMAT) -> Manifest:
    return Manifest(number, "0", "https://e.org", release, "2026-01-01T00:00:00Z", "d", 1, 0)


def publish(folder: Path, value: str, number: int = FORMAT, kept: int = 1) -> Path:
    releases = Releases(folder)
    with releases.writing(), releases.new(kept) as new:
        store = Store(str(new / "db"))
        write_quads(store, [Quad(S, P, Literal(value), G)])
        store.flush()
        del store
        return releases.publish(new, manifest(number=number))


def values(folder: Path) -> list[str]:
    return [row["o"].value for row in open_store(folder).rows("SELECT ?o { ?s ?p ?o }")]


def test_a_release_is_read_back(tmp_path: Path) -> None:
    publish(tmp_path, "one")

    assert values(tmp_path) == ["one"]


def test_an_open_reader_keeps_its_release_while_a_new_one_comes(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    reader = open_store(tmp_path)
    publish(tmp_path, "two")
    publish(tmp_path, "three")

    assert [row["o"].value for row in reader.rows("SELECT ?o { ?s ?p ?o }")] == ["one"]
    assert values(tmp_path) == ["three"]


def test_releases_that_nobody_reads_are_cleared(tmp_path: Path) -> None:
    for value in ("one", "two", "three"):
        publish(tmp_path, value)

    assert len(list((tmp_path / "releases").iterdir())) == 2


def test_as_many_earlier_releases_are_kept_as_are_wanted_and_can_be_read(tmp_path: Path) -> None:
    for value in ("one", "two", "three", "four", "five"):
        publish(tmp_path, value, kept=2)

    folders = [folder for folder, _ in Releases(tmp_path).held()]
    found = [[row["o"].value for row in open_release(folder).rows("SELECT ?o { ?s ?p ?o }")] for folder in folders]
    assert [folder.name for folder in folders] == ["2026-01-01-3", "2026-01-01-4", "2026-01-01-5"]
    assert found == [["three"], ["four"], ["five"]]


def test_what_was_left_half_done_is_not_held(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    (tmp_path / "releases" / "new-1").mkdir()
    (tmp_path / "releases" / "broken").mkdir()
    (tmp_path / "releases" / "broken" / "manifest.json").write_text("{")

    assert [folder.name for folder, _ in Releases(tmp_path).held()] == ["2026-01-01"]


def test_a_failed_release_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    releases = Releases(tmp_path)

    with pytest.raises(ZeroDivisionError), releases.writing(), releases.new() as new:
        Store(str(new / "db"))
        raise ZeroDivisionError

    assert values(tmp_path) == ["one"]
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2026-01-01"]


def test_no_store_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="chancery build"):
        open_store(tmp_path / "none")


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, "one", number=FORMAT + 1)

    with pytest.raises(StoreNewer, match="install a newer version"):
        open_store(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": "x"}'])
def test_a_broken_manifest_is_refused(tmp_path: Path, text: str) -> None:
    release = publish(tmp_path, "one")
    (release / "manifest.json").write_text(text)

    with pytest.raises(StoreCorrupt):
        open_store(tmp_path)


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    release = publish(tmp_path, "one")
    for path in (release / "db").iterdir():
        if path.name.startswith(("MANIFEST", "CURRENT")):
            path.write_bytes(b"garbage")

    with pytest.raises(StoreCorrupt, match="chancery build --fresh"):
        values(tmp_path)


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    with Releases(tmp_path).writing(), pytest.raises(StoreBusy), Releases(tmp_path).writing():
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"), Releases(tmp_path / "file").writing():
        pass


def _publish_and_die(folder: Path) -> None:
    releases = Releases(folder)
    with releases.writing(), releases.new() as new:
        write_quads(Store(str(new / "db")), [Quad(S, P, Literal("half"), G)])
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_writer_leaves_the_old_release_and_its_rest_is_cleared(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    context = multiprocessing.get_context("spawn")  # a forked engine would have lost its threads
    process = context.Process(target=_publish_and_die, args=(tmp_path,))
    process.start()
    process.join()

    assert process.exitcode == -signal.SIGKILL
    assert values(tmp_path) == ["one"]
    publish(tmp_path, "two")
    assert not list((tmp_path / "releases").glob("new-*"))
    assert json.loads((tmp_path / "current" / "manifest.json").read_text())["format"] == FORMAT
