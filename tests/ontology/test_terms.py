"""Every term is documented in both languages, is used, and keeps within OWL 2 RL."""

import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef

from graph.settings import shipped
from graph.validate.oracle import ontology_graph, shapes_graph
from graph.vocabulary import BASE, kebab, vocabulary

CY = rdflib.Namespace(f"{BASE}/ontology#")
SCHEMA = rdflib.Namespace("https://schema.org/")
ONTOLOGY = URIRef(f"{BASE}/ontology")
SORTS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

GRAPH = ontology_graph()
TERMS = sorted({s for sort in SORTS for s in GRAPH.subjects(RDF.type, sort) if str(s).startswith(str(CY))})
CONCEPTS = sorted(GRAPH.subjects(RDF.type, SKOS.Concept))
SCHEMES = sorted(GRAPH.subjects(RDF.type, SKOS.ConceptScheme))


def local(term) -> str:
    return re.split(r"[#/]", str(term))[-1]


def languages(term, predicate) -> set[str]:
    return {value.language for value in GRAPH.objects(term, predicate)}


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_term_is_documented(term):
    assert languages(term, RDFS.label) == {"en", "fr"}
    assert languages(term, SKOS.definition) == {"en", "fr"}
    assert len(set(GRAPH.objects(term, SKOS.example))) == 1
    assert list(GRAPH.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_concept_is_documented(concept):
    assert languages(concept, SKOS.prefLabel) == {"en", "fr"}
    assert languages(concept, SKOS.definition) == {"en", "fr"}
    scheme = GRAPH.value(concept, SKOS.inScheme)
    assert str(concept).startswith(f"{scheme}/")
    broader, top = GRAPH.value(concept, SKOS.broader), GRAPH.value(concept, SKOS.topConceptOf)
    assert (broader is None) != (top is None)
    assert broader is None or GRAPH.value(broader, SKOS.inScheme) == scheme


@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_labels_of_a_scheme_name_one_concept_each(scheme):
    names = Counter(
        (label.lower(), label.language)
        for concept in GRAPH.subjects(SKOS.inScheme, scheme)
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in GRAPH.objects(concept, predicate)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_schemes_are_those_of_roles_and_of_all_facts():
    roles = {
        f"{kebab(name)}-{role}"
        for name, fact_type in vocabulary().types.items()
        for role in fact_type.roles
        if vocabulary().ranges[role] == "Concept"
    }

    others = {"modality", "denial", "record-status", "organization-kind", "office-kind"}

    assert {local(scheme) for scheme in SCHEMES} == roles | others


def test_no_term_is_without_use():
    shapes = {str(term) for triple in shapes_graph() for term in triple}
    text = " ".join(path.read_text("utf-8") for path in (shipped("ontology") / "rules").glob("*.rq"))
    text += " ".join(str(query) for query in shapes_graph().objects(None, rdflib.SH.select))
    text += (Path(__file__).parent / "data" / "world.trig").read_text("utf-8")
    used = {str(CY[name]) for name in re.findall(r"\bcy:(\w+)", text)}
    roles = {str(CY[role]) for fact_type in vocabulary().types.values() for role in fact_type.roles}
    said = {str(p) for p in GRAPH.predicates()} | {str(o) for o in GRAPH.objects(None, RDFS.domain)}

    assert [str(term) for term in TERMS if str(term) not in shapes | used | roles | said] == []


def test_rules_shapes_and_questions_use_declared_terms_only():
    declared = {local(term) for term in TERMS}
    folder = shipped("ontology")
    for path in (*folder.glob("rules/*.rq"), *folder.glob("questions/*.rq"), *folder.glob("shapes/*.ttl")):
        assert set(re.findall(r"\bcy:(\w+)", path.read_text("utf-8"))) <= declared, path.name


def test_rules_and_questions_use_declared_concepts_only():
    known = {str(concept) for concept in (*CONCEPTS, *SCHEMES)}
    folder = shipped("ontology")
    for path in (*folder.glob("rules/*.rq"), *folder.glob("questions/*.rq")):
        text = path.read_text("utf-8")
        for prefix, namespace in re.findall(r"PREFIX (\w+): <([^>]*/vocab/[^>]*)>", text):
            named = {namespace + name for name in re.findall(rf"\b{prefix}:([\w-]+)", text)}
            assert named <= known, path.name


def test_only_constructs_of_owl_2_rl():
    allowed = {
        *(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology),
        *(OWL.FunctionalProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty),
    }
    types = {o for o in GRAPH.objects(None, RDF.type) if str(o).startswith(str(OWL))}
    axioms = {p for p in GRAPH.predicates() if str(p).startswith(str(OWL))}
    versions = {OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, OWL.backwardCompatibleWith}

    assert types <= allowed
    assert axioms <= versions | {OWL.disjointWith}
    assert not any(isinstance(term, BNode) for triple in GRAPH for term in triple)


def test_datatype_ranges_are_those_of_owl_2_rl():
    supported = {RDFS.Literal, XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.anyURI, XSD.dateTime}

    ranges = {GRAPH.value(p, RDFS.range) for p in GRAPH.subjects(RDF.type, OWL.DatatypeProperty)}

    assert ranges <= supported


def test_core_roles_are_roles():
    for name, fact_type in vocabulary().types.items():
        assert fact_type.core <= fact_type.roles, name
        assert fact_type.core, name


@pytest.mark.parametrize(
    ("fact_type", "role", "words", "concept"),
    [
        ("Visit", "kind", "state", "visit-kind/state"),
        ("Visit", "kind", "Official working visit", "visit-kind/official-working"),
        ("Visit", "kind", "stopover", "visit-kind/transit"),
        ("Meeting", "kind", "telephone conversation", "meeting-kind/phone-call"),
        ("Meeting", "kind", "talks", "meeting-kind/talks"),
        ("Meeting", "kind", "working lunch", "meeting-kind/working-meal"),
        ("Agreement", "kind", "MOU", "agreement-kind/memorandum"),
        ("Agreement", "kind", "joint communiqué", "agreement-kind/joint-communique"),
        ("Membership", "status", "full member", "membership-status/member"),
        ("Membership", "status", "member (nonregional)", "membership-status/nonregional-member"),
        ("Mission", "kind", "consulate general", "mission-kind/consulate-general"),
        ("Mission", "kind", "de facto embassy", "mission-kind/representative-office"),
        ("Mission", "action", "reopened", "mission-action/opened"),
        ("DiplomaticRelations", "action", "relations resumed", "diplomatic-relations-action/restored"),
        ("DiplomaticRelations", "level", "ambassadorial", "diplomatic-relations-level/embassy"),
        ("PartyAction", "action", "entered into force", "party-action-action/in-force"),
        ("Aid", "kind", "soft loan", "aid-kind/loan"),
        ("TransportLink", "kind", "direct flights", "transport-link-kind/direct-flights"),
    ],
)
def test_words_of_sources_name_concepts(fact_type, role, words, concept):
    assert vocabulary().concept(fact_type, role, words) == concept


def test_ids_of_concepts_name_them_too():
    for concept in CONCEPTS:
        scheme, name = str(concept).split("/")[-2:]
        assert vocabulary().scheme_concept(scheme, name.replace("-", " ")) == f"{scheme}/{name}"


def test_examples_are_text():
    assert all(isinstance(value, Literal) and value.strip() for value in GRAPH.objects(None, SKOS.example))
