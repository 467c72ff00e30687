"""Every item of the page can be copied with its source, has a permanent link, and opens its reasons."""

import re

import pytest
from tests.repin import EXAMPLE
from tests.test_show_page import chromium, opened  # a fixture

import rashomon
from rashomon.show.explain import explain
from rashomon.show.page import page
from rashomon.show.views import outlet_name
from rashomon.wiring import Settings

pytestmark = pytest.mark.browser

# Each kind of item, by where it stands.
KINDS = {
    "point": ".points tr.item",
    "statement": ".voice .said > li.item",
    "position": ".party .said > li.item",
    "wording": ".words tr.item",
    "number": ".numbers > li.item",
    "date": ".time > li.item",
    "gap": ".gaps > li.item",
    "report": ".report",
    "story": ".story",
}
COPIES = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})"


@pytest.fixture(scope="module")
def record():
    return rashomon.read(EXAMPLE / "texts", settings=Settings(models="none", workers=1)).data


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_is_copied_with_its_source_linked_and_explained(chromium, tmp_path, record, kind):
    tab, noted = opened(chromium, tmp_path, page(record))
    tab.evaluate(COPIES)
    items = tab.locator(KINDS[kind])
    keys = items.evaluate_all("items => items.map(item => item.id)")
    assert keys
    assert all(keys)
    assert len(set(keys)) == len(keys)

    for key in (keys[0], keys[-1]):
        tab.goto(f"{tab.url.split('#')[0]}#{key}")
        item = tab.locator(f"[id='{key}']")
        reasons = tab.locator(f"[id='{key}'] details.why:has(> .act)").first
        reasons.evaluate(
            "part => { for (let up = part; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true; }"
        )
        assert reasons.get_by_role("link", name="Permanent link").get_attribute("href") == f"#{key}"
        reasons.get_by_role("button", name="Copy with source").click()
        copied = tab.evaluate("window.copied").split("\n")
        assert copied[-1].endswith(f"#{key}")
        assert any(name in copied[0] for one in record.articles for name in (outlet_name(one), one.source))
        assert kind in {"gap", "report"} or re.search(r"characters \d+–\d+\)$", copied[0])
        assert item.is_visible()
        if kind == "gap":  # it stands for itself: what could not be decided, and why
            assert reasons.locator("code").count() == 0
        else:
            told = reasons.locator("code").inner_text().removeprefix("rashomon explain ")
            assert explain(record, told), told
    assert noted == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_has_its_link_and_its_reasons_without_javascript(chromium, tmp_path, record, kind):
    tab, _ = opened(chromium, tmp_path, page(record), script=False)

    for number in (0, -1):
        item = tab.locator(KINDS[kind]).nth(number)
        key = item.get_attribute("id")
        reasons = item.locator("details.why:has(> .act)").first
        assert reasons.locator(f".act a[href='#{key}']").count() == 1
        words = [line for line in reasons.locator("p:not(.act), li").all_text_contents() if line.strip()]
        if kind == "position":  # it stands at the statement
            assert item.get_by_role("link", name="why").get_attribute("href") == "#" + key.partition(".")[0]
        else:
            assert words or kind in {"gap", "report"}  # a gap is its own reason; a report's stand in its text
