"""An update gives what a build from scratch gives, whatever has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.build import REPORT, build
from graph.flow import update
from graph.settings import Settings
from graph.store.releases import Releases
from graph.validate import read_report

MEMO = """---
title: A visit
---
Pakistan's Foreign Minister Ann Example visited Astana on 3 May 2024.
"""


def own(folder: Path) -> Path:
    """A folder of links, made one of files that can be written."""
    if folder.is_symlink():
        target = folder.resolve()
        folder.unlink()
        folder.mkdir()
        for path in target.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    for path in folder.iterdir():
        if path.is_symlink():
            text = path.read_bytes()
            path.unlink()
            path.write_bytes(text)
    return folder


def an_article_more(seeds: Path) -> None:
    (seeds / "articles" / "more.md").write_text(MEMO)


def an_article_changed(seeds: Path) -> None:
    path = seeds / "articles" / "minister.md"
    path.write_text(path.read_text().replace("Pakistan is a member", "China is a member"))


def no_article(seeds: Path) -> None:
    (seeds / "articles" / "minister.md").unlink()


def a_row_less(seeds: Path) -> None:
    path = own(seeds / "registers") / "memberships.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:30], *lines[31:]]) + "\n", "utf-8")


def another_status(seeds: Path) -> None:
    path = own(seeds / "registers") / "memberships.csv"
    path.write_text(path.read_text("utf-8").replace("SCO,PAK,,member", "SCO,PAK,,observer"), "utf-8")


def another_name(seeds: Path) -> None:
    path = own(seeds / "registers") / "states.csv"
    path.write_text(path.read_text("utf-8").replace(",Pakistan,", ",Pakistan Example,"), "utf-8")


def curated_names_gone(seeds: Path) -> None:
    (own(seeds / "curated") / "names.ttl").unlink()


@pytest.mark.parametrize(
    "change",
    [an_article_more, an_article_changed, no_article, a_row_less, another_status, another_name, curated_names_gone],
)
def test_an_update_gives_what_a_build_from_scratch_gives(
    settings: Settings, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    own(settings.seeds / "registers")
    first = build(settings).manifest
    ran = []
    run = update.Update.run
    monkeypatch.setattr(update.Update, "run", lambda self: ran.append(1) or run(self))
    change(settings.seeds)

    updated, told = build(settings).manifest, read_report(Releases(settings.store).current / REPORT)
    scratch, all_told = build(settings, fresh=True).manifest, read_report(Releases(settings.store).current / REPORT)

    assert ran == [1]
    assert updated.digest != first.digest
    assert (updated.digest, updated.quads, updated.facts) == (scratch.digest, scratch.quads, scratch.facts)
    assert told == all_told
    assert told.counts
