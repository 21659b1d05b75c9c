"""The world's names as the extractor meets them in text: states, organizations, places, by any name they go by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.extract.lexicon import table
from graph.extract.tokens import Token, tokenize
from graph.facts import Entity
from graph.resolve.names import fold
from graph.resolve.world import World

_COMMON = 4
_SEAMS = re.compile("[-‐‑–/]")
SHORT_ACRONYMS = frozenset({"UN", "EU", "AU", "US", "UK"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. `form` is ``name``, ``demonym``, ``metonym`` (of a state), ``org`` or ``place``."""

    ref: str
    form: str
    state: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry found at tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    entry: Entry


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word as the gazetteer compares it."""
    return fold(word).replace(" ", "") or word


_FORMER = ("ex", "then", "now")
"""As in "ex-Israeli premier"."""


class Gazetteer:
    """Longest-match lookup of names in token sequences."""

    def __init__(self, world: World) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._world = world
        names = table("names")
        self._blocked = {_key(name) for name in names["blocked"]["words"]}
        self.combining = {half: code for half, code in names["combining"].items() if code}
        for name in names["blocked"]["words"]:
            self._add(name, Entry("", "blocked"))
        for entity in world.of_kind("state"):
            if entity.id.isupper():  # a code: other identifiers are of former states, whose names now mean regions
                self._add_state(entity)
        self._add_extra()
        for entity in world.of_kind("organization"):
            self._add_organization(entity)
        given = _given_names(world)
        for entity in world.of_kind("place"):
            alone = len(world.named("place", entity.label)) == 1 and given[entity.label.lower()] < _COMMON
            if alone or world.is_capital(entity):
                self._add_place(entity)
        self.capitals = frozenset(_capitals(world))
        for candidates in self._entries.values():
            candidates.sort(key=lambda pair: -len(pair[0]))

    def mentions(self, tokens: list[Token]) -> Iterator[Mention]:
        """All names in `tokens`, the longest at each place, never overlapping."""
        index = 0
        keys = [folded(token.text) for token in tokens]
        while index < len(tokens):
            found = self._at(tokens, keys, index)
            if found is None:
                yield from self._compound(tokens[index], index)
                index += 1
                continue
            if found.entry.form != "blocked":
                yield found
            index = found.last

    def _compound(self, token: Token, index: int) -> Iterator[Mention]:
        """The halves of "China-Vietnam", "Sino-Indian", "US-brokered"."""
        if not token.capital or (token.text.isalpha() and token.word):
            return
        halves = _SEAMS.split(token.text)
        if len(halves) < 2:
            return
        entries = [self._half(half) for half in halves]
        if len(halves) == 2 and not any(entries):
            cities = [found for half in halves if (found := self.name(half)) and found.form == "place"]
            entries = [*cities] if len(cities) == 2 else entries  # "the Zagreb-Sarajevo service"
        former = halves[0].lower() in _FORMER and len(halves) == 2 and entries[1] is not None
        if all(entries) or (entries[0] and halves[-1].islower()) or former:
            yield from (Mention(index, index + 1, entry) for entry in entries if entry)

    def _half(self, half: str) -> Entry | None:
        if half.lower() in _FORMER:
            return None
        code = self.combining.get(half.lower())
        if code:
            return Entry(f"state:{code}", "demonym", f"state:{code}")
        found = self.name(half)
        return found if found and found.form in ("name", "demonym", "org") else None

    def name(self, text: str) -> Entry | None:
        """The entry for a whole name, if there is exactly that."""
        tokens = tokenize(text)
        found = self._at(tokens, [folded(token.text) for token in tokens], 0) if tokens else None
        return found.entry if found and found.last == len(tokens) else None

    def _at(self, tokens: list[Token], keys: list[str], index: int) -> Mention | None:
        token = tokens[index]
        if not (token.capital or "-" in token.text):
            return None
        for key, entry in self._entries.get(keys[index], ()):
            end = index + len(key)
            if tuple(keys[index:end]) == key and _case_fits(tokens, index, end, entry):
                return Mention(index, end, entry)
        return None

    def _add(self, name: str, entry: Entry) -> None:
        key = _key(name)
        if not key or (key in self._blocked and entry.form != "blocked"):
            return
        slot = self._entries.setdefault(key[0], [])
        if not any(known == key and kept.form != "demonym" for known, kept in slot) or entry.form == "blocked":
            exact = name.replace(".", "") if name.isupper() and len(name) <= 7 and " " not in name else ""
            slot.append((key, replace(entry, exact=exact)))

    def _add_state(self, entity: Entity) -> None:
        ref = f"state:{entity.id}"
        for name in _spellings(entity):
            self._add(name, Entry(ref, "name", ref))
        for known in entity.names:
            if known.kind == "demonym" and known.text not in table("names")["demonyms"]:
                self._demonym(known.text, ref)

    def _demonym(self, text: str, ref: str) -> None:
        if not self._known(text):
            self._add(text, Entry(ref, "demonym", ref))
        if not text.endswith(("ese", "ish", "ch", "s")):
            self._add(f"{text}s", Entry(ref, "people", ref))

    def _known(self, text: str) -> bool:
        key = _key(text)
        return any(known == key for known, _ in self._entries.get(key[0], ())) if key else True

    def _add_extra(self) -> None:
        names = table("names")
        for text, code in names["states"].items():
            self._add(text, Entry(f"state:{code}", "name", f"state:{code}"))
        for text, code in names["metonyms"].items():
            self._add(text, Entry(f"state:{code}", "metonym", f"state:{code}"))
        for text, code in names["places"].items():
            self._add(text, Entry(f"place:{text}", "place", f"state:{code}"))
        for text, code in names["demonyms"].items():
            self._demonym(text, f"state:{code}")
        for text, full in names["organizations"].items():
            self._add(text, Entry(f"org:{full}", "org"))
            self._add(full, Entry(f"org:{full}", "org"))

    def _add_organization(self, entity: Entity) -> None:
        for name in (entity.label, *(name.text for name in entity.names)):
            if len(name) >= 3 or name in SHORT_ACRONYMS:
                self._add(name, Entry(f"org:{entity.label}", "org"))
                self._add(name.replace("ization", "isation"), Entry(f"org:{entity.label}", "org"))

    def _add_place(self, entity: Entity) -> None:
        state = self._world.state_of(entity)
        if state is not None and not state.id.isupper():
            return  # a place of a former state: today's news means another by its name
        ref = f"state:{state.id}" if state else ""
        for name in (entity.label, *(name.text for name in entity.names)):
            known = self.name(name)
            if known is None:
                self._add(name, Entry(f"place:{entity.label}", "place", ref))


def _given_names(world: World) -> Counter[str]:
    """How many persons bear a name, surnames counting less: a place called like many is more often one of them."""
    labels = [entity.label.lower() for entity in world.of_kind("person")]
    last = Counter(label.rpartition(" ")[2] for label in labels)
    return Counter(label.partition(" ")[0] for label in labels) + Counter({name: n // 5 for name, n in last.items()})


def _capitals(world: World) -> Iterator[str]:
    for state in world.of_kind("state"):
        for ref in state.properties.get("cy:capital", ()):
            place = world.get("place", ref.removeprefix("place:"))
            if place is not None:
                yield place.label.lower()
                yield from (name.text.lower() for name in place.names)


def _spellings(entity: Entity) -> Iterable[str]:
    english = (name for name in entity.names if name.lang == "en" and name.kind != "demonym")
    for name in (entity.label, *(name.text for name in english)):
        yield name
        if "&" in name:
            yield name.replace("&", "and")


def _key(name: str) -> tuple[str, ...]:
    key = tuple(folded(token.text) for token in tokenize(name))
    return key[1:] if key[:1] == ("the",) and len(key) > 1 else key


def _case_fits(tokens: list[Token], first: int, last: int, entry: Entry) -> bool:
    if entry.exact:
        return "".join(token.text for token in tokens[first:last]).replace(".", "") == entry.exact
    return all(token.capital or not token.word or token.lower in _LOWER for token in tokens[first:last])


_LOWER = frozenset(table("names")["lower"]["words"])
