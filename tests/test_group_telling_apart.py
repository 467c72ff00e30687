"""What keeps tellings of other happenings apart: a stretch of time alone, a bare verb, words that point to the background."""

from __future__ import annotations

from msgspec.structs import replace

from rashomon.group.events import join_events
from rashomon.group.tellings import tellings_of
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Reading, When, Why

PARSER = SpacyParser()


def _read(text: str, published: str = "2031-05-15") -> Reading:
    when = When(published, published, "day", None, Why("given"))
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _together(*texts: str) -> list[list[str]]:
    """The events of a story that have two tellings or more, by the words of these."""
    readings = [_read(text) for text in texts]
    names = {s.id: s.name.text.split()[-1] for reading in readings for s in reading.speakers}
    ids = tuple(sorted(reading.article.id for reading in readings))
    events, _ = join_events(readings, [Cluster(ids, None, Why("one-story"))], names)
    return [[span.text for span in event.mentions] for event in events if len(event.mentions) > 1]


def test_a_year_alone_joins_nothing() -> None:
    assert not _together("Police recorded forty thefts last year.", "A cold winter was recorded last year.")


def test_one_deed_of_a_year_told_with_the_same_words_is_joined() -> None:
    first = "The harbour board recorded forty thefts last year."
    assert _together(first, "Forty thefts were recorded on the quay last year.")


def test_what_only_is_on_one_day_is_not_one_happening() -> None:
    assert not _together("Thousands of people were out tonight.", "The market was under control tonight.")


def test_two_who_deny_on_one_day_deny_two_things() -> None:
    assert not _together(
        "Anna Veld on Thursday denied the report about the mine.",
        "On Thursday, Otto Brandt denied a harbour licence to four ferries.",
    )


def test_words_that_point_back_do_not_reach_far_into_the_background() -> None:
    lines = "The mayor of Port Elva spoke about the harbour and about the ferries of the town. " * 6
    text = f"The harbour froze. {lines}A bombing killed a guard in 2009. {lines}The bombing was named again."
    assert not [told for told in _together(text) if "The bombing" in told]
    near = f"The harbour froze. {lines}A bombing killed a guard in 2009. The bombing was named again."
    assert [told for told in _together(near) if "The bombing" in told]


def test_one_man_meets_two_partners_at_two_meetings() -> None:
    assert not _together(
        "Karl Brandt will hold a summit meeting with Anna Veld in the coming weeks.",
        "Karl Brandt will hold a summit meeting with Otto Moro in the coming weeks.",
    )
    assert _together(
        "Karl Brandt will hold a summit meeting with Anna Veld in the coming weeks.",
        "Anna Veld is to hold a summit meeting with Karl Brandt in the coming weeks.",
    )


def test_a_meeting_of_the_coming_weeks_is_not_any_meeting_that_is_dated_in_them() -> None:
    assert not _together(
        "The two leaders hold their meeting on the northern border next Friday.",
        "The first meeting between the northern and the southern leaders falls in the coming weeks.",
    )


def test_what_kind_a_happening_is_say_the_words_before_it_and_those_of_its_name() -> None:
    reading = _read("The second round of talks about the Sand War began on Monday.")
    told = tellings_of(reading, {}, None)
    assert told
    for telling in told:
        for name, words in (("", set()), ("sand war", {"sand"}), ("war", set())):
            assert replace(telling, name=name).kind() == telling.qualifiers | words


def test_a_meeting_of_the_same_two_is_one_whoever_else_came_along() -> None:
    assert _together(
        "Karl Brandt and his aide Otto Moro met Anna Veld on Tuesday.",
        "Anna Veld and her adviser Mila Holm met Karl Brandt on Tuesday.",
    )


def test_interviews_with_two_papers_are_two() -> None:
    first = "Anna Veld spoke of the mine in an interview with the Velm Post."
    second = "Otto Brandt answered in an interview with Elva Radio."
    assert not _together(first, second)
    assert _together(first, "Anna Veld spoke of the mine in a Velm Post interview.")


def test_the_assault_of_another_town_is_another_one() -> None:
    first = "A gunman killed nine people in an attack in Velm on Sunday. The attack shocked the town."
    second = "Nine people lay dead after an attack in Velm on Sunday. The Oslo assault was another matter."
    together = [words for words in _together(first, second) if any("attack" in each for each in words)]
    assert together
    assert not any("Oslo" in each for words in together for each in words)
