"""A graph built from what a model reads says so, and is left as it was where the model fails."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.build import build
from graph.cli import main
from graph.errors import ModelError
from graph.settings import Settings
from graph.store import open_store
from tests.conftest import few_registers
from tests.graph.extract.model.conftest import TEXT, Endpoint, fact, openai, says

BASE = "https://w3id.org/chancery"


@pytest.fixture
def settings(modelled: Callable[..., Settings], tmp_path: Path) -> Settings:
    seeds = few_registers(tmp_path / "seeds")
    (seeds / "articles").mkdir()
    (seeds / "articles" / "visit.md").write_text(f"---\npublished: 2024-05-15\n---\n{TEXT}\n", "utf-8")
    return modelled(seeds=seeds, store=tmp_path / "store", model_name="test/1", model_attempts=1)


def answers(settings: Settings, query: str) -> list[list[str]]:
    prefixes = "PREFIX cy: <https://w3id.org/chancery/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>"
    text = f"{prefixes} PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {query}"
    return sorted([str(term.value) for term in row.values()] for row in open_store(settings.store).rows(text))


def test_the_activity_names_the_model_as_its_agent(endpoint: Endpoint, settings: Settings) -> None:
    endpoint.does(says(openai(fact())))
    outcome = build(settings)

    assert outcome.changed
    told = answers(
        settings,
        """SELECT DISTINCT ?rule ?activity ?label ?who {
             ?fact a cy:Visit ; prov:wasDerivedFrom ?evidence .
             ?evidence cy:rule ?rule ; prov:wasGeneratedBy ?activity .
             ?activity rdfs:label ?label ; prov:wasAssociatedWith/rdfs:label ?who }""",
    )
    activity = f"{BASE}/id/activity/extraction-0.1.0-model-test%2F1"
    assert told == [
        ["model.test/1", activity, "Extraction by test/1", "Chancery extractor 0.1.0"],
        ["model.test/1", activity, "Extraction by test/1", "The language model test/1"],
    ]


def test_another_reader_is_another_graph_and_the_same_one_is_not(endpoint: Endpoint, settings: Settings) -> None:
    endpoint.does(says(openai(fact())))
    assert build(settings).changed
    assert not build(settings).changed
    assert build(replace(settings, extractor="rules")).changed
    assert not any("model" in row[0] for row in answers(settings, "SELECT ?rule { ?evidence cy:rule ?rule }"))


def test_an_endpoint_that_fails_leaves_the_graph_as_it_was(endpoint: Endpoint, settings: Settings) -> None:
    rules = replace(settings, extractor="rules")
    before = build(rules).manifest
    endpoint.does(says({"error": "no"}, 401))
    with pytest.raises(ModelError, match="refuses us"):
        build(settings)
    assert not build(rules).changed
    assert build(rules).manifest == before


def test_the_command_asks_before_it_sends_and_tells_what_it_cost(endpoint: Endpoint, settings: Settings) -> None:
    endpoint.does(says(openai(fact())))
    environment = {
        f"CHANCERY_{name.upper()}": str(getattr(settings, name))
        for name in ("extractor", "model_url", "model_name", "model_cache", "seeds", "store")
    }
    refused = CliRunner().invoke(main, ["build"], env=environment)
    assert refused.exit_code == 2
    assert "say --yes" in refused.stderr
    assert endpoint.asked == []

    done = CliRunner().invoke(main, ["build", "--yes"], env=environment)
    assert done.exit_code == 0, done.stderr
    assert "1 articles are to be sent to test/1 at 127.0.0.1" in done.stderr
    assert "1 answers: 2,000 tokens sent and 100 answered" in done.stderr
    assert len(endpoint.asked) == 1
