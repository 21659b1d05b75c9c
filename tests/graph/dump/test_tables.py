import csv
import json
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph.settings import Settings
from graph.store import open_store
from graph.vocabulary import kebab, vocabulary


def rows(dumped: Path, name: str) -> list[dict[str, str]]:
    with (dumped / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_fact_is_a_row_once(built: Settings, dumped: Path) -> None:
    query = """PREFIX cy: <https://w3id.org/chancery/ontology#>
        SELECT DISTINCT ?fact { ?fact cy:modality ?m }"""
    facts = {row["fact"].value for row in open_store(built.store).rows(query)}
    found = [row["fact"] for row in rows(dumped, "facts")]

    assert set(found) == facts
    assert len(found) == len(facts)
    by_type = [row["fact"] for name in vocabulary().types for row in rows(dumped, kebab(name))]
    assert sorted(by_type) == sorted(found)


def test_a_row_says_what_the_graph_says(built: Settings, dumped: Path) -> None:
    row = next(row for row in rows(dumped, "membership") if "Kazakhstan" in row["member_label"])
    store = open_store(built.store).engine
    fact = NamedNode(row["fact"])

    def value(name: str) -> str:
        found = store.quads_for_pattern(fact, NamedNode(f"https://w3id.org/chancery/ontology#{name}"), None)
        term = next(iter(found)).object
        assert isinstance(term, NamedNode | Literal)
        return term.value

    assert row["member"] == value("member") == "https://w3id.org/chancery/id/state/KAZ"
    assert row["organization"] == value("organization")
    assert row["label"].startswith("Kazakhstan, ")
    assert row["record_status"] == "curated"
    assert row["status"] == value("status")
    assert row["status_label"] == row["status"].rpartition("/")[2]
    assert int(row["evidence_count"]) >= 1
    assert row["quote"]


def test_every_row_has_as_many_cells_as_there_are_columns(dumped: Path) -> None:
    for path in (dumped / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            head, *body = csv.reader(handle)
        assert len(set(head)) == len(head)
        assert {len(row) for row in body} <= {len(head)}


def test_evidence_of_articles_is_the_sentence_and_its_place(dumped: Path) -> None:
    quotations = [row for row in rows(dumped, "evidence") if row["kind"] == "Quotation"]

    assert quotations
    for row in quotations:
        assert int(row["end"]) - int(row["start"]) == len(row["quote"])
        assert row["source"].startswith("https://w3id.org/chancery/id/article/")
        assert row["rule"]
        assert 0 < float(row["confidence"]) <= 1


def test_parquet_holds_what_the_csv_holds(dumped: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(dumped / "tables" / "facts.parquet").to_pylist()
    plain = rows(dumped, "facts")

    assert [row["fact"] for row in table] == [row["fact"] for row in plain]
    assert [row["label"] for row in table] == [row["label"] for row in plain]
    for row, text in zip(table, plain, strict=True):
        assert row["earliest"] == (date.fromisoformat(text["earliest"]) if text["earliest"] else None)


def test_both_networks_hold_the_same_edges(dumped: Path) -> None:
    ml, gexf = "{http://graphml.graphdrawing.org/xmlns}", "{http://gexf.net/1.3}"
    first = ElementTree.parse(dumped / "networks" / "parties.graphml").getroot()
    second = ElementTree.parse(dumped / "networks" / "parties.gexf").getroot()
    names = {node.get("id"): node.find(f".//{gexf}attvalue[@for='iri']") for node in second.iter(f"{gexf}node")}
    iris = {number: value.get("value") for number, value in names.items() if value is not None}
    ours = {
        (edge.get("source"), edge.get("target"), relation.text)
        for edge in first.iter(f"{ml}edge")
        if (relation := edge.find(f"{ml}data[@key='relation']")) is not None
    }
    theirs = {
        (iris[edge.get("source")], iris[edge.get("target")], edge.get("kind")) for edge in second.iter(f"{gexf}edge")
    }

    assert len(ours) > 100
    assert ours == theirs
    kazakhstan, pakistan = (f"https://w3id.org/chancery/id/state/{code}" for code in ("KAZ", "PAK"))
    assert (kazakhstan, pakistan, "visited") in ours
    nodes = {node.get("id") for node in first.iter(f"{ml}node")}
    assert {end for source, target, _ in ours for end in (source, target)} == nodes


def test_maps_say_where_and_how_that_is_known(dumped: Path) -> None:
    document = json.loads((dumped / "maps" / "visits.geojson").read_text("utf-8"))
    feature = document["features"][0]

    assert document["type"] == "FeatureCollection"
    assert feature["properties"]["host"] == ["Pakistan"]
    assert feature["properties"]["located"] in ("place", "capital")
    east, north = feature["geometry"]["coordinates"]
    assert (round(east), round(north)) == (73, 34)  # Islamabad: longitude first
