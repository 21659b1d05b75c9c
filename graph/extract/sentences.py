"""Where sentences start and end: in headlines, quotations, datelines and badly punctuated text alike."""

import re
from collections.abc import Iterator

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Hon|St|Jr|Sr|Gen|Lt|Col|Maj|Capt|Adm|Brig|Sen|Gov|Rev|Msgr|Smt|Messrs|Rep|Amb|Fr|Mgr|Rt|Engr|Ven|Sgt|Cmdr|Cllr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|approx|Co|Art|Vol|pp?|e\.g|i\.e|cf|al)"
    r"|\b(?:[A-Za-z]\.)+[A-Za-z]|\b[A-Z])\.$"
)
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)|(?<=[a-z]{2})[.!?]+[\"”]?(?=[A-Z][a-z]+\s)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_OPENER = re.compile(r"[\"“‘'(\[«]*[A-Z0-9À-Þ]|[\"“]")
_LAST_WORD = re.compile(r"\S+$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text`, white space around it left out."""
    for start, end in _paragraphs(text):
        yield from _split(text, start, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARAGRAPH.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    here = start
    for match in _STOP.finditer(text, start, end):
        if _ends(text, here, match, end):
            yield from _trimmed(text, here, match.end())
            here = match.end()
    yield from _trimmed(text, here, end)


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    rest = text[match.end() : end].lstrip()
    if not rest:
        return True
    mark = match.group()
    if not _OPENER.match(rest):
        return False
    if mark == ".":
        word = _LAST_WORD.search(text, max(start, match.start() - 30), match.end())
        if word and _ABBREVIATION.search(word.group()):
            return _after_abbreviation(word.group(), rest)
    return True


def _after_abbreviation(word: str, rest: str) -> bool:
    """Country acronyms (U.S., U.N.) may end a sentence: they do before a word that cannot follow them in a name."""
    return (
        len(word) >= 4
        and word[-3:-2] == "."
        and re.match(r"(The|It|He|She|They|In|On|But|This|A|We)\s", rest) is not None
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
