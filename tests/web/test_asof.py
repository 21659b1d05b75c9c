"""Any page as a release that is held had it: ``?asof=RELEASE``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from graph.namespaces import RDFS
from graph.settings import Settings
from graph.vocabulary import BASE
from tests.web.conftest import publish, small_quads
from web.app import create_app


def renamed() -> Iterator[Quad]:
    """The invented facts, Norway under another name."""
    for quad in small_quads():
        if quad.subject == NamedNode(f"{BASE}/id/state/NOR") and quad.predicate.value == f"{RDFS}label":
            yield Quad(quad.subject, quad.predicate, Literal("Kingdom of Norway", language="en"), quad.graph_name)
        else:
            yield quad


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    publish(tmp_path, "2026-11-24")
    publish(tmp_path, "2026-11-25", renamed())
    return create_app(Settings(store=tmp_path)).test_client()


def test_an_earlier_release_says_what_it_said(client: FlaskClient) -> None:
    now, then = client.get("/state/NOR").text, client.get("/state/NOR?asof=2026-11-24").text

    assert ">Kingdom of Norway" in now.replace("</span> ", ">")
    assert "Kingdom of Norway" not in then
    assert "You read release 2026-11-24, not the current one." in then
    assert "You read release" not in now


def test_links_stay_in_the_release_that_is_read(client: FlaskClient) -> None:
    text = client.get("/relations/NOR/PAK?asof=2026-11-24").text

    assert 'href="/state/NOR?asof=2026-11-24"' in text
    assert 'href="/visits?asof=2026-11-24"' in text
    assert 'name="asof" value="2026-11-24"' in text
    assert 'href="/relations/NOR/PAK"' in text, "one link leads back to the present"
    assert "Release 2026-11-24" in text, "it is cited as that release"


def test_other_forms_are_of_that_release_too(client: FlaskClient) -> None:
    assert '"Kingdom of Norway"' in client.get("/state/NOR.nt").text
    assert '"Kingdom of Norway"' not in client.get("/state/NOR.nt?asof=2026-11-24").text


def test_the_foot_of_the_page_offers_the_releases(client: FlaskClient) -> None:
    text = client.get("/about").text

    assert text.index("<option selected>2026-11-25") < text.index("<option>2026-11-24")


def test_a_release_that_is_not_held_says_so(client: FlaskClient) -> None:
    gone, never = client.get("/state/NOR?asof=2020-01-01"), client.get("/state/NOR?asof=yesterday")

    assert gone.status_code == 410
    assert "Release 2020-01-01 is not held here any more. Held are: 2026-11-24, 2026-11-25." in gone.text
    assert never.status_code == 404
    assert "yesterday is no release" in never.text


def test_the_current_release_by_its_name_is_the_current_one(client: FlaskClient) -> None:
    assert "You read release" not in client.get("/state/NOR?asof=2026-11-25").text


def test_a_release_made_meanwhile_is_offered_on_pages_of_earlier_ones(client: FlaskClient, tmp_path: Path) -> None:
    client.get("/about?asof=2026-11-24")
    publish(tmp_path, "2026-11-26")

    assert "<option>2026-11-26" in client.get("/state/NOR?asof=2026-11-24").text
