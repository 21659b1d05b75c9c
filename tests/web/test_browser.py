"""The ways of a reader in a real browser, with JavaScript on and off; and what axe finds on each kind of page.

Needs Chromium (Debian: ``apt-get install chromium``) and the extra ``browser``; without them the tests say so and are
skipped.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from graph.settings import Settings
from tests.web.conftest import publish
from tests.web.serving import served
from web.app import create_app

sync_api = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra 'browser' is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Playwright's own pipes
]

KINDS_OF_PAGE = [
    "/",
    "/about",
    "/state/KAZ",
    "/state/KAZ?on=2012-10-01",
    "/organization/EXO",
    "/person/zoe-angstrom",
    "/office/kaz-minister",
    "/place/kaz-astana",
    "/visit/00000000000000b1",
    "/office-holding/00000000000000d1",
    "/article/courier",
    "/evidence/00000000000000c1",
    "/register/memberships",
    "/graph",
    "/graph/derived",
    "/relations",
    "/relations/KAZ/PAK",
    "/search?q=kaz",
    "/search?q=qqqqqqq",
    "/visits",
    "/states",
    "/ontology",
    "/vocab/visit-kind/official",
    "/dumps/",
    "/nothing",
    "/coverage",
    "/coverage?lang=fr",
    "/state/KAZ?lang=fr",
    "/relations/KAZ/PAK?lang=fr",
    "/visit/00000000000000b1?lang=fr",
    "/agreement/00000000000000d2",
    "/visits?state=KAZ",
    "/search?q=visit&class=visit&year=2025",
    "/about?lang=en",
]


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def two_releases(tmp_path: Path) -> Iterator[str]:
    publish(tmp_path, "2026-11-24")
    publish(tmp_path, "2026-11-25")
    with served(create_app(Settings(store=tmp_path))) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens pages whose scripts must not fail and that must ask no other host."""
    faults: list[str] = []
    contexts = []

    def opened(address: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith((site, "blob:")) else faults.append(request.url)
        )
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_misspelt_name_to_the_sentence_and_back(open_page: Callable[..., Any], scripts: bool) -> None:
    page = open_page("/", java_script_enabled=scripts)
    page.get_by_role("searchbox" if not scripts else "combobox", name="Search states").fill("zoe angstrem")
    page.get_by_role("button", name="Search").click()

    page.get_by_role("link", name="Zoë Ångström").first.click()
    page.get_by_role("region", name="Visits").get_by_role("link", name="8 September 2025", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Official visit of Zoë Ångström")

    page.locator("blockquote a").click()
    assert page.url.endswith("/article/courier#e-00000000000000c1")
    marked = page.locator("mark:target")
    assert marked.inner_text().startswith("Minister Zoë Ångström visited Astana")
    assert marked.evaluate("mark => getComputedStyle(mark).boxShadow") != "none"

    marked.get_by_role("link", name="Fact 1").click()
    page.locator("#f-1").get_by_role("link", name="fact", exact=True).click()
    assert page.url.endswith("/visit/00000000000000b1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_compare_two_states_and_go_back_to_a_date(open_page: Callable[..., Any], scripts: bool) -> None:
    page = open_page("/", java_script_enabled=scripts)
    page.get_by_label("One party").fill("Pakistan")
    page.get_by_label("The other").fill("Kazakhstan")
    page.get_by_role("button", name="Show what is known").click()
    assert page.url.endswith("/relations/KAZ/PAK")
    page.get_by_role("heading", name="Planned or announced").wait_for()

    page.get_by_label("As it stood on").fill("2025-09-08")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url.endswith("?on=2025-09-08")
    page.get_by_text("What held on 8 September 2025").wait_for()
    assert not page.get_by_role("heading", name="Planned or announced").is_visible()


def test_typeahead_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/about")
    box = page.get_by_role("combobox", name="Search states")
    box.press_sequentially("kaza")
    option = page.get_by_role("option").first
    option.wait_for()
    assert "Kazakhstan" in option.inner_text()

    box.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Enter")
    page.wait_for_url("**/state/KAZ")


def test_typeahead_closes_on_escape(open_page: Callable[..., Any]) -> None:
    page = open_page("/about")
    box = page.get_by_role("combobox", name="Search states")
    box.press_sequentially("kaza")
    page.get_by_role("option").first.wait_for()

    box.press("Escape")

    assert page.get_by_role("listbox").count() == 0
    assert box.get_attribute("aria-expanded") == "false"


def test_chosen_theme_stays_without_a_cookie(open_page: Callable[..., Any]) -> None:
    page = open_page("/", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    page.get_by_role("button", name="Switch between light and dark").click()
    dark = page.evaluate(paper)
    page.goto(page.url + "about")

    assert light != dark
    assert page.evaluate(paper) == dark
    assert page.context.cookies() == []


def test_cite_and_copy(open_page: Callable[..., Any]) -> None:
    page = open_page("/visit/00000000000000b1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this").click()

    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()

    assert "https://w3id.org/chancery/id/visit/00000000000000b1" in page.evaluate("navigator.clipboard.readText()")


def test_download_of_a_list_and_of_the_map(open_page: Callable[..., Any]) -> None:
    page = open_page("/visits")
    with page.expect_download() as table:
        page.get_by_role("link", name="Download as CSV").click()
    assert table.value.suggested_filename == "chancery-visits.csv"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_other_language_is_one_click_away_and_stays(open_page: Callable[..., Any], scripts: bool) -> None:
    page = open_page("/state/KAZ", java_script_enabled=scripts, locale="en-GB")
    page.get_by_role("link", name="Français").click()

    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("region", name="Visites").get_by_role("link", name="8 septembre 2025", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("heading", name="Qui le dit").wait_for()
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="Who says so").wait_for()


def test_the_browser_s_language_is_spoken(open_page: Callable[..., Any]) -> None:
    page = open_page("/visit/00000000000000b1", locale="fr-CA")

    page.get_by_text("Citer cette page").click()
    page.get_by_role("button", name="Copier").first.wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_narrow_a_list_by_state_and_year_and_take_it_home(open_page: Callable[..., Any], scripts: bool) -> None:
    page = open_page("/visits", java_script_enabled=scripts)
    page.locator("summary", has_text="State").click()
    page.get_by_role("link", name="Kazakhstan 1").click()

    assert page.url.endswith("?state=KAZ")
    page.get_by_text("1 in this release").wait_for()
    with page.expect_download() as table:
        page.get_by_role("link", name="Download as CSV").click()
    assert len(table.value.path().read_text("utf-8").splitlines()) == 2


def test_narrow_a_search(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=kazakhstan")
    page.locator("summary", has_text="Kind").click()
    page.get_by_role("link", name="States and territories 1").click()

    assert page.url.endswith("class=state")
    page.get_by_text("1 result for").wait_for()


def test_what_is_lacking_is_said_and_can_be_taken_home(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Coverage").click()
    page.get_by_text("Three states only").wait_for()

    with page.expect_download() as table:
        page.get_by_role("link", name="Download this table as CSV").nth(1).click()
    assert table.value.suggested_filename == "chancery-coverage-states.csv"


def test_go_back_to_an_earlier_release_and_return(browser: Any, two_releases: str) -> None:
    page = browser.new_page()
    page.goto(two_releases + "/state/KAZ")
    page.get_by_label("As release").select_option("2026-11-24")
    page.locator("form.asof button").click()

    page.get_by_text("You read release 2026-11-24").wait_for()
    page.get_by_role("link", name="Pakistan", exact=True).first.click()
    assert page.url.endswith("?asof=2026-11-24")
    page.get_by_role("link", name="The current release").click()
    assert "asof" not in page.url
    page.close()


def test_skip_link_is_the_first_stop_of_the_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/state/KAZ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_sticks_out_sideways(open_page: Callable[..., Any], site: str, width: int) -> None:
    page = open_page("/", viewport={"width": width, "height": 800})
    for address in KINDS_OF_PAGE:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Callable[..., Any], site: str, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)
    found = []
    for address in KINDS_OF_PAGE:
        page.goto(site + address)
        violations = axe.Axe().run(page).response["violations"]
        found += [(address, item["id"], [node["html"][:120] for node in item["nodes"][:3]]) for item in violations]
    assert found == []


def test_it_prints_without_what_only_a_screen_needs(open_page: Callable[..., Any]) -> None:
    page = open_page("/relations/KAZ/PAK")
    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
