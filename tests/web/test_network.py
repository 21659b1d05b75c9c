"""The picture of contacts: whom it shows, where, and as a file."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad

from graph.namespaces import RDF
from graph.settings import Settings
from graph.vocabulary import BASE
from tests.web.conftest import publish, small_quads
from web.app import create_app
from web.panels.network import WIDTH, Contact, draw
from web.records import Thing

HOME = Thing("https://example.org/id/state/HOM", "Home", "state")


def contacts(number: int) -> list[Contact]:
    return [
        Contact(Thing(f"https://example.org/id/state/S{place:02}", f"State {place:02}", "state"), place, 0, 1)
        for place in range(number)
    ]


def test_the_same_contacts_give_the_same_picture_in_any_order() -> None:
    pairs = {
        frozenset((f"https://example.org/id/state/S{one:02}", "https://example.org/id/state/S05")) for one in (1, 2)
    }

    one, other = draw(HOME, contacts(22), pairs), draw(HOME, reversed(contacts(22)), pairs)

    assert one == other
    assert one is not None
    assert len(one.ties) == 2


def test_no_two_names_lie_on_each_other_and_all_fit() -> None:
    network = draw(HOME, contacts(22))

    assert network is not None
    for left in (True, False):
        heights = sorted(node.y for node in network.nodes if node.left == left)
        assert len(heights) == 11
        assert all(after - before >= 26 for before, after in pairwise(heights))
        assert heights[0] >= 13
        assert heights[-1] <= network.height - 13
    assert all(200 <= node.x <= WIDTH - 200 for node in network.nodes), "a name of 24 letters needs its room"


def test_a_single_contact_is_no_network() -> None:
    assert draw(HOME, contacts(1)) is None
    assert draw(HOME, contacts(2)) is not None


def more() -> Iterator[Quad]:
    """The invented facts, and a visit of the same person to Norway."""
    yield from small_quads()
    visit, cy = NamedNode(f"{BASE}/id/visit/00000000000000ff"), f"{BASE}/ontology#"
    yield Quad(visit, NamedNode(f"{RDF}type"), NamedNode(f"{cy}Visit"))
    yield Quad(visit, NamedNode(f"{cy}visitor"), NamedNode(f"{BASE}/id/person/zoe-angstrom"))
    yield Quad(visit, NamedNode(f"{cy}host"), NamedNode(f"{BASE}/id/state/NOR"))
    yield Quad(visit, NamedNode(f"{cy}modality"), NamedNode(f"{BASE}/vocab/modality/asserted"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("contacts") / "store"
    publish(folder, quads=more())
    return create_app(Settings(store=folder)).test_client()


def test_what_a_person_did_and_with_whom(client: FlaskClient) -> None:
    text = client.get("/person/zoe-angstrom").text

    assert 'id="s-contacts"' in text
    assert re.search(r'<a href="/state/KAZ"><title>Kazakhstan: visited 1, hosted 0, met 0', text)
    assert 'id="s-contacts"' not in client.get("/person/zoe-angstrom?on=2025-09-08").text


def test_the_file_is_an_image_of_its_own(client: FlaskClient) -> None:
    answer = client.get("/person/zoe-angstrom/contacts.svg")

    assert answer.mimetype == "image/svg+xml"
    root = ElementTree.fromstring(answer.data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    links = [link.get("href", "") for link in root.iter("{http://www.w3.org/2000/svg}a")]
    assert "https://w3id.org/chancery/id/state/KAZ" in links
    for address in ("/person/nobody/contacts.svg", "/state/NOR/contacts.svg"):
        assert client.get(address).status_code == 404
