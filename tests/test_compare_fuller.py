"""A passage is read out of its own sentence: from its subject, from what it completes, with the noun it describes."""

import pytest

from rashomon.compare.fuller import fuller, without_mark
from rashomon.compare.gists import plainest
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut, make_id
from rashomon.types import Article, Reading


def _reading(text):
    article = Article(make_id("a", text), "r.txt", text)
    tokens, sentences = split_sentences(article, SpacyParser())
    return Reading(article, tokens, sentences)


def _part(text, words):
    reading = _reading(text)
    start = text.index(words)
    return reading, cut(reading.article, start, start + len(words))


def _title(text, words):
    reading, span = _part(text, words)
    return plainest({span: 0.0}, {reading.article.id: reading}).text


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        (
            "The two councils agreed to mend the weir before winter.",
            "to mend the weir",
            "The two councils agreed to mend the weir",
        ),
        ("The port, he said, is split into three parts.", "is split into three parts", "The port, he said, is split into three parts"),
        ("The envoy demanded that the council rewrite the charter.", "the council rewrite the charter", "The envoy demanded that the council rewrite the charter"),
        ("Rain fell after the old mayor fled the town.", "after the old mayor fled the town", "the old mayor fled the town"),
        ("Orla Brandt said she had closed the ferry line.", "she had closed the ferry line", "Orla Brandt said she had closed the ferry line"),
        ("The guards asked whether the driver had slept.", "whether the driver had slept", "The guards asked whether the driver had slept"),
        # what is denied, doubted or a condition is not told, and a negation before its subject belongs to it
        ("Orla Brandt denied that the council had agreed to mend the weir.", "to mend the weir", "Orla Brandt denied that the council had agreed to mend the weir"),
        ("If the council votes to mend the weir before winter, the mill stays.", "to mend the weir before winter", "to mend the weir before winter"),
        ("Nor had the mayor tried to mend the weir before winter.", "to mend the weir before winter", "Nor had the mayor tried to mend the weir before winter"),
        ("Neither the clerk nor the mayor agreed to mend the weir.", "to mend the weir", "Neither the clerk nor the mayor agreed to mend the weir"),
        ("Brandt described the talks as “useful”.", "the talks as “useful", "Brandt described the talks as “useful”"),
    ],
)  # fmt: skip
def test_a_fragment_is_named_by_the_clause_it_is_part_of(text, words, title):
    assert _title(text, words) == title


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        (
            "Guards met the governor and the clerk, who had quarrelled by telephone on Friday.",
            "who had quarrelled by telephone on Friday",
            "the governor and the clerk, who had quarrelled by telephone on Friday",
        ),
        (
            "The union wants fewer of the boats that lie off the harbour.",
            "that lie off the harbour",
            "the boats that lie off the harbour",
        ),
    ],
)
def test_what_is_told_of_a_thing_is_named_with_it_and_not_with_what_else_is_told(text, words, title):
    assert _title(text, words) == title


def test_what_only_holds_on_a_condition_is_not_named_as_if_it_held():
    title = _title("The ferry will stop if the bridge is closed.", "the bridge is closed")
    assert title == "The ferry will stop if the bridge is closed"


@pytest.mark.parametrize("mark", ["if", "unless", "until", "before", "whether", "once"])
def test_a_mark_that_does_not_tell_what_follows_as_a_fact_stays(mark):
    reading, span = _part(f"They wait {mark} the mill closes.", f"{mark} the mill closes")
    assert without_mark(span, reading) is None


@pytest.mark.parametrize(
    "text",
    [
        "The mayor closed the bridge.",
        "On Friday the mayor closed the bridge.",
        "Two men died.",
        "Nobody paid the toll.",
    ],
)
def test_a_whole_sentence_has_nothing_fuller(text):
    reading = _reading(text)
    assert fuller(cut(reading.article, 0, len(text)), reading) == []
    assert _title(text, text) == text


def test_a_verb_joined_to_a_reported_clause_in_the_tense_of_the_report_has_the_reporting_subject():
    title = _title(
        "Brandt repeated the view that the ban is wrong and voiced doubts about the fence.",
        "voiced doubts about the fence",
    )
    assert title.startswith("Brandt repeated")


def test_a_title_is_a_cut_of_one_report_and_no_longer_than_a_reader_takes_in():
    long = "The council, " + "which had met in a hall by the river, " * 12 + "agreed to mend the weir."
    reading, span = _part(long, "to mend the weir")
    title = plainest({span: 0.0}, {reading.article.id: reading})
    assert title.text in long
    assert len(title.text) <= 200


def test_no_figure_comes_into_a_title_that_the_passage_leaves_out():
    told = "The mayor spoke of the 700 sheep that had been driven over the pass."
    assert "700" not in _title(told, "had been driven over the pass")
