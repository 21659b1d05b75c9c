"""What flows through the house: facts, the sources that state them, and the entities they speak of.

A fact's roles hold *references*: ``state:KAZ``, ``person:Murat Nurtleu``, ``org:Shanghai Cooperation Organisation``,
``place:Astana``, or a plain string for titles, kinds and offices. The extractor and the registers write the same form;
`graph.resolve` turns references into entities of the graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Modality = Literal["asserted", "planned", "denied"]
EntityKind = Literal["state", "organization", "person", "place", "office", "event"]

REFERENCE_KINDS: Mapping[str, EntityKind] = {
    "state": "state",
    "org": "organization",
    "person": "person",
    "place": "place",
    "office": "office",
    "event": "event",
}
"""Prefix of a reference → kind of the entity that it names."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of an article, to the letter. Offsets count characters of the article's text from 0."""

    article: str
    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register: its key (stable while the row is about the same thing), its line, and what it cites.

    `citation` is the code with which the row cites; the register's declaration spells it out. `as_of` is the day on
    which the row's source still held it to be so (EDTF), `None` where it does not speak of a day.
    """

    register: str
    key: str
    line: int
    citation: str
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An evidence node that a curated Turtle file writes itself."""

    file: str
    iri: str


Source = Quote | Row | Note


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source's word for one fact, and how it was read from there.

    `confidence` is between 0 and 1: the share of facts so rated that are right. `rule` names the rule, mapping or
    model that read it.
    """

    source: Source
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that holds or happened between parties, as one source or several tell it.

    `date` is EDTF, or `None` where no source settles it. `iri` is set only where a curated file names the fact itself;
    `key` only where a register does, so that other facts can refer to it and its IRI outlives a correction.
    """

    type: str
    roles: Mapping[str, tuple[str, ...]]
    date: str | None
    modality: Modality
    evidence: tuple[Evidence, ...]
    iri: str | None = None
    key: str | None = None

    @property
    def confidence(self) -> float:
        """That of its surest evidence."""
        return max(piece.confidence for piece in self.evidence)

    def as_json(self, article: str) -> dict[str, Any]:
        """The form in which ``chancery extract`` prints a fact of `article`, and ``score.py`` reads it."""
        first = self.evidence[0]
        exact = first.source.exact if isinstance(first.source, Quote) else ""
        return {
            "article": article,
            "type": self.type,
            "roles": {role: list(values) for role, values in self.roles.items()},
            "date": self.date,
            "modality": self.modality,
            "evidence": exact,
            "confidence": round(self.confidence, 3),
            "rule": first.rule,
        }


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity: `lang` is a BCP 47 tag or ``und``; `kind` says what sort of name it is."""

    text: str
    lang: str = "en"
    kind: Literal["label", "official", "alternative", "acronym", "demonym", "former"] = "alternative"


@dataclass(frozen=True, slots=True)
class Entity:
    """A state, organization, person, place, office or event that facts speak of.

    `id` is the last part of its IRI. `properties` maps prefixed property names of the ontology (``cy:isoAlpha2``) to
    values: literals as text, other entities as references (``place:Astana`` or ``state:KAZ``). `source` is the row
    that describes it, where there is one; without a label, it only adds to what another source describes.
    """

    kind: EntityKind
    id: str
    label: str
    names: tuple[Name, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known about it. `published` is EDTF or `None`; `text` is what evidence offsets count in."""

    id: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    author: str = ""
    published: str | None = None
    lang: str = "en"
    path: str = ""


def reference_kind(value: str) -> EntityKind | None:
    """The kind of entity that a role's value names, `None` for a plain string."""
    prefix, colon, _ = value.partition(":")
    return REFERENCE_KINDS.get(prefix) if colon else None
