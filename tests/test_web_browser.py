"""The application in a real browser: a desk's half hour, from reading to a corrected link."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from docs.pictures import served
from playwright.sync_api import Page, expect
from tests.large import large
from tests.test_show_page import VECTORS, chromium  # with a fixture
from tests.test_web import dam  # a fixture
from tests.test_web_security import hostile_record

import rashomon
from rashomon import Record
from rashomon.show.page import page

SIXTH = """The Gauge Herald
April 7, 2031
TARN — The water ministers of Merrow and Ostvale, Hanna Lind and Dario Pell, agreed on Sunday in Corrin to mend the broken river gauges together, but after three hours of talks about the Kell dam they had no paper to sign.
Lind said only talks can end the quarrel over the Kell dam.
"We will not sell a drop of the walrus pond," Pell said in Corrin on Sunday.
"""  # fmt: skip


@pytest.fixture
def address(dam):
    """Serve a copy of the example's record at a free port."""
    with served((dam / "record.json").read_bytes()) as address:
        yield address


def opened(chromium, address: str, **options) -> tuple[Page, list[str]]:
    """Open the list of stories; return the tab with every complaint and every question to somebody else."""
    tab = chromium.new_context(viewport={"width": 1400, "height": 900}, **options).new_page()
    tab.set_default_timeout(20_000)
    noted: list[str] = []
    tab.on("console", lambda message: noted.append(message.text))
    tab.on("pageerror", lambda error: noted.append(str(error)))
    tab.on(
        "request",
        lambda request: (
            request.url.startswith((address.partition("/stories")[0], "data:")) or noted.append(request.url)
        ),
    )
    tab.goto(address)
    return tab, noted


@pytest.mark.browser
@pytest.mark.slow
def test_a_desk_adds_a_report_finds_filters_follows_and_corrects(chromium, address):
    tab, noted = opened(chromium, address)
    expect(tab.locator(".lines > li").first).to_contain_text("4 reports")

    tab.get_by_role("link", name="Add reports").click()
    tab.locator("#files").set_input_files(
        [{"name": "herald.txt", "mimeType": "text/plain", "buffer": SIXTH.encode()}]
    )
    expect(tab.locator("#chosen")).to_have_text("herald.txt")
    tab.get_by_role("button", name="Add and compare").click()
    expect(tab.locator("#job")).to_contain_text("Done.", timeout=60_000)
    tab.locator("#job .head").first.click()
    expect(tab.locator(".facts")).to_contain_text("5 reports")
    expect(tab.locator(".cards").first).to_be_visible()
    assert tab.locator(".points th.what").evaluate("th => getComputedStyle(th).display") == "table-cell"

    tab.goto(address)
    tab.keyboard.press("/")
    tab.keyboard.type("walrus pond")
    tab.wait_for_load_state(
        "networkidle"
    )  # every keystroke asks; a late answer would take the line clicked away
    expect(tab.locator(".found > li").first).to_contain_text("walrus pond")
    tab.locator(".found .act:text-is('statement') + span .q").first.click()
    expect(tab.locator(".report:not(.shut)")).to_have_count(1)
    expect(tab.locator(".report:not(.shut)")).to_contain_text("walrus pond")
    assert re.search(r"#a\w+\.\d+-\d+$", tab.url)

    tab.locator('.bar [data-status="single-source"]').click()
    shown = tab.locator("tbody tr[data-status]:not([hidden])").evaluate_all(
        "rows => rows.map(row => row.dataset.status)"
    )
    assert set(shown) == {"single-source"}
    tab.keyboard.press("Escape")
    tab.locator(".points tr:not([hidden]):not(.far) td.cell:has(.q) b").first.click()
    expect(tab.locator("#pins .pin")).to_have_count(1)
    tab.locator("#tray-clear").click()

    correct(tab)
    tab.goto(address)
    tab.reload()
    tab.locator(".lines .head").first.click()
    expect(tab.locator(".facts")).to_contain_text("5 reports")
    assert noted == []


@pytest.mark.browser
@pytest.mark.slow
def test_each_statement_opens_its_reasons_at_an_address_of_their_own(chromium, address):
    tab, noted = opened(chromium, address)
    tab.locator(".lines .head").first.click()
    row = tab.locator(".said > li:has(details.why)").first
    key = row.get_attribute("id")
    row.evaluate(
        "row => { row.closest('.voice').open = true; for (const each of row.querySelectorAll('details')) each.open = true; }"
    )
    row.get_by_role("link", name="explain").click()

    expect(tab.get_by_role("heading", level=1)).to_have_text("Why this is what it is")
    assert tab.url.endswith(f"/explain/{key}")
    expect(tab.locator("main")).to_contain_text(f"statement {key}")
    assert noted == []


@pytest.mark.browser
def test_in_a_large_story_each_point_leads_to_its_correction_once_it_is_open(chromium):
    with served(Record(large(12, 30)).to_json()) as address:
        tab, noted = opened(chromium, f"{address}/stories/y1")
        row = tab.locator(".points tbody tr").first
        key = row.get_attribute("id")
        row.locator("details.why > summary").click()
        assert (
            row.get_by_role("link", name="Correct a link").get_attribute("href")
            == f"/correct?story=y1&left={key}"
        )
        row.get_by_role("link", name="Correct a link").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Correct a link")
    assert noted == []


def correct(tab: Page) -> None:
    """Say of the first statement that has other renderings that it is not one utterance with the first of them."""
    row = tab.locator(".said > li:has(.renderings)").first
    key = row.get_attribute("id")
    row.evaluate(
        "row => { for (const each of row.querySelectorAll('details')) each.open = true; row.closest('.voice').open = true; }"
    )
    before = row.locator(".renderings li").count()
    row.get_by_role("link", name="Correct a link").click()
    tab.locator(".choices label:has-text('same utterance: yes')").first.click()
    tab.locator("#relation").select_option("same-utterance")
    tab.get_by_label("no", exact=True).check()
    tab.locator("#maker").fill("Ada of the desk")
    tab.get_by_role("button", name="Keep and compare again").click()
    expect(tab.locator("#job")).to_contain_text("Done.", timeout=60_000)
    expect(tab.locator("#job")).to_contain_text("Ada of the desk")
    tab.locator("#job .head").first.click()
    expect(tab.locator(f"[id='{key}'] .renderings li")).to_have_count(before - 1)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1400), ("dark", 1400), ("dark", 360), ("light", 360)]
)
def test_axe_finds_no_serious_fault_on_any_page(chromium, address, scheme, width):
    tab, noted = opened(chromium, address, color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    story = tab.locator(".lines .head").first.get_attribute("href")
    tab.goto(address + story)
    report = tab.locator(".card a[href^='/reports/']").first.get_attribute("href")
    speaker = tab.locator("a[href^='/speakers/']").first.get_attribute("href")
    party = tab.locator("a[href^='/positions?']").first.get_attribute("href")
    # one leads to the form for the story, one to that for a report, one to that for a statement, point or speaker
    fixes = [
        tab.locator(f"{place} a[href^='/correct']").first.get_attribute("href")
        for place in (".facts", ".card", ".part")
    ]

    paths = [
        "/",
        "/?q=dam",
        report,
        speaker,
        "/outlets",
        "/outlets?name=Tide TV",
        "/positions",
        party,
        "/add",
        *fixes,
        "/api",
        "/nowhere",
    ]
    for path in (*paths, story, f"{story}/explain/{story.rpartition('/')[2]}"):
        tab.goto(address + path)
        serious = [
            (path, fault["id"], fault["nodes"][0]["html"][:200])
            for fault in Axe().run(tab).response["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
        assert serious == []
    # a browser itself complains of a page that is not there
    assert [line for line in noted if "404" not in line] == []


@pytest.mark.browser
def test_a_hundred_injections_run_nowhere_in_the_application(chromium):
    record = hostile_record()
    assert len(record.articles) > 100
    report = record.articles[40].id
    with served(Record(record).to_json()) as address:
        tab, noted = opened(chromium, address)
        name = quote(VECTORS[17], safe="")
        for path in ("/", "/stories/s1", f"/reports/{report}", "/speakers/p010", "/outlets", f"/outlets?name={name}", f"/?q={name}", "/positions", "/add"):  # fmt: skip
            tab.goto(address + path)
            assert tab.title().endswith("Rashomon"), path
            assert tab.locator("main").inner_text()
            # what the policy stops is told on the console: nothing even tries
            assert tab.locator("img, iframe, object, embed, math, svg:not([viewBox])").count() == 0, path
    assert noted == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1000, 1600])
def test_no_page_scrolls_sideways(chromium, address, width):
    tab, _ = opened(chromium, address)
    story = tab.locator(".lines .head").first.get_attribute("href")
    tab.goto(address + story)
    ways = [
        tab.locator(f"a[href^='{place}']").first.get_attribute("href")
        for place in ("/reports/", "/speakers/", "/positions?", "/correct")
    ]

    for path in ("/", "/?q=dam", story, *ways, "/outlets", "/positions", "/add", "/api"):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
        # nor does the drawing of a timeline inside it
        assert tab.locator(".draw:visible").evaluate_all(
            "all => all.every(one => one.scrollWidth <= one.clientWidth)"
        )


@pytest.mark.browser
def test_everything_can_be_read_and_sent_without_javascript(chromium, address):
    tab, _ = opened(chromium, address, java_script_enabled=False)
    tab.locator("#find").fill("dam")
    tab.get_by_role("button", name="Find").click()
    tab.locator(".found .q").first.click()
    assert "/stories/" in tab.url

    tab.goto(address + "/add")
    tab.locator("#text").fill("Snow fell on Corrin, the mayor of Corrin said on Monday 3 March 2031.")
    tab.get_by_role("button", name="Add and compare").click()
    expect(tab.locator("#job")).to_contain_text("Done.", timeout=60_000)


@pytest.mark.browser
def test_the_example_prints_as_a_brief_of_two_or_three_pages_without_controls(chromium, dam, tmp_path):
    tab = chromium.new_page()
    (tmp_path / "index.html").write_text(page(rashomon.load(dam / "record.json").data), encoding="utf-8")
    tab.goto((tmp_path / "index.html").as_uri())

    printed = tab.pdf(format="A4")
    tab.emulate_media(media="print")

    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
    assert tab.locator(".brief-point").first.is_visible()
    assert tab.locator(".draw svg").first.is_visible()
    controls = tab.locator("button, input, select, summary, nav, kbd, [role=search]")
    assert controls.count() > 50
    assert controls.evaluate_all("parts => parts.filter(part => part.checkVisibility()).length") == 0


def test_the_library_beside_our_scripts_is_named_with_its_licence():
    folder = Path(__file__).parents[1] / "src" / "rashomon" / "web" / "static"

    assert "htmx.org" in (folder / "htmx-LICENSE.txt").read_text()
