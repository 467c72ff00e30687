"""Passages are gathered by what ties reports to one another; what one report repeats joins last."""

from rashomon.compare.gathered import gathered
from rashomon.linking import Scored

REPORT = {name: name[0] for name in ("a1", "a2", "a3", "b1", "b2", "c1")}
LEAST = 0.17


def _groups(across, within=()):
    found = gathered(REPORT, across, [Scored(*one) for one in within], LEAST)
    return [group for group in found if len(group) > 1]


def test_a_report_that_repeats_itself_does_not_push_out_another_that_tells_the_same():
    across = [Scored("a1", "b1", 0.2), Scored("a1", "c1", 0.2)]
    repeats = [("a1", "a2", 0.9), ("a1", "a3", 0.9), ("a2", "a3", 0.9)]
    assert _groups(across, repeats) == [("a1", "a2", "a3", "b1", "c1")]


def test_two_points_that_reports_share_stay_two_however_alike_they_are_in_one_report():
    across = [Scored("a1", "b1", 0.4), Scored("a2", "b2", 0.4)]
    assert _groups(across, [("a1", "a2", 0.95)]) == [("a1", "b1"), ("a2", "b2")]


def test_repeats_that_nobody_else_tells_are_one_group():
    assert _groups([], [("a1", "a2", 0.8), ("a2", "a3", 0.7)]) == [("a1", "a2", "a3")]


def test_a_repeat_stays_out_where_something_keeps_it_apart():
    across = [Scored("a1", "b1", 0.4), Scored("a2", "b1", 0.0, veto=True)]
    assert _groups(across, [("a1", "a2", 0.95)]) == [("a1", "b1")]


def test_many_that_hang_together_by_a_chain_only_are_parted_by_the_mean():
    chain = [("a1", "b1"), ("b1", "c1"), ("c1", "a2"), ("a2", "b2")]
    assert max(map(len, _groups([Scored(*two, 0.3) for two in chain]))) < len(chain) + 1


def test_the_order_of_ties_leaves_no_trace():
    across = [Scored("a1", "b1", 0.4), Scored("a2", "b2", 0.4), Scored("b2", "c1", 0.3)]
    within = [Scored("a1", "a3", 0.8), Scored("a2", "a3", 0.8)]
    backwards = gathered(REPORT, across[::-1], within[::-1], LEAST)
    assert gathered(REPORT, across, within, LEAST) == backwards
