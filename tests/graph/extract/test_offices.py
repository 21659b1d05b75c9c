"""Offices from titles, appositions, lists and careers."""

from collections.abc import Callable

import pytest

from graph.facts import Fact

Read = Callable[..., list[Fact]]

CASES = [
    ("Italian Prime Minister Mario Verdi spoke.", "Mario Verdi", "Prime Minister", "state:ITA"),
    (
        "Ghana's Minister for Higher Education, Mr Kofi Otoo, is away.",
        "Kofi Otoo",
        "Minister for Higher Education",
        "state:GHA",
    ),
    ("Deputy Minister of Trade of Peru H.E. Ana Ruiz spoke.", "Ana Ruiz", "Deputy Minister of Trade", "state:PER"),
    (
        "Omar Said, secretary of the Planning Committee of Libya, arrived.",
        "Omar Said",
        "Secretary of the Planning Committee",
        "state:LBY",
    ),
    ("President Joyce Phiri of Zambia spoke.", "Joyce Phiri", "President", "state:ZMB"),
    (
        "NATO Secretary-General Jan Smit spoke.",
        "Jan Smit",
        "Secretary-General",
        "org:North Atlantic Treaty Organization",
    ),
    (
        "Chinese Ministry of Commerce spokesman, Wang Lei said no.",
        "Wang Lei",
        "Ministry of Commerce spokesman",
        "state:CHN",
    ),
    ("Speaker of the Saeima Inga Ozola spoke.", "Inga Ozola", "Speaker of the Saeima", "state:LVA"),
    ("Peru's Consul in Suva, Luis Paz, spoke.", "Luis Paz", "Consul in Suva", "state:PER"),
    ("Kenya's Minister of Trade, Chief Joy Otieno, spoke.", "Joy Otieno", "Minister of Trade", "state:KEN"),
    ("Otieno, the Kenyan trade minister, spoke.", "Otieno", "Trade minister", "state:KEN"),
    ("Ana Mora, until now ambassador of Chile, spoke.", "Ana Mora", "Ambassador", "state:CHL"),
    ("Chile's next ambassador to Fiji will be Ana Mora.", "Ana Mora", "Ambassador to Fiji", "state:CHL"),
    ("Ex-Israeli premier Dan Levi spoke.", "Dan Levi", "Premier", "state:ISR"),
    ("Peru's Foreign Minister J P K Paz spoke.", "J P K Paz", "Foreign Minister", "state:PER"),
    (
        "Ambassador Ana Mora, Permanent Representative of Chile, spoke.",
        "Ana Mora",
        "Permanent Representative",
        "state:CHL",
    ),
    (
        "Omar Said, Permanent Secretary at the Ministry of Trade of Libya, spoke.",
        "Omar Said",
        "Permanent Secretary at the Ministry of Trade",
        "state:LBY",
    ),
    ("Fiji's Chief Minister Jone Vula spoke.", "Jone Vula", "Chief Minister", "state:FJI"),
    ("Malta's Deputy Justice Minister Ana Borg spoke.", "Ana Borg", "Deputy Justice Minister", "state:MLT"),
    ("Peru's Chief of Defence, Air Vice-Marshal Luis Paz, spoke.", "Luis Paz", "Chief of Defence", "state:PER"),
    ("Then-Foreign Minister Ravi Menon of India was there.", "Ravi Menon", "Foreign Minister", "state:IND"),
]


@pytest.mark.parametrize(("sentence", "name", "office", "of"), CASES)
def test_a_title_beside_a_name_is_an_office(read: Read, sentence: str, name: str, office: str, of: str) -> None:
    (holding,) = [fact for fact in read(sentence) if fact.type == "OfficeHolding"]
    assert holding.roles["holder"] == (f"person:{name}",)
    assert (holding.roles["office"], holding.roles["of"]) == ((office,), (of,))


def offices(facts: list[Fact]) -> list[tuple[str, str, str | None, str]]:
    return [
        (fact.roles["holder"][0], fact.roles["office"][0], fact.date, fact.modality)
        for fact in facts
        if fact.type == "OfficeHolding"
    ]


def test_offices_held_jointly_are_one_fact_each(read: Read) -> None:
    found = offices(read("Laotian Deputy Prime Minister and Defence Minister Kham Vong spoke."))
    assert [office for _, office, _, _ in found] == ["Deputy Prime Minister", "Defence Minister"]


def test_a_list_gives_each_state_its_envoy(read: Read) -> None:
    facts = read("He received the ambassadors of Uruguay, Nestor Paz, Chile, Julia Rios, and Eswatini, Mandla Dube.")
    found = {fact.roles["holder"][0]: fact.roles["of"][0] for fact in facts}
    assert found == {
        "person:Nestor Paz": "state:URY",
        "person:Julia Rios": "state:CHL",
        "person:Mandla Dube": "state:SWZ",
    }


def test_a_counterpart_holds_the_same_office(read: Read) -> None:
    found = offices(read("Croatian Prime Minister Ivo Babic met his Libyan counterpart, Omar Aziz, in Zagreb."))
    assert ("person:Omar Aziz", "Prime Minister", None, "asserted") in found


@pytest.mark.parametrize("peer", ["colleague", "opposite number"])
def test_a_colleague_of_another_state_holds_the_same_office(read: Read, peer: str) -> None:
    found = offices(read(f"Belgian Trade Minister Ana Peeters met her Danish {peer} Else Holm and the media."))
    assert ("person:Else Holm", "Trade Minister", None, "asserted") in found


def test_a_counterpart_of_a_state_takes_no_office_of_that_state(read: Read) -> None:
    text = "Fijian Prime Minister Jone Vula met Tongan King Sione Tau and his Tongan counterpart Ana Fonua."
    assert ("person:Ana Fonua", "Prime Minister", None, "asserted") in offices(read(text))


def test_a_title_after_one_name_is_not_that_of_the_next(read: Read) -> None:
    text = "At the invitation of Mr Jone Vula, Prime Minister of Fiji, Mr Sione Tau, Prime Minister of Tonga, came."
    found = {(f.roles["holder"], f.roles["of"]) for f in read(text) if f.type == "OfficeHolding"}
    assert found == {(("person:Jone Vula",), ("state:FJI",)), (("person:Sione Tau",), ("state:TON",))}


def test_a_career_is_told_by_its_verb_with_its_years(read: Read) -> None:
    text = (
        "Chilean diplomat Ana Ruiz has served as Counsellor in Lagos (1997-99) and Third Secretary in Quito (1991-93)."
    )
    found = offices(read(text))
    assert ("person:Ana Ruiz", "Counsellor in Lagos", "1997/1999", "asserted") in found
    assert ("person:Ana Ruiz", "Third Secretary in Quito", "1991/1993", "asserted") in found


def test_an_appointment_to_come_is_planned_and_dated_by_its_start(read: Read) -> None:
    text = (
        "Ms Jane Marsh is to be Canada's next Ambassador to Brazil."
        " Ms Marsh will take up the appointment in August 2024."
    )
    assert offices(read(text)) == [("person:Jane Marsh", "Ambassador to Brazil", "2024-08", "planned")]


def test_the_speaker_of_a_release_is_the_person_in_its_header(read: Read) -> None:
    text = "MINISTER FOR FOREIGN AFFAIRS ALAN MARSH\n\nToday I will meet Tongan Prime Minister Sione Vea in Canberra."
    facts = read(text, source="Australia, Minister for Foreign Affairs")
    (meeting,) = [fact for fact in facts if fact.type == "Meeting"]
    assert set(meeting.roles["participant"]) == {"person:Alan Marsh", "state:AUS", "person:Sione Vea", "state:TON"}


@pytest.mark.parametrize(
    "sentence",
    [
        "ACME vice president Zhou Lan promised more.",
        "They enjoy official relations.",
        "The island's premier fishing club met.",
        "Company director Ana Ruiz spoke.",
    ],
)
def test_what_is_no_public_office_is_left_out(read: Read, sentence: str) -> None:
    assert offices(read(sentence)) == []


def test_the_fullest_name_stands_for_the_person(read: Read) -> None:
    text = "Peruvian President Diaz spoke. Rosa Diaz left for Chile on Monday."
    facts = read(text)
    assert {
        value for fact in facts for values in fact.roles.values() for value in values if value.startswith("person:")
    } == {"person:Rosa Diaz"}


def test_names_joined_by_and_stay_out_of_the_ministry_before_them(read: Read) -> None:
    text = "Chile's Minister of Foreign Affairs Ana Mora and Peru's Ambassador, Luis Paz, spoke."
    held = {f.roles["holder"][0]: f.roles["office"][0] for f in read(text) if f.type == "OfficeHolding"}
    assert held == {"person:Ana Mora": "Minister of Foreign Affairs", "person:Luis Paz": "Ambassador"}


def test_a_shared_surname_is_of_the_one_with_the_title(read: Read) -> None:
    text = "Peru's Prime Minister Luis Paz met Peru's Speaker Rosa Paz. Prime Minister Paz spoke."
    held = {(f.roles["holder"][0], f.roles["office"][0]) for f in read(text) if f.type == "OfficeHolding"}
    assert held == {("person:Luis Paz", "Prime Minister"), ("person:Rosa Paz", "Speaker")}


def test_envoys_of_a_list_are_those_of_the_sentence_before(read: Read) -> None:
    text = (
        "SUVA: The president received letters of credence from two ambassadors on Monday.\n\n"
        "They are Ana Mora of Chile and Lars Olsen of Norway."
    )
    held = [(f.roles["of"][0], f.date) for f in read(text) if f.type == "OfficeHolding"]
    assert held == [("state:CHL", "2024-05-13"), ("state:NOR", "2024-05-13")]


def test_a_place_in_a_name_is_no_place(read: Read) -> None:
    (holding,) = [f for f in read("Chile spoke. Trade Minister Florence Mora agreed.") if f.type == "OfficeHolding"]
    assert holding.roles["holder"] == ("person:Florence Mora",)
    assert holding.roles["of"] == ("state:CHL",)


def test_who_is_to_succeed_a_minister_is_to_hold_the_office(read: Read) -> None:
    facts = read("Chile's trade minister will be replaced by Ana Mora.")
    assert [(f.roles["holder"], f.modality) for f in facts] == [(("person:Ana Mora",), "planned")]
