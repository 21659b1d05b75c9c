"""Paths, IRIs, flags, and which outside addresses may become links."""

import pytest

from graph.vocabulary import BASE, kebab, vocabulary
from web.kinds import BY_TERM, KINDS
from web.links import Links, flag, outside

LINKS = Links(BASE)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}/id/state/KAZ", "/state/KAZ"),
        (f"{BASE}/id/evidence/00", "/evidence/00"),
        (f"{BASE}/graph/register/states", "/register/states"),
        (f"{BASE}/graph/derived", "/graph/derived"),
        (f"{BASE}/vocab/visit-kind/official", "/vocab/visit-kind/official"),
        (f"{BASE}/ontology#Visit", "/ontology#Visit"),
        (f"{BASE}/ontology", "/ontology"),
        (f"{BASE}/id/activity/extraction-1", None),
        (f"{BASE}/id/state/", None),
        (f"{BASE}/other", None),
        ("https://w3id.org/chancery-other/id/state/KAZ", None),
        ("https://example.org/id/state/KAZ", None),
        ("javascript:alert(1)", None),
    ],
)
def test_path_of_an_iri(iri: str, path: str | None) -> None:
    assert LINKS.path(iri) == path


def test_iri_of_a_page_quotes_what_has_to_be() -> None:
    assert LINKS.iri("person", "zoë x/y") == f"{BASE}/id/person/zo%C3%AB%20x%2Fy"
    assert LINKS.identity(LINKS.iri("person", "zoë x")) == "zoë x"
    assert LINKS.graph("loaded/a b") == f"{BASE}/graph/loaded/a%20b"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_web_addresses_may_be_links(url: str) -> None:
    assert outside(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/state/KAZ",
        "https:",
        "http://[broken",
        "https://exa mple.org",
        "https://example.org/\njavascript:x",
        "",
    ],
)
def test_nothing_else_may(url: str) -> None:
    assert outside(url) is None


def test_flags() -> None:
    assert flag("KZ") == "🇰🇿"
    assert flag("kz") == "🇰🇿"
    assert [flag(code) for code in ("", "K", "KAZ", "1Z", "ЖЖ")] == [""] * 5


def test_every_fact_type_of_the_vocabulary_has_pages() -> None:
    for name in vocabulary().types:
        assert BY_TERM[name].path == kebab(name)
        assert BY_TERM[name].group == "fact"


def test_addresses_are_told_apart() -> None:
    plurals = [kind.plural_path for kind in KINDS.values()]

    assert len(set(plurals)) == len(plurals)
