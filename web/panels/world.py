"""A map of where a state's visits and missions went: capitals as dots, ways as lines, no borders.

Capitals alone draw the world well enough to find one's way, and take no position on whose land lies between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from web.records import Thing

WIDTH, HEIGHT = 720, 330
_NORTH, _SOUTH = 80.0, -58.0

Positions = Mapping[str, tuple[float, float]]
"""State's IRI → latitude and longitude of its capital."""


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the map: from the state to another, as a curve, with what it stands for."""

    curve: str
    x: float
    y: float
    thing: Thing
    visits: int
    missions: int


@dataclass(frozen=True, slots=True)
class Map:
    """Dots for all capitals, the state's own dot, and its ways."""

    dots: Sequence[tuple[float, float]]
    home: tuple[float, float]
    ways: Sequence[Way]


def draw(home: Thing, partners: Iterable[tuple[Thing, int, int]], positions: Positions) -> Map | None:
    """The map of the visits and missions exchanged with `partners`; `None` where no way can be drawn."""
    if home.iri not in positions:
        return None
    start = _place(*positions[home.iri])
    ways = [
        Way(_curve(start, place), *place, other, visits, missions)
        for other, visits, missions in partners
        if other.iri in positions and other.iri != home.iri
        for place in [_place(*positions[other.iri])]
    ]
    return Map([_place(*position) for position in positions.values()], start, ways) if ways else None


def _place(latitude: float, longitude: float) -> tuple[float, float]:
    x = (longitude + 180) / 360 * WIDTH
    y = (_NORTH - min(max(latitude, _SOUTH), _NORTH)) / (_NORTH - _SOUTH) * HEIGHT
    return round(x, 1), round(y, 1)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line bent northward, so that ways there and back along one latitude stay apart from the dots on it."""
    middle = (start[0] + end[0]) / 2
    height = (start[1] + end[1]) / 2 - abs(start[0] - end[0]) * 0.18 - 6
    return f"M{start[0]} {start[1]}Q{middle:.1f} {max(height, 2):.1f} {end[0]} {end[1]}"
