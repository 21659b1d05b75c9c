"""Facts, and the entities that only they tell of, as statements in the graphs of their sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.assemble.dataset import MODEL_RULE, activity_iri
from graph.assemble.entities import EntityWriter
from graph.assemble.labels import Naming, label
from graph.assemble.terms import Statement, Terms, edtf, iri, literal, typed
from graph.facts import Article, Entity, Evidence, Fact, Note, Quote, Row, Source
from graph.fuse import Cluster
from graph.fuse.cluster import HAPPENINGS
from graph.fuse.signature import IDENTIFYING, core_roles, source_key, value_key
from graph.iris import Iris
from graph.resolve.resolver import EntityRef, ResolvedFact

Surest = dict[Quote, Evidence]
"""The surest reading of each sentence that a fact stands on."""


class Assembler:
    """Turns records into statements.

    Parameters
    ----------
    iris
        Mints IRIs below the graph's base.
    activity
        IRI of the PROV activity that read the articles.
    naming
        Gives an entity's label, for the labels of facts.
    """

    def __init__(self, iris: Iris, activity: str, naming: Naming) -> None:
        self.iris = iris
        self.terms = Terms(iris)
        self.entities = EntityWriter(iris, self.terms)
        self._naming = naming
        self._activity = iri(activity)
        self._derived_graph = iri(iris.graph("derived"))

    def graph_of(self, source: Source) -> str:
        """The named graph of a source."""
        if isinstance(source, Quote):
            return iri(self.iris.graph("article", source.article))
        if isinstance(source, Row):
            return iri(self.iris.graph("register", source.register))
        return iri(self.iris.graph("curated", source.file))

    def article(self, article: Article) -> Iterator[Statement]:
        """What is known of an article, with its text."""
        node, name = iri(self.iris.article(article.id)), self.terms.name
        graph = iri(self.iris.graph("article", article.id))
        yield f"{node} {name('rdf:type')} {name('cy:Article')}", graph
        yield f"{node} {name('rdfs:label')} {literal(article.title or article.id, article.lang)}", graph
        yield f"{node} {name('cy:text')} {literal(article.text)}", graph
        yield f"{node} {name('dcterms:language')} {literal(article.lang)}", graph
        if article.source:
            yield f"{node} {name('dcterms:publisher')} {literal(article.source)}", graph
        if article.author:
            yield f"{node} {name('dcterms:creator')} {literal(article.author)}", graph
        if article.url:
            yield f"{node} {name('cy:url')} {typed(article.url, 'anyURI')}", graph
        if article.published:
            yield f"{node} {name('cy:published')} {edtf(article.published)}", graph

    def told_entities(self, facts: Iterable[ResolvedFact]) -> Iterator[Statement]:
        """Entities that no register describes are described where they are told of; for all facts of one source."""
        told: dict[tuple[str, str, str], Entity] = {}
        for fact in facts:
            graphs = {self.graph_of(piece.source) for piece in fact.fact.evidence}
            for values in fact.roles.values():
                for value in values:
                    if isinstance(value, EntityRef) and value.told is not None:
                        for graph in graphs:
                            told.setdefault((graph, value.kind, value.id), value.told)
        for (graph, _, _), entity in told.items():
            yield from self.entities.entity(entity, graph)

    def classes(self, facts: Iterable[ResolvedFact]) -> Iterator[Statement]:
        """Of which class the entities are that facts speak of."""
        kind, graph = self.terms.name("rdf:type"), self._derived_graph
        for fact in facts:
            for values in fact.roles.values():
                for value in values:
                    if isinstance(value, EntityRef):
                        node = self.terms.entity(value.kind, value.id)
                        yield f"{node} {kind} {self.terms.name('cy:' + value.kind.capitalize())}", graph

    def fact_iri(self, cluster: Cluster) -> str:
        """The IRI of a fact, from what identifies it.

        That is the name that its source gives it; else type, modality, core roles and date of the member that names
        it, and for something undated that may recur also the place in the source where it is told.
        """
        first = cluster.first
        told = first.fact
        if told.iri:
            return told.iri
        if told.key:
            return self.iris.fact(told.type, ("key", told.key))
        roles = sorted({*core_roles(told.type), *IDENTIFYING.get(told.type, ())})
        parts = [f"{role}={value_key(value)}" for role in roles for value in first.roles.get(role, ())]
        recurs = told.date is None and told.type in HAPPENINGS
        place = source_key(told.evidence[0].source) if recurs else ""
        return self.iris.fact(told.type, [told.modality, told.date or "", place, *sorted(parts)])

    def clusters(self, clusters: Collection[Cluster]) -> Iterator[Statement]:
        """Facts as each of their sources tells them, and what follows for each as a whole; all of a block together.

        Each statement is made once, also where two groups have the same roles and no date to tell their IRIs apart.
        """
        surest: dict[str, Surest] = {}
        for cluster in clusters:
            if any(isinstance(piece.source, Quote) for member in cluster.members for piece in member.fact.evidence):
                _note_surest(cluster, surest.setdefault(iri(self.fact_iri(cluster)), {}))
        statements = (statement for cluster in clusters for statement in self._cluster(cluster, surest))
        yield from statements if len(clusters) == 1 else dict.fromkeys(statements)

    def _cluster(self, cluster: Cluster, surest: Mapping[str, Surest]) -> Iterator[Statement]:
        """One fact; each statement once."""
        node = iri(self.fact_iri(cluster))
        sure = surest.get(node, {})
        lines = (line for member in cluster.members for line in self._member(node, member, sure))
        once = len(cluster.members) == 1 and len(cluster.first.fact.evidence) == 1
        yield from lines if once else dict.fromkeys(lines)
        yield from self._derived(node, cluster)

    def _member(self, node: str, member: ResolvedFact, surest: Surest) -> Iterator[Statement]:
        fact, name = member.fact, self.terms.name
        for evidence in fact.evidence:
            source = evidence.source
            if isinstance(source, Note):
                continue  # the curated file states the fact itself
            graph = self.graph_of(source)
            yield f"{node} {name('rdf:type')} {name('cy:' + fact.type)}", graph
            yield f"{node} {name('cy:modality')} {self.terms.concept('modality/' + fact.modality)}", graph
            if fact.date:
                yield f"{node} {name('cy:date')} {edtf(fact.date)}", graph
            for role, values in member.roles.items():
                for value in values:
                    predicate, target = self.terms.role(role, value)
                    yield f"{node} {predicate} {target}", graph
            if isinstance(source, Row):
                yield f"{node} {name('prov:wasDerivedFrom')} {self.entities.row_iri(source)}", graph
            else:
                yield from self._quotation(node, source, surest.get(source, evidence), graph)

    def _quotation(self, fact: str, quote: Quote, evidence: Evidence, graph: str) -> Iterator[Statement]:
        name, text = self.terms.name, self.iris.evidence((fact[1:-1], source_key(quote)))
        node, words, place = iri(text), iri(f"{text}/quote"), iri(f"{text}/position")
        yield f"{fact} {name('prov:wasDerivedFrom')} {node}", graph
        yield f"{node} {name('rdf:type')} {name('cy:Evidence')}", graph
        yield f"{node} {name('rdf:type')} {name('cy:Quotation')}", graph
        yield f"{node} {name('oa:hasSource')} {iri(self.iris.article(quote.article))}", graph
        yield f"{node} {name('cy:confidence')} {typed(f'{evidence.confidence:.3f}', 'decimal')}", graph
        yield f"{node} {name('cy:rule')} {literal(evidence.rule)}", graph
        yield f"{node} {name('prov:wasGeneratedBy')} {self._generated_by(evidence)}", graph
        yield f"{node} {name('oa:hasSelector')} {words}", graph
        yield f"{words} {name('rdf:type')} {name('oa:TextQuoteSelector')}", graph
        for part in ("exact", "prefix", "suffix"):
            yield f"{words} {name(f'oa:{part}')} {literal(getattr(quote, part))}", graph
        yield f"{node} {name('oa:hasSelector')} {place}", graph
        yield f"{place} {name('rdf:type')} {name('oa:TextPositionSelector')}", graph
        for part in ("start", "end"):
            yield f"{place} {name(f'oa:{part}')} {typed(getattr(quote, part), 'nonNegativeInteger')}", graph

    def _generated_by(self, evidence: Evidence) -> str:
        """The activity that read a sentence: that of the rules, or of the model that the evidence names."""
        if not evidence.rule.startswith(MODEL_RULE):
            return self._activity
        return iri(activity_iri(self.iris, evidence.rule.removeprefix(MODEL_RULE)))

    def _derived(self, node: str, cluster: Cluster) -> Iterator[Statement]:
        name, graph = self.terms.name, self._derived_graph
        yield f"{node} {name('rdfs:label')} {literal(label(cluster, self._naming), 'en')}", graph
        earliest, latest = cluster.bounds()
        if earliest:
            yield f"{node} {name('cy:earliest')} {typed(earliest.isoformat(), 'date')}", graph
        if latest:
            yield f"{node} {name('cy:latest')} {typed(latest.isoformat(), 'date')}", graph
        for other in cluster.disagrees_with:
            yield f"{node} {name('cy:disagreesWith')} {iri(self.fact_iri(other))}", graph


def _note_surest(cluster: Cluster, surest: Surest) -> None:
    """Note the surest reading of each sentence: one that two rules read alike is evidence once, not twice as good."""
    for member in cluster.members:
        for piece in member.fact.evidence:
            if isinstance(piece.source, Quote):
                other = surest.setdefault(piece.source, piece)
                surest[piece.source] = max(piece, other, key=lambda each: (each.confidence, each.rule))


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
