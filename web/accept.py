"""Reads ``Accept``: the one reader that pages and the endpoint share.

Of what may be had, a client gets what it wants most by its q-values; of things that it wants equally, one that it names
beats one that it lets pass by a wildcard, then the order of its header counts, then the order of what is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_MOST_RANGES = 100
EXACT = 2


@dataclass(frozen=True, slots=True)
class Range:
    """One part of an Accept header: a media type, or ``*`` for its parts, and how much it is wanted, from 0 to 1."""

    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How exactly the range names a media type: 2 exactly, 1 by its first half, 0 by ``*/*``, -1 not at all."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return EXACT
        if self.subtype != "*" or self.kind not in (kind, "*"):
            return -1
        return int(self.kind == kind)


@lru_cache(maxsize=200)
def parse_accept(header: str) -> tuple[Range, ...]:
    """The ranges of an Accept header, in its order; what is not well-formed is passed over."""
    ranges = []
    for part in header.lower().split(",")[:_MOST_RANGES]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, subtype = (piece.strip() for piece in ("*/*" if media == "*" else media).partition("/"))
        if kind and slash and subtype and "/" not in subtype:
            ranges.append(Range(kind, subtype, _quality(parameters)))
    return tuple(ranges)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def wanted(header: str, media_type: str) -> tuple[float, int, int]:
    """How much a header wants a media type, how exactly it names it, and how early (0 is first, then less).

    What it says of the type itself counts before what it says of ``*/*``. A header that says nothing wants everything.
    """
    ranges = parse_accept(header)
    if not ranges:
        return 1.0, 0, 0
    found = [(item.specificity(media_type), item.quality, -place) for place, item in enumerate(ranges)]
    exact, quality, place = max(found)
    if exact < 0:
        return 0.0, -1, 0
    return quality, exact, place if exact == EXACT else -len(ranges)


def choose(header: str, offered: Sequence[Sequence[str]]) -> tuple[int, str] | None:
    """Which of the things offered, each by its media types, a header wants most, and by which type; None if none.

    A wildcard stands for the first type of a thing, not for the other names it goes by.
    """
    best: tuple[tuple[float, int, int], int, str] | None = None
    for index, media_types in enumerate(offered):
        for media_type in media_types:
            score = wanted(header, media_type)
            named = score[1] == EXACT or media_type == media_types[0]
            if named and score[0] > 0 and (best is None or score > best[0]):
                best = (score, index, media_type)
    return best and (best[1], best[2])
