"""Dates as the sources give them: EDTF, and the days that they can mean.

Reads ISO 8601-2 levels 0 and 1 (years, months, days, intervals, seasons, ``?``, ``~``, ``%``, unspecified digits) and
of level 2 the unspecified year (``XXXX-10``). Unknown stays unknown: where a date settles no first or last day, that
bound is `None`.

Source: Library of Congress, *Extended Date/Time Format (EDTF) Specification*, 4 February 2019.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%])?")
_TIME = re.compile(r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d{2}(:\d{2})?)?")
_LONG_YEAR = re.compile(r"(Y-?[1-9]\d{4,}|-\d{4})(?P<mark>[?~%])?")
_SEASONS = {"21", "22", "23", "24"}


@dataclass(frozen=True, slots=True)
class Edtf:
    """An EDTF date with the first and last day that it can mean.

    `earliest` is `None` when the text settles no first day, `latest` when it settles no last day or the interval is
    open. ``open_end`` tells "still so" (``2017/..``) from "end not known" (``2017/``).
    """

    text: str
    earliest: date | None
    latest: date | None
    open_end: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether `day` can lie within this date: earliest ≤ day and (latest ≥ day or no end is known)."""
        return self.earliest is not None and self.earliest <= day and (self.latest is None or self.latest >= day)


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read `text` as EDTF.

    Raises
    ------
    ValueError
        It is no EDTF of these levels, names a day that no calendar has, or ends before it starts.

    """
    if "/" not in text:
        earliest, latest = _bounds(text)
        return Edtf(text, earliest, latest)
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f"{text!r} has neither a start nor an end")
    earliest = None if start in ("", "..") else _bounds(start)[0]
    latest = None if end in ("", "..") else _bounds(end)[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f"{text!r} ends before it starts")
    return Edtf(text, earliest, latest, open_end=end == "..")


def _bounds(text: str) -> tuple[date | None, date | None]:
    if _LONG_YEAR.fullmatch(text):
        return None, None  # a valid year that no calendar day here can carry
    head, _, _ = text.partition("T")
    match = _DATE.fullmatch(head)
    if match is None or (head != text and not (_TIME.fullmatch(text[len(head) :]) and len(head) == 10)):
        raise ValueError(f"{text!r} is no EDTF date")
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year.rstrip("X"):
        raise ValueError(f"{text!r} leaves digits open before known ones")
    if "X" in year:
        return _open_year(text, year, month, day)
    return _month_bounds(text, int(year), month, day)


def _open_year(text: str, year: str, month: str | None, day: str | None) -> tuple[date | None, date | None]:
    _month_bounds(text, 2000, month, day)  # a leap year: checks month and day as far as they are given
    if year.startswith("X") or month is not None:
        return None, None
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return date(max(first, 1), 1, 1), date(last, 12, 31)


def _month_bounds(text: str, year: int, month: str | None, day: str | None) -> tuple[date | None, date | None]:
    if year == 0:
        raise ValueError(f"{text!r}: the year 0 is outside what is kept here")
    if month is None or month in _SEASONS or month == "XX":
        if day not in (None, "XX") or (day == "XX" and month != "XX"):
            raise ValueError(f"{text!r} gives a day without its month")
        return date(year, 1, 1), date(year, 12, 31)
    if "X" in month or not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r} has no such month")
    last = calendar.monthrange(year, int(month))[1]
    if day is None or day == "XX":
        return date(year, int(month), 1), date(year, int(month), last)
    if "X" in day or not 1 <= int(day) <= last:
        raise ValueError(f"{text!r} has no such day")
    exact = date(year, int(month), int(day))
    return exact, exact
