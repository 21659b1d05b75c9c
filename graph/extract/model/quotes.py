"""A model's quotation, found in the article: what it stands on is the article's own sentence, or nothing."""

import re

from graph.extract.sentences import sentences
from graph.facts import Article, Quote

_CONTEXT = 32
_LONGEST = 2000
_MOST_SENTENCES = 3
_WORDS = re.compile(r"\w+")
_ALIKE = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", "‘": "['’‘ʼ]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-‐‑–—]"}
_ALIKE |= {"–": "[-‐‑–—]", "—": "[-‐‑–—]"}


def located(quote: str, article: Article) -> Quote | None:
    """The sentences of the article that `quote` is of; `None` where it does not stand there.

    White space and the form of quotation marks and dashes may differ, for models often even them out. What is kept is
    the article's text, whole sentences of it.
    """
    text = article.text
    if len(quote) > _LONGEST or len(_WORDS.findall(quote)) < 2:
        return None
    place = _place(quote.strip(), text)
    if place is None:
        return None
    around = [(a, b) for a, b in sentences(text) if b > place[0] and a < place[1]]
    if not 0 < len(around) <= _MOST_SENTENCES:
        return None
    start, end = around[0][0], around[-1][1]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Quote(article.id, text[start:end], start, end, before, after)


def _place(quote: str, text: str) -> tuple[int, int] | None:
    found = text.find(quote)
    if found >= 0:
        return found, found + len(quote)
    pattern = r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in quote.split())
    match = re.search(pattern, text)
    return (match.start(), match.end()) if match else None
