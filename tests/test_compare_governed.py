"""A claim that stands under a denial, a doubt, a question or an aim is not told. All people, places and firms are invented."""

import pytest
from tests.test_compare_story import compared, told

PAID = "The mill paid the mayor forty crowns."
SHELLED = "The army shelled the hospital in Orsk."
DENIED = [
    "There is no truth in the claim that the mill paid the mayor forty crowns.",
    "It is a myth that the mill paid the mayor forty crowns.",
    "It is not true that the mill paid the mayor forty crowns.",
    "The mill has denied paying the mayor forty crowns.",
    "Auditors ruled out that the mill had paid the mayor forty crowns.",
    "The lawyer rejected the accusation that the mill had paid the mayor forty crowns.",
    "The claim that the mill paid the mayor forty crowns is false.",
    "Nobody believes that the mill paid the mayor forty crowns.",
]
DOUBTED = [
    "There is no evidence that the mill paid the mayor forty crowns.",
    "Auditors found no sign that the mill had paid the mayor forty crowns.",
    "Auditors doubt that the mill paid the mayor forty crowns.",
    "It is unlikely that the mill paid the mayor forty crowns.",
]
NOT_DONE = [
    "The army refrained from shelling the hospital in Orsk.",
    "The army stopped short of shelling the hospital in Orsk.",
    "A court cleared the army of shelling the hospital in Orsk.",
    "At no time did the army shell the hospital in Orsk.",
    "The army almost shelled the hospital in Orsk.",
]
OPEN = [
    "It is unclear whether the army shelled the hospital in Orsk.",
    "It is far from clear that the army shelled the hospital in Orsk.",
    "Envoys could not confirm that the army had shelled the hospital in Orsk.",
    "Prosecutors are investigating whether the army shelled the hospital in Orsk.",
    "If the army shelled the hospital in Orsk, heads will roll.",
    "The envoy did not deny that the army had shelled the hospital in Orsk.",
]
AIMED = [
    "The army threatened to shell the hospital in Orsk.",
    "The army plans to shell the hospital in Orsk.",
    "The army tried to shell the hospital in Orsk.",
    "The army may have shelled the hospital in Orsk.",
    "The army would have shelled the hospital in Orsk.",
    "Envoys feared that the army would shell the hospital in Orsk.",
    "Envoys urged the army to shell the hospital in Orsk.",
    "A treaty forbids the army from shelling the hospital in Orsk.",
    "Instead of shelling the hospital in Orsk, the army waited.",
    "The army waited a year without shelling the hospital in Orsk.",
]
TOLD = [
    "The envoys could not believe that the army had shelled the hospital in Orsk.",
    "The army did not shell the hospital in Orsk until May.",
    "It could not have been clearer that the army shelled the hospital in Orsk.",
    "There is no doubt that the army shelled the hospital in Orsk.",
    "Envoys confirmed that the army had shelled the hospital in Orsk.",
    "Envoys found evidence that the army had shelled the hospital in Orsk.",
    "The army allegedly shelled the hospital in Orsk.",
    "The army shelled the hospital in Orsk without warning the envoys.",
    "The army was stopped by the fleet after shelling the hospital in Orsk.",
    # the negation belongs to what follows it
    "The army shelled the hospital in Orsk, I do not think the doctors got out.",
    "The army shelled the hospital in Orsk … I don't believe anybody was warned.",
]


def stances(one, other):
    """Map how two reports of one sentence each stand to one another: the stances of the second in points of both."""
    first, second = told(one), told(other)
    shared = [p for p in compared(first, second).story.points if len({s.article for s in p.sides}) > 1]
    return {side.stance for point in shared for side in point.sides if side.article == second.article.id}


@pytest.mark.parametrize("other", DENIED)
def test_who_denies_a_claim_goes_against_it(other):
    assert stances(PAID, other) == {"against"}


@pytest.mark.parametrize("other", DOUBTED)
def test_who_doubts_a_claim_tells_it_differently_and_denies_nothing(other):
    assert stances(PAID, other) == {"differs"}


@pytest.mark.parametrize("other", NOT_DONE)
def test_what_was_not_done_after_all_goes_against_its_doing(other):
    assert stances(SHELLED, other) == {"against"}


@pytest.mark.parametrize("other", [*OPEN, *AIMED])
def test_what_is_open_or_only_meant_neither_agrees_nor_goes_against(other):
    assert not stances(SHELLED, other)


@pytest.mark.parametrize("other", TOLD)
def test_what_is_told_under_other_words_still_agrees(other):
    assert stances(SHELLED, other) == {"for"}


def test_doubt_makes_a_point_disputed_and_denial_makes_it_denied():
    def status(other):
        points = compared(told(PAID), told(other)).story.points
        return {p.status for p in points if len({s.article for s in p.sides}) > 1}

    assert status(DOUBTED[0]) == {"disputed"}
    assert status(DENIED[0]) == {"denied"}


def test_a_doubted_claim_that_nobody_else_tells_is_shown_with_its_doubt():
    [point] = compared(told(DOUBTED[0]), told("It rained all day in Tarn.")).story.points[:1]
    shown = {side.spans[0].text for side in point.sides}
    assert shown == {DOUBTED[0].rstrip(".")}


def test_what_a_clause_asks_after_is_known():
    unclear = "It is unclear why the army shelled the hospital in Orsk."
    assert stances(SHELLED, unclear) == {"for"}


def test_what_is_no_longer_so_goes_against_what_is():
    assert stances("The mine employs children.", "The mine no longer employs children.") == {"against"}


def test_what_will_not_be_until_something_else_is_goes_against_what_will_be():
    until = "The army will not withdraw from the hospital in Orsk until the union pays."
    assert "against" in stances("The army will withdraw from the hospital in Orsk.", until)


def test_two_reports_that_doubt_alike_agree():
    assert stances(DOUBTED[0], "Auditors have no proof that the mill paid the mayor forty crowns.") == {"for"}


def test_who_doubts_a_claim_is_not_silent_about_it():
    tellers = [told(SHELLED), told("The army shelled the hospital in Orsk on its hill.")]
    asking = told("It is unclear whether the army shelled the hospital in Orsk.")
    points = compared(*tellers, asking).story.points
    agreed = [point for point in points if len({side.article for side in point.sides}) > 1]
    found = [s for point in agreed for s in point.silent if s.article == asking.article.id]
    assert found
    assert {silence.why.code for silence in found} == {"perhaps-told"}


def test_a_claim_told_only_as_denied_and_a_part_of_it_are_one_point():
    # both are shown by the whole denial: two points of the same words would be one id told twice
    text = "The duke has denied any plan to cross the river. The duke has denied any plan to cross the river at night."
    one = told(text, [("The duke", "denied", "any plan to cross the river", "deny")])
    other = told(
        "Rain fell. The duke has denied any plan to cross the river.",
        [("The duke", "denied", "any plan to cross the river", "deny")],
    )
    points = compared(one, other).story.points
    assert len({point.id for point in points}) == len(points)
