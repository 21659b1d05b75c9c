"""What is known about one sentence: its words and everything named in it. Stages add to it; rules read it."""

from dataclasses import dataclass, field

from graph.extract.gazetteer import Mention
from graph.extract.people import Person
from graph.extract.title_parts import Title
from graph.extract.tokens import Token
from graph.facts import Modality


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person at tokens ``first`` to ``last``, titles and appositions included."""

    first: int
    last: int
    person: Person


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A title without a name: "the Speaker of the Parliament of Kazakhstan"."""

    first: int
    last: int
    title: Title


@dataclass(slots=True)
class Holding:
    """An office that the text gives a person, before it is a fact."""

    person: Person
    office: str
    of: list[str]
    accredited: list[str]
    sentence: "Sentence"
    head: str
    qualifiers: list[str]
    rule: str
    date: str | None = None
    modality: Modality = "asserted"
    first: int = 0
    until: int = 0


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence of the article: ``text[start:end]``."""

    index: int
    start: int
    end: int
    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    persons: list[PersonSpan] = field(default_factory=list)
    roles: list[RoleSpan] = field(default_factory=list)

    def words(self, first: int, last: int) -> str:
        """The tokens ``first`` to ``last`` as lower-case words with single spaces."""
        return " ".join(token.lower for token in self.tokens[first:last])

    def lower(self, index: int) -> str:
        """The lower-case token at `index`, empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""
