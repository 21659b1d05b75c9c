"""The flow from end to end: seeds in, a validated release of the store out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph import __version__
from graph.assemble import Assembler, dataset_quads
from graph.assemble.dataset import activity_iri
from graph.assemble.facts import verified
from graph.derive import derive
from graph.errors import InputError, InvalidGraph, StoreCorrupt, StoreError, StoreMissing
from graph.extract import extract
from graph.facts import Article, Fact
from graph.fuse import Cluster, fuse
from graph.iris import Iris, rebased
from graph.read.seeds import Knowledge, read_knowledge, seed_articles, seed_files
from graph.resolve.resolver import Resolver
from graph.settings import Settings, shipped
from graph.store.releases import FORMAT, Manifest, Releases, open_store
from graph.validate import Report, validate
from graph.vocabulary import ontology_quads

Say = Callable[[str], None]
"""Takes a line of talk about progress."""


def _silent(line: str) -> None:  # noqa: ARG001
    """Say nothing."""



@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: the manifest now current, whether it is a new one, and what it left out."""

    manifest: Manifest
    changed: bool
    rejected_rows: int = 0
    unsure_facts: int = 0


def build(settings: Settings, say: Say = _silent, *, fresh: bool = False) -> Outcome:
    """Build the graph and make it the current release; leave the store as it was if anything is wrong.

    Parameters
    ----------
    settings
        Where the seeds and the store are, and the limits.
    say
        Is told of progress, a line at a time.
    fresh
        Build even if nothing has changed, and whatever state the present store is in.

    Raises
    ------
    InputError
        A seed is broken.
    InvalidGraph
        The graph breaks its shapes.
    StoreError
        The store is in use, from a newer version, or damaged.
    """
    releases = Releases(settings.store)
    with releases.writing():
        previous = None if fresh else _previous(releases)
        inputs = input_digests(settings)
        if previous and previous.inputs == inputs:
            return Outcome(previous, changed=False)
        with releases.new() as folder:
            return _build(settings, say, releases, folder, previous, inputs)


def _previous(releases: Releases) -> Manifest | None:
    try:
        return releases.manifest()
    except StoreMissing:
        return None


def _build(
    settings: Settings,
    say: Say,
    releases: Releases,
    folder: Path,
    previous: Manifest | None,
    inputs: dict[str, str],
) -> Outcome:
    now = datetime.now(UTC)
    built, release = now.strftime("%Y-%m-%dT%H:%M:%SZ"), now.strftime("%Y-%m-%d")
    iris = Iris(settings.base)
    say("reading registers and curated files")
    knowledge = read_knowledge(settings)
    say(f"reading articles with {len(knowledge.world):,} known entities")
    articles, facts, unsure = _read_articles(settings, knowledge, say)
    say("resolving and fusing")
    clusters = _clusters(knowledge, facts)
    say(f"assembling {len(clusters):,} facts")
    store = Store(str(folder / "db"))
    assembler = Assembler(iris, activity_iri(iris))
    loaded = previous.loaded if previous else []
    _load(store, _content(assembler, knowledge, articles, clusters))
    _load(store, _ontology(iris))
    if loaded:
        say(f"carrying over {len(loaded)} loaded graphs")
        _load(store, _carried(settings, loaded))
    say("deriving")
    _load(store, list(derive(store, settings.base)))
    digest = _digest(store)
    if previous and previous.digest == digest and previous.inputs != inputs:
        say("the content is the same as before")
    specs = [register.spec for register in knowledge.registers]
    _load(store, dataset_quads(iris, specs, knowledge.curated, release, built))
    say("validating")
    check(validate(store), settings)
    store.flush()
    manifest = Manifest(
        format=FORMAT,
        software=__version__,
        base=settings.base,
        release=release,
        built=built,
        digest=digest,
        quads=sum(1 for quad in store if not isinstance(quad.graph_name, DefaultGraph)),
        facts=len(clusters),
        loaded=loaded,
        inputs=inputs,
    )
    del store  # its lock is released before the folder is renamed
    releases.publish(folder, manifest)
    return Outcome(manifest, changed=True, rejected_rows=len(knowledge.issues), unsure_facts=unsure)


def _read_articles(settings: Settings, knowledge: Knowledge, say: Say) -> tuple[list[Article], list[Fact], int]:
    articles: dict[str, Article] = {}
    facts: list[Fact] = []
    unsure = 0
    for article in seed_articles(settings):
        if article.id in articles:
            raise InputError(
                f"the article id {article.id!r} is taken by {articles[article.id].path}",
                "give one of the two another id",
                file=article.path,
            )
        articles[article.id] = article
        found = verified(extract(article, knowledge.world), article)
        sure = [fact for fact in found if max(e.confidence for e in fact.evidence) >= settings.min_confidence]
        unsure += len(found) - len(sure)
        facts.extend(sure)
        if len(articles) % 100 == 0:
            say(f"  {len(articles):,} articles, {len(facts):,} facts")
    return list(articles.values()), facts, unsure


def _clusters(knowledge: Knowledge, extracted: list[Fact]) -> list[Cluster]:
    resolver = Resolver(knowledge.world)
    curated = [fact for file in knowledge.curated for fact in file.facts]
    tabled = [fact for register in knowledge.registers for fact in register.facts]
    return fuse([resolver.resolve(fact) for fact in (*curated, *tabled, *extracted)])


def _content(
    assembler: Assembler, knowledge: Knowledge, articles: Iterable[Article], clusters: Iterable[Cluster]
) -> Iterator[Quad]:
    for register in knowledge.registers:
        graph = NamedNode(assembler.iris.graph("register", register.spec.name))
        for entity in register.entities:
            yield from assembler.entity(entity, graph)
    for file in knowledge.curated:
        graph = NamedNode(assembler.iris.graph("curated", file.name))
        for triple in file.triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
    for article in articles:
        yield from assembler.article(article)
    named = {id(cluster): assembler.fact_iri(cluster) for cluster in clusters}
    for cluster in clusters:
        yield from assembler.cluster(named[id(cluster)], cluster, named)


def _ontology(iris: Iris) -> Iterator[Quad]:
    graph = NamedNode(iris.graph("ontology"))
    for quad in ontology_quads():
        terms = (rebased(term, iris.base) for term in (quad.subject, quad.predicate, quad.object))
        yield Quad(*terms, graph)


def _carried(settings: Settings, graphs: Iterable[str]) -> Iterator[Quad]:
    current = open_store(settings.store)
    for graph in graphs:
        yield from current.quads(NamedNode(graph))


def _load(store: Store, quads: Iterable[Quad]) -> None:
    """Add quads of named graphs, each statement also to the default graph: the merged set that queries see."""

    def doubled() -> Iterator[Quad]:
        for quad in quads:
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object)

    try:
        store.bulk_extend(doubled())
    except OSError as error:
        raise StoreError(f"the store cannot be written ({error})", "free some space on the disk") from None
    except RuntimeError as error:
        raise StoreCorrupt(f"the store cannot be written ({error})", "check the disk") from None


def check(report: Report, settings: Settings) -> None:
    """Stop at a graph that breaks its shapes.

    Raises
    ------
    InvalidGraph
        There is at least one violation; the message has the first.
    """
    violations = [result for result in report.results if result.severity == "Violation"]
    if violations:
        first = violations[0]
        path = settings.store / "validation-report.ttl"
        path.write_text(report.to_turtle(), "utf-8")
        raise InvalidGraph(
            f"the graph breaks its shapes {len(violations)} times, first at {first.focus}: {first.message}",
            f"correct the seeds; all of them are listed in {path}",
        )


def _digest(store: Store) -> str:
    """A number for the content of all named graphs, whatever their order."""
    total = 0
    for quad in store:
        if not isinstance(quad.graph_name, DefaultGraph):
            total += int.from_bytes(hashlib.blake2b(str(quad).encode(), digest_size=16).digest())
    return f"{total % 2**128:032x}"


def input_digests(settings: Settings) -> dict[str, str]:
    """What the content of a build depends on: seeds, our own code and ontology, and the settings that matter."""
    digests = {str(path.relative_to(settings.seeds)): _file_digest(path) for path in seed_files(settings)}
    code = hashlib.sha256()
    package = Path(__file__).parent
    for root in (package, shipped("ontology")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                code.update(path.name.encode() + path.read_bytes())
    digests["code"] = code.hexdigest()
    digests["settings"] = f"{settings.base} {settings.min_confidence} {settings.bad_rows}"
    return digests


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check its rights", file=path) from None
