"""The page in a real browser, part by part: sorting, timeline, scripts of every direction, copies, pins, keys, print."""

import re

import msgspec
import pytest
from playwright.sync_api import expect
from tests.large import large
from tests.test_compare_verify import OTHER, REPORT, WHY, build
from tests.test_show_page import chromium, opened  # a fixture

import rashomon
from rashomon.show.page import page
from rashomon.spans import cut
from rashomon.types import (
    Article,
    Entry,
    Origin,
    Outlet,
    Passage,
    Point,
    RecordData,
    Side,
    Silence,
    Speaker,
    Statement,
    Story,
    Use,
    When,
    Wording,
)

pytestmark = pytest.mark.browser

RAIN = cut(REPORT, 0, 17)
DRY = cut(OTHER, 0, 16)
SHOWN = "cells => cells.filter(cell => cell.checkVisibility()).length"


def retold(**changes) -> RecordData:
    """Change the one story of the small record."""
    return build(stories=(msgspec.structs.replace(build().stories[0], **changes),))


def disputed() -> RecordData:
    """Two reports of one sentence each that differ over the rain."""
    sides = (
        Side("for", "a1", (RAIN,), "t1", "source", WHY),
        Side("differs", "a2", (DRY,), None, "outlet", WHY),
    )
    return retold(points=(Point("q1", RAIN, "disputed", 0.8, 2, sides, False, (), WHY),))


def dated(first: str, second: str) -> RecordData:
    """Two reports that put one happening on days of their own."""
    days = [When(day, day, "day", None, WHY) for day in (first, second)]
    clash = first != second
    entries = (
        Entry("w1", days[0], RAIN, None, (RAIN,), ("w2",) if clash else ()),
        Entry("w2", days[1], DRY, None, (DRY,), ("w1",) if clash else ()),
    )
    return build(timeline=entries)


def test_sorted_by_disagreement_the_most_split_points_come_first(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    rows = tab.locator(".points tbody tr")
    tab.locator(".sort").select_option("origins")
    by_origins = rows.evaluate_all("rows => rows.map(row => row.dataset.status)")

    tab.locator(".sort").select_option("split")

    split = rows.evaluate_all("rows => rows.map(row => +row.dataset.split)")
    assert split == sorted(split, reverse=True)
    assert len(set(split)) > 1
    sorted_now = rows.evaluate_all("rows => rows.map(row => row.dataset.status)")
    assert sorted_now != by_origins
    assert sorted_now[0] in {"denied", "disputed"}
    assert sorted_now[-1] in {"agreed", "single-source"}
    assert noted == []


WIDTHS = pytest.mark.parametrize(("width", "drawing"), [(1400, ".draw.screen"), (360, ".draw.phone")])


@WIDTHS
def test_dates_that_conflict_are_a_fork_from_dot_to_dot_and_say_so_in_words(
    chromium, tmp_path, width, drawing
):
    tab, noted = opened(chromium, tmp_path, page(dated("2031-04-06", "2031-04-09")))
    tab.set_viewport_size({"width": width, "height": 900})

    path = tab.locator(f"{drawing} path.fork")
    assert path.count() == 1
    assert path.is_visible()
    expect(tab.locator("path.fork:visible")).to_have_count(1)
    numbers = [float(number) for number in re.findall(r"[\d.]+", path.get_attribute("d"))]
    dots = tab.locator(f"{drawing} circle.dot.clash").evaluate_all(
        "dots => dots.map(dot => [dot.cx.baseVal.value, dot.cy.baseVal.value])"
    )
    ends = [numbers[:2], numbers[-2:]]
    assert [[pytest.approx(x, abs=0.1), pytest.approx(y, abs=0.1)] for x, y in sorted(dots)] == sorted(ends)
    tab.locator("details.before").evaluate("part => { part.open = true; }")
    tab.locator("#w1").get_by_role("link", name="dated differently").click()
    assert tab.url.endswith("#w2")
    expect(tab.locator("#w2.here")).to_be_visible()
    assert noted == []


def test_dates_that_agree_have_no_fork(chromium, tmp_path):
    tab, _ = opened(chromium, tmp_path, page(dated("2031-04-06", "2031-04-06")))

    expect(tab.locator("circle.dot:visible")).to_have_count(2)
    expect(tab.locator("path.fork, .clash")).to_have_count(0)
    expect(tab.get_by_text("dated differently")).to_have_count(1)  # the legend


@WIDTHS
def test_everything_of_the_drawing_lies_inside_it_and_nothing_scrolls_sideways(
    chromium, tmp_path, width, drawing
):
    tab, _ = opened(chromium, tmp_path, page(dated("2031-04-06", "2031-04-09")))
    tab.set_viewport_size({"width": width, "height": 900})

    parts = tab.locator(f"{drawing} svg :is(text, circle)").evaluate_all(
        "parts => parts.map(part => [part.getBBox().x, part.getBBox().x + part.getBBox().width])"
    )
    wide = tab.locator(f"{drawing} svg").evaluate("drawing => drawing.viewBox.baseVal.width")
    assert len(parts) == 4 + 2
    assert min(left for left, _ in parts) >= 0
    assert max(right for _, right in parts) <= wide
    room = tab.locator(drawing).evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert room[0] <= room[1] <= width
    # letters are drawn at least as large as nine points of the screen's own
    assert tab.locator(f"{drawing} svg").evaluate("drawing => 10 * drawing.getScreenCTM().a") >= 9


HEBREW, COMBINED = (
    "גשם ירד על טארן, אמר ראש העיר (שני).",
    "Ra\u0301in\u0308 fell\u0323 on Ta\u0302rn, so̱ they sa\u0301id.",
)


def strange() -> RecordData:
    """Two reports, one written from right to left and one with combining marks, in every part of the page."""
    left = Article("a1", "אחד.txt", HEBREW, Outlet("ידיעות טארן", None))
    right = Article("a2", "two.txt", COMBINED, Outlet("Ta\u0302rn Post", None))
    rain, fell, who = cut(left, 0, 15), cut(right, 0, 24), cut(left, 21, 29)
    speaker = Speaker("p1", who, "person", cut(left, 17, 29), (who,), ())
    said = Statement(
        "t1", "a1", "indirect", (rain,), (), who, who, "p1", "name", "demand", 0.9, same_as=("t2",)
    )
    again = Statement(
        "t2", "a2", "indirect", (fell,), (), None, None, None, None, "deny", 0.9, same_as=("t1",)
    )
    sides = (
        Side("for", "a1", (rain,), "t1", "source", WHY),
        Side("differs", "a2", (fell,), "t2", "source", WHY),
    )
    day = When("2031-04-06", "2031-04-06", "day", cut(left, 31, 34), WHY)
    uses = (
        Use("a1", (cut(left, 12, 16),), "source", True),
        Use("a2", (cut(right, 14, 19),), "outlet", False),
    )
    origin = Origin("o1", ("a1", "a2"), (Passage((rain, fell), "copy"),), WHY)
    story = Story(
        "s1", rain, None, ("a1", "a2"), WHY, (origin,), (Point("q1", rain, "disputed", 0.8, 1, sides, True, (), WHY),),
        (Wording("d1", uses[0].spans[0], "entity", 0.5, uses),), (),
    )  # fmt: skip
    return build(
        articles=(left, right), speakers=(speaker,), statements=(said, again), stories=(story,),
        timeline=(Entry("w1", day, rain, None, (rain, fell), ()),),
    )  # fmt: skip


LOOSE = """() => { const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode())
  if (/[\\u0590-\\u05ff]/.test(node.data) && !node.parentElement.closest("bdi,[dir=auto],script,svg"))
    found.push(node.parentElement.outerHTML.slice(0, 160));
return found; }"""


def test_words_from_right_to_left_never_turn_the_line_they_stand_in(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(strange()))

    assert tab.evaluate(LOOSE) == []
    assert (
        tab.locator("#a1 p[data-start]").first.evaluate("line => getComputedStyle(line).direction") == "rtl"
    )
    assert (
        tab.locator("#a2 p[data-start]").first.evaluate("line => getComputedStyle(line).direction") == "ltr"
    )
    tab.locator(".points td.cell .q").first.click()
    assert tab.evaluate("[...CSS.highlights.get('words')].join('')") == HEBREW[:15]
    tab.locator("#q1 td.cell b").first.click()
    expect(tab.locator("#pins .pin")).to_have_count(1)
    assert tab.evaluate(LOOSE) == []
    assert noted == []


@pytest.mark.parametrize("turn", ["\u202e", "\u2067"])
def test_case_63_a_mark_that_turns_what_follows_turns_nothing_outside_the_words_it_stands_in(
    chromium, tmp_path, turn
):
    for name, day in (("one", "Monday"), ("two", "Tuesday")):
        (tmp_path / f"{name}.txt").write_text(
            f"The {turn}ferry Brask ran aground off Tarn on {day}, Anna {turn}Bell said.\n\n"
            f"“We will {turn}not sell the ferry,” Bell told reporters on {day}. Some 40 people were brought ashore.\n"
        )
    record = rashomon.read(tmp_path, settings=rashomon.Settings(models="none", workers=1)).data
    tab, _ = opened(chromium, tmp_path, page(record))
    loose = LOOSE.replace("\\u0590-\\u05ff", "\\u202a-\\u202e\\u2066-\\u2069")

    assert loose != LOOSE
    assert tab.content().count(turn) > 10
    assert tab.evaluate(loose) == []
    assert tab.evaluate("getComputedStyle(document.querySelector('bdi')).unicodeBidi") == "isolate"


def test_combining_marks_stay_on_the_letters_they_were_written_on(chromium, tmp_path):
    tab, _ = opened(chromium, tmp_path, page(strange()))

    tab.goto(tab.url.split("#")[0] + "#a2.0-24")

    assert tab.locator("#a2 p[data-start]").first.text_content() == COMBINED
    assert tab.evaluate("[...CSS.highlights.get('words')].join('')") == COMBINED[:24]


def test_copied_text_is_hatched_and_what_is_not_copied_is_plain(chromium, tmp_path):
    copied, plain = page(strange()), page(build())
    hatched = "parts => parts.map(part => getComputedStyle(part).backgroundImage.startsWith('repeating-linear-gradient'))"

    tab, _ = opened(chromium, tmp_path, copied)
    assert tab.locator(".group, .copied").evaluate_all(hatched) == [True, True]
    assert "2 reports with the same words, counted once" in tab.locator(".group").inner_text()

    tab, _ = opened(chromium, tmp_path, plain)
    assert tab.locator(".group").evaluate_all(hatched) == [False, False]


def test_two_pins_mark_the_words_that_only_one_of_them_has(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(disputed()))

    tab.keyboard.press("j")
    tab.keyboard.press("p")

    pins = tab.locator("#pins .pin")
    assert pins.count() == 2
    assert pins.nth(0).locator(".w").all_inner_texts() == ["Rain", "fell", "on"]
    assert pins.nth(1).locator(".w").all_inner_texts() == ["stayed", "dry"]
    pins.nth(1).get_by_role("button", name="Unpin").click()
    expect(tab.locator("#pins .w")).to_have_count(0)
    tab.locator("#tray-clear").click()
    expect(tab.locator("#tray")).to_be_hidden()
    assert noted == []


def test_an_item_is_copied_with_the_source_of_each_quotation_and_its_link(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(disputed()))
    tab.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})"
    )

    tab.locator("#q1 details.why > summary").click()
    tab.get_by_role("button", name="Copy with source").first.click()

    assert tab.evaluate("window.copied").split("\n") == [
        f"“{RAIN.text}” (one.txt; one.txt, characters 0–17)",
        f"“{DRY.text}” (two.txt; two.txt, characters 0–16)",
        tab.url.split("#")[0] + "#q1",
    ]
    assert "copied with source" in tab.locator("#found").inner_text()
    assert noted == []


def test_j_and_k_step_forth_and_back_o_opens_and_closes_and_escape_ends_a_filter(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    rows = tab.locator(".points tbody tr")
    here = ".item.here"

    tab.keyboard.press("k")  # nothing is chosen yet: the first
    assert tab.locator(here).get_attribute("id") == rows.nth(0).get_attribute("id")
    for key in ("j", "j", "k"):
        tab.keyboard.press(key)
    assert tab.locator(here).get_attribute("id") == rows.nth(1).get_attribute("id")
    tab.keyboard.press("o")
    assert rows.nth(1).locator("details.why").get_attribute("open") is not None
    tab.keyboard.press("o")
    assert rows.nth(1).locator("details.why").get_attribute("open") is None
    tab.locator('.bar [data-status="denied"]').click()
    assert rows.evaluate_all(SHOWN) < 30
    tab.keyboard.press("Escape")
    assert rows.evaluate_all(SHOWN) == 30
    assert noted == []


def test_in_the_list_of_stories_the_words_of_one_column_stand_apart_from_the_number_of_the_next(
    chromium, tmp_path
):
    told = build().stories[0]
    stories = tuple(
        msgspec.structs.replace(told, id=f"s{n}", points=(), articles=told.articles if n == 0 else ())
        for n in range(6)
    )
    tab, _ = opened(chromium, tmp_path, page(build(stories=stories)))
    boxes = tab.locator(".stories li").evaluate_all(
        "all => all.map(one => { const range = new Range(); range.selectNodeContents(one); const box = range.getBoundingClientRect(); return [one.getBoundingClientRect().left, box.right]; })"
    )

    columns = sorted({left for left, _ in boxes})
    gap = float(tab.locator(".stories ol").evaluate("list => parseFloat(getComputedStyle(list).columnGap)"))
    assert len(columns) == 2
    assert gap >= 40  # the number hangs twenty pixels into it
    assert columns[1] - max(right for left, right in boxes if left == columns[0]) >= 40


def test_on_a_phone_each_point_names_who_tells_it(chromium, tmp_path):
    tab, _ = opened(chromium, tmp_path, page(disputed()))
    tellers = tab.locator("#q1 .tellers")
    assert not tellers.is_visible()  # the columns say it

    tab.set_viewport_size({"width": 360, "height": 800})

    assert tellers.inner_text() == "⇄ differently two.txt · ● says one.txt"


def test_what_no_point_is_stands_in_words(chromium, tmp_path):
    silent = Silence("a2", "weak", WHY)
    tab, _ = opened(chromium, tmp_path, page(disputed()))
    assert tab.locator(".none-of").inner_text() == "No point was found agreed or denied."

    side = Side("for", "a1", (RAIN,), "t1", "source", WHY)
    alone = Point("q1", RAIN, "single-source", 0.8, 1, (side,), False, (silent,), WHY)
    tab, _ = opened(chromium, tmp_path, page(retold(points=(alone,))))
    assert tab.locator(".none-of").inner_text() == "No point was found agreed, disputed or denied."


def test_what_finding_opened_it_closes_again_and_what_a_reader_opened_stays(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(12, 30)))
    voices = tab.locator("details.voice")
    before = voices.evaluate_all("parts => parts.map(part => part.open)")
    assert False in before
    assert True in before

    tab.locator("#find").fill("ba")
    assert all(voices.evaluate_all("parts => parts.filter(part => !part.hidden).map(part => part.open)"))
    assert tab.locator(".said > li").evaluate_all(SHOWN) > 0
    tab.locator("#find").fill("")

    assert voices.evaluate_all("parts => parts.map(part => part.open)") == before
    assert noted == []
