"""Content negotiation, with the headers that real clients send."""

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from web.negotiation import CSV, HTML, JSON, JSONLD, NTRIPLES, PAGE, RDFXML, TURTLE, negotiate, split_suffix

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml, application/n-triples;q=0.9, text/html;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RDF4J = "application/rdf+xml;q=0.5, application/n-triples;q=0.9, text/turtle;q=0.9, application/ld+json"
AXIOS = "application/json, text/plain, */*"
PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),  # curl, requests, httpx, wget
        (FIREFOX, HTML),
        (CHROME, HTML),
        (SAFARI, HTML),
        (RDFLIB, TURTLE),
        (JENA, TURTLE),
        (RDF4J, JSONLD),
        (AXIOS, JSON),
        (PROTEGE, RDFXML),
        ("TEXT/TURTLE", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ("text/turtle;q=0.4, application/rdf+xml;q=0.9", RDFXML),
        ("text/turtle;q=0, */*", HTML),
        ("text/html;q=0, */*;q=0.5", TURTLE),
        ("application/n-triples ; q=1.0", NTRIPLES),
        ("text/*", HTML),
        ("application/*", JSONLD),
        ("image/png", None),
        ("text/html;q=0", None),
        ("application/json;q=nonsense, text/turtle;q=0.1", TURTLE),
        (";;;,,,", HTML),
        ("a/b," * 5000, None),
    ],
)
def test_accept(accept: str | None, expected: object) -> None:
    assert negotiate(accept) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("KAZ", ("KAZ", None)),
        ("KAZ.ttl", ("KAZ", TURTLE)),
        ("KAZ.JSONLD", ("KAZ", JSONLD)),
        ("j.-smith", ("j.-smith", None)),
        ("j.-smith.rdf", ("j.-smith", RDFXML)),
        (".ttl", (".ttl", None)),
        ("KAZ.csv", ("KAZ.csv", None)),
    ],
)
def test_suffix(path: str, expected: object) -> None:
    assert split_suffix(path) == expected


def test_suffix_of_another_offer() -> None:
    assert split_suffix("states.csv", (HTML, CSV)) == ("states", CSV)


THINGS = [
    ("state", "KAZ"),
    ("organization", "EXO"),
    ("person", "zoe-angstrom"),
    ("office", "kaz-minister"),
    ("place", "kaz-astana"),
    ("visit", "00000000000000b1"),
    ("meeting", "00000000000000b2"),
    ("membership", "00000000000000a1"),
    ("agreement", "00000000000000d2"),
    ("office-holding", "00000000000000d1"),
    ("article", "courier"),
    ("evidence", "00000000000000c1"),
]


@pytest.mark.parametrize(("kind", "identity"), THINGS)
def test_iri_leads_by_303_to_page_or_data(client: FlaskClient, kind: str, identity: str) -> None:
    for accept, suffix in ((FIREFOX, ""), (RDFLIB, ".ttl"), ("application/rdf+xml", ".rdf"), (AXIOS, ".json")):
        answer = client.get(f"/id/{kind}/{identity}", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/{kind}/{identity}{suffix}")
        assert "Accept" in answer.headers["Vary"]
    assert client.get(f"/id/{kind}/{identity}", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("kind", "identity"), THINGS)
def test_every_page_is_to_be_had_in_every_form(client: FlaskClient, kind: str, identity: str) -> None:
    formats = {
        TURTLE: RdfFormat.TURTLE,
        NTRIPLES: RdfFormat.N_TRIPLES,
        JSONLD: RdfFormat.JSON_LD,
        RDFXML: RdfFormat.RDF_XML,
    }
    seen = set()
    for item, form in formats.items():
        answer = client.get(f"/{kind}/{identity}.{item.suffix}")
        assert answer.status_code == 200
        assert answer.content_type == item.content_type
        seen.add(frozenset(str(quad) for quad in parse(answer.data, format=form)))
        by_header = client.get(f"/{kind}/{identity}", headers={"Accept": item.types[0]})
        assert by_header.data == answer.data
    assert len(seen) == 1
    assert client.get(f"/{kind}/{identity}.json").json


def test_link_headers_name_the_other_forms_and_the_licence(client: FlaskClient) -> None:
    link = client.get("/state/KAZ").headers["Link"]

    assert '</state/KAZ.ttl>; rel="alternate"; type="text/turtle"' in link
    assert 'rel="describedby"' in link
    assert '<https://w3id.org/chancery/id/state/KAZ>; rel="cite-as"' in link
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link


def test_description_of_an_entity_holds_its_facts_and_their_evidence(client: FlaskClient) -> None:
    text = client.get("/state/KAZ.nt").text

    assert "<https://w3id.org/chancery/id/visit/00000000000000b1> <https://w3id.org/chancery/ontology#visitor>" in text
    assert "Minister Zoë Ångström visited Astana" in text
    assert "<https://w3id.org/chancery/id/evidence/00000000000000c1/position>" in text


def test_406_says_what_there_is(client: FlaskClient) -> None:
    answer = client.get("/state/KAZ", headers={"Accept": "image/png"})

    assert answer.status_code == 406
    assert "text/turtle" in answer.text


def test_offered_forms_have_suffixes_of_their_own() -> None:
    assert len({item.suffix for item in PAGE}) == len(PAGE)
