"""Subjects that a clause shares with another one. All people and places are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.compare.predicates import predicate
from rashomon.compare.subjects import shared_subject
from rashomon.models.spacy import SpacyParser

PARSER = SpacyParser()


def subject(text: str, verb: str) -> str:
    tokens = PARSER.parse([text])[0]
    head = next(i for i, token in enumerate(tokens) if token.text == verb)
    return " ".join(tokens[i].text for i in shared_subject(tokens, head))


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The police arrested a man and seized two rifles.", "seized", "The police"),
        ("The council passed a law banning cars.", "banning", "a law"),
        ("The council met in Tarn to ban cars.", "ban", "The council"),
    ],
)
def test_a_clause_without_a_subject_takes_over_that_of_the_clause_it_hangs_on(text, verb, expected):
    assert subject(text, verb) == expected


def test_a_clause_with_a_subject_of_its_own_shares_none():
    assert subject("The police came and the crowd left.", "left") == ""


def test_a_pronoun_is_no_subject_to_share():
    assert subject("They came to Lund and closed the bridge.", "closed") == ""


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("The minister had no plans to close the port.", True),
        ("The minister had big plans to close the port.", False),
        ("No ship had plans to close the port.", False),
    ],
)
def test_what_nobody_plans_is_not_said_to_happen(text, turned):
    tokens = PARSER.parse([text])[0]
    head = next(i for i, token in enumerate(tokens) if token.text == "close")
    assert predicate(tokens, head, len(tokens))[1] is turned


@given(st.text(max_size=80))
def test_any_text_gets_subjects_that_stand_in_it(text):
    for tokens in PARSER.parse([text]):
        for index in range(len(tokens)):
            assert all(0 <= i < len(tokens) and i != index for i in shared_subject(tokens, index))
