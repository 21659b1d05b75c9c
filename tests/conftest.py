"""Shared fixtures: a small world of invented seeds, and the store built from it once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.settings import Settings

DATA = Path(__file__).parent / "data"

ARTICLE = """---
title: Minister in Islamabad for talks
source: The Example Courier
url: https://example.org/minister
published: 2025-09-10
---
Kazakhstan's Foreign Minister Murat Example visited Islamabad on September 8.

Pakistan is a member of the Shanghai Cooperation Organization.
"""


REGISTERS = ("states", "former-states", "places", "organizations", "memberships")
"""The registers that the tests build from: enough to know the world by, and built in a second."""


def few_registers(folder: Path) -> Path:
    """Make a seeds folder with the curated files and a few of the shipped registers."""
    shipped = Settings().seeds
    (folder / "registers").mkdir(parents=True)
    for name in REGISTERS:
        for suffix in (".csv", ".toml"):
            (folder / "registers" / f"{name}{suffix}").symlink_to(shipped / "registers" / f"{name}{suffix}")
    (folder / "curated").symlink_to(shipped / "curated")
    return folder


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A seeds folder with a few of the shipped registers and one invented article."""
    folder = few_registers(tmp_path / "seeds")
    (folder / "articles").mkdir()
    (folder / "articles" / "minister.md").write_text(ARTICLE, "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, seeds: Path) -> Settings:
    """Settings for an own seeds folder and an own store."""
    return replace(Settings(), store=tmp_path / "store", seeds=seeds)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a store built once from a few registers and the shipped article; not to be written to."""
    from graph.build import build

    folder = tmp_path_factory.mktemp("built")
    seeds = few_registers(folder / "seeds")
    (seeds / "articles").symlink_to(Settings().seeds / "articles")
    settings = replace(Settings(), store=folder / "store", seeds=seeds)
    build(settings)
    return settings


@pytest.fixture
def chancery(settings: Settings) -> Callable[..., Result]:
    """Run the command line on the own store and seeds."""

    def run(*arguments: str | Path, **options: str) -> Result:
        head = ["--store", str(settings.store), "--seeds", str(settings.seeds)]
        return CliRunner().invoke(main, [*head, *map(str, arguments)], **options)

    return run
