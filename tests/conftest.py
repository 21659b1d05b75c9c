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


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A seeds folder with the shipped registers and one invented article."""
    folder = tmp_path / "seeds"
    shipped = Settings().seeds
    (folder / "articles").mkdir(parents=True)
    (folder / "registers").symlink_to(shipped / "registers")
    (folder / "curated").symlink_to(shipped / "curated")
    (folder / "articles" / "minister.md").write_text(ARTICLE, "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path, seeds: Path) -> Settings:
    """Settings for an own seeds folder and an own store."""
    return replace(Settings(), store=tmp_path / "store", seeds=seeds)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a store that was built once from the shipped seeds; not to be written to."""
    from graph.build import build

    settings = replace(Settings(), store=tmp_path_factory.mktemp("built") / "store")
    build(settings)
    return settings


@pytest.fixture
def chancery(settings: Settings) -> Callable[..., Result]:
    """Run the command line on the own store and seeds."""

    def run(*arguments: str | Path, **options: str) -> Result:
        head = ["--store", str(settings.store), "--seeds", str(settings.seeds)]
        return CliRunner().invoke(main, [*head, *map(str, arguments)], **options)

    return run
