"""What the page calls things, what it leaves out, and what it folds until somebody asks."""

import io
import re

import msgspec
import pytest
from playwright.sync_api import expect
from rich.console import Console
from tests.large import large
from tests.test_compare_verify import OTHER, REPORT, WHY, build
from tests.test_show_page import chromium, opened  # a fixture
from tests.test_show_parts import BRIDGE, FERRY, FIRST, SECOND, WHOLE, record_of, told

from rashomon.show.headlines import headline
from rashomon.show.page import page
from rashomon.show.terminal import print_record
from rashomon.show.timeline import timeline
from rashomon.show.views import views
from rashomon.spans import cut
from rashomon.types import Article, Entry, Outlet, Silence, When


def titled(*titles: str):
    articles = tuple(
        Article(f"a{number}", f"{number}.txt", f"{title}\nRain.", title=cut(Article(f"a{number}", "", title), 0, len(title)))
        for number, title in enumerate(titles)
    )  # fmt: skip
    story = msgspec.structs.replace(
        build().stories[0], articles=tuple(article.id for article in articles), title=articles[0].title
    )
    return headline(story, views(build(articles=articles, stories=(story,)))).text


def test_a_headline_that_breaks_off_gives_way_to_the_whole_one_most_like_the_others():
    found = titled("Ferry runs aground off...", "A day at sea", "Ferry runs aground off Osk", "Ferry aground")

    assert found == "Ferry runs aground off Osk"


def test_a_whole_headline_stays_and_a_cut_one_is_better_than_none():
    assert titled("Ferry aground", "Ferry runs aground off Osk") == "Ferry aground"
    assert titled("Ferry runs aground off…", "Ferry runs…") == "Ferry runs aground off…"


def test_two_reports_of_one_outlet_are_told_apart_on_page_and_screen():
    same = [msgspec.structs.replace(one, outlet=Outlet("The Tarn Post", None)) for one in (FIRST, SECOND)]
    record = msgspec.structs.replace(record_of(told("p1", WHOLE, FIRST, SECOND)), articles=tuple(same))
    screen = Console(width=100, file=io.StringIO())
    print_record(record, screen)

    assert "The Tarn Post (1), " in screen.file.getvalue()
    assert page(record).count("<bdi>The Tarn Post (2)</bdi>") >= 3


@pytest.mark.parametrize("name", ["Wording", "Numbers", "Timeline", "What could not be decided"])
def test_a_part_with_nothing_in_it_is_silent(name):
    story = msgspec.structs.replace(build().stories[0], wordings=(), numbers=())
    html = page(build(stories=(story,), timeline=(), gaps=()))

    assert f">{name}</h2>" not in html
    assert not re.search(r'<nav class="parts.*<span class="soft"> 0</span>', html)


def labels(*whens: When) -> list[str]:
    entries = tuple(
        Entry(f"w{number}", when, cut(REPORT, 0, 17), None, (cut(REPORT, 0, 17),), ())
        for number, when in enumerate(whens)
    )
    record = build(timeline=entries)
    return [tick[3] for tick in timeline(record.stories[0], entries, views(record)).background[0].ticks]


def test_a_year_is_not_drawn_as_its_first_of_january():
    assert labels(
        When("2030-01-01", "2030-12-31", "year", None, WHY),
        When("2031-04-01", "2031-04-30", "month", None, WHY),
        When("2031-05-06", "2031-05-06", "day", None, WHY),
    ) == ["2030", "Apr 2031", "6 May 2031"]


def test_a_day_that_begins_a_year_is_written_out():
    year, new_year = (
        When("2030-01-01", "2030-12-31", "year", None, WHY),
        When("2030-01-01", "2030-01-01", "day", None, WHY),
    )

    assert labels(year, new_year) == labels(new_year, year) == ["1 Jan 2030"]


def test_a_report_that_lacks_what_only_one_origin_tells_is_not_said_to_be_alone():
    assert "only one tells it</span>" not in page(build(articles=(REPORT, OTHER)))


@pytest.mark.browser
def test_parts_of_a_longer_point_wait_until_they_are_asked_for(chromium, tmp_path):
    record = record_of(
        told("p1", WHOLE, FIRST, SECOND), told("p2", BRIDGE, FIRST, SECOND), told("p3", FERRY, FIRST, SECOND)
    )
    tab, noted = opened(chromium, tmp_path, page(record))
    rows = tab.locator(".points tbody tr:visible")

    assert rows.count() == 1
    tab.get_by_label("also parts of longer points (2)").check()
    assert rows.count() == 3
    tab.get_by_label("also parts of longer points").uncheck()
    assert rows.count() == 1
    tab.locator("#find").fill("ferry runs")
    assert rows.count() == 2, "finding looks into the parts"
    tab.locator("#find").fill("")
    assert rows.count() == 1
    tab.goto(f"{tab.url.split('#')[0]}#p3")
    assert tab.locator("#p3").is_visible(), "a link to a part shows it"
    assert noted == []


@pytest.mark.browser
def test_without_javascript_every_part_and_wording_stands_open(chromium, tmp_path):
    record = record_of(told("p1", WHOLE, FIRST, SECOND), told("p2", BRIDGE, FIRST, SECOND))
    tab, _ = opened(chromium, tmp_path, page(record), script=False)
    expect(tab.locator("#p2")).to_be_visible()

    tab, _ = opened(chromium, tmp_path, page(large(3, 10)), script=False)
    expect(tab.locator(".wording tbody tr:visible")).to_have_count(40)


@pytest.mark.browser
def test_only_the_first_wordings_stand_open_and_a_link_opens_the_rest(chromium, tmp_path):
    tab, noted = opened(chromium, tmp_path, page(large(3, 10)))
    rows = tab.locator(".wording tbody tr:visible")
    last = tab.locator(".wording tbody tr").last.get_attribute("id")

    assert rows.count() == 12
    tab.goto(f"{tab.url.split('#')[0]}#{last}")
    expect(tab.locator(f"#{last}")).to_be_visible()
    assert rows.count() == 40
    assert noted == []


def test_who_said_what_is_told_in_plain_verbs():
    record = build()
    said = msgspec.structs.replace(record.statements[0], act="claim-agreement", kind="mixed")
    html = page(build(statements=(said,)))

    assert '<span class="ui act">says it is agreed' in html
    assert ", partly quoted" in html


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        ("weak", "– not told<"),
        ("medium", "– silent<"),
        ("strong", "– silent, though it quotes the words around it<"),
    ],
)
def test_a_silence_is_graded_in_plain_words(strength, words):
    point = told("p1", WHOLE, FIRST)
    quiet = msgspec.structs.replace(point, silent=(Silence("a2", strength, WHY),))

    assert words in page(record_of(quiet))
