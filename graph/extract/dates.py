"""When a sentence says that something is: dates, absolute and relative, as EDTF against the day of publication.

What the text does not settle stays open: a weekday, or a day without its year, means nothing when the day of
publication is not known.
"""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.extract.tokens import Token

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_COUNTED = r"(?:million|billion|per|percent|%|years?|days?|months?|weeks?|countries|states|members)"
_DAY = rf"(?:[0-3]?\d)(?:st|nd|rd|th)?(?![\d.,]*\d|\s*{_COUNTED})"
_YEAR = r"(?:1[89]|20)\d\d"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TO = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
_LEAD = r"(?:(?P<lead>(?i:since|by|until|till|before|after|from|between))\s+(?:(?:the )?end of |early |late |mid-?)?)?"

Resolve = Callable[[date | None, bool], str | None]


@dataclass(frozen=True, slots=True)
class When:
    """A date expression at ``text[start:end]``. `lead` is the word that bounds it ("since", "by" …)."""

    start: int
    end: int
    lead: str
    precision: str
    resolve: Resolve


def find(text: str, start: int, end: int) -> list[When]:
    """All date expressions in ``text[start:end]``, the longest at each place, in order."""
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    present = {kind for kind, hint in _HINTS.items() if hint.search(text, start, end)}
    for number, (pattern, precision, build) in enumerate(_PATTERNS):
        if _NEEDS[number] not in present:
            continue
        for match in pattern.finditer(text, start, end):
            span = match.span()
            if any(span[0] < b and a < span[1] for a, b in taken):
                continue
            resolve = build(match)
            if resolve is not None:
                taken.append(span)
                lead = (match.groupdict().get("lead") or "").lower()
                found.append(When(*span, lead, precision, resolve))
    return sorted(found, key=lambda when: when.start)


def _month(text: str) -> int:
    return _MONTHS[text[:3].lower()]


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_for(published: date, month: int, day: int, future: bool) -> int:
    """The year of a day given without one: the one nearest to the publication that fits the tense."""
    try:
        guess = date(published.year, month, min(day, calendar.monthrange(published.year, month)[1]))
    except ValueError:
        return published.year
    distance = (guess - published).days
    if not future and distance > 60:
        return published.year - 1
    return published.year + 1 if future and distance < -60 else published.year


def _days(match: re.Match[str]) -> Resolve:
    """One day or two days, with months and perhaps a year."""
    group = match.groupdict()
    first_month = _month(group.get("m1") or group["m2"])
    second_month = _month(group.get("m2") or group["m1"])
    first, second = _number(group["d1"]), _number(group["d2"]) if group.get("d2") else None

    def resolve(published: date | None, future: bool) -> str | None:
        if group.get("y"):
            year = int(group["y"])
        elif published is None:
            return None
        else:
            year = _year_for(published, first_month, first, future)
        start = _iso(year, first_month, first)
        if second is None or start is None:
            return start
        end = _iso(year + (second_month < first_month), second_month, second)
        return f"{start}/{end}" if end and end > start else start

    return resolve


def _months(match: re.Match[str]) -> Resolve | None:
    group = match.groupdict()
    first = _month(group["m1"])
    second = _month(group["m2"]) if group.get("m2") else None
    when = (group.get("when") or "").lower()
    if not (
        group.get("y")
        or when
        or group.get("lead")
        or _MONTH_LEAD.search(match.string, max(0, match.start() - 12), match.start())
    ):
        return None  # a bare month name is as likely a verb or a person

    def resolve(published: date | None, future: bool) -> str | None:
        year = int(group["y"]) if group.get("y") else _relative_year(published, first, when, future)
        if year is None:
            return None
        start = f"{year:04}-{first:02}"
        return f"{start}/{year + (second < first):04}-{second:02}" if second else start

    return resolve


_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|of|since|by|until|late|early|mid|last|next|this|during|for|from|before|after)\s+|mid-)$", re.IGNORECASE
)


def _relative_year(published: date | None, month: int, when: str, future: bool) -> int | None:
    if published is None:
        return None
    if when in ("this year", "of this year"):
        return published.year
    if when in ("last year", "of last year"):
        return published.year - 1
    if when in ("next year", "of next year"):
        return published.year + 1
    if when == "last":
        return published.year if month < published.month else published.year - 1
    if when == "next":
        return published.year if month > published.month else published.year + 1
    return published.year + (future and month < published.month) - (not future and month > published.month)


def _weekday(match: re.Match[str]) -> Resolve:
    wanted = _WEEKDAYS[match["w"].lower()]
    when = (match["when"] or "").lower().strip()

    def resolve(published: date | None, future: bool) -> str | None:
        if published is None:
            return None
        back = (published.weekday() - wanted) % 7
        if when == "next" or (when == "coming"):
            return (published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 1)).isoformat()
        if when == "last":
            return (published - timedelta(days=back or 7)).isoformat()
        if future:
            return (published + timedelta(days=(wanted - published.weekday()) % 7)).isoformat()
        return (published - timedelta(days=back)).isoformat()

    return resolve


def _deictic(match: re.Match[str]) -> Resolve:
    offset = {"yesterday": -1, "tomorrow": 1, "overnight": 0}.get(match["word"].lower(), 0)
    return lambda published, _: (published + timedelta(days=offset)).isoformat() if published else None


def _unit(match: re.Match[str]) -> Resolve:
    """As in "last month", "this year", "next week", "earlier this month"."""
    offset = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(match["when"].lower(), 0)
    unit = match["unit"].lower()
    return lambda published, _: _shifted(published, offset, unit) if published else None


def _ago(match: re.Match[str]) -> Resolve:
    word = match["n"].lower()
    amount = (
        100
        if word.endswith("hundred")
        else _NUMBERS.get(word) or (1 if word in ("a", "an") else int(word) if word.isdigit() else 0)
    )
    unit = match["unit"].lower().rstrip("s")
    return lambda published, _: _shifted(published, -amount, unit) if published and amount else None


def _shifted(published: date, offset: int, unit: str) -> str:
    if unit == "day":
        return (published + timedelta(days=offset)).isoformat()
    if unit == "week":
        monday = published + timedelta(days=7 * offset - published.weekday())
        sunday = monday + timedelta(days=6)
        same = monday.month == sunday.month
        return f"{monday:%Y-%m}" if same else f"{monday.isoformat()}/{sunday.isoformat()}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + offset
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{published.year + offset:04}"


def _year(match: re.Match[str]) -> Resolve:
    return lambda *_: match["y"]


def _years(match: re.Match[str]) -> Resolve | None:
    first, second = match["y"], match["y2"]
    second = second if len(second) == 4 else first[:2] + second
    return (lambda *_: f"{first}/{second}") if second > first else None


_W = rf"(?:{_WEEKDAY},? )?"
_D1, _D2 = rf"{_W}(?P<d1>{_DAY})", rf"{_W}(?P<d2>{_DAY})"
_M1, _M2 = rf"(?P<m1>{_MONTH})", rf"(?P<m2>{_MONTH})"
_Y = rf"(?:,?\s+(?P<y>{_YEAR}))?\b"
_PART = r"(?:morning|afternoon|evening|night)\b"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_EDGE = rf"(?:(?:the )?(?:end of|{_SEASON}(?: of)?) |early |late |mid-?)"
_BOUND = rf"(?P<lead>(?i:since|by|until|before|after|from))\s+{_EDGE}?"
_YEAR_LEAD = rf"(?:{_BOUND}|\b(?i:in|during|of|for|early|late|mid|year|{_SEASON})\s+|\()"
_NO_YEAR = r"(?!-\d|\s*(?:people|members|million|troops|tonnes|km|miles))"
_COUNT = r"\d+|(?:a|one) hundred|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"

_PATTERNS: list[tuple[re.Pattern[str], str, Callable[[re.Match[str]], Resolve | None]]] = [
    (re.compile(pattern, re.IGNORECASE if precision == "relative" else 0), precision, build)
    for pattern, precision, build in [
        (rf"{_LEAD}\b{_D1}\s+{_M1}{_TO}{_D2}\s+{_M2}{_Y}", "day", _days),
        (rf"{_LEAD}\b{_W}{_M1}\s+(?P<d1>{_DAY}){_TO}{_W}{_M2}\s+(?P<d2>{_DAY}){_Y}", "day", _days),
        (rf"{_LEAD}\b{_D1}{_TO}{_D2}\s+(?:of\s+)?{_M2}{_Y}", "day", _days),
        (rf"{_LEAD}\b{_W}{_M1}\s+(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY}){_Y}", "day", _days),
        (rf"{_LEAD}\b{_W}(?:the )?(?P<d1>{_DAY})\s+(?:of\s+)?{_M1}{_Y}", "day", _days),
        (rf"{_LEAD}\b{_W}\(?{_M1}\s+(?P<d1>{_DAY}){_Y}", "day", _days),
        (rf"{_LEAD}\b{_M1}\s+(?:or|and|to|-)\s+(?:early |late )?{_M2}{_Y}", "month", _months),
        (rf"{_LEAD}\b{_M1},?\s+(?P<when>(?:of )?(?:this|last|next) year)\b", "month", _months),
        (rf"{_LEAD}\b{_M1},?\s+(?:of\s+)?(?P<y>{_YEAR})\b", "month", _months),
        (rf"\b(?P<when>[Ll]ast|[Nn]ext)\s+{_M1}\b", "month", _months),
        (rf"{_LEAD}\b{_M1}(?=\W|$)", "month", _months),
        (rf"\b(?:(?P<when>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+)?(?P<w>{_WEEKDAY})\b(?:\s+{_PART})?", "day", _weekday),
        (
            r"\b(?P<word>today|yesterday|tomorrow|tonight|overnight(?!\s+[a-z]{3,})|(?:earlier|later) in the day)\b",
            "relative",
            _deictic,
        ),
        (r"\b(?P<when>last|this|next|coming|past|previous)\s+(?P<unit>week|month|year)\b", "relative", _unit),
        (rf"\b(?P<n>{_COUNT})\s+(?P<unit>years?|months?|weeks?|days?)\s+ago\b", "relative", _ago),
        (rf"\b(?:from|between)\s+(?P<y>{_YEAR})\s+(?:to|and|until|till)\s+(?P<y2>{_YEAR})\b", "year", _years),
        (rf"{_LEAD}\(?\b(?P<y>{_YEAR})(?:-|–|/)(?P<y2>{_YEAR}|\d\d)\b(?!-)", "year", _years),
        (rf"{_YEAR_LEAD}(?P<y>{_YEAR})\b{_NO_YEAR}", "year", _year),
    ]
]


_HINTS = {
    "month": re.compile(rf"\b{_MONTH}"),
    "weekday": re.compile(_WEEKDAY),
    "relative": re.compile(r"day|tonight|tomorrow|overnight|week|month|year|ago", re.IGNORECASE),
    "year": re.compile(rf"\b{_YEAR}"),
}
"""What a text must hold for a pattern to be worth trying: most of reading is not finding dates."""

_NEEDS = ["month"] * 11 + ["weekday"] + ["relative"] * 3 + ["year"] * 3
"""Pattern by pattern, which of these it needs."""


_SIGNS = frozenset(
    {*(name.lower() for name in (*calendar.month_name, *calendar.day_name)), *_MONTHS, "sept"}
    | {"today", "yesterday", "tomorrow", "tonight", "overnight", "earlier", "later", "week", "month", "year", "ago"}
)


def likely(tokens: Iterable[Token]) -> bool:
    """Whether there is a word or number that a date may be made of."""
    return any(token.number or token.lower.rstrip(".").rpartition("-")[2] in _SIGNS for token in tokens)


def published_day(published: str | None) -> date | None:
    """The day of publication, where it is known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    except ValueError:
        return None
