"""Every request and answer of the service has the form that the specification (0.2) gives it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from web.app import create_app
from web.reconcile.manifest import PROPERTIES, TENURE, TYPES

SCHEMAS = json.loads(Path(__file__).with_name("schemas.json").read_text("utf-8"))


def check(name: str, value: Any) -> None:
    """Hold a value to the schema of a name."""
    jsonschema.Draft202012Validator(
        SCHEMAS | {"$ref": f"#/$defs/{name}"}, format_checker=jsonschema.FormatChecker()
    ).validate(value)


@pytest.fixture(scope="module")
def site(officials: Settings) -> FlaskClient:
    return create_app(officials).test_client()


def test_the_schemas_are_schemas_and_refuse_what_is_wrong() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS)
    wrong: list[tuple[str, Any]] = [
        ("manifest", {"versions": ["0.1"], "name": "x", "identifierSpace": "http://x/", "schemaSpace": "http://x/"}),
        ("results", {"q0": []}),
        ("results", {"q0": {"result": [{"id": "x", "name": "y"}]}}),
        ("query", {"query": "x", "type_strict": "maybe"}),
        ("suggestions", {"result": [{"id": "", "name": "x"}]}),
        ("extension", {"meta": [], "rows": {"x": {"p": [{"str": "a", "float": 1.0}]}}}),
    ]
    for name, value in wrong:
        with pytest.raises(jsonschema.ValidationError):
            check(name, value)


def test_the_manifest(site: FlaskClient) -> None:
    for path in ("/reconcile", "/reconcile/"):
        check("manifest", site.get(path).get_json())


QUERIES: dict[str, Any] = {
    "q0": {"query": "Kazachstan"},
    "q1": {"query": "Tokaev", "type": "Person", "limit": 3, "type_strict": "should"},
    "q2": {
        "query": "Asatana",
        "type": ["Place", "State"],
        "properties": [{"pid": "inState", "v": {"id": "state/KAZ"}}],
    },
    "q3": {
        "query": "",
        "type": "Person",
        "properties": [
            {"pid": "office", "v": "foreign minister"},
            {"pid": "of", "v": [{"id": "state/KAZ"}, "Kazakhstan"]},
            {"pid": "on", "v": "2012-10-01"},
        ],
    },
    "q4": {"query": "", "properties": [{"pid": "m49", "v": 398}]},
    "q5": {"query": "no such thing at all, ever"},
}


@pytest.mark.parametrize("by", ["get", "post"])
def test_queries_and_results(site: FlaskClient, by: str) -> None:
    check("queries", QUERIES)
    given = {"queries": json.dumps(QUERIES)}
    answer = site.get("/reconcile", query_string=given) if by == "get" else site.post("/reconcile", data=given)

    check("results", answer.get_json())
    assert set(answer.get_json()) == set(QUERIES)
    assert answer.get_json()["q3"]["result"][0]["id"] == "person/erlan-idrissov"


def test_suggestions_flyouts_and_proposals(site: FlaskClient) -> None:
    for what, prefixes in (("entity", ("kaz", "minister", "zzzz", "")), ("type", ("s", "")), ("property", ("c", ""))):
        for prefix in prefixes:
            check("suggestions", site.get(f"/reconcile/suggest/{what}?prefix={prefix}").get_json())
    for what, identity in (("entity", "person/erlan-idrissov"), ("type", "State"), ("property", "capital")):
        check("flyout", site.get(f"/reconcile/flyout/{what}?id={identity}").get_json())
    for kind in TYPES:
        check("proposal", site.get(f"/reconcile/properties?type={kind['id']}&limit=5").get_json())


def test_every_property_of_every_sort_of_thing_extends_data(site: FlaskClient) -> None:
    ids = ["state/KAZ", "organization/SCO", "person/erlan-idrissov", "place/kaz-astana", "nothing/at-all"]
    ids.append("office/kaz-minister-of-foreign-affairs")
    names = [*PROPERTIES, *TENURE]
    filled: set[str] = set()
    for start in range(0, len(names), 20):
        asked = {"ids": ids, "properties": [{"id": name} for name in names[start : start + 20]]}
        check("extend", asked)
        answer = site.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()
        check("extension", answer)
        assert [item["id"] for item in answer["meta"]] == names[start : start + 20]
        filled |= {name for row in answer["rows"].values() for name, cells in row.items() if cells}

    assert {"isoAlpha3", "capital", "heldOffice", "officeOf", "inState", "latitude", "wikidata"} <= filled
