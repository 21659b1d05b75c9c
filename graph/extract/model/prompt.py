"""What a model is asked: the guidelines, the schema of its answer, and the article as data."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from graph.extract.model.catalogue import catalogue, described
from graph.facts import Article, Modality

MODALITIES: tuple[Modality, ...] = get_args(Modality)

_CHARACTERS = 3.5
"""Of English text in one token, on the low side: an estimate is to be rather too high."""
_ANSWER, _ANSWER_SHARE = 150, 0.5
"""Tokens of an answer without facts, and tokens answered for each one of an article."""


@dataclass(frozen=True, slots=True)
class Question:
    """One article as it is put to a model."""

    system: str
    user: str

    @property
    def tokens(self) -> tuple[int, int]:
        """About how many tokens it has, and its answer will have."""
        asked = int(len(self.user) / _CHARACTERS)
        return int((len(self.system) + len(json.dumps(schema()))) / _CHARACTERS) + asked, _ANSWER + int(
            asked * _ANSWER_SHARE
        )


def question(article: Article) -> Question:
    """What a model is asked of an article."""
    told = {"title": article.title, "published": article.published, "source": article.source, "text": article.text}
    return Question(guidelines(), json.dumps({"article": told}, ensure_ascii=False))


@cache
def guidelines() -> str:
    """The guidelines, with the catalogue of types in them."""
    text = files(__package__).joinpath("guidelines.md").read_text("utf-8")
    return text.replace("{types}", described())


@cache
def schema() -> dict[str, Any]:
    """JSON Schema of an answer; flat, with every property required, for that is all that some endpoints can hold to."""
    roles = sorted({role for kind in catalogue().values() for role in kind.roles})
    filled = _object(role={"type": "string", "enum": roles}, values={"type": "array", "items": {"type": "string"}})
    fact = _object(
        type={"type": "string", "enum": list(catalogue())},
        quote={"type": "string"},
        roles={"type": "array", "items": filled},
        date={"type": ["string", "null"]},
        modality={"type": "string", "enum": list(MODALITIES)},
    )
    return _object(facts={"type": "array", "items": fact})


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
