"""Further ways in which publishers tell of facts, and look-alikes that tell of none."""

from collections.abc import Callable

import pytest

Told = Callable[..., list[str]]

STATED = [
    (
        "Visit",
        "Norwegian Foreign Minister Kari Lund, on a visit to Chad, said that aid would go on.",
        "visitor=person:Kari Lund+state:NOR host=state:TCD | None | asserted",
    ),
    (
        "Visit",
        "Tongan Prime Minister Sione Tau arrives in Fiji on Friday.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | 2024-05-17 | planned",
    ),
    (
        "Visit",
        "Tongan Prime Minister Sione Tau and his wife arrived in Suva on Monday.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | 2024-05-13 | asserted",
    ),
    (
        "Visit",
        "Tongan Prime Minister Sione Tau is planning a trip to Fiji in June.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | 2024-06 | planned",
    ),
    (
        "Visit",
        "Chile has postponed a visit to Peru by Foreign Minister Ana Mora that was scheduled for Sunday.",
        "visitor=person:Ana Mora+state:CHL host=state:PER | 2024-05-19 | denied",
    ),
    (
        "Visit",
        "Chilean Foreign Minister Ana Mora is expected in Lima next month.",
        "visitor=person:Ana Mora+state:CHL host=state:PER | 2024-06 | planned",
    ),
    (
        "Meeting",
        "On Sunday Chilean Foreign Minister Ana Mora received a phone call from Peruvian President Luis Paz.",
        "participant=person:Ana Mora+person:Luis Paz+state:CHL+state:PER | 2024-05-12 | asserted",
    ),
    (
        "Meeting",
        "Chile's president spoke. A meeting with Peru's president did not take place.",
        "participant=state:CHL+state:PER | None | denied",
    ),
    (
        "Meeting",
        "Chilean Foreign Minister Ana Mora sat down with Peruvian President Luis Paz.",
        "participant=person:Ana Mora+person:Luis Paz+state:CHL+state:PER | None | asserted",
    ),
    (
        "Agreement",
        "The presidents of Chile and Peru witnessed the signing of a treaty on rivers.",
        "party=state:CHL+state:PER title=treaty on rivers | None | asserted",
    ),
    (
        "Membership",
        "Chad, a member of the African Union, spoke.",
        "member=state:TCD organization=org:African Union status=member | None | asserted",
    ),
    (
        "Membership",
        "Chad was suspended from the African Union in 2021.",
        "member=state:TCD organization=org:African Union status=member | 2021 | denied",
    ),
    (
        "Membership",
        "Chad opened accession talks with the European Union.",
        "member=state:TCD organization=org:European Union status=applicant | None | asserted",
    ),
    (
        "Membership",
        "Chad has been a member of the African Union since 2002.",
        "member=state:TCD organization=org:African Union status=member | 2002 | asserted",
    ),
    (
        "DiplomaticRelations",
        "Chile and Fiji established a strategic partnership in 2016.",
        "party=state:CHL+state:FJI action=upgraded | 2016 | asserted",
    ),
    (
        "DiplomaticRelations",
        "Chile said that relations with Fiji, broken off in 2009, would be discussed.",
        "party=state:CHL+state:FJI action=severed | 2009 | asserted",
    ),
    (
        "Mission",
        "SANTIAGO, May 15 - An embassy will be opened in Suva in June.",
        "sender=state:CHL receiver=state:FJI action=opened | 2024-06 | planned",
    ),
    (
        "Mission",
        "The Chilean embassy in Suva has been in operation since 2006.",
        "sender=state:CHL receiver=state:FJI action=operates | 2006 | asserted",
    ),
    (
        "Mission",
        "Chile is represented in Fiji by an embassy in Suva.",
        "sender=state:CHL receiver=state:FJI action=operates | None | asserted",
    ),
    (
        "Aid",
        "Chile sent 40 tonnes of rice to Fiji.",
        "donor=state:CHL recipient=state:FJI | None | asserted",
    ),
    (
        "Aid",
        "Chile has supported Fiji with 3 million dollars.",
        "donor=state:CHL recipient=state:FJI | None | asserted",
    ),
    (
        "Aid",
        "Chile will write off Fiji's debt.",
        "donor=state:CHL recipient=state:FJI | None | planned",
    ),
    (
        "Aid",
        "Fiji thanked Chile for the assistance given after the storm.",
        "donor=state:CHL recipient=state:FJI | None | asserted",
    ),
    (
        "TransportLink",
        "The airline will fly from Suva to Santiago twice a week.",
        "endpoint=place:Suva+place:Santiago+state:FJI+state:CHL | None | planned",
    ),
    (
        "Mechanism",
        "The next meeting of the Partnership Council between Chile and Fiji will be held in Suva in June.",
        "party=state:CHL+state:FJI title=Partnership Council | 2024-06 | planned",
    ),
]

LEFT_ALONE = [
    ("Visit", "Chilean Ambassador Ana Mora, who is resident in Lima, spoke."),
    ("Visit", "Chilean Foreign Minister Ana Mora returned home on Monday."),
    ("Visit", "The airline will fly from Suva to Santiago twice a week."),
    ("Meeting", "Chilean President Luis Paz was received at the airport by Peruvian Minister Rosa Soto."),
    ("Meeting", "Chile and Peru set up a strategic dialogue on water."),
    ("DiplomaticRelations", "Chile and Peru held talks on normalising ties."),
    ("Aid", "Chile sent a minister to Fiji."),
    ("Aid", "Chile has supported Fiji in the talks."),
    ("Aid", "Chile thanked Fiji for the warm welcome."),
    ("Aid", "Fiji approved an agreement on loans with Chile."),
    ("Membership", "Chad was suspended from the match."),
    ("Membership", "Before joining the United Nations, Chilean Minister Ana Mora taught law."),
    ("Mission", "The embassy will be opened to visitors on Sunday."),
    ("TransportLink", "The overnight train from Vienna to Bucharest was late."),
    ("Mechanism", "The working group read the report on Chile and Peru."),
]


@pytest.mark.parametrize(("fact_type", "text", "expected"), STATED)
def test_each_way_of_telling_is_read(lines: Told, fact_type: str, text: str, expected: str) -> None:
    assert lines(fact_type, text) == [expected]


@pytest.mark.parametrize(("fact_type", "text"), LEFT_ALONE)
def test_what_looks_alike_is_left_alone(lines: Told, fact_type: str, text: str) -> None:
    assert lines(fact_type, text) == []
