"""Names of persons: where one starts and ends, and the register of those whom an article names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph.extract.gazetteer import folded
from graph.extract.lexicon import words
from graph.extract.tokens import Token

PARTICLES = words("people_particles", "frames")
_PREFIXED = ("al-", "el-", "ul-", "bin-", "as-", "ad-", "an-", "ar-", "az-", "d'", "ash-", "at-")
MAX_WORDS = 7


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the article names. `name` is the fullest form met so far; `sides` whom they act for."""

    name: str
    sides: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    titled: bool = False
    heads: list[str] = field(default_factory=list)
    """The heads of the titles that stood beside the name."""

    @property
    def ref(self) -> str:
        """The reference that facts carry."""
        return f"person:{self.name}"

    def acts_for(self, sides: Iterable[str]) -> None:
        """Note states or organizations that the person acts for."""
        self.sides.extend(side for side in sides if side and side not in self.sides)


class People:
    """The persons of one article, found by any part of their names."""

    def __init__(self) -> None:
        self._all: list[Person] = []
        self._parts: dict[str, list[Person]] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._all)

    def meet(self, name: str, head: str = "") -> Person:
        """The person of that name, known already under it or under a part of it, or new.

        Of several who share a surname, it is the one with a title of that `head`.
        """
        parts = _parts(name)
        known = self.find(name)
        if len(parts) == 1 and head and known is not None and head not in known.heads:
            known = next((p for p in reversed(self._parts.get(parts[0], [])) if head in p.heads), known)
        if known is not None:
            if len(parts) > len(_parts(known.name)):
                known.name = name
                self._index(known, parts)
            return known
        person = Person(name)
        self._all.append(person)
        self._index(person, parts)
        return person

    def find(self, name: str) -> Person | None:
        """The one known person whose name holds all parts of `name` (or is held in it), the latest named first."""
        parts = _parts(name)
        if not parts:
            return None
        held = [set(map(id, self._parts.get(part, ()))) for part in parts]
        both: list[Person] = [*self._parts.get(parts[-1], ()), *self._parts.get(parts[0], ())]
        for person in reversed(both):
            if all(id(person) in group for group in held):
                return person
        for person in reversed(both):
            known = _parts(person.name)
            if set(known) <= set(parts) or (known[-1] == parts[-1] and known[0] == parts[0]):
                return person
        return self._spelt_otherwise(parts)

    def _spelt_otherwise(self, parts: list[str]) -> Person | None:
        """The one person whose name has the same consonants, as one that is transliterated in two ways."""
        wanted = [_consonants(part) for part in parts]
        if any(len(bones) < 4 for bones in wanted) or not self._all:
            return None
        found = [p for p in self._all if set(wanted) <= {_consonants(part) for part in _parts(p.name)}]
        return found[0] if len(found) == 1 else None

    def _index(self, person: Person, parts: list[str]) -> None:
        for part in parts:
            slot = self._parts.setdefault(part, [])
            if person not in slot:
                slot.append(person)


@lru_cache(maxsize=20_000)
def _consonants(part: str) -> str:
    """What is left of a transliterated name when vowels, breathings, articles and doublings are taken away."""
    bare = part.removeprefix("al-").removeprefix("el-").replace("-", "")
    letters = [letter for letter in bare[1:] if letter not in "aeiouyhw"]
    return bare[:1] + "".join(a for a, b in zip(letters, [*letters[1:], ""], strict=False) if a != b)


def _parts(name: str) -> list[str]:
    return [
        folded(word)
        for word in name.split()
        if word.strip(".,") and len(word.strip(".")) > 1 and word.lower() not in PARTICLES
    ]


def name_end(tokens: list[Token], start: int, barred: set[int]) -> int:
    """End of the person's name that starts at `start` (= `start` when none does). `barred` tokens are other names."""
    end = start
    index = start
    while index < len(tokens) and index - start < MAX_WORDS:
        if not _fits(tokens, index, barred, index == start):
            break
        index += 1
        if tokens[index - 1].capital or "-" in tokens[index - 1].text:
            end = index
    return _with_junior(tokens, end) if end > start else start


def _fits(tokens: list[Token], index: int, barred: set[int], first: bool) -> bool:
    token = tokens[index]
    lower = token.lower
    if lower in PARTICLES and not token.capital:
        return (
            not first
            and index + 1 < len(tokens)
            and (tokens[index + 1].capital or tokens[index + 1].lower in PARTICLES)
        )
    if token.text == "-" and not first and index + 1 < len(tokens):
        return tokens[index - 1].lower in ("al", "el") and tokens[index + 1].capital
    if index in barred or not token.word or any(mark.isdigit() for mark in token.text):
        return False
    if lower.startswith(_PREFIXED) and not token.capital:
        return True
    named = not first and tokens[index - 1].lower in PARTICLES
    return token.capital and (named or lower.rstrip(".") not in _stops() or _initial(tokens, index))


def _initial(tokens: list[Token], index: int) -> bool:
    """Whether a letter stands for a given name: "A K M Rahman"."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return len(tokens[index].text) == 1 and after is not None and len(after.text) == 1 and after.capital


@cache
def _stops() -> frozenset[str]:
    return (
        words("determiners")
        | words("months")
        | words("weekdays")
        | words("prepositions")
        | words("be")
        | words("have")
        | words("future")
        | words("postnominals", "offices")
        | words("portfolios", "offices")
        | words("honorifics", "offices")
        | _NO_NAMES
    ) - {
        "may",
        "will",
        "ban",
        "like",
        "law",
        "home",
        "power",
        "young",
        "price",
        "u",
        "general",
        "tun",
        "ambassador",
        "field",
        "land",
        "major",
        "father",
        "ii",
        "iii",
    }


_NO_NAMES = words("people_no_names", "frames")


def _with_junior(tokens: list[Token], end: int) -> int:
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower in ("jr", "jr.", "sr", "sr."):
        return end + 2
    if end < len(tokens) and tokens[end].lower in ("jr", "jr.", "sr."):
        return end + 1
    return end
