"""Long queries are known by their processor time, and run after the others."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.web.endpoint import publish, quads
from web.engine import Job, ReaderPool
from web.engine.attempt import Attempt
from web.engine.generation import Generation

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    publish(tmp_path / "store", quads())
    return Settings(store=tmp_path / "store", query_fast=1, query_spare=1, query_readers=1, query_seconds=10.0)


@pytest.fixture
def generation(settings: Settings) -> Iterator[Generation]:
    started = Generation(settings)
    started.start()
    yield started
    started.close()


def priority(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def test_a_slowed_reader_runs_after_others_and_serves_long_queries_only(
    generation: Generation, settings: Settings
) -> None:
    attempt = Attempt(generation, Job("ASK {}", "json"), settings)
    reader, before = attempt._reader, priority(attempt._reader.pid)
    attempt.slow_down()
    attempt.finish().body.close()
    until = time.monotonic() + 2
    while priority(reader.pid) == before and time.monotonic() < until:
        time.sleep(0.01)
    assert priority(reader.pid) > before
    other, slow = generation.take(), generation.take(slow=True)
    assert other is not reader
    assert slow is reader
    for taken in (other, slow):
        generation.give_back(taken)


def test_no_more_slow_readers_are_kept_than_work_at_once(generation: Generation, settings: Settings) -> None:
    attempts = [Attempt(generation, Job("ASK {}", "json"), settings) for _ in range(2)]
    for attempt in attempts:
        attempt.slow_down()
    for attempt in attempts:
        attempt.finish().body.close()
    assert len(generation._idle_slow) == settings.query_readers == 1


def test_processor_time_is_that_of_the_query(generation: Generation, settings: Settings) -> None:
    attempt = Attempt(generation, Job(LONG, "json"), settings)
    until = time.monotonic() + 5
    while attempt.cpu_seconds < 0.2 and time.monotonic() < until:
        assert attempt.advance(time.monotonic() + 0.05) is None
    assert attempt.cpu_seconds >= 0.2
    os.kill(attempt._reader.pid, 19)  # stopped: time goes by, and none of it counts
    stopped_at = attempt.cpu_seconds
    time.sleep(0.3)
    assert attempt.cpu_seconds - stopped_at < 0.1
    attempt.abandon()
    second = Attempt(generation, Job("ASK {}", "json"), settings)
    assert second.cpu_seconds < 0.2
    second.finish().body.close()


def test_a_query_that_waits_for_the_processor_is_not_long(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps its place while others wait, as long as it has had less than its slice."""
    monkeypatch.setattr(Attempt, "cpu_seconds", property(lambda _: 0.0))
    pool = ReaderPool(settings)
    try:
        pool.start()
        attempt = Attempt(pool.generation, Job("ASK {}", "json"), settings)
        attempt.started -= 0.3
        monkeypatch.setattr(pool._fast, "_queue", [object()])
        assert pool._left(attempt) > 0
        attempt.started -= 1.0
        assert pool._left(attempt) == 0
        attempt.finish().body.close()
    finally:
        pool.close()
