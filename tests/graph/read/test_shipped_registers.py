"""What must be true of the shipped registers, whatever they are made from."""

import csv
from collections import defaultdict
from collections.abc import Iterator

import pytest

from graph.read.mapping import RegisterSpec
from graph.read.seeds import register_specs
from graph.settings import Settings

SPECS = register_specs(Settings())
YEARS = 75
"""The longest reign on record is shorter."""


def rows(spec: RegisterSpec) -> Iterator[dict[str, str]]:
    with (Settings().seeds / "registers" / f"{spec.name}.csv").open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_no_day_stands_for_none_or_is_still_to_come(spec: RegisterSpec) -> None:
    columns = [name for name, column in spec.columns.items() if column.type == "date"]
    dates = {date for row in rows(spec) for name in columns for date in row[name].split("|") if date}

    assert {date for date in dates if date.startswith("000") or date[:10] > spec.about["retrieved"]} == set()


def test_nobody_holds_an_office_longer_than_anybody_can() -> None:
    spec = next(spec for spec in SPECS if spec.name == "office-holdings")
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows(spec):
        years[row["person"], row["office"]] += [int(day[:4]) for day in (row["start"], row["end"]) if day]

    assert {key for key, found in years.items() if found and max(found) - min(found) > YEARS} == set()
