"""The Reconciliation Service API 0.2 over HTTP: the shapes of its answers, as the specification describes them."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, parse

from graph.settings import Settings
from tests.web.conftest import publish
from web.app import create_app
from web.reconcile.tenures import days


@pytest.fixture(scope="module")
def site(built: Settings) -> FlaskClient:
    return create_app(built).test_client()


@pytest.fixture(scope="module")
def tenures(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site that knows of invented ministers only."""

    def quads() -> Iterator[Quad]:
        for quad in parse(path=str(Path(__file__).with_name("tenures.trig")), format=RdfFormat.TRIG):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object)

    folder = tmp_path_factory.mktemp("tenures") / "store"
    publish(folder, quads=quads())
    return create_app(replace(Settings(), store=folder)).test_client()


def ask(client: FlaskClient, **queries: Any) -> Any:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200
    return response.get_json()


def get(client: FlaskClient, path: str, **arguments: str) -> Any:
    response = client.get(path, query_string=arguments)
    assert response.status_code == 200
    return response.get_json()


def test_the_manifest_is_one(site: FlaskClient) -> None:
    response = site.get("/reconcile")
    made = response.get_json()

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.mimetype == "application/json"
    assert "0.2" in made["versions"]
    for key in ("name", "identifierSpace", "schemaSpace"):
        assert isinstance(made[key], str)
    assert "{{id}}" in made["view"]["url"]
    assert "{{id}}" in made["preview"]["url"]
    assert isinstance(made["preview"]["width"], int)
    assert isinstance(made["preview"]["height"], int)
    for item in made["defaultTypes"]:
        assert set(item) == {"id", "name"}
    for service in made["suggest"].values():
        assert service["service_url"].startswith("http://localhost/reconcile")
        assert service["service_path"].startswith("/suggest/")
        assert "${id}" in service["flyout_service_path"]
    assert made["extend"]["propose_properties"]["service_path"] == "/properties"
    for setting in made["extend"]["property_settings"]:
        assert {"name", "label", "type", "default", "help_text"} == set(setting)


def test_a_batch_is_answered_by_its_keys(site: FlaskClient) -> None:
    answer = ask(
        site,
        q0={"query": "Kazachstan", "type": "State", "limit": 3},
        q1={"query": "SCO", "type": ["Organization"], "type_strict": "any"},
        q2={"query": "Xyzzyqwv"},
    )

    assert set(answer) == {"q0", "q1", "q2"}
    assert answer["q2"] == {"result": []}
    assert len(answer["q0"]["result"]) <= 3
    first = answer["q0"]["result"][0]
    assert first["id"] == "state/KAZ"
    assert first["type"] == [{"id": "State", "name": "State or territory"}]
    assert first["match"] is True
    assert answer["q1"]["result"][0]["id"] == "organization/SCO"
    for result in (*answer["q0"]["result"], *answer["q1"]["result"]):
        assert isinstance(result["name"], str)
        assert 0 <= result["score"] <= 100
        assert isinstance(result["match"], bool)
    scores = [result["score"] for result in answer["q0"]["result"]]
    assert scores == sorted(scores, reverse=True)


def test_queries_may_come_by_get_and_as_jsonp(site: FlaskClient) -> None:
    arguments = {"queries": json.dumps({"q0": {"query": "KAZ"}}), "callback": "done"}
    response = site.get("/reconcile", query_string=arguments)

    assert response.mimetype == "application/javascript"
    assert response.get_data(as_text=True).startswith("/**/done({")
    assert site.get("/reconcile", query_string={"callback": "alert(1)//"}).status_code == 400


@pytest.mark.parametrize(
    ("office", "on", "holder"),
    [
        ("foreign minister", "2012-10-01", "person/second"),
        ("Minister of Foreign Affairs", "2012-09-27", "person/first"),
        ("foreign minister", "2009", "person/first"),
        ("deputy foreign minister", "2012-10-01", "person/deputy"),
    ],
)
def test_the_holder_of_an_office_on_a_day(tenures: FlaskClient, office: str, on: str, holder: str) -> None:
    given = [{"pid": "office", "v": office}, {"pid": "of", "v": {"id": "state/KAZ"}}, {"pid": "on", "v": on}]
    by_properties = ask(tenures, q={"query": office, "type": "Person", "properties": given})["q"]["result"]
    by_words = ask(tenures, q={"query": f"{office} of KAZ on {on}", "type": "Person"})["q"]["result"]

    assert by_properties[0]["id"] == by_words[0]["id"] == holder
    assert by_properties[0]["match"] is True
    assert "person/alleged" not in [result["id"] for result in (*by_properties, *by_words)]


@pytest.mark.parametrize(
    ("office", "of", "on", "holder"),
    [
        ("foreign minister", "KAZ", "2012-10-01", "person/erlan-idrissov"),
        ("foreign minister", "KAZ", "2012-09-01", "person/yerzhan-kazykhanov"),
        ("Minister of Foreign Affairs", "Kasachstan", "2010", "person/kanat-saudabayev"),
        ("minister of foreign affairs", "PAK", "2021-01-01", "person/makhdoom-shah-mahmood-hussain-qureshi"),
        ("foreign minister", "France", "2013-06-01", "person/laurent-fabius"),
    ],
)
def test_holders_of_offices_as_the_registers_have_them(
    officials: Settings, office: str, of: str, on: str, holder: str
) -> None:
    client = create_app(officials).test_client()
    given = [{"pid": "office", "v": office}, {"pid": "of", "v": of}, {"pid": "on", "v": on}]
    by_properties = ask(client, q={"query": "", "type": "Person", "properties": given})["q"]["result"]
    by_words = ask(client, q={"query": f"{office} of {of} on {on}", "type": "Person"})["q"]["result"]

    assert by_properties[0]["id"] == by_words[0]["id"] == holder


def test_a_state_with_of_in_its_name_is_read_whole(tenures: FlaskClient) -> None:
    answer = ask(tenures, q={"query": "President of Republic of Korea", "type": "Person"})

    assert answer["q"]["result"][0]["id"] == "person/korean"


def test_the_party_s_name_in_an_office_is_no_part_of_its_title(site: FlaskClient) -> None:
    given = [{"pid": "office", "v": "President"}, {"pid": "of", "v": "KAZ"}]
    answer = ask(site, q={"query": "", "type": "Person", "properties": given})

    assert answer["q"]["result"][0]["id"] == "person/kassym-jomart-tokayev"


def test_nobody_is_found_on_a_day_when_nobody_held_it_or_that_is_no_day(tenures: FlaskClient) -> None:
    for on in ("1990-01-01", "2012-13-45", "once"):
        given = [{"pid": "office", "v": "foreign minister"}, {"pid": "of", "v": "KAZ"}, {"pid": "on", "v": on}]
        assert ask(tenures, q={"query": "", "type": "Person", "properties": given})["q"]["result"] == []


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("2012", ("2012-01-01", "2012-12-31")),
        ("2012-12", ("2012-12-01", "2012-12-31")),
        ("2012-02", ("2012-02-01", "2012-02-29")),
        ("2012-10-01", ("2012-10-01", "2012-10-01")),
        ("2012-02-30", None),
        ("9999", None),
        ("", None),
    ],
)
def test_days(words: str, bounds: tuple[str, str] | None) -> None:
    assert days(words) == bounds


def test_suggestions(site: FlaskClient) -> None:
    entities = get(site, "/reconcile/suggest/entity", prefix="kazakh")["result"]
    later = get(site, "/reconcile/suggest/entity", prefix="kazakh", cursor="1")["result"]

    assert entities[0]["id"] == "state/KAZ"
    assert entities[0]["notable"] == [{"id": "State", "name": "State or territory"}]
    assert later == entities[1:] + later[len(entities) - 1 :]
    assert get(site, "/reconcile/suggest/type", prefix="pers")["result"] == [{"id": "Person", "name": "Person"}]
    assert {"id": "capital", "name": "capital"} in get(site, "/reconcile/suggest/property", prefix="capi")["result"]
    assert get(site, "/reconcile/suggest/entity", prefix="")["result"] == []


def test_suggestions_take_less_than_100_ms(site: FlaskClient) -> None:
    site.get("/reconcile/suggest/entity?prefix=warm")
    taken = []
    for prefix in ("k", "ka", "kaz", "republic of", "united s", "zzzz", "tokaev"):
        started = time.perf_counter()
        get(site, "/reconcile/suggest/entity", prefix=prefix)
        taken.append(time.perf_counter() - started)

    assert sorted(taken)[len(taken) // 2] < 0.1


def test_previews_and_flyouts(site: FlaskClient) -> None:
    preview = site.get("/reconcile/preview?id=state/KAZ")
    flyout = get(site, "/reconcile/flyout/entity", id="state/KAZ")

    assert "Kazakhstan" in preview.get_data(as_text=True)
    assert preview.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert flyout["id"] == "state/KAZ"
    assert "Republic of Kazakhstan" in flyout["html"]
    assert get(site, "/reconcile/flyout/type", id="State")["html"]
    assert get(site, "/reconcile/flyout/property", id="on")["html"]
    for address in ("/reconcile/preview?id=state/XXQ", "/reconcile/preview?id=../x", "/reconcile/flyout/type?id=x"):
        assert site.get(address).status_code == 404


def test_properties_are_proposed_by_type(site: FlaskClient) -> None:
    found = get(site, "/reconcile/properties", type="State", limit="4")

    assert found["type"] == "State"
    assert len(found["properties"]) == 4
    assert found["properties"][0] == {"id": "isoAlpha2", "name": "ISO 3166-1 alpha-2 code"}


def test_columns_are_filled(site: FlaskClient) -> None:
    asked = {
        "ids": ["state/KAZ", "state/XXQ", "nonsense"],
        "properties": [
            {"id": "isoAlpha3"},
            {"id": "capital"},
            {"id": "memberOf", "settings": {"limit": "2"}},
            {"id": "wikidata"},
            {"id": "unknown"},
        ],
    }
    answer = site.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()
    row = answer["rows"]["state/KAZ"]

    assert [item["id"] for item in answer["meta"]] == ["isoAlpha3", "capital", "memberOf", "wikidata", "unknown"]
    assert row["isoAlpha3"] == [{"str": "KAZ"}]
    assert row["capital"] == [{"id": "place/kaz-astana", "name": "Astana"}]
    assert len(row["memberOf"]) == 2
    assert row["wikidata"] == [{"str": "Q232"}]
    assert answer["rows"]["nonsense"] == {item["id"]: [] for item in answer["meta"]}
    place = {"ids": ["place/kaz-astana"], "properties": [{"id": "latitude"}]}
    filled = site.post("/reconcile", data={"extend": json.dumps(place)}).get_json()
    assert 50 < filled["rows"]["place/kaz-astana"]["latitude"][0]["float"] < 52


@pytest.mark.parametrize(
    "data",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": json.dumps({"q0": 1})},
        {"queries": json.dumps({f"q{number}": {"query": "x"} for number in range(51)})},
        {"queries": "[" * 20_000},
        {"extend": "[]"},
        {"extend": json.dumps({"ids": "state/KAZ", "properties": []})},
        {"extend": json.dumps({"ids": ["x"] * 1001, "properties": []})},
    ],
)
def test_what_cannot_be_read_is_told(site: FlaskClient, data: dict[str, str]) -> None:
    assert site.post("/reconcile", data=data).status_code == 400


def test_odd_queries_are_borne(site: FlaskClient) -> None:
    properties = [None, {"pid": 3}, {"pid": "m49"}]
    odd: list[Any] = [
        {"query": None},
        {"query": "Kazakhstan", "limit": "many", "type": {"id": "State"}, "properties": properties},
        {"query": "Kazakhstan", "type": 7, "limit": -1},
        {"query": ["x"], "properties": [{"pid": "of", "v": None}]},
        {"query": "a of b of c of d on 2012", "type": "Person"},
    ]
    answer = ask(site, **{f"q{number}": query for number, query in enumerate(odd)})

    assert answer["q1"]["result"][0]["id"] == "state/KAZ"
