"""The place before a colon at the start of a report, on invented countries, people and papers."""

import pytest

from rashomon.read.body import mark_body
from rashomon.read.imprint import find_dateline
from rashomon.read.lines import Line
from rashomon.types import Article

LEAD = "The ministers of Norland and Vestria met for three hours on Tuesday and agreed to keep talking, officials said."
REST = (
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)


def dateline(*lines: str) -> str | None:
    found = mark_body(Article("a1", "a.txt", "\n\n".join(lines), language="en")).dateline
    return found.text if found else None


@pytest.mark.parametrize("place", ["Oslo", "NEW DELHI", "Port Elva", "ELVA"])
def test_a_place_before_a_colon_is_a_dateline(place: str) -> None:
    assert dateline(f"{place}: {LEAD}", *REST) == f"{place}:"


def test_a_place_that_the_report_is_in_is_a_dateline_whatever_the_day() -> None:
    assert (
        dateline(f"Orsk: {LEAD.replace('on Tuesday ', '')}", *REST, "Few people in Orsk saw them.") == "Orsk:"
    )


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("Ana Belkor", ""),
        ("Belkor", ""),
        ("Dubrel", "Ms. Dubrel left at noon. Trust in Dubrel is low."),
        ("Dubrel", "Dubrel left at noon."),
        ("BELKOR", ""),
        ("Wow", ""),
        ("Michael Dubrel", "Nobody else would speak."),
    ],
)
def test_a_person_or_a_shout_before_a_colon_is_no_dateline(name: str, again: str) -> None:
    assert dateline(f"{name}: {LEAD}", *REST, again) is None


def test_a_name_before_a_colon_without_news_of_a_day_is_no_dateline() -> None:
    assert dateline(f"Dubrel: {LEAD.replace('on Tuesday ', '')}", *REST) is None


@pytest.mark.parametrize("stamp", ["Published May 4, 2031", "May 4, 2031"])
def test_a_first_line_above_the_date_is_the_headline_though_it_is_closed(stamp: str) -> None:
    title = "Beware of what Vestria says of the border -- its word is cheap, and boats are what counts."
    article = mark_body(Article("a1", "a.txt", "\n\n".join((title, stamp, LEAD, *REST)), language="en"))
    assert [mark.span.text for mark in article.marks if mark.kind == "headline"] == [title]


def test_a_quotation_above_a_date_is_no_headline() -> None:
    words = "“Nobody counted the boats in the harbour,” she said."
    article = mark_body(Article("a1", "a.txt", f"{words}\n\nMay 4, 2031\n\n{LEAD}", language="en"))
    assert article.title is None


@pytest.mark.parametrize("text", ["A-" * 50_000])
def test_a_line_of_capitals_and_hyphens_is_read_at_once(text: str) -> None:
    assert find_dateline(Line(0, 0, len(text), text, after_gap=False)) is None


def test_a_place_with_a_hyphen_is_a_dateline() -> None:
    assert dateline(f"PORT-AU-ELVA, May 3 - {LEAD}", *REST) == "PORT-AU-ELVA, May 3 -"
