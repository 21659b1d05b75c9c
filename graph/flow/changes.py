"""Which seeds have changed since a release, and which sources must be read again for it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.facts import Entity, EntityKind, Row
from graph.flow.stage import Work
from graph.gather import Gatherer, Told
from graph.memory import FILE, Described, Memory
from graph.read.mapping import RegisterSpec
from graph.read.seeds import article_files, curated_files, judgements, known, new_world, read_checked, register_specs
from graph.read.turtle import CuratedFile, read_curated
from graph.resolve.world import World
from graph.store.releases import Manifest

_PARTIAL = re.compile(r"registers/[^/]+\.csv|curated/[^/]+\.ttl|articles/.*")
"""Seeds of which a changed one does not ask for a build from scratch."""


def updatable(previous: Manifest, current: Path, work: Work) -> bool:
    """Whether a release can be made from the one before."""
    if previous.base != work.settings.base or not (current / FILE).exists():
        return False
    names = {*previous.inputs, *work.inputs}
    return all(_PARTIAL.fullmatch(name) for name in names if previous.inputs.get(name) != work.inputs.get(name))


class Sources:
    """The sources of a build, compared with those that the memory of the release before has."""

    def __init__(self, work: Work, previous: Manifest, memory: Memory) -> None:
        self.work = work
        self.memory = memory
        names = {*previous.inputs, *work.inputs}
        self.changed = {name for name in names if previous.inputs.get(name) != work.inputs.get(name)}
        self.specs: dict[str, RegisterSpec] = {f"register/{spec.name}": spec for spec in register_specs(work.settings)}
        self.curated = [path.stem for path in curated_files(work.settings)]
        self._light = {source: memory.described(source, rows=False) for source in memory.sources()}
        self._now: dict[str, Described] = {}
        self._read: dict[str, CuratedFile] = {}
        self._before = self._after = World()

    def register_specs(self) -> list[RegisterSpec]:
        """The declarations of all registers."""
        return list(self.specs.values())

    def titles(self) -> dict[str, str]:
        """The titles of facts that other facts refer to, as they were."""
        return {key: title for described in self._light.values() for key, title in described.titles.items()}

    def worlds(self) -> tuple[World, World]:
        """The world as it was and as it is; they are one where no source that describes entities has changed."""
        self.work.identities = judgements(self.work.settings)
        self._before = new_world(self.work.settings, self.work.identities)
        for source in self._describing():
            for entity in self._light.get(source, Described()).entities:
                self._before.add(entity)
        if not any(self._is_changed(source) for source in self._describing()):
            self._after = self._before
            return self._before, self._after
        self._after = new_world(self.work.settings, self.work.identities)
        for source in self._describing():
            for entity in self._entities_now(source):
                self._after.add(entity)
        return self._before, self._after

    def _describing(self) -> list[str]:
        """The sources that describe entities, in the order in which a build from scratch reads them."""
        registers = [source for source, spec in self.specs.items() if spec.entities]
        gone = sorted({s for s in self._light if s.startswith("curated/")} | {f"curated/{c}" for c in self.curated})
        return [*registers, *(source for source in gone if source != "curated/identities")]

    def _is_changed(self, source: str) -> bool:
        kind, _, name = source.partition("/")
        paths = {"register": f"registers/{name}.csv", "curated": f"curated/{name}.ttl", "article": f"articles/{name}"}
        return paths[kind] in self.changed

    def _entities_now(self, source: str) -> list[Entity]:
        if not self._is_changed(source):
            return self._light[source].entities
        settings, name = self.work.settings, source.partition("/")[2]
        if source in self.specs:
            register = read_checked(self.specs[source], settings, known(self._after))
            self._now[source] = Described(register.rows, register.entities)
            return register.entities
        if name not in self.curated:
            return []
        path = settings.seeds / "curated" / f"{name}.ttl"
        self._read[source] = read_curated(path, self.work.iris, settings.turtle_bytes)
        return self._read[source].entities

    def told(self, gatherer: Gatherer, world: World) -> Iterator[tuple[str, Told]]:
        """What each changed source tells now, and each source that depends on changed entities."""
        kinds = self._changed_kinds()
        for source, spec in self.specs.items():
            if self._is_changed(source) or self._depends(spec, kinds):
                register = read_checked(spec, self.work.settings, known(world))
                self.work.issues += register.issues
                yield source, gatherer.register(register)
        for source in sorted(source for source in self._describing() if source.startswith("curated/")):
            if self._is_changed(source):
                file = self._curated_now(source)
                yield source, gatherer.curated(file) if file else (Described(), [])
        yield from self._articles(gatherer, everything=self._before is not self._after)

    def _curated_now(self, source: str) -> CuratedFile | None:
        name = source.partition("/")[2]
        if name not in self.curated:
            return None
        if source not in self._read:
            path = self.work.settings.seeds / "curated" / f"{name}.ttl"
            self._read[source] = read_curated(path, self.work.iris, self.work.settings.turtle_bytes)
        return self._read[source]

    def _articles(self, gatherer: Gatherer, *, everything: bool) -> Iterator[tuple[str, Told]]:
        root = self.work.settings.seeds / "articles"
        paths = {f"article/{path.relative_to(root).as_posix()}": path for path in article_files(self.work.settings)}
        again = [source for source in paths if everything or self._is_changed(source)]
        ids = {
            key.removeprefix("article:"): title
            for source, described in self._light.items()
            if source.startswith("article/") and source in paths and source not in again
            for key, title in described.titles.items()
        }
        for source in sorted(self._light.keys() - paths.keys()):
            if source.startswith("article/"):
                yield source, (Described(), [])
        for source in sorted(self._light.keys() & paths.keys() - {*again}):
            self.work.unsure += self._light[source].left_out
            self.work.aside += self._light[source].aside
        gatherer.read_ahead([paths[source] for source in again])
        for source in again:
            told = gatherer.articles(paths[source], ids)
            self.work.unsure += told[0].left_out
            self.work.aside += told[0].aside
            yield source, told

    def _changed_kinds(self) -> set[EntityKind]:
        """Kinds of which an entity came, went or got another label."""
        if self._before is self._after:
            return set()
        kinds: tuple[EntityKind, ...] = ("state", "organization", "person", "place", "office", "event")
        return {kind for kind in kinds if _labels(self._before, kind) != _labels(self._after, kind)}

    def _depends(self, spec: RegisterSpec, kinds: set[EntityKind]) -> bool:
        """Whether a register's rows may be read otherwise when entities of some kinds came, went or were renamed."""
        if not kinds or not spec.facts:
            return False
        if any(column.type in kinds for column in spec.columns.values()):
            return True
        titles = any(not t.text.startswith("office:") for f in spec.facts for t in f.roles.get("office", ()))
        return titles and bool(kinds & {"state", "organization", "office"})

    def keep(self, source: str, described: Described) -> None:
        """Take note of what a source describes now."""
        self._now[source] = described

    def changed_entities(self) -> set[tuple[str, str]]:
        """The entities of which a register says something else than before, by kind and published identifier."""
        found: set[tuple[str, str]] = set()
        for _, was, now in self.entities():
            if was is now:
                continue
            old = {(entity.kind, entity.id, repr(entity)) for entity in map(_bare, was)}
            new = {(entity.kind, entity.id, repr(entity)) for entity in map(_bare, now)}
            for kind, identity, _ in old ^ new:
                found.add((kind, self._before.canonical(kind, identity)))
                found.add((kind, self._after.canonical(kind, identity)))
        return found

    def entities(self) -> Iterator[tuple[str, list[Entity], list[Entity]]]:
        """Each register that describes entities, with those that it described before and describes now."""
        for source in self.specs:
            was = self._light.get(source, Described()).entities
            yield source, was, self._now[source].entities if source in self._now else was

    def store(self) -> None:
        """Remember what the sources describe now."""
        for source, described in self._now.items():
            if described == Described():
                self.memory.forget(source)
            else:
                self.memory.describe(source, described)


def changed_names(before: World, after: World, titles: dict[str, str], new: dict[str, str]) -> set[str]:
    """Identifiers of what is called otherwise than before."""
    found = {key.partition(":")[2] for key in titles.keys() | new.keys() if titles.get(key) != new.get(key)}
    found = {name for name in found if name}
    if before is not after:
        for kind in ("state", "organization", "person", "place", "office", "event"):
            old, now = _labels(before, kind), _labels(after, kind)
            found |= {identity for identity in old.keys() & now.keys() if old[identity] != now[identity]}
    return found


def _labels(world: World, kind: EntityKind) -> dict[str, str]:
    return {entity.id: entity.label for entity in world.of_kind(kind)}


def _bare(entity: Entity) -> Entity:
    """An entity without the line that its row stands on: lines are said of rows."""
    source = entity.source
    return replace(entity, source=replace(source, line=0)) if isinstance(source, Row) else entity
