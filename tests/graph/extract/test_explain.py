"""Explanations: every rule is known by what it reads, and each party by where it is named."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.extract import Extractor, lexicon
from graph.extract.explain import Explainer
from graph.extract.rule_index import rule_index
from graph.facts import Article
from graph.resolve.world import World

ROOT = Path(__file__).parents[3]
Why = Callable[..., list[str]]


@pytest.fixture(scope="module")
def why(world: World, extractor: Extractor) -> Why:
    """The explanation of the first fact of a type in a text."""
    explainer = Explainer(world, "https://example.org")

    def told(kind: str, text: str, published: str | None = "2024-05-15") -> list[str]:
        article = Article("a", "", text, published=published)
        found = explainer(article, extractor.explained(article))
        return next(lines for fact, lines in found if fact.type == kind)

    return told


def test_every_measured_rule_says_what_it_reads_and_where_it_stands() -> None:
    for rule in lexicon.table("confidence")["rules"]:
        said, _, where = rule_index()[rule].rpartition(" (")
        path, _, function = where.rstrip(")").partition(", ")
        assert said
        names = {node.name for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))) if hasattr(node, "name")}
        assert function in names


def test_a_party_named_in_an_earlier_sentence_is_found_there(why: Why) -> None:
    lines = why("Meeting", "Juan Mora, Chile's president, arrived. He met Peruvian President Rosa Diaz in Lima.")
    assert any(line.startswith("participant person:Juan Mora: “Juan Mora") and "at 0–" in line for line in lines)
    assert any(line.startswith("step: “He” is person:Juan Mora") for line in lines)


def test_a_state_may_be_named_by_its_capital_or_government(why: Why) -> None:
    lines = why("Agreement", "Washington signed an agreement on water with Chile.")
    (washington,) = [line for line in lines if line.startswith("party state:USA")]
    assert "“Washington” at 0–10, by " in washington


def test_what_no_register_knows_is_said_to_be_known_from_here_alone(why: Why) -> None:
    (holder,) = [
        line for line in why("OfficeHolding", "Chilean President Juan Mora spoke.") if line.startswith("holder")
    ]
    assert "in no register, so this article alone describes https://example.org/id/person/juan-mora" in holder


def test_a_date_after_the_day_of_publication_is_why_a_fact_is_planned(why: Why) -> None:
    lines = why("Membership", "Chile formally joined NATO on 1 January 2025.")
    assert "modality planned: the date lies after the day of publication" in lines
    assert "date 2025-01-01: the article is of 2024-05-15" in lines


def test_an_article_without_a_day_says_so(why: Why) -> None:
    lines = why("Membership", "Chile joined NATO in 2001.", published=None)
    assert "date 2001: the article has no date of its own" in lines


def test_nothing_found_needs_no_explanation(world: World) -> None:
    assert Explainer(world, "https://example.org")(Article("a", "", "It rained."), []) == []
