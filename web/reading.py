"""Query results → records that templates show."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.namespaces import PREFIXES, RDFS
from graph.store import Row, Term
from web.links import Links
from web.records import Entity, Fact, Source, Thing
from web.words import role_order

if TYPE_CHECKING:
    from web.release import Release

_SOURCE_KINDS = {"Quotation": "sentence", "RegisterEntry": "row", "Citation": "citation"}
_SAID = {
    "type": "evidenceKind",
    "hasSource": "origin",
    "isPartOf": "origin",
    "label": "originLabel",
    "title": "originLabel",
    "publisher": "publisher",
    "published": "published",
    "exact": "exact",
    "confidence": "confidence",
    "rule": "rule",
    "reviewedOn": "reviewed",
    "line": "line",
    "rowKey": "key",
    "bibliographicCitation": "citation",
    "url": "url",
}
"""What is said of a piece of evidence, its quote and its origin → the columns of a source."""

_SKIPPED_ROLES = {"date", "earliest", "latest", "modality", "recordStatus", "disagreesWith", "calledOffBy"}


def text(row: Row, name: str) -> str:
    """The value of a variable in words, empty where it has none."""
    return row[name].value if name in row else ""


class Reader:
    """Reads rows of one release's store, and calls things as `language` does, as far as the graph knows."""

    def __init__(self, release: "Release", language: str = "en") -> None:
        self.release = release
        self.language = language
        self._names = release.names(language)
        self.links: Links = release.links
        self._cy = f"{release.base}/ontology#"

    def thing(self, term: NamedNode | Literal, label: str = "") -> Thing:
        """A value: an IRI with its name and flag, or words."""
        if isinstance(term, Literal):
            return Thing("", term.value)
        iri = term.value
        if iri.startswith((f"{self.release.base}/vocab/", self._cy)):
            return Thing(iri, self.release.term_label(iri, self.language), "concept")
        kind = self.links.kind(iri)
        name = self._names.get(iri) or label or self.links.identity(iri) or iri
        return Thing(iri, name, kind, self.release.flags.get(iri, ""))

    def facts(self, rows: Iterable[Row]) -> list[Fact]:
        """Facts, in the order in which the rows first name them."""
        drafts: dict[str, _Draft] = {}
        for row in rows:
            iri = row["fact"].value
            draft = drafts.setdefault(iri, _Draft(iri))
            if "property" in row:
                self._add_property(draft, row)
            elif "evidence" in row:
                _add_evidence(draft.evidence.setdefault(row["evidence"].value, {"evidence": row["evidence"]}), row)
        for draft in drafts.values():
            draft.sources = {iri: self.source(said) for iri, said in draft.evidence.items()}
        facts = [draft.finish(self.links.kind(draft.iri), self.release.base) for draft in drafts.values()]
        return sorted(facts, key=lambda fact: fact.earliest, reverse=True)

    def source(self, row: Row) -> Source:
        """A piece of evidence, from a row with the columns of evidence."""
        kind = row["evidenceKind"].value.rpartition("#")[2] if "evidenceKind" in row else ""
        origin = row.get("origin")
        return Source(
            iri=row["evidence"].value,
            kind=_SOURCE_KINDS.get(kind, "citation"),
            origin=self.thing(origin, text(row, "originLabel") or self.release.titles.get(origin.value, ""))
            if origin is not None
            else None,
            quote=text(row, "exact"),
            confidence=_number(text(row, "confidence")),
            rule=text(row, "rule"),
            reviewed=text(row, "reviewed"),
            line=int(text(row, "line")) if text(row, "line").isdigit() else None,
            key=text(row, "key"),
            citation=text(row, "citation"),
            url=text(row, "url"),
            publisher=text(row, "publisher"),
            published=text(row, "published"),
        )

    def entity(self, iri: str, rows: Iterable[Row]) -> Entity | None:
        """A thing with its properties, `None` where nothing is said of it."""
        properties: dict[str, list[Thing]] = {}
        sources: dict[str, Source] = {}
        for row in rows:
            if "property" in row:
                name = short(row["property"].value, self.release.base)
                value = self.thing(row["value"], text(row, "valueLabel"))
                if isinstance(row["value"], Literal):
                    value = Thing("", value.label, language=row["value"].language or "")
                if value not in properties.setdefault(name, []):
                    properties[name].append(value)
            elif "evidence" in row:
                sources.setdefault(row["evidence"].value, self.source(row))
        if not properties:
            return None
        label = properties["rdfs:label"][0].label if "rdfs:label" in properties else self.links.identity(iri)
        thing = self.thing(NamedNode(iri), label)
        return Entity(thing, {name: tuple(found) for name, found in properties.items()}, tuple(sources.values()))

    def _add_property(self, draft: "_Draft", row: Row) -> None:
        name, value = row["property"].value, row["value"]
        if name == f"{RDFS}label":
            draft.label = draft.label or value.value
        elif name.startswith(self._cy):
            draft.add(name.removeprefix(self._cy), value, self.thing(value, text(row, "valueLabel")))


class _Draft:
    """A fact while its rows are read."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.label = ""
        self.plain: dict[str, list[str]] = {}
        self.roles: dict[str, list[Thing]] = {}
        self.sources: dict[str, Source] = {}
        self.evidence: dict[str, dict[str, Term]] = {}

    def add(self, name: str, value: Term, thing: Thing) -> None:
        """Take in a property of the ontology."""
        if name in _SKIPPED_ROLES:
            plain = self.plain.setdefault(name, [])
            if value.value not in plain:
                plain.append(value.value)
            return
        role = name.removesuffix("Text")
        if thing not in self.roles.setdefault(role, []):
            self.roles[role].append(thing)

    def finish(self, kind: str, base: str) -> Fact:
        """The fact, once all of its rows are read."""
        first = {name: values[0] for name, values in self.plain.items()}
        links = Links(base)

        def others(name: str) -> tuple[Thing, ...]:
            return tuple(Thing(iri, links.identity(iri), links.kind(iri)) for iri in self.plain.get(name, ()))

        return Fact(
            iri=self.iri,
            kind=kind,
            label=self.label or f"{kind.replace('-', ' ')} {links.identity(self.iri)}".strip(),
            roles={role: tuple(self.roles[role]) for role in sorted(self.roles, key=role_order)},
            dates=tuple(sorted(self.plain.get("date", ()))),
            earliest=min(self.plain.get("earliest", [""])),
            latest=max(self.plain.get("latest", [""])),
            modality=first.get("modality", "").rpartition("/")[2] or "asserted",
            status=first.get("recordStatus", "").rpartition("/")[2] or self._status(),
            disagrees=others("disagreesWith"),
            called_off_by=others("calledOffBy"),
            sources=tuple(sorted(self.sources.values(), key=lambda source: (source.kind != "row", source.iri))),
        )

    def _status(self) -> str:
        """The standing of a fact for which none was derived, such as one loaded from elsewhere."""
        if "disagreesWith" in self.plain:
            return "disputed"
        return "curated" if any(source.kind != "sentence" for source in self.sources.values()) else "extracted"


def short(iri: str, base: str) -> str:
    """A property's IRI with its prefix: ``cy:capital``."""
    if iri.startswith(f"{base}/ontology#"):
        return "cy:" + iri.removeprefix(f"{base}/ontology#")
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def grouped(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """Facts by kind, each kind in the order given."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.kind, []).append(fact)
    return found


def _add_evidence(found: dict[str, Term], row: Row) -> None:
    """Take in one thing that is said of a piece of evidence, its quote or its origin, under the name of its column."""
    name = _SAID.get(row["said"].value.rpartition("#")[2].rpartition("/")[2])
    if name and not (name == "evidenceKind" and row["told"].value.endswith("#Evidence")):
        found.setdefault(name, row["told"])


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None
