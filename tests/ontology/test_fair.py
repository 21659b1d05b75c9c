"""The criteria of FOOPS! and the machine-checkable pitfalls of OOPS!, as far as the files themselves decide.

What is fetched over HTTP (FOOPS! CN1, RDF1, DOC1, URI1, VER2, OM4.2; OOPS! P37) is tested with the site, in
``tests/web/test_ontology.py``. Left to the outside: that w3id.org leads to it, and that registries know prefix and
ontology (FIND2, FIND3, FIND3_BIS).
Inverses (P13) are left out on purpose: SPARQL reads links both ways, and a second name for each is a second thing to
keep right.
"""

import itertools
import re
from collections import Counter

import pytest
import rdflib
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, XSD, Literal, URIRef

from graph import __version__
from graph.settings import shipped
from graph.validate.oracle import ontology_graph
from graph.vocabulary import BASE

GRAPH = ontology_graph()
ONTOLOGY = URIRef(f"{BASE}/ontology")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
MOD = rdflib.Namespace("https://w3id.org/mod#")
NAMESPACE = f"{BASE}/ontology#"
CLASSES = sorted(s for s in GRAPH.subjects(RDF.type, OWL.Class) if str(s).startswith(NAMESPACE))
OBJECTS = sorted(s for s in GRAPH.subjects(RDF.type, OWL.ObjectProperty))
DATA = sorted(s for s in GRAPH.subjects(RDF.type, OWL.DatatypeProperty))
OWN = [*CLASSES, *OBJECTS, *DATA]

FOOPS = {
    "OM1 minimum metadata": [DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator],
    "OM1 creation date and namespace": [DCTERMS.created, VANN.preferredNamespaceUri],
    "OM2 recommended metadata": [VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.contributor],
    "OM2 citation, date, previous": [DCTERMS.bibliographicCitation, DCTERMS.modified, OWL.priorVersion],
    "OM3 detailed metadata": [DCTERMS.publisher, DCTERMS.issued, DCTERMS.source, FOAF.logo, BIBO.status, MOD.status],
    "OM3 compatibility": [OWL.backwardCompatibleWith],
    "OM4.1 licence": [DCTERMS.license],
    "OM5.1 basic provenance": [DCTERMS.creator, DCTERMS.created],
    "OM5.2 detailed provenance": [DCTERMS.issued, DCTERMS.publisher],
    "FIND1 prefix declared": [VANN.preferredNamespacePrefix],
    "VER1 version IRI": [OWL.versionIRI],
}


@pytest.mark.parametrize("criterion", FOOPS)
def test_foops_header(criterion):
    for predicate in FOOPS[criterion]:
        assert GRAPH.value(ONTOLOGY, predicate) is not None, predicate


def test_foops_purl1_and_uri2_persistent_and_consistent_iris():
    version = GRAPH.value(ONTOLOGY, OWL.versionIRI)

    assert str(ONTOLOGY).startswith("https://w3id.org/")
    assert str(version).startswith(f"{ONTOLOGY}/")
    assert GRAPH.value(ONTOLOGY, VANN.preferredNamespaceUri).value == NAMESPACE
    assert all(str(term).startswith(NAMESPACE) for term in OWN)


def test_version_is_that_of_the_software():
    assert str(GRAPH.value(ONTOLOGY, OWL.versionInfo)) == __version__
    assert str(GRAPH.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{__version__}"


def test_foops_voc1_voc2_known_vocabularies_are_reused():
    used = {re.split(r"[^#/]+$", str(p))[0] for p in GRAPH.predicates(ONTOLOGY)}
    domains = {str(o) for o in GRAPH.objects(None, RDFS.domain)} | {str(o) for o in GRAPH.objects(None, RDFS.range)}

    assert {str(DCTERMS), str(OWL), str(VANN), str(FOAF)} <= used
    assert {str(SKOS.Concept), "http://www.w3.org/ns/prov#Entity"} <= domains


def test_foops_voc3_voc4_labels_and_definitions():
    for term in (*OWN, *GRAPH.subjects(RDF.type, SKOS.Concept)):
        assert set(GRAPH.objects(term, RDFS.label)) | set(GRAPH.objects(term, SKOS.prefLabel))
        assert set(GRAPH.objects(term, SKOS.definition))


def test_foops_rdf1_all_files_are_turtle_and_serialize():
    for syntax in ("turtle", "xml", "json-ld", "nt"):
        again = rdflib.Graph().parse(data=GRAPH.serialize(format=syntax), format=syntax)
        assert len(again) == len(GRAPH)


def test_header_literals_have_their_datatypes():
    for predicate in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert GRAPH.value(ONTOLOGY, predicate).datatype == XSD.date
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {value.language for value in GRAPH.objects(ONTOLOGY, predicate)} == {"en", "fr"}


# OOPS!


def test_oops_p02_p30_p31_no_two_classes_are_one():
    assert list(GRAPH.subject_objects(OWL.equivalentClass)) == []
    names = Counter(re.sub(r"s$", "", str(c).removeprefix(NAMESPACE).lower()) for c in CLASSES)
    assert [name for name, count in names.items() if count > 1] == []


def test_oops_p03_no_property_is_called_is():
    assert [p for p in (*OBJECTS, *DATA) if str(p).removeprefix(NAMESPACE).lower() in ("is", "isa", "is_a")] == []


def test_oops_p05_p25_p26_p29_p33_no_axiom_that_could_be_wrong_of_properties():
    """There are no inverses, transitive properties or chains, so none is wrong."""
    assert list(GRAPH.subject_objects(OWL.inverseOf)) == []
    assert list(GRAPH.subjects(RDF.type, OWL.TransitiveProperty)) == []
    assert list(GRAPH.subject_objects(OWL.propertyChainAxiom)) == []


def test_oops_p12_p27_no_two_properties_are_one():
    assert list(GRAPH.subject_objects(OWL.equivalentProperty)) == []
    said = Counter(
        (str(label), label.language, GRAPH.value(p, RDFS.domain), GRAPH.value(p, RDFS.range))
        for p in (*OBJECTS, *DATA)
        for label in GRAPH.objects(p, RDFS.label)
    )
    assert [label for label, count in said.items() if count > 1] == []


def test_oops_p24_nothing_is_defined_by_itself():
    for one in OWN:
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith):
            assert (one, predicate, one) not in GRAPH


def test_oops_p39_one_namespace_in_every_file():
    for path in shipped("ontology").rglob("*.ttl"):
        assert not re.search(r"^@base|^BASE", path.read_text("utf-8"), re.MULTILINE), path.name
        found = re.findall(r"@prefix cy: <([^>]+)>", path.read_text("utf-8"))
        assert set(found) <= {NAMESPACE}, path.name


def test_oops_p04_no_class_is_unconnected():
    links = (RDFS.domain, RDFS.range, RDFS.subClassOf, OWL.disjointWith)
    linked = {term for link in links for pair in GRAPH.subject_objects(link) for term in pair}

    assert [c for c in CLASSES if c not in linked] == []


def test_oops_p06_no_cycles_in_the_hierarchy():
    for one in CLASSES:
        for parent in GRAPH.objects(one, RDFS.subClassOf):
            assert one not in set(GRAPH.transitive_objects(parent, RDFS.subClassOf))


def test_oops_p07_no_class_merges_two():
    assert [c for c in CLASSES if re.search(r"(And|Or)[A-Z]", str(c))] == []


def test_oops_p08_p20_annotations_are_there_and_differ():
    for term in OWN:
        for language in ("en", "fr"):
            label = next(v for v in GRAPH.objects(term, RDFS.label) if v.language == language)
            definition = next(v for v in GRAPH.objects(term, SKOS.definition) if v.language == language)
            assert definition.endswith(".")
            assert len(definition) > len(label)


def test_oops_p10_disjointness_is_declared():
    assert len(list(GRAPH.subject_objects(OWL.disjointWith))) > 10


def test_oops_p11_p19_each_property_has_one_domain_and_one_range():
    for term in (*OBJECTS, *DATA):
        assert len(list(GRAPH.objects(term, RDFS.domain))) == 1, term
        assert len(list(GRAPH.objects(term, RDFS.range))) == 1, term


def test_oops_p21_no_miscellaneous_class():
    assert [c for c in CLASSES if re.search(r"other|misc", str(c).rpartition("#")[2], re.IGNORECASE)] == []


def test_oops_p22_one_way_of_naming():
    assert all(re.fullmatch(r"[A-Z][A-Za-z]*", str(c).removeprefix(NAMESPACE)) for c in CLASSES)
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", str(p).removeprefix(NAMESPACE)) for p in (*OBJECTS, *DATA))


def test_oops_p28_symmetric_properties_have_the_same_domain_and_range():
    for term in GRAPH.subjects(RDF.type, OWL.SymmetricProperty):
        assert GRAPH.value(term, RDFS.domain) == GRAPH.value(term, RDFS.range)


def test_oops_p32_no_two_classes_share_a_label():
    labels = Counter((v, v.language) for c in CLASSES for v in GRAPH.objects(c, RDFS.label))

    assert [label for label, count in labels.items() if count > 1] == []


def test_oops_p34_p35_every_class_and_property_spoken_of_is_typed():
    typed = set(GRAPH.subjects(RDF.type, None))
    for predicate in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith):
        assert set(GRAPH.objects(None, predicate)) <= typed


def test_oops_p36_no_file_extension_in_iris():
    assert not re.search(r"\.(owl|ttl|rdf|xml)$", str(ONTOLOGY))


def test_oops_p38_p41_one_ontology_with_a_licence():
    assert list(GRAPH.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert str(GRAPH.value(ONTOLOGY, DCTERMS.license)).startswith("https://creativecommons.org/")


def test_oops_p40_nothing_is_defined_in_the_namespaces_of_others():
    outside = {
        s for s in GRAPH.subjects(RDFS.isDefinedBy, None) if not str(s).startswith((NAMESPACE, f"{BASE}/vocab/"))
    }
    assert outside == set()


# Alignments


def test_alignments_speak_of_own_terms_and_real_matches():
    folder = shipped("ontology") / "alignments"
    terms, codes = (rdflib.Graph().parse(folder / f"{name}.ttl") for name in ("terms", "codes"))
    own = {*OWN, *GRAPH.subjects(RDF.type, SKOS.Concept)}
    about = {s for s in terms.subjects() if str(s).startswith(NAMESPACE)}
    matched = {s for p in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch) for s in codes.subjects(p)}

    assert about <= own
    assert matched <= own
    assert len(about) > 40
    for target in itertools.chain.from_iterable(codes.objects(None, p) for p in (SKOS.exactMatch, SKOS.broadMatch)):
        assert "wikidata" in str(target) or isinstance(codes.value(target, SKOS.notation), Literal)


def test_alignments_are_a_choice():
    assert list(GRAPH.objects(ONTOLOGY, OWL.imports)) == []
    assert not any("schema.org/Person" in str(o) for o in GRAPH.objects())
