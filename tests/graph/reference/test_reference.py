"""The HTML reference tells every term, its links lead somewhere, and the diagram shows what the ontology declares."""

from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from graph.questions import questions
from graph.reference import class_diagram, reference_body, render_reference
from graph.reference.diagram import LINES
from graph.validate.oracle import ontology_graph
from graph.vocabulary import BASE, vocabulary

GRAPH = ontology_graph()
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Ids, links and text of a page; complains of tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "a":
            self.links.append(said.get("href", ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_reference())


def terms() -> set[str]:
    sorts = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {s for sort in sorts for s in GRAPH.subjects(RDF.type, sort)}
    return {str(s).rpartition("#")[2] for s in found if str(s).startswith(f"{BASE}/ontology#")}


def test_tags_match_and_ids_are_unique(page):
    assert page.open == []
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []


def test_every_term_has_its_place(page):
    assert terms() <= set(page.ids)


def test_every_definition_is_told_in_both_languages(page):
    told = [definition for definition in GRAPH.objects(None, SKOS.definition) if str(definition) in page.text]

    assert {definition.language for definition in told} == {"en", "fr"}
    assert set(GRAPH.objects(None, SKOS.definition)) == set(told)


def test_every_concept_has_its_row(page):
    for concept in GRAPH.subjects(RDF.type, SKOS.Concept):
        if f"{BASE}/vocab/" in str(concept):
            scheme, name = str(concept).split("/")[-2:]
            assert f"{scheme}-{name}" in page.ids


def test_links_within_the_page_lead_somewhere(page):
    targets = {link[1:] for link in page.links if link.startswith("#")}

    assert targets <= set(page.ids)
    assert len(targets) > 50


def test_links_follow_the_base():
    page = Page(render_reference("https://example.org/diplomacy"))

    assert not [link for link in page.links if BASE in link]


def test_the_diagram_shows_every_fact_type_with_its_roles():
    root = ElementTree.fromstring(class_diagram())
    space = {"svg": "http://www.w3.org/2000/svg"}
    boxes = {
        link.get("href").lstrip("#"): [text.text for text in link.findall("svg:text", space)[1:]]
        for link in root.iterfind(".//svg:a", space)
    }

    for name, fact_type in vocabulary().types.items():
        assert {line.rstrip("*") for line in boxes[name]} == fact_type.roles
        assert {line.rstrip("*") for line in boxes[name] if line.endswith("*")} == fact_type.core
    assert {"State", "Organization", "Person", "Quotation", "Article"} <= set(boxes)


def test_what_the_diagram_shows_of_a_class_is_declared_of_it():
    cy = rdflib.Namespace(f"{BASE}/ontology#")
    shown = class_diagram()

    for name, properties in LINES.items():
        for one in properties:
            domains = {*GRAPH.objects(cy[one], RDFS.domain)}
            assert domains & {cy[name], *GRAPH.objects(cy[name], RDFS.subClassOf)}, one
            assert f">{one}</text>" in shown


def test_questions_are_listed_by_their_words(page):
    for question in questions():
        assert question.text in page.text
        assert f"{BASE}/query?example={question.name}" in page.links


def test_the_body_for_a_site_leads_below_its_root_and_names_the_base():
    page = Page(reference_body("https://example.org/diplomacy", "/graph"))

    assert "https://example.org/diplomacy/ontology#" in page.text
    assert not [link for link in page.links if not link.startswith(("#", "/graph/", "https://creativecommons.org/"))]
    assert page.open == []


def test_boxes_of_the_diagram_do_not_overlap():
    root = ElementTree.fromstring(class_diagram())
    boxes = [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in root.iterfind(".//{*}a/{*}rect")
    ]

    for number, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[number + 1 :]:
            apart = x + width <= left or left + wide <= x or y + height <= top or top + high <= y
            assert apart
