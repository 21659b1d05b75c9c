"""Every query: it says what it answers, it can be run, and what it binds it also selects."""

import re

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery

from graph.namespaces import XSD
from graph.settings import Settings
from graph.vocabulary import vocabulary
from web.queries import FOLDER, listing, names, query
from web.release import Release, Shelf

BASE = "https://w3id.org/chancery"
VALUES = {"language": Literal("fr")}
LISTED = {"line": [Literal("2", datatype=NamedNode(f"{XSD}integer"))]}


@pytest.fixture(scope="module")
def release(small: Settings) -> Release:
    return Shelf(small).current()


@pytest.mark.parametrize("name", names())
def test_header_tells_question_parameters_and_result(name: str) -> None:
    lines = (FOLDER / f"{name}.rq").read_text("utf-8").splitlines()

    assert lines[0].startswith("# ")
    assert lines[0].endswith(("?", ".")), "the first line is the question"
    assert lines[1].startswith("# Parameters: ")
    assert lines[2].startswith(("# Columns: ", "# Result: "))


@pytest.mark.parametrize("name", names())
def test_query_is_sparql_and_runs(release: Release, name: str) -> None:
    text = query(name)
    for listed in re.findall(r"^# list (\w+)$", text, re.MULTILINE):
        text = listing(text, LISTED.get(listed, [NamedNode(f"{BASE}/id/visit/00000000000000b1")]))
    assert "# include" not in text
    assert "# list" not in text
    prepareQuery(text)
    parameters = re.findall(r"\?(\w+)", text.partition("# Parameters:")[2].partition("\n")[0])
    values = {parameter: VALUES.get(parameter, NamedNode(f"{BASE}/id/state/KAZ")) for parameter in parameters}

    if "ASK {" in text:
        assert release.store.ask(text, **values)
    elif "CONSTRUCT {" in text:
        release.store.triples(text, **values)
    else:
        release.store.rows(text, **values)


def test_what_is_listed_cannot_end_the_list() -> None:
    with pytest.raises(ValueError, match="IRI"):
        listing("# list fact", [NamedNode("https://example.org/> } DELETE {")])
    assert listing("# list fact", [NamedNode("https://example.org/a")]) == "  VALUES ?fact { <https://example.org/a> }"


def test_panels_know_every_role_that_entities_can_fill() -> None:
    """A role that the ontology gains has to be looked for by the queries that look in every role."""
    entities = {"Party", "State", "Organization", "Person", "Place", "Office", "Event", "Endpoint", "Agreement"}
    roles = {role for kind in vocabulary().types.values() for role in kind.roles}
    wanted = {role for role in roles if vocabulary().ranges.get(role) in entities}

    assert {"visitor", "accreditedTo", "event"} <= wanted
    for name in ("catalogue_involved", "describe_involved"):
        assert not {role for role in wanted if f"cy:{role}" not in query(name)}, name


def test_no_query_stands_outside_its_files() -> None:
    for path in FOLDER.parent.rglob("*.py"):
        if "sparql" not in path.parts and "engine" not in path.parts:
            assert not re.search(r"\bSELECT\s+(DISTINCT\s+)?\?|\bCONSTRUCT\s*{\s*\?", path.read_text("utf-8")), path
