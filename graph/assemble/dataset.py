"""The dataset's description of itself: what it is, what is behind it, and how the articles were read."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph import __version__
from graph.assemble.terms import Terms, typed
from graph.iris import Iris
from graph.read.mapping import RegisterSpec
from graph.read.turtle import CuratedFile

_TITLE = "Chancery: the open, citable record of diplomacy"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def activity_iri(iris: Iris) -> str:
    """IRI of the activity in which this version's rules read the articles."""
    return f"{iris.base}/id/activity/extraction-{__version__}"


def dataset_quads(
    iris: Iris, registers: Iterable[RegisterSpec], curated: Iterable[CuratedFile], release: str, built: str
) -> Iterator[Quad]:
    """Describe the dataset in its own graph.

    Parameters
    ----------
    iris
        Mints IRIs below the graph's base.
    registers, curated
        What the graph was built from, beside the articles.
    release
        Version string of this release.
    built
        When it was built: an ``xsd:dateTime``.
    """
    terms = Terms(iris)
    name, graph = terms.name, NamedNode(iris.graph("dataset"))
    node = NamedNode(f"{iris.base}/dataset")

    yield Quad(node, name("rdf:type"), name("void:Dataset"), graph)
    yield Quad(node, name("rdf:type"), name("dcat:Dataset"), graph)
    yield Quad(node, name("dcterms:title"), Literal(_TITLE, language="en"), graph)
    yield Quad(node, name("dcterms:license"), NamedNode(_LICENSE), graph)
    yield Quad(node, name("dcterms:issued"), typed(built, "dateTime"), graph)
    yield Quad(node, name("owl:versionInfo"), Literal(release), graph)
    yield Quad(node, name("void:uriSpace"), Literal(f"{iris.base}/id/"), graph)
    yield Quad(node, name("void:vocabulary"), NamedNode(f"{iris.base}/ontology"), graph)
    for spec in registers:
        yield from _register(terms, node, spec, graph)
    for file in curated:
        source = NamedNode(iris.graph("curated", file.name))
        yield Quad(node, name("dcterms:source"), source, graph)
        yield Quad(source, name("rdf:type"), name("cy:CuratedFile"), graph)
        yield Quad(source, name("dcterms:title"), Literal(file.name.replace("-", " "), language="en"), graph)
    yield from _activity(terms, built, graph)


def _register(terms: Terms, node: NamedNode, spec: RegisterSpec, graph: NamedNode) -> Iterator[Quad]:
    source, name = NamedNode(terms.iris.graph("register", spec.name)), terms.name
    yield Quad(node, name("dcterms:source"), source, graph)
    yield Quad(source, name("rdf:type"), name("cy:Register"), graph)
    for key in ("title", "description", "coverage"):
        if text := spec.about.get(key):
            predicate = name("cy:coverage" if key == "coverage" else f"dcterms:{key}")
            yield Quad(source, predicate, Literal(str(text), language="en"), graph)
    if publisher := spec.about.get("publisher"):
        yield Quad(source, name("dcterms:publisher"), Literal(str(publisher)), graph)
    if license_iri := spec.about.get("license"):
        yield Quad(source, name("dcterms:license"), NamedNode(str(license_iri)), graph)
    if retrieved := spec.about.get("retrieved"):
        yield Quad(source, name("cy:retrieved"), typed(retrieved, "date"), graph)
    for defect in spec.about.get("known_defects", ()):
        yield Quad(source, name("cy:knownDefect"), Literal(str(defect), language="en"), graph)


def _activity(terms: Terms, built: str, graph: NamedNode) -> Iterator[Quad]:
    name, base = terms.name, terms.iris.base
    activity, agent = NamedNode(activity_iri(terms.iris)), NamedNode(f"{base}/id/agent/extractor-{__version__}")
    yield Quad(activity, name("rdf:type"), name("prov:Activity"), graph)
    yield Quad(activity, name("rdfs:label"), Literal("Extraction by rules", language="en"), graph)
    yield Quad(activity, name("prov:wasAssociatedWith"), agent, graph)
    yield Quad(activity, name("prov:endedAtTime"), typed(built, "dateTime"), graph)
    yield Quad(agent, name("rdf:type"), name("prov:SoftwareAgent"), graph)
    yield Quad(agent, name("rdfs:label"), Literal(f"Chancery extractor {__version__}", language="en"), graph)
    yield Quad(agent, name("owl:versionInfo"), Literal(__version__), graph)
