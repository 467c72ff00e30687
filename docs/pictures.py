"""Make the pictures of the page and the application anew from the example: `make pictures`. Needs Debian's Chromium."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

import rashomon
from rashomon.show.page import page
from rashomon.web.app import create_app
from rashomon.web.shelf import shelf_of_record

DOCS = Path(__file__).parent
SIZE = {"width": 1280, "height": 860}


@contextmanager
def served(record: bytes) -> Iterator[str]:
    """Serve a record at a free port of this machine."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "record.json"
        place.write_bytes(record)
        server = uvicorn.Server(
            uvicorn.Config(create_app(shelf_of_record(place)), host="127.0.0.1", port=0, log_level="warning")
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


def picture_page(browser: Browser, html: str) -> None:
    """Write page.png (the points) and reading.png (a report with the others' words beside it)."""
    tab = browser.new_page(viewport=SIZE)
    tab.set_content(html)
    tab.screenshot(path=DOCS / "page.png")
    tab.locator("[id$='-read']").first.scroll_into_view_if_needed()
    tab.locator(".report:not(.shut) .m.agreed").first.hover()
    tab.locator("[id$='-read']").first.evaluate("heading => heading.scrollIntoView()")
    tab.screenshot(path=DOCS / "reading.png")


def picture_application(browser: Browser, address: str) -> None:
    """Write application.png: what one speaker said, as the served page tells it."""
    tab = browser.new_page(viewport=SIZE)
    tab.goto(address)
    tab.locator(".lines .head").first.click()
    tab.locator("a[href^='/speakers/']").first.click()
    tab.screenshot(path=DOCS / "application.png")


def main() -> None:
    """Write the three pictures."""
    record = rashomon.read(DOCS.parent / "examples" / "dam" / "texts")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        picture_page(browser, page(record.data))
        with served(record.to_json()) as address:
            picture_application(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
