"""The extractor over the shipped states, places and organizations, and short ways to ask it."""

from collections.abc import Callable

import pytest

from graph.extract import Extractor
from graph.facts import Article, Fact, Quote
from graph.read.registers import find_registers, read_register
from graph.read.seeds import known
from graph.resolve.world import World
from graph.settings import Settings

PUBLISHED = "2024-05-15"  # a Wednesday


@pytest.fixture(scope="session")
def world() -> World:
    world = World()
    wanted = {"states", "former-states", "places", "organizations"}
    for spec in find_registers(Settings().seeds / "registers"):
        if spec.name in wanted:
            for entity in read_register(spec, 10**8, known(world)).entities:
                world.add(entity)
    return world


@pytest.fixture(scope="session")
def extractor(world: World) -> Extractor:
    return Extractor(world)


@pytest.fixture
def read(extractor: Extractor) -> Callable[..., list[Fact]]:
    def facts(text: str, published: str | None = PUBLISHED, source: str = "", title: str = "") -> list[Fact]:
        found = extractor(Article("a", title, text, source=source, published=published))
        for fact in found:
            quote = fact.evidence[0].source
            assert isinstance(quote, Quote)
            assert text[quote.start : quote.end] == quote.exact
        return found

    return facts


@pytest.fixture
def lines(read: Callable[..., list[Fact]]) -> Callable[..., list[str]]:
    """Facts of one type in one line each: ``visitor=… host=… | date | modality``."""

    def told(fact_type: str, text: str, **options: str | None) -> list[str]:
        return [shown(fact) for fact in read(text, **options) if fact.type == fact_type]

    return told


def shown(fact: Fact) -> str:
    kept = {role: values for role, values in fact.roles.items() if role not in ("kind", "place", "signatory", "amount")}
    roles = " ".join(f"{role}={'+'.join(values)}" for role, values in kept.items())
    return f"{roles} | {fact.date} | {fact.modality}"
