"""Whose office a title is that names no state beside it."""

from collections.abc import Callable

import pytest

from graph.facts import Fact

Read = Callable[..., list[Fact]]

SETTLED = [
    ("QUITO: Trade Minister Luz Vera flew to Lima on Monday for talks with Peruvian officials.", "state:ECU"),
    ("ACCRA. Ghana and Togo are friends. Deputy Interior Minister Kojo Addo will be in Lome on 4 June.", "state:GHA"),
    (
        "LISBON, May 14 -- Danish Foreign Minister Else Holm came to Portugal. Later she was received by President"
        " Rui Matos.",
        "state:PRT",
    ),
    ("Foreign Minister Olga Lind will lead the Swedish delegation to the summit in Nairobi.", "state:SWE"),
    ("A Chilean delegation led by Energy Minister Rosa Soto was in Bolivia.", "state:CHL"),
    ("Norway is sending its fisheries minister, Nils Dahl, to Iceland.", "state:NOR"),
    ("Norway has offered to host talks between Chad and Niger, Foreign Minister Nils Dahl said.", "state:NOR"),
    ("The envoy flew to Banjul to see President Lamin Touray.", "state:GMB"),
    ("Oman's Sultan Ali spoke in Bern. In Bern he was greeted by President Mia Huber.", "state:CHE"),
    (
        "Malawi's High Commissioner to Fiji, Grace Phiri, left. She was accompanied by Counsellor Peter Moyo.",
        "state:MWI",
    ),
    ("The Norwegian government spoke of Kenya. Foreign Minister Nils Dahl said no.", "state:NOR"),
    ("Tonga's minister flew to Suva, where he was met at the airport by President Jone Vula.", "state:FJI"),
    ("President Peter Banda received letters of credence from envoys accredited to Zambia.", "state:ZMB"),
    (
        "MAPUTO: Fiji's Sione Tau came. The Fijian minister was met by Trade Minister Rui Matos.",
        "state:MOZ",
    ),
    ("Kenya left the talks. Its foreign minister, Joy Otieno, said why.", "state:KEN"),
    ("The Fijian embassy in Tokyo held a reception. The chargé d'affaires, Jone Vula, spoke.", "state:FJI"),
]
OPEN = [
    "Presidents Nils Dahl and Mia Berg will meet in Kenya.",
    "Chad, Niger and Togo spoke of water. President Nils Dahl will visit Chad.",
    "Finance Minister Mia Berg will travel to Nairobi.",
    "Justice Minister Mia Berg and her Kenyan colleague Joy Otieno spoke.",
]


def owners(facts: list[Fact]) -> dict[str, str]:
    return {f.roles["holder"][0]: f.roles["of"][0] for f in facts if f.type == "OfficeHolding"}


@pytest.mark.parametrize(("text", "state"), SETTLED)
def test_grammar_or_the_place_of_writing_settles_whose_office_it_is(read: Read, text: str, state: str) -> None:
    found = [f for f in read(text) if f.type == "OfficeHolding" and f.evidence[0].rule == "office.context"]
    assert [f.roles["of"] for f in found] == [(state,)]


@pytest.mark.parametrize("text", OPEN)
def test_the_other_side_of_a_story_owns_no_bare_title(read: Read, text: str) -> None:
    assert not {"person:Nils Dahl", "person:Mia Berg"} & set(owners(read(text)))
