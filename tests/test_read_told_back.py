"""Days that the words around them put behind the report. All names and news are invented; published on 15 May 2031, a Thursday."""

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Reading, When, Why

PARSER = SpacyParser()


def _read(text: str) -> Reading:
    published = When("2031-05-15", "2031-05-15", "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=published, language="en")
    return read_article(article, parser=PARSER)


def _day(text: str, words: str) -> str | None:
    found = {item.span.text: item.when.start if item.when else None for item in _read(text).times}
    return found[words]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Robbers raided the mint on the 21st of October.", "the 21st of October", "2030-10-21"),
        ("Otto Brandt was arrested on Oct. 30.", "Oct. 30", "2030-10-30"),
        ("Anna Veld had met Otto Brandt on November 2.", "November 2", "2030-11-02"),
        ("The council called an election on October 21.", "October 21", "2031-10-21"),
        ("The council set the vote for October 21.", "October 21", "2031-10-21"),
        ("The council moved the trial to October 21.", "October 21", "2031-10-21"),
        ("The talks were scheduled for October 21.", "October 21", "2031-10-21"),
        ("Anna Veld announced elections on October 21.", "October 21", "2031-10-21"),
        ("The mine will reopen on October 30.", "October 30", "2031-10-30"),
        ("The church is to be opened on October 30.", "October 30", "2031-10-30"),
        ("Anna Veld said the vote would be held on October 21.", "October 21", "2031-10-21"),
        ("Anna Veld cancelled the concert on October 21.", "October 21", "2031-10-21"),
        ("Robbers raided the mint on June 13.", "June 13", "2031-06-13"),
    ],
)
def test_a_day_far_ahead_on_which_something_was_done_is_of_the_year_before(text, words, day) -> None:
    assert _day(text, words) == day


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Wednesday's blast is a riddle to the miners.", "Wednesday", "2031-05-14"),
        ("The Monday bombing is a shock.", "Monday", "2031-05-12"),
        ("They want Wednesday's fire to be examined.", "Wednesday", "2031-05-14"),
        ("Wednesday's vote is a riddle to the miners.", "Wednesday", "2031-05-21"),
        ("Monday's debate is a test.", "Monday", "2031-05-19"),
        ("Monday's fire drill is a test.", "Monday", "2031-05-19"),
        ("Friday's fire will be the third, the seer says.", "Friday", "2031-05-16"),
    ],
)
def test_a_weekday_before_what_nobody_plans_has_been(text, words, day) -> None:
    assert _day(text, words) == day


def test_a_weekday_counted_from_a_day_told_is_left_open() -> None:
    assert _day("The week before, on Friday, Anna Veld resigned.", "Friday") is None
    assert _day("The week before he left, on Friday, Anna Veld resigned.", "Friday") is not None


def test_a_week_before_a_weekday_leaves_that_weekday_its_date() -> None:
    assert _day("The ferry sank the month before Tuesday's vote.", "Tuesday") is not None


def test_a_year_in_the_name_of_a_happening_dates_it() -> None:
    reading = _read("Anna Veld blamed a 2015 water pipe explosion for the loss.")
    assert [(each.head.text, each.time.text) for each in reading.happenings if each.time] == [
        ("explosion", "2015")
    ]
