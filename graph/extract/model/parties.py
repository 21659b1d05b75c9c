"""The parties that a model names, resolved: states and organizations by the world, the others by the article."""

import re

from graph.extract.document import read
from graph.extract.gazetteer import Gazetteer
from graph.facts import Article, Entity, reference_kind
from graph.resolve.names import fold
from graph.resolve.world import World

LONGEST = 300
"""Characters of a name or text that may be a value."""


class Doubtful(Exception):
    """A value that is not let through; says why."""


class Parties:
    """Resolves the values of one article's facts."""

    def __init__(self, world: World, gazetteer: Gazetteer, article: Article) -> None:
        self._world = world
        text = f"{article.title}\n{article.text}"
        self._text = f" {fold(text)} {fold(_GENITIVE.sub(' ', text))} "  # "Mora's" folds to "moras", which names nobody
        document = read(article, gazetteer)
        self._named = set(document.states) | ({document.home} if document.home else set())

    def resolved(self, value: str, kinds: frozenset[str], persons: list[str]) -> str:
        """A value as facts have it; `persons` are the references of persons in the same fact.

        Raises
        ------
        Doubtful
            It is of no kind that the role has, nothing is known by it, or the article does not have it.
        """
        value = value.strip()
        kind = reference_kind(value)
        if kind not in kinds:
            raise Doubtful("a value is not of the kind that its role has")
        name = value.partition(":")[2].strip()
        if kind == "state":
            return self._state(name, persons)
        if kind == "organization":
            return self._organization(name)
        if not self._stands(name):
            raise Doubtful(f"a {kind} is not named in the article")
        return f"{kind}:{name}"

    def words(self, value: str) -> str:
        """Text of an article's own words, most of which stand there.

        Raises
        ------
        Doubtful
            They do not.
        """
        value = " ".join(value.split())
        found = fold(value).split()
        known = sum(f" {word} " in self._text or f" {word}s " in self._text for word in found)
        if not found or len(value) > LONGEST or known * 2 < len(found):
            raise Doubtful("a text is not of the article's words")
        return value

    def _state(self, name: str, persons: list[str]) -> str:
        entity = self._world.get("state", name) or self._world.find("state", name)
        if entity is None:
            raise Doubtful("a state is not known")
        if f"state:{entity.id}" not in self._named and not self._serves(entity, persons):
            raise Doubtful("a state is not named in the article")
        return f"state:{entity.id}"

    def _serves(self, state: Entity, persons: list[str]) -> bool:
        """Whether a person of the fact is known to hold an office of a state that the article leaves unnamed."""
        bearers = {p.id for ref in persons for p in self._world.named("person", ref.removeprefix("person:"))}
        return bool(bearers) and any(tenure.person.id in bearers for tenure in self._world.holders(state.id))

    def _organization(self, name: str) -> str:
        entity = self._world.get("organization", name) or self._world.find("organization", name)
        if entity is None:
            if not self._stands(name):
                raise Doubtful("an organization is neither known nor named in the article")
            return f"org:{name}"
        names = {entity.label, name, *(known.text for known in entity.names)}
        if not any(self._stands(known) for known in names):
            raise Doubtful("an organization is not named in the article")
        return f"org:{entity.label}"

    def _stands(self, name: str) -> bool:
        folded = fold(name)
        return bool(folded) and len(name) <= LONGEST and f" {folded} " in self._text


_GENITIVE = re.compile(r"['’]s\b")
