"""Articles from files: text and Markdown with front matter, HTML pages, JSON, JSON lines and web archives.

A file is first cut into *documents* (`split`), cheaply and in flat memory: most files are one, JSON lines have one a
line, web archives one a page. Each is then made an `Article` (`parse`), which is slow and may be done elsewhere. What
is broken becomes an `InputError` in its place, and the next document is read.
"""

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.facts import Article
from graph.read.articles.document import Document
from graph.read.articles.parse import parse
from graph.read.articles.split import SUFFIXES, found, is_article, split
from graph.settings import Settings

__all__ = ["SUFFIXES", "Document", "found", "is_article", "parse", "read_articles", "split", "told_articles"]


def told_articles(path: Path, settings: Settings) -> Iterator[Article | InputError]:
    """The articles of a file in their order, and in the place of each that is broken, what is wrong with it."""
    for document in split(path, settings):
        try:
            yield parse(document)
        except InputError as error:
            yield error


def read_articles(path: Path, settings: Settings) -> Iterator[Article]:
    """The articles of a file, by its suffix; the first that is broken ends the reading.

    Raises
    ------
    InputError
        The file is unreadable, too long, no UTF-8, empty, not English, or says something impossible about itself.
    """
    for article in told_articles(path, settings):
        if isinstance(article, InputError):
            raise article
        yield article
