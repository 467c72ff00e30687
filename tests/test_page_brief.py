"""A story in short: what is agreed and what is in dispute, who says so, each word a link to its report."""

import msgspec
import pytest
from playwright.sync_api import expect
from tests.test_compare_verify import WHY, build
from tests.test_show_page import chromium, opened  # a fixture
from tests.test_show_weight import LATER, LEAD, MIDDLE, report, told

from rashomon.show.brief import AGREED, brief
from rashomon.show.grid import grid_rows
from rashomon.show.page import page
from rashomon.show.views import views
from rashomon.spans import cut
from rashomon.types import Origin, Point, RecordData, Side

DENIAL = "No ferry ran aground, the harbour master said."
TWICE = "On Monday the ferry between Osk and Tarn ran aground."
REPORTS = tuple(report(name, LEAD, DENIAL, TWICE, MIDDLE, LATER) for name in ("a1", "a2", "a3"))


def record_of(*points: Point) -> RecordData:
    ids = tuple(article.id for article in REPORTS)
    origins = tuple(Origin(f"o{key}", (key,), (), WHY) for key in ids)
    story = msgspec.structs.replace(
        build().stories[0], articles=ids, points=points, origins=origins, title=cut(REPORTS[0], 0, len(LEAD)),
        event=None, wordings=(), numbers=(),
    )  # fmt: skip
    return build(articles=REPORTS, stories=(story,), statements=(), events=(), timeline=(), gaps=(), links=())


def denied(name: str, words: str) -> Point:
    point = told(name, words, REPORTS[0])
    start = REPORTS[1].text.index(DENIAL)
    against = Side("against", "a2", (cut(REPORTS[1], start, start + 21),), None, "outlet", WHY)
    return msgspec.structs.replace(point, status="denied", sides=(*point.sides, against))


def shortened(*points: Point):
    record = record_of(*points)
    return brief(grid_rows(record.stories[0], views(record)))


def test_what_says_the_same_as_a_line_above_is_left_out():
    found = shortened(
        told("p1", LEAD, *REPORTS), told("p2", TWICE, *REPORTS[:2]), told("p3", LATER, *REPORTS[:2])
    )

    assert [row.point.id for row in found.agreed] == ["p1", "p3"]


def test_what_is_agreed_and_denied_stands_under_dispute_only():
    found = shortened(told("p1", LEAD, *REPORTS), denied("p2", TWICE))

    assert [item.row.point.id for item in found.disputes] == ["p2"]
    assert found.agreed == ()


def test_one_denial_against_two_points_is_told_once():
    assert len(shortened(denied("p1", LEAD), denied("p2", LATER)).disputes) == 1


def test_what_only_one_report_tells_is_no_news_in_short():
    alone = msgspec.structs.replace(told("p1", LEAD, REPORTS[0]), status="single-source")

    assert shortened(alone).agreed == ()
    assert 'class="brief"' not in page(record_of(alone))


def test_words_that_cannot_stand_alone_open_nothing():
    broken = msgspec.structs.replace(told("p1", LEAD, *REPORTS), whole=False)

    found = shortened(broken, told("p2", LATER, *REPORTS[:2]))

    assert [row.point.id for row in found.agreed] == ["p2", "p1"]


def test_a_point_joined_on_a_slight_likeness_is_no_news_in_short():
    slight = msgspec.structs.replace(told("p1", LEAD, *REPORTS), score=0.1)

    assert [row.point.id for row in shortened(slight, told("p2", LATER, *REPORTS[:2])).agreed] == ["p2"]


def test_no_more_points_stand_in_short_than_a_minute_takes_in():
    lines = [
        f"{word * 2} {word * 3} {word * 4}"
        for word in ("Kor", "Bel", "Dun", "Fim", "Gat", "Hul", "Jop", "Zed")
    ]
    reports = tuple(report(name, *lines) for name in ("a1", "a2", "a3"))
    points = tuple(told(f"p{number}", line, *reports) for number, line in enumerate(lines))
    record = record_of(*points)
    record = msgspec.structs.replace(record, articles=reports)

    assert len(brief(grid_rows(record.stories[0], views(record))).agreed) == AGREED < len(points)


@pytest.mark.browser
def test_a_reader_sees_first_what_is_agreed_and_who_denies_what(chromium, tmp_path):
    record = record_of(told("p1", LATER, *REPORTS), denied("p2", LEAD))
    tab, noted = opened(chromium, tmp_path, page(record))

    short = tab.locator(".brief")
    expect(short).to_be_visible()
    assert short.bounding_box()["y"] < tab.locator(".points").bounding_box()["y"]
    assert short.bounding_box()["y"] + short.bounding_box()["height"] < 900
    assert "denies a2.txt" in " ".join(short.inner_text().split())
    short.locator("b.denies ~ a.q").click()
    assert tab.url.endswith(f"#a2.{len(LEAD) + 1}-{len(LEAD) + 22}")
    expect(tab.locator("#a2")).to_be_visible()
    assert noted == []


@pytest.mark.browser
def test_a_claim_in_short_leads_to_its_row_and_each_teller_to_its_words(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(record_of(told("p1", LEAD, *REPORTS))))

    tab.locator(".brief .gist").first.click()
    expect(tab.locator("#p1.here details.why[open]")).to_have_count(1)
    tab.locator(".brief").get_by_role("link", name="a3.txt").click()
    expect(tab.locator("#a3")).to_be_visible()
    assert "no report was found to deny" in tab.locator(".brief").inner_text()
    assert noted == []


@pytest.mark.browser
def test_what_a_report_both_says_and_denies_is_coloured_as_a_denial_and_told_apart(chromium, tmp_path):
    point = denied("p1", LEAD)
    own = msgspec.structs.replace(point.sides[0], article="a2", spans=(cut(REPORTS[1], 0, len(LEAD)),))
    both = msgspec.structs.replace(point, sides=(own, *point.sides))
    tab, _ = opened(chromium, tmp_path, page(record_of(both)))

    cell = tab.locator("#p1 td").nth(1)

    assert [text.strip() for text in cell.locator("b").all_inner_texts()] == ["✕ denies", "● says"]
    assert "denies" in cell.get_attribute("class")


@pytest.mark.parametrize("label", ["What", "When", "Where", "Who"])
def test_what_is_not_known_of_a_story_is_not_asked(label):
    assert f"<dt>{label}</dt>" not in page(record_of(told("p1", LEAD, *REPORTS)))
