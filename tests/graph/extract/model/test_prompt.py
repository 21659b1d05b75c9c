"""What a model is asked agrees with the ontology, and its schema with what endpoints can hold to."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graph.extract.model.catalogue import KINDS, catalogue
from graph.extract.model.prompt import guidelines, question, schema
from graph.vocabulary import vocabulary
from tests.graph.extract.model.conftest import ARTICLE

RANGES = {
    "Person": {"person"},
    "Party": {"actor", "party"},
    "Organization": {"organization"},
    "Place": {"place"},
    "Endpoint": {"end"},
    "string": {"words"},
    "Concept": {"words"},
    "Event": {"words"},
    "Office": {"words"},
}


@pytest.mark.parametrize("name", catalogue())
def test_each_type_has_the_roles_and_needs_of_the_ontology(name: str) -> None:
    told, declared = catalogue()[name], vocabulary().types[name]
    assert told.roles.keys() <= declared.roles
    assert told.needs == declared.core
    for role, values in told.roles.items():
        assert values.values in RANGES[vocabulary().ranges[role]]
    assert not told.two or told.two in told.needs


def test_the_guidelines_name_every_type_and_role() -> None:
    for name, told in catalogue().items():
        assert f"## {name}\n" in guidelines()
        assert all(f"- `{role}` (" in guidelines() for role in told.roles)
    assert "{types}" not in guidelines()


def objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for value in part.values():
            yield from objects(value)


def test_every_object_of_the_schema_is_closed_and_needs_all_it_has() -> None:
    found = list(objects(schema()))
    assert len(found) == 3
    for part in found:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


def test_an_article_is_one_json_object_whatever_it_holds() -> None:
    data = json.loads(question(ARTICLE).user)
    assert data["article"]["published"] == "2024-05-15"
    assert data["article"]["text"] == ARTICLE.text


def test_a_longer_article_is_estimated_dearer() -> None:
    short, long = question(ARTICLE).tokens, question(replace(ARTICLE, text=ARTICLE.text * 50)).tokens
    assert long[0] > short[0] > 1000
    assert long[1] > short[1] > 100


def test_words_name_no_entity() -> None:
    assert KINDS["words"] == frozenset()
