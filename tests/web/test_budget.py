"""What a page may cost, however much is known: queries and bytes, for a state and an organization with many facts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from graph.namespaces import RDF, RDFS, XSD
from graph.settings import Settings
from graph.store import Row, Term
from graph.store.embedded import EmbeddedStore
from graph.vocabulary import BASE, kebab, vocabulary
from web.app import create_app
from web.kinds import FACT_KINDS

MANY = 150
MOST_QUERIES = 12
MOST_BYTES = 400_000

ROLES = {
    "Visit": ("visitor", "host"),
    "Meeting": ("participant", "participant"),
    "Agreement": ("party", "party"),
    "PartyAction": ("party", "party"),
    "Membership": ("member", "organization"),
    "OfficeHolding": ("of", "accreditedTo"),
    "DiplomaticRelations": ("party", "party"),
    "Mission": ("sender", "receiver"),
    "Mechanism": ("party", "party"),
    "Participation": ("participant", "participant"),
    "Aid": ("donor", "recipient"),
    "TransportLink": ("endpoint", "endpoint"),
}


class CountingStore:
    """A store that counts what it is asked."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self.asked = 0

    def rows(self, query: str, **values: Term) -> list[Row]:
        self.asked += 1
        return self.store.rows(query, **values)

    def ask(self, query: str, **values: Term) -> bool:
        self.asked += 1
        return self.store.ask(query, **values)

    def triples(self, query: str, **values: Term) -> list[Triple]:
        self.asked += 1
        return self.store.triples(query, **values)


def cy(name: str) -> NamedNode:
    return NamedNode(f"{BASE}/ontology#{name}")


def described(path: str, kind: str, label: str) -> Iterator[Quad]:
    node = NamedNode(f"{BASE}/id/{path}")
    yield Quad(node, NamedNode(f"{RDF}type"), cy(kind))
    yield Quad(node, NamedNode(f"{RDFS}label"), Literal(label, language="en"))


def fact(kind: str, number: int) -> Iterator[Quad]:
    """One of many facts of a kind between the hub and one of many others, with a long quote."""
    node, evidence = (NamedNode(f"{BASE}/id/{part}/{kind.lower()}{number}") for part in (kebab(kind), "evidence"))
    hub = "organization/HUB" if kind == "Membership" else "state/HUB"
    parties = [f"state/S{number}", hub]
    if number % 2 and kind != "Membership":
        parties.reverse()
    yield Quad(node, NamedNode(f"{RDF}type"), cy(kind))
    yield Quad(node, NamedNode(f"{RDFS}label"), Literal(f"{kind} number {number} " + "with a long name " * 4))
    yield Quad(node, cy("modality"), NamedNode(f"{BASE}/vocab/modality/asserted"))
    day = Literal(f"{1900 + number % 120}-03-04", datatype=NamedNode(f"{XSD}date"))
    yield Quad(node, cy("earliest"), day)
    yield Quad(node, cy("latest"), day)
    for role, party in zip(ROLES[kind], parties, strict=True):
        yield Quad(node, cy(role), NamedNode(f"{BASE}/id/{party}"))
    yield Quad(node, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), evidence)
    yield Quad(evidence, NamedNode(f"{RDF}type"), cy("Quotation"))
    yield Quad(evidence, NamedNode("http://www.w3.org/ns/oa#hasSource"), NamedNode(f"{BASE}/id/article/a"))
    quote = NamedNode(f"{evidence.value}/quote")
    yield Quad(evidence, NamedNode("http://www.w3.org/ns/oa#hasSelector"), quote)
    yield Quad(quote, NamedNode("http://www.w3.org/ns/oa#exact"), Literal("Many words were said about it. " * 20))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> CountingStore:
    path = tmp_path_factory.mktemp("busy") / "db"
    store = Store(str(path))
    store.extend(
        [*described("state/HUB", "State", "Hub"), *described("organization/HUB", "Organization", "Hub of all")]
    )
    for number in range(MANY):
        store.extend(described(f"state/S{number}", "State", f"State number {number} of the world"))
        for kind in ROLES:
            store.extend(fact(kind, number))
    store.flush()
    del store
    return CountingStore(EmbeddedStore(path))


@pytest.fixture(scope="module")
def site(busy: CountingStore, tmp_path_factory: pytest.TempPathFactory) -> Any:
    app = create_app(Settings(store=tmp_path_factory.mktemp("none")), busy)
    app.test_client().get("/state/S0")  # what a release looks up once is looked up now
    return app.test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/state/HUB",
        "/state/HUB?on=1950-03-04",
        "/organization/HUB",
        "/relations/HUB/S1",
        "/visit/visit1",
        "/visits",
        "/",
    ],
)
def test_page_keeps_within_its_budget(busy: CountingStore, site: Any, address: str) -> None:
    site.get("/")
    busy.asked = 0

    answer = site.get(address)

    assert answer.status_code == 200
    assert busy.asked <= MOST_QUERIES
    assert len(answer.data) <= MOST_BYTES


def test_what_does_not_fit_is_counted_and_led_to(site: Any) -> None:
    text = site.get("/state/HUB").text

    assert 'href="/visits?party=state:HUB&amp;role=visitor&amp;role=host">All 150</a>' in text
    assert "150 in this release" in site.get("/visits?party=state:HUB").text
    assert "75 in this release" in site.get("/visits?party=state:HUB&role=host").text


def test_every_fact_type_is_tried() -> None:
    assert set(ROLES) == set(vocabulary().types) == {kind.term for kind in FACT_KINDS}


@pytest.mark.parametrize("address", ["/state/HUB", "/organization/HUB", "/relations/HUB/S1"])
def test_no_two_regions_of_a_page_have_one_name(site: Any, address: str) -> None:
    names = re.findall(r'role="region" aria-label="([^"]*)"', site.get(address).text)

    assert names
    assert len(set(names)) == len(names)
