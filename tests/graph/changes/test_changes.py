import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graph.changes import changes, difference
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
    assert json.loads((out / "changes.json").read_text()) == {
        "added": 2,
        "removed": 4,
        "withdrawn": 1,
        "release": "2026-12-01",
    }


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

    told = chancery("changes", tmp_path / "before/chancery.nq.gz", tmp_path / "after/chancery.nq", tmp_path / "out")
    loaded = chancery("load", tmp_path / "out" / "tombstones.nt")

    assert told.exit_code == 0, told.stderr
    assert "withdrawn" in told.stdout
    assert not told.stdout.startswith("0 added, 0 removed")
    assert loaded.exit_code == 0, loaded.stderr
    answer = chancery("query", "ASK { ?gone a ?x ; owl:deprecated true FILTER(CONTAINS(STR(?gone), '/id/visit/')) }")
    found = chancery("query", "SELECT ?gone { ?gone owl:deprecated true FILTER(CONTAINS(STR(?gone), '/id/visit/')) }")
    assert "false" in answer.stdout
    assert "/id/visit/" in found.stdout
