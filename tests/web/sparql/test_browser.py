"""The query page in a real browser: typed query, example, drawings, a runaway stopped, keyboard, and axe's opinion.

Needs Chromium (Debian: ``apt-get install chromium``) and the extra ``browser``; without them the tests say so and are
skipped.
"""

import shutil
from collections.abc import Iterator

import pytest

from graph.settings import Settings
from tests.web.serving import served
from web.app import create_app

sync_api = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra 'browser' is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Playwright's own pipes
]
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def site(small: Settings) -> Iterator[str]:
    app = create_app(Settings(store=small.store, query_fast=2, query_spare=1, query_seconds=20.0))
    with served(app) as address:
        yield address
    app.extensions["chancery.readers"].close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def page(browser, site) -> Iterator[object]:
    """A page whose scripts must not fail and that must ask no other host."""
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    opened.set_default_timeout(10_000)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith(site) else faults.append(request.url))
    yield opened
    opened.close()
    assert faults == []


def run(page) -> None:
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#answer:not([aria-busy]) h2")


def type_query(page, text: str) -> None:
    if page.locator("form[data-editor]").count():
        page.wait_for_selector(".CodeMirror")
        page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)
    else:
        page.get_by_label("Query", exact=True).fill(text)


def test_a_typed_query_is_answered_on_the_page(page, site) -> None:
    page.goto(f"{site}/query")
    type_query(page, "SELECT (6 * 7 AS ?answer) {}")
    run(page)
    assert page.get_by_role("cell", name="42").is_visible()
    assert "query=SELECT" in page.url


def test_a_value_is_changed_in_its_field(page, site) -> None:
    page.goto(f"{site}/query")
    query = "PREFIX s: <https://w3id.org/chancery/id/state/>\nSELECT ?who { VALUES ?who { s:KAZ } }"
    type_query(page, query)
    run(page)
    page.locator("#parameters").get_by_label("state").select_option("PAK")
    run(page)
    assert page.get_by_role("cell", name="id/state/PAK").is_visible()
    assert page.locator("#query").input_value() == query.replace("KAZ", "PAK")
    assert "s%3APAK" in page.url
    assert page.locator("#parameters").get_by_label("state").input_value() == "PAK"
    result = axe.Axe().run(page, "#parameters")
    assert result.violations_count == 0, result.generate_report()


NETWORK = "CONSTRUCT { <s:a> <p:met> <s:b> . <s:b> <p:met> <s:c> } {}"
PLACES = "SELECT * { VALUES (?name ?lat ?long) { ('Here' 51.18 71.45) ('There' 33.7 73.1) } }"
DATES = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX loc: <http://id.loc.gov/datatypes/>
SELECT * { VALUES (?name ?day) { ('One' '2020-01-01'^^xsd:date) ('Two' '2021-07'^^loc:edtf) } }"""


@pytest.mark.parametrize(
    ("query", "tab", "mark", "count"),
    [
        (NETWORK, "Network", "svg.network circle", 3),
        (PLACES, "Map", "svg.map circle", 2),
        (DATES, "Timeline", "svg.drawing rect", 2),
    ],
)
def test_an_answer_is_drawn(page, site, query: str, tab: str, mark: str, count: int) -> None:
    page.goto(f"{site}/query")
    type_query(page, query)
    run(page)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_selector(mark)
    assert page.locator(mark).count() == count
    assert page.get_by_role("tab", name=tab).get_attribute("aria-selected") == "true"
    assert page.get_by_role("img").get_attribute("aria-label")


def test_an_example_is_picked_and_drawn(page, site) -> None:
    page.goto(f"{site}/query")
    page.locator("summary", has_text="To draw").click()
    page.get_by_role("link", name="What kinds of things are there").click()
    page.wait_for_url("**/query?example=classes")
    run(page)
    page.get_by_role("tab", name="Chart").click()
    page.wait_for_selector("svg.drawing rect")
    page.get_by_role("tab", name="Map").click()
    page.wait_for_selector("text=The answer has nothing to draw as a map")


def test_a_runaway_is_stopped_on_the_server(page, site) -> None:
    page.goto(f"{site}/query")
    type_query(page, RUNAWAY)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("#answer [role=alert]", timeout=3000)
    assert "stopped by its client" in page.locator("#answer").inner_text()


def test_the_keyboard_is_enough(page, site) -> None:
    page.goto(f"{site}/query?example=classes")
    page.wait_for_load_state("networkidle")
    page.locator(".CodeMirror textarea, #query:visible").first.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[role=tablist]")
    page.get_by_role("tab", name="Table").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("svg.drawing rect")


def test_links_are_short_and_lead_back(page, site) -> None:
    page.goto(f"{site}/query")
    type_query(page, "ASK { ?s ?p 'shared' }")
    page.get_by_role("button", name="Share").click()
    page.wait_for_selector("[data-told]:not(:empty)")
    address = page.locator("[data-told]").inner_text()
    assert len(address) < len(site) + 20
    page.goto(address)
    assert "'shared'" in page.locator("#query").input_value()


def test_queries_are_kept_in_the_browser(page, site) -> None:
    page.goto(f"{site}/query")
    type_query(page, "ASK { ?s ?p 'kept' }")
    page.get_by_label("Name for the present query").fill("mine")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{site}/query")
    page.get_by_role("button", name="Open mine").click()
    sync_api.expect(page.locator("#query")).to_have_value("ASK { ?s ?p 'kept' }")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, site, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/query?example=classes")
    page.wait_for_load_state("networkidle")
    run(page)
    page.get_by_role("tab", name="Chart").click()
    page.wait_for_selector("svg.drawing rect")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
