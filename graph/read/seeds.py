"""A whole seeds folder: registers, curated Turtle and articles, in the order in which they build on each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.facts import Article
from graph.iris import Iris
from graph.read.articles import read_articles
from graph.read.registers import Register, RowIssue, find_registers, read_register
from graph.read.turtle import CuratedFile, read_curated
from graph.resolve.world import World
from graph.settings import Settings

ARTICLE_SUFFIXES = frozenset({".md", ".txt", ".html", ".htm", ".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the registers and curated files state, and the world that they describe."""

    registers: list[Register]
    curated: list[CuratedFile]
    world: World

    @property
    def issues(self) -> list[RowIssue]:
        """The rows that did not parse."""
        return [issue for register in self.registers for issue in register.issues]


def read_knowledge(settings: Settings) -> Knowledge:
    """Registers and curated files of the seeds folder.

    Raises
    ------
    InputError
        A file is broken; or a row is, and the setting ``bad_rows`` is ``stop``.
    """
    registers: list[Register] = []
    world = World()
    for spec in find_registers(settings.seeds / "registers"):
        states = {entity.id for entity in world.of_kind("state")}
        register = read_register(spec, settings.register_bytes, states)
        if register.issues and settings.bad_rows == "stop":
            raise register.issues[0].as_error()
        for entity in register.entities:
            world.add(entity)
        registers.append(register)
    iris = Iris(settings.base)
    curated = [
        read_curated(path, iris, settings.turtle_bytes) for path in sorted((settings.seeds / "curated").glob("*.ttl"))
    ]
    for file in curated:
        for entity in file.entities:
            world.add(entity)
    return Knowledge(registers, curated, world)


def article_files(settings: Settings) -> list[Path]:
    """The article files of the seeds folder, in order."""
    folder = settings.seeds / "articles"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in ARTICLE_SUFFIXES)


def seed_articles(settings: Settings) -> Iterator[Article]:
    """The articles of the seeds folder.

    Raises
    ------
    InputError
        A file is broken.
    """
    for path in article_files(settings):
        yield from read_articles(path, settings)


def seed_files(settings: Settings) -> list[Path]:
    """Every file that a build reads from the seeds folder, in order."""
    registers = settings.seeds / "registers"
    tables = [path for path in registers.glob("*") if path.suffix in (".csv", ".toml")]
    return sorted([*tables, *(settings.seeds / "curated").glob("*.ttl"), *article_files(settings)])
