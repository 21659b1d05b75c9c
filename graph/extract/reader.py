"""What reads articles: by rules, or by a language model where the settings say so. Both are asked in the same way."""

from typing import Protocol

from graph.extract import extractor
from graph.facts import Article, Fact
from graph.resolve.world import World
from graph.settings import Settings


class Reader(Protocol):
    """Reads articles against a world."""

    def __call__(self, article: Article) -> list[Fact]:
        """The facts that `article` states, each with its evidence."""

    def explained(self, article: Article) -> list[tuple[Fact, list[str]]]:
        """The facts of `article`, each with the steps that led to it."""


def reader(settings: Settings, world: World) -> Reader:
    """The reader that the setting ``extractor`` names."""
    if settings.extractor == "model":
        from graph.extract.model import ModelReader  # HTTP and JSON schemas: nothing that rules need

        return ModelReader(settings, world)
    return extractor(world)
