"""Words inside words, and the second verb of one speaker. Every text here is invented."""

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
    return [(s.source.text if s.source else None, " … ".join(c.text for c in s.content)) for s in found]


def test_what_a_third_party_said_is_told_beside_what_tells_it():
    assert told("Orr wrote that Pell had told him the board lied.") == [
        ("Orr", "Pell had told him the board lied"),
        ("Pell", "the board lied"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She said she believed the board had lied.",  # the same speaker twice is one statement
        "Orr said the board hopes the bridge will open.",  # nobody said what is only hoped
        "Orr said the mayor did not say whether the bridge was closed.",
        "The chairman said the memos reveal the board lied.",  # papers speak for nobody inside others' words
        "Orr said the plan shows the bridge is safe.",
    ],
)
def test_words_that_no_third_party_said_are_told_once(text):
    assert len([who for who, _ in told(text) if who not in {"She", "Orr", "The chairman"}]) <= 1
    assert len({what for _, what in told(text)}) == len(told(text))


def test_what_a_paper_says_a_school_stated_is_the_schools_and_came_through_the_paper():
    article = Article(
        "a",
        "a.txt",
        "According to the Tarn Courier, the school stated that 30 boats were lost.",
        language="en",
    )
    (found,) = find_statements(article, *split_sentences(article, PARSER))
    assert (found.source.text, found.via.text, found.content[0].text) == (
        "the school",
        "the Tarn Courier",
        "30 boats were lost",
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Dorn said the union will strike and warned of long delays.", "the union will strike"),
        ("Orr vowed to look for money with Pell but made no commitment to stick with the treaty.",
         "to look for money with Pell"),
        ("The board said the town was seeking money and defended its release of the letters.",
         "the town was seeking money"),
    ],
)  # fmt: skip
def test_a_second_verb_in_another_form_ends_what_the_first_tells(text, first):
    assert told(text)[0][1] == first


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("She said the council had cut the budget and closed the pool.",
         "the council had cut the budget and closed the pool"),
        ("He said he would close the pool and open a library.", "he would close the pool and open a library"),
        ("The mayor said he was walking home and fell.", "he was walking home and fell"),
        ("Orr said Pell resigned and denied the charges.", "Pell resigned and denied the charges"),
        ("He said the guard had hidden the key and asked for money.",
         "the guard had hidden the key and asked for money"),
        ("The report says teams either did not back or flatly contradicted the tips.",
         "teams either did not back or flatly contradicted the tips"),
    ],
)  # fmt: skip
def test_two_verbs_that_one_clause_tells_stay_together(text, content):
    assert told(text)[0][1] == content


def test_what_somebody_says_was_something_is_told_by_them():
    text = "The fight broke out after what Norland says was a stone-throwing raid on its farms."
    assert told(text) == [("Norland", "was a stone-throwing raid on its farms")]


@pytest.mark.parametrize(
    "text", ["What Orr said was a lie.", "After what Orr said was over, the crowd left."]
)
def test_what_is_said_of_somebodys_words_is_not_told_by_them(text):
    assert told(text) == []


def test_it_speaks_where_it_says_and_not_where_it_shows_or_is_said():
    assert told("It said the plan was dead.") == [("It", "the plan was dead")]
    assert told("It shows the plan was dead.") == []
    assert told("It is said the plan was dead.") == []


def test_a_long_chain_of_tellers_takes_no_long_time():
    text = "According to Pell, " + "Orr said that Venn told Dorn that " * 400 + "the bridge was closed."
    begin = time.perf_counter()
    told(text)
    assert time.perf_counter() - begin < 20


def test_who_is_said_to_have_asked_somebody_asks():
    assert ("Pell", "to drop the inquiry") in told("Orr wrote that Pell asked him to drop the inquiry.")
