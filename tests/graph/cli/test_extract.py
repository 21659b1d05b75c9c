"""``chancery extract``: facts on stdout, trouble on stderr."""

import json
import re
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


def test_an_explanation_lets_a_reader_dispute_each_step(seeds: Path, article: Path) -> None:
    told = run(seeds, str(article), "--format", "table", "--explain").stdout
    assert "    rule visit.verb: " in told
    assert "(graph/extract/rules/visits.py, _verbal)" in told
    assert "    evidence “Chilean President Juan Mora visited Peru on Monday.” at 0–51 of the text" in told
    assert "    host state:PER: “Peru” at 36–40, by name; Peru, https://w3id.org/chancery/id/state/PER, " in told
    assert "    visitor person:Juan Mora: “Chilean President Juan Mora” at 0–27; in no register, so this" in told
    assert "    step: “Monday” is 2024-05-13" in told
    assert "    date 2024-05-13: the article is of 2024-05-15" in told
    assert "    modality asserted: " in told
    assert re.search(r"    confidence 0\.\d\d: the share of the rule's facts that were right", told)


def test_explanations_go_into_the_json_too(seeds: Path, article: Path) -> None:
    result = run(seeds, str(article), "--format", "jsonl", "--explain")
    assert all("evidence “" in json.loads(line)["trace"][0] for line in result.stdout.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of articles, in folders, some of them broken, beside what is none."""
    top = tmp_path / "news"
    (top / "b").mkdir(parents=True)
    for number in range(6):
        (top / f"{number}.md").write_text(TEXT.replace("Peru", ["Peru", "Bolivia", "Brazil"][number % 3]), "utf-8")
    lines = [
        json.dumps({"text": "Chilean President Juan Mora visited Cuba."}),
        "{broken",
        '{"text": "Chile met Peru."}',
    ]
    (top / "b" / "many.jsonl").write_text("\n".join(lines), "utf-8")
    (top / "b" / "notes.doc").write_bytes(b"\xff")
    (top / "german.txt").write_text(
        "Der Minister sagte am Montag, dass die Gespräche gut verlaufen seien. " * 4, "utf-8"
    )
    return top


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_is_read_in_order_past_what_is_broken(seeds: Path, folder: Path, jobs: str) -> None:
    result = run(seeds, str(folder), "--format", "jsonl", "--jobs", jobs)
    visits = [fact for line in result.stdout.splitlines() if (fact := json.loads(line))["type"] == "Visit"]
    assert [fact["article"] for fact in visits] == ["0", "1", "2", "3", "4", "5", "many-1"]
    assert result.exit_code == 1
    assert "many.jsonl:2: broken JSON" in result.stderr
    assert "german.txt: the text is not English (it looks like 'de')" in result.stderr
    assert "notes.doc" not in result.stderr
    assert re.search(r"read 8 articles: \d+ facts, 2 passed over", result.stderr)


def test_a_file_named_outright_must_be_an_article(seeds: Path, folder: Path) -> None:
    result = run(seeds, str(folder / "b" / "notes.doc"), str(folder / "missing.txt"))
    assert result.exit_code == 1
    assert ".doc is no kind of article" in result.stderr
    assert "missing.txt: cannot be read (No such file or directory)" in result.stderr


def test_all_is_well_with_an_empty_folder(seeds: Path, tmp_path: Path) -> None:
    result = run(seeds, str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")
