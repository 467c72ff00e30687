"""Feasts: the year beside them dates them, and a market of the season is no day."""

from __future__ import annotations

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article, When, Why

PARSER = SpacyParser()


def _days(text: str) -> dict[str, str | None]:
    when = When("2031-12-29", "2031-12-29", "day", None, Why("given"))
    reading = read_article(Article("a1", "x.txt", text, published=when, language="en"), parser=PARSER)
    return {item.span.text: item.when.start if item.when else None for item in reading.times}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Ferries were burned in Port Elva on New Year's Eve two years ago.", "New Year's Eve", "2029-12-31"),
        ("Two years ago, ferries were burned on Boxing Day.", "Boxing Day", "2029-12-26"),
        ("They marched in January 2029 after the fires on New Year's Eve.", "New Year's Eve", "2028-12-31"),
        ("Ferries will be guarded on New Year's Eve.", "New Year's Eve", "2031-12-31"),
        ("Ferries will be guarded on New Year's Eve this year.", "New Year's Eve", "2031-12-31"),
        ("In 2003 a mill burned on Christmas Eve 2004.", "Christmas Eve 2004", "2004-12-24"),
    ],
)
def test_a_feast_is_in_the_year_told_beside_it(text: str, words: str, day: str) -> None:
    assert _days(text)[words] == day


def test_a_market_of_the_season_is_no_day() -> None:
    assert "Christmas" not in _days("A van was driven into the Christmas market of Tarnholm.")
