"""What goes into the catalogue of a release, read from its graph."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from web.catalogue.fold import fold
from web.kinds import KINDS
from web.reading import text

if TYPE_CHECKING:
    from web.release import Release

_SOURCES = {"Quotation": "article", "RegisterEntry": "register", "Citation": "curated"}
_NOTES = ("acronym", "officialName", "formerName")
_FACT_COLUMNS = ("date", "earliest", "latest", "modality", "status", "disagrees")
_NO_FACT = ("", "", "", "", "")

SENT, CHIEF = "sent", "chief"
"""Roles that only the catalogue knows: of whom an envoy is, and whom the holder of an office heads."""


class Draft:
    """What goes into the catalogue."""

    def __init__(self, release: "Release") -> None:
        self._links = release.links
        self._numbers: dict[str, int] = {}
        self._names: dict[str, list[tuple[str, str, str]]] = {}
        self._facts: dict[str, tuple[str, str, str, str, str]] = {}
        self._sources: dict[str, set[str]] = {}
        self._roles: dict[int, list[tuple[str, int]]] = {}
        self._iris: list[str] = [""]
        self._read_names(release)
        self._read_facts(release)
        for iri in sorted({*self._names, *self._facts}):
            self._numbers[iri] = len(self._iris)
            self._iris.append(iri)
        self._read_roles(release)
        self._bodies = {row["thing"].value: row["body"].value for row in release.rows("catalogue_bodies")}
        self._offices = self._latest_offices()
        self._weights = Counter(entity for roles in self._roles.values() for entity in {entity for _, entity in roles})

    def _read_names(self, release: "Release") -> None:
        for row in release.rows("catalogue_names"):
            thing = row["thing"].value
            if self._links.kind(thing) in KINDS:
                name, shown = row["property"].value.rpartition("#")[2], row["name"]
                language = getattr(shown, "language", "") or ""
                self._names.setdefault(thing, []).append((name, shown.value, language))

    def _read_facts(self, release: "Release") -> None:
        for row in release.rows("catalogue_sources"):
            kind = _SOURCES.get(row["kind"].value.rpartition("#")[2], "")
            self._sources.setdefault(row["fact"].value, set()).add(kind)
        for row in release.rows("catalogue_facts"):
            self._add_fact(row["fact"].value, *(text(row, name) for name in _FACT_COLUMNS))

    def _add_fact(
        self, iri: str, date: str, earliest: str, latest: str, modality: str, status: str, against: str
    ) -> None:
        sources = self._sources.get(iri, set())
        standing = status.rpartition("/")[2] or (
            "disputed" if against else "extracted" if sources == {"article"} else "curated"
        )
        self._facts.setdefault(iri, (date, earliest, latest, modality.rpartition("/")[2], standing))

    def _read_roles(self, release: "Release") -> None:
        for row in release.rows("catalogue_involved"):
            fact, entity = self._numbers.get(row["fact"].value), self._numbers.get(row["entity"].value)
            if fact and entity:
                self._roles.setdefault(fact, []).append((row["role"].value.rpartition("#")[2], entity))
        headed = {
            self._numbers[row["office"].value]: self._numbers.get(row["body"].value, 0)
            for row in release.rows("catalogue_chiefs")
            if row["office"].value in self._numbers
        }
        for fact, roles in self._roles.items():
            if self._links.kind(self._iris[fact]) == "office-holding":
                roles[:] = _of_tenure(roles, headed)

    def things(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table ``thing``."""
        for iri, number in self._numbers.items():
            label, note = self._label(iri)
            source = " ".join(sorted(filter(None, self._sources.get(iri, ()))))
            facts = self._facts.get(iri, _NO_FACT)
            yield (number, iri, self._links.kind(iri), label, fold(label), note, self._weights[number], *facts, source)

    def involved(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table ``involved``, in the order of its key, in which they are written fastest."""
        rows = []
        for fact, roles in self._roles.items():
            iri = self._iris[fact]
            _, earliest, latest, modality, _ = self._facts.get(iri, _NO_FACT)
            kind, size, holds = self._links.kind(iri), self._size(fact), int(modality == "asserted")
            rows += [(entity, kind, role, earliest, fact, latest, holds, size) for role, entity in roles]
        yield from sorted(rows)

    def searched_names(self) -> Iterator[tuple[str, int, str]]:
        """Rows of the table ``name``: every name of everything but facts, the weightiest first."""
        for iri in self._by_weight():
            for folded, shown in {fold(shown): shown for _, shown, _ in self._names.get(iri, ())}.items():
                yield folded, self._numbers[iri], shown

    def told(self) -> Iterator[tuple[int, str]]:
        """Rows of the table ``told``: the labels of facts."""
        for iri in self._facts:
            if iri in self._names:
                yield self._numbers[iri], fold(self._name(iri))

    def spelt_names(self) -> Iterator[tuple[str, int]]:
        """Rows of the table ``gram``: the names that people misspell, which labels of facts are not."""
        for iri in self._by_weight():
            for folded in {fold(shown) for _, shown, _ in self._names.get(iri, ())}:
                yield f" {folded} ", self._numbers[iri]

    def called(self) -> Iterator[tuple[str, int, str]]:
        """Rows of the table ``called``: of several names in a language the shortest, as it is the common one."""
        for iri, number in self._numbers.items():
            found: dict[str, list[tuple[bool, int, str]]] = {}
            for name, shown, language in self._names.get(iri, ()):
                if name.endswith("abel") and language not in ("", "en", "und"):
                    found.setdefault(language, []).append(("(" in shown, len(shown), shown))
            yield from ((language, number, min(names)[2]) for language, names in found.items())

    def _by_weight(self) -> list[str]:
        named = [iri for iri in self._numbers if iri not in self._facts]
        return sorted(named, key=lambda iri: -self._weights[self._numbers[iri]])

    def _size(self, fact: int) -> int:
        return len({entity for _, entity in self._roles.get(fact, ())})

    def _latest_offices(self) -> dict[str, str]:
        """The office that each person took up last, by which readers tell namesakes apart."""
        found: dict[int, tuple[str, int]] = {}
        for fact, roles in self._roles.items():
            held = dict(roles)
            if "holder" in held and "office" in held:
                start = self._facts.get(self._iris[fact], _NO_FACT)[1]
                found[held["holder"]] = max(found.get(held["holder"], ("", 0)), (start, held["office"]))
        return {self._iris[holder]: self._iris[office] for holder, (_, office) in found.items()}

    def _label(self, iri: str) -> tuple[str, str]:
        """What a thing is called, and what tells it from its namesakes: another name, its office, its state."""
        label = self._name(iri)
        names = self._names.get(iri, [])
        note = next((shown for wanted in _NOTES for name, shown, _ in names if name == wanted and shown != label), "")
        other = self._offices.get(iri) or self._bodies.get(iri)
        return label, note or (self._name(other) if other else "")

    def _name(self, iri: str) -> str:
        labels = (shown for name, shown, _ in self._names.get(iri, []) if name.endswith("label"))
        return next(labels, "") or self._links.identity(iri)


def _of_tenure(roles: list[tuple[str, int]], headed: dict[int, int]) -> list[tuple[str, int]]:
    """The roles of a tenure, with envoys told from those who serve at home, and those at the head of a body."""
    envoy = any(role == "accreditedTo" for role, _ in roles)
    found = [(SENT if envoy and role == "of" else role, entity) for role, entity in roles]
    chiefs = {headed[entity] for role, entity in roles if role == "office" and headed.get(entity)}
    return found + [(CHIEF, body) for body in chiefs]
