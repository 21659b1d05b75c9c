"""What reading by a model costs: shown before, asked for, and shown after."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click

from graph.cli.main import talk
from graph.errors import UsageError
from graph.read.articles import told_articles
from graph.settings import Settings


@contextmanager
def spending(settings: Settings, files: Iterable[Path], *, sure: bool) -> Iterator[None]:
    """Let a run by the model begin where its user wants what it is going to cost, and tell what it did cost.

    Reading by rules costs nothing, and nothing is said of it.

    Raises
    ------
    UsageError
        It would cost more than the limit, or nobody is there to be asked.
    """
    if not settings.model:
        yield
        return
    from graph.extract.model.meter import estimated, meter  # only a model needs it

    articles = (article for path in files for article in told_articles(path, settings))
    cost, known = estimated(articles, settings)
    host = urlsplit(settings.model_url).hostname
    talk(
        f"{cost.articles:,} articles are to be sent to {settings.model_name} at {host}: about {cost.told(settings)};"
        f" {known:,} have been answered before"
    )
    if cost.tokens > settings.model_tokens:
        raise UsageError(
            f"about {cost.tokens:,} tokens are more than the {settings.model_tokens:,} that a run may use",
            "read fewer articles, or raise CHANCERY_MODEL_TOKENS",
        )
    if cost.articles and not sure:
        if not somebody_is_there():
            raise UsageError("nobody can be asked whether to send them", "say --yes")
        click.confirm("Send them?", abort=True, err=True)
    try:
        yield
    finally:
        for line in meter(settings).lines():
            talk(line)


def somebody_is_there() -> bool:
    """Whether a person can answer a question."""
    return sys.stdin.isatty()
