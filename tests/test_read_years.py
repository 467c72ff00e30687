"""A day without a year: the nearest one, the one that its report's context tells, or none."""

from __future__ import annotations

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Reading, When, Why

PARSER = SpacyParser()
PUBLISHED = "2031-05-15"
LETTERS = "Anna Veld wrote seven letters to the mine. The first is of Jan. 6, 2030. "


def _read(text: str, published: str = PUBLISHED) -> Reading:
    when = When(published, published, "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _days(text: str) -> dict[str, str | None]:
    return {item.span.text: item.when.start if item.when else None for item in _read(text).times}


def test_a_passage_that_tells_of_an_earlier_year_keeps_it() -> None:
    days = _days(LETTERS + "On Feb. 8 she met the owners. In a March 3 call they broke off the talks.")
    assert (days["Feb. 8"], days["March 3"]) == ("2030-02-08", "2030-03-03")


def test_the_same_day_told_in_full_gives_its_year_from_anywhere_in_the_report() -> None:
    text = (
        "The quarrel began at the Feb. 8 dinner. " + "The mine is deep. " * 9 + "She wrote of Feb. 8, 2030."
    )
    assert _days(text)["Feb. 8"] == "2030-02-08"


@pytest.mark.parametrize(
    "between",
    [
        "",
        "Anna Veld was born on Jan. 9, 1985. ",
        "Anna Veld came to the mine on Oct. 9, 2030. ",
        "Anna Veld resigned on Jan. 9, 2031. ",
        LETTERS + "In 2031 the mine was sold. ",
        LETTERS + "She spoke of them on Monday. ",
        LETTERS + "The mine is deep. " * 9,
        "The mine opened in June 2030. ",
    ],
)
def test_an_ordinary_day_is_in_the_nearest_year(between: str) -> None:
    assert _days(between + "The miners met on Feb. 8.")["Feb. 8"] == "2031-02-08"


def test_a_day_to_come_is_in_the_nearest_year() -> None:
    days = _days(LETTERS + "She will meet the owners on June 8. The miners left on May 12.")
    assert (days["June 8"], days["May 12"]) == ("2031-06-08", "2031-05-12")


def test_a_day_of_the_last_weeks_beside_an_earlier_year_is_left_open_and_says_why() -> None:
    reading = _read(LETTERS + "She met the owners on Feb. 8. She called them on April 30.")
    assert [item.when for item in reading.times if item.span.text == "April 30"] == [None]
    assert [(gap.what, gap.why) for gap in reading.gaps] == [("time", "year-left-open")]
