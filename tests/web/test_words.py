"""Dates and standings in words."""

from datetime import date

import pytest

from graph.vocabulary import vocabulary
from web.language import messages
from web.records import Fact
from web.words import ROLES, SYMBOLS, date_words, day_words, standing_of


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-09-08", "8 September 2025"),
        ("2025-09", "September 2025"),
        ("2025", "2025"),
        ("2025-09-08/2025-09-09", "8–9 September 2025"),
        ("2025-09-30/2025-10-01", "30 September – 1 October 2025"),
        ("2024-12-31/2025-01-01", "31 December 2024 – 1 January 2025"),
        ("2010/2014", "2010 – 2014"),
        ("2010/2010", "2010"),
        ("2017/..", "since 2017"),
        ("2017/", "from 2017"),
        ("../2019", "until 2019"),
        ("2019-22", "summer 2019"),
        ("2019?", "2019 (uncertain)"),
        ("2019-05~", "May 2019 (approximate)"),
        ("199X", "1990s"),
        ("XXXX-10", "October year unknown"),
        ("2019-XX-XX", "2019"),
        ("2025-09-08T10:00:00Z", "8 September 2025"),
        ("<script>", "<script>"),
        ("", ""),
    ],
)
def test_dates(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-09-08", "8 septembre 2025"),
        ("2025-09-01/2025-09-09", "1er–9 septembre 2025"),
        ("2025-09-30/2025-10-01", "30 septembre – 1er octobre 2025"),
        ("2017/..", "depuis 2017"),
        ("../2019-02", "jusqu’à février 2019"),
        ("2019-22", "été 2019"),
        ("2019-05~", "mai 2019 (approximatif)"),
        ("199X", "années 1990"),
    ],
)
def test_dates_in_french(edtf: str, words: str) -> None:
    assert date_words(edtf, "fr") == words


def test_days() -> None:
    assert day_words(date(2012, 10, 1)) == "1 October 2012"
    assert day_words(date(2012, 10, 1), "fr") == "1er octobre 2012"


def test_what_was_planned_or_denied_is_never_called_anything_else() -> None:
    for modality in ("planned", "denied"):
        word = standing_of(Fact("x", "visit", "x", modality=modality, status="curated"))
        assert word == modality
        assert word in SYMBOLS
        assert messages("en")[f"meaning.{word}"]


def test_symbols_tell_standings_apart() -> None:
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_every_role_of_the_vocabulary_has_its_place() -> None:
    roles = {role for kind in vocabulary().types.values() for role in kind.roles}

    assert roles <= set(ROLES)
