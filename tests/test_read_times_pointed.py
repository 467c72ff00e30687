"""Days that are named and then placed, holidays by their year, and a report that goes out before the day it tells has begun."""

from datetime import date

import pytest

from rashomon.dates import find_dates
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article, When, Why

PARSER = SpacyParser()
THURSDAY = date(2031, 5, 15)


def _days(text: str) -> list[tuple[str, str | None]]:
    when = When("2031-05-15", "2031-05-15", "day", None, Why("given"))
    reading = read_article(Article("a1", "x.txt", text, published=when, language="en"), parser=PARSER)
    return [(item.span.text, item.when.start if item.when else None) for item in reading.times]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("It closed in May two years ago.", "2029-05-01", "2029-05-31"),
        ("It closed two years ago on May 4.", "2029-05-04", "2029-05-04"),
        ("It closed five years ago today.", "2026-05-15", "2026-05-15"),
        ("It closed five years ago this week.", "2026-05-11", "2026-05-17"),
        ("They sat a week ago Monday.", "2031-05-05", "2031-05-05"),
        ("They left a fortnight ago.", "2031-04-28", "2031-05-04"),
        ("It opened at the end of April.", "2031-04-21", "2031-04-30"),
        ("It opened at the start of March 2030.", "2030-03-01", "2030-03-10"),
        ("It was posted 31-03-2031, 12:26 IST.", "2031-03-31", "2031-03-31"),
        ("It was posted on 03.04.2031.", "2031-04-03", "2031-04-03"),
        ("They sang in the '80s.", "1980-01-01", "1989-12-31"),
        ("They ate last Thanksgiving.", "2030-11-28", "2030-11-28"),
        ("It closed two years ago on 4 May.", "2029-05-04", "2029-05-04"),
        ("It closed on the 4th of May two years ago.", "2029-05-04", "2029-05-04"),
        ("It came at the end of May last year.", "2030-05-21", "2030-05-31"),
        ("It came two weeks ago on Friday.", "2031-04-25", "2031-05-02"),
        ("It was shut for three days from May 3.", "2031-05-03", "2031-05-05"),
    ],
)
def test_a_day_is_named_and_then_placed(words: str, start: str, end: str) -> None:
    (found,) = [item.resolved for item in find_dates(words, THURSDAY) if item.resolved]
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "words",
    ["They ran in the heat of the 80s.", "She held a thanksgiving service.", "It took three years' time.", "Call 12-10-2030-44.",
     "It was posted 05-04-2031.", "They gave a prayer of thanksgiving.", "Workers marched on Labor Day.",
     "They ate in the '20s."],
)  # fmt: skip
def test_words_that_look_like_such_days_date_nothing(words: str) -> None:
    assert not [item for item in find_dates(words, THURSDAY) if item.resolved]


def test_a_leap_day_of_a_year_without_one_is_no_day_of_another_year() -> None:
    assert [item.resolved for item in find_dates("They met on Feb. 29.", date(2031, 3, 2))] == [None]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The blast follows the release of a statement on Wednesday.", "Wednesday", "2031-05-14"),
        ("The blast comes after a speech on Monday.", "Monday", "2031-05-12"),
        ("It is a reaction to the sanctions of Monday.", "Monday", "2031-05-12"),
        ("In September, when Anna Veld first saw the gas, the mine should’ve closed.", "September", "2030-09-01"),
        ("The vote comes on Monday after a pause.", "Monday", "2031-05-19"),
        ("She will follow the race on Saturday.", "Saturday", "2031-05-17"),
        ("They will meet on Monday, when the court opens.", "Monday", "2031-05-19"),
    ],
)  # fmt: skip
def test_what_a_thing_comes_after_has_been(text: str, words: str, day: str) -> None:
    assert (words, day) in _days(text)


@pytest.mark.parametrize(
    "opening",
    [
        "Korra shelled a ship off the island of Elva Friday.",
        "Two miners died in Port Elva on Friday, police said.",
        "Police said a miner was shot dead on Friday.",
        "A report on Friday urged miners to rest.",
    ],
)
def test_news_of_the_next_weekday_told_in_the_past_is_of_the_day_after_all_through(opening: str) -> None:
    days = _days(f"Korra shells a ship\n\n{opening}\n\nThe port was calm. Friday's news shook the town.\n")
    assert days == [("Friday", "2031-05-16"), ("Friday", "2031-05-16")]


@pytest.mark.parametrize(
    "opening",
    [
        "Miners who were freed on Friday told of their days.",
        "When the mine fell in on Friday, many were asleep.",
        "Anna Veld has been held since Friday.",
        "Anna Veld had fled on Friday.",
        "They mourned the miners killed on Friday.",
        "Ten days after the blast on Friday, they met.",
        "The photograph shows Anna Veld on Friday.",
        "Anna Veld was charged on Friday and freed on Monday.",
    ],
)
def test_what_lies_behind_the_news_stays_six_days_back(opening: str) -> None:
    assert ("Friday", "2031-05-09") in _days(opening)


def test_the_end_of_a_month_that_has_been_is_not_yet_to_come() -> None:
    assert _days("The mine shut at the end of May.") == [("the end of May", "2030-05-21")]
    assert _days("The mine will shut at the end of May.") == [("the end of May", "2031-05-21")]


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("They marched on Labor Day.", date(2031, 9, 4), date(2031, 9, 1)),
        ("This Christmas was quiet.", date(2031, 1, 5), date(2030, 12, 25)),
        ("They will meet this Christmas.", date(2031, 5, 15), date(2031, 12, 25)),
        ("They wished all a happy Thanksgiving.", date(2031, 10, 13), None),
    ],
)
def test_a_holiday_is_dated_where_only_one_can_be_meant(text: str, day: date, year: date | None) -> None:
    found = [item.resolved.start if item.resolved else None for item in find_dates(text, day)]
    assert found == [year]


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers on Thursday found a girl alive in Elva. The quake struck the town on Friday and killed 40 people.",
        "Veld was found guilty on Friday. He was sentenced on Thursday to nine years.",
        "Veld told reporters on Sunday that he was beaten on Friday.",
        "Last week was hard for Veld: on Friday he lost his seat.",
        "The strike began on Friday and has now entered its seventh day.",
        "Ana Bel was last seen on Friday leaving her school.",
        "Otto Veld, the painter, died on Friday. He was 84.",
        "The council has met every day since the bridge fell. The bridge fell on Friday.",
        "Police have released footage of the raid. Three men entered the shop on Friday.",
        "Rescuers pulled a girl from the rubble, six days after the quake hit. The quake hit on Friday.",
    ],
)
def test_a_report_that_looks_back_on_its_week_means_the_weekday_behind_it(text: str) -> None:
    assert [day for words, day in _days(text) if words == "Friday"] == ["2031-05-09"]


def test_an_opening_may_stand_behind_an_agency_and_go_back_from_its_news() -> None:
    text = "(ENA)\nVestria launched a rocket on Friday, a day after talks on Thursday broke down.\n"
    assert [day for words, day in _days(text) if words == "Friday"] == ["2031-05-16"]


def test_a_weekday_told_once_as_already_begun_is_that_day_all_through() -> None:
    told = "The mayor of Port Elva said early Friday that a ferry had sunk."
    days = _days(
        f"Ferry sinks\n\nA ferry sank Thursday night.\n\n{told} The flag was lowered on Friday morning.\n"
    )
    assert days[1:] == [("Friday", "2031-05-16"), ("Friday morning", "2031-05-16")]


@pytest.mark.parametrize(
    "told",
    [
        "The court will sit early Friday.",
        "The fair opened early Friday and closed on Sunday night.",
        "The crew met early last Friday.",
        "The mill burned for six days after it caught fire early Friday.",
        "A week ago, early Friday, the mill burned.",
        "The mayor spoke early Thursday.",
    ],
)
def test_a_weekday_that_no_report_tells_as_begun_stays_six_days_back(told: str) -> None:
    days = _days(
        f"Ferry sinks\n\nA ferry sank Thursday night.\n\n{told} The flag was lowered on Friday morning.\n"
    )
    assert days[-1] == ("Friday morning", "2031-05-09")


def test_what_was_next_to_a_thing_is_not_yet_to_come() -> None:
    text = "Ferry sinks\n\nThe skipper was found next to the ferry on Wednesday.\n"
    assert _days(text) == [("Wednesday", "2031-05-14")]
