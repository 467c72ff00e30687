"""Which numbers lie side by side. All people, places and reports are invented."""

import pytest
from tests.test_compare_story import compared, told


def values(*readings):
    """List the numbers of a story, each as the words of its values."""
    return sorted(
        tuple(value.span.text for value in number.values) for number in compared(*readings).story.numbers
    )


@pytest.mark.parametrize(
    ("text", "number", "noun"),
    [
        ("The coast guard boarded the Grey Heron 12 off Velm.", "12", "Heron"),
        ("The square was full on Harvest Day 2015 in Velm.", "2015", "Day"),
        ("Ada Vorn, 67, was freed in Velm.", "67", "Vorn"),
    ],
)
def test_a_number_that_belongs_to_a_name_counts_nothing(text, number, noun):
    assert not values(told(text, quantities=[(number, float(number), noun)]))


def test_a_number_before_a_name_counts():
    report = told("Guards let 12 Velmians go.", quantities=[("12", 12.0, "Velmians")])
    assert values(report) == [("12",)]


def test_two_numbers_of_one_sentence_that_cannot_both_hold_are_two_quantities():
    text = "Two hikers of the 80 hikers on the ridge were found."
    report = told(text, quantities=[("Two", 2.0, "hikers"), ("80", 80.0, "hikers")])
    other = told("Of 80 hikers on the ridge Two hikers were found.", quantities=[("80", 80.0, "hikers")])
    assert values(report) == [("80",), ("Two",)]
    assert ("80", "80") in values(report, other)


def test_one_count_told_twice_in_a_sentence_is_one_quantity():
    text = "12 hikers were lost on the ridge, and 12 hikers were found."
    report = told(text, quantities=[("12", 12.0, "hikers")])
    twice = told(text, quantities=[("12", 12.0, "hikers"), ("12 hikers were f", 12.0, "hikers")])
    assert values(report) == [("12",)]
    assert values(twice) == [("12", "12 hikers were f")]
