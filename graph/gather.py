"""Sources → what a build remembers of them: what they describe, and their facts resolved against the world."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

from graph.assemble import Assembler, Statement
from graph.assemble.entities import as_published
from graph.assemble.facts import verified
from graph.assemble.terms import iri
from graph.edtf import parse
from graph.errors import InputError
from graph.extract.parallel import ByFile, read_documents
from graph.extract.reader import Reader, reader
from graph.facts import Entity, Fact, Quote, Row
from graph.fuse import fuse
from graph.memory import Aside, Described, Packed, packed
from graph.read.articles import split
from graph.read.mapping import RegisterSpec
from graph.read.registers import Register
from graph.read.seeds import taken
from graph.read.turtle import CuratedFile
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.resolve.world import World
from graph.settings import Settings
from graph.store.writing import in_graph
from graph.validate.screen import Screen

Told = tuple[Described, list[Packed]]
"""What a source describes, and its facts."""


class Gatherer:
    """Reads sources against one world."""

    def __init__(self, settings: Settings, world: World, assembler: Assembler) -> None:
        self.settings = settings
        self.world = world
        self.assembler = assembler
        self._resolver = Resolver(world)
        self._ahead: ByFile | None = None

    @cached_property
    def _screen(self) -> Screen:
        return Screen(self.settings.base)

    @cached_property
    def _reader(self) -> Reader:
        return reader(self.settings, self.world)

    def _read(self, paths: Iterable[Path]) -> ByFile:
        documents = (document for path in paths for document in split(path, self.settings))
        return ByFile(read_documents(self.settings, self._reader, documents))

    def read_ahead(self, paths: Iterable[Path]) -> None:
        """Begin to read files of articles, on all cores; `articles` is then to be asked for each, in their order."""
        self._ahead = self._read(paths)

    def register(self, register: Register) -> Told:
        """A register's rows, entities and facts."""
        facts = [self._resolver.resolve(fact) for fact in register.facts]
        told = list(self.assembler.told_entities(facts))
        titles = dict(_titles(register.facts))
        return Described(register.rows, register.entities, titles, told), packed(facts)

    def curated(self, file: CuratedFile) -> Told:
        """A curated file's statements, as they are written, and the facts that it names."""
        facts = [self._resolver.resolve(fact) for fact in file.facts]
        statements = list(in_graph(file.triples, self.assembler.iris.graph("curated", file.name)))
        titles = dict(_titles(file.facts))
        return Described({}, file.entities, titles, list(dict.fromkeys(statements))), packed(facts)

    def articles(self, path: Path, ids: dict[str, str]) -> Told:
        """The articles of a file, and the facts in them that are sure enough; `ids` are those taken, with their files.

        Raises
        ------
        InputError
            The file is broken, or an article has the id of another.
        """
        described = Described()
        facts: list[ResolvedFact] = []
        for told in (self._ahead or self._read([path])).of(path):
            if told.error is not None or told.article is None:
                raise told.error or InputError("no article was read", file=path)
            article = told.article
            if article.id in ids:
                raise taken(article.id, ids[article.id], path)
            ids[article.id] = str(path)
            described.titles[f"article:{article.id}"] = str(path)
            found = verified((fact for fact, _ in told.facts), article)
            sure = [self._resolver.resolve(fact) for fact in found if fact.confidence >= self.settings.min_confidence]
            described.left_out += len(found) - len(sure)
            about = list(self.assembler.article(article))
            described.statements += about
            for fact, cause in self._screened(sure, about):
                if cause:
                    described.aside.append(Aside(path.name, article.id, quoted(fact), cause))
                else:
                    facts.append(fact)
        described.statements += self.assembler.told_entities(facts)
        return described, packed(facts)

    def _screened(self, facts: list[ResolvedFact], article: list[Statement]) -> Iterator[tuple[ResolvedFact, str]]:
        """An article's facts, each with what is wrong with it, if anything."""
        causes = {id(fact): cause for fact in facts if (cause := misdated(fact))}
        clusters = fuse(fact for fact in facts if id(fact) not in causes)
        around = [*article, *self.assembler.told_entities(facts), *self.assembler.classes(facts)]
        told = chain(around, self.assembler.clusters(clusters))
        results = self._screen.violations([triple for triple, _ in told])
        for cluster in clusters if results else ():
            subjects = {triple.split(" ", 1)[0][1:-1] for triple, _ in self.assembler.clusters([cluster])}
            cause = next((result.message for result in results if result.focus in subjects), "")
            causes |= {id(member): cause for member in cluster.members}
        for fact in facts:
            yield fact, causes.get(id(fact), "")

    def statements(self, source: str, described: Described, spec: RegisterSpec | None) -> Iterator[Statement]:
        """What a source states apart from facts, each statement once."""
        yield from described.statements
        if spec is not None:
            yield from self.rows(described.rows.values(), spec)
            yield from self.entities(source, described.entities)

    def rows(self, rows: Iterable[Row], spec: RegisterSpec) -> Iterator[Statement]:
        """What a register's rows are as evidence."""
        graph = iri(self.assembler.iris.graph("register", spec.name))
        return self.assembler.entities.rows(rows, graph, spec.cite)

    def entities(self, source: str, entities: Iterable[Entity]) -> dict[Statement, None]:
        """What a register states of entities."""
        graph = iri(self.assembler.iris.graph(*source.split("/", 1)))
        writer = self.assembler.entities
        return dict.fromkeys(
            line for entity in entities for line in writer.entity(as_published(entity, self.world), graph)
        )


def misdated(fact: ResolvedFact) -> str:
    """What is wrong with the date of a fact, if anything."""
    try:
        parse(fact.fact.date or "2000")
    except ValueError as error:
        return str(error)
    return ""


def quoted(fact: ResolvedFact) -> str:
    """The sentence of an article that a fact stands on."""
    return next((piece.source.exact for piece in fact.fact.evidence if isinstance(piece.source, Quote)), "")


def _titles(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """What facts with a name of their own are called, for the labels of facts that refer to them."""
    for fact in facts:
        name = fact.key or fact.iri
        if name and "title" in fact.roles:
            yield f"fact:{name}", fact.roles["title"][0]


def naming(world: World, titles: dict[str, str]) -> Callable[[str], str]:
    """What things are called by their keys: the labels of a world's entities, and the titles of facts."""

    def name(key: str) -> str:
        if key.startswith("fact:"):
            return titles.get(key, "")
        kind, _, identity = key.partition(":")
        entity = world.get(kind, identity)  # type: ignore[arg-type]  # keys are made from kinds
        return entity.label if entity else identity

    return name
