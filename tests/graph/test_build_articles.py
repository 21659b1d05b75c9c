"""A build reads its articles on all cores, and the graph is the same however many there are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.build import build
from graph.errors import InputError
from graph.extract import parallel
from graph.settings import Settings

TEXT = "Chilean President Juan Mora visited {} on Monday. He met Peruvian President Rosa Diaz on Tuesday."


@pytest.fixture
def several(settings: Settings) -> Settings:
    """Settings with articles in several files, one of which has many."""
    folder = settings.seeds / "articles"
    for number, state in enumerate(["Peru", "Bolivia", "Brazil", "Cuba", "Fiji"]):
        (folder / f"{number}.md").write_text(f"---\npublished: 2024-05-15\n---\n{TEXT.format(state)}\n", "utf-8")
    states = ("Japan", "Ghana", "Oman")
    lines = [json.dumps({"text": TEXT.format(state), "published": "2024-05-15"}) for state in states]
    (folder / "2.jsonl").write_text("\n".join(lines), "utf-8")
    return settings


def test_one_process_and_two_build_the_same_graph(
    several: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = build(replace(several, jobs=1, store=tmp_path / "one")).manifest
    crews: list[int] = []

    class Crew(parallel._Crew):
        def __init__(self, task: parallel.Task, jobs: int) -> None:
            crews.append(jobs)
            super().__init__(task, jobs)

    monkeypatch.setattr(parallel, "_Crew", Crew)
    together = build(replace(several, jobs=2, store=tmp_path / "two")).manifest
    assert crews == [2]
    assert (alone.digest, alone.facts, alone.quads) == (together.digest, together.facts, together.quads)


def test_a_broken_article_among_many_ends_the_build_and_is_named(several: Settings, tmp_path: Path) -> None:
    (several.seeds / "articles" / "3.jsonl").write_text('{"text": 5}\n', "utf-8")
    with pytest.raises(InputError, match=r"3\.jsonl:1: 'text' is no text"):
        build(replace(several, jobs=2))
    assert not (several.store / "current").exists()
