"""How dates and standings are put in words."""

import re
from datetime import date

from web.records import Fact

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"?": " (uncertain)", "~": " (approximate)", "%": " (uncertain, approximate)"}
_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%])?")


ROLES = (
    "visitor",
    "host",
    "participant",
    "event",
    "holder",
    "office",
    "of",
    "accreditedTo",
    "member",
    "organization",
    "party",
    "initiator",
    "title",
    "agreement",
    "action",
    "signatory",
    "sender",
    "receiver",
    "donor",
    "recipient",
    "amount",
    "endpoint",
    "kind",
    "level",
    "status",
    "place",
    "denial",
    "reservation",
)
"""Roles in the order in which a page about a fact names them."""


def role_order(role: str) -> int:
    """The place of a role in that order; roles that are not in it come last."""
    return ROLES.index(role) if role in ROLES else len(ROLES)


def date_words(edtf: str) -> str:
    """An EDTF date in words: ``2025-09-08/2025-09-09`` → ``8–9 September 2025``; what is no such date as it stands."""
    if "/" not in edtf:
        return _single(edtf)
    start, _, end = edtf.partition("/")
    if end in ("", ".."):
        return f"since {_single(start)}"
    if start in ("", ".."):
        return f"until {_single(end)}"
    if start == end:
        return _single(start)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        return f"{_day(start)}–{_single(end)}"
    if start[:4] == end[:4] and len(start) == len(end) == 10:
        return f"{_single(start).rpartition(' ')[0]} – {_single(end)}"
    return f"{_single(start)} – {_single(end)}"


def day_words(day: date) -> str:
    """A day in words: ``1 October 2012``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 fact``, ``3 facts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


SYMBOLS = {"curated": "◆", "reviewed": "✓", "extracted": "○", "disputed": "≠", "planned": "◷", "denied": "✕"}
"""A symbol for each standing, so that colour is never all that tells them apart."""

_MEANINGS = {
    "curated": "A register of public record or a curator's citation states this.",
    "reviewed": "Read from an article by a program; a person has compared it with the sentence.",
    "extracted": "Read from an article by a program; nobody has reviewed it yet.",
    "disputed": "Another source disagrees with this one.",
    "planned": "The source says that this was announced, expected, invited or proposed.",
    "denied": "The source says that this is not so, did not happen or was called off.",
}


def status_words(fact: Fact) -> tuple[str, str, str]:
    """The standing of a fact: a short word, a symbol, and a sentence that explains it."""
    word = fact.status if fact.modality == "asserted" else fact.modality
    return word, SYMBOLS.get(word, "•"), _MEANINGS.get(word, "")


def _single(text: str) -> str:
    head, clock, _ = text.partition("T")
    match = _DATE.fullmatch(head if clock else text)
    if match is None:
        return text
    year, month, day = match["year"], match["month"], match["day"]
    mark = _MARKS.get(match["mark"] or "", "")
    if "X" in year:
        year = f"{year.replace('X', '0')}s" if year.endswith("X") and year[:3].isdigit() else "year unknown"
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}{mark}"
    if month is None or not month.isdigit() or not 1 <= int(month) <= 12:
        return f"{year}{mark}"
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}{mark}" if day and day.isdigit() else f"{name} {year}{mark}"


def _day(text: str) -> str:
    return str(int(text[8:10])) if text[8:10].isdigit() else text
