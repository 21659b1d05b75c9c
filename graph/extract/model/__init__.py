"""The second reader: a language model behind an endpoint, none of whose words is taken on trust.

An article becomes a question (`prompt`), which is answered from the cache (`cache`) or by the endpoint (`client`,
`services`) within the limits of the run (`meter`). Each fact of the answer must stand on a sentence of the article and
on parties that the world or the article knows (`answers`, `quotes`, `parties`); else it is dropped and counted.
"""

import threading
from typing import Any, get_args

from graph.errors import InputError, ModelError
from graph.extract.model.answers import Judge
from graph.extract.model.cache import Cache
from graph.extract.model.client import Client, Failed
from graph.extract.model.meter import meter
from graph.extract.model.prompt import Question, question
from graph.extract.model.services import SERVICES, Unusable
from graph.facts import Article, EntityKind, Fact
from graph.resolve.world import World
from graph.settings import Settings

__all__ = ["ModelReader", "rule"]

_IN_A_ROW = 3
"""So many articles failing one after the other mean that the endpoint fails, not they."""


def rule(settings: Settings) -> str:
    """What the evidence of a model's facts names as its rule."""
    return f"model.{settings.model_name}"


class ModelReader:
    """Reads articles by asking the model of the settings. May be used from several threads."""

    def __init__(self, settings: Settings, world: World, client: Client | None = None) -> None:
        self._settings = settings
        self._client = client or Client(settings)
        self._service = SERVICES[settings.model_service]
        self._cache = Cache(settings)
        self._judge = Judge(world, rule(settings), settings.model_confidence)
        for kind in get_args(EntityKind):
            world.find(kind, "")  # the world makes its indexes now, not in several threads at once
        self._lock = threading.Lock()
        self._failed = 0
        self.meter = meter(settings)

    def __call__(self, article: Article) -> list[Fact]:
        """The facts that `article` states."""
        return [fact for fact, _ in self.explained(article)]

    def explained(self, article: Article) -> list[tuple[Fact, list[str]]]:
        """The facts of `article`, each with how it was checked.

        Raises
        ------
        InputError
            The model has no usable answer to this article.
        ModelError
            The endpoint cannot be used, or the run's limit is reached.
        """
        asked = question(article)
        answer = self._cache.get(asked)
        found = self._judge.judged(answer, article)
        if found is None:
            answer = self._answer(asked, article)
            found = self._judge.judged(answer, article)
            if found is None:
                raise _unread(article, "the model's answer is no list of facts")
            self._cache.put(asked, answer)
        else:
            self.meter.known()
        self.meter.judged(len(found.facts), found.dropped)
        return found.facts

    def _answer(self, asked: Question, article: Article) -> Any:
        body = self._service.body(self._settings.model_name, asked, self._settings.model_words)
        self.meter.begin(asked)
        try:
            data = self._client.ask(body)
        except Failed as failed:
            self.meter.failed(asked)
            raise self._failure(article, failed) from None
        except ModelError:
            self.meter.failed(asked)
            raise
        with self._lock:
            self._failed = 0
        try:
            reply = self._service.reply(data)
        except Unusable as unusable:
            self.meter.end(asked)
            raise _unread(article, str(unusable)) from None
        self.meter.end(asked, reply.sent, reply.answered)
        return reply.answer

    def _failure(self, article: Article, failed: Failed) -> Exception:
        """An article that got no reply; after several, it is the endpoint's fault and the run's end."""
        with self._lock:
            self._failed += 1
            if self._failed >= _IN_A_ROW:
                return ModelError(f"the endpoint fails again and again: {failed}", "try again when it is well")
        return _unread(article, str(failed))


def _unread(article: Article, cause: str) -> InputError:
    return InputError(cause, "try again, or read it by rules", file=article.path or article.id)
