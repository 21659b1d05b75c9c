"""Shared fixtures: a small world of invented seeds, and the store built from it once."""

import re
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
"""The registers that the tests build from: enough to know the world by, and built in a few seconds."""

BODIES = ("SCO", "CICA", "UN", "OIC", "ECO", "ASEAN", "NATO")
"""The organizations whose memberships the tests build from."""


def few_registers(folder: Path) -> Path:
    """Make a seeds folder with the curated files and a part of the shipped registers."""
    shipped, registers = Settings().seeds, folder / "registers"
    registers.mkdir(parents=True)
    for name in REGISTERS:
        for suffix in (".csv", ".toml"):
            (registers / f"{name}{suffix}").symlink_to(shipped / "registers" / f"{name}{suffix}")
    _cut_memberships(registers)
    (folder / "curated").symlink_to(shipped / "curated")
    return folder


def _cut_memberships(registers: Path) -> None:
    table, declared = registers / "memberships.csv", registers / "memberships.toml"
    header, *rows = table.read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith(tuple(f"{body}," for body in BODIES))]
    text = re.sub(r"^rows = .*$", f"rows = [1, {len(rows)}]", declared.read_text("utf-8"), flags=re.M)
    for path, content in ((table, "".join([header, *kept])), (declared, text)):
        path.unlink()  # the link, not what it leads to
        path.write_text(content, "utf-8")


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
