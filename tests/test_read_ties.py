"""What a time dates, where the order of the words says more than the tree."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.group.events import join_events
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.read.tellings import tie_of
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Event, Reading, When, Why

PARSER = SpacyParser()
THURSDAY = "2031-05-15"


def _read(text: str, published: str | None = THURSDAY) -> Reading:
    when = When(published, published, "day", None, Why("given")) if published else None
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _dated(text: str) -> dict[str, str]:
    """Return for each dated telling its head and the words that date it."""
    return {h.head.text: h.time.text for h in _read(text).happenings if h.time}


def _joined(*readings: Reading) -> tuple[Event, ...]:
    ids = tuple(sorted(reading.article.id for reading in readings))
    names = {
        speaker.id: speaker.name.text.split()[-1] for reading in readings for speaker in reading.speakers
    }
    return join_events(readings, [Cluster(ids, None, Why("one-story"))], names)[0]


@pytest.mark.parametrize(
    ("text", "deed", "words"),
    [
        (
            "Envoys have carried the letters since last month, when Anna Veld took up the offer of talks.",
            "took",
            "last month",
        ),
        ("Trade broke off in 2029 when Otto Brandt closed the border.", "closed", "2029"),
        ("On Tuesday, when Anna Veld opened the mill, crowds lined the road.", "opened", "Tuesday"),
        ("It had been quiet until Sunday, when gunmen stormed the depot.", "stormed", "Sunday"),
    ],
)
def test_a_time_before_a_when_clause_dates_the_clause(text: str, deed: str, words: str) -> None:
    assert _dated(text)[deed] == words


def test_a_day_that_two_deeds_share_dates_both() -> None:
    told = _dated("On Tuesday, when Anna Veld opened the mill, crowds lined the road.")
    assert (told["opened"], told["lined"]) == ("Tuesday", "Tuesday")


def test_what_goes_on_since_a_day_is_not_dated_to_it() -> None:
    told = _dated("Envoys have carried the letters since March, when Anna Veld took up the offer.")
    assert "carried" not in told


@pytest.mark.parametrize(
    ("text", "deed", "other"),
    [
        (
            "After Trask announced fees on wool last month, the ministry spared the towns.",
            "announced",
            "spared",
        ),
        (
            "After Brandt imposed levies on copper and wool exports last month, his ministry spared a number of towns.",
            "imposed",
            "spared",
        ),
        ("After Anna Veld had met Otto Brandt on Monday, the ministers left the hall.", "met", "left"),
    ],
)
def test_a_time_in_an_after_clause_dates_that_clause_alone(text: str, deed: str, other: str) -> None:
    told = _dated(text)
    assert deed in told
    assert other not in told


def test_a_time_behind_the_comma_of_an_after_clause_dates_the_main_clause() -> None:
    told = _dated("After Anna Veld announced the duties, earlier this year her cabinet granted relief.")
    assert "granted" in told
    assert "announced" not in told


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandt confirmed reports of the meeting in a letter Wednesday morning.",
        "Otto Brandt confirmed the meeting in a Wednesday morning letter, and praised it.",
        "Otto Brandt confirmed the meeting in a letter on Wednesday morning.",
    ],
)
def test_the_day_of_a_letter_is_the_day_of_the_telling_and_not_of_what_it_tells(text: str) -> None:
    told = _dated(text)
    assert told.get("confirmed") == "Wednesday morning"
    assert "meeting" not in told


def test_a_name_taken_for_a_verb_takes_no_time_from_the_verb_above() -> None:
    reading = _read("The plan was conveyed to Chase by South Orland last month.")
    chase = next(i for i, token in enumerate(reading.tokens) if token.text == "Chase")
    verb = next(i for i, token in enumerate(reading.tokens) if token.text == "conveyed")
    tokens = [
        replace(token, pos="VERB", tag="VB", dep="pobj")
        if index == chase
        else replace(token, head=chase if token.text == "month" else token.head)
        for index, token in enumerate(reading.tokens)
    ]
    assert tie_of(tokens, reading.times[0], reading.sentences[0]).verb == verb


def test_a_stretch_of_news_dates_what_is_news() -> None:
    told = _dated("Traders welcomed news last week that Anna Veld reopened the border.")
    assert told["reopened"] == "last week"


@pytest.mark.parametrize(
    "text",
    [
        "Traders welcomed news on Monday that Anna Veld reopened the border.",
        "Traders welcomed news last week that Anna Veld had reopened the border.",
        "Traders welcomed news last week that Anna Veld would reopen the border.",
    ],
)
def test_the_day_of_the_news_is_not_the_day_of_what_lies_before_or_ahead(text: str) -> None:
    told = _dated(text)
    assert not {"reopened", "reopen"} & set(told)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("This story has been updated to note that Anna Veld replied on Friday.", "2031-05-16"),
        ("This story has been updated to add what Anna Veld said on Wednesday.", "2031-05-14"),
        (
            "It had rained. Work on the mill had slept. The mill has been updated, Anna Veld said on Friday.",
            "2031-05-09",
        ),
    ],
)
def test_the_weekday_of_a_note_on_an_update_is_the_nearest_one(text: str, day: str) -> None:
    assert [item.when.start for item in _read(text).times if item.when] == [day]


def test_what_was_announced_in_a_year_is_not_what_was_announced_on_a_day_of_it() -> None:
    first = _read("Anna Veld announced on March 13 that the mint would close.")
    second = _read("Anna Veld announced the duties on wool earlier this year.")
    days = {event.when.start for event in _joined(first, second) if event.when}
    assert days == {"2031-03-13", "2031-01-01"}
