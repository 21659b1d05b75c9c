"""Sentences and tokens of untidy text."""

import pytest

from graph.extract.sentences import sentences
from graph.extract.tokens import tokenize


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Olsen met Dr. Braun on Nov. 3 in the U.S. capital.",
        "J. F. Smith, H.E. Ana Ruiz and Gen. Paul Roy spoke.",
        "Trade rose by 2.5 per cent to $1.3 billion.",
    ],
)
def test_abbreviations_and_figures_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


def test_quotes_paragraphs_and_run_together_sentences_are_split() -> None:
    text = 'A HEADLINE WITHOUT A STOP\n\n"We agreed." The talks went on.They ended late! Did they?'
    assert split(text) == [
        "A HEADLINE WITHOUT A STOP",
        '"We agreed."',
        "The talks went on.",
        "They ended late!",
        "Did they?",
    ]


def test_a_country_acronym_can_end_a_sentence() -> None:
    assert split("She flew to the U.S. The talks begin today.") == ["She flew to the U.S.", "The talks begin today."]


def test_empty_text_has_no_sentence() -> None:
    assert split(" \n\n ") == []


def test_tokens_keep_names_whole_and_split_clitics() -> None:
    text = "Kassym-Jomart's U.S. trip didn't cost $28.2 million, Wetang'ula said."
    expected = "Kassym-Jomart 's U.S. trip did n't cost $ 28.2 million , Wetang'ula said ."
    assert [token.text for token in tokenize(text)] == expected.split()


def test_offsets_count_in_the_whole_text() -> None:
    text = "One. Two three."
    assert [(token.start, token.end) for token in tokenize(text, 5)] == [(5, 8), (9, 14), (14, 15)]
