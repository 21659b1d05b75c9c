import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.cli.main import COMMANDS
from graph.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def ask(built: Settings) -> Run:
    """Run a command on the store of the shipped seeds."""
    return lambda *arguments: CliRunner().invoke(main, ["--store", str(built.store), *arguments])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])

    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_build_talks_on_stderr_and_keeps_stdout_for_data(chancery: Run) -> None:
    result = chancery("build")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "facts in" in result.stderr
    assert "nothing has changed" in chancery("build").stderr


def test_an_error_is_one_line_without_a_traceback(chancery: Run, settings: Settings) -> None:
    (settings.seeds / "articles" / "empty.txt").write_text("")

    result = chancery("build")

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "empty.txt" in result.stderr.splitlines()[-1]


def test_a_query_without_a_store_says_how_to_build_one(chancery: Run) -> None:
    result = chancery("query", "ASK {}")

    assert result.exit_code == 1
    assert "chancery build" in result.stderr


def test_a_misused_setting_exits_with_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--store", str(tmp_path), "build"], env={"CHANCERY_PORT": "x"})

    assert result.exit_code == 2
    assert "CHANCERY_PORT" in result.stderr


@pytest.mark.parametrize(
    ("query", "form", "start"),
    [
        ("SELECT ?s { ?s a cy:Visit } LIMIT 1", "csv", "s\nhttps://w3id.org/chancery/id/visit/"),
        ("SELECT ?s { ?s a cy:Visit } LIMIT 1", "json", '{"head":'),
        ("SELECT (1 AS ?n) {}", "table", "n\n─\n1\n1 rows"),
        ("ASK { ?s a cy:Visit }", "json", '{"head":{},"boolean":true}'),
        ("CONSTRUCT { ?s a cy:Visit } { ?s a cy:Visit }", "nt", "<https://w3id.org/chancery/id/visit/"),
    ],
)
def test_query_prints_each_sort_of_answer(ask: Run, query: str, form: str, start: str) -> None:
    result = ask("query", query, "--format", form)

    assert result.exit_code == 0
    assert result.stdout.startswith(start)


@pytest.mark.parametrize("query", ["SELECT oops", "INSERT DATA { <a:b> <a:b> <a:b> }", "missing.rq"])
def test_a_broken_query_exits_with_1(ask: Run, query: str) -> None:
    result = ask("query", query)

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_query_is_read_from_a_file(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?s a cy:State }")

    assert json.loads(ask("query", str(tmp_path / "q.rq")).stdout)["boolean"] is True


def test_an_endpoint_that_is_not_there_is_told(ask: Run) -> None:
    result = ask("query", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql")

    assert result.exit_code == 1
    assert "did not answer" in result.stderr


def test_validate_conforms(ask: Run) -> None:
    result = ask("validate")

    assert result.exit_code == 0
    assert "conforms" in result.stderr
    assert "sh:conforms true" in ask("validate", "--format", "ttl").stdout


def test_load_takes_in_other_people_s_rdf(chancery: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.ttl"
    file.write_text("<https://example.org/s> <https://example.org/p> 'x', [] .")

    dry = chancery("load", str(file), "--dry-run")
    assert "2 triples" in dry.stderr
    assert chancery("query", "ASK {}").exit_code == 1  # the dry run built nothing

    assert chancery("load", str(file), "--graph", "https://example.org/g").exit_code == 0
    found = chancery("query", "SELECT ?o { GRAPH <https://example.org/g> { ?s ?p ?o } }", "--format", "csv")
    assert len(found.stdout.splitlines()) == 3

    assert chancery("load", "--remove", "https://example.org/g").exit_code == 0
    assert chancery("load", "--remove", "https://example.org/g").exit_code == 2


def test_load_refuses_a_broken_file_and_a_reserved_graph(chancery: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<https://example.org/s> oops .")

    assert chancery("load", str(file)).exit_code == 1
    assert chancery("load", str(file), "--graph", "https://w3id.org/chancery/graph/derived").exit_code == 2
    assert chancery("load").exit_code == 2


def test_dump_prints_what_it_wrote(ask: Run, tmp_path: Path) -> None:
    result = ask("dump", str(tmp_path / "out"))

    assert result.exit_code == 0
    names = {line.split()[1] for line in result.stdout.splitlines()}
    assert {"chancery.ttl", "chancery.trig", "chancery.nq", "tables/facts.csv", "datapackage.json"} <= names
