from dataclasses import replace
from itertools import permutations

import pytest

from graph.facts import Evidence, Fact, Modality, Quote, Row, Source
from graph.fuse import Cluster, fuse
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.resolve.world import World

ARTICLE_A = Quote("a", "x", 0, 1)
ARTICLE_B = Quote("b", "y", 5, 6)
REGISTER = Row("memberships", "SCO|PAK", 2, "Gazette")


@pytest.fixture
def resolver() -> Resolver:
    from graph.facts import Entity

    states = [Entity("state", code, code) for code in ("KAZ", "PAK", "CHN")]
    return Resolver(World([*states, Entity("organization", "SCO", "Shanghai Cooperation Organization")]))


def told(
    resolver: Resolver,
    fact_type: str,
    source: Source,
    date: str | None = None,
    modality: Modality = "asserted",
    **roles: tuple[str, ...],
) -> ResolvedFact:
    return resolver.resolve(Fact(fact_type, roles, date, modality, (Evidence(source, "test"),)))


def visit(resolver: Resolver, source: Source, date: str | None, *persons: str, **more: Modality) -> ResolvedFact:
    visitor = (*(f"person:{person}" for person in persons), "state:KAZ")
    return told(resolver, "Visit", source, date, visitor=visitor, host=("state:PAK",), **more)


def sizes(clusters: list[Cluster]) -> list[int]:
    return sorted(len(cluster.members) for cluster in clusters)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2025-09-08", "2025-09-08/2025-09-09", True),
        ("2025-09", "2025-09-08", True),
        ("2025", "2025-09-08", False),
        ("2025-09-08", "2025-10-08", False),
        (None, "2025-09-08", False),
        (None, None, False),
    ],
)
def test_visits_are_one_when_their_dates_name_the_same_days(
    resolver: Resolver, first: str | None, second: str | None, one: bool
) -> None:
    clusters = fuse([visit(resolver, ARTICLE_A, first), visit(resolver, ARTICLE_B, second)])

    assert sizes(clusters) == ([2] if one else [1, 1])


def test_delegations_of_other_people_are_other_visits(resolver: Resolver) -> None:
    clusters = fuse(
        [visit(resolver, ARTICLE_A, "2025-09-08", "A One"), visit(resolver, ARTICLE_B, "2025-09-08", "B Two")]
    )

    assert sizes(clusters) == [1, 1]


def test_a_visit_told_without_names_joins_the_one_with_names(resolver: Resolver) -> None:
    clusters = fuse([visit(resolver, ARTICLE_A, "2025-09-08", "A One"), visit(resolver, ARTICLE_B, "2025-09-08")])

    assert sizes(clusters) == [2]


def test_what_fits_two_joins_neither(resolver: Resolver) -> None:
    clusters = fuse(
        [
            visit(resolver, ARTICLE_A, "2025-09-08", "A One"),
            visit(resolver, ARTICLE_B, "2025-09-08", "B Two"),
            visit(resolver, Quote("c", "z", 0, 1), "2025-09-08"),
        ]
    )

    assert sizes(clusters) == [1, 1, 1]


def test_a_membership_in_register_and_article_is_one_named_by_the_register(resolver: Resolver) -> None:
    roles = {"member": ("state:PAK",), "organization": ("org:SCO",), "status": ("member",)}
    clusters = fuse(
        [
            told(resolver, "Membership", ARTICLE_A, **roles),
            told(resolver, "Membership", REGISTER, "2017-06-09/", **roles),
        ]
    )

    assert sizes(clusters) == [2]
    assert clusters[0].first.fact.evidence[0].source == REGISTER


def test_two_terms_of_office_are_two_facts(resolver: Resolver) -> None:
    roles = {"holder": ("person:A One",), "office": ("President",), "of": ("state:KAZ",)}
    clusters = fuse(
        [
            told(resolver, "OfficeHolding", ARTICLE_A, "1990/1995", **roles),
            told(resolver, "OfficeHolding", ARTICLE_B, "2000/2005", **roles),
        ]
    )

    assert sizes(clusters) == [1, 1]


def test_agreements_of_the_same_parties_are_told_apart_by_title(resolver: Resolver) -> None:
    parties = {"party": ("state:KAZ", "state:PAK")}
    clusters = fuse(
        [
            told(resolver, "Agreement", ARTICLE_A, title=("Air Services Agreement",), **parties),
            told(resolver, "Agreement", ARTICLE_B, title=("Extradition Treaty",), **parties),
        ]
    )

    assert sizes(clusters) == [1, 1]


def test_what_one_asserts_and_another_denies_stands_side_by_side(resolver: Resolver) -> None:
    clusters = fuse(
        [visit(resolver, ARTICLE_A, "2025-09-08"), visit(resolver, ARTICLE_B, "2025-09-08", modality="denied")]
    )

    assert sizes(clusters) == [1, 1]
    assert all(len(cluster.disagrees_with) == 1 for cluster in clusters)


def test_the_order_of_facts_does_not_matter(resolver: Resolver) -> None:
    facts = [
        visit(resolver, ARTICLE_A, "2025-09-08", "A One"),
        visit(resolver, ARTICLE_B, "2025-09"),
        visit(resolver, replace(ARTICLE_B, article="c"), "2025-09-08/2025-09-09", "A One"),
    ]

    results = {
        tuple(tuple(member.fact.evidence[0].source for member in cluster.members) for cluster in fuse(list(order)))
        for order in permutations(facts)
    }

    assert len(results) == 1


def test_two_standings_in_one_organization_are_two_memberships(resolver: Resolver) -> None:
    roles = {"member": ("state:PAK",), "organization": ("org:SCO",)}
    observer = told(resolver, "Membership", Row("history", "o", 2, "a"), "2005-07-05/", **roles, status=("observer",))
    member = told(resolver, "Membership", Row("history", "m", 3, "a"), "2017-06-09/", **roles, status=("member",))
    undated = told(resolver, "Membership", REGISTER, **roles, status=("member",))

    clusters = fuse([undated, observer, member])

    assert sizes(clusters) == [1, 2]


def test_an_interval_is_not_joined_to_the_next_one(resolver: Resolver) -> None:
    roles = {"holder": ("person:A B",), "office": ("President",), "of": ("state:KAZ",)}
    first = told(resolver, "OfficeHolding", Row("offices", "1", 2, "one"), "2010/2014", **roles)
    second = told(resolver, "OfficeHolding", Row("more", "2", 2, "two"), "2014/2018", **roles)
    again = told(resolver, "OfficeHolding", Row("other", "3", 2, "three"), "2010-05/2014-05-01", **roles)

    assert sizes(fuse([first, second, again])) == [1, 2]


def test_missions_are_one_only_in_one_city(resolver: Resolver) -> None:
    roles = {"sender": ("state:KAZ",), "receiver": ("state:PAK",)}

    def mission(register: str, key: str, kind: str, place: str) -> ResolvedFact:
        source = Row(register, key, 2, register)
        return told(resolver, "Mission", source, kind=(kind,), place=(f"place:{place}",), **roles)

    embassies = [mission("a", "1", "embassy", "Islamabad"), mission("b", "1", "embassy", "Islamabad")]
    consulates = [mission("a", "2", "consulate", "Lahore"), mission("b", "3", "consulate", "Karachi")]

    assert sizes(fuse(embassies)) == [2]
    assert sizes(fuse(consulates)) == [1, 1]


def test_what_had_ended_is_not_what_was_seen_later(resolver: Resolver) -> None:
    roles = {"sender": ("state:KAZ",), "receiver": ("state:PAK",), "kind": ("embassy",), "place": ("place:Karachi",)}
    closed = told(resolver, "Mission", Row("a", "1", 2, "a"), "1936/1961", **roles)
    seen = told(resolver, "Mission", Row("b", "1", 2, "b", "2021-04-22"), **roles)

    assert sizes(fuse([closed, seen])) == [1, 1]
