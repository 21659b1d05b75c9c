"""The word lists hold what the rules ask of them."""

import re
from pathlib import Path

import pytest

from graph.extract import lexicon
from graph.extract.officials import state_of

SOURCE = Path(lexicon.__file__).parent


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("met", "meet", "past"),
        ("signing", "sign", "ing"),
        ("holds", "hold", "s"),
        ("paid", "pay", "part"),
        ("ratified", "ratify", "past"),
        ("travelled", "travel", "past"),
    ],
)
def test_verbs_are_known_in_their_forms(form: str, lemma: str, kind: str) -> None:
    found = lexicon.verb_form(form)
    assert found is not None
    assert (found.lemma, kind in found.forms) == (lemma, True)


def test_an_unknown_word_in_ed_is_taken_for_a_participle() -> None:
    found = lexicon.verb_form("defenestrated")
    assert found is not None
    assert "part" in found.forms
    assert lexicon.verb_form("indeed") is None


def test_every_word_list_that_code_asks_for_exists() -> None:
    asked = {
        match
        for path in SOURCE.rglob("*.py")
        for match in re.findall(r'words\("(\w+)"(?:, "(\w+)")?\)', path.read_text("utf-8"))
    }
    assert asked
    for name, file in asked:
        assert lexicon.words(name, file or "words")


def test_no_rule_names_a_state_or_person() -> None:
    """Names belong in data: the code of the rules knows none."""
    codes = [
        match
        for path in (SOURCE / "rules").glob("*.py")
        for match in re.findall(r"state:[A-Z]{3}", path.read_text("utf-8"))
    ]
    assert codes == []


def test_an_official_is_known_by_full_name_or_by_surname_in_office() -> None:
    assert state_of("Paul Kagame", 2018) == "state:RWA"
    assert state_of("Kagame", 2018, mentioned=["state:RWA", "state:CHN"]) == "state:RWA"
    assert state_of("Kagame", None) == ""
    assert state_of("Nobody Atall", 2018) == ""
