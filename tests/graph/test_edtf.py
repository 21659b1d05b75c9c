from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-09-08", date(2025, 9, 8), date(2025, 9, 8)),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2025-XX", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-XX-XX", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-09-XX", date(2025, 9, 1), date(2025, 9, 30)),
        ("XXXX-10", None, None),
        ("XXXX-02-29", None, None),
        ("2025-21", date(2025, 1, 1), date(2025, 12, 31)),
        ("1962~", date(1962, 1, 1), date(1962, 12, 31)),
        ("1962-05?", date(1962, 5, 1), date(1962, 5, 31)),
        ("2025-09-08T10:30:00Z", date(2025, 9, 8), date(2025, 9, 8)),
        ("2025-09-08/2025-09-09", date(2025, 9, 8), date(2025, 9, 9)),
        ("2017/2019-06", date(2017, 1, 1), date(2019, 6, 30)),
        ("2017/..", date(2017, 1, 1), None),
        ("2017/", date(2017, 1, 1), None),
        ("../2017", None, date(2017, 12, 31)),
        ("/2017-03", None, date(2017, 3, 31)),
        ("Y170000", None, None),
        ("-0044", None, None),
    ],
)
def test_bounds(text: str, earliest: date | None, latest: date | None) -> None:
    parsed = edtf.parse(text)

    assert (parsed.earliest, parsed.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "../..", "2025-02-30", "2023-02-29", "2025-13", "2025-00", "2025-9-8", "20250908", "Sept 2025", "X025",
        "2025-XX-08", "2025-09-31", "2025/2024", "2025-09-09/2025-09-08", "2025-09-08T25:00:00Z", "2025T10:00:00Z",
        "0000", "2025-21-01", "2025-09-08 ", "XXXX-13", "XXXX-02-30", "2025//2026", "٢٠٢٥",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        edtf.parse(text)


def test_tells_open_from_unknown_end() -> None:
    assert edtf.parse("2017/..").open_end
    assert not edtf.parse("2017/").open_end


def test_holds_on_a_day_within_and_after_an_open_start() -> None:
    tenure = edtf.parse("2017-06-09/..")

    assert tenure.holds_on(date(2026, 1, 1))
    assert not tenure.holds_on(date(2017, 6, 8))
    assert not edtf.parse("XXXX-10").holds_on(date(2017, 10, 1))


@given(st.dates(), st.dates())
def test_an_interval_spans_its_ends(a: date, b: date) -> None:
    first, last = sorted((a, b))

    parsed = edtf.parse(f"{first.isoformat()}/{last.isoformat()}")

    assert (parsed.earliest, parsed.latest) == (first, last)


@given(st.text(alphabet="0123456789X-/.~?%T:ZY", max_size=24))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        parsed = edtf.parse(text)
    except ValueError:
        return
    assert parsed.earliest is None or parsed.latest is None or parsed.earliest <= parsed.latest
