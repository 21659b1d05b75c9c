"""The ontology as the Web sees it, over real HTTP: what FOOPS! and OOPS! fetch, and what else its addresses promise.

Criteria on what the files say are tested in ``tests/ontology``. Left to the outside: that w3id.org leads here (URI1,
VER2 and P37 are tested on the address that it would lead to), and that LOV and prefix.cc know us (FIND2, FIND3).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib import OWL, RDF, SKOS

from graph.settings import shipped
from graph.validate.oracle import ontology_graph
from graph.vocabulary import BASE
from tests.web.serving import served

GRAPH = ontology_graph()
VERSION = str(GRAPH.value(rdflib.URIRef(f"{BASE}/ontology"), OWL.versionInfo))
TERMS = sorted(str(term) for term in GRAPH.subjects(rdflib.RDFS.isDefinedBy) if f"{BASE}/ontology#" in str(term))
CONCEPTS = sorted(str(s) for sort in (SKOS.Concept, SKOS.ConceptScheme) for s in GRAPH.subjects(RDF.type, sort))

CLIENTS = {
    "Chrome": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
        "application/signed-exchange;v=b3;q=0.7",
        "text/html",
    ),
    "curl": ("*/*", "text/html"),
    "OWLAPI (Protégé, FOOPS!, OOPS!)": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
        "application/rdf+xml",
    ),
    "rdflib": (
        "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
        "application/rdf+xml",
    ),
    "Jena": (
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
        "text/turtle",
    ),
    "JSON-LD processors": ("application/ld+json, application/json;q=0.1", "application/ld+json"),
    "FOOPS! for N-Triples": ("application/n-triples", "application/n-triples"),
    "a choosy reader": ("text/html;q=0.2, text/turtle;q=0.3, application/rdf+xml;q=0.9", "application/rdf+xml"),
    "one who refuses Turtle": ("text/turtle;q=0, application/n-triples", "application/n-triples"),
}
SYNTAXES = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}
SYNTAXES["application/n-triples"] = "nt"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers["Content-Type"].partition(";")[0]

    def graph(self) -> rdflib.Graph:
        return rdflib.Graph().parse(data=self.body, format=SYNTAXES[self.media])


class Web:
    """Fetches IRIs below the base from the site, as if w3id.org had led there; fragments are not sent."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, iri: str, accept: str | None = None) -> Answer:
        parts = urlsplit(iri.removeprefix(BASE))
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", parts.path, headers={"Accept": accept} if accept is not None else {})
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return found


@pytest.fixture(scope="module")
def web(app: Flask) -> Iterator[Web]:
    with served(app) as address:
        yield Web(urlsplit(address).port or 0)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("iri", [f"{BASE}/ontology", f"{BASE}/ontology#Visit", f"{BASE}/ontology/{VERSION}"])
def test_foops_cn1_each_client_gets_the_form_that_it_asks_for(web: Web, iri: str, client: str) -> None:
    accept, media = CLIENTS[client]
    answer = web.get(iri, accept)

    assert (answer.status, answer.media) == (200, media)
    assert "Accept" in answer.headers["Vary"]
    if media != "text/html":
        assert len(answer.graph()) == len(GRAPH)


def test_foops_rdf1_every_form_holds_the_whole_ontology(web: Web) -> None:
    graphs = [web.get(f"{BASE}/ontology", media).graph() for media in SYNTAXES]

    assert {len(graph) for graph in graphs} == {len(GRAPH)}
    assert all(set(graph) == set(GRAPH) for graph in graphs)


def test_foops_doc1_and_dereferencing_every_term_is_documented_and_described(web: Web) -> None:
    html = web.get(TERMS[0], "text/html").body.decode()
    graph = web.get(TERMS[0], "text/turtle").graph()

    assert len(TERMS) > 120
    for term in TERMS:
        assert f'id="{term.partition("#")[2]}"' in html, term
        assert (rdflib.URIRef(term), RDF.type, None) in graph, term


@pytest.mark.parametrize("iri", CONCEPTS)
def test_every_concept_resolves_to_a_page_and_to_data(app: Flask, iri: str) -> None:
    client, path = app.test_client(), iri.removeprefix(BASE)
    data = client.get(path, headers={"Accept": CLIENTS["OWLAPI (Protégé, FOOPS!, OOPS!)"][0]})

    assert (rdflib.URIRef(iri), RDF.type, None) in rdflib.Graph().parse(data=data.data, format="xml")
    assert iri in client.get(path, headers={"Accept": CLIENTS["Chrome"][0]}).text
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_foops_uri1_ver2_and_oops_p37_ontology_and_version_are_on_the_web(web: Web) -> None:
    for predicate in (OWL.versionIRI,):
        iri = str(GRAPH.value(rdflib.URIRef(f"{BASE}/ontology"), predicate))
        assert web.get(iri).status == 200
        assert set(web.get(iri, "text/turtle").graph()) == set(GRAPH)
    link = web.get(f"{BASE}/ontology/{VERSION}").headers["Link"]
    assert f'<{BASE}/ontology>; rel="latest-version"' in link


def test_foops_om4_2_and_om3_what_the_header_names_can_be_fetched(web: Web) -> None:
    header = set(GRAPH.objects(rdflib.URIRef(f"{BASE}/ontology")))
    own = [str(value) for value in header if str(value).startswith(f"{BASE}/") and "/id/" not in str(value)]
    drafts = {str(value) for value in GRAPH.objects(None, OWL.priorVersion)}

    assert f"{BASE}/static/chancery.svg" in own
    assert {iri: web.get(iri).status for iri in own if iri not in drafts and "#" not in iri} == {
        iri: 200 for iri in own if iri not in drafts and "#" not in iri
    }
    assert {web.get(iri).status for iri in drafts} == {410}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ontology/9.9.9", 404),
        ("/ontology/9.9.9.ttl", 404),
        ("/ontology/0", 404),
        ("/ontology/..%2Fsettings", 404),
        (f"/ontology/{VERSION}", 200),
        ("/ontology/0.0.1", 410),
        ("/ontology.csv", 404),
        ("/ontology.ttl.ttl", 404),
    ],
)
def test_versions_that_are_not_are_404(web: Web, path: str, status: int) -> None:
    assert web.get(path).status == status


@pytest.mark.parametrize("path", ["/ontology", f"/ontology/{VERSION}", "/ontology/alignments"])
@pytest.mark.parametrize(
    ("suffix", "media"),
    [
        (".ttl", "text/turtle"),
        (".rdf", "application/rdf+xml"),
        (".jsonld", "application/ld+json"),
        (".nt", "application/n-triples"),
    ],
)
def test_suffixes_beat_the_header(web: Web, path: str, suffix: str, media: str) -> None:
    answer = web.get(path + suffix, "text/html")

    assert (answer.status, answer.media) == (200, media)
    assert len(answer.graph()) > 100


@pytest.mark.parametrize("path", ["/ontology", f"/ontology/{VERSION}", "/ontology/alignments", "/vocab/visit-kind"])
def test_406_lists_what_there_is(web: Web, path: str) -> None:
    answer = web.get(path, "image/png, text/html;q=0")

    assert answer.status == 406
    for media in SYNTAXES:
        assert media in answer.body.decode()


def test_the_reference_tells_both_languages_and_what_shapes_demand(client: FlaskClient) -> None:
    text = client.get("/ontology").text
    visit = text[text.index('<section class="term" id="Visit">') :].partition("</section>")[0]

    assert str(next(d for d in GRAPH.objects(cy("Visit"), SKOS.definition) if d.language == "fr"))[:40] in visit
    assert "What the shapes demand" in visit
    assert "Example" in visit
    assert '<svg class="class-diagram"' in text


def cy(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"{BASE}/ontology#{name}")


def test_the_reference_keeps_the_site_s_policy_and_frame(client: FlaskClient) -> None:
    answer = client.get("/ontology")

    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=", answer.text)
    assert '<header class="site">' in answer.text
    (sheet,) = re.findall(r'href="(/static/ontology\.css)"', answer.text)
    assert "class-diagram" in client.get(sheet, buffered=True).text


def test_links_of_the_reference_lead_somewhere_on_this_site(client: FlaskClient) -> None:
    text = client.get("/ontology").text
    ids = set(re.findall(r'id="([^"]+)"', text))
    links = set(re.findall(r'<a href="([^"]+)"', text.partition("<main")[2].partition("</main>")[0]))

    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert not [link for link in links if link.startswith(BASE)]
    for link in sorted(links - {link for link in links if link.startswith(("#", "http", "/query"))}):
        assert client.get(link).status_code == 200, link
    assert '/query?example=timeline-of-a-pair"' in text


def test_the_reference_follows_where_the_site_is_mounted(app: Flask) -> None:
    text = app.test_client().get("/ontology", base_url="http://localhost/graph").text

    assert 'href="/graph/vocab/visit-kind/official"' in text
    assert 'href="/graph/ontology/alignments"' in text


def test_the_site_links_to_it(client: FlaskClient) -> None:
    for path in ("/", "/state/KAZ", "/dumps/"):
        assert 'href="/ontology"' in client.get(path).text


def test_matches_are_shown_and_codes_of_others_lead_to_them(client: FlaskClient) -> None:
    text = client.get("/ontology/alignments").text

    assert "Make a visit" in text
    assert "http://www.wikidata.org/entity/Q131569" in text
    assert 'href="/vocab/agreement-kind/treaty"' in text
    assert "Make a visit" in client.get("/vocab/cameo/042").text
    assert "Make a visit" in client.get("/vocab/cameo/042.ttl").text
    assert client.get("/vocab/cameo/999").status_code == 404
    assert client.get("/vocab/cameo/999.ttl").status_code == 404


def test_shapes_and_context_are_served(client: FlaskClient) -> None:
    shapes = rdflib.Graph().parse(data=client.get("/ontology/shapes").data, format="turtle")
    context = client.get("/ontology/context.jsonld")

    assert (None, RDF.type, rdflib.SH.NodeShape) in shapes
    assert context.content_type == "application/ld+json"
    assert json.loads(context.data) == json.loads((shipped("ontology") / "context.jsonld").read_text("utf-8"))


def test_plain_json_tells_the_same(client: FlaskClient) -> None:
    found = client.get("/ontology.json").json

    assert found["version"] == VERSION
    assert {term["name"] for module in found["modules"] for term in module["terms"]} == {
        term.partition("#")[2] for term in TERMS
    }
