"""How machines find out what the dataset is: VoID, DCAT, signposts, and schema.org in pages.

What F-UJI and FOOPS! ask for, as far as it needs no registration elsewhere, has a test here.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.namespace import DCAT, DCTERMS, VOID

from graph.settings import Settings
from graph.store import open_store
from web.app import create_app

DATASET = rdflib.URIRef("https://w3id.org/chancery/dataset")


def void(client: FlaskClient) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/.well-known/void").get_data(as_text=True), format="turtle")


def structured(client: FlaskClient, path: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).get_data(as_text=True))
    return json.loads(found[1]) if found else None


def test_void_has_partitions_and_the_endpoint_without_a_dump_too(client: FlaskClient) -> None:
    graph = void(client)
    classes = {str(graph.value(part, VOID["class"])) for part in graph.objects(DATASET, VOID.classPartition)}

    assert "https://w3id.org/chancery/ontology#Visit" in classes
    assert len(list(graph.objects(DATASET, VOID.propertyPartition))) > 20
    assert graph.value(DATASET, VOID.sparqlEndpoint) == rdflib.URIRef("https://w3id.org/chancery/sparql")
    assert not list(graph.objects(DATASET, DCAT.distribution))


def test_a_dumped_release_names_its_files(dumped: FlaskClient) -> None:
    graph = void(dumped)
    urls = [str(graph.value(item, DCAT.downloadURL)) for item in graph.objects(DATASET, DCAT.distribution)]

    assert len(urls) > 40
    for url in urls:
        path = url.removeprefix("https://w3id.org/chancery")
        assert dumped.get(path, buffered=True).status_code == 200


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title,  # F-UJI F2: core metadata
        DCTERMS.creator,
        DCTERMS.publisher,
        DCTERMS.description,
        DCTERMS.issued,
        DCTERMS.identifier,
        DCAT.keyword,
        DCTERMS.license,  # R1.1
        DCTERMS.accessRights,  # A1
        DCAT.distribution,  # F3: the data's own address
        DCTERMS.conformsTo,  # I2
        DCTERMS.source,  # R1.2
        DCTERMS.bibliographicCitation,
        rdflib.URIRef(f"{DCAT}version"),
        DCAT.landingPage,
    ],
)
def test_the_description_says(dumped: FlaskClient, predicate: rdflib.URIRef) -> None:
    assert void(dumped).value(DATASET, predicate, any=True) is not None


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/html,*/*;q=0.8", "text/turtle"),
    ],
)
def test_void_is_negotiated(client: FlaskClient, accept: str, kind: str) -> None:
    response = client.get("/.well-known/void", headers={"Accept": accept})

    assert response.status_code == 200
    assert response.mimetype == kind


def test_the_dataset_s_iri_leads_to_a_page_or_to_its_description(client: FlaskClient) -> None:
    for path in ("/dataset", "/dataset/class/0123456789abcdef", "/catalog"):
        page = client.get(path, headers={"Accept": "text/html"})
        data = client.get(path, headers={"Accept": "text/turtle"})
        assert (page.status_code, page.headers["Location"]) == (303, "/dumps/")
        assert (data.status_code, data.headers["Location"]) == (303, "/.well-known/void")
        assert "Accept" in page.vary


def test_the_landing_page_is_signposted(dumped: FlaskClient) -> None:
    for path in ("/", "/dumps/"):
        links = dumped.get(path).headers["Link"]
        for relation in ("cite-as", "describedby", "type", "license", "author", "item"):
            assert f'rel="{relation}"' in links
        assert "<https://w3id.org/chancery/dataset>" in links
        (item,) = re.findall(r'<(\S+)>; rel="item"; type="text/csv"', links)
        assert dumped.get(item, buffered=True).status_code == 200


def test_search_engines_read_the_dataset_on_the_landing_page(dumped: FlaskClient) -> None:
    found = structured(dumped, "/")

    assert (found["@context"], found["@type"], found["@id"]) == ("https://schema.org", "Dataset", str(DATASET))
    needed = {"name", "description", "license", "creator", "version", "keywords", "distribution", "datePublished"}
    assert needed <= set(found)
    assert 50 <= len(found["description"]) <= 5000  # Google's bounds for a dataset
    for item in found["distribution"]:
        assert item["contentUrl"].startswith("http://localhost/")


def test_search_engines_read_what_a_page_is_about(client: FlaskClient) -> None:
    state, visit = structured(client, "/state/KAZ"), structured(client, "/visit/00000000000000b1")

    assert (state["@type"], state["name"]) == ("Country", "Kazakhstan")
    assert state["@id"] == "https://w3id.org/chancery/id/state/KAZ"
    assert visit["@type"] == "Event"
    assert visit["subjectOf"]["license"].startswith("https://creativecommons.org/")
    assert structured(client, "/search?q=x") is None


def test_a_name_cannot_break_out_of_the_script(client: FlaskClient) -> None:
    text = client.get("/person/bold").get_data(as_text=True)

    assert "<script>alert" not in text
    assert structured(client, "/person/bold")["name"] == "<script>alert('x')</script> Bold"


def test_a_site_without_a_store_has_pages_of_error_not_of_trouble(tmp_path: Path) -> None:
    client = create_app(replace(Settings(), store=tmp_path)).test_client()

    assert client.get("/").status_code == 503
    assert client.get("/.well-known/void").status_code == 503


@pytest.fixture
def site(built: Settings) -> FlaskClient:
    return create_app(built).test_client()


def test_who_read_an_article_and_what_is_asked_lead_to_their_data(built: Settings, site: FlaskClient) -> None:
    (row, *_) = open_store(built.store).rows("SELECT ?a { ?e <http://www.w3.org/ns/prov#wasGeneratedBy> ?a }")
    path = row["a"].value.removeprefix("https://w3id.org/chancery")

    assert "wasAssociatedWith" in site.get(path, headers={"Accept": "text/turtle"}).text
    browser = site.get(path, headers={"Accept": "text/html"})
    assert (browser.status_code, browser.location) == (303, f"{path}.ttl")
    question = "/id/question/accessions-of-an-organization"
    assert "SPARQLExecutable" in site.get(question, headers={"Accept": "application/ld+json"}).text
    assert (
        site.get(question, headers={"Accept": "text/html"}).location == "/query?example=accessions-of-an-organization"
    )
    assert site.get("/id/question/none", headers={"Accept": "text/html"}).status_code == 404
