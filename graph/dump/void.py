"""The dataset described with VoID and DCAT 3: what is in it, how much of each, where its files and its endpoint are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from graph.dump.about import CREATOR, DESCRIPTION, KEYWORDS, LICENSE, TITLE, About
from graph.dump.files import DumpFile
from graph.iris import digest
from graph.namespaces import PREFIXES, XSD, expand
from graph.store.embedded import EmbeddedStore
from graph.store.interface import query_text

_IANA = "https://www.iana.org/assignments/media-types/"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_FORMATS = (
    "http://www.w3.org/ns/formats/Turtle",
    "http://www.w3.org/ns/formats/TriG",
    "http://www.w3.org/ns/formats/N-Quads",
    "http://www.w3.org/ns/formats/JSON-LD",
    "http://www.w3.org/ns/formats/RDF_XML",
    "http://www.w3.org/ns/formats/N-Triples",
)
_OTHERS = {"foaf": "http://xmlns.com/foaf/0.1/", "spdx": "http://spdx.org/rdf/terms#"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many triples, subjects, and distinct things by class and triples by property, of the merged graph."""

    triples: int
    subjects: int
    classes: dict[str, int]
    properties: dict[str, int]


def count(store: EmbeddedStore, subjects: int | None = None) -> Counts:
    """Count the merged graph, in the store itself.

    Parameters
    ----------
    store
        What to count.
    subjects
        The number of subjects, if it is known: the store holds them all in memory to count them.
    """
    properties, classes = (
        {row["name"].value: int(row["number"].value) for row in store.rows(_query(name))}
        for name in ("properties", "classes")
    )
    if subjects is None:
        subjects = int(store.rows(_query("subjects"))[0]["number"].value)
    return Counts(sum(properties.values()), subjects, classes, properties)


def _query(name: str) -> str:
    return query_text(Path(__file__).parent / "queries" / f"{name}.rq")


def describe(about: About, counts: Counts, files: Sequence[DumpFile] = ()) -> list[Triple]:
    """The description; with `files`, a distribution for each of them."""
    writer = _Writer(about)
    return list(dict.fromkeys([*writer.dataset(), *writer.void(counts, files), *writer.distributions(files)]))


class _Writer:
    """Makes the triples of one description."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.node = NamedNode(about.dataset)

    def name(self, prefixed: str) -> NamedNode:
        prefix, _, local = prefixed.partition(":")
        return NamedNode(expand(prefixed, self.about.base) if prefix in PREFIXES else _OTHERS[prefix] + local)

    def say(self, subject: NamedNode, predicate: str, *values: NamedNode | Literal | str | int) -> Iterator[Triple]:
        for value in values:
            target = Literal(value) if isinstance(value, str | int) else value
            yield Triple(subject, self.name(predicate), target)

    def dataset(self) -> Iterator[Triple]:
        """What the dataset is, who made it, and how it may be used."""
        about, node = self.about, self.node
        agent = NamedNode(f"{about.base}/id/agent/editors")
        yield from self.say(node, "rdf:type", self.name("void:Dataset"), self.name("dcat:Dataset"))
        yield from self.say(node, "rdf:type", self.name("schema:Dataset"))
        for predicate in ("dcterms:title", "schema:name", "rdfs:label"):
            yield from self.say(node, predicate, Literal(TITLE, language="en"))
        for predicate in ("dcterms:description", "schema:description"):
            yield from self.say(node, predicate, Literal(DESCRIPTION, language="en"))
        for predicate in ("dcterms:license", "schema:license"):
            yield from self.say(node, predicate, NamedNode(LICENSE))
        for predicate in ("dcterms:creator", "dcterms:publisher", "schema:creator", "schema:publisher"):
            yield from self.say(node, predicate, agent)
        yield from self.say(node, "dcterms:identifier", about.dataset)
        yield from self.say(node, "dcterms:accessRights", NamedNode(_PUBLIC))
        yield from self.say(node, "dcterms:bibliographicCitation", about.citation)
        yield from self.say(node, "dcterms:conformsTo", NamedNode(f"{about.base}/ontology"))
        yield from self.say(node, "dcterms:language", "en")
        yield from self.say(node, "dcat:keyword", *(Literal(word, language="en") for word in KEYWORDS))
        yield from self.say(node, "dcat:landingPage", NamedNode(about.base))
        yield from self.say(node, "foaf:homepage", NamedNode(about.base))
        yield from self.say(node, "dcat:version", about.release)
        yield from self.say(node, "owl:versionInfo", about.release)
        yield from self.say(node, "schema:version", about.release)
        if about.issued:
            yield from self.say(node, "dcterms:issued", _typed(about.issued, "dateTime"))
            yield from self.say(node, "dcterms:modified", _typed(about.issued, "dateTime"))
        yield from self.say(agent, "rdf:type", self.name("foaf:Organization"))
        yield from self.say(agent, "foaf:name", Literal(CREATOR, language="en"))
        yield from self.service()

    def service(self) -> Iterator[Triple]:
        """The endpoint, and the catalogue that holds both."""
        about = self.about
        catalog, service = NamedNode(f"{about.base}/catalog"), NamedNode(f"{about.base}/sparql")
        yield from self.say(catalog, "rdf:type", self.name("dcat:Catalog"))
        yield from self.say(catalog, "dcterms:title", Literal("Chancery", language="en"))
        yield from self.say(catalog, "dcat:dataset", self.node)
        yield from self.say(catalog, "dcat:service", service)
        yield from self.say(service, "rdf:type", self.name("dcat:DataService"))
        yield from self.say(service, "dcterms:title", Literal("SPARQL 1.1 endpoint", language="en"))
        yield from self.say(service, "dcat:endpointURL", service)
        yield from self.say(service, "dcat:servesDataset", self.node)
        conforms = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
        yield from self.say(service, "dcterms:conformsTo", conforms)

    def void(self, counts: Counts, files: Sequence[DumpFile]) -> Iterator[Triple]:
        """Sizes, partitions, and where machines find the data."""
        about, node = self.about, self.node
        yield from self.say(node, "void:sparqlEndpoint", NamedNode(f"{about.base}/sparql"))
        yield from self.say(node, "void:uriSpace", f"{about.base}/id/")
        yield from self.say(node, "void:vocabulary", NamedNode(f"{about.base}/ontology"))
        yield from self.say(node, "void:exampleResource", NamedNode(f"{about.base}/id/state/KAZ"))
        yield from self.say(node, "void:feature", *map(NamedNode, _FORMATS))
        yield from self.say(node, "void:triples", _number(counts.triples))
        yield from self.say(node, "void:distinctSubjects", _number(counts.subjects))
        yield from self.say(node, "void:classes", _number(len(counts.classes)))
        yield from self.say(node, "void:properties", _number(len(counts.properties)))
        dumps = [NamedNode(about.file(file.name)) for file in files if file.group == "rdf" and not _packed(file)]
        yield from self.say(node, "void:dataDump", *dumps)
        yield from self._partitions("class", "void:classPartition", "void:entities", counts.classes)
        yield from self._partitions("property", "void:propertyPartition", "void:triples", counts.properties)

    def _partitions(self, what: str, link: str, measure: str, counts: dict[str, int]) -> Iterator[Triple]:
        for iri, number in sorted(counts.items()):
            part = NamedNode(f"{self.about.dataset}/{what}/{digest((iri,))}")
            yield from self.say(self.node, link, part)
            yield from self.say(part, "rdf:type", self.name("void:Dataset"))
            yield from self.say(part, f"void:{what}", NamedNode(iri))
            yield from self.say(part, measure, _number(number))

    def distributions(self, files: Iterable[DumpFile]) -> Iterator[Triple]:
        """The files, each with its size, sum and form."""
        for file in files:
            iri = NamedNode(about_file := self.about.file(file.name))
            checksum = NamedNode(f"{about_file}#sha256")
            media, packed = _media(file)
            yield from self.say(self.node, "dcat:distribution", iri)
            yield from self.say(iri, "rdf:type", self.name("dcat:Distribution"))
            yield from self.say(iri, "dcterms:title", Literal(file.title, language="en"))
            yield from self.say(iri, "dcat:downloadURL", iri)
            yield from self.say(iri, "dcat:mediaType", NamedNode(_IANA + media))
            yield from self.say(iri, "dcat:byteSize", _typed(str(file.bytes), "nonNegativeInteger"))
            yield from self.say(iri, "dcterms:license", NamedNode(LICENSE))
            if packed:
                yield from self.say(iri, "dcat:compressFormat", NamedNode(f"{_IANA}application/gzip"))
            yield from self.say(iri, "spdx:checksum", checksum)
            yield from self.say(checksum, "rdf:type", self.name("spdx:Checksum"))
            yield from self.say(checksum, "spdx:algorithm", self.name("spdx:checksumAlgorithm_sha256"))
            yield from self.say(checksum, "spdx:checksumValue", _typed(file.sha256, "hexBinary"))


_MEDIA = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "rdf": "application/rdf+xml",
    "geojson": "application/geo+json",
    "graphml": "application/xml",
    "gexf": "application/xml",
}


def _packed(file: DumpFile) -> bool:
    return file.name.endswith(".gz")


def _media(file: DumpFile) -> tuple[str, bool]:
    """The media type inside, and whether it is compressed."""
    if _packed(file):
        return _MEDIA.get(file.name.removesuffix(".gz").rpartition(".")[2], "application/octet-stream"), True
    return file.media.partition(";")[0], False


def _number(value: int) -> Literal:
    return _typed(str(value), "integer")


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))
