"""The release that pages show: looked up, reopened, rebased."""

from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.errors import StoreMissing
from graph.iris import rebased_triple
from graph.settings import Settings
from graph.store.embedded import EmbeddedStore
from tests.web.conftest import publish, small_quads
from web import release
from web.app import create_app
from web.catalogue import Catalogue
from web.release import Release, Shelf


def test_a_new_release_is_shown_without_a_restart(tmp_path: Path) -> None:
    publish(tmp_path, "2026-11-24")
    shelf = Shelf(Settings(store=tmp_path))
    first = shelf.current()

    assert shelf.current() is first
    publish(tmp_path, "2026-11-25")

    assert (first.name, shelf.current().name) == ("2026-11-24", "2026-11-25")
    assert shelf.current() is not first


def test_the_one_before_is_shown_until_the_new_one_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "2026-11-24")
    shelf = Shelf(Settings(store=tmp_path))
    shelf.current().catalogue.figures()
    done, build = Event(), release.open_catalogue

    def slow(of: Release) -> Catalogue:
        done.wait(20)
        return build(of)

    monkeypatch.setattr(release, "open_catalogue", slow)
    monkeypatch.setattr(release, "_PATIENCE", 0.05)
    publish(tmp_path, "2026-11-25")

    assert shelf.current().name == "2026-11-24"
    done.set()
    until = monotonic() + 20
    while shelf.current().name == "2026-11-24" and monotonic() < until:
        sleep(0.02)
    assert shelf.current().name == "2026-11-25"


def test_no_release_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Shelf(Settings(store=tmp_path)).current()


def test_a_store_can_be_given_in_place_of_a_folder(tmp_path: Path, small: Settings) -> None:
    store = EmbeddedStore(small.store / "current" / "db")

    client = create_app(replace(small, store=tmp_path), store).test_client()

    assert client.get("/state/KAZ").status_code == 200
    assert client.get("/search?q=angstrom").status_code == 200


def test_another_base_holds_for_queries_pages_and_links(tmp_path: Path) -> None:
    base = "https://diplomacy.example"

    moved = [Quad(*rebased_triple(quad.triple, base)) for quad in small_quads()]
    path = tmp_path / "db"
    store = Store(str(path))
    store.extend(moved)
    store.flush()
    del store
    client = create_app(replace(Settings(), base=base), EmbeddedStore(path)).test_client()

    assert "Republic of Kazakhstan" in client.get("/state/KAZ").text
    assert "<https://diplomacy.example/id/state/KAZ>" in client.get("/state/KAZ.nt").text
    assert 'href="/article/courier#e-00000000000000c1"' in client.get("/visit/00000000000000b1").text


def test_terms_and_flags_are_looked_up_once(small: Settings) -> None:
    current = Shelf(small).current()

    assert current.term_label(f"{current.base}/vocab/visit-kind/official") == "official visit"
    assert current.term_label(f"{current.base}/vocab/none/some-thing") == "some thing"
    assert current.flags[f"{current.base}/id/state/KAZ"] == "🇰🇿"
    assert current.terms is current.terms
    assert NamedNode(f"{current.base}/id/state/KAZ").value in current.flags
