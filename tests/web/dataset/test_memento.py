"""Things by release: addresses below ``/v/``, and the Memento protocol (RFC 7089)."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import rdflib
from flask.testing import FlaskClient
from pyoxigraph import Literal, Quad, Store

from graph.namespaces import RDFS
from graph.settings import Settings
from graph.store import Releases
from graph.vocabulary import BASE
from tests.web.conftest import publish, small_quads
from web.app import create_app

OLD, NEW = "2026-10-01", "2026-11-24"
OLD_TIME, NEW_TIME = "Thu, 01 Oct 2026 08:00:00 GMT", "Tue, 24 Nov 2026 08:00:00 GMT"
LABEL = "The Republic as it was"
LATER = "zoe-angstrom"


def as_it_was() -> Iterator[Quad]:
    """The earlier release: a state of another name, and a person of whom nothing was known yet."""
    for quad in small_quads():
        subject, predicate = str(quad.subject), quad.predicate.value
        if subject == f"<{BASE}/id/state/KAZ>" and predicate == f"{RDFS}label":
            yield Quad(quad.subject, quad.predicate, Literal(LABEL, language="en"), quad.graph_name)
        elif LATER not in subject:
            yield quad


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memento") / "store"
    publish(folder, OLD, as_it_was())
    publish(folder, NEW)
    return folder


@pytest.fixture(scope="module")
def client(store: Path) -> FlaskClient:
    return create_app(replace(Settings(), store=store)).test_client()


def relations(link: str) -> dict[str, str]:
    return {rel: target for target, rels in re.findall(r'<([^>]*)>; rel="([^"]*)"', link) for rel in rels.split()}


@pytest.mark.parametrize("suffix", ["", ".ttl", ".jsonld", ".nt", ".rdf", ".json"])
def test_each_release_states_things_in_its_own_way_in_every_form(client: FlaskClient, suffix: str) -> None:
    old, new = (client.get(f"/v/{name}/state/KAZ{suffix}") for name in (OLD, NEW))

    assert LABEL in old.text
    assert LABEL not in new.text
    assert "Kazakhstan" in new.text
    assert (old.headers["Memento-Datetime"], new.headers["Memento-Datetime"]) == (OLD_TIME, NEW_TIME)
    assert old.headers["ETag"] != new.headers["ETag"]


def test_a_memento_names_its_original_its_gate_and_its_map(client: FlaskClient) -> None:
    said = relations(client.get(f"/v/{OLD}/state/KAZ").headers["Link"])

    assert said["original"] == said["timegate"] == "http://localhost/state/KAZ"
    assert said["timemap"] == "http://localhost/timemap/state/KAZ"
    assert said["describedby"] == f"/v/{OLD}/state/KAZ.ttl"
    assert LABEL in client.get(said["describedby"]).text


def test_the_iri_of_a_thing_leads_on_within_the_release(client: FlaskClient) -> None:
    answer = client.get(f"/v/{OLD}/id/state/KAZ", headers={"Accept": "text/turtle"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/v/{OLD}/state/KAZ.ttl")
    assert answer.headers["Memento-Datetime"] == OLD_TIME
    assert client.get(f"/v/{OLD}/relations/PAK/KAZ").headers["Location"] == f"/v/{OLD}/relations/KAZ/PAK"


@pytest.mark.parametrize("path", ["/id/state/KAZ", "/state/KAZ", "/state/KAZ.ttl", "/relations/KAZ/PAK", "/ontology"])
@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("Mon, 01 Jan 1990 00:00:00 GMT", OLD),  # before the first: the first
        (OLD_TIME, OLD),
        ("Fri, 23 Oct 2026 00:00:00 GMT", OLD),
        (NEW_TIME, NEW),
        ("Fri, 01 Jan 2100 00:00:00 GMT", NEW),
    ],
)
def test_accept_datetime_leads_to_the_release_of_that_time(
    client: FlaskClient, path: str, moment: str, name: str
) -> None:
    answer = client.get(path, headers={"Accept-Datetime": moment})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/v/{name}{path}")
    assert "accept-datetime" in answer.headers["Vary"].lower()
    assert "Memento-Datetime" not in answer.headers
    assert relations(answer.headers["Link"])["original"] == f"http://localhost{path}"


def test_a_query_string_is_kept(client: FlaskClient) -> None:
    answer = client.get("/state/KAZ?on=2012-10-01", headers={"Accept-Datetime": OLD_TIME})

    assert answer.headers["Location"] == f"/v/{OLD}/state/KAZ?on=2012-10-01"
    assert LABEL in client.get(answer.headers["Location"]).text


def test_a_time_that_cannot_be_read_is_400(client: FlaskClient) -> None:
    for words in ("yesterday", "2026-10-01", "Thu, 99 Oct 2026 08:00:00 GMT"):
        answer = client.get("/state/KAZ", headers={"Accept-Datetime": words})
        assert answer.status_code == 400
        assert "Thu, 01 Oct 2026 12:00:00 GMT" in answer.text


def test_originals_tell_where_their_versions_are(client: FlaskClient) -> None:
    answer = client.get("/state/KAZ.ttl")
    said = relations(answer.headers["Link"])

    assert said["timegate"] == "http://localhost/state/KAZ.ttl"
    assert said["timemap"] == "http://localhost/timemap/state/KAZ.ttl"
    assert said["cite-as"] == f"{BASE}/id/state/KAZ"
    assert "Memento-Datetime" not in answer.headers
    assert "accept-datetime" in answer.headers["Vary"].lower()
    assert "timegate" not in client.get("/").headers.get("Link", "")


def test_a_time_map_lists_the_releases_that_state_the_thing(client: FlaskClient) -> None:
    answer = client.get("/timemap/state/KAZ")
    found = re.findall(r'<([^>]*)>; rel="([^"]*memento)"; datetime="([^"]*)"', answer.text)

    assert answer.content_type == "application/link-format"
    assert found == [
        (f"http://localhost/v/{OLD}/state/KAZ", "first memento", OLD_TIME),
        (f"http://localhost/v/{NEW}/state/KAZ", "last memento", NEW_TIME),
    ]
    for address, _, moment in found:
        memento = client.get(address.removeprefix("http://localhost"))
        assert parsedate_to_datetime(memento.headers["Memento-Datetime"]) == parsedate_to_datetime(moment)


def test_what_a_release_does_not_state_is_not_in_its_map_and_404(client: FlaskClient) -> None:
    text = client.get(f"/timemap/id/person/{LATER}").text

    assert f"/v/{NEW}/id/person/{LATER}" in text
    assert f"/v/{OLD}/" not in text
    assert client.get(f"/v/{OLD}/person/{LATER}").status_code == 404
    assert client.get(f"/v/{NEW}/person/{LATER}").status_code == 200
    assert client.get("/timemap/person/nobody-at-all").status_code == 404


@pytest.mark.parametrize(
    "path", ["/v/1999-01-01/id/state/KAZ", f"/v/{OLD}/nothing", f"/v/{OLD}/sparql", f"/v/{OLD}/v/{NEW}/state/KAZ"]
)
def test_what_is_not_held_or_is_no_page_of_a_thing_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_404_names_the_releases_that_are_held(client: FlaskClient, store: Path) -> None:
    assert [folder.name for folder, _ in Releases(store).held()] == [OLD, NEW]
    for path in ("/timemap/sparql", "/timemap/nothing"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["%2Felsewhere.example", "%2F%2Felsewhere.example", "%5Celsewhere.example"])
def test_no_address_by_release_leads_to_another_site(client: FlaskClient, path: str) -> None:
    for answer in (
        client.get(f"/v/{NEW}/{path}"),
        client.get(f"/v/{NEW}/id/state/{path}"),
        client.get(f"/id/state/{path}", headers={"Accept-Datetime": NEW_TIME}),
    ):
        location = answer.headers.get("Location", "/").removeprefix("http://localhost")
        assert location.startswith("/")
        assert location[1:2] not in ("/", "\\")


def test_a_release_that_goes_while_the_site_runs_is_404(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(store, folder, symlinks=True)
    client = create_app(replace(Settings(), store=folder)).test_client()
    shutil.rmtree(folder / "releases" / OLD)

    assert client.get(f"/v/{OLD}/state/KAZ").status_code == 404
    assert client.get("/state/KAZ", headers={"Accept-Datetime": OLD_TIME}).headers["Location"].startswith(f"/v/{NEW}/")


def test_a_release_that_is_open_is_read_on(store: Path) -> None:
    app = create_app(replace(Settings(), store=store))
    first, again = (app.test_client().get(f"/v/{OLD}/state/KAZ.nt") for _ in range(2))
    graph = rdflib.Graph().parse(data=first.data, format="nt")

    assert first.data == again.data
    assert len(app.extensions["chancery.archive"]._open) == 1
    assert str(graph.value(rdflib.URIRef(f"{BASE}/id/state/KAZ"), rdflib.RDFS.label)) == LABEL
    assert Store.read_only(str(store / "releases" / OLD / "db"))
