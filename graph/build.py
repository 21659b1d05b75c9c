"""The flow from end to end: seeds in, a validated release of the store out."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from graph import __version__
from graph.assemble import Assembler, dataset_quads
from graph.assemble.dataset import activity_iri
from graph.assemble.facts import verified
from graph.derive import derive
from graph.errors import InputError, InvalidGraph, StoreMissing, UsageError
from graph.extract import extract
from graph.facts import Article, Fact
from graph.fuse import Cluster, fuse
from graph.inputs import input_digests
from graph.iris import Iris, rebased_triple
from graph.read.registers import RowIssue
from graph.read.seeds import Knowledge, read_knowledge, seed_articles
from graph.resolve.resolver import Resolver
from graph.settings import Settings
from graph.store.releases import FORMAT, Manifest, Releases, open_store
from graph.store.writing import content_digest, in_graph, write
from graph.validate import Report, validate
from graph.vocabulary import ontology_quads

Say = Callable[[str], None]
"""Takes a line of talk about progress."""

REJECTED = "rejected-rows.csv"
"""File of the store folder that lists the register rows which did not parse."""

REPORT = "validation-report.ttl"
"""File of the store folder with the report of a build that broke its shapes."""


def _silent(line: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: the manifest now current, whether it is a new one, and what was left out."""

    manifest: Manifest
    changed: bool
    rejected_rows: int = 0
    unsure_facts: int = 0


def build(
    settings: Settings,
    say: Say = _silent,
    *,
    fresh: bool = False,
    loading: Mapping[str, list[Triple]] | None = None,
    unloading: Collection[str] = (),
) -> Outcome:
    """Build the graph and make it the current release; leave the store as it was if anything is wrong.

    Parameters
    ----------
    settings
        Where the seeds and the store are, and the limits.
    say
        Is told of progress, a line at a time.
    fresh
        Build even if nothing has changed, and whatever state the present store is in; loaded graphs are let go.
    loading
        Other people's triples to take in, by the IRI of their named graph.
    unloading
        Graphs loaded before that are to go.

    Raises
    ------
    InputError
        A seed is broken.
    InvalidGraph
        The graph breaks its shapes.
    StoreError
        The store is in use, from a newer version, or damaged.
    UsageError
        A graph to unload was never loaded.
    """
    releases = Releases(settings.store)
    with releases.writing():
        previous = None if fresh else _previous(releases)
        before = previous.loaded if previous else []
        if unknown := sorted(set(unloading) - set(before)):
            loaded = ", ".join(before) or "none"
            raise UsageError(f"<{unknown[0]}> was not loaded", f"loaded graphs are: {loaded}")
        inputs = input_digests(settings)
        if previous and previous.inputs == inputs and not loading and not unloading:
            return Outcome(previous, changed=False)
        kept = [name for name in before if name not in {*(loading or ()), *unloading}]
        with releases.new() as folder:
            flow = _Flow(settings, say)
            manifest = flow.run(folder, inputs, loading or {}, kept)
            releases.publish(folder, manifest)
        return Outcome(manifest, True, flow.rejected, flow.unsure)


def _previous(releases: Releases) -> Manifest | None:
    try:
        return releases.manifest()
    except StoreMissing:
        return None


class _Flow:
    """One run of the flow; its steps are methods in the order in which they are taken."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self.settings = settings
        self.say = say
        self.iris = Iris(settings.base)
        self.assembler = Assembler(self.iris, activity_iri(self.iris))
        self.rejected = 0
        self.unsure = 0

    def run(
        self, folder: Path, inputs: dict[str, str], loading: Mapping[str, list[Triple]], kept: list[str]
    ) -> Manifest:
        now = datetime.now(UTC)
        built, release = now.strftime("%Y-%m-%dT%H:%M:%SZ"), now.strftime("%Y-%m-%d")
        knowledge = self.read()
        articles, facts = self.read_articles(knowledge)
        clusters = self.fuse(knowledge, facts)
        self.say(f"assembling {len(clusters):,} facts")
        store = Store(str(folder / "db"))
        write(store, self.content(knowledge, articles, clusters))
        write(store, self.others(loading, kept))
        self.say("deriving")
        write(store, list(derive(store, self.settings.base)))
        digest, quads = content_digest(store)
        specs = [register.spec for register in knowledge.registers]
        write(store, dataset_quads(self.iris, specs, knowledge.curated, release, built))
        self.say("validating")
        self.check(validate(store))
        store.flush()
        return Manifest(
            format=FORMAT,
            software=__version__,
            base=self.settings.base,
            release=release,
            built=built,
            digest=digest,
            quads=quads,
            facts=len(clusters),
            loaded=sorted({*loading, *kept}),
            inputs=inputs,
        )

    def read(self) -> Knowledge:
        """Registers and curated files; rows that do not parse are listed in a file."""
        self.say("reading registers and curated files")
        knowledge = read_knowledge(self.settings)
        self.rejected = len(knowledge.issues)
        _list_rejected(self.settings.store / REJECTED, knowledge.issues)
        return knowledge

    def read_articles(self, knowledge: Knowledge) -> tuple[list[Article], list[Fact]]:
        """Articles, and the facts in them that are sure enough."""
        self.say(f"reading articles with {len(knowledge.world):,} known entities")
        articles: dict[str, Article] = {}
        facts: list[Fact] = []
        for article in seed_articles(self.settings):
            if article.id in articles:
                taken = f"the article id {article.id!r} is taken by {articles[article.id].path}"
                raise InputError(taken, "give one of the two another id", file=article.path)
            articles[article.id] = article
            found = verified(extract(article, knowledge.world), article)
            sure = [fact for fact in found if fact.confidence >= self.settings.min_confidence]
            self.unsure += len(found) - len(sure)
            facts.extend(sure)
            if len(articles) % 100 == 0:
                self.say(f"  {len(articles):,} articles, {len(facts):,} facts")
        return list(articles.values()), facts

    def fuse(self, knowledge: Knowledge, extracted: list[Fact]) -> list[Cluster]:
        """Facts of all sources, resolved and grouped."""
        self.say("resolving and fusing")
        resolver = Resolver(knowledge.world)
        curated = [fact for file in knowledge.curated for fact in file.facts]
        tabled = [fact for register in knowledge.registers for fact in register.facts]
        return fuse([resolver.resolve(fact) for fact in (*curated, *tabled, *extracted)])

    def content(
        self, knowledge: Knowledge, articles: Iterable[Article], clusters: Collection[Cluster]
    ) -> Iterator[Quad]:
        """All quads of our own sources, and the ontology."""
        for register in knowledge.registers:
            graph = NamedNode(self.iris.graph("register", register.spec.name))
            for entity in register.entities:
                yield from self.assembler.entity(entity, graph)
        for file in knowledge.curated:
            graph = NamedNode(self.iris.graph("curated", file.name))
            yield from in_graph(file.triples, graph)
        for article in articles:
            yield from self.assembler.article(article)
        yield from self.assembler.clusters(clusters)
        triples = (rebased_triple(quad.triple, self.iris.base) for quad in ontology_quads())
        yield from in_graph(triples, NamedNode(self.iris.graph("ontology")))

    def others(self, loading: Mapping[str, list[Triple]], kept: list[str]) -> Iterator[Quad]:
        """Other people's graphs: those being loaded, and those loaded before."""
        for name, triples in loading.items():
            yield from in_graph(triples, NamedNode(name))
        if kept:
            self.say(f"carrying over {len(kept)} loaded graphs")
            current = open_store(self.settings.store)
            for name in kept:
                yield from current.quads(NamedNode(name))

    def check(self, report: Report) -> None:
        """Stop at a graph that breaks its shapes."""
        violations = [result for result in report.results if result.severity == "Violation"]
        path = self.settings.store / REPORT
        path.unlink(missing_ok=True)
        if violations:
            path.write_text(report.to_turtle(), "utf-8")
            first = violations[0]
            raise InvalidGraph(
                f"the graph breaks its shapes {len(violations)} times, first at {first.focus}: {first.message}",
                f"correct the seeds or the loaded file; {path} lists them all",
            )


def _list_rejected(path: Path, issues: Collection[RowIssue]) -> None:
    path.unlink(missing_ok=True)
    if not issues:
        return
    with path.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", "line", "cause", "cure"])
        table.writerows([issue.file, issue.line, issue.cause, issue.cure] for issue in issues)
