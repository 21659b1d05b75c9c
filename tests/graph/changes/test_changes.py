import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graph.changes import Change, changes, difference
from graph.changes.log import write_log
from graph.errors import InputError

BASE = "https://w3id.org/chancery"
SAME = f'<{BASE}/id/state/KAZ> <http://a/p> "x\\ny" <{BASE}/graph/register/states> .\n'
GONE = "".join(f'<{BASE}/id/visit/1> <http://a/{name}> "1" <{BASE}/graph/article/a> .\n' for name in "pq")
NEW = f'<{BASE}/id/visit/2> <http://a/p> "1" <{BASE}/graph/article/a> .\n'
MOVED = f'<{BASE}/id/person/p> <http://a/p> "1" <{BASE}/graph/article/%s> .\n'
ELSEWHERE = '<http://elsewhere/x> <http://a/p> "1" <http://g> .\n'
STAMP = f'<{BASE}/dataset> <http://a/issued> "%s" <{BASE}/graph/dataset> .\n'


def compare(folder: Path, before: str, after: str) -> Path:
    (folder / "before.nq.gz").write_bytes(gzip.compress(before.encode()))
    (folder / "after.nq").write_text(after, "utf-8")
    changes(folder / "before.nq.gz", folder / "after.nq", folder / "out", BASE, "2026-12-01")
    return folder / "out"


def test_what_was_added_and_removed_makes_the_one_release_of_the_other(tmp_path: Path) -> None:
    before, after = SAME + GONE + MOVED % "a" + ELSEWHERE, NEW + MOVED % "b" + SAME
    out = compare(tmp_path, before, after)
    added, removed = (set((out / f"{name}.nq").read_text("utf-8").splitlines(True)) for name in ("added", "removed"))

    assert (set(before.splitlines(True)) - removed) | added == set(after.splitlines(True))
    assert not added & removed
    told = json.loads((out / "changes.json").read_text())
    assert {name: told[name] for name in ("release", "added", "removed", "withdrawn")} == {
        "release": "2026-12-01",
        "added": 2,
        "removed": 4,
        "withdrawn": 1,
    }
    assert told["kinds"] == {"visit": [1, 1]}
    assert told["graphs"] == {
        f"{BASE}/graph/article/a": [1, 3],
        f"{BASE}/graph/article/b": [1, 0],
        "http://g": [0, 1],
    }


def test_a_tombstone_tells_why(tmp_path: Path) -> None:
    both = GONE + GONE.replace("article/a", "register/visits").replace("visit/1", "visit/3")
    derived = f'<{BASE}/id/visit/3> <http://a/p> "1" <{BASE}/graph/derived> .\n'
    still = NEW.replace("article/a", "register/visits")
    out = compare(tmp_path, SAME + both + derived, SAME + still)
    told = json.loads((out / "changes.json").read_text())["reasons"]
    tombstones = (out / "tombstones.nt").read_text("utf-8")

    assert told == {
        "Its source, article a, is no part of release 2026-12-01.": 1,
        "Its source, register visits, does not state it any more in release 2026-12-01.": 1,
    }
    for reason in told:
        assert f'"{reason}"@en' in tombstones


def test_literals_that_look_like_graphs_are_none(tmp_path: Path) -> None:
    quoted = f'<{BASE}/id/visit/9> <http://a/p> "see <http://no/graph>" .\n'
    out = compare(tmp_path, SAME + quoted, SAME)

    assert json.loads((out / "changes.json").read_text())["graphs"] == {"": [0, 1]}


def test_the_changelog_of_the_data_has_a_section_a_release_the_latest_first(tmp_path: Path) -> None:
    log = tmp_path / "DATA.md"
    graphs, kinds = {f"{BASE}/graph/register/visits": (1200, 3)}, {"visit": (90, 1)}
    first = Change("2026-11-01", 1200, 3, 1, graphs, kinds, {"Gone.": 1})
    many = Change("2026-12-01", graphs={f"{BASE}/graph/article/{n:02d}": (n, 0) for n in range(14)})

    for change in (first, many, first):
        write_log(change, log)

    text = log.read_text("utf-8")
    assert text.startswith("# Changes of the data")
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## 2026-11-01", "## 2026-12-01"]
    assert "1,200 statements added, 3 removed; things withdrawn: 1." in text
    assert "| register visits | 1,200 | 3 |" in text
    assert "| visit | 90 | 1 |" in text
    assert "- Gone. (1)" in text
    assert "| 4 others | 6 | 0 |" in text


def test_only_what_is_wholly_gone_and_ours_gets_a_tombstone(tmp_path: Path) -> None:
    out = compare(tmp_path, SAME + GONE + MOVED % "a" + ELSEWHERE, SAME + MOVED % "b")
    triples = [quad.triple for quad in parse(path=str(out / "tombstones.nt"), format=RdfFormat.N_TRIPLES)]

    assert {str(triple.subject) for triple in triples} == {f"<{BASE}/id/visit/1>"}
    assert {triple.predicate.value.rpartition("#")[2] for triple in triples} == {"deprecated", "comment"}
    assert "2026-12-01" in str(triples)


def test_the_date_of_a_build_is_no_change(tmp_path: Path) -> None:
    out = compare(tmp_path, SAME + STAMP % "one", SAME + STAMP % "two")

    assert (out / "added.nq").read_bytes() == (out / "removed.nq").read_bytes() == b""


def test_what_is_no_nquads_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no N-Quads"):
        compare(tmp_path, SAME, "nonsense")


@given(old=st.sets(st.text(max_size=3)), new=st.sets(st.text(max_size=3)))
def test_difference(old: set[str], new: set[str]) -> None:
    found = list(difference(sorted(old), sorted(new)))

    assert {item for item, is_new in found if is_new} == new - old
    assert {item for item, is_new in found if not is_new} == old - new
    assert len(found) == len(old ^ new)


def test_a_withdrawn_fact_is_known_as_such_once_its_tombstone_is_loaded(
    chancery: Callable[..., Result], seeds: Path, tmp_path: Path
) -> None:
    assert chancery("build").exit_code == 0
    chancery("dump", tmp_path / "before")
    article = seeds / "articles" / "minister.md"
    article.write_text(article.read_text("utf-8").replace("visited Islamabad on September 8", "rested"), "utf-8")
    chancery("build")
    chancery("dump", tmp_path / "after")

    dumps = (tmp_path / "before/chancery.nq.gz", tmp_path / "after/chancery.nq")
    told = chancery("changes", *dumps, tmp_path / "out", "--log", tmp_path / "DATA.md")
    loaded = chancery("load", tmp_path / "out" / "tombstones.nt")

    assert told.exit_code == 0, told.stderr
    assert "withdrawn" in told.stdout
    assert "does not state it any more" in (tmp_path / "DATA.md").read_text("utf-8")
    assert not told.stdout.startswith("0 added, 0 removed")
    assert loaded.exit_code == 0, loaded.stderr
    answer = chancery("query", "ASK { ?gone a ?x ; owl:deprecated true FILTER(CONTAINS(STR(?gone), '/id/visit/')) }")
    found = chancery("query", "SELECT ?gone { ?gone owl:deprecated true FILTER(CONTAINS(STR(?gone), '/id/visit/')) }")
    assert "false" in answer.stdout
    assert "/id/visit/" in found.stdout
