"""Which facts a page shows: chosen in the catalogue by role, day and pair, told in full or, of many, in brief."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from graph.namespaces import RDF, RDFS
from graph.settings import Settings
from graph.vocabulary import BASE
from tests.web.conftest import publish, small_quads
from web.app import create_app
from web.catalogue import Catalogue
from web.catalogue.facts import (
    MANY,
    acts_of_both,
    between,
    contacts,
    dealings,
    memberships_of_both,
    picked,
    ties,
    ways,
)
from web.release import Shelf

KAZ, PAK, NOR = (f"{BASE}/id/state/{code}" for code in ("KAZ", "PAK", "NOR"))
EXO = f"{BASE}/id/organization/EXO"
BODIES = ("state", "organization")


@pytest.fixture(scope="module")
def catalogue(small: Settings) -> Catalogue:
    return Shelf(small).current().catalogue


@pytest.mark.parametrize(("on", "number"), [("", 1), ("2012-10-01", 1), ("2000-12-31", 0)])
def test_on_a_day_only_what_held(catalogue: Catalogue, on: str, number: int) -> None:
    assert picked(catalogue, KAZ, ["membership"], ["member"], 10, on).total == number


def test_what_is_not_shown_is_counted(catalogue: Catalogue) -> None:
    found = picked(catalogue, PAK, ["visit"], ["visitor", "host"], 1)

    assert (len(found.facts), found.total) == (1, 2)
    assert found.facts[0].iri.endswith("b1"), "the latest first, the undated last"


def test_roles_are_told_apart(catalogue: Catalogue) -> None:
    assert picked(catalogue, KAZ, ["visit"], ["host"], 9).total == 1
    assert picked(catalogue, KAZ, ["visit"], ["visitor"], 9).total == 0


def test_between_two_parties_in_either_order(catalogue: Catalogue) -> None:
    found = {(pick.kind, modality) for pick, modality in between(catalogue, KAZ, PAK)}

    assert found == {("visit", "asserted"), ("meeting", "asserted"), ("agreement", "planned")}
    assert between(catalogue, KAZ, PAK) == between(catalogue, PAK, KAZ)
    assert [pick.kind for pick, _ in between(catalogue, KAZ, PAK, "2025-09-08")] == ["visit"]
    assert between(catalogue, KAZ, NOR) == []


def test_what_both_belong_to(catalogue: Catalogue) -> None:
    found = memberships_of_both(catalogue, KAZ, PAK)

    assert list(found) == [EXO]
    assert len(found[EXO]) == 2
    assert memberships_of_both(catalogue, KAZ, NOR) == {}


def test_dealings_contacts_and_ways_leave_out_what_did_not_happen(catalogue: Catalogue) -> None:
    assert [(other.iri, other.facts) for other in dealings(catalogue, KAZ, BODIES, 9)] == [(PAK, 2)]
    assert [(one.iri, one.hosted, one.met) for one in contacts(catalogue, KAZ, BODIES, 9)] == [(PAK, 1, 1)]
    assert [(way.iri, way.visited) for way in ways(catalogue, PAK)] == [(KAZ, 1)], "the visit to Norway was called off"
    assert ties(catalogue, [KAZ, PAK, NOR]) == {frozenset((KAZ, PAK))}


def test_a_person_meets_persons_only(catalogue: Catalogue) -> None:
    found = contacts(catalogue, f"{BASE}/id/person/zoe-angstrom", (*BODIES, "person"), 9)

    assert {(one.kind, one.visited, one.met) for one in found} == {("state", 1, 0), ("person", 0, 1)}


def convention() -> Iterator[Quad]:
    """The invented facts, and a convention of thirty-two parties on which two of them acted."""
    cy, prov = f"{BASE}/ontology#", NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    evidence = NamedNode(f"{BASE}/id/evidence/bold-memoir")
    quads = []

    def say(subject: str, **values: NamedNode | Literal) -> None:
        quads.extend(Quad(NamedNode(subject), NamedNode(f"{cy}{name}"), value) for name, value in values.items())

    agreement = f"{BASE}/id/agreement/00000000000000c0"
    asserted = NamedNode(f"{BASE}/vocab/modality/asserted")
    for iri, kind in [(agreement, "Agreement"), *((f"{BASE}/id/party-action/{n:016d}", "PartyAction") for n in (1, 2))]:
        quads.append(Quad(NamedNode(iri), NamedNode(f"{RDF}type"), NamedNode(f"{cy}{kind}")))
        quads.append(Quad(NamedNode(iri), prov, evidence))
        say(iri, modality=asserted)
    quads.append(Quad(NamedNode(agreement), NamedNode(f"{RDFS}label"), Literal("Convention on Examples")))
    say(agreement, title=Literal("Convention on Examples"))
    for number in range(30):
        state = NamedNode(f"{BASE}/id/state/S{number:02}")
        quads.append(Quad(state, NamedNode(f"{RDF}type"), NamedNode(f"{cy}State")))
        quads.append(Quad(state, NamedNode(f"{RDFS}label"), Literal(f"State {number}", language="en")))
        say(agreement, party=state)
    for number, state_iri in ((1, KAZ), (2, PAK)):
        say(agreement, party=NamedNode(state_iri))
        say(f"{BASE}/id/party-action/{number:016d}", party=NamedNode(state_iri), agreement=NamedNode(agreement))
    yield from small_quads()
    for quad in quads:
        yield Quad(*quad.triple, NamedNode(f"{BASE}/graph/curated/corrections"))
        yield quad


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("convention") / "store"
    publish(folder, quads=convention())
    return create_app(Settings(store=folder)).test_client()


def test_of_many_parties_their_number_is_told(client: FlaskClient) -> None:
    text = client.get("/relations/KAZ/PAK").text

    assert MANY < 32
    assert ">32 parties</a>" in text
    assert "State 7" not in text.partition("<main")[2]
    assert "State 7" in client.get("/agreement/00000000000000c0").text, "the page of the convention itself names them"


def test_agreements_upon_which_both_acted(client: FlaskClient) -> None:
    shelf = client.application.extensions["chancery.shelf"]
    found = acts_of_both(shelf.current().catalogue, KAZ, PAK)

    assert [(iri.rpartition("/")[2], len(picks)) for iri, picks in found.items()] == [("00000000000000c0", 2)]
    assert "1 agreement that both acted upon" in client.get("/relations/KAZ/PAK").text
