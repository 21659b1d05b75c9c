"""A model's answer, held against the article and the world: what stands becomes a fact, the rest is dropped by name."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graph import edtf
from graph.extract.gazetteer import Gazetteer
from graph.extract.model.catalogue import KINDS, Type, catalogue
from graph.extract.model.parties import LONGEST, Doubtful, Parties
from graph.extract.model.prompt import MODALITIES
from graph.extract.model.quotes import located
from graph.extract.model.reckoning import years
from graph.facts import Article, Evidence, Fact
from graph.resolve.world import World

_MOST_FACTS = 500
_MOST_VALUES = 100
_YEAR = re.compile(r"\d{4}")

Roles = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands of an answer, each fact with how it was checked; how much was dropped, by reason."""

    facts: list[tuple[Fact, list[str]]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


class Judge:
    """Holds answers against a world. `rule` and `sure` are what the facts that stand carry."""

    def __init__(self, world: World, rule: str, sure: float) -> None:
        self._world = world
        self._gazetteer = Gazetteer(world)
        self._rule = rule
        self._sure = sure

    def judged(self, answer: Any, article: Article) -> Judged | None:
        """What stands of an answer; `None` where it is no list of facts at all."""
        facts = answer.get("facts") if isinstance(answer, dict) else None
        if not isinstance(facts, list):
            return None
        found = Judged()
        parties = Parties(self._world, self._gazetteer, article)
        if len(facts) > _MOST_FACTS:
            found.dropped[f"an answer has more than {_MOST_FACTS} facts"] += len(facts) - _MOST_FACTS
        for told in facts[:_MOST_FACTS]:
            try:
                fact = self._fact(told, article, parties)
            except Doubtful as doubt:
                found.dropped[str(doubt)] += 1
                continue
            if any(_same(fact, other) for other, _ in found.facts):
                found.dropped["a fact is told twice"] += 1
                continue
            found.facts.append((fact, _steps(told, fact)))
        found.facts.sort(key=lambda pair: pair[0].evidence[0].source.start)  # type: ignore[union-attr]  # quotes
        return found

    def _fact(self, told: Any, article: Article, parties: Parties) -> Fact:
        kind, roles, date, modality, quote = _checked(told)
        evidence = located(quote, article)
        if evidence is None:
            raise Doubtful("a quotation does not stand in the article")
        resolved = _resolved(kind, roles, parties)
        _check_date(date, article)
        piece = Evidence(evidence, self._rule, self._sure)
        return Fact(kind.name, resolved, date, modality, (piece,))


def _checked(told: Any) -> tuple[Type, dict[str, list[str]], str | None, Any, str]:
    """A fact's parts, each of the schema's form."""
    if not isinstance(told, dict):
        raise Doubtful("a fact is not of the schema")
    kind = catalogue().get(told["type"]) if isinstance(told.get("type"), str) else None
    if kind is None:
        raise Doubtful("a type of fact is not known")
    date, modality, quote, roles = (told.get(key) for key in ("date", "modality", "quote", "roles"))
    if not isinstance(date, str | None) or not isinstance(quote, str) or not isinstance(roles, list):
        raise Doubtful("a fact is not of the schema")
    if modality not in MODALITIES:
        raise Doubtful("a modality is not known")
    return kind, _roles(roles), date or None, modality, quote


def _roles(told: list[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in told[:_MOST_VALUES]:
        role = item.get("role") if isinstance(item, dict) else None
        values = item.get("values") if isinstance(item, dict) else None
        if not isinstance(role, str) or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise Doubtful("a fact is not of the schema")
        found.setdefault(role, []).extend(values[:_MOST_VALUES])
    return found


def _resolved(kind: Type, told: dict[str, list[str]], parties: Parties) -> Roles:
    persons = [value for values in told.values() for value in values if value.startswith("person:")]
    found: Roles = {}
    for role, values in told.items():
        declared = kind.roles.get(role)
        if declared is None:
            raise Doubtful("a role is not of its type of fact")
        kinds = KINDS[declared.values]
        if not kinds:
            kept = [parties.words(v) if role in _OWN_WORDS else v.strip() for v in values[:1]]
        else:
            kept = [parties.resolved(value, kinds, persons) for value in values]
        if any(not value or not value.isprintable() or len(value) > LONGEST for value in kept):
            raise Doubtful("a value is no text")
        if kept:
            found[role] = tuple(dict.fromkeys(kept))
    if not kind.needs <= found.keys() or (kind.two and len(found[kind.two]) < 2):
        raise Doubtful("a role is missing without which there is no such fact")
    return found


_OWN_WORDS = frozenset({"title", "event", "amount", "office"})
"""Text that is the article's own; kinds and actions are words for things that it may put otherwise."""


def _check_date(date: str | None, article: Article) -> None:
    """EDTF, of a year that the article speaks of or that can be reckoned from it."""
    if date is None:
        return
    try:
        edtf.parse(date)
    except ValueError:
        raise Doubtful("a date is no EDTF") from None
    if not {int(year) for year in _YEAR.findall(date)} <= years(article):
        raise Doubtful("a date is not of the article")


def _same(one: Fact, other: Fact) -> bool:
    return (one.type, one.roles, one.date, one.modality) == (other.type, other.roles, other.date, other.modality)


def _steps(told: Any, fact: Fact) -> list[str]:
    """How the values of an answer were changed on the way."""
    before = {value.strip() for item in told["roles"] for value in item["values"]}
    after = {value for values in fact.roles.values() for value in values}
    return [f"the model quotes “{told['quote']}”", *(f"{new} is what the world knows it by" for new in after - before)]
