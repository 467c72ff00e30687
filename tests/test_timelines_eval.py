"""The measurement of timelines: what counts as right in one of a person or thing."""

from evals.timelines_semeval import compare

GOLD = [
    (1, "2031-05-13", frozenset({"d1-2-met", "d2-2-meeting"})),
    (2, "2031-05", frozenset({"d1-4-left"})),
    (0, "XXXX-XX-XX", frozenset({"d1-6-hopes"})),
]


def test_the_reference_itself_is_wholly_right() -> None:
    right, given, found, wanted = compare([("2031-05-13", ["d1-2-met"]), ("2031-05", ["d1-4-left"])], GOLD)
    assert (right, found) == (given, wanted) == (3, 3)


def test_another_mention_of_the_same_event_counts_as_that_event() -> None:
    assert compare([("2031-05-13", ["d1-2-met"])], GOLD) == compare([("2031-05-13", ["d2-2-meeting"])], GOLD)


def test_the_wrong_order_and_the_wrong_day_are_wrong() -> None:
    right, given, found, _ = compare([("2031-05-12", ["d1-4-left"]), ("2031-05-14", ["d1-2-met"])], GOLD)
    assert (right, given, found) == (0, 3, 0)


def test_what_the_reference_does_not_have_costs_precision() -> None:
    right, given, _, _ = compare([("2031-05-13", ["d1-2-met", "d9-1-ate"])], GOLD)
    assert right == 1
    assert given == 3
