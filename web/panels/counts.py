"""How many facts involve a thing: in all, by type, by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of facts by kind, and by kind and year."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All facts."""
        return sum(self.kinds.values())

    def of(self, *kinds: str) -> int:
        """Facts of some kinds."""
        return sum(self.kinds.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of a chart, with a number for each series."""

    year: int
    values: Sequence[int]


def read_counts(rows: Iterable[tuple[str, str, int]]) -> Counts:
    """Counts from what the catalogue says: kind, year, number."""
    kinds: dict[str, int] = {}
    years: dict[str, dict[int, int]] = {}
    for kind, year, number in rows:
        kinds[kind] = kinds.get(kind, 0) + number
        if year.isdigit():
            years.setdefault(kind, {})[int(year)] = number
    return Counts(kinds, years)


def bars(series: Sequence[Mapping[int, int]], longest: int = 80) -> list[Bar]:
    """Years from the first to the last that any series has, the latest `longest` of them, gaps included."""
    years = {year for one in series for year in one}
    if not years:
        return []
    first = max(min(years), max(years) - longest + 1)
    return [Bar(year, [one.get(year, 0) for one in series]) for year in range(first, max(years) + 1)]
