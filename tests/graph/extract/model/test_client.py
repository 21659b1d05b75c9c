"""The way to the endpoint: attempts, pauses, limits, refusals, and a key that nobody gets to see."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import ChanceryError, InputError, ModelError, UsageError
from graph.extract.model import ModelReader
from graph.extract.model.client import Client
from graph.settings import Settings
from tests.graph.extract.model.conftest import (
    ARTICLE,
    KEY,
    Behaviour,
    Endpoint,
    breaks,
    dribbles,
    fact,
    floods,
    openai,
    says,
    stalls,
)

Readers = Callable[..., ModelReader]

PASSING = {
    "too many requests": says({"error": "slow down"}, 429),
    "a fault": says({"error": "oops"}, 500),
    "overloaded": says(b"<html>busy</html>", 529),
    "a broken body": breaks,
    "a stall": stalls,
    "a dribble": dribbles,
    "no JSON": says(b"<html>hello</html>"),
}


@pytest.mark.parametrize("trouble", PASSING)
def test_what_may_pass_is_tried_again(endpoint: Endpoint, reader: Readers, trouble: str) -> None:
    endpoint.does(PASSING[trouble], PASSING[trouble], says(openai(fact())))
    assert len(reader()(ARTICLE)) == 1
    assert len(endpoint.asked) == 3
    assert 0 < endpoint.slept[0] < endpoint.slept[1]


def test_a_pause_that_the_endpoint_asks_for_is_made(endpoint: Endpoint, reader: Readers) -> None:
    busy = says({}, 429, Retry_After="7")
    endpoint.does(busy, says({}, 429, Retry_After="86400"), says({}, 429, Retry_After="soon"), says(openai()))
    reader()(ARTICLE)
    assert endpoint.slept[:2] == [7.0, 60.0]
    assert 0 < endpoint.slept[2] < 60


@pytest.mark.parametrize("trouble", [*PASSING.values(), floods], ids=[*PASSING, "a flood"])
def test_what_does_not_pass_is_the_articles_error_soon(endpoint: Endpoint, reader: Readers, trouble: Behaviour) -> None:
    endpoint.does(trouble)
    start = time.monotonic()
    with pytest.raises(InputError) as error:
        reader(model_attempts=2, model_seconds=0.3, model_bytes=1_000_000)(ARTICLE)
    assert time.monotonic() - start < 5
    assert error.value.cure


def test_a_flood_is_not_asked_for_again(endpoint: Endpoint, reader: Readers) -> None:
    endpoint.does(floods)
    with pytest.raises(InputError, match="more than the 1,000,000 bytes"):
        reader(model_bytes=1_000_000, model_seconds=5.0)(ARTICLE)
    assert len(endpoint.asked) == 1


def test_an_endpoint_that_fails_again_and_again_ends_the_run(endpoint: Endpoint, reader: Readers) -> None:
    endpoint.does(says({}, 500))
    reading = reader(model_attempts=1)
    for title in "AB":
        with pytest.raises(InputError):
            reading(replace(ARTICLE, title=title))
    with pytest.raises(ModelError, match="again and again"):
        reading(replace(ARTICLE, title="C"))
    assert reading.meter.cost.tokens == 0


def test_one_answer_between_failures_is_enough_to_go_on(endpoint: Endpoint, reader: Readers) -> None:
    bad, good = says({}, 500), says(openai())
    endpoint.does(bad, bad, good, bad, bad, good)
    reading = reader(model_attempts=1)
    for title in "ABCDEF":
        try:
            reading(replace(ARTICLE, title=title))
        except InputError:
            continue
    assert len(endpoint.asked) == 6


def test_no_server_at_all_is_told(reader: Readers) -> None:
    with pytest.raises(InputError, match="does not answer"):
        reader(model_url="http://127.0.0.1:9/v1", model_attempts=1)(ARTICLE)


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_a_refusal_ends_the_run_and_names_what_to_check(endpoint: Endpoint, reader: Readers, status: int) -> None:
    endpoint.does(says({"error": "no"}, status))
    with pytest.raises(ModelError, match=f"refuses us with {status}.*CHANCERY_MODEL_KEY"):
        reader()(ARTICLE)
    assert len(endpoint.asked) == 1


def test_a_request_that_is_refused_is_not_sent_again(endpoint: Endpoint, reader: Readers) -> None:
    endpoint.does(says({"error": "this model has no temperature"}, 400))
    with pytest.raises(InputError, match="no temperature"):
        reader()(ARTICLE)
    assert len(endpoint.asked) == 1


def test_the_key_follows_no_redirect(endpoint: Endpoint, reader: Readers) -> None:
    endpoint.does(says({}, 307, Location=f"{endpoint.url}/elsewhere"))
    with pytest.raises(ModelError, match="points elsewhere"):
        reader()(ARTICLE)
    assert endpoint.paths == ["/v1/chat/completions"]


@pytest.mark.parametrize("status", [400, 401, 500])
def test_an_endpoint_that_repeats_the_key_does_not_show_it(
    endpoint: Endpoint, reader: Readers, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    endpoint.does(says({"error": f"the key {KEY} is wrong\x1b[31m"}, status))
    caplog.set_level("DEBUG")
    with pytest.raises(ChanceryError) as error:
        reader(model_attempts=1)(ARTICLE)
    assert KEY not in str(error.value) + caplog.text + repr(error.value)
    assert "[key]" in str(error.value)
    assert "\x1b" not in str(error.value)


def test_the_key_is_in_no_setting() -> None:
    settings = Settings.from_environment({"CHANCERY_MODEL_KEY": KEY, "CHANCERY_MODEL_NAME": "m"})
    assert KEY not in repr(settings)


MISUSES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "no model": ({"model_name": ""}, {}),
    "model_url": ({"model_url": ""}, {}),
    "model_url is 'ftp": ({"model_url": "ftp://example.org/v1"}, {}),
    "model_url is 'https://user": ({"model_url": "https://user:pass@example.org/v1"}, {}),
    "unencrypted": ({"model_url": "http://example.org/v1"}, {"CHANCERY_MODEL_KEY": KEY}),
    "is no key": ({}, {"CHANCERY_MODEL_KEY": "a\nX-Other: b"}),
}


@pytest.mark.parametrize("cause", MISUSES)
def test_settings_that_cannot_be_meant_are_refused(modelled: Callable[..., Settings], cause: str) -> None:
    changes, environment = MISUSES[cause]
    with pytest.raises(UsageError, match=cause) as error:
        Client(modelled(**changes), environment)
    assert "X-Other" not in str(error.value)


def test_without_a_key_none_is_sent(endpoint: Endpoint, modelled: Callable[..., Settings]) -> None:
    endpoint.does(says({}))
    assert Client(modelled(), {}).ask({}) == {}
    assert "Authorization" not in endpoint.headers[0]
