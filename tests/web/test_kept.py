"""Pages kept in memory: the same page, for the same release, language and form only."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from tests.web.conftest import publish
from web import kept
from web.app import create_app
from web.kept import Keeper
from web.release import Release


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Queries as they are asked."""
    names: list[str] = []
    ask = Release.rows_of

    def noting(self: Release, name: str, *arguments: object, **values: object) -> object:
        names.append(name)
        return ask(self, name, *arguments, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(Release, "rows_of", noting)
    return names


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    publish(tmp_path)
    return create_app(Settings(store=tmp_path)).test_client()


def test_who_asks_again_gets_the_same_page_without_a_query(client: FlaskClient, asked: list[str]) -> None:
    first = client.get("/visit/00000000000000b1")
    before = len(asked)
    again = client.get("/visit/00000000000000b1")

    assert before > 0
    assert len(asked) == before
    assert again.data == first.data
    changing = {"Date"}
    assert {name: value for name, value in again.headers if name not in changing} == {
        name: value for name, value in first.headers if name not in changing
    }


def test_another_language_form_or_release_is_another_page(client: FlaskClient, tmp_path: Path) -> None:
    english = client.get("/visit/00000000000000b1").text

    assert client.get("/visit/00000000000000b1", headers={"Accept-Language": "fr"}).text != english
    assert client.get("/visit/00000000000000b1", headers={"Accept": "text/turtle"}).content_type.startswith(
        "text/turtle"
    )
    publish(tmp_path, "2026-11-25")
    assert "Release 2026-11-25" in client.get("/visit/00000000000000b1").text


def test_what_is_not_there_is_not_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[object] = []
    monkeypatch.setattr(kept.Keeper, "put", lambda *arguments: put.append(arguments))

    client.get("/visit/ffffffffffffffff")
    client.get("/visits.csv")
    client.get("/healthz")

    assert put == []


def test_the_setting_turns_it_off(tmp_path: Path, asked: list[str]) -> None:
    publish(tmp_path)
    client = create_app(replace(Settings(), store=tmp_path, page_memory=0)).test_client()

    client.get("/visit/00000000000000b1")
    before = len(asked)
    client.get("/visit/00000000000000b1")

    assert len(asked) == 2 * before


def test_the_longest_unasked_for_go_first() -> None:
    keeper = Keeper(100)
    page = kept._Page(b"12345678", "text/html", None, negotiated=False)
    for number in range(14):
        keeper.put((str(number),), page)
        keeper.get(("0",))

    assert keeper.get(("0",)) is page
    assert keeper.get(("1",)) is None
    assert keeper.get(("13",)) is page
    keeper.put(("large",), kept._Page(b"x" * 50, "text/html", None, negotiated=False))
    assert keeper.get(("large",)) is None
