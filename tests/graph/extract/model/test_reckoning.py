"""The years that a fact of an article may be dated in."""

import pytest

from graph.extract.model.reckoning import years
from graph.facts import Article


def of(text: str, published: str | None = "2024-05-15") -> set[int]:
    return years(Article("a", "", text, published=published))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Relations began in 1962.", 1962),
        ("She was consul there (1996-98).", 1998),
        ("It was signed on Monday.", 2024),
        ("It was signed last December.", 2023),
        ("It opens next spring.", 2025),
        ("They signed it 25 years ago.", 1999),
        ("They signed it two decades ago.", 2004),
        ("They mark the fiftieth anniversary of relations.", 1974),
        ("They mark the 30th anniversary of relations.", 1994),
        ("After thirty years of ties, they met.", 1994),
    ],
)
def test_a_year_that_is_told_or_counted_can_be_reckoned(text: str, year: int) -> None:
    assert year in of(text)


@pytest.mark.parametrize("year", [1962, 1999, 2014, 2030])
def test_other_years_cannot(year: int) -> None:
    assert year not in of("They met last week, next to the harbour, after many years.")


def test_without_a_day_of_publication_only_the_text_tells() -> None:
    assert of("They signed it 25 years ago, in 1997.", None) == {1997}


def test_no_number_is_too_large() -> None:
    assert max(of(f"It is 99999999999999999999 years old, or {'9' * 5000} years.")) < 3100
