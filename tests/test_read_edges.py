"""Where told words begin and end. Every text here is invented."""

import time

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.types import Article

PARSER = SpacyParser()


def told(text):
    article = Article("a", "a.txt", text, language="en")
    found = find_statements(article, *split_sentences(article, PARSER))
    return [" … ".join(span.text for span in statement.content) for statement in found]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("But the bridge was closed, Orr said.", "the bridge was closed"),
        ("Still, he said, the two towns were beginning to understand each other.",
         "the two towns were beginning to understand each other"),
        ("And some claims in the suit, he said, face a time limit.", "some claims in the suit … face a time limit"),
    ],
)  # fmt: skip
def test_a_word_that_joins_the_reports_sentences_is_nobodys(text, content):
    assert told(text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "But for the rain, the match would have been won, officials said.",
        "Yet another bridge has fallen, officials said.",
        "So many people came that the hall was closed, officials said.",
        "Still waters run deep in the harbour, officials said.",
    ],
)
def test_the_same_word_with_another_meaning_stays(text):
    assert told(text)[0] == text.removesuffix(", officials said.")


def test_a_joining_word_in_a_quotation_stays():
    assert told('"But the bridge is closed," Orr said.') == ["But the bridge is closed"]


@pytest.mark.parametrize(
    "text",
    [
        "Orr said the plan was dead — a view that Pell does not share.",
        "Orr said the plan was dead, a charge that Pell rejects.",
        "Orr said the plan was dead, even as his aides worked on it.",
        "Orr said the plan was dead, as the fight with the harbour grew.",
        "Orr said the plan was dead, another sign of the trouble in the harbour.",
    ],
)
def test_a_remark_of_the_report_on_told_words_is_the_reports(text):
    assert told(text) == ["the plan was dead"]


def test_who_somebody_is_whom_the_words_name_last_is_told_by_the_report():
    text = "Orr said the party had never met the leaders of the board, who are looking into the sale."
    assert told(text) == ["the party had never met the leaders of the board"]


@pytest.mark.parametrize(
    "content",
    [
        "the union wants a common register, a new gate and a ban on pumps",
        "in future cases, a judge may rule otherwise",
        "the talks, a long affair, had failed",
        "she loves the sea, the woods and a good book about boats",
        "the town has one wish, a bridge that holds and a road that leads to it",
        "the team won as it had trained hard",
        "he knows who did it, who paid for it and who hid it",
        "the firm was sound, as far as he knew",
        "it was cold, as cold as a grave in winter",
        "the strike — the third this year — would go on",
        'Pell called it "a lie," a word that "nobody should use"',
    ],
)
def test_what_is_no_remark_stays(content):
    assert told(f"Orr said that {content}.")[0] == content


def test_many_commas_take_no_long_time():
    text = "Orr said the plan was dead" + ", a view that Pell does not share" * 2_000 + "."
    begin = time.perf_counter()
    told(text)
    assert time.perf_counter() - begin < 20
