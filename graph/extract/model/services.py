"""How endpoints speak: the request that each kind takes, and where the answer stands in its reply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph.extract.model.prompt import Question, schema

_TOOL = "report_facts"


class Unusable(Exception):
    """A reply that holds no answer; says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint replied: the model's answer, and the tokens that it says it counted (0 where it does not)."""

    answer: Any
    sent: int
    answered: int


class Service(Protocol):
    """A kind of endpoint."""

    path: str

    def headers(self, key: str) -> dict[str, str]:
        """What goes with a request, `key` among it."""

    def body(self, model: str, question: Question, limit: int) -> dict[str, Any]:
        """The request for an answer of at most `limit` tokens."""

    def reply(self, data: Any) -> Reply:
        """What a reply says.

        Raises
        ------
        Unusable
            It holds no answer.
        """


class OpenAI:
    """Chat completions whose answer is held to a JSON schema, as OpenAI has it and many servers after it."""

    path = "/chat/completions"

    def headers(self, key: str) -> dict[str, str]:
        """A bearer token, where there is a key."""
        return {"Authorization": f"Bearer {key}"} if key else {}

    def body(self, model: str, question: Question, limit: int) -> dict[str, Any]:
        """Messages with a response format."""
        return {
            "model": model,
            "temperature": 0,
            "max_tokens": limit,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.user},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": _TOOL, "strict": True, "schema": schema()},
            },
        }

    def reply(self, data: Any) -> Reply:
        """The content of the first choice."""
        choice = _first(_get(data, "choices"))
        message = _get(choice, "message")
        if _get(message, "refusal"):
            raise Unusable("the model declined to answer")
        _check_end(_get(choice, "finish_reason"), "length")
        content = _get(message, "content")
        if not isinstance(content, str):
            raise Unusable("the reply has no message of the model")
        try:
            answer = json.loads(content)
        except (ValueError, RecursionError):
            raise Unusable("the model's answer is no JSON") from None
        usage = _get(data, "usage")
        return Reply(answer, _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))


class Anthropic:
    """Messages with a tool that must be called, whose input is held to a JSON schema."""

    path = "/messages"

    def headers(self, key: str) -> dict[str, str]:
        """The key, and the version of the API."""
        return {"anthropic-version": "2023-06-01"} | ({"x-api-key": key} if key else {})

    def body(self, model: str, question: Question, limit: int) -> dict[str, Any]:
        """Messages with one tool."""
        return {
            "model": model,
            "temperature": 0,
            "max_tokens": limit,
            "system": question.system,
            "messages": [{"role": "user", "content": question.user}],
            "tools": [{"name": _TOOL, "description": "Report the facts of the article.", "input_schema": schema()}],
            "tool_choice": {"type": "tool", "name": _TOOL},
        }

    def reply(self, data: Any) -> Reply:
        """The input of the tool's call."""
        _check_end(_get(data, "stop_reason"), "max_tokens")
        blocks = _get(data, "content")
        for block in blocks if isinstance(blocks, list) else ():
            if _get(block, "type") == "tool_use" and _get(block, "name") == _TOOL:
                usage = _get(data, "usage")
                return Reply(_get(block, "input"), _count(usage, "input_tokens"), _count(usage, "output_tokens"))
        raise Unusable("the model did not report facts")


SERVICES: Mapping[str, Service] = {"openai": OpenAI(), "anthropic": Anthropic()}
"""The setting ``model_service`` → how such endpoints speak."""


def _get(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, dict) else None


def _first(data: Any) -> Any:
    return data[0] if isinstance(data, list) and data else None


def _count(usage: Any, key: str) -> int:
    value = _get(usage, key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _check_end(reason: Any, cut: str) -> None:
    if reason == cut:
        raise Unusable("the model's answer was cut off; raise CHANCERY_MODEL_WORDS")
