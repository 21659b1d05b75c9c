"""What the makers of tables share: reading, writing, short source codes, states as of a date."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.resolve.names import fold, slug

Row = dict[str, str]

LEFT_OUT: Counter[str] = Counter()
"""Why rows were left out → how many."""

_CODES = [
    (r"Wikidata via every-politician-scrapers/(\S+) ([\d-]+); CC0-1.0", r"eps \1 \2"),
    (r"Wikidata via every-politician-scrapers/world sources/foreign ([\d-]+); CC0-1.0", r"eps world/foreign \1"),
    (r"unitedstates/congress-legislators executive.yaml 2026-06-15; CC0-1.0", "usl"),
    (r"Wikidata via every-politician-scrapers bio.csv 2022/23; CC0-1.0", "bio"),
    (r"CIA World Factbook via factbook/factbook.json @8662a8b 2026-05-17; public domain.*", "fb"),
    (r".*HistoryAtState/(pocom|visits|travels|rdcr|gsh)\b.*", r"\1"),
    (r"Wikidata via nicolas-raoul/database-of-embassies 2021-04-22; CC0-1.0", "emb"),
    (r"Biblioteca da Presidência.*", "br"),
    (r"GGO .*", "ggo"),
    (r"datasets/country-codes.*", "cc"),
    (r"Unicode CLDR.*", "cldr"),
]


def source_code(text: str) -> str:
    """The short code that stands for a source's citation; the registers' declarations spell it out."""
    for pattern, code in _CODES:
        if match := re.fullmatch(pattern, text):
            return match.expand(code)
    raise ValueError(f"no code for the source {text!r}")


class Tables:
    """The folder that facts come from and the one that tables go to."""

    def __init__(self, facts: Path, seeds: Path) -> None:
        self.facts = facts
        self.seeds = seeds

    def read(self, name: str) -> list[Row]:
        """All rows of a collection of facts."""
        with (self.facts / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def write(
        self, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]], folder: str = "registers"
    ) -> None:
        """Write a table, sorted by its rows, each row once."""
        lines = sorted({tuple(row.get(column, "") for column in columns) for row in rows})
        with (self.seeds / folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            table = csv.writer(handle, lineterminator="\n")
            table.writerow(columns)
            table.writerows(lines)
        print(f"{name}: {len(lines):,} rows")


ISO_3166_3 = {
    "soviet-union-1991": "SUN",
    "socialist-federal-republic-of-yugoslavia-1992": "YUG",
    "czechoslovakia-1993": "CSK",
    "east-germany-1990": "DDR",
    "serbia-and-montenegro-2006": "SCG",
    "netherlands-antilles-2010": "ANT",
}
"""Former states with a code of ISO 3166-3."""

_BEFORE = {
    "RUS": [("1917-11-07", "russian-empire-1917"), ("1991-12-26", "SUN")],
    "CHN": [("1912-02-12", "china-1912"), ("1949-10-01", "republic-of-china-1949")],
    "DEU": [
        ("1871-01-18", "prussia-1871"),
        ("1918-11-09", "prussia-1918"),
        ("1933-01-30", "germany-1933"),
        ("1945-05-08", "germany-1945"),
        ("1949-05-23", "germany-1949"),
    ],
    "AUT": [("1867-03-30", "austrian-empire-1867"), ("1918-11-12", "austria-hungary-1918")],
    "TUR": [("1922-11-01", "ottoman-empire-1922")],
    "VNM": [("1955-10-26", "state-of-vietnam-1955"), ("1975-04-30", "south-vietnam-1975")],
    "YEM": [("1990-05-22", "northern-yemen-1990")],
    "SRB": [("1992-04-27", "YUG"), ("2003-02-04", "federal-republic-of-yugoslavia-2003"), ("2006-06-05", "SCG")],
}
"""Today's code → (day, predecessor): before that day the source's code stands for the predecessor."""


def state_at(code: str, date: str) -> str:
    """The state that a source's code stands for on a date; without a date, as the source has it."""
    if code == "YUG" and date:
        if date[:4] >= "1993":
            return "federal-republic-of-yugoslavia-2003"
        if date < "1946":
            return "kingdom-of-serbs-croats-and-slovenes-1929" if date < "1929-10" else "yugoslavia-1946"
    for day, former in _BEFORE.get(code, []) if date else []:
        if date[: len(day)] < day[: len(date)]:
            return former
    return code


_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "3rd", "2nd"}


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name by which two spellings are compared; what is in brackets and generations left out."""
    words = fold(re.sub(r"\([^)]*\)|\"[^\"]*\"", " ", name)).split()
    return tuple(word for word in words if word not in _SUFFIXES)


__all__ = ["ISO_3166_3", "LEFT_OUT", "Row", "Tables", "fold", "slug", "source_code", "state_at", "tokens"]
