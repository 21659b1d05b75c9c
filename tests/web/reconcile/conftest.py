"""A part of the shipped registers of persons, offices and tenures: real officials among many others."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.build import build
from graph.settings import Settings
from tests.conftest import few_registers

OFFICIALS = Path(__file__).with_name("officials.csv")
STATES = ("KAZ", "PAK", "FRA")
"""States whose tenures are all there."""

Row = dict[str, str]


def wanted() -> set[str]:
    """The officials that are looked for."""
    with OFFICIALS.open(encoding="utf-8", newline="") as handle:
        return {row["id"].removeprefix("person/") for row in csv.DictReader(handle)}


def rows_of(name: str) -> list[Row]:
    """All rows of a shipped register."""
    with (Settings().seeds / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def cut(registers: Path, name: str, keep: Callable[[Row], bool]) -> list[Row]:
    """Put a part of a shipped register into a folder; its declaration stays, but for the number of rows."""
    kept = [row for row in rows_of(name) if keep(row)]
    with (registers / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, kept[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    declared = (Settings().seeds / "registers" / f"{name}.toml").read_text("utf-8")
    text = re.sub(r"^rows = .*$", "rows = [1, 1000000]", declared, flags=re.MULTILINE)
    (registers / f"{name}.toml").write_text(text, "utf-8")
    return kept


@pytest.fixture(scope="session")
def officials(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a store of officials, built from the registers; not to be written to."""
    folder, sought = tmp_path_factory.mktemp("officials"), wanted()
    seeds = few_registers(folder / "seeds")
    registers = seeds / "registers"
    tenures = cut(registers, "office-holdings", lambda row: row["state"] in STATES or row["person"] in sought)
    people, offices = ({row[column] for row in tenures} for column in ("person", "office"))
    cut(registers, "persons", lambda row: row["id"] in people | sought or hash_of(row["id"]) % 8 == 0)
    cut(registers, "offices", lambda row: row["id"] in offices)
    settings = replace(Settings(), store=folder / "store", seeds=seeds)
    build(settings)
    return settings


def hash_of(text: str) -> int:
    """A number for a text that is the same in every run."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(text))
