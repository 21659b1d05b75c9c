"""A picture of a party's contacts: itself in the middle, those it visited, hosted or met around it.

The layout is made by rule alone, so the same facts always give the same picture: the busiest stand at the height of
the middle, and all are spread evenly downwards, so that no name lies on another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from web.catalogue.facts import contacts, ties
from web.reading import Reader
from web.records import Thing

WIDTH = 720
_MIDDLE = WIDTH / 2
_REACH, _STEP, _MARGIN = 160, 34, 30
_LONGEST_NAME = 24
_MOST = 22
_BODIES = ("state", "organization")


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone whom the party visited, hosted or met, and how often each."""

    thing: Thing
    visited: int
    hosted: int
    met: int

    @property
    def total(self) -> int:
        """All encounters."""
        return self.visited + self.hosted + self.met


@dataclass(frozen=True, slots=True)
class Node:
    """A contact in the picture: where it stands, how large, how wide its line, on which side its name."""

    contact: Contact
    x: float
    y: float
    size: float
    width: float
    name: str
    left: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The picture: its height, its nodes, the ties between those, and the party in the middle."""

    home: Thing
    height: int
    middle: tuple[float, float]
    nodes: Sequence[Node]
    ties: Sequence[str]

    @property
    def contacts(self) -> list[Contact]:
        """The contacts, the busiest first, for a table."""
        return sorted((node.contact for node in self.nodes), key=_rank)


def contacts_of(reader: Reader, home: Thing) -> Network | None:
    """The network of a party's contacts, `None` where it has fewer than two."""
    catalogue = reader.release.catalogue
    kinds = (*_BODIES, "person") if home.kind == "person" else _BODIES
    found = contacts(catalogue, home.iri, kinds, _MOST)
    shown = [
        Contact(reader.thing(NamedNode(item.iri), item.label), item.visited, item.hosted, item.met) for item in found
    ]
    return draw(home, shown, ties(catalogue, [item.iri for item in found]) if len(found) > 1 else ())


def draw(home: Thing, contacts: Iterable[Contact], pairs: Iterable[frozenset[str]] = ()) -> Network | None:
    """The picture of `contacts`, with ties for `pairs` of them; `None` where there is too little to see."""
    ordered = sorted(contacts, key=_rank)
    if len(ordered) < 2:
        return None
    sides = (ordered[0::2], ordered[1::2])
    height = max(2 * _MARGIN + _STEP * (len(sides[0]) - 1), 150)
    busiest = ordered[0].total
    nodes = [
        node for side, left in zip(sides, (False, True), strict=True) for node in _side(side, left, height, busiest)
    ]
    places = {node.contact.thing.iri: (node.x, node.y) for node in nodes}
    known = set(pairs)
    ties = [
        _tie(places[one], places[other], height)
        for one, other in combinations(sorted(places), 2)
        if frozenset((one, other)) in known
    ]
    return Network(home, height, (_MIDDLE, height / 2), nodes, ties)


def _rank(contact: Contact) -> tuple[int, str, str]:
    return -contact.total, contact.thing.label, contact.thing.iri


def _side(contacts: Sequence[Contact], left: bool, height: int, busiest: int) -> list[Node]:
    """The nodes of one half of the ellipse, from the top down."""
    ordered = list(reversed(contacts[1::2])) + list(contacts[0::2])  # the busiest at the middle of the side
    top = (height - _STEP * (len(ordered) - 1)) / 2
    nodes = []
    for place, contact in enumerate(ordered):
        y = top + _STEP * place
        slope = (y - height / 2) / (height / 2 + _STEP)
        reach = _REACH * (1 - slope * slope) ** 0.5
        size = 4 + 6 * (contact.total / busiest) ** 0.5
        x = _MIDDLE - reach if left else _MIDDLE + reach
        nodes.append(
            Node(
                contact,
                round(x, 1),
                round(y, 1),
                round(size, 1),
                round(1 + 5 * contact.total / busiest, 1),
                _short(contact.thing.label),
                left,
            )
        )
    return nodes


def _tie(one: tuple[float, float], other: tuple[float, float], height: int) -> str:
    """A curve between two contacts, bent towards the middle, so that it does not run through the names."""
    x = (one[0] + other[0] + 2 * _MIDDLE) / 4
    y = (one[1] + other[1] + height) / 4
    return f"M{one[0]} {one[1]}Q{x:.1f} {y:.1f} {other[0]} {other[1]}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
