"""Files → documents. Never more than one document of a file is held, and none that is longer than the limit."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from graph.read.articles.document import Document, Kind
from graph.read.articles.warc import pages
from graph.settings import Settings

_WHOLE: dict[str, Kind] = {".txt": "text", ".md": "text", ".html": "page", ".htm": "page", ".json": "object"}
_LINES = ".jsonl"
_ARCHIVES = (".warc", ".warc.gz")

SUFFIXES = (*_WHOLE, _LINES, *_ARCHIVES)
"""What names of articles end in."""


def is_article(path: Path) -> bool:
    """Whether a file is an article or holds some, by its name."""
    return path.name.lower().endswith(SUFFIXES)


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that `paths` name, and in the place of each folder the articles in it and below, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names) if is_article(Path(name)))


def split(path: Path, settings: Settings) -> Iterator[Document]:
    """The documents of a file, those that cannot be had with their fault."""
    whole = Document(path, "text", b"")
    if not is_article(path):
        known = ", ".join(SUFFIXES)
        cause = f"{path.suffix or 'a file without suffix'} is no kind of article"
        yield whole.broken(cause, f"use {known}")
        return
    try:
        with path.open("rb") as handle:
            yield from _documents(path, handle, settings.article_bytes)
    except OSError as error:
        yield whole.broken(f"cannot be read ({error.strerror})", "check the path and its rights")


def _documents(path: Path, handle: BinaryIO, limit: int) -> Iterator[Document]:
    name = path.name.lower()
    if name.endswith(_ARCHIVES):
        yield from pages(path, handle, limit, packed=name.endswith(".gz"))
    elif name.endswith(_LINES):
        yield from _lines(path, handle, limit)
    else:
        data = handle.read(limit + 1)
        document = Document(path, _WHOLE[path.suffix.lower()], data)
        if len(data) > limit:
            yield _too_long(document, "the file", limit)
        elif not data.strip():
            yield document.broken("the file is empty", "give it the article's text")
        else:
            yield document


def _lines(path: Path, handle: BinaryIO, limit: int) -> Iterator[Document]:
    number, empty = 0, True
    while line := handle.readline(limit + 1):
        number += 1
        document = Document(path, "object", line, number)
        if len(line) > limit and not line.endswith(b"\n"):
            empty = False
            while line and not line.endswith(b"\n"):
                line = handle.readline(limit + 1)
            yield _too_long(document, "the line", limit)
        elif line.strip():
            empty = False
            yield document
    if empty:
        yield Document(path, "object", b"").broken("the file is empty", "give it an article a line")


def _too_long(document: Document, what: str, limit: int) -> Document:
    cause = f"{what} has more than the {limit:,} bytes that are read"
    return document.broken(cause, "split it, or raise CHANCERY_ARTICLE_BYTES")
