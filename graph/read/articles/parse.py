"""Documents → articles."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import InputError
from graph.facts import Article
from graph.iris import digest
from graph.read.articles.checks import check_date, check_identity, check_letters, cleaned
from graph.read.articles.document import Document, Kind
from graph.read.articles.encoding import decoded
from graph.read.articles.language import check_language
from graph.read.articles.pages import page

KEYS = ("title", "published", "source", "url", "author", "lang", "id")
"""What front matter may say."""

_FENCE = "---"
_LINE = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)")

Values = Mapping[str, str | None]


def parse(document: Document) -> Article:
    """The article that a document is.

    Raises
    ------
    InputError
        It is broken, empty, or not English.
    """
    if document.fault is not None:
        raise document.fault
    return _article(document, _PARSERS[document.kind](document))


def _text(document: Document) -> Values:
    text = decoded(document)
    values, body = _front_matter(document, text) if document.record is None else ({}, text)
    title = values.get("title") or _heading(body) or document.url or document.name.replace("-", " ")
    return {"url": document.url, **values, "title": title, "text": body.strip("\n")}


def _front_matter(document: Document, text: str) -> tuple[dict[str, str], str]:
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FENCE:
            return values, "\n".join(lines[number:])
        if line.strip():
            key, value = _key_value(document, line, number)
            if key in values:
                raise document.error(f"{key!r} is given twice", "keep one of the two lines", number)
            values[key] = value
    raise document.error("the front matter does not end", "close it with a line of three hyphens", 1)


def _key_value(document: Document, line: str, number: int) -> tuple[str, str]:
    match = _LINE.fullmatch(line.strip())
    if match is None or match["key"] not in KEYS:
        cause = f"{line.strip()!r} is no line of front matter" if match is None else f"{match['key']!r} is not known"
        raise document.error(cause, f"use {', '.join(KEYS)}, each as key: value", number)
    value = match["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return match["key"], value


def _heading(body: str) -> str:
    first = body.strip().partition("\n")[0]
    return first.removeprefix("# ").strip() if first.startswith("# ") else ""


def _object(document: Document) -> Values:
    try:
        data: Any = json.loads(decoded(document))
    except RecursionError:
        raise document.error("the JSON is nested too deeply", "write one flat object an article") from None
    except InputError:
        raise
    except ValueError as error:
        raise document.error(f"broken JSON ({error.args[0]})", "correct it", getattr(error, "lineno", 1)) from None
    if not isinstance(data, dict):
        raise document.error("the JSON is no object", "write one object an article", 1)
    for key in (*KEYS, "text"):
        if not isinstance(data.get(key), str | None):
            raise document.error(f"{key!r} is no text", "write it as a JSON string", 1)
    return data


_PARSERS: dict[Kind, Callable[[Document], Values]] = {"text": _text, "page": page, "object": _object}


def _article(document: Document, values: Values) -> Article:
    text = cleaned(values.get("text") or "")
    if not text.strip():
        raise document.error("the article has no text", "give it one")
    published = values.get("published") or None
    identity = values.get("id") or _identity(document)
    check_letters(document, values)
    check_identity(document, identity)
    check_date(document, published)
    check_language(document, text)
    return Article(
        id=identity,
        title=cleaned(values.get("title") or document.name),
        text=text,
        source=cleaned(values.get("source") or ""),
        url=values.get("url") or "",
        author=cleaned(values.get("author") or ""),
        published=published,
        lang=values.get("lang") or "en",
        path=str(document.place) if document.line is None else f"{document.place}:{document.line}",
    )


def _identity(document: Document) -> str:
    """A name for an article that has none of its own: the file's, with the line; for a page, by URL and capture."""
    if document.record is not None:
        stem = document.path.name.split(".")[0]
        return f"{stem}-{digest((document.url or str(document.record), document.captured))}"
    stem = document.path.stem
    return stem if document.line is None else f"{stem}-{document.line}"
