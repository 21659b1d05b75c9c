"""Progress of long work, told on stderr: how much is done, and at what pace."""

import time
from collections.abc import Iterable, Iterator

from graph.cli.main import talk
from graph.extract.parallel import Told

_EVERY = 5.0


class Progress:
    """Counts what passes by, and tells of it every few seconds."""

    def __init__(self) -> None:
        self.articles = self.facts = self.broken = 0
        self._start = self._last = time.monotonic()

    def watch(self, told: Iterable[Told]) -> Iterator[Told]:
        """Let everything pass, with a word now and then; short work is not talked about."""
        for item in told:
            self.broken += item.error is not None
            self.articles += item.error is None
            self.facts += len(item.facts)
            if time.monotonic() - self._last >= _EVERY:
                self._last = time.monotonic()
                talk(f"  {self}")
            yield item
        if self.broken or self._last != self._start:
            talk(f"read {self}")

    def __str__(self) -> str:
        seconds = time.monotonic() - self._start
        pace = (self.articles + self.broken) / seconds if seconds else 0
        passed = f"{self.broken:,} passed over, " if self.broken else ""
        return f"{self.articles:,} articles: {self.facts:,} facts, {passed}{seconds:,.0f} s, {pace:,.1f} a second"
