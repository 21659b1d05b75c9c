"""The years that an article speaks of, or that can be reckoned from what it says."""

import re

from graph.facts import Article

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SPAN = re.compile(r"\b(\d{4})[-–/](\d\d)\b")
_COUNTED = re.compile(
    r"\b([\w-]+?)(?:st|nd|rd|th)?[ -](years?|anniversary|decades?|century|centuries)\b", re.IGNORECASE
)
_LENGTHS = {"year": 1, "years": 1, "anniversary": 1, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS, 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_WORDS |= {"a": 1, "an": 1, "half": 1, "fifteen": 15, "hundred": 100, "first": 1, "second": 2, "third": 3, "fif": 5}
_WORDS |= {f"{word.removesuffix('y')}ie": number for word, number in _WORDS.items() if word.endswith("y")}
"""Numbers as they stand before "years" and, without their ending, before "anniversary" ("thirtie" of "thirtieth")."""


def years(article: Article) -> set[int]:
    """Those in its text and around its publication, and those as far from that as the text counts.

    In the text, a year may be the end of a span ("2002-03"); counted are "25 years ago", "the fiftieth anniversary".
    """
    text = article.text
    found = {int(year) for year in _YEAR.findall(text)}
    found |= {int(f"{first[:2]}{last}") for first, last in _SPAN.findall(text)}
    for published in {int(year) for year in _YEAR.findall(article.published or "")}:
        for count in {0, *_counted(text)}:
            found |= {published + sign * count + shift for sign in (-1, 1) for shift in (-1, 0, 1)}
    return found


def _counted(text: str) -> set[int]:
    """How many years the text counts, wherever it does."""
    found = set()
    for number, length in _COUNTED.findall(text):
        value = int(number) if number.isdecimal() and len(number) < 5 else _WORDS.get(number.lower())
        if value is not None and value <= 1000:
            found.add(value * _LENGTHS[length.lower()])
    return found
