"""What pages show: things, facts and sources, read from query results and ready for a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything with a name: a party, a place, a concept, an article, a graph, or words alone (`iri` empty).

    `language` is that of the words, where they say it.
    """

    iri: str
    label: str
    kind: str = ""
    flag: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One source's word for a fact: a sentence of an article, a row of a register, or a citation by hand.

    `origin` is the article, register or curated file. `quote` and `confidence` belong to sentences, `line` and `key`
    to rows, `citation` and `url` to rows and citations.
    """

    iri: str
    kind: str
    origin: Thing | None = None
    quote: str = ""
    confidence: float | None = None
    rule: str = ""
    reviewed: str = ""
    line: int | None = None
    key: str = ""
    citation: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""

    @property
    def anchor(self) -> str:
        """The fragment by which the article's page marks the sentence."""
        return f"e-{self.iri.rpartition('/')[2]}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as pages show it.

    `dates` has more than one entry where sources differ. `status` is how far the record can be relied on, `modality`
    whether it is so, planned or denied. `others` is how many it involves where these are too many to be named.
    """

    iri: str
    kind: str
    label: str
    roles: Mapping[str, tuple[Thing, ...]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""
    modality: str = "asserted"
    status: str = "extracted"
    disagrees: tuple[Thing, ...] = ()
    called_off_by: tuple[Thing, ...] = ()
    sources: tuple[Source, ...] = ()
    others: int = 0

    @property
    def date(self) -> str:
        """The date, or the dates that sources give."""
        return " or ".join(self.dates)

    @property
    def year(self) -> str:
        """The year in which it starts, as far as that is known."""
        return self.earliest[:4]

    @property
    def confidence(self) -> float | None:
        """The best confidence of its sentences; none where a register or a person says so."""
        found = [source.confidence for source in self.sources]
        return None if None in found else max((value for value in found if value is not None), default=None)

    def all(self, *roles: str) -> tuple[Thing, ...]:
        """The values of some roles, in order."""
        return tuple(thing for role in roles for thing in self.roles.get(role, ()))

    def first(self, *roles: str) -> Thing | None:
        """The first value of the first of `roles` that has any."""
        return next(iter(self.all(*roles)), None)

    def involves(self, iri: str, *roles: str) -> bool:
        """Whether `iri` fills one of `roles`."""
        return any(thing.iri == iri for thing in self.all(*roles))


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with everything that is said of it outside facts: property → values, in the order of the query."""

    thing: Thing
    properties: Mapping[str, tuple[Thing, ...]]
    sources: tuple[Source, ...] = ()

    def text(self, name: str) -> str:
        """The first value of a property in words."""
        return next((value.label for value in self.properties.get(name, ())), "")

    def texts(self, *names: str) -> tuple[str, ...]:
        """All values of some properties in words."""
        return tuple(dict.fromkeys(value.label for name in names for value in self.properties.get(name, ())))

    def things(self, name: str) -> tuple[Thing, ...]:
        """All values of a property."""
        return self.properties.get(name, ())
