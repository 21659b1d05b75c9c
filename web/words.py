"""How dates and standings are put in words, in the languages of the interface."""

import re
from datetime import date

from web.language import DEFAULT, messages
from web.records import Fact

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"?": "date.uncertain", "~": "date.approximate", "%": "date.both"}
_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%])?")


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


def date_words(edtf: str, language: str = DEFAULT) -> str:
    """An EDTF date in words: ``2025-09-08/2025-09-09`` → ``8–9 September 2025``; what is no such date as it stands."""
    if "/" not in edtf:
        return _single(edtf, language)
    start, _, end = edtf.partition("/")
    if end in ("", ".."):  # still so, or begun then and no more known
        name = "date.since" if end else "date.from"
        return messages(language)[name].format(date=_single(start, language))
    if start in ("", ".."):
        return messages(language)["date.until"].format(date=_single(end, language))
    if start == end:
        return _single(start, language)
    first, last = _single(start, language), _single(end, language)
    whole = len(start) == len(end) == 10
    if whole and start[:7] == end[:7]:
        return f"{first.split()[0]}–{last}"
    if whole and start[:4] == end[:4]:
        return f"{first.rpartition(' ')[0]} – {last}"
    return f"{first} – {last}"


def day_words(day: date, language: str = DEFAULT) -> str:
    """A day in words: ``1 October 2012``."""
    return _single(day.isoformat(), language)


SYMBOLS = {"curated": "◆", "reviewed": "✓", "extracted": "○", "disputed": "≠", "planned": "◷", "denied": "✕"}
"""A symbol for each standing, so that colour is never all that tells them apart."""


def standing_of(fact: Fact) -> str:
    """The standing of a fact in a word; what was planned or denied is never called anything else."""
    return fact.status if fact.modality == "asserted" else fact.modality


def _single(text: str, language: str) -> str:
    head, clock, _ = text.partition("T")
    match = _DATE.fullmatch(head if clock else text)
    if match is None:
        return text
    said = messages(language)
    words = _plain(match, language)
    return said[_MARKS[match["mark"]]].format(date=words) if match["mark"] else words


def _plain(match: re.Match[str], language: str) -> str:
    said = messages(language)
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        decade = year.endswith("X") and year[:3].isdigit()
        year = said["date.decade"].format(year=year.replace("X", "0")) if decade else said["date.no_year"]
    if month in _SEASONS:
        return said[f"date.{_SEASONS[month]}"].format(year=year)
    if month is None or not month.isdigit() or not 1 <= int(month) <= 12:
        return year
    name = said["date.months"].split("|")[int(month) - 1]
    if not (day and day.isdigit()):
        return f"{name} {year}"
    return f"{said['date.first'] if int(day) == 1 else int(day)} {name} {year}"
