"""Clauses of a sentence that the same reports print whole stand under the whole."""

import io

import msgspec
from rich.console import Console
from tests.test_compare_verify import build

from rashomon.show import timeline
from rashomon.show.brief import brief
from rashomon.show.grid import grid_rows
from rashomon.show.page import page
from rashomon.show.parts import wholes
from rashomon.show.terminal import print_record
from rashomon.show.views import views
from rashomon.spans import cut
from rashomon.types import Article, Entry, Event, Origin, Point, RecordData, Side, Span, When, Why

SENTENCE = "The bridge at Osk is shut and the ferry runs every hour."
FIRST, SECOND = (Article(name, f"{name}.txt", f"{SENTENCE} More tomorrow.") for name in ("a1", "a2"))
WHOLE, BRIDGE, FERRY = (0, 55), (0, 25), (30, 55)


def told(name: str, place: tuple[int, int], *articles: Article, status: str = "agreed") -> Point:
    spans = [cut(article, *place) for article in articles]
    sides = tuple(Side("for", span.article, (span,), None, "outlet", Why("tells-it")) for span in spans)
    return Point(
        name, spans[0], status, 0.9, len(articles), sides, speakers_differ=False, silent=(), why=Why("joined")
    )


def record_of(*points: Point) -> RecordData:
    record = build(articles=(FIRST, SECOND))
    story = msgspec.structs.replace(record.stories[0], articles=("a1", "a2"), points=points)
    return msgspec.structs.replace(record, stories=(story,))


def test_what_stands_inside_a_longer_point_in_every_report_is_its_part():
    whole, part = told("p2", WHOLE, FIRST, SECOND), told("p1", BRIDGE, FIRST, SECOND)

    assert wholes([part, whole]) == {"p1": "p2"}


def test_what_a_further_report_tells_is_no_part():
    whole, wider = told("p2", WHOLE, FIRST), told("p1", BRIDGE, FIRST, SECOND)

    assert wholes([whole, wider]) == {}


def test_what_stands_otherwise_is_no_part():
    whole, other = told("p2", WHOLE, FIRST, SECOND), told("p1", BRIDGE, FIRST, SECOND, status="disputed")

    assert wholes([whole, other]) == {}


def test_a_part_of_a_part_belongs_to_the_whole():
    whole, middle, least = (
        told(name, place, FIRST, SECOND) for name, place in (("p3", WHOLE), ("p2", BRIDGE), ("p1", (0, 10)))
    )

    assert wholes([least, middle, whole]) == {"p1": "p3", "p2": "p3"}


def test_parts_stand_behind_their_whole_and_leave_the_brief_to_others():
    points = (
        told("p0", FERRY, FIRST, SECOND),
        told("p1", (57, 70), FIRST, SECOND),
        told("p2", WHOLE, FIRST, SECOND),
        told("p3", BRIDGE, FIRST, SECOND),
    )
    record = record_of(*points)

    rows = grid_rows(record.stories[0], views(record))

    assert [(row.point.id, row.whole) for row in rows] == [
        ("p2", None),
        ("p3", "p2"),
        ("p0", "p2"),
        ("p1", None),
    ]
    assert [row.point.id for row in brief(rows).agreed] == ["p2", "p1"]


def test_page_and_terminal_show_a_part_under_its_whole():
    record = record_of(told("p2", WHOLE, FIRST, SECOND), told("p1", BRIDGE, FIRST, SECOND))
    screen = Console(width=100, file=io.StringIO())
    print_record(record, screen)
    html = page(record)

    assert "2 agreed (1 part)" in html
    assert '<a href="#p2">part of a longer point</a>' in html
    assert "↳ The bridge" in screen.file.getvalue()


def test_the_page_shows_two_texts_of_one_page_as_its_versions():
    record = record_of(told("p1", BRIDGE, FIRST, SECOND))
    origin = Origin("o1", ("a1", "a2"), (), Why("revisions"))
    story = msgspec.structs.replace(record.stories[0], origins=(origin,))
    html = page(msgspec.structs.replace(record, stories=(story,)))
    assert "2 versions of one page, counted once" in html
    assert "reports with the same words" not in html


def test_the_page_tells_when_by_the_words_of_the_reports_where_none_gives_the_year():
    record = record_of(told("p1", BRIDGE, FIRST, SECOND))
    name = cut(FIRST, 0, 25)
    event = Event("e1", name, None, None, (), (name,), ("a1",))
    words = When("0001-01-01", "9999-12-31", "vague", cut(FIRST, 35, 40), Why("no-year-in-any-report"))
    entry = Entry("w1", words, name, "e1", (name,), ())
    story = msgspec.structs.replace(record.stories[0], event="e1")
    html = page(msgspec.structs.replace(record, stories=(story,), events=(event,), timeline=(entry,)))
    assert "of no year that a report gives" in html


def test_a_tick_is_never_more_exact_than_what_begins_there():
    words = Span("a1", 0, 3, "day")
    labels = [
        timeline._label(Entry("w1", When(start, end, precision, words, Why("given")), words, "e1", (), ()))
        for start, end, precision in (
            ("2031-05-04", "2031-05-04", "day"),
            ("2031-05-21", "2031-05-31", "vague"),
            ("1990-01-01", "1999-12-31", "vague"),
        )
    ]
    assert labels == ["4 May 2031", "May 2031", "1990"]
