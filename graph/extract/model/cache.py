"""The model's answers on disk, each under what it depends on: article, guidelines, schema, service and model."""

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from graph.errors import ModelError
from graph.extract.model.prompt import Question, schema
from graph.iris import digest
from graph.settings import Settings

log = logging.getLogger(__name__)


class Cache:
    """A folder of answers; one that is damaged counts as not there."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.model_cache
        self._model = (settings.model_service, settings.model_url, settings.model_name)

    def get(self, question: Question) -> Any:
        """The answer to a question, `None` where there is none yet."""
        path = self._path(question)
        try:
            data = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            log.warning("cached answer is not readable: file=%s error=%s", path, error)
            return None
        return data.get("answer") if isinstance(data, dict) else None

    def put(self, question: Question, answer: Any) -> None:
        """Keep an answer: whole, or not at all.

        Raises
        ------
        ModelError
            The folder cannot be written to; what was paid for would be lost.
        """
        path = self._path(question)
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as handle:
                temporary = Path(handle.name)
                json.dump({"model": self._model[-1], "answer": answer}, handle)
                handle.flush()
                os.fsync(handle.fileno())
            temporary.replace(path)
        except OSError as error:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink()
            raise ModelError(
                f"the model's answers cannot be kept in {self._folder} ({error.strerror})",
                "make room, or set CHANCERY_MODEL_CACHE to a folder that can be written to",
            ) from None

    def _path(self, question: Question) -> Path:
        name = digest((*self._model, question.system, json.dumps(schema()), question.user))
        return self._folder / name[:2] / f"{name}.json"
