"""A whole seeds folder: registers, curated Turtle and articles, in the order in which they build on each other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.facts import Fact
from graph.iris import Iris
from graph.read.articles import is_article
from graph.read.mapping import RegisterSpec
from graph.read.registers import Known, Register, RowIssue, find_registers, read_register
from graph.read.turtle import CuratedFile, read_curated
from graph.resolve.identities import IDENTITIES, Identity, aliases, read_identities
from graph.resolve.world import World
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The registers and curated files that describe entities, and the world that they describe."""

    registers: list[Register]
    curated: list[CuratedFile]
    identities: list[Identity]
    world: World

    @property
    def issues(self) -> list[RowIssue]:
        """The rows that did not parse."""
        return [issue for register in self.registers for issue in register.issues]


def read_knowledge(settings: Settings) -> Knowledge:
    """The world: registers that describe entities, curated files, and judgements on identity.

    Raises
    ------
    InputError
        A file is broken; or a row is, and the setting ``bad_rows`` is ``stop``.
    """
    registers: list[Register] = []
    identities = judgements(settings)
    world = new_world(settings, identities)
    for spec in register_specs(settings):
        if spec.entities:
            register = read_checked(spec, settings, known(world))
            for entity in register.entities:
                world.add(entity)
            registers.append(register)
    curated = [read_curated(path, Iris(settings.base), settings.turtle_bytes) for path in curated_files(settings)]
    for file in curated:
        for entity in file.entities:
            world.add(entity)
    return Knowledge(registers, curated, identities, world)


def read_world(settings: Settings) -> World:
    """The world alone, as the extractor needs it."""
    return read_knowledge(settings).world


def new_world(settings: Settings, identities: Collection[Identity]) -> World:
    """A world that knows nothing but who is who, and where office-holdings are to be read when they are asked for."""
    return World(aliases=aliases(identities), holdings=lambda: _holdings(settings))


def judgements(settings: Settings) -> list[Identity]:
    """The judgements on identity of the seeds folder."""
    return [item for path in judged_files(settings) for item in read_identities(path, settings.register_bytes)]


def judged_files(settings: Settings) -> list[Path]:
    """The files of judgements on identity."""
    return [path for name in IDENTITIES if (path := settings.seeds / "curated" / name).exists()]


def register_specs(settings: Settings) -> list[RegisterSpec]:
    """The declarations of all registers of the seeds folder, those that describe entities first."""
    return find_registers(settings.seeds / "registers")


def read_checked(spec: RegisterSpec, settings: Settings, known: Known) -> Register:
    """A register as read; a row that does not parse ends the reading if ``bad_rows`` is ``stop``.

    Raises
    ------
    InputError
        The table is broken, or a row of it is.
    """
    register = read_register(spec, settings.register_bytes, known)
    register.stop_if(settings.bad_rows)
    return register


def known(world: World) -> Known:
    """The identifiers of a world's entities, by kind."""
    return {kind: world.ids(kind) for kind in ("state", "organization", "person", "place", "office", "event")}


def _holdings(settings: Settings) -> Iterator[Fact]:
    """The office-holdings of the registers, unchecked: what does not parse is told by the build."""
    for spec in register_specs(settings):
        if any(fact.type.name == "OfficeHolding" for fact in spec.facts):
            yield from read_register(spec, settings.register_bytes).facts


def curated_files(settings: Settings) -> list[Path]:
    """The curated Turtle files of the seeds folder, in order."""
    return sorted((settings.seeds / "curated").glob("*.ttl"))


def article_files(settings: Settings) -> list[Path]:
    """The article files of the seeds folder, in order."""
    folder = settings.seeds / "articles"
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_article(path))


def seed_files(settings: Settings) -> list[Path]:
    """Every file that a build reads from the seeds folder, in order."""
    registers = settings.seeds / "registers"
    tables = [path for path in registers.glob("*") if path.suffix in (".csv", ".toml")]
    return sorted([*tables, *curated_files(settings), *judged_files(settings), *article_files(settings)])


def taken(identity: str, first: str, path: Path) -> InputError:
    """The error for an article whose id another one has."""
    return InputError(f"the article id {identity!r} is taken by {first}", "give one of the two another id", file=path)
