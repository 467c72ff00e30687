"""A day without a year, beside what the other reports of its story tell in full."""

from __future__ import annotations

import pytest

from rashomon.compare.timeline import NO_YEAR, build_timeline
from rashomon.group.events import join_events
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Entry, Reading, When, Why

PARSER = SpacyParser()
NEWS = "The mine published the letters of Anna Veld on Thursday. They are long. The owners read them. The town waits. "
ONE = NEWS + "Anna Veld met Bruno Kast in Port Elva on Feb. 8, 2030."
FULL = ONE + " Anna Veld wrote to Bruno Kast on Feb. 14, 2030."


def _read(text: str) -> Reading:
    when = When("2031-05-15", "2031-05-15", "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _timeline(*texts: str) -> tuple[Entry, ...]:
    readings = [_read(text) for text in texts]
    ids = tuple(sorted(reading.article.id for reading in readings))
    names = {
        speaker.id: speaker.name.text.split()[-1] for reading in readings for speaker in reading.speakers
    }
    events, (named,) = join_events(readings, [Cluster(ids, None, Why("one-story"))], names)
    return build_timeline(Dossier(named, readings, (), (), names, events))


def _days(timeline: tuple[Entry, ...], words: str) -> set[str]:
    return {
        entry.when.start if entry.when.why.code != NO_YEAR else NO_YEAR
        for entry in timeline
        if any(words in span.text for span in entry.mentions)
    }


def test_another_report_that_has_the_day_in_full_lends_its_year() -> None:
    other = NEWS + "Anna Veld met Bruno Kast in Port Elva on Feb. 8."
    assert _days(_timeline(other), "Feb. 8") == {"2031-02-08"}
    assert _days(_timeline(FULL, other), "Feb. 8") == {"2030-02-08"}


def test_other_days_of_the_same_people_are_of_no_year_that_can_be_told() -> None:
    other = NEWS + "Anna Veld called Bruno Kast on March 30. She visited Bruno Kast in Port Elva on April 11."
    assert _days(_timeline(other), "March 30") == {"2031-03-30"}
    timeline = _timeline(FULL, other)
    assert _days(timeline, "March 30") == {NO_YEAR}
    assert _days(timeline, "April 11") == {NO_YEAR}


def test_the_days_of_other_people_and_the_news_keep_the_nearest_year() -> None:
    other = NEWS + "Carla Moor called Dirk Faber on March 30. Anna Veld called Bruno Kast on May 12."
    timeline = _timeline(FULL, other)
    assert _days(timeline, "March 30") == {"2031-03-30"}
    assert _days(timeline, "May 12") == {"2031-05-12"}


def test_one_day_of_an_earlier_year_leaves_nothing_open() -> None:
    other = NEWS + "Anna Veld called Bruno Kast on March 30. She visited Bruno Kast in Port Elva on April 11."
    assert _days(_timeline(ONE, other), "March 30") == {"2031-03-30"}
    assert _days(_timeline(ONE, other), "April 11") == {"2031-04-11"}


def test_a_single_day_beside_a_chain_of_an_earlier_year_keeps_its_own() -> None:
    other = NEWS + "Anna Veld sued Bruno Kast on March 30."
    assert _days(_timeline(FULL, other), "March 30") == {"2031-03-30"}


@pytest.mark.parametrize(
    "background",
    [
        "Anna Veld was born on Feb. 8, 1962.",
        "Anna Veld met Bruno Kast on Feb. 8, 2005.",
        "Anna Veld married Bruno Kast on Feb. 8, 2029.",
        "The dam broke on Feb. 8, 2029.",
        "Carla Moor met Dirk Faber on Feb. 8, 2029.",
    ],
)
def test_another_happening_on_the_same_day_lends_no_year(background: str) -> None:
    other = NEWS + "Anna Veld met Bruno Kast in Port Elva on Feb. 8."
    assert _days(_timeline(NEWS + background, other), "Feb. 8") >= {"2031-02-08"}
    assert _days(_timeline(NEWS + background, NEWS + "The miners met on Feb. 8."), "Feb. 8") >= {"2031-02-08"}


def test_where_both_years_are_told_of_the_same_people_nothing_is_in_doubt() -> None:
    both = FULL + " Anna Veld sued Bruno Kast on March 2, 2031."
    other = NEWS + "Anna Veld called Bruno Kast on March 30."
    assert _days(_timeline(both, other), "March 30") == {"2031-03-30"}
