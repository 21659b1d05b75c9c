"""A bar chart by year, laid out here and drawn by a template as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.panels.counts import Bar
from web.panels.counts import bars as bars_of

HEIGHT = 120
_STEP = 14
_FLOOR = 22
_SIDE = 28


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a bar: its place, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    series: int
    year: int
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A stacked bar chart: blocks, labels of years, lines of the scale, and the same numbers for a table."""

    width: int
    height: int
    floor: float
    blocks: Sequence[Block]
    years: Sequence[tuple[float, int]]
    lines: Sequence[tuple[float, int]]
    names: Sequence[str]
    bars: Sequence[Bar]
    earlier: int = 0


def by_year(series: Sequence[Mapping[int, int]], names: Sequence[str]) -> Chart | None:
    """A chart of numbers by year, the latest years of a long record; it says how many are left out before them."""
    shown = bars_of(series)
    earlier = sum(sum(one.values()) for one in series) - sum(sum(bar.values) for bar in shown)
    return draw(shown, names, earlier)


def draw(bars: Sequence[Bar], names: Sequence[str], earlier: int = 0) -> Chart | None:
    """A chart of `bars`, a name for each series, `earlier` left out before them; `None` where it is next to nothing."""
    if len(bars) < 2 or sum(sum(bar.values) for bar in bars) < 3:
        return None
    step = _STEP if len(bars) > 20 else max(_STEP, min(40, 560 // len(bars)))
    highest = max(sum(bar.values) for bar in bars)
    top, floor = 10, HEIGHT - _FLOOR
    scale = (floor - top) / highest
    blocks, years = [], []
    spacing = next(gap for gap in (1, 2, 5, 10, 20) if gap * step >= 40)
    for place, bar in enumerate(bars):
        x, y = _SIDE + place * step, float(floor)
        for series, value in enumerate(bar.values):
            height = value * scale
            y -= height
            if value:
                blocks.append(Block(x, round(y, 1), step - 3, round(height, 1), series, bar.year, value))
        if bar.year % spacing == 0:
            years.append((x + (step - 3) / 2, bar.year))
    lines = [(round(floor - value * scale, 1), value) for value in _ticks(highest)]
    return Chart(_SIDE + len(bars) * step + 4, HEIGHT, floor, blocks, years, lines, list(names), list(bars), earlier)


def _ticks(highest: int) -> list[int]:
    step = next(gap for gap in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10**6) if highest / gap <= 4)
    return list(range(0, highest + 1, step))
