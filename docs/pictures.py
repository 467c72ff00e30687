"""Make the pictures of the page and the application anew from the example: `make pictures`. Needs Debian's Chromium."""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import rashomon
from rashomon.show.page import page
from rashomon.web.app import create_app
from rashomon.web.shelf import shelf_of_record

DOCS = Path(__file__).parent
# A phone, half a screen and a wide screen: width, then height and colours.
SIZES: dict[int, tuple[int, Literal["light", "dark"]]] = {
    360: (780, "light"),
    900: (900, "dark"),
    1600: (1000, "light"),
}
# JPEG of letters: below 70 the small grey ones fray, above 80 the weight doubles.
QUALITY, MOST = 75, 1_500_000


@contextmanager
def served(record: bytes) -> Iterator[str]:
    """Serve a record at a free port of this machine; the browser tests are served by it as well."""
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
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def opened(browser: Browser, width: int) -> Page:
    """Open an empty tab of one of the sizes."""
    height, scheme = SIZES[width]
    return browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)


def taken(tab: Page, name: str, width: int) -> None:
    """Write what a tab shows as docs/NAME-WIDTH.jpg."""
    tab.screenshot(path=DOCS / f"{name}-{width}.jpg", type="jpeg", quality=QUALITY)


def picture_page(browser: Browser, html: str, width: int) -> None:
    """Write page (the points) and reading (a report with the others' words beside it)."""
    tab = opened(browser, width)
    tab.set_content(html)
    taken(tab, "page", width)
    tab.locator(".report:not(.shut) .m.agreed").first.hover()
    tab.locator("[id$='-read']").first.evaluate("heading => heading.scrollIntoView()")
    taken(tab, "reading", width)
    tab.close()


def picture_application(browser: Browser, address: str, width: int) -> None:
    """Write application: what one speaker said, as the served page tells it."""
    tab = opened(browser, width)
    tab.goto(address)
    tab.locator(".lines .head").first.click()
    tab.locator("a[href^='/speakers/']").first.click()
    tab.locator("h1").wait_for()
    taken(tab, "application", width)
    tab.close()


def main() -> None:
    """Write three pictures at each size; say what they weigh."""
    record = rashomon.read(DOCS.parent / "examples" / "dam" / "texts")
    with sync_playwright() as play, served(record.to_json()) as address:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in SIZES:
            picture_page(browser, page(record.data), width)
            picture_application(browser, address, width)
        browser.close()
    pictures = sorted(DOCS.glob("*.jpg"))
    weight = sum(picture.stat().st_size for picture in pictures)
    sys.stdout.write(f"{len(pictures)} pictures, {weight:,} bytes\n")
    if weight > MOST:
        sys.exit(f"more than {MOST:,} bytes: lower QUALITY")


if __name__ == "__main__":
    main()
