"""What was merged leads on in every form and at every door; what was withdrawn is 410 with its reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad

from graph.namespaces import PREFIXES
from graph.settings import Settings
from graph.vocabulary import BASE
from tests.web.conftest import publish, small_quads
from web.app import create_app

RELEASE = "2026-11-24"
KEPT = "zoe-angstrom"


def judged() -> Iterator[Quad]:
    """The invented facts, and a judgement as a build writes it: the IRI is replaced, and nothing else is said of it."""
    yield from small_quads()
    one, other = (NamedNode(f"{BASE}/id/person/{name}") for name in ("zoe-angstrom-kaz", KEPT))
    graph = NamedNode(f"{BASE}/graph/curated/identities")
    for place in (graph, None):
        quad = (one, NamedNode(f"{PREFIXES['dcterms']}isReplacedBy"), other)
        yield Quad(*quad, place) if place else Quad(*quad)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("judged") / "store"
    publish(folder, RELEASE, judged())
    return create_app(replace(Settings(), store=folder)).test_client()


@pytest.mark.parametrize("merged", ["zoe-angstrom-kaz", "merged"])
@pytest.mark.parametrize(
    "address",
    [
        "/id/person/{}",
        "/person/{}",
        "/person/{}.ttl",
        "/person/{}.jsonld",
        "/person/{}.json",
        "/person/{}?on=2012-10-01",
        "/api/entity/person/{}",
        f"/v/{RELEASE}/id/person/{{}}",
        f"/v/{RELEASE}/person/{{}}.ttl",
    ],
)
def test_merged_leads_to_what_is_kept_in_the_same_form(client: FlaskClient, address: str, merged: str) -> None:
    answer = client.get(address.format(merged), headers={"Accept": "text/turtle"})

    assert (answer.status_code, answer.headers["Location"]) == (301, address.format(KEPT))
    followed = client.get(answer.headers["Location"])
    assert followed.status_code in (200, 303)


@pytest.mark.parametrize(
    "address", ["/id/person/withdrawn", "/person/withdrawn", "/person/withdrawn.ttl", f"/v/{RELEASE}/person/withdrawn"]
)
def test_withdrawn_is_410_with_its_reason(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 410
    assert "Two persons had been taken for one." in answer.text


def test_the_api_tells_the_reason_as_a_problem(client: FlaskClient) -> None:
    answer = client.get("/api/entity/person/withdrawn")

    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert answer.get_json()["detail"] == "Two persons had been taken for one."


def test_what_is_there_and_what_never_was_are_left_alone(client: FlaskClient) -> None:
    assert client.get(f"/person/{KEPT}").status_code == 200
    assert client.get("/person/nobody-at-all").status_code == 404
    assert client.get("/organization/merged").status_code == 404
