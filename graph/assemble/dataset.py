"""The dataset's description of itself: what it is, what is behind it, and how the articles were read."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from graph import __version__
from graph.assemble.terms import Statement, Terms, iri, literal, typed
from graph.iris import Iris
from graph.read.mapping import RegisterSpec

_TITLE = "Chancery: the open, citable record of diplomacy"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


MODEL_RULE = "model."
"""What the rules of facts that a language model has read begin with; its name follows."""


def activity_iri(iris: Iris, model: str = "") -> str:
    """IRI of the activity in which this version read the articles: by its rules, or by a language model."""
    return f"{iris.base}/id/activity/extraction-{__version__}" + (f"-{_model_slug(model)}" if model else "")


def _model_slug(model: str) -> str:
    return f"model-{quote(model, safe='-._~')}"


def dataset_statements(
    iris: Iris, registers: Iterable[RegisterSpec], curated: Iterable[str], release: str, built: str, model: str = ""
) -> Iterator[Statement]:
    """Describe the dataset in its own graph.

    Parameters
    ----------
    iris
        Mints IRIs below the graph's base.
    registers, curated
        What the graph was built from, beside the articles: declarations of registers, names of curated files.
    release
        Version string of this release.
    built
        When it was built: an ``xsd:dateTime``.
    model
        The language model that read the articles; empty where rules did.
    """
    terms = Terms(iris)
    name, graph = terms.name, iri(iris.graph("dataset"))
    node = iri(f"{iris.base}/dataset")

    yield _said(node, name("rdf:type"), name("void:Dataset"), graph)
    yield _said(node, name("rdf:type"), name("dcat:Dataset"), graph)
    yield _said(node, name("dcterms:title"), literal(_TITLE, "en"), graph)
    yield _said(node, name("dcterms:license"), iri(_LICENSE), graph)
    yield _said(node, name("dcterms:issued"), typed(built, "dateTime"), graph)
    yield _said(node, name("owl:versionInfo"), literal(release), graph)
    yield _said(node, name("void:uriSpace"), literal(f"{iris.base}/id/"), graph)
    yield _said(node, name("void:vocabulary"), iri(f"{iris.base}/ontology"), graph)
    for spec in registers:
        yield from _register(terms, node, spec, graph)
    for file in curated:
        source = iri(iris.graph("curated", file))
        yield _said(node, name("dcterms:source"), source, graph)
        yield _said(source, name("rdf:type"), name("cy:CuratedFile"), graph)
        yield _said(source, name("dcterms:title"), literal(file.replace("-", " "), "en"), graph)
    yield from _activity(terms, built, graph, model)


def _register(terms: Terms, node: str, spec: RegisterSpec, graph: str) -> Iterator[Statement]:
    source, name = iri(terms.iris.graph("register", spec.name)), terms.name
    yield _said(node, name("dcterms:source"), source, graph)
    yield _said(source, name("rdf:type"), name("cy:Register"), graph)
    for key in ("title", "description", "coverage"):
        if text := spec.about.get(key):
            predicate = name("cy:coverage" if key == "coverage" else f"dcterms:{key}")
            yield _said(source, predicate, literal(str(text), "en"), graph)
    if publisher := spec.about.get("publisher"):
        yield _said(source, name("dcterms:publisher"), literal(str(publisher)), graph)
    if license_iri := spec.about.get("license"):
        yield _said(source, name("dcterms:license"), iri(str(license_iri)), graph)
    if retrieved := spec.about.get("retrieved"):
        yield _said(source, name("cy:retrieved"), typed(retrieved, "date"), graph)
    for defect in spec.about.get("known_defects", ()):
        yield _said(source, name("cy:knownDefect"), literal(str(defect), "en"), graph)


def _activity(terms: Terms, built: str, graph: str, model: str) -> Iterator[Statement]:
    name, base = terms.name, terms.iris.base
    activity, agent = iri(activity_iri(terms.iris, model)), iri(f"{base}/id/agent/extractor-{__version__}")
    yield _said(activity, name("rdf:type"), name("prov:Activity"), graph)
    yield _said(activity, name("rdfs:label"), literal(f"Extraction by {model or 'rules'}", "en"), graph)
    yield _said(activity, name("prov:wasAssociatedWith"), agent, graph)
    yield _said(activity, name("prov:endedAtTime"), typed(built, "dateTime"), graph)
    yield _said(agent, name("rdf:type"), name("prov:SoftwareAgent"), graph)
    yield _said(agent, name("rdfs:label"), literal(f"Chancery extractor {__version__}", "en"), graph)
    yield _said(agent, name("owl:versionInfo"), literal(__version__), graph)
    if model:
        reader = iri(f"{base}/id/agent/{_model_slug(model)}")
        yield _said(activity, name("prov:wasAssociatedWith"), reader, graph)
        yield _said(reader, name("rdf:type"), name("prov:SoftwareAgent"), graph)
        yield _said(reader, name("rdfs:label"), literal(f"The language model {model}", "en"), graph)


def _said(subject: str, predicate: str, target: str, graph: str) -> Statement:
    return f"{subject} {predicate} {target}", graph
