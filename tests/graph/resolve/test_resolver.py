import pytest

from graph.facts import Entity, Evidence, Fact, Name, Quote
from graph.resolve.resolver import ConceptRef, EntityRef, FactRef, Resolver, Words
from graph.resolve.world import World


@pytest.fixture
def world() -> World:
    return World(
        [
            Entity("state", "KAZ", "Kazakhstan", (Name("Republic of Kazakhstan", kind="official"),)),
            Entity("state", "PAK", "Pakistan"),
            Entity("organization", "SCO", "Shanghai Cooperation Organization", (Name("SCO", kind="acronym"),)),
            Entity("place", "kaz-astana", "Astana", (), {"cy:inState": ("state:KAZ",)}),
            Entity("place", "pak-hill", "Hill", (), {"cy:inState": ("state:PAK",)}),
            Entity("place", "usa-hill", "Hill", (), {"cy:inState": ("state:USA",)}),
        ]
    )


def fact(fact_type: str, date: str | None = None, **roles: str | tuple[str, ...]) -> Fact:
    source = Evidence(Quote("a", "x", 0, 1), "test")
    values = {role: (value,) if isinstance(value, str) else value for role, value in roles.items()}
    return Fact(fact_type, values, date, "asserted", (source,))


def only(resolver: Resolver, told: Fact, role: str) -> object:
    (value,) = resolver.resolve(told).roles[role]
    return value


@pytest.mark.parametrize("name", ["SCO", "Shanghai Cooperation Organisation", "the shanghai cooperation organization"])
def test_an_organization_is_found_by_acronym_and_spelling(world: World, name: str) -> None:
    told = fact("Membership", member="state:PAK", organization=f"org:{name}", status="member")

    assert only(Resolver(world), told, "organization") == EntityRef("organization", "SCO")


def test_an_unknown_person_becomes_an_entity_once(world: World) -> None:
    resolver = Resolver(world)

    first = only(resolver, fact("OfficeHolding", holder="person:Murat Example"), "holder")
    again = only(resolver, fact("OfficeHolding", holder="person:Murat EXAMPLE"), "holder")

    assert first == EntityRef("person", "murat-example", Entity("person", "murat-example", "Murat Example"))
    assert isinstance(again, EntityRef)
    assert again.id == "murat-example"
    assert world.get("person", "murat-example") is None  # the world knows what registers say, not what articles do


def test_an_unknown_state_stays_words(world: World) -> None:
    assert only(Resolver(world), fact("Visit", host="state:QQQ"), "host") == Words("QQQ")


def test_a_place_that_two_states_have_is_told_apart_by_the_parties(world: World) -> None:
    resolver = Resolver(world)

    with_party = only(resolver, fact("Visit", host="state:PAK", place="place:Hill"), "place")
    without = only(resolver, fact("Visit", host="state:KAZ", place="place:Hill"), "place")

    assert with_party == EntityRef("place", "pak-hill")
    assert without == EntityRef("place", "hill", Entity("place", "hill", "Hill"))


def test_an_office_belongs_to_whose_it_is(world: World) -> None:
    told = fact("OfficeHolding", holder="person:A B", office="Foreign Minister", of="state:KAZ")

    value = only(Resolver(world), told, "office")

    assert isinstance(value, EntityRef)
    office = value.told
    assert office is not None
    assert (office.id, office.label) == ("kaz-foreign-minister", "Foreign Minister of Kazakhstan")
    assert office.properties == {"cy:officeOf": ("state:KAZ",)}


def test_envoys_to_two_states_hold_two_offices(world: World) -> None:
    told = fact("OfficeHolding", holder="person:A B", office="Ambassador", of="state:KAZ", accreditedTo="state:PAK")

    value = only(Resolver(world), told, "office")

    assert isinstance(value, EntityRef)
    office = value.told
    assert office is not None
    assert (office.id, office.label) == ("kaz-ambassador-to-pak", "Ambassador of Kazakhstan to Pakistan")


def test_an_office_without_its_state_stays_words(world: World) -> None:
    told = fact("OfficeHolding", holder="person:A B", office="President")

    assert only(Resolver(world), told, "office") == Words("President")


def test_kinds_become_concepts_where_the_scheme_has_them(world: World) -> None:
    resolver = Resolver(world)

    assert only(resolver, fact("Visit", kind="Official"), "kind") == ConceptRef("visit-kind/official")
    assert only(resolver, fact("Visit", kind="moonlit"), "kind") == Words("moonlit")


def test_the_same_conference_in_two_years_is_two_events(world: World) -> None:
    resolver = Resolver(world)

    first = only(resolver, fact("Participation", "2023-05", event="Example Forum"), "event")
    second = only(resolver, fact("Participation", "2024-05", event="Example Forum"), "event")

    assert first != second
    assert isinstance(second, EntityRef)
    assert second.told is not None
    assert second.told.label == "Example Forum (2024)"


def test_an_act_refers_to_its_agreement_by_key(world: World) -> None:
    told = fact("PartyAction", agreement="agreement:CN_1961", party="state:KAZ", action="ratified")

    assert only(Resolver(world), told, "agreement") == FactRef("Agreement", "CN_1961")


def test_of_two_namesakes_neither_is_taken(world: World) -> None:
    world.add(Entity("person", "a-b-1950", "A B"))
    world.add(Entity("person", "a-b-1960", "A B"))

    value = only(Resolver(world), fact("OfficeHolding", holder="person:A B", of="state:KAZ"), "holder")

    assert isinstance(value, EntityRef)
    assert value.id == "a-b"


def test_of_two_namesakes_the_one_who_served_the_state_is_taken() -> None:
    served = fact("OfficeHolding", "2001/2005", holder="person:a-b-1960", office="President", of="state:KAZ")
    namesakes = [Entity("person", "a-b-1950", "A B"), Entity("person", "a-b-1960", "A B")]
    world = World([Entity("state", "KAZ", "Kazakhstan"), *namesakes], holdings=lambda: [served])

    value = only(Resolver(world), fact("Visit", visitor=("person:A B", "state:KAZ"), host="state:KAZ"), "host")
    visitor = Resolver(world).resolve(fact("Visit", visitor=("person:A B", "state:KAZ"), host="state:KAZ"))

    assert value == EntityRef("state", "KAZ")
    assert visitor.roles["visitor"][0] == EntityRef("person", "a-b-1960")
