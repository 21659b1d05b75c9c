"""Facts and the entities that they speak of, as quads in the graphs of their sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graph.assemble.labels import label
from graph.assemble.terms import Terms, edtf, typed
from graph.facts import Article, Entity, Evidence, Fact, Name, Note, Quote, Row, Source
from graph.fuse import Cluster
from graph.fuse.cluster import HAPPENINGS, source_key, value_key
from graph.iris import Iris
from graph.resolve.resolver import ResolvedFact
from graph.vocabulary import vocabulary

_NAME_PROPERTIES = {
    "label": "skos:altLabel",
    "official": "cy:officialName",
    "alternative": "skos:altLabel",
    "acronym": "cy:acronym",
    "demonym": "cy:demonym",
    "former": "cy:formerName",
}


class Assembler:
    """Turns records into quads.

    Parameters
    ----------
    iris
        Mints IRIs below the graph's base.
    activity
        IRI of the PROV activity that read the articles.
    """

    def __init__(self, iris: Iris, activity: str) -> None:
        self.iris = iris
        self.terms = Terms(iris)
        self._activity = NamedNode(activity)

    def graph_of(self, source: Source) -> NamedNode:
        """The named graph of a source."""
        if isinstance(source, Quote):
            return NamedNode(self.iris.graph("article", source.article))
        if isinstance(source, Row):
            return NamedNode(self.iris.graph("register", source.register))
        return NamedNode(self.iris.graph("curated", source.file))

    def entity(self, entity: Entity, graph: NamedNode) -> Iterator[Quad]:
        """What `graph` says of an entity: class, label, names, properties, and the row that says so."""
        node, name = self.terms.entity(entity), self.terms.name
        yield Quad(node, name("rdf:type"), name(f"cy:{entity.kind.capitalize()}"), graph)
        yield Quad(node, name("rdfs:label"), Literal(entity.label, language="en"), graph)
        for other in entity.names:
            yield Quad(node, name(_NAME_PROPERTIES[other.kind]), _name_literal(other), graph)
        for prefixed, values in entity.properties.items():
            for value in values:
                yield Quad(node, name(prefixed), self.terms.property_value(prefixed, value), graph)
        if entity.source is not None:
            evidence = Evidence(entity.source, rule="")
            iri = NamedNode(self.iris.evidence(("entity", source_key(entity.source))))
            yield Quad(node, name("prov:wasDerivedFrom"), iri, graph)
            yield from self._evidence(iri, evidence, graph)

    def article(self, article: Article) -> Iterator[Quad]:
        """What is known of an article, with its text."""
        node, name = NamedNode(self.iris.article(article.id)), self.terms.name
        graph = NamedNode(self.iris.graph("article", article.id))
        yield Quad(node, name("rdf:type"), name("cy:Article"), graph)
        yield Quad(node, name("rdfs:label"), Literal(article.title or article.id, language=article.lang), graph)
        yield Quad(node, name("cy:text"), Literal(article.text), graph)
        yield Quad(node, name("dcterms:language"), Literal(article.lang), graph)
        if article.source:
            yield Quad(node, name("dcterms:publisher"), Literal(article.source), graph)
        if article.author:
            yield Quad(node, name("dcterms:creator"), Literal(article.author), graph)
        if article.url:
            yield Quad(node, name("cy:url"), typed(article.url, "anyURI"), graph)
        if article.published:
            yield Quad(node, name("cy:published"), edtf(article.published), graph)

    def fact_iri(self, cluster: Cluster) -> str:
        """The IRI of a fact, from what identifies it.

        That is type, modality, core roles and date of the member that names it; for something undated that may recur,
        also the place in the source where it is told.
        """
        first = cluster.first
        if first.fact.iri:
            return first.fact.iri
        core = vocabulary().types[first.fact.type].core
        parts = [f"{role}={value_key(value)}" for role in sorted(core) for value in first.roles.get(role, ())]
        recurs = first.fact.date is None and first.fact.type in HAPPENINGS
        told = source_key(first.fact.evidence[0].source) if recurs else ""
        return self.iris.fact(first.fact.type, [first.fact.modality, first.fact.date or "", told, *sorted(parts)])

    def clusters(self, clusters: Collection[Cluster]) -> Iterator[Quad]:
        """Facts as each of their sources tells them, and what follows for each as a whole."""
        named = {id(cluster): self.fact_iri(cluster) for cluster in clusters}
        for cluster in clusters:
            node = NamedNode(named[id(cluster)])
            for member in cluster.members:
                yield from self._member(node, member)
            yield from self._derived(node, cluster, named)

    def _member(self, node: NamedNode, member: ResolvedFact) -> Iterator[Quad]:
        fact, name = member.fact, self.terms.name
        for evidence in fact.evidence:
            if isinstance(evidence.source, Note):
                continue  # the curated file states the fact itself
            graph = self.graph_of(evidence.source)
            yield Quad(node, name("rdf:type"), name(f"cy:{fact.type}"), graph)
            yield Quad(node, name("cy:modality"), self.terms.concept(f"modality/{fact.modality}"), graph)
            if fact.date:
                yield Quad(node, name("cy:date"), edtf(fact.date), graph)
            for role, values in member.roles.items():
                for value in values:
                    predicate, target = self.terms.role(role, value)
                    yield Quad(node, predicate, target, graph)
            iri = NamedNode(self.iris.evidence((node.value, source_key(evidence.source))))
            yield Quad(node, name("prov:wasDerivedFrom"), iri, graph)
            yield from self._evidence(iri, evidence, graph)
            yield from self._told_entities(member, graph)

    def _told_entities(self, member: ResolvedFact, graph: NamedNode) -> Iterator[Quad]:
        """Entities that no register describes are described where they are told of."""
        for values in member.roles.values():
            for value in values:
                if isinstance(value, Entity) and value.source is None:
                    yield from self.entity(value, graph)

    def _evidence(self, iri: NamedNode, evidence: Evidence, graph: NamedNode) -> Iterator[Quad]:
        source, name = evidence.source, self.terms.name
        yield Quad(iri, name("rdf:type"), name("cy:Evidence"), graph)
        if isinstance(source, Row):
            yield Quad(iri, name("rdf:type"), name("cy:RegisterEntry"), graph)
            yield Quad(iri, name("dcterms:isPartOf"), graph, graph)
            yield Quad(iri, name("cy:rowKey"), Literal(source.key), graph)
            yield Quad(iri, name("cy:line"), typed(source.line, "integer"), graph)
            yield Quad(iri, name("dcterms:bibliographicCitation"), Literal(source.citation), graph)
        elif isinstance(source, Quote):
            yield Quad(iri, name("rdf:type"), name("cy:Quotation"), graph)
            yield Quad(iri, name("oa:hasSource"), NamedNode(self.iris.article(source.article)), graph)
            yield Quad(iri, name("cy:confidence"), typed(f"{evidence.confidence:.3f}", "decimal"), graph)
            yield Quad(iri, name("cy:rule"), Literal(evidence.rule), graph)
            yield Quad(iri, name("prov:wasGeneratedBy"), self._activity, graph)
            yield from self._selectors(iri, source, graph)

    def _selectors(self, iri: NamedNode, quote: Quote, graph: NamedNode) -> Iterator[Quad]:
        name = self.terms.name
        words, place = NamedNode(f"{iri.value}/quote"), NamedNode(f"{iri.value}/position")
        yield Quad(iri, name("oa:hasSelector"), words, graph)
        yield Quad(words, name("rdf:type"), name("oa:TextQuoteSelector"), graph)
        for part in ("exact", "prefix", "suffix"):
            yield Quad(words, name(f"oa:{part}"), Literal(getattr(quote, part)), graph)
        yield Quad(iri, name("oa:hasSelector"), place, graph)
        yield Quad(place, name("rdf:type"), name("oa:TextPositionSelector"), graph)
        for part in ("start", "end"):
            yield Quad(place, name(f"oa:{part}"), typed(getattr(quote, part), "nonNegativeInteger"), graph)

    def _derived(self, node: NamedNode, cluster: Cluster, named: Mapping[int, str]) -> Iterator[Quad]:
        name, graph = self.terms.name, NamedNode(self.iris.graph("derived"))
        yield Quad(node, name("rdfs:label"), Literal(label(cluster), language="en"), graph)
        earliest, latest = cluster.bounds()
        if earliest:
            yield Quad(node, name("cy:earliest"), typed(earliest.isoformat(), "date"), graph)
        if latest:
            yield Quad(node, name("cy:latest"), typed(latest.isoformat(), "date"), graph)
        for other in cluster.disagrees_with:
            yield Quad(node, name("cy:disagreesWith"), NamedNode(named[id(other)]), graph)


def _name_literal(name: Name) -> Literal:
    return Literal(name.text) if name.kind == "acronym" else Literal(name.text, language=name.lang)


def verified(facts: Iterable[Fact], article: Article) -> list[Fact]:
    """Those of an article's facts whose every quote stands in its text, to the letter and at its offsets."""
    return [
        fact
        for fact in facts
        if all(
            isinstance(piece.source, Quote)
            and piece.source.exact
            and article.text[piece.source.start : piece.source.end] == piece.source.exact
            for piece in fact.evidence
        )
    ]
