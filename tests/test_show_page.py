"""The page in a real browser: whole without JavaScript or network, quick when large, and nothing in a report runs."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright
from tests.large import large
from tests.test_compare_verify import build

from rashomon.show.page import page
from rashomon.types import Article, Outlet

CHROMIUM = Path("/usr/bin/chromium")
WRAPS = (
    "{}",
    '">{}',
    "'>{}",
    "</script>{}",
    "</style>{}",
    "</textarea>{}",
    "--><!--{}",
    "]]>{}",
    "<svg>{}</svg>",
    "{{{{{}}}}}",
)
RUNS = (
    "<script>document.title='ran'</script>",
    "<img src=x onerror=document.title='ran'>",
    "<svg/onload=document.title='ran'>",
    "<body onload=document.title='ran'>",
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe>",
    "<a href=javascript:document.title='ran'>x</a>",
    "<details open ontoggle=document.title='ran'>",
    "<input autofocus onfocus=document.title='ran'>",
    "<math><mtext><script>document.title='ran'</script>",
    "\u2028document.title='ran'\u2029<script>document.title='ran'</script>",
    "<style>*{background:url(https://evil.example)}</style>",
)
VECTORS = [wrap.format(run) for wrap in WRAPS for run in RUNS]


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("LEFT OUT, no Chromium here: every browser test of the page (apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium, tmp_path: Path, html: str, *, script: bool = True) -> tuple[Page, list[str]]:
    """Open a page from disk with the network off; return it with all it complained of or asked for."""
    file = tmp_path / "index.html"
    file.write_text(html, encoding="utf-8")
    context = chromium.new_context(
        java_script_enabled=script, offline=True, viewport={"width": 1400, "height": 900}
    )
    tab = context.new_page()
    noted: list[str] = []
    tab.on("console", lambda message: noted.append(message.text))
    tab.on("pageerror", lambda error: noted.append(str(error)))
    tab.on("request", lambda request: request.url.startswith("file:") or noted.append(request.url))
    tab.goto(file.as_uri())
    return tab, noted


@pytest.mark.browser
def test_the_page_reads_whole_without_javascript(chromium, tmp_path):
    """Fault case 86."""
    tab, noted = opened(chromium, tmp_path, page(build()), script=False)

    expect(tab.get_by_text("Tarn stayed dry.").first).to_be_visible()
    expect(tab.locator("#find")).to_be_hidden()
    assert noted == []


@pytest.mark.browser
def test_nothing_in_a_report_runs(chromium, tmp_path):
    assert len(VECTORS) >= 100
    hostile = tuple(
        Article(f"h{number}", f"{text}.txt", f"{text}\nTarn stayed dry.", Outlet(text, None), url=text)
        for number, text in enumerate(VECTORS)
    )
    story = build().stories[0]
    ids = (*story.articles, *(article.id for article in hostile))
    record = build(articles=(*build().articles, *hostile), stories=(type(story)(**{
        **{name: getattr(story, name) for name in story.__struct_fields__}, "articles": ids,
    }),))  # fmt: skip

    tab, noted = opened(chromium, tmp_path, page(record))

    assert "ran" not in tab.title()
    assert tab.evaluate("document.querySelectorAll('img,iframe,script').length") == 3
    assert (
        tab.evaluate("Object.keys(JSON.parse(document.getElementById('sources').textContent)).length") >= 100
    )
    assert noted == []


@pytest.mark.browser
def test_the_bar_filters_and_a_cell_pins_its_words(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))

    tab.locator('.bar [data-status="denied"]').click()
    shown = tab.locator("tbody tr[data-status]:not([hidden])")
    assert set(shown.evaluate_all("rows => rows.map(row => row.dataset.status)")) == {"denied"}
    for cell in (0, 1):
        tab.locator(".points tr:not([hidden]) td.cell:has(.q) b").nth(cell).click()
    expect(tab.locator("#pins .pin")).to_have_count(2)
    assert tab.locator("#pins .w").count() > 0
    assert noted == []


@pytest.mark.browser
def test_a_cell_of_a_wide_grid_pins_the_words_that_it_links_to(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(12, 30)))

    for row in range(3):
        cell = tab.locator(".points tbody tr").nth(row).locator("td.c").last
        place = cell.locator("a").get_attribute("href")
        cell.click()
        assert tab.locator("#pins .pin").last.locator("a").get_attribute("href") == place
    assert noted == []


@pytest.mark.browser
def test_sorted_by_weight_again_the_rows_stand_as_they_came(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    rows = tab.locator(".points tbody tr")
    came = rows.evaluate_all("rows => rows.map(row => row.id)")

    tab.locator(".sort").select_option("origins")
    origins = rows.evaluate_all("rows => rows.map(row => +row.dataset.origins)")
    assert origins == sorted(origins, reverse=True)
    assert rows.evaluate_all("rows => rows.map(row => row.id)") != came
    tab.locator(".sort").select_option("place")

    assert rows.evaluate_all("rows => rows.map(row => row.id)") == came
    assert noted == []


@pytest.mark.browser
def test_a_link_leads_to_the_words_in_their_report(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(build()))

    tab.locator(".points td .q").first.click()

    assert re.search(r"#a1\.0-17$", tab.url)
    expect(tab.locator("#a1")).to_be_visible()
    assert noted == []


@pytest.mark.browser
def test_keys_step_find_and_open(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))

    tab.keyboard.press("j")
    tab.keyboard.press("o")
    expect(tab.locator("tr.here details.why[open]")).to_have_count(1)
    tab.keyboard.press("/")
    tab.keyboard.type("no such word anywhere")
    assert "0 points, 0 statements" in tab.locator("#found").inner_text()
    tab.keyboard.press("Escape")
    tab.keyboard.press("?")
    expect(tab.locator("#keys")).to_be_visible()
    assert noted == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 900, 1600])
def test_no_width_scrolls_sideways(chromium, tmp_path, width):
    tab, _ = opened(chromium, tmp_path, page(large(5, 30)))

    tab.set_viewport_size({"width": width, "height": 900})

    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.slow
def test_sixty_reports_and_fifteen_hundred_points_stay_quick(chromium, tmp_path):
    html = page(large(60, 1500))
    assert len(html.encode()) < 5_000_000

    tab, _ = opened(chromium, tmp_path, html)

    assert tab.evaluate("performance.getEntriesByName('first-paint')[0].startTime") < 1000
    # the best of three: what the page needs, not what else this machine does
    assert min(tab.evaluate(PRESS, status) for status in ("denied", "agreed", "single-source")) < 100


@pytest.mark.browser
@pytest.mark.slow
def test_finding_and_sorting_in_sixty_reports_and_fifteen_hundred_points_stay_quick(chromium, tmp_path):
    tab, _ = opened(chromium, tmp_path, page(large(60, 1500)))

    # the best of three, on two busy cores: sorting took 0.32 s, finding 0.18 s
    assert min(tab.evaluate(CHOOSE, key) for key in ("split", "origins", "place")) < 700
    assert tab.locator(".points tbody tr:visible").count() > 0
    assert min(tab.evaluate(TYPE, words) for words in ("ba", "bace", "zo")) < 400
    assert "points" in tab.locator("#found").inner_text()


CHOOSE = """key => { const sort = document.querySelector(".sort"); const start = performance.now(); sort.value = key;
sort.dispatchEvent(new Event("change", {bubbles: true})); document.body.offsetHeight; return performance.now() - start; }"""
TYPE = """words => { const find = document.querySelector("#find"); const start = performance.now(); find.value = words;
find.dispatchEvent(new Event("input", {bubbles: true})); document.body.offsetHeight; return performance.now() - start; }"""
PRESS = """status => { const button = document.querySelector(`.bar [data-status="${status}"]`); const start = performance.now();
button.click(); document.body.offsetHeight; return performance.now() - start; }"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reports", [4, 12])
def test_axe_finds_no_serious_fault(chromium, tmp_path, scheme, reports):
    tab, _ = opened(chromium, tmp_path, page(large(reports, 20)))
    tab.emulate_media(color_scheme=scheme)

    found = Axe().run(tab).response["violations"]

    serious = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []
