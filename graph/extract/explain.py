"""Why a fact was read, for somebody who disputes it: the rule, the words, and how each reference was resolved."""

from collections.abc import Iterator
from dataclasses import replace

from graph import edtf
from graph.extract.gazetteer import Gazetteer
from graph.extract.lexicon import table
from graph.extract.rule_index import rule_index
from graph.extract.whereabouts import Whereabouts
from graph.facts import Article, Fact, Quote, Row
from graph.iris import Iris
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, Resolver, Value
from graph.resolve.world import World

_MODALITIES = {
    "asserted": "nothing in the clause makes it a plan or denies it",
    "planned": "the verb, or what governs it, speaks of what is to come",
    "denied": "the clause says that it was not so, or was called off",
}


class Explainer:
    """Explains facts against one world; `base` is the root of the graph's IRIs."""

    def __init__(self, world: World, base: str) -> None:
        self._world = world
        self._iris = Iris(base)
        self._gazetteer = Gazetteer(world)
        self._resolver = Resolver(world)

    def __call__(self, article: Article, facts: list[tuple[Fact, list[str]]]) -> list[tuple[Fact, list[str]]]:
        """The facts of an article, each with its explanation, a line for each reason, for the steps that led to it."""
        if not facts:
            return []
        names = Whereabouts(article, self._gazetteer)
        return [(fact, list(self._lines(names, fact, steps))) for fact, steps in facts]

    def _lines(self, names: Whereabouts, fact: Fact, steps: list[str]) -> Iterator[str]:
        piece = fact.evidence[0]
        if isinstance(piece.source, Quote):
            yield f"evidence “{piece.source.exact}” at {piece.source.start}–{piece.source.end} of the text"
        yield _rule(piece.rule)
        for role, values in fact.roles.items():
            for value in values:
                where = names.of(fact, value)
                yield f"{role} {value}: {f'{where}; ' if where else ''}{self._meant(fact, role, value)}"
        yield from (f"step: {step}" for step in steps)
        yield _date(fact, names.article, steps)
        yield _modality(fact, names.article)
        yield _sureness(piece.rule, piece.confidence)

    def _meant(self, fact: Fact, role: str, value: str) -> str:
        """What the graph takes a reference for."""
        resolved = self._resolver.resolve(replace(fact, roles={**fact.roles, role: (value,)})).roles[role][0]
        return self._shown(resolved)

    def _shown(self, value: Value) -> str:
        if isinstance(value, ConceptRef):
            return f"the concept {self._iris.concept(value.path)}"
        if isinstance(value, FactRef):
            return f"the fact {value.key}"
        if not isinstance(value, EntityRef):
            return "kept in these words"
        iri = self._iris.entity(value.kind, value.id)
        entity = self._world.get(value.kind, value.id)
        if value.told is not None or entity is None:
            return f"in no register, so this article alone describes {iri}"
        row = (
            f", register {entity.source.register}, line {entity.source.line}" if isinstance(entity.source, Row) else ""
        )
        return f"{entity.label}, {iri}{row}"


def _rule(rule: str) -> str:
    if rule.startswith("model."):
        return f"rule {rule}: a language model, asked as graph/extract/model/guidelines.md says"
    found = rule_index().get(rule)
    return f"rule {rule}: {found}" if found else f"rule {rule}"


def _date(fact: Fact, article: Article, steps: list[str]) -> str:
    if fact.date is None:
        return "date none: the article does not settle one"
    anchor = f"the article is of {article.published}" if article.published else "the article has no date of its own"
    stated = any(step.endswith(f"is {fact.date}") for step in steps)
    return f"date {fact.date}: {'' if stated else 'from the words around it; '}{anchor}"


def _modality(fact: Fact, article: Article) -> str:
    if fact.modality == "planned" and fact.date and article.published:
        told, day = edtf.parse(fact.date).earliest, edtf.parse(article.published).latest
        if told and day and told > day:
            return "modality planned: the date lies after the day of publication"
    return f"modality {fact.modality}: {_MODALITIES[fact.modality]}"


def _sureness(rule: str, sure: float) -> str:
    if rule.startswith("model."):
        why = "the setting model_confidence, the same for all that the model reads"
    elif rule in table("confidence")["rules"]:
        why = "the share of the rule's facts that were right on annotated articles"
    else:
        why = "assumed, for the rule has not been measured"
    return f"confidence {sure:.2f}: {why}"
