"""Date expressions and what they mean on a day of publication."""

from datetime import date

import pytest

from graph.extract.dates import find, published_day

PUBLISHED = date(2006, 11, 3)  # a Friday

PAST = [
    ("from Sept. 28 to Oct. 3", "2006-09-28/2006-10-03"),
    ("set for Oct. 6- 7", "2006-10-06/2006-10-07"),
    ("between March 2 and 5", "2006-03-02/2006-03-05"),
    ("from Monday 8 to Friday 12 May", "2006-05-08/2006-05-12"),
    ("on May 30, 1956", "1956-05-30"),
    ("on 5-6 April 2016", "2016-04-05/2016-04-06"),
    ("late June or early July", "2006-06/2006-07"),
    ("last October", "2006-10"),
    ("last November", "2005-11"),
    ("in January this year", "2006-01"),
    ("In 1945", "1945"),
    ("(2002-03)", "2002/2003"),
    ("on Thursday", "2006-11-02"),
    ("last Friday", "2006-10-27"),
    ("yesterday", "2006-11-02"),
    ("on Thursday night", "2006-11-02"),
    ("from 1979 to 1983", "1979/1983"),
    ("between 1990 and 1992", "1990/1992"),
    ("two years ago", "2004"),
    ("last month", "2006-10"),
]


@pytest.mark.parametrize(("text", "expected"), PAST)
def test_a_date_is_resolved_against_the_day_of_publication(text: str, expected: str) -> None:
    assert [when.resolve(PUBLISHED, False) for when in find(text, 0, len(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on Tuesday", "2006-11-07"), ("in January", "2007-01"), ("next week", "2006-11"), ("on 2 May", "2007-05-02")],
)
def test_what_is_planned_lies_ahead(text: str, expected: str) -> None:
    assert [when.resolve(PUBLISHED, True) for when in find(text, 0, len(text))] == [expected]


@pytest.mark.parametrize("text", ["on Tuesday", "in July", "on 4 April", "last year", "yesterday"])
def test_without_a_day_of_publication_the_year_stays_open(text: str) -> None:
    assert [when.resolve(None, False) for when in find(text, 0, len(text))] == [None]


@pytest.mark.parametrize(
    "text", ["Theresa May said so", "5 million people", "2,000 members", "March to the sea", "the overnight train"]
)
def test_words_and_figures_that_are_no_dates(text: str) -> None:
    assert find(text, 0, len(text)) == []


def test_an_impossible_day_gives_no_date() -> None:
    assert [when.resolve(PUBLISHED, False) for when in find("on 31 June 2005", 0, 15)] == [None]


def test_only_a_whole_day_of_publication_anchors() -> None:
    assert published_day("2006-11-03") == PUBLISHED
    assert published_day("2006-11") is None
    assert published_day(None) is None
