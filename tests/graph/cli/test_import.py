"""Tables of one's own: what their rows become is shown, what does not parse is listed, and they join the seeds."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

MAPPING = """
[register]
title = "Visits of mine"
license = "https://creativecommons.org/licenses/by/4.0/"
key = ["who", "to", "day"]
citation = "{src}"
[assertions]
rows = [1, 10]
required = ["who", "to"]
[columns]
who = { type = "state" }
to = { type = "state" }
day = { type = "date" }
[[fact]]
type = "Visit"
date = "{day}"
[fact.roles]
visitor = "state:{who}"
host = "state:{to}"
"""
GOOD = "who,to,day,src\nKAZ,PAK,2001-05-08,notes p. 1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "own.csv").write_text(GOOD, "utf-8")
    return tmp_path / "own.csv"


def test_a_dry_run_prints_what_rows_become(chancery: Callable[..., Result], table: Path, seeds: Path) -> None:
    result = chancery("import", table, "--mapping", table.with_suffix(".toml"), "--dry-run")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "row": "KAZ|PAK|2001-05-08",
        "type": "Visit",
        "roles": {"visitor": ["state:KAZ"], "host": ["state:PAK"]},
        "date": "2001-05-08",
        "modality": "asserted",
    }
    assert not (seeds / "registers" / "own.csv").exists()


def test_rows_that_do_not_parse_are_listed_and_end_in_1(chancery: Callable[..., Result], table: Path) -> None:
    table.write_text(GOOD + "KAZ,QQQ,2001-05-09,notes p. 1\n", "utf-8")
    rejected = table.with_name("rejected.csv")

    result = chancery("import", table, "--mapping", table.with_suffix(".toml"), "--dry-run", "--rejected", rejected)

    assert result.exit_code == 1
    assert f"{table},3,to 'QQQ' is no state known here" in rejected.read_text("utf-8")


def test_a_table_joins_the_registers(chancery: Callable[..., Result], table: Path, seeds: Path) -> None:
    result = chancery("import", table, "--mapping", table.with_suffix(".toml"), "--no-build", "--name", "my-visits")

    assert result.exit_code == 0
    assert (seeds / "registers" / "my-visits.csv").read_text("utf-8") == GOOD
    assert (seeds / "registers" / "my-visits.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("own.csv",), "give --mapping"),
        (("gdelt",), "with what to read"),
        (("a.csv", "b.csv", "--mapping", "m"), "one table"),
    ],
)
def test_misuse_is_told(chancery: Callable[..., Result], arguments: tuple[str, ...], words: str) -> None:
    result = chancery("import", *arguments)

    assert result.exit_code == 2
    assert words in result.stderr
