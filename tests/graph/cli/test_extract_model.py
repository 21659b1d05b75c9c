"""``chancery extract --extractor model``: asked about before, counted after, and never in the dark."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from tests.conftest import few_registers
from tests.graph.extract.model.conftest import KEY, TEXT, Endpoint, endpoint, fact, openai, says

__all__ = ["endpoint"]

Run = Callable[..., Result]


@pytest.fixture
def run(endpoint: Endpoint, tmp_path: Path) -> Run:
    """Run the command on three articles."""
    seeds = few_registers(tmp_path / "seeds")
    news = tmp_path / "news.jsonl"
    lines = [{"title": f"Visit {n}", "text": TEXT, "published": "2024-05-15", "source": "Courier"} for n in range(6)]
    news.write_text("\n".join(map(json.dumps, lines)), "utf-8")

    def command(*arguments: str, input: str | None = None, **environment: str) -> Result:  # noqa: A002 - as click has it
        usual = {
            "CHANCERY_MODEL_URL": endpoint.url,
            "CHANCERY_MODEL_NAME": "test-1",
            "CHANCERY_MODEL_KEY": KEY,
            "CHANCERY_MODEL_CACHE": str(tmp_path / "cache"),
            "CHANCERY_MODEL_ATTEMPTS": "1",
            "CHANCERY_MODEL_PRICE_IN": "1000",
        }
        head = ["--seeds", str(seeds), "extract", str(news), "--extractor", "model", "--format", "jsonl"]
        return CliRunner().invoke(main, [*head, *arguments], input=input, env=usual | environment)

    return command


def test_it_tells_the_cost_before_and_after(endpoint: Endpoint, run: Run) -> None:
    endpoint.does(says(openai(fact(), fact(quote="Chile sank."))))
    result = run("--yes")

    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0, result.stderr
    assert [told["article"] for told in facts] == [f"news-{n}" for n in range(1, 7)]
    assert {told["rule"] for told in facts} == {"model.test-1"}
    before, *after = result.stderr.splitlines()
    assert before.startswith("6 articles are to be sent to test-1 at 127.0.0.1: about ")
    assert "at the prices of the settings; 0 have been answered before" in before
    assert after == [
        "6 answers: 12,000 tokens sent and 600 answered, 12.00 at the prices of the settings;"
        " 0 more came from the cache",
        "6 facts of the model stand, 6 were dropped",
        "  6: a quotation does not stand in the article",
    ]


def test_what_was_answered_before_costs_nothing(endpoint: Endpoint, run: Run) -> None:
    endpoint.does(says(openai(fact())))
    first, again = run("--yes"), run()
    assert again.exit_code == 0
    assert again.stdout == first.stdout
    assert len(endpoint.asked) == 6
    assert "6 more came from the cache" in again.stderr


def test_nothing_is_sent_where_nobody_has_agreed(endpoint: Endpoint, run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "say --yes" in result.stderr
    assert endpoint.asked == []


@pytest.mark.parametrize(("answer", "sent"), [("n", 0), ("y", 6)])
def test_whoever_sits_there_is_asked(
    endpoint: Endpoint,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    sent: int,
) -> None:
    endpoint.does(says(openai()))
    monkeypatch.setattr("graph.cli.spending.somebody_is_there", lambda: True)
    result = run(input=f"{answer}\n")
    assert "Send them?" in result.stderr
    assert len(endpoint.asked) == sent
    assert result.exit_code == (0 if sent else 1)


def test_more_than_the_limit_is_refused_before_anything_is_sent(endpoint: Endpoint, run: Run) -> None:
    result = run("--yes", CHANCERY_MODEL_TOKENS="5000")
    assert result.exit_code == 2
    assert "more than the 5,000 that a run may use" in result.stderr
    assert endpoint.asked == []


def test_an_endpoint_that_refuses_ends_the_run_with_the_cost_so_far(endpoint: Endpoint, run: Run) -> None:
    endpoint.does(says({"error": f"wrong key {KEY}"}, 401))
    result = run("--yes")
    assert result.exit_code == 1
    assert "the endpoint refuses us with 401" in result.stderr
    assert KEY not in result.stderr + result.stdout
    assert "0 answers" in result.stderr


def test_an_article_that_the_model_cannot_read_is_passed_over(endpoint: Endpoint, run: Run) -> None:
    endpoint.does(says(openai(fact())), says(b"{}"), says(openai(fact())))
    result = run("--yes", CHANCERY_MODEL_JOBS="1")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 5
    assert "news.jsonl:2: the reply has no message of the model" in result.stderr


def test_a_facts_explanation_names_the_model(endpoint: Endpoint, run: Run) -> None:
    endpoint.does(says(openai(fact())))
    trace = json.loads(run("--yes", "--explain").stdout.splitlines()[0])["trace"]
    assert any(line.startswith("rule model.test-1: a language model") for line in trace)
    assert any("the same for all that the model reads" in line for line in trace)


def test_without_a_model_the_settings_are_misused(run: Run) -> None:
    result = run("--yes", CHANCERY_MODEL_NAME="")
    assert result.exit_code == 2
    assert "set CHANCERY_MODEL_NAME" in result.stderr


def test_rules_need_no_network(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "graph.extract.model", raising=False)
    result = run("--extractor", "rules")
    assert result.exit_code == 0
    assert "graph.extract.model" not in sys.modules
