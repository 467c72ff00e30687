"""Times that count from another time of the text, and months and years before a noun."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.dates import find_dates
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, When, Why

PARSER = SpacyParser()
FRIDAY = date(2031, 11, 14)


def _days(text: str) -> dict[str, str | None]:
    when = When(FRIDAY.isoformat(), FRIDAY.isoformat(), "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    found = read_article(article, parser=PARSER).times
    return {item.span.text: f"{item.when.start}..{item.when.end}" if item.when else None for item in found}


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        (
            "The leak is of early 2026. It began in late January of that year.",
            "January of that year",
            "2026-01-01..2026-01-31",
        ),
        (
            "The mine opened in 1990. On March 3 of the same year it flooded.",
            "March 3 of the same year",
            "1990-03-03..1990-03-03",
        ),
        (
            "He sued in May 2030. It says little. He dropped the suit the following month.",
            "the following month",
            "2030-06-01..2030-06-30",
        ),
        (
            "He sued in May 2030. On Monday they answered. He dropped it the following month.",
            "the following month",
            "2030-06-01..2030-06-30",
        ),
        (
            "They met on November 3. They met again the following Monday.",
            "the following Monday",
            "2031-11-10..2031-11-10",
        ),
        (
            "On Tuesday they fled. The previous Friday they had quarrelled.",
            "The previous Friday",
            "2031-11-07..2031-11-07",
        ),
    ],
)
def test_a_time_counts_from_the_month_or_day_told_before_it(text: str, words: str, days: str) -> None:
    assert _days(text)[words] == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He had scheduled a call for the next Saturday.", "the next Saturday"),
        ("They met again the following Monday.", "the following Monday"),
        ("The ferry sank in May of that year.", "May of that year"),
        ("He left the following month.", "the following month"),
        ("She spoke on Monday. He left the following month.", "the following month"),
    ],
)
def test_without_a_time_to_count_from_none_is_invented(text: str, words: str) -> None:

    assert _days(text)[words] is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("She recalled a 2013 visit to the mine.", ["2013-01-01..2013-12-31"]),
        ("The records were exposed between May and July.", ["2031-05-01..2031-07-31"]),
        ("They shot 23 rockets between February and December 2030.", ["2030-02-01..2030-12-31"]),
        ("It ran from November to early February 2031.", ["2030-11-01..2031-02-28"]),
        ("The envoys had seen him in a March meeting.", ["2031-03-01..2031-03-31"]),
        ("The accord would hold through at least 2055.", ["2055-01-01..2055-12-31"]),
        ("Keller spoke of the letters last year before the harbour committee.", ["2030-01-01..2030-12-31"]),
        ("The mill disputes a Gazette report released Monday.", ["2031-11-10..2031-11-10"]),
        ("The mill opposes a summit planned for Monday.", ["2031-11-17..2031-11-17"]),
        ("He asks for papers filed by Monday.", ["2031-11-17..2031-11-17"]),
        ("The order requires a bond posted by Tuesday.", ["2031-11-18..2031-11-18"]),
    ],
)
def test_months_and_years_before_a_noun_or_between(text: str, days: list[str | None]) -> None:
    assert list(_days(text).values()) == days


@pytest.mark.parametrize(
    "text",
    [
        "He ran a 2000 metre race before a 1950 strong crowd.",
        "She paid a 1950 rupee fine for a 1985 page book.",
        "She bought a 2019 Astra coupe.",
        "He took a 2015 of them.",
        "The May government fell over the March on Veldholm.",
        "The talks between Keller and May failed.",
        "The august hall stood empty; the march organisers left.",
        "In the last year before the war they sold it.",
        "Her last year before retirement was hard, and Keller's last month before the vote.",
        "They walked through 2040 doors.",
        "It moved from April to the coast.",
        "The April family left.",
    ],
)
def test_what_only_looks_like_a_month_or_year_dates_nothing(text: str) -> None:
    assert [item for item in find_dates(text, FRIDAY) if item.resolved] == []


def test_a_month_before_a_noun_is_of_no_year_where_the_tense_does_not_say() -> None:
    assert _days("Veld recalls the December ruling.") == {"December": None}
    assert _days("Veld saw that the December ruling did not bar her.") == {
        "December": "2030-12-01..2030-12-31"
    }


def test_a_following_weekday_with_its_date_is_that_date() -> None:
    assert _days("On the following Wednesday, November 5, they sang.") == {
        "the following Wednesday, November 5": "2031-11-05..2031-11-05"
    }


def test_what_recurs_between_two_months_is_of_no_year() -> None:
    assert _days("The trees bloom between April and June.") == {"April and June": None}


def test_hostile_text_takes_little_time() -> None:
    assert find_dates("between May and " * 20_000, FRIDAY) == []
