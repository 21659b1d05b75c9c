"""Articles from files: text and Markdown with front matter, HTML pages, JSON and JSON lines.

Every reader checks what it reads; nothing that is empty, in another language or in no known encoding goes further.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graph import edtf
from graph.errors import InputError
from graph.facts import Article
from graph.read.files import read_text
from graph.settings import Settings

KEYS = ("title", "published", "source", "url", "author", "lang", "id")
"""What front matter may say."""

_FENCE = "---"
_LINE = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)")
_ENOUGH = 200
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "on",
        "with",
        "was",
        "as",
        "by",
        "at",
        "from",
        "has",
        "said",
        "will",
        "its",
    ]
)

Values = Mapping[str, str | None]


def read_articles(path: Path, settings: Settings) -> Iterator[Article]:
    """The articles of a file, by its suffix: .txt, .md, .html, .htm, .json (one article), .jsonl (one a line).

    Raises
    ------
    InputError
        The file is unreadable, too long, no UTF-8, empty, not English, or says something impossible about itself.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(_READERS)
        raise InputError(f"{path.suffix or 'a file without suffix'} is no kind of article", f"use {known}", file=path)
    text = read_text(path, settings.article_bytes)
    if not text.strip():
        raise InputError("the file is empty", "give it the article's text", file=path)
    yield from reader(path, text)


def _plain(path: Path, text: str) -> Iterator[Article]:
    values, body = _front_matter(path, text)
    title = values.get("title") or _heading(body) or path.stem.replace("-", " ")
    yield _article(path, {**values, "title": title, "text": body.strip("\n")}, 1)


def _front_matter(path: Path, text: str) -> tuple[dict[str, str], str]:
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FENCE:
            return values, "\n".join(lines[number:])
        if line.strip():
            key, value = _key_value(path, line, number)
            if key in values:
                raise InputError(f"{key!r} is given twice", "keep one of the two lines", file=path, line=number)
            values[key] = value
    raise InputError("the front matter does not end", "close it with a line of three hyphens", file=path, line=1)


def _key_value(path: Path, line: str, number: int) -> tuple[str, str]:
    match = _LINE.fullmatch(line.strip())
    if match is None or match["key"] not in KEYS:
        cause = f"{line.strip()!r} is no line of front matter" if match is None else f"{match['key']!r} is not known"
        raise InputError(cause, f"use {', '.join(KEYS)}, each as key: value", file=path, line=number)
    value = match["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return match["key"], value


def _heading(body: str) -> str:
    first = body.strip().partition("\n")[0]
    return first.removeprefix("# ").strip() if first.startswith("# ") else ""


def _html(path: Path, text: str) -> Iterator[Article]:
    import trafilatura  # slow to import, and only pages need it

    found = trafilatura.extract(text, output_format="json", with_metadata=True, include_comments=False)
    if not found:
        raise InputError("no article was found in the page", "save its text as a .txt file", file=path)
    data = json.loads(found)
    body = re.sub(r"\n+", "\n\n", data.get("text") or "")
    values = {
        "title": data.get("title") or path.stem,
        "text": body,
        "published": data.get("date"),
        "source": data.get("source-hostname") or data.get("hostname"),
        "url": data.get("source"),
        "author": data.get("author"),
    }
    yield _article(path, values, 1)


def _json(path: Path, text: str) -> Iterator[Article]:
    yield _article(path, _object(path, text, 1), 1)


def _json_lines(path: Path, text: str) -> Iterator[Article]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _article(path, _object(path, line, number), number)


def _object(path: Path, text: str, line: int) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        where = line + getattr(error, "lineno", 1) - 1
        raise InputError(f"broken JSON ({error.args[0]})", "correct it there", file=path, line=where) from None
    if not isinstance(data, dict):
        raise InputError("the JSON is no object", "write one object an article", file=path, line=line)
    for key in (*KEYS, "text"):
        if not isinstance(data.get(key), str | None):
            raise InputError(f"{key!r} is no text", "write it as a JSON string", file=path, line=line)
    return data


def _article(path: Path, values: Values, line: int) -> Article:
    text = values.get("text") or ""
    if not text.strip():
        raise InputError("the article has no text", "give it one", file=path, line=line)
    published = values.get("published") or None
    if published is not None:
        _check_date(path, published, line)
    _check_language(path, text, line)
    return Article(
        id=values.get("id") or path.stem,
        title=values.get("title") or path.stem,
        text=text,
        source=values.get("source") or "",
        url=values.get("url") or "",
        author=values.get("author") or "",
        published=published,
        lang=values.get("lang") or "en",
        path=str(path),
    )


def _check_date(path: Path, published: str, line: int) -> None:
    try:
        edtf.parse(published)
    except ValueError as error:
        raise InputError(
            f"published: {error}", "write it as EDTF (2025-09-08), or leave it out", file=path, line=line
        ) from None


def _check_language(path: Path, text: str, line: int) -> None:
    """English by its commonest words; only where they leave a doubt, by the language model."""
    sample = text[:5000]
    found = re.findall(r"[^\W\d_]+", sample.lower())
    common = sum(word in _COMMON for word in found)
    if found and common / len(found) >= 0.15:
        return
    language, surely = _identifier()(sample)
    if language != "en" and (surely or len(sample) >= _ENOUGH):
        raise InputError(
            f"the text is not English (it looks like {language!r})", "give an English one", file=path, line=line
        )


@cache
def _identifier() -> Callable[[str], tuple[str, bool]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def identify(text: str) -> tuple[str, bool]:
        language, probability = identifier.classify(text)
        return str(language), float(probability) > 0.95

    return identify


_READERS: dict[str, Callable[[Path, str], Iterator[Article]]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _json_lines,
}
