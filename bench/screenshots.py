"""Pictures of the main pages of a running site, phone and desk, light and dark.

    pip install -e '.[browser]'
    chancery serve &
    python bench/screenshots.py http://127.0.0.1:8000               # those that the README and docs show
    python bench/screenshots.py http://127.0.0.1:8000 --all look    # every page, width and theme, into the folder look

The pictures of the README are of pages built from the seeds that come with the project.
"""

import argparse
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "home": "/",
    "state": "/state/KAZ",
    "pair": "/relations/KAZ/PAK",
    "article": "/article/seed-kazakhstan-pakistan",
    "fact": "the first visit that the article tells of",
    "query": "/query",
    "coverage": "/coverage",
    "list": "/visits?state=KAZ",
    "search": "/search?q=kazakstan",
    "organization": "/organization/UN",
    "person": "/person/kassym-jomart-tokayev",
    "busy": "/state/USA",
    "french": "/relations/CHN/USA?lang=fr",
}
ARTICLE = PAGES["article"]
SIZES = {390: 844, 1280: 800}
THEMES = ("light", "dark")
SHOWN = (
    ("home", 1280, "light"),
    ("home", 390, "dark"),
    ("pair", 1280, "light"),
    ("article", 390, "light"),
    ("fact", 1280, "dark"),
    ("state", 390, "light"),
    ("coverage", 1280, "light"),
    ("french", 1280, "light"),
)
LARGEST = 170_000
FOLDER = Path(__file__).parents[1] / "docs" / "images"


def take(browser: Browser, site: str, name: str, width: int, theme: str, folder: Path) -> Path:
    """Take one picture: what a reader sees before scrolling."""
    page = browser.new_page(  # type: ignore[arg-type]
        viewport={"width": width, "height": SIZES[width]}, color_scheme=theme, locale="en-GB"
    )
    page.goto(site + (ARTICLE if name == "fact" else PAGES[name]), wait_until="networkidle")
    if name == "fact":
        page.goto(site + str(page.locator(".told a[href*='/visit/']").first.get_attribute("href")))
    path = folder / f"{name}-{width}-{theme}.png"
    page.screenshot(path=path)
    page.close()
    return path


def main() -> int:
    """Take the pictures; 1 if one is too large to commit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="address of the running site, such as http://127.0.0.1:8000")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="take every page, width and theme, into this folder")
    options = parser.parse_args()
    chosen = product(PAGES, SIZES, THEMES) if options.all else SHOWN
    folder = options.all or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    too_large = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        for name, width, theme in chosen:
            path = take(browser, options.site.rstrip("/"), name, width, theme, folder)
            size = path.stat().st_size
            too_large += size > LARGEST
            print(f"{path} {size // 1000} kB", file=sys.stderr)
        browser.close()
    return 1 if too_large and not options.all else 0


if __name__ == "__main__":
    raise SystemExit(main())
