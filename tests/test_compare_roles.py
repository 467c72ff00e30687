"""Who did it to whom: the same words about other people are another claim. All people and places are invented."""

import pytest
from tests.test_compare_governed import stances


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The union sued the shipyard over the contract.", "The shipyard sued the union over the contract."),
        (
            "The union sued the shipyard over the contract.",
            "The union was sued by the shipyard over the contract.",
        ),
        ("The president appointed Maria Keller as judge.", "The president appointed Thomas Brandt as judge."),
        ("Maria Keller opened the bridge in Orsk.", "Thomas Brandt opened the bridge in Orsk."),
    ],
)
def test_who_did_it_to_whom_is_part_of_the_claim(one, other):
    assert not stances(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The union sued the shipyard over the contract.",
            "The shipyard was sued by the union over the contract.",
        ),
        ("The president appointed Maria Keller as judge.", "The president appointed Keller as judge."),
        ("Maria Keller met Thomas Brandt in Orsk.", "Thomas Brandt met Maria Keller in Orsk."),
        ("Maria Keller opened the bridge in Orsk.", "The mayor opened the bridge in Orsk."),
    ],
)
def test_the_same_people_in_other_words_still_tell_one_claim(one, other):
    assert stances(one, other) == {"for"}


def test_contrary_deeds_of_one_subject_differ():
    assert stances(
        "Shares of Norvik rose in Orsk on Monday.", "Shares of Norvik fell in Orsk on Monday."
    ) == {"differs"}
