"""A build from scratch: every seed is read, every statement made and written anew."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from graph.assemble import Assembler, Statement
from graph.assemble.dataset import activity_iri
from graph.derive import derive
from graph.flow.stage import Work
from graph.fuse import fuse
from graph.gather import Gatherer, naming
from graph.iris import rebased_triple
from graph.memory import FILE, Described, Memory
from graph.questions import question_quads
from graph.read.mapping import RegisterSpec
from graph.read.seeds import Knowledge, article_files, known, read_checked, read_knowledge, register_specs
from graph.store.releases import Manifest, open_store
from graph.store.writing import Tally, as_statement, in_graph, write
from graph.validate import validate
from graph.vocabulary import ontology_quads


class Scratch:
    """One build from scratch; its steps are methods in the order in which they are taken."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.titles: dict[str, str] = {}
        self.specs: dict[str, RegisterSpec] = {}
        self.facts = 0
        self.tally = Tally()

    def run(self) -> Manifest:
        """Make the release in the work's folder."""
        work = self.work
        work.say("reading what describes the world")
        knowledge = read_knowledge(work.settings)
        work.identities = knowledge.identities
        assembler = Assembler(work.iris, activity_iri(work.iris), naming(knowledge.world, self.titles))
        gatherer = Gatherer(work.settings, knowledge.world, assembler)
        memory = Memory(work.folder / FILE, new=True)
        self.read(knowledge, gatherer, memory)
        work.say(f"writing what {memory.count():,} rows and sentences tell")
        store = Store(str(work.folder / "db"))
        write(store, work.told(self.content(gatherer, memory)), self.tally)
        memory.close()
        write(store, self.others(), self.tally)
        self.finish(store, [file.name for file in knowledge.curated])
        return work.manifest(self.tally, self.facts)

    def read(self, knowledge: Knowledge, gatherer: Gatherer, memory: Memory) -> None:
        """All sources into the memory; rows that do not parse are kept for their list."""
        aliases = list(gatherer.assembler.entities.aliases(knowledge.world.aliases))
        memory.remember("curated/identities", Described(statements=aliases), ())
        for register in knowledge.registers:
            self.work.issues += register.issues
            self.specs[f"register/{register.spec.name}"] = register.spec
            self._remember(memory, f"register/{register.spec.name}", gatherer.register(register))
        for file in knowledge.curated:
            self._remember(memory, f"curated/{file.name}", gatherer.curated(file))
        for spec in register_specs(self.work.settings):
            if not spec.entities:
                self.work.say(f"reading {spec.name}")
                register = read_checked(spec, self.work.settings, known(knowledge.world))
                self.work.issues += register.issues
                self.specs[f"register/{spec.name}"] = spec
                self._remember(memory, f"register/{spec.name}", gatherer.register(register))
        self.read_articles(gatherer, memory)
        memory.index()

    def read_articles(self, gatherer: Gatherer, memory: Memory) -> None:
        """The articles into the memory."""
        ids: dict[str, str] = {}
        paths = article_files(self.work.settings)
        self.work.say(f"reading {len(paths):,} files of articles with {len(gatherer.world):,} known entities")
        gatherer.read_ahead(paths)
        for number, path in enumerate(paths, 1):
            name = path.relative_to(self.work.settings.seeds / "articles").as_posix()
            told = gatherer.articles(path, ids)
            self.work.unsure += told[0].left_out
            self.work.aside += told[0].aside
            self._remember(memory, f"article/{name}", told)
            if number % 100 == 0:
                self.work.say(f"  {number:,} files")

    def _remember(self, memory: Memory, source: str, told: tuple[Described, list[tuple[int, bytes]]]) -> None:
        self.titles.update(told[0].titles)
        memory.remember(source, *told)

    def content(self, gatherer: Gatherer, memory: Memory) -> Iterator[Statement]:
        """All statements of our own sources, and the ontology."""
        for source in memory.sources():
            yield from gatherer.statements(source, memory.described(source), self.specs.get(source))
        for block in memory.blocks():
            clusters = fuse(block)
            self.facts += len(clusters)
            yield from gatherer.assembler.clusters(clusters)
        base = self.work.settings.base
        triples = dict.fromkeys(rebased_triple(quad.triple, base) for quad in ontology_quads())
        triples.update(dict.fromkeys(quad.triple for quad in question_quads(base)))
        yield from in_graph(triples, self.work.iris.graph("ontology"))

    def others(self) -> Iterator[Statement]:
        """Other people's graphs: those being loaded, and those loaded before."""
        for name, triples in self.work.loading.items():
            yield from in_graph(triples, name)
        if self.work.kept:
            self.work.say(f"carrying over {len(self.work.kept)} loaded graphs")
            current = open_store(self.work.settings.store)
            for name in self.work.kept:
                yield from (as_statement(quad) for quad in current.quads(NamedNode(name)))

    def derived(self, store: Store, base: str) -> list[Statement]:
        """What the rules derive, each statement once; all of it before any of it is written."""
        graph = f"<{self.work.iris.graph('derived')}>"
        return [(triple, graph) for triple in derive(store, base)]

    def finish(self, store: Store, curated: list[str]) -> None:
        """What follows from all that is written; then the check of the whole."""
        self.work.say("deriving")
        base = self.work.settings.base
        write(store, self.derived(store, base), self.tally)
        write(store, self.work.dataset(self.specs.values(), curated))
        self.work.say("validating")
        self.work.check(validate(store, base))
        store.optimize()  # a query then costs two thirds of what it would: each index lies in one sorted run
        store.flush()
