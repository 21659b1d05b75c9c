"""What a run costs: estimated before, counted while it lasts, stopped at its limit, told after."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import InputError, ModelError
from graph.extract.model.cache import Cache
from graph.extract.model.prompt import Question, question
from graph.facts import Article
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens sent and answered, for so many articles."""

    articles: int = 0
    sent: int = 0
    answered: int = 0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.sent + self.answered

    def told(self, settings: Settings) -> str:
        """The cost in words, in money too where prices are set."""
        words = f"{self.sent:,} tokens sent and {self.answered:,} answered"
        if settings.model_price_in or settings.model_price_out:
            money = (self.sent * settings.model_price_in + self.answered * settings.model_price_out) / 1_000_000
            words += f", {money:,.2f} at the prices of the settings"
        return words


def estimated(articles: Iterable[Article | InputError], settings: Settings) -> tuple[Cost, int]:
    """About what it costs to read `articles`, and how many of them have been answered before."""
    cache, count, sent, answered, known = Cache(settings), 0, 0, 0, 0
    for article in articles:
        if isinstance(article, InputError):
            continue
        asked = question(article)
        if cache.get(asked) is not None:
            known += 1
            continue
        tokens = asked.tokens
        count, sent, answered = count + 1, sent + tokens[0], answered + tokens[1]
    return Cost(count, sent, answered), known


class Meter:
    """Counts the tokens of a run and the facts that were dropped. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._waiting = 0
        self.cost = Cost()
        self.cached = 0
        self.kept = 0
        self.dropped: Counter[str] = Counter()

    def begin(self, asked: Question) -> None:
        """Before a question is sent.

        Raises
        ------
        ModelError
            It would take the run above its limit of tokens.
        """
        tokens = sum(asked.tokens)
        with self._lock:
            limit = self._settings.model_tokens
            if self.cost.tokens + self._waiting + tokens > limit:
                raise ModelError(
                    f"the run would use more than its {limit:,} tokens; {self.cost.told(self._settings)} so far",
                    "raise CHANCERY_MODEL_TOKENS; what has been answered is kept",
                )
            self._waiting += tokens

    def failed(self, asked: Question) -> None:
        """After it was not answered."""
        with self._lock:
            self._waiting -= sum(asked.tokens)

    def end(self, asked: Question, sent: int = 0, answered: int = 0) -> None:
        """After it was answered; where the endpoint has not counted, the estimate stands."""
        guess = asked.tokens
        with self._lock:
            self._waiting -= sum(guess)
            done = self.cost
            self.cost = Cost(done.articles + 1, done.sent + (sent or guess[0]), done.answered + (answered or guess[1]))

    def known(self) -> None:
        """An answer was in the cache."""
        with self._lock:
            self.cached += 1

    def judged(self, kept: int, dropped: Counter[str]) -> None:
        """What became of an answer's facts."""
        with self._lock:
            self.kept += kept
            self.dropped.update(dropped)

    def lines(self) -> list[str]:
        """What the run has cost and brought."""
        cost = self.cost
        lines = [f"{cost.articles:,} answers: {cost.told(self._settings)}; {self.cached:,} more came from the cache"]
        if self.kept or self.dropped:
            lines.append(f"{self.kept:,} facts of the model stand, {self.dropped.total():,} were dropped")
        lines += [f"  {count:,}: {reason}" for reason, count in self.dropped.most_common()]
        return lines


@lru_cache(maxsize=8)
def meter(settings: Settings) -> Meter:
    """The one meter of a run: whoever reads with these settings counts in it."""
    return Meter(settings)
