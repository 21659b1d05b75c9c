"""Judgements on who is who."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import Entity
from graph.read.seeds import judgements
from graph.resolve.identities import IDENTITIES, aliases, read_identities
from graph.resolve.world import World
from graph.settings import Settings

HEADER = "one,other,judgement,reason\n"


def judged(tmp_path: Path, *lines: str) -> dict[tuple[str, str], str]:
    path = tmp_path / "identities.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
    return aliases(read_identities(path, 10_000))  # type: ignore[return-value]


def test_a_chain_leads_to_its_last(tmp_path: Path) -> None:
    found = judged(tmp_path, "person:a,person:b,same,x", "person:b,person:c,same,x", "person:d,person:c,unsure,x")

    assert found == {("person", "a"): "c", ("person", "b"): "c"}


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        (("person:a,person:b,same,x", "person:b,person:a,same,x"), "circle"),
        (("person:a,person:b,same,x", "person:a,person:c,same,x"), "two others"),
        (("person:a,person:b,same,x", "person:a,person:b,not same,x"), "other judgements join"),
        (("person:a,person:b,alike,x",), "no judgement"),
        (("person:a,person:b,same,",), "no reason"),
        (("person:a,state:b,same,x",), "cannot be compared"),
        (("a,person:b,same,x",), "no reference"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, lines: tuple[str, ...], cause: str) -> None:
    with pytest.raises(InputError, match=cause) as caught:
        judged(tmp_path, *lines)

    assert caught.value.line


def test_two_identifiers_of_one_person_are_one_entity() -> None:
    world = World(aliases={("person", "kerry-john"): "john-kerry"})
    world.add(Entity("person", "kerry-john", "John Forbes Kerry"))
    world.add(Entity("person", "john-kerry", "John Kerry"))

    assert len(world) == 1
    assert world.get("person", "kerry-john") is world.get("person", "john-kerry")
    assert world.find("person", "John Kerry") is world.find("person", "John Forbes Kerry")
    assert "kerry-john" in world.ids("person")


def test_the_shipped_judgements_hold_together() -> None:
    identities = judgements(Settings())

    assert {identity.judgement for identity in identities} >= {"same", "unsure"}
    assert {identity.file.name for identity in identities if identity.file} == set(IDENTITIES)
    assert len(aliases(identities)) == sum(identity.judgement == "same" for identity in identities)
