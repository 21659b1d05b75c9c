"""Names of states, organizations and places in text."""

import pytest

from graph.extract.gazetteer import Gazetteer
from graph.extract.tokens import tokenize
from graph.resolve.world import World


@pytest.fixture(scope="module")
def gazetteer(world: World) -> Gazetteer:
    return Gazetteer(world)


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.entry.ref for mention in gazetteer.mentions(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("the Republic of South Sudan", ["state:SSD"]),
        ("U.S. and US officials", ["state:USA", "state:USA"]),
        ("Kazakh and Uzbek ministers", ["state:KAZ", "state:UZB"]),
        ("the China-Vietnam committee", ["state:CHN", "state:VNM"]),
        ("Sino-Indian talks", ["state:CHN", "state:IND"]),
        ("Guinea-Bissau and Guinea", ["state:GNB", "state:GIN"]),
        ("the Shanghai Cooperation Organisation", ["org:Shanghai Cooperation Organization"]),
        ("Asean and NATO", ["org:Association of Southeast Asian Nations", "org:North Atlantic Treaty Organization"]),
        ("in Astana", ["place:Astana"]),
        ("the Kremlin", ["state:RUS"]),
    ],
)
def test_names_are_found_in_every_form(gazetteer: Gazetteer, text: str, refs: list[str]) -> None:
    assert found(gazetteer, text) == refs


@pytest.mark.parametrize(
    "text", ["tell us who", "a turkey", "Central American states", "the National Security Council", "he can eat"]
)
def test_words_that_only_look_like_names_are_left(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []
