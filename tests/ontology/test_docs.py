"""What the explanation of the model shows is true: its Turtle is valid, its queries answer."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.vocabulary import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "model.md"
WORLD = Path(__file__).parent / "data" / "world.trig"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", blocks("sparql"))
def test_queries_answer(world, query):
    assert len(list(world.query(query))) > 0


def test_turtle_is_what_the_world_holds(world):
    prefixes = "\n".join(line for line in WORLD.read_text("utf-8").splitlines() if line.startswith("@prefix"))
    triples = [triple for block in blocks("turtle") for triple in parse(prefixes + block, format=RdfFormat.TURTLE)]

    missing = [t for t in triples if not any(world.quads_for_pattern(t.subject, t.predicate, t.object, None))]
    assert len(triples) > 5
    assert missing == []


def test_the_table_lists_all_types_with_their_roles():
    rows = re.findall(r"^\| [^|]+ \| ([A-Z]\w+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    rows = [row for row in rows if row[0] != "Type"]
    told = {name: set(re.findall(r"\b([a-z]\w+)\b", re.sub(r"\([^)]*\)", "", roles))) for name, roles in rows}
    core = {name: set(re.findall(r"\*\*(\w+)\*\*", roles)) for name, roles in rows}

    assert told == {name: set(found.roles) for name, found in vocabulary().types.items()}
    assert core == {name: set(found.core) for name, found in vocabulary().types.items()}


def test_every_plain_link_is_told():
    text = PAGE.read_text("utf-8")
    rules = {path.stem for path in (PAGE.parents[2] / "ontology" / "rules").glob("*.rq")}
    links = {re.sub(r"-(\w)", lambda match: match[1].upper(), rule) for rule in rules}

    assert [link for link in links - {"metPersons"} if link not in text] == []


def test_what_registers_say_of_states_and_of_their_own_day_is_told():
    text = PAGE.read_text("utf-8")
    declared = {"successorOf", "dissolved", "dependencyOf", "borders", "asOf"}

    assert declared <= set(vocabulary().ranges)
    assert [term for term in declared if term not in text] == []
    assert text.count("```mermaid") >= 3


def test_it_is_read_in_ten_minutes():
    words = len(re.sub(r"```.*?```", "", PAGE.read_text("utf-8"), flags=re.DOTALL).split())

    assert words < 2000
