"""Words of a text with their places. Light on purpose: what diplomatic English needs, nothing trained."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?:[A-Z]\.){2,}(?:[A-Z](?![a-z]))?                       # U.S., H.E., D.P.R.K.
    | (?:Mr|Mrs|Ms|Dr|Prof|Hon|St|Jr|Sr|Gen|Lt|Col|Maj|Capt|Adm|Brig|Sen|Gov|Rev|Msgr|Smt|Rt|Engr|Ven
        |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|Ltd|Inc|Co|Corp)\.(?=\W|$)
    | [A-Z]\.(?=\s+[A-Z])                                        # middle initials
    | ['’](?:s|re|ve|ll|d|m)\b                                 # clitics stand alone
    | n['’]t\b
    | \d+(?:[.,]\d+)*(?:st|nd|rd|th|bn|m|km|pm|am)?\b
    | [^\W\d_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)*
        (?:[-‐‑][^\W_]+(?:['’](?!s\b)[^\W\d_]+)*)*\d*          # Wetang'ula, Kassym-Jomart, Covid-19, G20
    | [^\W_]+
    | [.]{2,} | --+
    | \S
    """,
    re.VERBOSE,
)
_CONTRACTED = re.compile(r"(.+?)(n['’]t)$")


class Token(NamedTuple):
    """A word, number or mark; `start` and `end` count characters of the article's text."""

    text: str
    start: int
    end: int
    lower: str
    capital: bool
    """Whether the word starts with a capital letter."""
    word: bool
    """Whether it holds a letter."""

    @property
    def number(self) -> bool:
        """Whether it starts with a digit."""
        return self.text[:1].isdigit()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        found.extend(_split(match.group(), match.start()))
    return found


def _split(word: str, start: int) -> list[Token]:
    contracted = _CONTRACTED.match(word) if word[-1] in "tT" and word[-2:-1] in "'’" else None
    if contracted is None:
        return [_token(word, start)]
    head = contracted.group(1)
    return [_token(head, start), _token(contracted.group(2), start + len(head))]


def _token(word: str, start: int) -> Token:
    lower = word.lower()
    if not lower.isascii():
        lower = lower.replace("’", "'").replace("‐", "-").replace("‑", "-")
    first = word[0]
    return Token(word, start, start + len(word), lower, first.isupper(), first.isalpha() or word[1:2].isalpha())
