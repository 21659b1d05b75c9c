"""A build that redoes only what depends on changed seeds, on a copy of the release before.

The copy costs nothing (the database's files are linked); the memory of the release says what each source told. What a
changed source no longer tells, or tells anew, leads to the blocks of facts that are fused again, and these to the
statements that change. The result is that of a build from scratch.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Store

from graph.assemble import Assembler, Statement
from graph.assemble.dataset import activity_iri
from graph.facts import Entity
from graph.flow.changes import Sources, changed_names
from graph.flow.follow import Touched, derived_change, focus, neighbourhood, replaced, touched
from graph.flow.stage import REPORT, Work
from graph.fuse import fuse
from graph.gather import Gatherer, naming
from graph.memory import FILE, Described, Memory, Packed
from graph.read.mapping import RegisterSpec
from graph.resolve.world import World
from graph.store.releases import Manifest
from graph.store.writing import Tally, change, graph_statements, in_graph
from graph.validate import Report, read_report, validate

_MANY_NAMES = 200
"""Of more changed names than these, a build from scratch finds what they stand in faster than a search does."""


class TooMuch(Exception):
    """So much depends on the change that a build from scratch is the better way."""


class Update:
    """One build from the release before."""

    def __init__(self, work: Work, previous: Manifest, current: Path) -> None:
        self.work = work
        self.previous = previous
        self.current = current
        self.removed: set[Statement] = set()
        self.added: set[Statement] = set()
        self.facts = previous.facts

    def run(self) -> Manifest:
        """Make the release in the work's folder.

        Raises
        ------
        TooMuch
            A build from scratch is the better way; the folder is empty again.
        """
        work = self.work
        Store.read_only(str(self.current / "db")).backup(str(work.folder / "db"))
        shutil.copyfile(self.current / FILE, work.folder / FILE)
        memory = Memory(work.folder / FILE)
        sources = Sources(work, self.previous, memory)
        work.say(f"{len(sources.changed)} seeds have changed; reading them and what depends on them")
        self._compare(sources, memory)
        memory.close()
        store = Store(str(work.folder / "db"))
        tally = Tally(self.previous.digest, self.previous.quads)
        self._loaded(store)
        self._finish(store, sources, tally)
        return work.manifest(tally, self.facts)

    def _compare(self, sources: Sources, memory: Memory) -> None:
        before, after = sources.worlds()
        old_titles, new_titles = sources.titles(), sources.titles()
        old = self._gatherer(before, old_titles)
        new = self._gatherer(after, new_titles)
        exchanges: dict[str, tuple[list[Packed], list[Packed]]] = {}
        for source, told in sources.told(new, after):
            was, facts = memory.described(source), memory.facts_of(source)
            spec = sources.specs.get(source)
            self._described(was, told[0], spec, new)
            gone, come = Counter(facts), Counter(told[1])
            exchanges[source] = list((gone - come).elements()), list((come - gone).elements())
            for key in was.titles.keys() - told[0].titles.keys():
                new_titles.pop(key, None)
            new_titles.update(told[0].titles)
            sources.keep(source, told[0])
        self._entities(sources, old, new)
        names = changed_names(before, after, old_titles, new_titles)
        if len(names) > _MANY_NAMES:
            raise TooMuch
        blocks = {block for both in exchanges.values() for facts in both for block, _ in facts}
        blocks |= memory.mentioning(names) if names else set()
        self._fuse(memory, blocks, exchanges, (old, new))
        sources.store()

    def _gatherer(self, world: World, titles: dict[str, str]) -> Gatherer:
        iris = self.work.iris
        return Gatherer(self.work.settings, world, Assembler(iris, activity_iri(iris), naming(world, titles)))

    def _described(self, was: Described, now: Described, spec: RegisterSpec | None, new: Gatherer) -> None:
        self._differ(was.statements, now.statements)
        if spec is not None:
            rows = new.rows
            keys = [key for key in was.rows.keys() | now.rows.keys() if was.rows.get(key) != now.rows.get(key)]
            self._differ(
                rows([was.rows[key] for key in keys if key in was.rows], spec),
                rows([now.rows[key] for key in keys if key in now.rows], spec),
            )

    def _entities(self, sources: Sources, old: Gatherer, new: Gatherer) -> None:
        """Entities that changed, in every register that describes them: their labels depend on each other."""
        ids = sources.changed_entities()
        if not ids:
            return
        for source, was, now in sources.entities():
            self._differ(old.entities(source, _of(was, ids, old.world)), new.entities(source, _of(now, ids, new.world)))

    def _fuse(
        self,
        memory: Memory,
        blocks: Iterable[int],
        exchanges: dict[str, tuple[list[Packed], list[Packed]]],
        both: tuple[Gatherer, Gatherer],
    ) -> None:
        blocks = list(blocks)
        self.work.say(f"fusing {len(blocks):,} groups of facts again")
        for block in blocks:
            clusters = fuse(memory.block(block))
            self.facts -= len(clusters)
            self.removed.update(both[0].assembler.clusters(clusters))
        for source, (gone, come) in exchanges.items():
            memory.exchange(source, gone, come)
        for block in blocks:
            clusters = fuse(memory.block(block))
            self.facts += len(clusters)
            self.added.update(both[1].assembler.clusters(clusters))

    def _differ(self, was: Iterable[Statement], now: Iterable[Statement]) -> None:
        before, after = set(was), set(now)
        self.removed |= before - after
        self.added |= after - before

    def _loaded(self, store: Store) -> None:
        """Other people's graphs that come and go."""
        for name in self.work.unloading:
            self.removed.update(graph_statements(store, name))
        for name, triples in self.work.loading.items():
            self._differ(graph_statements(store, name), in_graph(triples, name))

    def _finish(self, store: Store, sources: Sources, tally: Tally) -> None:
        work, base = self.work, self.work.settings.base
        removed, added = self.removed - self.added, self.added - self.removed
        work.say(f"{len(removed):,} statements go, {len(added):,} come")
        change(store, removed, added, tally)
        told = touched(store, removed, added, base)
        work.say("deriving")
        gone, come = derived_change(store, told, base)
        change(store, gone, come, tally)
        change(
            store, *replaced(store, work.iris.graph("dataset"), work.dataset(sources.register_specs(), sources.curated))
        )
        work.say("validating")
        told = touched(store, [*removed, *gone], [*added, *come], base)
        work.check(self._report(store, told, base))
        store.flush()

    def _report(self, store: Store, told: Touched, base: str) -> Report:
        """The report of the release before, anew for the nodes that may have changed."""
        if told.many:
            return validate(store, base)
        before, nodes = read_report(self.current / REPORT), focus(store, told)
        if not nodes:
            return before
        known = None if told.unnamed else {f"{base}/ontology#{name}" for name in told.classes}
        return before.renewed(validate(neighbourhood(store, nodes, base), base, sorted(nodes), known), nodes)


def _of(entities: Iterable[Entity], ids: set[tuple[str, str]], world: World) -> list[Entity]:
    return [entity for entity in entities if (entity.kind, world.canonical(entity.kind, entity.id)) in ids]
