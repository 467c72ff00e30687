"""Counts of one thing that cannot both hold, and those that can. All people, places and reports are invented."""

import msgspec
import pytest
from tests.test_compare_story import compared, told

from rashomon.read.numbers import find_quantities


def counted(text):
    reading = told(text)
    return msgspec.structs.replace(
        reading, quantities=find_quantities(reading.article, reading.tokens, reading.sentences)
    )


def stances(one, other):
    """Say how two reports of one sentence each stand in the points that both tell."""
    points = compared(counted(one), counted(other)).story.points
    shared = [point for point in points if len({side.article for side in point.sides}) > 1]
    return {side.stance for point in shared for side in point.sides}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "At least 12 people were killed in the blast in Orsk.",
            "Nine people were killed in the blast in Orsk.",
        ),
        (
            "About 2,000 people marched for the salt road through the streets of Tarn.",
            "Some 10,000 people marched for the salt road through the streets of Tarn.",
        ),
        ("Police held no more than 30 marchers on the bridge.", "Police held 65 marchers on the bridge."),
    ],
)
def test_counts_that_cannot_both_hold_differ(one, other):
    assert stances(one, other) == {"for", "differs"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "At least 12 people were killed in the blast in Orsk.",
            "Forty people were killed in the blast in Orsk.",
        ),
        ("About 2,000 people marched through Tarn.", "Some 2,300 people marched through Tarn."),
        ("Up to 70 marchers were held on the bridge.", "Police held 65 marchers on the bridge."),
    ],
)
def test_counts_that_can_both_hold_agree(one, other):
    assert stances(one, other) == {"for"}


def test_other_counts_in_other_deeds_neither_agree_nor_differ():
    assert not stances("The blast in Orsk left 12 people dead.", "Nine people died in the blast in Orsk.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Nearly 50 people were killed in the blast in Orsk.",
            "At least 61 people were killed in the blast in Orsk.",
        ),
        (
            "Nine people died in the gas blast at the old salt mill in Orsk.",
            "Twelve people were killed in the gas blast at the old salt mill in Orsk.",
        ),
    ],
)
def test_a_bound_holds_as_it_is_told_and_the_dead_are_counted_by_any_verb(one, other):
    assert stances(one, other) == {"for", "differs"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Nearly 50 people were killed in the blast in Orsk.",
            "About 53 people were killed in the blast in Orsk.",
        ),
        (
            "Nearly 50 people died in the blast in Orsk.",
            "At least 40 people were killed in the blast in Orsk.",
        ),
        ("Almost 50 people died in the blast in Orsk.", "At least 51 people died in the blast in Orsk."),
        ("Two people died in the fire at the mill in Tarn.", "Nine people were killed in the blast in Orsk."),
        ("Nine people died of cold in Orsk in January.", "Twelve people were killed in the blast in Orsk."),
        ("Nine people died in the blast in Orsk.", "Twelve people were hurt in the blast in Orsk."),
        ("Nine soldiers died in the blast in Orsk.", "Twelve children were killed in the blast in Orsk."),
        (
            "Nine people died in the blast in Orsk.",
            "More than eight people were killed in the blast in Orsk.",
        ),
        (
            "Up to 70 people died in the blast in Orsk.",
            "At least 60 people were killed in the blast in Orsk.",
        ),
        ("Over 40 people died in the blast in Orsk.", "Forty-five people were killed in the blast in Orsk."),
        ("Nearly 2,000 people marched through Tarn.", "More than 2,020 people marched through Tarn."),
        (
            "Nine people died in the flood in Lund last year.",
            "Twelve people were killed in the blast in Orsk.",
        ),
    ],
)
def test_counts_that_leave_room_or_are_of_another_happening_do_not_differ(one, other):
    assert "differs" not in stances(one, other)


BARGE = "A 200-ton barge went aground by the salt mill in Tarn."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BARGE, "A 310-ton barge went aground by the salt mill in Tarn."),
        (
            "Divers found a 30-metre wreck off the old mole of Tarn.",
            "Divers found a 45-metre wreck off the old mole of Tarn.",
        ),
    ],
)
def test_two_measures_of_one_thing_differ(one, other):
    assert stances(one, other) == {"for", "differs"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # rounded, another thing, several things, and what lasts now so long and now so long
        (BARGE, "A 205-ton barge went aground by the salt mill in Tarn."),
        (BARGE, "A 310-ton crane went aground by the salt mill in Tarn."),
        ("They moored 200-ton barges in Tarn.", "They moored 310-ton barges in Tarn."),
        ("The crews held a two-hour meeting in Tarn.", "The crews held a five-hour meeting in Tarn."),
        # another of its kind, for another, and what a sum of money is for
        (
            "Divers found a 30-metre wreck off the old mole of Tarn.",
            "Divers found another 45-metre wreck off the old mole of Tarn.",
        ),
        ("Workers laid a 5-mile pipe from Tarn to Brod.", "Workers laid a 9-mile pipe from Tarn to Orsk."),
        (
            "The council approved a $5 million budget for the school in Tarn.",
            "The council approved a $9 million budget for the hospital in Tarn.",
        ),
        ("A 5-mile stretch of the salt road was shut.", "A 12-mile stretch of the salt road was shut."),
        ("A 200-ton barge burned in Tarn.", "A 500-ton barge burned in Orsk."),
    ],
)
def test_measures_of_what_may_be_two_things_do_not_differ(one, other):
    assert "differs" not in stances(one, other)
