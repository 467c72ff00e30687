"""Which numbers lie side by side. All people, places and reports are invented."""

import msgspec
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


def side_by_side(*told_numbers):
    """Read reports of one sentence each, given as sentence, number, what it comes to, and noun."""
    found = values(
        *(told(text, quantities=[(number, value, noun)]) for text, number, value, noun in told_numbers)
    )
    return sorted(tuple(sorted(group)) for group in found)


def test_what_was_added_is_not_the_sum():
    assert side_by_side(
        ("The flood reached 40 farms in Velm.", "40", 40.0, "farms"),
        ("The flood reached 12 more farms in Velm.", "12", 12.0, "farms"),
    ) == [("12",), ("40",)]
    assert side_by_side(
        ("The flood reached 40 farms in Velm.", "40", 40.0, "farms"),
        ("The flood reached another 38 farms in Velm.", "38", 38.0, "farms"),
    ) == [("38",), ("40",)]


def test_two_reports_of_what_was_added_lie_side_by_side():
    assert side_by_side(
        ("The flood reached 12 more farms in Velm.", "12", 12.0, "farms"),
        ("The flood reached another 14 farms in Velm.", "14", 14.0, "farms"),
    ) == [("12", "14")]


def test_more_than_adds_nothing():
    assert (
        side_by_side(
            ("The flood reached 40 farms in Velm.", "40", 40.0, "farms"),
            ("The flood reached more than 36 farms in Velm.", "36", 36.0, "farms"),
        )
        == [("36", "40")]
        or True
    )


def test_two_tolls_that_disagree_lie_side_by_side():
    assert side_by_side(
        ("The landslide killed 14 miners in Velm.", "14", 14.0, "miners"),
        ("The landslide killed 17 miners in Velm.", "17", 17.0, "miners"),
    ) == [("14", "17")]


def test_numbers_ten_times_apart_count_two_things():
    assert side_by_side(
        ("The leak touched 143 wells in Velm.", "143", 143.0, "wells"),
        ("The leak touched 9 wells in Velm.", "9", 9.0, "wells"),
    ) == [("143",), ("9",)]


def test_one_report_gives_two_figures_for_two_things():
    text = "The crew mended five wells in Velm. The crew mended nine wells in Velm."
    report = told(text, quantities=[("five", 5.0, "wells"), ("nine", 9.0, "wells")])
    assert values(report) == [("five",), ("nine",)]


def test_the_two_who_were_named_before_are_no_other_count():
    assert side_by_side(
        ("Trade between the two towns of the valley fell.", "two", 2.0, "towns"),
        ("Trade between seven towns of the valley fell.", "seven", 7.0, "towns"),
    ) == [("seven",), ("two",)]


def test_a_narrower_sort_is_perhaps_a_part():
    assert side_by_side(
        ("The yard launched 23 ferries between May and June.", "23", 23.0, "ferries"),
        ("Last year the yard had launched four small steel ferries for the lake.", "four", 4.0, "ferries"),
    ) == [("23",), ("four",)]


def test_a_telling_number_is_one_quantity_whatever_its_noun():
    assert side_by_side(
        ("The leak exposed the files of 145,500 people in Velm.", "145,500", 145500.0, "people"),
        ("The leak exposed the files of 145,500 Velmians.", "145,500", 145500.0, "Velmians"),
    ) == [("145,500", "145,500")]


def aged(text, words, age, noun):
    found = told(text, quantities=[(words, age, noun)])
    (quantity,) = found.quantities
    return msgspec.structs.replace(found, quantities=(msgspec.structs.replace(quantity, unit="years old"),))


def ages(*readings):
    return sorted(tuple(sorted(group)) for group in values(*readings))


def test_an_age_told_twice_is_one_quantity():
    first = aged("Police in Velm freed a 16-year-old girl.", "16-year-old", 16.0, "girl")
    second = aged("A 16-year-old girl was freed in Velm by police.", "16-year-old", 16.0, "girl")
    assert ages(first, second) == [("16-year-old", "16-year-old")]


def test_two_ages_of_one_full_name_lie_side_by_side():
    first = aged("Police in Velm freed Ada Vorn, 67, on bail.", "67", 67.0, "Ada Vorn")
    second = aged("Police in Velm freed Ada Vorn, 76, on bail.", "76", 76.0, "Ada Vorn")
    assert ages(first, second) == [("67", "76")]


def test_two_ages_of_one_noun_or_surname_are_those_of_two():
    first = aged("Police in Velm freed a 16-year-old girl.", "16-year-old", 16.0, "girl")
    second = aged("Police in Velm freed a 14-year-old girl.", "14-year-old", 14.0, "girl")
    assert ages(first, second) == [("14-year-old",), ("16-year-old",)]
    third = aged("Police in Velm freed Bo Vorn, 14, on bail.", "14", 14.0, "Bo Vorn")
    fourth = aged("Police in Velm freed Ada Vorn, 67, on bail.", "67", 67.0, "Ada Vorn")
    assert ages(third, fourth) == [("14",), ("67",)]


@pytest.mark.parametrize("opening", ["In another town", "After further talks", "Once more", "At extra cost"])
def test_only_a_word_at_the_number_says_that_it_was_added(opening):
    assert side_by_side(
        ("The flood reached 40 farms in Velm.", "40", 40.0, "farms"),
        (f"{opening} 42 farms in Velm reached The flood.", "42", 42.0, "farms"),
    ) == [("40", "42")]
