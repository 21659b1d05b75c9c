"""A thing of every class, fetched by real clients over HTTP, and with the ``Accept`` headers that others send."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
import rdflib
from flask import Flask
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib import RDF

from graph.namespaces import RDFS
from graph.settings import Settings
from graph.vocabulary import BASE, vocabulary
from tests.ontology.conftest import world as build_world
from tests.web.conftest import publish
from tests.web.serving import served
from web.app import create_app
from web.kinds import BY_TERM, KINDS

ENTITIES = ("State", "Organization", "Person", "Office", "Place", "Event")
CLASSES = (*ENTITIES, *sorted(vocabulary().types), "Article")

BROWSERS = {
    "Chrome": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
        "application/signed-exchange;v=b3;q=0.7"
    ),
    "Firefox": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Firefox before 132": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "curl, wget, requests, httpx": "*/*",
}
PROGRAMS = {
    "OWLAPI 4, Protégé 5": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
        "application/rdf+xml",
    ),
    "Jena RIOT": (
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
        "text/turtle",
    ),
    "Jena 4, graphs": (
        "text/turtle,application/rdf+xml;q=0.9,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.5",
        "text/turtle",
    ),
    "RDF4J": (
        "application/rdf+xml;q=0.5, application/n-triples;q=0.9, text/turtle;q=0.9, application/ld+json",
        "application/ld+json",
    ),
    "SPARQLWrapper, RDF/XML": ("application/rdf+xml", "application/rdf+xml"),
    "SPARQLWrapper, Turtle": ("application/turtle,text/turtle", "text/turtle"),
    "SPARQLWrapper, N3": (
        "application/turtle,text/turtle,text/rdf+n3,application/n-triples,application/n3,text/n3",
        "text/turtle",
    ),
    "SPARQLWrapper, JSON-LD": ("application/ld+json,application/x-json+ld", "application/ld+json"),
    "jsonld.js": ("application/ld+json;q=1, application/json;q=0.9", "application/ld+json"),
}
SYNTAXES = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}


def named(store: Store) -> Iterator[Quad]:
    """The invented world; what has no label gets one, as the build would give it."""
    yield from store
    for quad in list(store.quads_for_pattern(None, NamedNode(str(RDF.type)), None, DefaultGraph())):
        subject, label = quad.subject, NamedNode(f"{RDFS}label")
        if f"{BASE}/id/" in str(subject) and not any(store.quads_for_pattern(subject, label, None, DefaultGraph())):
            yield Quad(subject, label, Literal(f"a {str(quad.object).rpartition('#')[2][:-1]}", language="en"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, str]]:
    """A site over the invented world, and the IRI of one thing of each class."""
    store = build_world.__wrapped__()  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("world") / "store"
    publish(folder, quads=named(store))
    found = {}
    for name in CLASSES:
        kind, term = NamedNode(str(RDF.type)), NamedNode(f"{BASE}/ontology#{name}")
        subjects = sorted(str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, kind, term, DefaultGraph()))
        found[name] = subjects[0]
    evidence = store.quads_for_pattern(None, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), None, None)
    found["Evidence"] = sorted(str(quad.object)[1:-1] for quad in evidence)[0]
    found["ConceptScheme"], found["Concept"] = f"{BASE}/vocab/visit-kind", f"{BASE}/vocab/visit-kind/official"
    found["Ontology"] = f"{BASE}/ontology"
    return create_app(replace(Settings(), store=folder)), found


@pytest.fixture(scope="module")
def address(everything: tuple[Flask, dict[str, str]]) -> Iterator[str]:
    with served(everything[0]) as found:
        yield found


ALL = (*CLASSES, "Evidence", "ConceptScheme", "Concept", "Ontology")


def test_there_is_a_thing_of_every_class_that_has_pages(everything: tuple[Flask, dict[str, str]]) -> None:
    assert {kind.path for kind in KINDS.values()} <= {BY_TERM[name].path for name in CLASSES}
    assert set(everything[1]) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_browsers_get_a_page(everything: tuple[Flask, dict[str, str]], name: str) -> None:
    client, path = everything[0].test_client(), everything[1][name].removeprefix(BASE)
    for accept in (*BROWSERS.values(), None):
        answer = client.get(path, headers={"Accept": accept} if accept else {}, follow_redirects=True)
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), accept


@pytest.mark.parametrize("name", ALL)
def test_programs_get_the_syntax_that_they_like_best(everything: tuple[Flask, dict[str, str]], name: str) -> None:
    client, iri = everything[0].test_client(), everything[1][name]
    for accept, media in PROGRAMS.values():
        answer = client.get(iri.removeprefix(BASE), headers={"Accept": accept}, follow_redirects=True)
        assert (answer.status_code, answer.mimetype) == (200, media), accept
        graph = rdflib.Graph().parse(data=answer.data, format=SYNTAXES[media])
        assert (rdflib.URIRef(iri), None, None) in graph


@pytest.mark.parametrize("name", ALL)
def test_things_are_told_from_documents_by_303(everything: tuple[Flask, dict[str, str]], name: str) -> None:
    client, iri = everything[0].test_client(), everything[1][name]
    for accept in ("text/turtle", "text/html"):
        answer = client.get(iri.removeprefix(BASE), headers={"Accept": accept})
        if "/id/" in iri:
            assert answer.status_code == 303
            answer = client.get(answer.headers["Location"], headers={"Accept": accept})
        links = answer.headers["Link"]
        assert f'<{iri}>; rel="cite-as"' in links
        assert {rel for rels in re.findall(r'rel="([^"]+)"', links) for rel in rels.split()} >= {
            *("alternate", "describedby", "cite-as", "license"),
        }


@pytest.mark.parametrize("name", ALL)
def test_no_form_is_406_and_no_thing_404(everything: tuple[Flask, dict[str, str]], name: str) -> None:
    client, path = everything[0].test_client(), everything[1][name].removeprefix(BASE)
    assert client.get(path, headers={"Accept": "video/mp4"}).status_code == 406
    wrong = f"{path}/that-is-not" if name == "Ontology" else f"{path}-that-is-not"
    missing = client.get(wrong, follow_redirects=True, headers={"Accept": "text/turtle"})
    assert missing.status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_rdflib_itself_reads_the_iri(everything: tuple[Flask, dict[str, str]], address: str, name: str) -> None:
    iri = everything[1][name]
    for syntax in (None, "turtle", "xml", "json-ld", "nt"):
        graph = rdflib.Graph().parse(iri.replace(BASE, address), format=syntax)
        assert (rdflib.URIRef(iri), RDF.type, None) in graph, syntax


@pytest.mark.parametrize("name", ["State", "Visit", "Concept"])
def test_requests_httpx_and_curl_themselves(everything: tuple[Flask, dict[str, str]], address: str, name: str) -> None:
    iri = everything[1][name]
    url = iri.replace(BASE, address)

    requests = pytest.importorskip("requests", reason="requests is not installed")
    assert requests.get(url, timeout=10).headers["Content-Type"].startswith("text/html")
    turtle = requests.get(url, headers={"Accept": "text/turtle"}, timeout=10)
    assert (turtle.headers["Content-Type"], len(turtle.history)) == ("text/turtle; charset=utf-8", int("/id/" in iri))
    assert (rdflib.URIRef(iri), None, None) in rdflib.Graph().parse(data=turtle.text, format="turtle")
    assert httpx.get(url, follow_redirects=True).headers["Content-Type"].startswith("text/html")
    if curl := shutil.which("curl"):
        told = subprocess.run(
            [curl, "-sL", "-H", "Accept: application/n-triples", url], check=True, capture_output=True, text=True
        )
        assert f"<{iri}>" in told.stdout
