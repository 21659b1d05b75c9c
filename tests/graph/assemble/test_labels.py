from typing import Any

import pytest

from graph.assemble.labels import label
from graph.facts import Entity, Evidence, Fact, Modality, Quote
from graph.fuse import Cluster
from graph.gather import naming
from graph.resolve.resolver import Resolver
from graph.resolve.world import World

STATES = {"KAZ": "Kazakhstan", "PAK": "Pakistan", "CHN": "China"}


def named(fact_type: str, date: str | None = None, modality: Modality = "asserted", **roles: Any) -> str:
    world = World([Entity("state", code, name) for code, name in STATES.items()])
    values = {role: (value,) if isinstance(value, str) else value for role, value in roles.items()}
    fact = Fact(fact_type, values, date, modality, (Evidence(Quote("a", "x", 0, 1), "test"),))
    return label(Cluster([Resolver(world).resolve(fact)]), naming(world, {}))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            lambda: named("Visit", "2025-09-08/2025-09-09", visitor=("person:A B", "state:KAZ"), host="state:PAK"),
            "Visit of A B (Kazakhstan) to Pakistan, 2025-09-08 to 2025-09-09",
        ),
        (
            lambda: named("Visit", None, "planned", visitor="state:KAZ", host="state:PAK", kind="state visit"),
            "State visit of Kazakhstan to Pakistan (planned)",
        ),
        (
            lambda: named("Meeting", "2025", participant=("person:A B", "person:C D", "state:KAZ", "state:PAK")),
            "Meeting between A B and C D, 2025",
        ),
        (
            lambda: named("OfficeHolding", "2019/", holder="person:A B", office="President", of="state:KAZ"),
            "A B, President of Kazakhstan, since 2019",
        ),
        (
            lambda: named("Agreement", party=("state:KAZ", "state:PAK", "state:CHN"), title="Transit Treaty"),
            "Transit Treaty: Kazakhstan, Pakistan and China",
        ),
        (
            lambda: named("Aid", "../2020", donor="state:KAZ", recipient="state:PAK", kind="humanitarian aid"),
            "Humanitarian aid from Kazakhstan to Pakistan, until 2020",
        ),
    ],
)
def test_a_fact_is_called_what_it_is(made: Any, expected: str) -> None:
    assert made() == expected


def test_every_fact_type_has_a_label_even_with_core_roles_missing() -> None:
    from graph.vocabulary import vocabulary

    for name in vocabulary().types:
        assert named(name)
