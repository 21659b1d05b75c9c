"""The languages of the interface: no message is missing, no template speaks on its own, the reader gets theirs."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.kinds import KINDS
from web.language import LANGUAGES, messages

WEB = Path(__file__).parents[2] / "web"
TEMPLATES = WEB / "templates"

ENGLISH_ONLY = {
    "alignments.html",
    "concept.html",
    "embed.html",
    "feed.atom",
    "oembed.html",
    "ontology.html",
    "query.html",
    "reconcile-preview.html",
    "robots.txt",
    "sitemap-part.xml",
    "sitemap.xml",
}
"""What developers and machines read."""

NAMES = {"Chancery", "BibTeX", "CSL-JSON", "Wikidata", "CC BY 4.0", "SPARQL", "SHA256SUMS", "gzip", "gz", "Atom"}
"""Words that are the same in every language."""

_JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_SAID = re.compile(r'\b(?:title|aria-label|placeholder|alt|content)="([^"]*)"')
_TECHNICAL = re.compile(r"width=device-width|^light dark$|^noindex$|^/|^\.well-known|chancery dump")


def spoken(text: str) -> list[str]:
    """The words that a template says on its own."""
    plain = _JINJA.sub("\x00", text)
    said = list(_SAID.findall(plain))
    body = re.sub(r"<style.*?</style>|<script.*?</script>|<!--.*?-->", "", plain, flags=re.DOTALL)
    said += re.sub(r"<[^>]*>", "\n", body).replace("\x00", "\n").splitlines()
    stripped = (re.sub(r"&\w+;|\x00", "", words).strip(" ,.:;()–—·…“”") for words in said)
    return [words for words in stripped if re.search(r"[^\W\d_]{2}", words) and words not in NAMES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing(language: str) -> None:
    english, other = messages("en"), messages(language)

    assert set(other) == set(english)
    for name, text in english.items():
        assert other[name], name
        assert set(re.findall(r"{\w+}", other[name])) == set(re.findall(r"{\w+}", text)), name
    assert len(other["date.months"].split("|")) == 12


def test_there_are_english_and_french() -> None:
    assert {"en", "fr"} <= set(LANGUAGES)


def test_every_message_that_templates_name_is_there() -> None:
    wanted: set[str] = set()
    for path in TEMPLATES.iterdir():
        text = path.read_text("utf-8")
        wanted |= set(re.findall(r'\bt\("([\w.-]+[\w])"[,)]', text))
        wanted |= {f"{name}.one" for name in re.findall(r'\bn\("([\w.-]+[\w])"', text)}
    assert len(wanted) > 100
    assert not wanted - set(messages("en"))


def test_every_message_is_used() -> None:
    said = "".join(path.read_text("utf-8") for path in [*TEMPLATES.iterdir(), *WEB.rglob("*.py")])
    unused = [
        name
        for name in messages("en")
        if f'"{name}"' not in said
        and f'"{name.rpartition(".")[0]}"' not in said
        and f'"{name.partition(".")[0]}.' not in said
    ]
    assert unused == []


def test_every_kind_has_its_name() -> None:
    for kind in KINDS:
        assert f"kind.{kind}.one" in messages("en")


@pytest.mark.parametrize("path", sorted(path.name for path in TEMPLATES.iterdir() if path.name not in ENGLISH_ONLY))
def test_no_template_speaks_on_its_own(path: str) -> None:
    words = spoken((TEMPLATES / path).read_text("utf-8"))

    assert [said for said in words if not _TECHNICAL.search(said)] == []


def test_the_check_of_templates_would_find_words() -> None:
    assert spoken('<p title="Some words">{{ t("x") }} and more</p>') == ["Some words", "and more"]


def test_the_address_asks_and_a_cookie_remembers(client: FlaskClient) -> None:
    answer = client.get("/state/KAZ?lang=fr")

    assert '<html lang="fr">' in answer.text
    assert answer.headers["Content-Language"] == "fr"
    assert "lang=fr" in answer.headers["Set-Cookie"]
    assert '<html lang="fr">' in client.get("/").text
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert "Set-Cookie" not in client.get("/?lang=xx").headers


def test_the_browser_asks(client: FlaskClient) -> None:
    answer = client.get("/about", headers={"Accept-Language": "de, fr;q=0.8, en;q=0.5"})

    assert '<html lang="fr">' in answer.text
    assert {"Accept-Language", "Cookie"} <= set(answer.vary)
    assert '<html lang="en">' in client.get("/about", headers={"Accept-Language": "de"}).text


def test_two_languages_are_two_answers_to_a_cache(client: FlaskClient) -> None:
    tags = {client.get("/about", headers={"Accept-Language": code}).headers["ETag"] for code in ("en", "fr")}

    assert len(tags) == 2


def test_alternates_are_named(client: FlaskClient) -> None:
    text = client.get("/visits?year=2025&lang=fr").text

    assert '<link rel="alternate" hreflang="en" href="http://localhost/visits?year=2025&amp;lang=en">' in text
    assert '<link rel="alternate" hreflang="fr" href="http://localhost/visits?year=2025&amp;lang=fr">' in text


def test_states_terms_and_dates_in_french(client: FlaskClient) -> None:
    text = client.get("/visit/00000000000000b1?lang=fr").text

    assert "Norvège" in client.get("/state/NOR?lang=fr").text
    assert "8 septembre 2025" in text
    assert "visite officielle" in text
    assert "Norvège" in client.get("/states?lang=fr").text
    assert (client.get("/search/suggest?q=norv&lang=fr").json or [{}])[0]["label"] == "Norvège"
