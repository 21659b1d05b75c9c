"""Each rule with sentences that it must read, and such that it must leave alone."""

from collections.abc import Callable

import pytest

Told = Callable[..., list[str]]

VISITS = [
    (
        "Fijian Prime Minister Jone Vula will visit Tonga from 3 to 7 June.",
        "visitor=person:Jone Vula+state:FJI host=state:TON | 2024-06-03/2024-06-07 | planned",
    ),
    (
        "Belgian Foreign Minister Luc Peeters travelled to Kinshasa on Thursday.",
        "visitor=person:Luc Peeters+state:BEL host=state:COD | 2024-05-09 | asserted",
    ),
    (
        "It was the first visit to Dhaka by a Pakistani foreign minister.",
        "visitor=state:PAK host=state:BGD | None | asserted",
    ),
    (
        "During a trip to Beijing last month, Brazilian President Ana Souza praised the hosts.",
        "visitor=person:Ana Souza+state:BRA host=state:CHN | 2024-04 | asserted",
    ),
    (
        "Tongan Prime Minister Sione Tau is due in Fiji on Friday.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | 2024-05-17 | planned",
    ),
    (
        "Tongan Prime Minister Sione Tau has postponed a visit to Fiji.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | None | denied",
    ),
    (
        "Tongan Prime Minister Sione Tau called off a trip to Fiji.",
        "visitor=person:Sione Tau+state:TON host=state:FJI | None | denied",
    ),
    (
        "Spanish Prime Minister Luis Vega will not visit Morocco.",
        "visitor=person:Luis Vega+state:ESP host=state:MAR | None | denied",
    ),
    (
        "A delegation from the Libyan parliament led by Speaker Salem Issa is visiting Malta.",
        "visitor=person:Salem Issa+state:LBY host=state:MLT | None | asserted",
    ),
    (
        "Peruvian President Rosa Diaz paid a state visit to Chile in 2016.",
        "visitor=person:Rosa Diaz+state:PER host=state:CHL | 2016 | asserted",
    ),
]

MEETINGS = [
    (
        "Indian Prime Minister Ravi Menon will hold talks with his Nepali counterpart Hari Thapa on Friday.",
        "participant=person:Ravi Menon+person:Hari Thapa+state:IND+state:NPL | 2024-05-17 | planned",
    ),
    (
        "In a phone call with Iraqi Foreign Minister Karim Aziz, German Foreign Minister Uwe Braun urged calm.",
        "participant=person:Uwe Braun+person:Karim Aziz+state:DEU+state:IRQ | None | asserted",
    ),
    (
        "Ghanaian President Kofi Mensah received Ivorian Prime Minister Yao Koffi on Tuesday.",
        "participant=person:Kofi Mensah+person:Yao Koffi+state:GHA+state:CIV | 2024-05-14 | asserted",
    ),
    (
        "Talks between the British and Spanish foreign ministers were held in Malaga on Monday.",
        "participant=state:GBR+state:ESP | 2024-05-13 | asserted",
    ),
    (
        "Lima denied that Peruvian President Rosa Diaz had met Chilean President Ana Soto.",
        "participant=person:Rosa Diaz+person:Ana Soto+state:PER+state:CHL | None | denied",
    ),
    (
        "Norway has offered to host a new round of talks between Chad and Niger.",
        "participant=state:TCD+state:NER | None | planned",
    ),
    (
        "There are no plans for bilateral talks between India and Pakistan.",
        "participant=state:IND+state:PAK | None | denied",
    ),
    (
        "Moroccan Foreign Minister Ali Fassi held talks with counterparts from Spain and Portugal.",
        "participant=person:Ali Fassi+state:MAR+state:ESP+state:PRT | None | asserted",
    ),
]

MEETINGS += [
    (
        "A meeting was held between Chilean Prime Minister Juan Mora and Peruvian President Rosa Diaz on Monday.",
        "participant=person:Juan Mora+person:Rosa Diaz+state:CHL+state:PER | 2024-05-13 | asserted",
    ),
    (
        "Russia's Ivan Orlov and Germany's Anna Braun met in Geneva.",
        "participant=person:Ivan Orlov+person:Anna Braun+state:RUS+state:DEU | None | asserted",
    ),
    (
        "Chilean President Juan Mora will travel to Lima and hold talks with Peruvian President Rosa Diaz.",
        "participant=person:Juan Mora+person:Rosa Diaz+state:CHL+state:PER | None | planned",
    ),
]

AGREEMENTS = [
    (
        "Egypt and Cyprus signed an agreement on gas exports in Cairo on Sunday.",
        "party=state:EGY+state:CYP title=agreement on gas exports | 2024-05-12 | asserted",
    ),
    (
        "Georgia's parliament ratified the free trade agreement with China.",
        "party=state:GEO+state:CHN title=free trade agreement | None | asserted",
    ),
    (
        "A joint declaration was adopted by the leaders of Greece, Israel and Cyprus.",
        "party=state:GRC+state:ISR+state:CYP title=joint declaration | None | asserted",
    ),
]

MEMBERSHIPS = [
    (
        "Finland formally joined NATO on 4 April 2023.",
        "member=state:FIN organization=org:North Atlantic Treaty Organization status=member | 2023-04-04 | asserted",
    ),
    (
        "Burundi withdrew from the International Criminal Court in 2017.",
        "member=state:BDI organization=org:International Criminal Court status=member | 2017 | denied",
    ),
    (
        "Ukraine has applied for membership of the European Union.",
        "member=state:UKR organization=org:European Union status=applicant | None | asserted",
    ),
    (
        "Timor-Leste was granted observer status in ASEAN.",
        "member=state:TLS organization=org:Association of Southeast Asian Nations status=observer | None | asserted",
    ),
    (
        "Ethiopia became a member of BRICS in January 2024.",
        "member=state:ETH organization=org:BRICS status=member | 2024-01 | asserted",
    ),
]

MEMBERSHIPS += [
    (
        "North Macedonia became NATO's 30th member on 27 March 2020.",
        "member=state:MKD organization=org:North Atlantic Treaty Organization status=member | 2020-03-27 | asserted",
    ),
    (
        "Moldova is a candidate for membership in the European Union.",
        "member=state:MDA organization=org:European Union status=candidate | None | asserted",
    ),
]

RELATIONS = [
    (
        "Chad restored diplomatic ties with Israel in 2019.",
        "party=state:TCD+state:ISR action=restored | 2019 | asserted",
    ),
    (
        "Nicaragua broke off diplomatic relations with Taiwan in December 2021.",
        "party=state:NIC+state:TWN action=severed | 2021-12 | asserted",
    ),
    (
        "Japan and Mongolia mark the 50th anniversary of diplomatic relations.",
        "party=state:JPN+state:MNG action=established | 1974 | asserted",
    ),
]

RELATIONS += [
    (
        "The minister welcomed the normalisation of relations between Chad and Israel.",
        "party=state:TCD+state:ISR action=established | None | asserted",
    ),
]

MISSIONS = [
    (
        "The United States opened an embassy in Honiara in February 2023.",
        "sender=state:USA receiver=state:SLB action=opened | 2023-02 | asserted",
    ),
    (
        "Taiwan's embassy in San Salvador will be closed.",
        "sender=state:TWN receiver=state:SLV action=closed | None | planned",
    ),
    (
        "Kenya will not relocate its embassy to Jerusalem.",
        "sender=state:KEN receiver=state:ISR action=opened | None | denied",
    ),
]

PARTICIPATIONS = [
    (
        "Poland has pulled out of the Visegrad summit in Israel.",
        "participant=state:POL event=Visegrad summit | None | denied",
    ),
    (
        "Deputy Minister Sato Kenji represented Japan at the International Conference on Water in Dushanbe.",
        "participant=person:Sato Kenji+state:JPN event=International Conference on Water | None | asserted",
    ),
    (
        "Thai Foreign Minister Somchai Dee will skip the Jakarta Conference on Fisheries.",
        "participant=person:Somchai Dee+state:THA event=Jakarta Conference on Fisheries | None | denied",
    ),
]

_TARN = "Ministers met at the Tarn Fisheries Conference in Lima on Monday. "

PARTICIPATIONS += [
    (
        "Also present at the Alpine Conference was French Foreign Minister Paul Morel.",
        "participant=person:Paul Morel+state:FRA event=Alpine Conference | None | asserted",
    ),
    (
        _TARN + "Chad will be represented by its ambassador.",
        "participant=state:TCD event=Tarn Fisheries Conference | 2024-05-13 | planned",
    ),
    (
        _TARN + "Chile stayed away.",
        "participant=state:CHL event=Tarn Fisheries Conference | None | denied",
    ),
    (
        "Togo is sending its fisheries minister to the Lagos Fisheries Summit.",
        "participant=state:TGO event=Lagos Fisheries Summit | None | planned",
    ),
    (
        "Talks between Chad and the rebels opened in Doha. Canada sent observers to the talks.",
        "participant=state:CAN event=Talks between Chad | None | asserted",
    ),
    (
        "Omani Foreign Minister Khalid Amri spoke at the Special Lake Group (LG) Summit.",
        "participant=person:Khalid Amri+state:OMN event=Special Lake Group (LG) Summit | None | asserted",
    ),
    (
        "Peru has been invited to the Tarn Fisheries Conference.",
        "participant=state:PER event=Tarn Fisheries Conference | None | planned",
    ),
]

MISSIONS += [
    (
        "Chile has had an embassy in Lima since 1994.",
        "sender=state:CHL receiver=state:PER action=operates | 1994 | asserted",
    ),
]

AID = [
    (
        "Norway announced a grant of $5 million for Jordan.",
        "donor=state:NOR recipient=state:JOR | None | planned",
    ),
    (
        "China donated 300,000 doses of vaccines to the Maldives in 2021.",
        "donor=state:CHN recipient=state:MDV | 2021 | asserted",
    ),
    (
        "The European Union has pledged 20 million euros to help Sudan fight hunger.",
        "donor=org:European Union recipient=state:SDN | None | planned",
    ),
]

LINKS = [
    (
        "A new rail link between Laos and China opened in December 2021.",
        "endpoint=state:LAO+state:CHN | 2021-12 | asserted",
    ),
    (
        "The airline plans to resume flights from Port of Spain to Caracas, Venezuela, next month.",
        "endpoint=place:Port of Spain+place:Caracas+state:TTO+state:VEN | 2024-06 | planned",
    ),
]

MECHANISMS = [
    (
        "The India-Oman Joint Military Cooperation Committee met in Muscat.",
        "party=state:IND+state:OMN title=India-Oman Joint Military Cooperation Committee | None | asserted",
    ),
]

TABLE = [
    (fact_type, sentence, expected)
    for fact_type, cases in {
        "Visit": VISITS,
        "Meeting": MEETINGS,
        "Agreement": AGREEMENTS,
        "Membership": MEMBERSHIPS,
        "DiplomaticRelations": RELATIONS,
        "Mission": MISSIONS,
        "Participation": PARTICIPATIONS,
        "Aid": AID,
        "TransportLink": LINKS,
        "Mechanism": MECHANISMS,
    }.items()
    for sentence, expected in cases
]


@pytest.mark.parametrize(("fact_type", "sentence", "expected"), TABLE)
def test_what_a_sentence_states_is_read(lines: Told, fact_type: str, sentence: str, expected: str) -> None:
    assert lines(fact_type, sentence) == [expected]


MANY = [
    (
        "Membership",
        "The African Union, to which both Chad and Togo belong, met.",
        [
            "member=state:TCD organization=org:African Union status=member | None | asserted",
            "member=state:TGO organization=org:African Union status=member | None | asserted",
        ],
    ),
    (
        "Membership",
        "Kenya founded the African Union with Burundi in 1990.",
        [
            "member=state:KEN organization=org:African Union status=member | 1990 | asserted",
            "member=state:BDI organization=org:African Union status=member | 1990 | asserted",
        ],
    ),
    (
        "Membership",
        "Chad was admitted to the African Union in 2004.",
        ["member=state:TCD organization=org:African Union status=member | 2004 | asserted"],
    ),
    (
        "Aid",
        "The World Bank approved a grant of $9 million for Malawi, and Ireland has promised a further 3 million euros.",
        [
            "donor=org:World Bank recipient=state:MWI | None | planned",
            "donor=state:IRL recipient=state:MWI | None | planned",
        ],
    ),
    (
        "Aid",
        "Blankets donated by Brazil to the Namibian Navy arrived.",
        ["donor=state:BRA recipient=state:NAM | None | asserted"],
    ),
    (
        "Mission",
        "The Chilean embassy in Lima opened in 1990. The embassy was closed in 2009 and reopened in 2015.",
        [
            "sender=state:CHL receiver=state:PER action=opened | 1990 | asserted",
            "sender=state:CHL receiver=state:PER action=closed | 2009 | asserted",
            "sender=state:CHL receiver=state:PER action=opened | 2015 | asserted",
        ],
    ),
    (
        "Mission",
        "Chile will close its embassy in Lima and its consulates in Quito and Bogota.",
        [
            "sender=state:CHL receiver=state:PER action=closed | None | planned",
            "sender=state:CHL receiver=state:ECU action=closed | None | planned",
            "sender=state:CHL receiver=state:COL action=closed | None | planned",
        ],
    ),
    (
        "Participation",
        "Taking part in the Alpine Speakers' Conference in Bern were Speaker Anna Huber of Austria and "
        "Speaker Marco Rossi of Italy.",
        [
            "participant=person:Anna Huber+state:AUT event=Alpine Speakers' Conference | None | asserted",
            "participant=person:Marco Rossi+state:ITA event=Alpine Speakers' Conference | None | asserted",
        ],
    ),
]


@pytest.mark.parametrize(("fact_type", "text", "expected"), MANY)
def test_what_a_text_states_several_times_over_is_read(
    lines: Told, fact_type: str, text: str, expected: list[str]
) -> None:
    assert lines(fact_type, text) == expected


LEFT_ALONE = [
    ("Membership", "Chad was admitted to the talks."),
    ("Membership", "The islands belong to Chad."),
    ("Membership", "Chad has been part of the problem."),
    ("Aid", "A letter sent by Brazil to Namibia arrived."),
    ("Mission", "Chile has a view of the embassy in Lima."),
    ("Mission", "The embassy was closed in 2009."),
    ("Visit", "Peruvian President Rosa Diaz returned to Lima on Thursday."),
    ("Visit", "Tourists from Chile visit Peru every summer."),
    ("Meeting", "The World Trade Organization held membership talks with Chad."),
    ("TransportLink", "The airline will fly to Chile and Peru."),
    ("Visit", "French President Paul Morel visited Lyon and Marseille."),
    ("Meeting", "Norwegian Prime Minister Lars Olsen met Norwegian fishermen."),
    ("Meeting", "Kenyan President Peter Mwangi welcomed the report."),
    ("Agreement", "Chile and Peru agree that trade matters."),
    ("Membership", "The European Union praised Moldova."),
    ("Membership", "Switzerland is a country of mountains."),
    ("DiplomaticRelations", "Chile and Peru enjoy cordial relations."),
    ("DiplomaticRelations", "Relations between Chile and Peru have improved."),
    ("Mission", "Protesters gathered outside the Chilean embassy in Lima."),
    ("Participation", "Chilean Foreign Minister Juan Mora addressed a joint press conference."),
    ("Participation", "Chile and Peru met to discuss the weather."),
    ("Participation", "Taking part in the parade were soldiers."),
    ("Participation", "Canada sent observers to the vote in Chad."),
    ("Participation", "Chile will be represented by a lawyer in the case."),
    ("Participation", "Chile stayed away from the euro."),
    ("Aid", "Chile exported copper worth $5 million to Peru."),
    ("TransportLink", "A flight from Lima to Quito was delayed."),
    ("TransportLink", "The airline will launch flights from Lyon to Paris."),
    ("Mechanism", "The election commission counted the votes of Chile."),
]


@pytest.mark.parametrize(("fact_type", "sentence"), LEFT_ALONE)
def test_what_a_sentence_does_not_state_is_not_read(lines: Told, fact_type: str, sentence: str) -> None:
    assert lines(fact_type, sentence) == []
