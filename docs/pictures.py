"""Make the pictures of the page anew from the example: `make pictures`. Needs Debian's Chromium."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from rashomon.show.page import page
from rashomon.wiring import read_paths

DOCS = Path(__file__).parent
HTML = page(read_paths([DOCS.parent / "examples" / "dam" / "texts"]))


def main() -> None:
    """Write page.png (the points) and reading.png (a report with the others' words beside it)."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860})
        tab.set_content(HTML)
        tab.screenshot(path=DOCS / "page.png")
        tab.locator("[id$='-read']").first.scroll_into_view_if_needed()
        tab.locator(".report:not(.shut) .m.agreed").first.hover()
        tab.locator("[id$='-read']").first.evaluate("heading => heading.scrollIntoView()")
        tab.screenshot(path=DOCS / "reading.png")
        browser.close()


if __name__ == "__main__":
    main()
