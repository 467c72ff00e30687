"""Happenings of ways that exclude each other. All people, places and reports are invented."""

from tests.test_compare_story import compared, told

BY_PHONE = told("Vorn and Tarsk talked on the telephone about the salt road on Monday.")
IN_PERSON = told("Vorn and Tarsk met on Monday about the salt road.")
AGAIN = told("On Monday Vorn and Tarsk talked on the telephone about the salt road.")


def shared(*readings):
    return [point for point in compared(*readings).story.points if len({s.article for s in point.sides}) > 1]


def test_a_call_and_a_meeting_in_person_are_no_point_of_two_reports():
    assert not shared(BY_PHONE, IN_PERSON)


def test_one_call_told_twice_is_a_point_of_two_reports():
    assert shared(BY_PHONE, AGAIN)
