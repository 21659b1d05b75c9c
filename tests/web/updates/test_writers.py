"""Tokens: made once, kept as hashes, taken back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.errors import StoreError, UsageError
from graph.settings import Settings
from web.command import main
from web.updates.writers import Writers


def test_a_token_is_known_and_is_nowhere_on_disk(tmp_path: Path) -> None:
    writers = Writers(Settings(store=tmp_path))
    token, other = writers.add("ada"), writers.add("bob")
    assert (writers.known(token), writers.known(other)) == ("ada", "bob")
    assert writers.known(token + "x") is writers.known("") is writers.known("é") is None
    assert token not in writers.path.read_text()
    assert writers.path.stat().st_mode & 0o077 == 0


def test_equal_tokens_would_have_different_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "the same")
    writers = Writers(Settings(store=tmp_path))
    writers.add("ada")
    writers.add("bob")
    one, other = writers.all()
    assert one.hash != other.hash


def test_a_new_token_replaces_the_old_one_and_a_removed_one_is_none(tmp_path: Path) -> None:
    writers = Writers(Settings(store=tmp_path))
    old, new = writers.add("ada"), writers.add("ada")
    assert writers.known(old) is None
    assert writers.known(new) == "ada"
    writers.remove("ada")
    assert writers.known(new) is None
    with pytest.raises(UsageError):
        writers.remove("ada")
    with pytest.raises(UsageError):
        writers.add("no name")


@pytest.mark.parametrize("text", ["{", "[]", '{"ada": {}}', '{"ada": 1}'])
def test_a_broken_file_lets_nobody_in(tmp_path: Path, text: str) -> None:
    writers = Writers(Settings(store=tmp_path))
    writers.path.write_text(text)
    with pytest.raises(StoreError, match="writers cannot be read"):
        writers.known("x")


def test_the_command_prints_a_token_once(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["--store", str(tmp_path), "token", *arguments])
        return result.exit_code, result.stdout

    code, token = run("ada")
    assert code == 0
    assert Writers(Settings(store=tmp_path)).known(token.strip()) == "ada"
    assert run("--list") == (0, "ada\n")
    assert run("ada", "--remove") == (0, "")
    assert run("--list") == (0, "")
    assert run()[0] == 2
    assert json.loads((tmp_path / "writers.json").read_text()) == {}
