"""What a reader sees who points, steps or marks: the words of a cell, the words beside a line, pins of marked text."""

import pytest
from tests.large import large
from tests.test_show_page import chromium, opened  # a fixture

from rashomon.show.page import page

__all__ = ["chromium"]

pytestmark = pytest.mark.browser

CELLS = ".points tbody td.c"
NO_WORDS = "Point at or step to underlined words: what the other reports say appears here."
# Marks the letters 3 to 20 of the first line of the open report, as a reader with a mouse does.
MARK = """line => {
    const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
    const range = new Range();
    range.setStart(text, 3);
    range.setEnd(text, Math.min(20, text.length));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return [line.closest(".report").id, +line.dataset.start + 3, range.toString()];
}"""


def words_of(tab, cell):
    """List the words that the row of a cell holds for its report."""
    return cell.evaluate(
        "cell => [...cell.closest('tr').querySelectorAll(`.tellings li[data-column='${columnOf(cell)}'] .q`)]"
        ".map(each => each.textContent)"
    )


def test_the_words_of_a_cell_stand_beside_it_while_one_points_at_it(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(12, 30)))
    cell = tab.locator(CELLS).first

    assert tab.locator("#pop").is_hidden()
    cell.hover()
    assert tab.locator("#pop .q").all_text_contents() == words_of(tab, cell) != []
    tab.locator("h1, h2").first.hover()
    assert tab.locator("#pop").is_hidden()
    assert noted == []


def test_the_words_of_a_cell_stand_beside_it_when_one_steps_to_it(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(12, 30)))
    cells = tab.locator(CELLS)

    cells.nth(0).locator("a").focus()
    first = tab.locator("#pop .q").all_text_contents()
    tab.keyboard.press("Tab")
    second = tab.locator("#pop .q").all_text_contents()

    assert first == words_of(tab, cells.nth(0)) != []
    assert second == words_of(tab, cells.nth(1)) != []
    tab.keyboard.press("Escape")
    assert tab.locator("#pop").is_hidden()
    assert noted == []


def test_a_cell_that_was_stepped_to_is_pinned_with_enter(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(12, 30)))
    cell = tab.locator(CELLS).first

    cell.locator("a").focus()
    tab.keyboard.press("Enter")

    place = cell.locator("a").get_attribute("href")
    assert tab.locator("#pins .pin a").get_attribute("href") == place
    assert noted == []


def test_beside_a_line_stand_the_words_of_the_others_while_one_points_at_it_and_when_one_steps_to_it(
    chromium, tmp_path
):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    report = tab.locator(".report:not(.shut)").first
    notes = report.locator("details.note")
    beside = tab.locator(".beside-words").first
    assert beside.inner_text() == NO_WORDS

    for note in (notes.nth(0), notes.nth(1)):
        mark = report.locator(f'.m[href$="#{note.get_attribute("data-point")}"]').first
        mark.focus()
        told = [words for words in note.locator(".other .q").all_text_contents() if words]
        assert beside.locator(".other .q").all_text_contents() == told != []
        assert "lit" in mark.get_attribute("class").split()
    mark = report.locator(f'.m[href$="#{notes.nth(0).get_attribute("data-point")}"]').first
    mark.hover()
    assert (
        beside.locator(".other .q").all_text_contents()
        == notes.nth(0).locator(".other .q").all_text_contents()
    )
    assert noted == []


def test_marked_text_is_pinned_with_its_exact_place(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    line = tab.locator(".report:not(.shut) p[data-start]").first

    article, start, words = line.evaluate(MARK)
    tab.keyboard.press("p")

    pinned = tab.locator("#pins .pin")
    assert words in pinned.inner_text()
    assert pinned.locator("a").get_attribute("href") == f"#{article}.{start}-{start + len(words)}"
    assert noted == []


def test_tab_goes_through_the_page_in_the_order_in_which_it_is_read(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(4, 30)))
    places = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        places.append(
            tab.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )

    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert (
        tab.evaluate(
            '() => document.querySelectorAll(\'[tabindex]:not([tabindex="0"]):not([tabindex="-1"])\').length'
        )
        == 0
    )
    assert noted == []
