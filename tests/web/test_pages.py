"""Every kind of page: that it is there, says what it should, and lets no input through."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

VISIT = "/visit/00000000000000b1"

PAGES = [
    ("/", "who says so?"),
    ("/about", "About Chancery"),
    ("/states", "Kazakhstan"),
    ("/visits", "Zoë Ångström"),
    ("/state/KAZ", "Republic of Kazakhstan"),
    ("/organization/EXO", "observer"),
    ("/person/zoe-angstrom", "visited"),
    ("/office/kaz-minister", "Office of"),
    ("/place/kaz-astana", "51.18"),
    (VISIT, "91%"),
    ("/membership/00000000000000a1", "Memberships of the test, line 2"),
    ("/agreement/00000000000000d2", "announced, expected"),
    ("/article/courier", "The Example Courier"),
    ("/evidence/00000000000000c1", "visit.visited"),
    ("/evidence/bold-memoir", "My Years"),
    ("/register/states", "Three states only"),
    ("/graph/derived", "named graph"),
    ("/graph", "Memberships of the test"),
    ("/relations", "One party"),
    ("/relations/KAZ/PAK", "Zoë Ångström"),
    ("/relations/KAZ/EXO", "member"),
    ("/search?q=angstrom", "Zoë Ångström"),
    ("/ontology", "cy:Visit"),
    ("/vocab/visit-kind", "visit"),
    ("/vocab/visit-kind/official", "official"),
    ("/dumps/", "chancery dump"),
]


@pytest.mark.parametrize(("address", "words"), PAGES)
def test_page_says_what_it_should(client: FlaskClient, address: str, words: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    assert words in unescape(answer.text)
    assert answer.text.count("<h1") == 1
    assert 'lang="en"' in answer.text


@pytest.mark.parametrize(("address", "words"), PAGES)
def test_page_loads_nothing_from_other_hosts(client: FlaskClient, address: str, words: str) -> None:
    text = re.sub(r"<link[^>]+hreflang[^>]+>", "", client.get(address).text)  # those are of this very host

    assert not re.findall(r'(?:src|href)="//|<(?:script|img|link|iframe)[^>]+(?:src|href)="https?:', text)
    assert "style=" not in text  # the content security policy would drop it


@pytest.mark.parametrize(("address", "words"), PAGES)
def test_links_within_the_site_lead_somewhere(client: FlaskClient, address: str, words: str) -> None:
    for path in set(re.findall(r'href="(/[^"#]*)', client.get(address).text)):
        if not path.startswith(("/sparql", "/query")):
            with client.get(unescape(path)) as answer:
                assert answer.status_code in (200, 301, 303), path


@pytest.mark.parametrize(
    "address",
    [
        "/state/XXX",
        "/state/..%2f..%2fetc",
        "/visit/ffffffffffffffff",
        "/nothing",
        "/article/none",
        "/evidence/none",
        "/evidence/00000000000000c1/other",
        "/register/none",
        "/graph/none",
        "/graph/../../etc/passwd",
        "/vocab/none",
        "/relations/KAZ/XXX",
        "/relations/KAZ/KAZ",
        "/id/none/x",
        "/dumps/../manifest.json",
        "/dumps/%2e%2e/manifest.json",
        "/static/../app.py",
        "/sitemap-none-1.xml",
        "/state/%00",
        "/state/" + "A" * 3000,
    ],
)
def test_what_is_not_there_is_404_without_a_traceback(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/state/KAZ?on=yesterday",
        "/state/KAZ?on=2012-02-30",
        "/state/KAZ?on=20121001",
        "/states?page=0",
        "/states?page=x",
        "/states?page=" + "9" * 40,
        "/search?q=a&page=-1",
        "/register/states?line=x",
        "/relations/KAZ/PAK?on=2012",
    ],
)
def test_bad_parameters_are_400_with_the_cure(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_404_suggests_names_that_look_like_it(client: FlaskClient) -> None:
    answer = client.get("/person/zoe-angstroem")

    assert answer.status_code == 404
    assert 'href="/person/zoe-angstrom"' in answer.text


def test_withdrawn_is_410_with_its_reason_and_merged_leads_on(client: FlaskClient) -> None:
    gone = client.get("/person/withdrawn")
    merged = client.get("/person/merged")

    assert gone.status_code == 410
    assert "Two persons had been taken for one." in gone.text
    assert (merged.status_code, merged.headers["Location"]) == (301, "/person/zoe-angstrom")


def test_names_are_escaped_and_scripts_never_become_links(client: FlaskClient) -> None:
    for address in ("/article/courier", "/meeting/00000000000000b2", "/person/bold", "/persons", "/search?q=bold"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text
    assert "A visit &amp; &lt;b&gt;talks&lt;/b&gt;" in client.get("/article/courier").text


def test_fact_leads_in_one_click_to_its_marked_sentence_and_back(client: FlaskClient) -> None:
    fact = client.get(VISIT).text
    assert 'href="/article/courier#e-00000000000000c1"' in fact

    article = client.get("/article/courier").text

    marked = re.search(r'<mark id="e-00000000000000c1"[^>]*>(.*?)</mark>', article, re.DOTALL)
    assert marked is not None
    words = re.sub(r"<a.*?</a>", "", marked[1])
    assert words == "Minister Zoë Ångström visited Astana on 8 September 2025."
    assert f'href="{VISIT}"' in article


def test_either_order_of_a_pair_leads_to_one_address(client: FlaskClient) -> None:
    for address in ("/relations/PAK/KAZ", "/relations/kaz/pak"):
        answer = client.get(f"{address}?on=2025-09-08")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/relations/KAZ/PAK?on=2025-09-08")
    assert client.get("/relations/EXO/KAZ").headers["Location"] == "/relations/KAZ/EXO"


def test_pair_shows_plans_shared_organizations_and_what_is_missing(client: FlaskClient) -> None:
    text = unescape(client.get("/relations/KAZ/PAK").text)

    assert "Planned or announced" in text
    assert "Example Organization for Cooperation" in text
    assert "missions of one in the other" in text


def test_picker_takes_codes_and_names(client: FlaskClient) -> None:
    assert client.get("/relations?a=KAZ&b=Pakistan").headers["Location"] == "/relations/KAZ/PAK"
    assert "Nothing here is called" in client.get("/relations?a=KAZ&b=qqqqqq").text


def test_on_a_date_shows_what_held_then(client: FlaskClient) -> None:
    held = client.get("/state/KAZ?on=2012-10-01").text
    before = client.get("/state/KAZ?on=1999-01-01").text

    assert "Minister of Examples" in held
    assert "Example Organization for Cooperation" in held  # a membership without an end
    assert "Zoë Ångström" not in held
    assert "Minister of Examples" not in before
    assert "Example Organization for Cooperation" not in before


def test_sources_that_differ_stand_side_by_side(client: FlaskClient) -> None:
    text = unescape(client.get("/office-holding/00000000000000d1").text)

    assert "Sources do not agree on: date" in text
    assert "2010/2014" in text
    assert "2011/2014" in text
    assert "register/offices" in text
    assert "curated/corrections" in text


def test_standing_is_told_by_more_than_colour(client: FlaskClient) -> None:
    for address, word, symbol in (
        (VISIT, "extracted", "○"),
        ("/meeting/00000000000000b2", "reviewed", "✓"),
        ("/visit/00000000000000b3", "denied", "✕"),
        ("/agreement/00000000000000d2", "planned", "◷"),
        ("/membership/00000000000000a1", "curated", "◆"),
        ("/office-holding/00000000000000d1", "disputed", "≠"),
    ):
        text = client.get(address).text
        assert f'<span class="standing {word}"' in text
        assert symbol in text


def test_cite_gives_text_bibtex_and_csl_with_permalink_and_release(client: FlaskClient) -> None:
    text = unescape(client.get(VISIT).text)

    assert "@misc{chancery-visit-00000000000000b1," in text
    assert '"type": "webpage"' in text
    assert "Release 2026-11-24. https://w3id.org/chancery/id/visit/00000000000000b1" in text


def test_register_shows_the_lines_around_the_one_asked_for(client: FlaskClient) -> None:
    first, later = client.get("/register/memberships").text, client.get("/register/memberships?line=450").text

    assert 'id="line-2"' in first
    assert 'id="line-450"' not in first
    assert 'id="line-450"' in later


def test_one_of_a_kind_is_not_many(client: FlaskClient) -> None:
    text = client.get("/").text

    assert "<strong>1</strong> organization<" in text
    assert not re.search(r"<strong>1</strong> \w+s<", text)
