"""How alike two names are, from 0 to 1: slips of the keyboard, other spellings, other orders of words, initials."""

from functools import lru_cache
from pathlib import Path

from web.catalogue.fold import likeness

_HERE = Path(__file__).parent
_GENERIC = frozenset((_HERE / "generic.txt").read_text("utf-8").split())
"""Words that names of states add or leave out, so that little hangs on them."""

_SOUNDS = [tuple(line.split()) for line in (_HERE / "sounds.txt").read_text("utf-8").splitlines()]
"""Spellings of one sound in the languages that names come from, the longer first."""

_LETTERS = str.maketrans(
    {line.partition(" ")[0]: line.partition(" ")[2] for line in (_HERE / "letters.txt").read_text("utf-8").splitlines()}
)
"""Letters of Cyrillic and Greek, as names are written in English."""


def latin(name: str) -> str:
    """A folded name in Latin letters, as far as its letters are known: ``сергеи лавров`` → ``sergei lavrov``."""
    return name.translate(_LETTERS)


def name_likeness(one: str, other: str) -> float:
    """How alike two folded names are."""
    if one == other:
        return 1.0
    if sorted(one.split()) == sorted(other.split()):
        return 0.98
    bare = _bare(one), _bare(other)
    rated = [_spelt(one, other), 0.96 * _words(one, other)]
    if all(bare) and bare != (one, other):
        rated.append(0.97 * (1.0 if bare[0] == bare[1] else _spelt(*bare)))
    sounds = sound(one), sound(other)
    rated.append(0.95 if sounds[0] == sounds[1] else 0.93 * _ratio(*sounds))
    return max(rated)


@lru_cache(50_000)
def sound(name: str) -> str:
    """A folded name as it sounds, roughly: spellings of one sound are one letter, doubled letters are single."""
    for spelling, letter in _SOUNDS:
        name = name.replace(spelling, letter)
    return "".join(letter for place, letter in enumerate(name) if not place or name[place - 1] != letter)


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap with a neighbour to get from one to the other; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _ratio(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if not longest:
        return 0.0
    most = longest // 2
    found = distance(one, other, most)
    return 0.0 if found > most else 1 - found / longest


def _spelt(one: str, other: str) -> float:
    return 0.6 * _ratio(one, other) + 0.4 * likeness(one, other)


@lru_cache(50_000)
def _word_ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.9 if one[0] == other[0] else 0.0  # an initial
    rated = max(_ratio(one, other), 0.95 * _ratio(sound(one), sound(other)))
    return rated if rated > 0.5 else 0.0


def _words(one: str, other: str) -> float:
    """Words matched one to one. A word that is asked for and missing weighs three times one that is too many."""
    asked, there = one.split(), other.split()
    return 0.75 * _covered(asked, there) + 0.25 * _covered(there, asked)


def _covered(words: list[str], by: list[str]) -> float:
    weights = [len(word) * (0.3 if word in _GENERIC else 1.0) for word in words]
    rated = [max((_word_ratio(word, found) for found in by), default=0.0) for word in words]
    return sum(weight * rate for weight, rate in zip(weights, rated, strict=True)) / (sum(weights) or 1.0)


def _bare(name: str) -> str:
    return " ".join(word for word in name.split() if word not in _GENERIC)
