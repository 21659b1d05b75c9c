"""Where the graph is held, and what is given up with it."""

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreCorrupt
from graph.settings import Settings
from graph.store.embedded import EmbeddedStore
from tests.web.endpoint import publish, quads
from web.engine import guard, holding
from web.engine.holding import NoGuard, copied, fits, hold


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    publish(tmp_path / "store", quads())
    return Settings(store=tmp_path / "store")


def test_a_graph_is_in_memory_only_where_it_fits_with_what_readers_copy() -> None:
    settings = Settings(query_fast=8, query_readers=2)
    assert fits(600_000, settings, 16_000_000_000)
    assert not fits(4_200_000, settings, 16_000_000_000)
    assert fits(4_200_000, replace(settings, query_fast=1, query_readers=1), 20_000_000_000)


@pytest.mark.parametrize(("available", "on_disk"), [(10**12, False), (0, True)])
def test_auto_goes_by_the_free_memory(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, available: int, on_disk: bool
) -> None:
    monkeypatch.setattr(holding, "available_memory", lambda: available)
    held = hold(settings)
    assert held.on_disk == on_disk
    assert len(held.store) == 2 * held.manifest.quads - _shared(held.store)


def _shared(store: object) -> int:
    """How many triples stand in several graphs, and so only once in the default graph."""
    named = [quad.triple for quad in store.quads_for_pattern(None, None, None) if str(quad.graph_name) != "DEFAULT"]  # type: ignore[attr-defined]
    return len(named) - len(set(named))


def test_without_a_guard_the_graph_is_in_memory(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "available_memory", lambda: 0)
    monkeypatch.setattr(guard.platform, "machine", lambda: "pdp11")
    assert not hold(settings).on_disk
    with pytest.raises(NoGuard, match="query_store to memory"):
        hold(replace(settings, query_store="disk"))


def test_a_store_that_breaks_off_is_no_graph(settings: Settings, tmp_path: Path) -> None:
    class Broken:
        def dump(self, *_: object, **__: object) -> None:
            raise OSError

    opened = EmbeddedStore(settings.store / "current" / "db")
    opened.engine = Broken()  # type: ignore[assignment]
    with pytest.raises(StoreCorrupt, match="not be read whole"):
        copied(opened)


def test_connections_are_denied_and_files_are_not(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            denied = guard.deny_connections()
            (tmp_path / "file").write_text("written")
            for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
                try:
                    socket.socket(family)
                    denied = False
                except PermissionError:
                    pass
            code = 0 if denied else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "file").read_text() == "written"
    socket.socket().close()
