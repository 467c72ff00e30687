"""Quantities: what is counted and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.models.spacy import SpacyParser
from rashomon.read.numbers import find_quantities
from rashomon.read.numbers_spelled import amount
from rashomon.read.sentences import split_sentences
from rashomon.types import Article, Quantity


def _read(text: str) -> tuple[Quantity, ...]:
    article = Article("a1", "a.txt", text)
    return find_quantities(article, *split_sentences(article, SpacyParser()))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Some 40,000 troops stood there.", 36000, 44000, ""),
        ("More than 1.8 million people signed it.", 1.8e6, 3.6e6, ""),
        ("They talked for four hours.", 4, 4, "hours"),
        ("Prices rose 20 percent.", 20, 20, "percent"),
        ("Between 10 to 12 boats sank.", 10, 12, ""),
    ],
)
def test_a_quantity_has_finite_bounds_and_a_unit(text: str, low: float, high: float, unit: str) -> None:
    (found,) = _read(text)
    assert (found.low, found.high, found.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    "text", ["It began in 2005.", "The talks are on April 12.", "The second round failed."]
)
def test_dates_and_ranks_are_no_quantities(text: str) -> None:
    assert _read(text) == ()


@given(st.text(max_size=60))
def test_an_amount_of_odd_words_is_none_or_a_number(text: str) -> None:
    assert amount(text) is None or amount(text) >= 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "age", "unit", "noun"),
    [
        ("A 16-year-old Norlander girl was hurt.", 16, "years old", "girl"),
        ("The nine-month-old lawsuit goes on.", 9, "months old", "lawsuit"),
        ("Ada Vorn, 67, was freed.", 67, "years old", "Ada Vorn"),
    ],
)
def test_an_age_is_a_quantity_of_whoever_is_that_old(text: str, age: float, unit: str, noun: str) -> None:
    (found,) = _read(text)
    assert (found.low, found.high, found.unit, found.noun and found.noun.text) == (age, age, unit, noun)


@pytest.mark.parametrize(
    "text",
    [
        "On May 3, 12, and 14 they met.",
        "Rows 3, 7, 9 were empty.",
        "Ada Vorn, 12 others and a dog left.",
        "He owes five years of old debts.",
        "Ada Vorn, 3,000 miles away, wept.",
        "Ada Vorn, 2017, oil on wood.",
        "Ada Vorn, 2.5 years in, quit.",
        "He waited ten years, old Hale said.",
        "Kell, Norland, 12, closed.",
        "Highway 61, 12, is closed.",
    ],
)
def test_what_is_no_age(text: str) -> None:
    assert not [found for found in _read(text) if found.unit.endswith("old")]
