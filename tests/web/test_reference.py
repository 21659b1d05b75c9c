"""The HTTP reference names every address, form and list that there is, and no other."""

import re
from pathlib import Path

import pytest
from flask import Flask

from web.kinds import KINDS
from web.negotiation import PAGE

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "http.md"
OWN = {
    "home",
    "coverage",
    "entities",
    "facts",
    "articles",
    "registers",
    "pairs",
    "search",
    "vocabulary",
    "downloads",
    "lists",
}


@pytest.fixture(scope="module")
def text() -> str:
    return REFERENCE.read_text("utf-8")


def shape(rule: str) -> str:
    """A route as the reference writes it: ``/<any('state', 'person'):kind>/<identity>`` → ``/<kind>/<identity>``."""
    return re.sub(r"<(?:[^<>:]*:)?(\w+)>", r"<\1>", rule)


def test_every_address_is_documented(app: Flask, text: str) -> None:
    documented = set(re.findall(r"^\| `(/[^`]*)`", text, re.MULTILINE))
    routes = {shape(rule.rule) for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in OWN}

    assert routes - documented == {"/ontology.<suffix>"}  # which is a form of /ontology
    assert documented - routes == set()


def test_every_kind_list_and_form_is_documented(text: str) -> None:
    for kind in KINDS.values():
        assert f"`/{kind.plural_path}`" in text
        assert f"`{kind.path}`" in text or f"`/{kind.path}/" in text
    for item in PAGE[1:]:
        assert f"| `.{item.suffix}` | `{item.types[0]}` |" in text
