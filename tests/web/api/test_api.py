"""The API keeps to its own OpenAPI document, whatever it is asked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyoxigraph import Literal, NamedNode, Quad

from graph.namespaces import RDF, RDFS
from graph.settings import Settings
from tests.web.conftest import publish, small_quads
from web.app import create_app

BASE = "https://w3id.org/chancery/id"
CY = "https://w3id.org/chancery/ontology#"


@pytest.fixture(scope="module")
def site(built: Settings) -> FlaskClient:
    return create_app(built).test_client()


@pytest.fixture(scope="module")
def document(site: FlaskClient) -> Any:
    return site.get("/api/openapi.json").get_json()


def get(client: FlaskClient, path: str, **arguments: Any) -> Any:
    response = client.get(f"/api{path}", query_string=arguments)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def check(document: Any, operation: Any, response: Any) -> None:
    """The status is one that the operation knows, and the body has the schema of it."""
    assert str(response.status_code) in operation["responses"]
    (media,) = operation["responses"][str(response.status_code)]["content"].items()
    assert response.mimetype == media[0]
    schema = {"$ref": media[1]["schema"]["$ref"], "components": document["components"]}
    Draft202012Validator(schema).validate(response.get_json())


def test_the_document_is_openapi(document: Any) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator is not installed")

    validator.validate(document)
    assert document["servers"] == [{"url": "http://localhost/api"}]


def test_every_path_of_the_document_is_a_route_and_the_other_way_round(site: FlaskClient, document: Any) -> None:
    routes = {str(rule) for rule in site.application.url_map.iter_rules() if str(rule).startswith("/api/")}
    named = {
        "/api" + path.replace("{", "<").replace("}", ">").replace("<id>", "<identity>") for path in document["paths"]
    }

    assert routes - {"/api/", "/api/openapi.json"} == named


def test_an_entity(site: FlaskClient) -> None:
    found = get(site, "/entity/state/KAZ")

    assert (found["iri"], found["label"], found["kind"]) == (f"{BASE}/state/KAZ", "Kazakhstan", "state")
    assert found["properties"]["cy:isoAlpha3"] == ["KAZ"]
    assert found["properties"]["cy:capital"][0]["label"] == "Astana"
    assert found["facts"]["visit"] == 1
    assert {source["kind"] for source in found["sources"]} == {"citation", "row"}
    assert found["license"].startswith("https://creativecommons.org/")


def test_a_pair_with_its_sentences(site: FlaskClient) -> None:
    found = get(site, "/pair/KAZ/Pakistan", kind="visit")

    assert [party["label"] for party in found["parties"]] == ["Kazakhstan", "Pakistan"]
    assert found["total"] == 1 == len(found["facts"])
    (visit,) = found["facts"]
    assert visit["roles"]["host"] == [{"iri": f"{BASE}/state/PAK", "label": "Pakistan", "kind": "state"}]
    (said,) = visit["sources"]
    assert said["quote"]
    assert said["source"]["kind"] == "article"
    fact = get(site, visit["iri"].replace(BASE, "/fact"))
    assert {key: fact[key] for key in visit} == visit


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site that knows of a convention between thirty states."""

    def quads() -> Iterator[Quad]:
        yield from small_quads()
        said = [("convention", "Agreement", None), *((f"S{n:02d}", "State", f"State {n}") for n in range(30))]
        for name, kind, label in said:
            node = NamedNode(f"{BASE}/{'agreement' if kind == 'Agreement' else 'state'}/{name}")
            yield Quad(node, NamedNode(f"{RDF}type"), NamedNode(f"{CY}{kind}"))
            yield Quad(node, NamedNode(f"{RDFS}label"), Literal(label or "A convention", language="en"))
            if kind == "State":
                yield Quad(NamedNode(f"{BASE}/agreement/convention"), NamedNode(f"{CY}party"), node)
        convention, told = NamedNode(f"{BASE}/agreement/convention"), NamedNode(f"{BASE}/evidence/convention")
        yield Quad(convention, NamedNode(f"{CY}modality"), NamedNode(BASE.replace("/id", "/vocab/modality/asserted")))
        yield Quad(convention, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), told)
        yield Quad(told, NamedNode(f"{RDF}type"), NamedNode(f"{CY}Citation"))

    folder = tmp_path_factory.mktemp("crowded") / "store"
    publish(folder, quads=quads())
    return create_app(replace(Settings(), store=folder)).test_client()


def test_lists_count_the_parties_of_a_convention_and_the_fact_names_them(crowded: FlaskClient) -> None:
    (listed,) = get(crowded, "/pair/S01/S02")["facts"]
    fact = get(crowded, "/fact/agreement/convention")

    assert listed["involved"] == 30
    assert "party" not in listed["roles"]
    assert len(fact["roles"]["party"]) == 30
    assert "involved" not in fact


def test_the_timeline_is_in_order_and_paged(site: FlaskClient) -> None:
    first = get(site, "/timeline", party="KAZ", size=5)
    second = get(site, "/timeline", party="KAZ", size=5, page=2)
    oldest = get(site, "/timeline", party="KAZ", size=5, order="oldest")

    assert first["total"] == get(site, "/timeline", party="KAZ", size=100)["total"] > 5
    dates = [fact.get("earliest", "") for fact in (*first["facts"], *second["facts"])]
    assert dates == sorted(dates, reverse=True)
    assert not {fact["iri"] for fact in first["facts"]} & {fact["iri"] for fact in second["facts"]}
    told = [fact["earliest"] for fact in oldest["facts"] if "earliest" in fact]
    assert told == sorted(told)


def test_pages_of_all_facts_are_cut_from_one_order(site: FlaskClient) -> None:
    whole = get(site, "/timeline", size=100)["facts"]
    pages = [fact for page in range(1, 5) for fact in get(site, "/timeline", size=25, page=page)["facts"]]
    days = [fact.get("earliest", "") for fact in whole]

    assert len(whole) == 100
    assert [fact["iri"] for fact in pages] == [fact["iri"] for fact in whole]
    assert days == sorted(days, reverse=True)
    assert len({fact["kind"] for fact in whole}) > 1 or len({*days}) > 5


def test_time_narrows(client: FlaskClient) -> None:
    every = get(client, "/timeline", size=100)["facts"]
    dated = sorted(fact["earliest"] for fact in every if "earliest" in fact)
    middle = dated[len(dated) // 2]

    since = get(client, "/timeline", since=middle, size=100)
    until = get(client, "/timeline", until=middle, size=100)
    assert all(fact["earliest"] >= middle for fact in since["facts"])
    assert all(fact["earliest"] <= middle for fact in until["facts"])
    for fact in get(client, f"/world/{middle}", size=100)["facts"]:
        assert fact["earliest"] <= middle <= fact.get("latest", "9999")


def test_search(site: FlaskClient) -> None:
    found = get(site, "/search", q="kazakh", kind="state")

    assert found["results"][0]["label"] == "Kazakhstan"
    assert get(site, "/search", q="Kazachstann", kind="State")["alike"] is True


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entity/state/XXQ", 404),
        ("/entity/visit/KAZ", 404),
        ("/fact/state/KAZ", 404),
        ("/fact/visit/0", 404),
        ("/pair/KAZ/KAZ", 404),
        ("/pair/KAZ/zzzzzzzz", 404),
        ("/timeline?on=yesterday", 400),
        ("/timeline?page=0", 400),
        ("/timeline?size=101", 400),
        ("/timeline?kind=state", 400),
        ("/timeline?modality=perhaps", 400),
        ("/timeline?order=random", 400),
        ("/timeline?" + "&".join(["party=KAZ"] * 6), 400),
        ("/world/2012-13-01", 400),
        ("/search?kind=thing", 400),
        ("/search?page=١", 400),
        ("/nothing", 404),
    ],
)
def test_errors_have_one_form(site: FlaskClient, path: str, status: int) -> None:
    response = site.get(f"/api{path}")

    if path != "/nothing":  # no route of the API: the site's own page answers
        assert response.mimetype == "application/problem+json"
        assert set(response.get_json()) == {"status", "title", "detail"}
    assert response.status_code == status


def test_another_method_is_refused(site: FlaskClient) -> None:
    assert site.post("/api/search").status_code == 405


def texts() -> st.SearchStrategy[str]:
    odd = [
        "",
        "KAZ",
        "PAK",
        "Kazakhstan",
        "UN",
        "state/KAZ",
        "2012-10-01",
        "-1",
        "0",
        "é",
        "中国",
        '"',
        "'; --",
        "%00",
        "\u202e",
    ]
    return st.sampled_from(odd) | st.text(st.characters(codec="utf-8"), max_size=30)


def values(schema: Any) -> st.SearchStrategy[Any]:
    """Mostly what the schema allows, sometimes what it does not."""
    if schema.get("type") == "array":
        return st.lists(values(schema["items"]), max_size=3)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | texts()
    if schema.get("type") == "integer":
        return st.integers(-2, 10**7) | st.integers(1, 100) | texts()
    if schema.get("format") == "date":
        return st.dates().map(str) | texts()
    return texts()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_fuzzed_requests_are_answered_as_the_document_says(
    site: FlaskClient, document: Any, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(document["paths"])))
    operation = document["paths"][path]["get"]
    query = {}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            value = str(data.draw(values(parameter["schema"])))
            path = path.replace(f"{{{parameter['name']}}}", quote(value.replace("/", "|").strip(".") or "x", safe=""))
        elif data.draw(st.booleans()):
            query[parameter["name"]] = data.draw(values(parameter["schema"]))

    check(document, operation, site.get(f"/api{path}", query_string=query))
