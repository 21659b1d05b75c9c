"""Search over names: folding, prefixes, misspellings, ranking, and input that would break a query."""

import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from graph.settings import Settings
from tests.web.conftest import publish
from web.catalogue import Catalogue
from web.catalogue.facets import FACETS, NAMES
from web.catalogue.fold import fold, likeness
from web.catalogue.lists import SORTS, Wish, count, every, facet, page
from web.release import Shelf


@pytest.fixture(scope="module")
def catalogue(small: Settings) -> Catalogue:
    return Shelf(small).current().catalogue


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë Ångström", "zoe angstrom"),
        ("Kassym-Jomart  Tokayev", "kassym jomart tokayev"),
        ("Łódź", "lodz"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Sø’rensen", "sorensen"),
        ("Straße", "strasse"),
        ("Əliyev", "eliyev"),
        ("ИВАНОВ", "иванов"),
        ("习近平", "习 近 平"),
        ("  --- ", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("kazakhstan", "Kazakhstan"),
        ("KAZ", "Kazakhstan"),
        ("kazakh", "Kazakhstan"),  # a demonym
        ("republic of kaz", "Kazakhstan"),
        ("exo", "Example Organization for Cooperation"),  # an acronym
        ("sweden", "Norway"),  # a former name
        ("angstrom", "Zoë Ångström"),
        ("ångström zoë", "Zoë Ångström"),
        ("Angstroem", "Zoë Ångström"),  # misspelt from here on
        ("zoe anstrom", "Zoë Ångström"),
        ("kazakstan", "Kazakhstan"),
        ("Pakistn", "Pakistan"),
    ],
)
def test_the_best_hit(catalogue: Catalogue, words: str, label: str) -> None:
    assert catalogue.search(words).entries[0].label == label
    assert catalogue.suggest(words)[0].label == label


def test_misspelt_hits_are_marked_as_such(catalogue: Catalogue) -> None:
    assert catalogue.search("kazakstan").alike
    assert not catalogue.search("kazakhstan").alike
    assert catalogue.search("qqqqqqqq").total == 0


def test_search_counts_by_kind_and_narrows(catalogue: Catalogue) -> None:
    hits = catalogue.search("kazakhstan")
    states = catalogue.search("kazakhstan", kind="state")

    assert dict(hits.counts)["state"] == 1
    assert dict(hits.counts)["membership"] == 1
    assert hits.total == sum(number for _, number in hits.counts)
    assert [entry.kind for entry in states.entries] == ["state"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        '"',
        '" OR 1',
        "name:x",
        "a* b",
        "(",
        "NEAR(a b)",
        "'; DROP TABLE thing; --",
        "\x00",
        "%",
        "_" * 300,
        "-",
    ],
)
def test_what_is_typed_never_acts_as_syntax(catalogue: Catalogue, words: str) -> None:
    catalogue.search(words)
    catalogue.suggest(words)
    assert catalogue.figures()["state"] == 3


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(catalogue: Catalogue, words: str) -> None:
    assert catalogue.search(words).total >= 0


def test_lists_sort_narrow_and_page(catalogue: Catalogue) -> None:
    visits = Wish("visit", "-date")

    assert count(catalogue, visits) == 2
    assert [entry.date for entry in page(catalogue, visits, 0, 10)] == ["2025-09-08", ""]
    assert [entry.date for entry in page(catalogue, visits, 1, 1)] == [""]
    assert count(catalogue, Wish("visit", facets={"modality": "denied"})) == 1
    assert count(catalogue, Wish("visit", facets={"year": "2025"})) == 1
    assert facet(catalogue, visits, "modality") == [("asserted", 1), ("denied", 1)]
    assert facet(catalogue, visits, "year") == [("2025", 1)]
    assert facet(catalogue, visits, "state") == [("PAK", 2), ("KAZ", 1), ("NOR", 1)]
    assert count(catalogue, Wish("visit", facets={"state": "NOR"})) == 1
    kaz = "https://w3id.org/chancery/id/state/KAZ"
    assert count(catalogue, Wish("visit", parties=[kaz], roles=["host"])) == 1
    assert count(catalogue, Wish("visit", parties=[kaz], roles=["visitor"])) == 0
    assert [entry.date for entry in page(catalogue, Wish("visit", parties=[kaz]), 0, 10)] == ["2025-09-08"]
    assert count(catalogue, Wish("visit", parties=["https://example.org/none"])) == 0


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_lists_everything_once(catalogue: Catalogue, sort: str) -> None:
    entries = list(every(catalogue, Wish("state", sort), chunk=2))

    assert sorted(entry.label for entry in entries) == ["Kazakhstan", "Norway", "Pakistan"]


def test_facets_are_told_apart_from_free_text(catalogue: Catalogue) -> None:
    assert set(NAMES) == {*FACETS, "state"}
    assert count(catalogue, Wish("visit", facets={"status": "' OR 1=1 --"})) == 0


def test_it_lies_beside_the_release_and_is_read_there(tmp_path: Path) -> None:
    publish(tmp_path)
    settings = Settings(store=tmp_path)
    release = Shelf(settings).current()
    release.catalogue.figures()
    [path] = (tmp_path / "current").glob("catalogue-*.sqlite3")
    before = path.stat().st_mtime_ns

    again = Shelf(settings).current()

    assert again.catalogue.figures()["state"] == 3
    assert path.stat().st_mtime_ns == before
    with pytest.raises(sqlite3.OperationalError):
        again.catalogue.select("DELETE FROM thing", {})
    release.catalogue.close()
    again.catalogue.close()


def test_suggestions_as_json(client: FlaskClient) -> None:
    found = client.get("/search/suggest?q=kaz").json

    assert found is not None
    assert found[0] == {
        "iri": "https://w3id.org/chancery/id/state/KAZ",
        "path": "/state/KAZ",
        "id": "KAZ",
        "label": "Kazakhstan",
        "kind": "State or territory",
        "note": "Kazakh",
        "flag": "🇰🇿",
    }
    assert client.get("/search/suggest").json == []
    assert [entry["kind"] for entry in client.get("/search/suggest?q=a&class=place").json or []] == ["Place"]


def test_search_page_tells_of_empty_and_of_alike(client: FlaskClient) -> None:
    assert "no name looks like it" in client.get("/search?q=qqqqqq").text
    assert "These names look like it" in client.get("/search?q=kazakstan").text
    assert client.get("/search?q=" + "x" * 5000).status_code == 200
    assert client.get("/search.json?q=kaz").status_code == 404
    assert (client.get("/search?q=kaz", headers={"Accept": "application/json"}).json or {})["total"] >= 1


def test_namesakes_are_told_apart_by_office_and_state(catalogue: Catalogue) -> None:
    assert catalogue.suggest("bold")[0].note == "Minister of Examples"
    assert catalogue.suggest("astana")[0].note == "Kazakhstan"
    assert catalogue.search("minister of examples", kind="office").entries[0].note == "Kazakhstan"


def test_list_as_csv_is_safe_for_spreadsheets(client: FlaskClient) -> None:
    answer = client.get("/visits.csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[0].startswith("iri,label,date,")
    assert len(answer.text.splitlines()) == 3
    assert "'<script>" not in client.get("/persons.csv").text
    assert len(client.get("/visits.csv?party=state:NOR").text.splitlines()) == 2
    assert (client.get("/visits.json").json or {})["total"] == 2


def test_search_narrows_by_state_year_and_standing(client: FlaskClient) -> None:
    def labels(query: str) -> set[str]:
        answer = client.get(f"/search?{query}", headers={"Accept": "application/json"}).json or {}
        return {entry["label"] for entry in answer.get("entries", [])}

    both = labels("q=visit&class=visit")
    assert labels("q=visit&state=NOR") == {"Visit of Pakistan to Norway (denied)"}
    assert labels("q=visit&year=2025") == both - labels("q=visit&state=NOR")
    assert labels("q=visit&modality=denied") == labels("q=visit&state=NOR")
    assert labels("q=visit&status=curated") == set()


def test_facets_of_a_search_have_counts_and_lead_on(client: FlaskClient) -> None:
    text = client.get("/search?q=visit&class=visit").text

    assert 'href="/search?q=visit&amp;class=visit&amp;state=PAK"' in text
    assert '<span class="count">2</span>' in text


def test_labels_of_facts_do_not_crowd_out_what_is_typed_for(catalogue: Catalogue) -> None:
    assert [entry.kind for entry in catalogue.suggest("zoe")] == ["person"], "facts that name her are found by search"
    assert catalogue.search("zoe").total == 3
    assert catalogue.search("norvege").entries[0].label == "Norway"


@pytest.mark.parametrize("name", NAMES[1:])
def test_counts_made_beforehand_are_those_that_would_be_made_now(catalogue: Catalogue, name: str) -> None:
    beforehand = facet(catalogue, Wish("visit"), name)

    assert beforehand
    assert facet(catalogue, Wish("visit", words="visit"), name) == beforehand, "both have the word in their label"
