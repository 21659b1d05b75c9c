"""The states that fields of the query page offer, read once a release."""

import json
import threading
from pathlib import Path

from graph.settings import Settings
from graph.store.interface import query_text
from graph.vocabulary import BASE
from web.engine import Job, QueryFailure, ReaderPool
from web.sparql.answers import copy_text

Choices = list[tuple[str, str]]


class StateChoices:
    """(identifier, label) of every state, by label."""

    def __init__(self, settings: Settings, pool: ReaderPool) -> None:
        self._base = settings.base
        self._pool = pool
        self._lock = threading.Lock()
        self._digest = ""
        self._choices: Choices = []

    def get(self) -> Choices:
        """The choices of the release that answers; none where it cannot be asked, for the field then takes any text."""
        try:
            digest = self._pool.generation.digest
            with self._lock:
                if digest != self._digest:
                    self._choices, self._digest = self._read(), digest
                return self._choices
        except QueryFailure:
            return []

    def _read(self) -> Choices:
        text = query_text(Path(__file__).with_name("states.rq")).replace(f"{BASE}/", f"{self._base}/")
        rows = json.loads(copy_text(self._pool.run(Job(text, "json"))))["results"]["bindings"]
        start = f"{self._base}/id/state/"
        found = [(row["state"]["value"].removeprefix(start), row["label"]["value"]) for row in rows]
        return [(identity, label) for identity, label in found if "/" not in identity]
