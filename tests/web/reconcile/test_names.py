"""A table of misspelt, foreign and abbreviated names, and what they mean."""

import csv
import time
from pathlib import Path

import pytest

from graph.settings import Settings
from web.reconcile.likeness import distance, latin, name_likeness
from web.reconcile.matching import KINDS, Query, kinds_of, named
from web.release import Release, Shelf

TABLE = Path(__file__).with_name("names.csv")
OFFICIALS = Path(__file__).with_name("officials.csv")


@pytest.fixture(scope="module")
def release(built: Settings) -> Release:
    return Shelf(built).current()


def wrong(release: Release, table: Path, typed: bool) -> tuple[list[str], int]:
    """The names of a table whose first candidate is another thing, and how many names there are."""
    with table.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    missed = []
    for row in rows:
        found = named(release, Query(row["name"], kinds_of(row["type"]) if typed else KINDS))
        if not found or not found[0].entry.iri.endswith(f"/id/{row['id']}"):
            missed.append(row["name"])
    return missed, len(rows)


@pytest.mark.parametrize("typed", [True, False])
def test_of_a_hundred_names_at_least_95_are_right_at_rank_1(release: Release, typed: bool) -> None:
    missed, count = wrong(release, TABLE, typed)

    assert count >= 100
    assert len(missed) <= 0.05 * count, missed


@pytest.mark.parametrize("typed", [True, False])
def test_officials_of_the_registers_are_found_among_thousands(officials: Settings, typed: bool) -> None:
    release = Shelf(officials).current()
    missed, count = wrong(release, OFFICIALS, typed)

    assert release.catalogue.figures()["person"] > 3000
    assert count >= 60
    assert len(missed) <= 0.05 * count, missed


@pytest.mark.parametrize(
    ("name", "expected"),
    [("сергеи лавров", "sergei lavrov"), ("γιωργος", "giorgos"), ("lavrov", "lavrov"), ("李", "李")],
)
def test_letters_of_other_alphabets(name: str, expected: str) -> None:
    assert latin(name) == expected


def test_a_batch_of_ten_takes_less_than_two_seconds(release: Release) -> None:
    named(release, Query("Kazakhstan"))
    started = time.monotonic()
    for name in ("Kazachstan", "Phillipines", "Untied States", "Lybia", "Shanghai Cooporation", "Tokaev") * 2:
        named(release, Query(name))

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("name", "sure"),
    [("Kazakhstan", True), ("KAZ", True), ("Kazachstan", True), ("Korea", False), ("Congo", False), ("Guinia", False)],
)
def test_only_what_is_sure_is_called_a_match(release: Release, name: str, sure: bool) -> None:
    first, *others = named(release, Query(name, ("state",)))

    assert first.match is sure
    assert not any(other.match for other in others)


def test_nonsense_has_no_match(release: Release) -> None:
    for name in ("", "   ", "???", "Xyzzyqwv", "1", '"', 'a" OR "b', "NEAR(", "*", "́" * 500, "中" * 300):
        assert not any(candidate.match for candidate in named(release, Query(name)))


def test_properties_tell_namesakes_apart(release: Release) -> None:
    place = Query("San Jose", ("place",), 3, {"inState": ("Costa Rica",)})

    assert named(release, place)[0].features["inState"] == 100


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("abc", "xyz", 3)],
)
def test_distance(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 5) == distance(other, one, 5) == steps
    assert distance(one, other, max(steps - 1, 0)) in (steps, max(steps - 1, 0) + 1)


def test_likeness_is_symmetrical_where_it_has_to_be_and_within_bounds() -> None:
    assert name_likeness("korea", "korea") == 1
    assert name_likeness("sharif shahbaz", "shahbaz sharif") > 0.95
    assert name_likeness("republic of kazakhstan", "kazakhstan") > 0.95
    assert name_likeness("k tokayev", "kassym jomart tokayev") > name_likeness("k tokayev", "kassym jomart nazarbayev")
    assert 0 <= name_likeness("a", "kyrgyzstan") < 0.4
