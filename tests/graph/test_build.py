import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from graph.build import REJECTED, REPORT, build
from graph.errors import InputError, InvalidGraph, StoreBusy, StoreCorrupt, UsageError
from graph.settings import Settings
from graph.store import Releases, open_store

WHO_VISITED_WHOM = """
PREFIX cy: <https://w3id.org/chancery/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?visitor ?host ?date ?sentence {
  ?visit a cy:Visit ; cy:visitor ?visitor ; cy:host ?host ; prov:wasDerivedFrom/oa:hasSelector/oa:exact ?sentence .
  OPTIONAL { ?visit cy:date ?date }
}
"""


def own(settings: Settings, name: str) -> Path:
    """A folder of the seeds that the test may write to, in place of the link to the shipped one."""
    link = settings.seeds / name
    if not link.is_symlink():
        return link
    shipped = link.resolve()
    link.unlink()
    link.mkdir()
    for path in shipped.iterdir():
        (link / path.name).symlink_to(path)
    return link


def test_the_shipped_seeds_say_who_visited_whom_when_and_in_which_sentence(built: Settings) -> None:
    rows = open_store(built.store).rows(WHO_VISITED_WHOM)

    (row,) = [row for row in rows if row["host"].value.endswith("/PAK")]
    assert row["visitor"].value.endswith("/id/state/KAZ")
    assert "visited Islamabad last September" in row["sentence"].value
    assert "date" not in row  # the article has no date of its own, so its "last September" has no year


def test_a_second_build_changes_nothing(settings: Settings) -> None:
    first = build(settings)
    again = build(settings)

    assert first.changed
    assert not again.changed
    assert again.manifest == first.manifest


def test_a_fresh_build_mints_the_same_content(settings: Settings) -> None:
    first, again = build(settings), build(settings, fresh=True)

    assert again.changed
    assert again.manifest.digest == first.manifest.digest
    assert again.manifest.quads == first.manifest.quads


def test_a_changed_article_changes_the_graph(settings: Settings) -> None:
    first = build(settings)
    path = settings.seeds / "articles" / "minister.md"
    path.write_text(path.read_text() + "\nPresident Ann Example of Pakistan visited Kazakhstan on 3 May 2024.\n")

    assert build(settings).manifest.facts > first.manifest.facts


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("latin.md", b"---\ntitle: x\n---\ncaf\xe9 au lait\n", "no UTF-8"),
        ("empty.txt", b"", "empty"),
        ("long.txt", b"Too long. " * 300_000, "more than"),
        (
            "french.txt",
            "Le ministre a rencontré son homologue à Paris lundi pour des entretiens sur la paix.\n".encode(),
            "English",
        ),
    ],
)
def test_a_broken_article_stops_the_build_and_leaves_the_store(
    settings: Settings, name: str, data: bytes, cause: str
) -> None:
    before = build(settings).manifest
    path = settings.seeds / "articles" / name
    path.write_bytes(data)

    with pytest.raises(InputError, match=cause) as caught:
        build(settings)

    assert Path(str(caught.value.file)).name == name
    assert caught.value.cure
    assert Releases(settings.store).manifest() == before


def test_a_bad_row_stops_the_build_or_is_listed(settings: Settings) -> None:
    table = own(settings, "registers") / "memberships.csv"
    text = table.read_text("utf-8")
    table.unlink()
    table.write_text(text + "SCO,QQQ,,member,,,nobody\n", "utf-8")

    with pytest.raises(InputError, match=r"memberships\.csv:\d+: state 'QQQ'"):
        build(settings)
    outcome = build(replace(settings, bad_rows="skip"))

    assert outcome.rejected_rows == 1
    assert "QQQ" in (settings.store / REJECTED).read_text()


def test_broken_turtle_stops_the_build(settings: Settings) -> None:
    (own(settings, "curated") / "broken.ttl").write_text("<a> <b>\n<c>")

    with pytest.raises(InputError, match=r"broken\.ttl:\d+: is no Turtle"):
        build(settings)


def test_a_graph_that_breaks_its_shapes_is_refused_with_a_report(settings: Settings) -> None:
    before = build(settings).manifest
    (own(settings, "curated") / "wrong.ttl").write_text(
        """@prefix cy: <https://w3id.org/chancery/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .
        <https://w3id.org/chancery/id/visit/wrong> a cy:Visit ;
          cy:visitor <https://w3id.org/chancery/id/state/KAZ> ; cy:host <https://w3id.org/chancery/id/state/KAZ> ;
          cy:modality <https://w3id.org/chancery/vocab/modality/asserted> ;
          prov:wasDerivedFrom <https://w3id.org/chancery/id/evidence/none> ."""
    )

    with pytest.raises(InvalidGraph, match="id/visit/wrong"):
        build(settings)

    assert "id/visit/wrong" in (settings.store / REPORT).read_text()
    assert Releases(settings.store).manifest() == before


def test_two_articles_with_one_id_are_refused(settings: Settings) -> None:
    text = (settings.seeds / "articles" / "minister.md").read_text()
    (settings.seeds / "articles" / "other.md").write_text(text.replace("---\ntitle", "---\nid: minister\ntitle"))

    with pytest.raises(InputError, match="is taken by"):
        build(settings)


def test_a_store_that_is_being_written_is_not_written_twice(settings: Settings) -> None:
    with Releases(settings.store).writing(), pytest.raises(StoreBusy):
        build(settings)


def test_a_damaged_store_is_built_anew_on_request(settings: Settings) -> None:
    build(settings)
    (settings.store / "current" / "manifest.json").write_text("{")

    with pytest.raises(StoreCorrupt, match="--fresh"):
        build(settings)

    assert build(settings, fresh=True).changed


def test_loaded_graphs_outlive_a_build_until_they_are_taken_out(settings: Settings) -> None:
    name = "https://example.org/g"
    triple = Triple(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), NamedNode("urn:o"))
    build(settings, loading={name: [triple]})
    build(settings, loading={"https://example.org/h": [triple]})

    held = open_store(settings.store)
    assert [quad.triple for quad in held.quads(NamedNode(name))] == [triple]
    assert len(held.rows("SELECT ?s { ?s <https://example.org/p> ?o }")) == 1

    build(settings, unloading=[name])
    assert list(open_store(settings.store).quads(NamedNode(name))) == []
    with pytest.raises(UsageError, match="was not loaded"):
        build(settings, unloading=[name])


@pytest.mark.parametrize("after", [0.05, 0.5, 1.0, 1.5, 2.0])
def test_a_build_killed_at_any_moment_leaves_the_old_graph_or_the_new(settings: Settings, after: float) -> None:
    old = build(settings).manifest
    article = settings.seeds / "articles" / "minister.md"
    article.write_text(article.read_text() + "\nPresident Ann Example of Pakistan visited China on 3 May 2024.\n")
    code = "from graph.cli import main; main()"
    command = [sys.executable, "-c", code, "--store", settings.store, "--seeds", settings.seeds, "build"]
    process = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    manifest = Releases(settings.store).manifest()
    rows = open_store(settings.store).rows("SELECT (COUNT(*) AS ?n) { ?s <urn:none> ?o }")

    assert rows[0]["n"].value == "0"
    assert manifest == old or manifest.digest != old.digest
    assert build(settings).manifest.digest != old.digest
