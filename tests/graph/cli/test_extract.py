"""``chancery extract``: facts on stdout, trouble on stderr."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.settings import Settings

TEXT = "---\ntitle: A visit\npublished: 2024-05-15\n---\nChilean President Juan Mora visited Peru on Monday.\n"


def run(seeds: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--seeds", str(seeds), "extract", *arguments])


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped states, places and organizations, nothing else."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "registers").mkdir()
    for name in ("states", "former-states", "places", "organizations"):
        for suffix in (".csv", ".toml"):
            (folder / "registers" / f"{name}{suffix}").symlink_to(Settings().seeds / "registers" / f"{name}{suffix}")
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_one_fact_a_line_in_the_form_of_the_contract(seeds: Path, article: Path) -> None:
    result = run(seeds, str(article), "--format", "jsonl")
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    visit = next(fact for fact in facts if fact["type"] == "Visit")
    assert result.exit_code == 0
    assert visit["article"] == "visit"
    assert visit["roles"]["visitor"] == ["person:Juan Mora", "state:CHL"]
    assert visit["evidence"] == "Chilean President Juan Mora visited Peru on Monday."
    assert (visit["date"], visit["modality"]) == ("2024-05-13", "asserted")


def test_a_broken_file_is_reported_and_does_not_stop_the_rest(seeds: Path, article: Path, tmp_path: Path) -> None:
    broken = tmp_path / "empty.txt"
    broken.write_text("", "utf-8")
    result = run(seeds, str(broken), str(article), "--format", "jsonl")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "Visit" in result.stdout


def test_confidence_can_be_asked_for(seeds: Path, article: Path) -> None:
    assert run(seeds, str(article), "--format", "jsonl", "--min-confidence", "1").stdout == ""


def test_an_explanation_names_the_rule_and_the_sentence(seeds: Path, article: Path) -> None:
    result = run(seeds, str(article), "--format", "table", "--explain")
    assert "rule visit.verb" in result.stdout
    assert "“Chilean President Juan Mora visited Peru on Monday.”" in result.stdout


def test_explanations_go_into_the_json_too(seeds: Path, article: Path) -> None:
    result = run(seeds, str(article), "--format", "jsonl", "--explain")
    assert all("trace" in json.loads(line) for line in result.stdout.splitlines())
