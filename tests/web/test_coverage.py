"""The page that says what the graph holds and lacks, and its tables."""

from pathlib import Path

from flask.testing import FlaskClient

from graph.settings import Settings
from tests.web.conftest import publish
from web.panels.coverage import Coverage, Held, coverage_of
from web.release import Shelf


def test_numbers_are_those_of_the_graph(small: Settings) -> None:
    held = coverage_of(Shelf(small).current())

    numbers = {one.kind: (one.facts, one.dated, one.first) for one in held.classes}
    assert numbers["visit"] == (2, 1, "2025")
    assert numbers["membership"] == (2, 1, "2001")
    assert numbers["aid"] == (0, 0, "")
    assert held.states["https://w3id.org/chancery/id/state/PAK"]["visit"] == 2
    assert held.years["2025"] == {"visit": 1}
    assert {one.title: one.defects for one in held.sources}["States of the test"] == ["Three states only"]


def test_it_is_counted_once_and_kept_beside_the_release(tmp_path: Path) -> None:
    publish(tmp_path)
    first = coverage_of(Shelf(Settings(store=tmp_path)).current())
    [path] = (tmp_path / "current").glob("coverage-*.json")
    path.write_text(path.read_text("utf-8").replace('"visit"', '"meeting"'), "utf-8")

    again = coverage_of(Shelf(Settings(store=tmp_path)).current())

    assert again != first, "the file is read, the graph is not asked again"
    assert "meeting" in again.years["2025"]


def test_decades_and_leaders() -> None:
    held = Coverage(
        [Held("visit", 30, 30, "1990", "2001")],
        states={"a": {"visit": 20}, "b": {"visit": 10}, "c": {"meeting": 3}},
        years={"1990": {"visit": 1}, "1999": {"visit": 4}, "2001": {"visit": 5}},
    )

    assert held.decades == [("2000", {"visit": 5}), ("1990", {"visit": 5})]
    assert held.leaders("visit") == [("a", 20), ("b", 10)]
    assert held.kinds == ["visit"]


def test_page_says_what_is_missing_and_what_is_wrong(client: FlaskClient) -> None:
    text = client.get("/coverage").text

    assert "Three states only" in text
    assert "Transport links" in text
    assert "What no source was read for" in text
    assert 'href="/coverage"' in client.get("/").text


def test_tables_as_csv(client: FlaskClient) -> None:
    states = client.get("/coverage/states.csv")

    assert states.content_type == "text/csv; charset=utf-8"
    head, *rows = states.text.splitlines()
    assert head.startswith("state,label,")
    assert len(rows) == 3
    assert client.get("/coverage/years.csv").text.splitlines()[0].startswith("year,")
    assert "Visit,2,1,2025,2025" in client.get("/coverage/classes.csv").text
    assert "Three states only" in client.get("/coverage/sources.csv").text
    assert client.get("/coverage/none.csv").status_code == 404
