"""A day without a year: the nearest one, or that of the same day told in full."""

from __future__ import annotations

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Reading, When, Why

PARSER = SpacyParser()
PUBLISHED = "2031-05-15"
LETTERS = "Anna Veld wrote seven letters to the mine. The first is of Jan. 6, 2030. The second is of Jan. 28, 2030. "


def _read(text: str, published: str = PUBLISHED) -> Reading:
    when = When(published, published, "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _days(text: str) -> dict[str, str | None]:
    return {item.span.text: item.when.start if item.when else None for item in _read(text).times}


@pytest.mark.parametrize(
    "text",
    [
        "The letters tell of a Feb. 8, 2030, dinner. The mine is deep. At that same Feb. 8 dinner she sang.",
        "The quarrel began at the Feb. 8 dinner. "
        + "The mine is deep. " * 9
        + "She wrote of the Feb. 8, 2030, dinner.",
    ],
)
def test_the_same_thing_told_of_the_same_day_in_full_gives_its_year(text: str) -> None:
    assert _days(text)["Feb. 8"] == "2030-02-08"


@pytest.mark.parametrize(
    "between",
    [
        "",
        "Anna Veld was born on Jan. 9, 1985. ",
        "Anna Veld came to the mine on Oct. 9, 2030. ",
        "Anna Veld resigned on Jan. 9, 2031. ",
        LETTERS,
        "The ferry sank on Jan. 6, 2030. Its owner fled on Jan. 28, 2030. ",
        LETTERS + "In 2031 the mine was sold. ",
        LETTERS + "She spoke of them on Monday. ",
        LETTERS + "The mine is deep. " * 9,
        "The mine opened in June 2030. ",
        "The first letter is of Jan. 6, 2030. ",
        "The owners bought the mine in January 2030. ",
        "The strike of Jan. 6, 2030, is over. ",
        "The year of the books ended on Jan. 31, 2030. The fiscal year before it ended on Jan. 30, 2030. ",
        "The old owner died on Feb. 8, 2030. ",
        "The new owner was born on Feb. 8, 1962. ",
        "The war began on Jan. 6, 2024. It spread on Jan. 28, 2024. ",
    ],
)
def test_an_ordinary_day_is_in_the_nearest_year(between: str) -> None:
    assert _days(between + "The miners met on Feb. 8.")["Feb. 8"] == "2031-02-08"


def test_a_day_to_come_is_in_the_nearest_year() -> None:
    days = _days(LETTERS + "She will meet the owners on June 8. The miners left on May 12.")
    assert (days["June 8"], days["May 12"]) == ("2031-06-08", "2031-05-12")


def test_a_day_of_the_last_weeks_beside_an_earlier_year_is_in_the_nearest_year() -> None:
    assert _days(LETTERS + "She called them on April 30.")["April 30"] == "2031-04-30"


@pytest.mark.parametrize(
    ("words", "told", "day"),
    [
        ("They met on Feb. 8 of this year.", "Feb. 8 of this year", "2031-02-08"),
        ("This year, on Feb. 8, they met.", "This year, on Feb. 8", "2031-02-08"),
        ("They met on Feb. 8 last year.", "Feb. 8 last year", "2030-02-08"),
        ("A year later, on Feb. 8, they met.", "Feb. 8", "2031-02-08"),
    ],
)
def test_a_year_told_from_the_report_decides_over_any_passage(words: str, told: str, day: str) -> None:
    assert _days(LETTERS + words)[told] == day


@pytest.mark.parametrize(
    "text",
    [
        "The town held a vigil on March 11. The flood of March 11, 2028, killed nine.",
        "The flood of March 11, 2028, killed nine. Three years on, the town wept on March 11.",
        "The owner was jailed on March 11. The clerk, born on March 11, 1962, was not.",
        "The flood of March 11, 2028, killed nine. The owner was jailed on March 11.",
    ],
)
def test_what_happened_on_the_same_day_of_another_year_lends_no_year(text: str) -> None:
    assert _days(text)["March 11"] == "2031-03-11"
