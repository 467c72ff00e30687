"""Sources that have no mouth, on invented reports."""

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article

PARSER = SpacyParser()


def told(text: str) -> tuple[list[str | None], list[str]]:
    """Name the speaker of each statement, and the reasons of the gaps of speakers."""
    reading = read_article(Article("a1", "a.txt", text, language="en"), parser=PARSER)
    names = {speaker.id: speaker.name.text for speaker in reading.speakers}
    gaps = [gap.why for gap in reading.gaps if gap.what == "speaker"]
    return [names.get(statement.speaker or "") for statement in reading.statements], gaps


def test_a_call_reassures_nobody_by_itself() -> None:
    text = "Anna Holm phoned at noon. That call assured officials that the ferry would sail."
    assert told(text) == ([None], ["source-cannot-speak"])


def test_the_news_of_a_named_body_is_that_body() -> None:
    assert told("Tarn Wire news reported that the ferry would sail at noon.")[0] != [None]


def test_a_picture_says_nothing() -> None:
    assert told("Images taken from the hill showed that the dike had broken.")[0] in ([], [None])


def test_the_ministry_speaks_through_its_letter() -> None:
    text = "Nobody came. The Harbour Ministry's letter said that the bridge would open in May."
    assert told(text)[0] == ["Harbour Ministry"]


def test_who_issued_a_statement_speaks_through_it() -> None:
    text = "A statement issued by the Harbour Ministry said that the bridge would open in May."
    assert told(text)[0] == ["Harbour Ministry"]


def test_a_report_that_is_nobodys_stays_an_unnamed_source() -> None:
    assert told("A leaked report said that the bridge would open in May.")[0] == ["A leaked report"]


def test_a_study_by_two_is_not_the_first_ones() -> None:
    text = "A study by Anna Holm and Peter Lund said that the bridge was old."
    assert told(text)[0] == ["A study by Anna Holm and Peter Lund"]


def test_who_was_urged_to_stay_is_spoken_to_and_does_not_speak() -> None:
    text = "Villagers were urged to stay away from the dike. Nobody slept."
    reading = read_article(Article("a1", "a.txt", text, language="en"), parser=PARSER)
    found = [(s.speaker, s.source, s.to.text if s.to else None) for s in reading.statements]
    assert found == [(None, None, "Villagers")]


def test_who_was_quoted_speaks() -> None:
    text = "Anna Holm was quoted as saying that the dike had broken."
    assert told(text)[0] == ["Anna Holm"]


def test_we_of_the_writer_is_no_speaker_of_the_report() -> None:
    assert set(told("We know that the dike had broken. Nobody slept.")[0]) <= {None}
