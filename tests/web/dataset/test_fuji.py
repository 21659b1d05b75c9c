"""The FAIRsFAIR metrics that F-UJI assesses, in its order, met by what the site tells a machine that has the IRI only.

Left to the outside: that w3id.org leads here (F1-02D), registration with DataCite and search engines (F4-01M, second
half), and a promise to keep metadata when the data go (A2-01M).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, RDF, VOID, URIRef

from graph.dump.about import LICENSE
from graph.vocabulary import BASE

DATASET = f"{BASE}/dataset"
SCHEMA = rdflib.Namespace("https://schema.org/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
OPEN_FORMATS = {
    *("text/csv", "text/turtle", "application/n-quads", "application/trig", "application/ld+json"),
    *("application/geo+json", "application/graphml+xml", "application/xml", "application/rdf+xml"),
}
"""Of the formats in which data are had: long-term, open, and in use in the field."""


@dataclass
class Found:
    """What a machine gathers about the dataset: from the page, from links in headers, by negotiation."""

    landing: str
    embedded: dict[str, Any]
    links: list[tuple[str, str, str]]
    graph: rdflib.Graph

    def linked(self, relation: str) -> list[str]:
        return [target for target, found, _ in self.links if found == relation]


@pytest.fixture(scope="module")
def found(dumped: FlaskClient) -> Found:
    page = dumped.get("/dataset", headers={"Accept": "text/html"}, follow_redirects=True)
    data = dumped.get("/dataset", headers={"Accept": "text/turtle"}, follow_redirects=True)
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    links = re.findall(r'<([^>]+)>; rel="([^"]+)"(?:; type="([^"]+)")?', page.headers["Link"])
    assert script is not None
    return Found(page.text, json.loads(script[1]), links, rdflib.Graph().parse(data=data.data, format="turtle"))


def values(found: Found, predicate: URIRef) -> list[rdflib.term.Node]:
    return list(found.graph.objects(URIRef(DATASET), predicate))


def test_f1_01d_f1_02d_the_identifier_is_global_and_persistent(found: Found) -> None:
    assert DATASET.startswith("https://w3id.org/")
    assert found.embedded["identifier"] == found.embedded["@id"] == DATASET
    assert found.linked("cite-as") == [DATASET]
    assert str(values(found, DCTERMS.identifier)[0]) == DATASET


def test_f2_01m_core_metadata_are_there_by_every_way(found: Found) -> None:
    core = {"creator", "name", "identifier", "publisher", "datePublished", "description", "keywords", "version"}

    assert core <= {key for key, value in found.embedded.items() if value}
    for predicate in (DCTERMS.creator, DCTERMS.title, DCTERMS.publisher, DCTERMS.issued, DCTERMS.description):
        assert values(found, predicate)
    assert values(found, DCAT.keyword)
    assert (URIRef(DATASET), RDF.type, DCAT.Dataset) in found.graph
    assert found.linked("describedby")


def test_f3_01m_the_metadata_name_the_data(found: Found) -> None:
    files = [str(file) for file in values(found, DCAT.distribution)]
    embedded = [item["contentUrl"] for item in found.embedded["distribution"]]

    assert len(files) > 40
    assert len(embedded) >= 4
    assert found.linked("item")


def test_f4_01m_the_metadata_can_be_harvested(found: Found, dumped: FlaskClient) -> None:
    assert found.embedded["@context"].startswith("https://schema.org")
    assert "/sitemap.xml" in dumped.get("/robots.txt").text
    assert dumped.get("/.well-known/void").status_code == 200


def test_a1_01m_who_may_have_it_is_said(found: Found) -> None:
    assert found.embedded["isAccessibleForFree"] is True
    assert str(values(found, DCTERMS.accessRights)[0]).endswith("/access-right/PUBLIC")


def test_a1_02m_a1_03d_metadata_and_data_come_by_a_standard_protocol(found: Found, dumped: FlaskClient) -> None:
    for file in values(found, DCAT.distribution):
        url = str(found.graph.value(file, DCAT.downloadURL))
        assert url.startswith("https://")
        assert dumped.head(url.removeprefix(BASE), buffered=True).status_code == 200
    for item in found.embedded["distribution"]:
        if not item["contentUrl"].endswith("/sparql"):
            assert dumped.get(item["contentUrl"].removeprefix("http://localhost"), buffered=True).status_code == 200


def test_i1_01m_the_metadata_are_rdf_in_every_syntax(dumped: FlaskClient) -> None:
    syntaxes = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    sizes = set()
    for media, syntax in syntaxes.items():
        answer = dumped.get("/dataset", headers={"Accept": media}, follow_redirects=True)
        assert answer.mimetype == media
        sizes.add(len(rdflib.Graph().parse(data=answer.data, format=syntax)))
    assert len(sizes) == 1


def test_i2_01m_the_vocabularies_are_known_ones(found: Found) -> None:
    used = {re.split(r"[^#/]+$", str(predicate))[0] for predicate in found.graph.predicates(URIRef(DATASET))}

    assert {str(DCAT), str(DCTERMS), str(VOID), str(SCHEMA)} <= used


def test_i3_01m_the_metadata_link_to_related_things(found: Found) -> None:
    related = [*values(found, DCTERMS.source), *values(found, DCTERMS.conformsTo), *values(found, VOID.vocabulary)]

    assert len(related) >= 3
    assert all(isinstance(node, URIRef) for node in related)


def test_r1_01md_type_form_and_size_are_told_and_true(found: Found, dumped: FlaskClient) -> None:
    assert found.embedded["@type"] == "Dataset"
    for file in values(found, DCAT.distribution):
        path = str(found.graph.value(file, DCAT.downloadURL)).removeprefix(BASE)
        body = dumped.get(path, buffered=True).data
        checksum = found.graph.value(file, SPDX.checksum)
        assert int(str(found.graph.value(file, DCAT.byteSize))) == len(body)
        assert str(found.graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(body).hexdigest()
        assert found.graph.value(file, DCAT.mediaType) is not None
    for item in found.embedded["distribution"]:
        assert item["encodingFormat"]
        assert item["contentUrl"].endswith("/sparql") or int(item["contentSize"]) > 0


def test_r1_1_01m_the_licence_is_one_that_machines_know(found: Found, dumped: FlaskClient) -> None:
    assert LICENSE == "https://creativecommons.org/licenses/by/4.0/"
    assert found.embedded["license"] == LICENSE
    assert {str(value) for value in values(found, DCTERMS.license)} == {LICENSE}
    assert found.linked("license") == [LICENSE]
    assert 'rel="license"' in found.landing


def test_r1_2_01m_where_it_comes_from_is_said(found: Found) -> None:
    assert values(found, DCTERMS.source)
    assert values(found, DCTERMS.creator)
    assert values(found, DCTERMS.modified)
    derived = found.graph.predicates()
    assert any(str(predicate).startswith("http://www.w3.org/ns/prov#") for predicate in derived)


def test_r1_3_01m_r1_3_02d_metadata_and_data_are_in_forms_of_the_field(found: Found) -> None:
    media = {str(found.graph.value(file, DCAT.mediaType)) for file in values(found, DCAT.distribution)}
    forms = {form.partition("media-types/")[2] for form in media}

    assert {"text/csv", "text/turtle", "application/n-quads"} <= forms
    assert len(forms & OPEN_FORMATS) >= 6


def test_signposting_leads_from_the_page_to_all_of_it(found: Found, dumped: FlaskClient) -> None:
    for relation in ("author", "cite-as", "describedby", "item", "license", "type"):
        assert found.linked(relation), relation
    for target in (*found.linked("describedby"), *found.linked("item")):
        assert dumped.get(target, buffered=True).status_code == 200
