"""What time expressions come to, by the rules of a newsroom."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.dates import find_dates

WEDNESDAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("They met on Tuesday.", "2031-05-13", "2031-05-13"),
        ("They met on Wednesday.", "2031-05-14", "2031-05-14"),
        ("They met last week.", "2031-05-05", "2031-05-11"),
        ("It began last November.", "2030-11-01", "2030-11-30"),
        ("It fell over Easter.", "2031-04-12", "2031-04-13"),
        ("It fell on New Year's Eve 2015.", "2015-12-31", "2015-12-31"),
        ("It fell on Christmas Day, 2014.", "2014-12-25", "2014-12-25"),
        ("It fell on New Year's Eve in 2015.", "2015-12-31", "2015-12-31"),
        ("They meet on June 1-2.", "2031-06-01", "2031-06-02"),
        ("It ended in February of last year.", "2030-02-01", "2030-02-28"),
        ("It grew in the first quarter of 2029.", "2029-01-01", "2029-03-31"),
        ("The 1890s are no decade here, the 1990s are.", "1990-01-01", "1999-12-31"),
        ("They meet next week.", "2031-05-19", "2031-05-25"),
        ("He fled a month ago.", "2031-04-01", "2031-04-30"),
        ("She left two days ago.", "2031-05-12", "2031-05-12"),
        ("They signed the February 21 accord.", "2031-02-21", "2031-02-21"),
        ("It was posted March 31, 2014 12:26 IST.", "2014-03-31", "2014-03-31"),
        ("They talk from March 31 to April 2.", "2031-03-31", "2031-04-02"),
        ("They sat from Monday to Wednesday.", "2031-05-12", "2031-05-14"),
        ("They sat between 1998 and 2003.", "1998-01-01", "2003-12-31"),
        ("They met on the 13th of July.", "2031-07-13", "2031-07-13"),
        ("They met (Sunday, Apr. 13).", "2031-04-13", "2031-04-13"),
        ("They met on Tuesday of last week.", "2031-05-06", "2031-05-06"),
        ("It burned over the weekend.", "2031-05-10", "2031-05-11"),
        ("It happened on Good Friday.", "2031-04-11", "2031-04-11"),
        ("The bridge stood in the 19th century.", "1801-01-01", "1900-12-31"),
        ("It fell in Q3 2029.", "2029-07-01", "2029-09-30"),
        ("It rose last quarter.", "2031-01-01", "2031-03-31"),
        ("It opens by the end of the year.", "2031-10-01", "2031-12-31"),
        ("She resigned two days after April 3.", "2031-04-05", "2031-04-05"),
        ("They met 48 hours after May 3, 2030.", "2030-05-05", "2030-05-05"),
        ("He came on Monday and left a day later.", "2031-05-13", "2031-05-13"),
        ("It closed in 1815.", "1815-01-01", "1815-12-31"),
        ("The law of 13/07/2030 holds.", "2030-07-13", "2030-07-13"),
        ("It grew in the second half of 2029.", "2029-07-01", "2029-12-31"),
        ("It fell in the early 1990s.", "1990-01-01", "1999-12-31"),
        ("They met on 5 and 6 April.", "2031-04-05", "2031-04-06"),
    ],
)
def test_an_expression_comes_to_the_days_a_reader_would_take(words: str, start: str, end: str) -> None:
    found = [item.resolved for item in find_dates(words, WEDNESDAY) if item.resolved]
    assert (start, end) in [(each.start.isoformat(), each.end.isoformat()) for each in found]


@pytest.mark.parametrize("words", ["They met on Tuesday.", "They met on March 30.", "They met a month ago."])
def test_without_a_day_to_count_from_nothing_is_invented(words: str) -> None:
    assert [item.resolved for item in find_dates(words, None)] == [None]


def test_a_full_date_needs_no_anchor() -> None:
    (found,) = find_dates("They met on March 30, 2027.", None)
    assert found.resolved is not None
    assert found.resolved.start == date(2027, 3, 30)


@pytest.mark.parametrize(
    "words",
    [
        "The Good Friday Agreement holds.",
        "The Sunday Herald wrote so.",
        "They may march on.",
        "A day later he was gone.",
    ],
)
def test_words_that_only_look_like_a_time_come_to_nothing(words: str) -> None:
    assert [item.resolved for item in find_dates(words, WEDNESDAY) if item.resolved] == []


def test_a_clock_beside_a_day_makes_it_exact_to_the_minute() -> None:
    for words in ("It lands at 2 a.m. on Tuesday.", "It landed on Tuesday at 14:30 GMT."):
        (found,) = find_dates(words, WEDNESDAY)
        assert found.resolved is not None
        assert (found.resolved.start, found.resolved.precision) == (date(2031, 5, 13), "minute")


def test_a_meeting_that_moved_from_one_day_to_another_is_no_stretch() -> None:
    found = find_dates("The talks were moved from Monday to Wednesday.", WEDNESDAY)
    assert [item.resolved.start.day for item in found if item.resolved] == [12, 14]


@pytest.mark.parametrize("ahead", [True, False, None])
def test_the_weekday_of_the_report_is_its_own_day_wherever_the_sentence_looks(ahead: bool | None) -> None:  # noqa: FBT001
    (found,) = find_dates("Wednesday's pledge is sure to be a step.", WEDNESDAY, ahead=ahead)
    assert found.resolved is not None
    assert found.resolved.start == WEDNESDAY


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("They will meet next Wednesday.", "2031-05-21"),
        ("They will meet on Wednesday in the week ahead.", "2031-05-21"),
        ("They will meet on Wednesday of the coming week.", "2031-05-21"),
        ("They will meet a week from Wednesday.", "2031-05-21"),
        ("They will meet on Thursday.", "2031-05-15"),
    ],
)
def test_words_that_put_a_weekday_ahead_by_themselves_do_so(words: str, day: str) -> None:
    (found,) = find_dates(words, WEDNESDAY, ahead=True)
    assert found.resolved is not None
    assert (found.resolved.start.isoformat(), found.resolved.precision) == (day, "day")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [("They sit from Monday to Wednesday.", 19, 21), ("They sit from Wednesday to Friday.", 14, 16)],
)
def test_a_stretch_ahead_that_ends_or_begins_on_the_day_of_the_report(
    words: str, first: int, last: int
) -> None:
    (found,) = find_dates(words, WEDNESDAY, ahead=True)
    assert found.resolved is not None
    assert (found.resolved.start.day, found.resolved.end.day) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "She announced the truce early Thursday.",
        "She announced the truce before dawn on Thursday.",
        "The agency reported it early Thursday morning.",
        "The agency reported it early Thursday, hours after the talks of Monday.",
        "It was her announcement Thursday (local time).",
        "She spoke on Thursday, Elva time.",
        "She spoke at 2 a.m. local time on Thursday.",
    ],
)
def test_what_was_done_early_on_a_day_not_yet_begun_was_done_where_it_begins_sooner(words: str) -> None:
    found, *_ = find_dates(words, WEDNESDAY, ahead=False)
    assert found.resolved is not None
    assert found.resolved.start == date(2031, 5, 15)


@pytest.mark.parametrize(
    "words",
    [
        "She announced it on Thursday.",
        "They met that Thursday morning.",
        "They met early last Thursday.",
        "They met Thursday morning.",
        "The ferry left Thursday, Pacific time.",
        "The ferry left at 9 p.m. local time on Thursday.",
    ],
)
def test_without_such_words_the_past_tense_means_the_week_before(words: str) -> None:
    (found,) = find_dates(words, WEDNESDAY, ahead=False)
    assert found.resolved is not None
    assert found.resolved.start == date(2031, 5, 8)


def test_the_week_ahead_of_something_is_not_the_week_to_come() -> None:
    (found, *_) = find_dates("She fell ill on Monday in the week ahead of the vote.", WEDNESDAY, ahead=False)
    assert found.resolved is not None
    assert found.resolved.start == date(2031, 5, 12)


@pytest.mark.parametrize(
    "words",
    [
        "The fair opened early Thursday and closed on Sunday night.",
        "The fire broke out before dawn on Thursday and burned until Saturday.",
        "The ship left at 2 a.m. local time on Thursday and came in on Monday.",
    ],
)
def test_what_went_on_to_a_later_day_was_not_begun_on_the_day_after_the_report(words: str) -> None:
    found, *_ = find_dates(words, WEDNESDAY, ahead=False)
    assert found.resolved is not None
    assert found.resolved.start == date(2031, 5, 8)


def test_a_bare_month_is_the_last_one_unless_the_sentence_looks_ahead() -> None:
    def month(ahead: bool | None, words: str = "in July") -> str:  # noqa: FBT001
        (found,) = find_dates(words, WEDNESDAY, ahead=ahead)
        assert found.resolved is not None
        return found.resolved.start.isoformat()

    assert month(ahead=False) == "2030-07-01"
    assert month(ahead=True) == "2031-07-01"
    assert month(ahead=None) == "2031-07-01"
    assert month(None, "in December") == "2030-12-01"


ANY_TIME = st.sampled_from(
    ["on Monday", "last week", "in June", "May 3", "two weeks ago", "this year", "over Easter", "next month", "a decade ago",
     "from Monday to Wednesday", "three days after May 3", "the first quarter of this year", "at the weekend", "tomorrow at 9 a.m."]
)  # fmt: skip


@given(ANY_TIME, st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.sampled_from([True, False, None]))
def test_a_stretch_runs_forward_and_is_as_long_as_its_precision_says(
    words: str,
    anchor: date,
    ahead: bool | None,  # noqa: FBT001
) -> None:
    for found in find_dates(f"They met {words}.", anchor, ahead=ahead):
        assert found.resolved is not None
        days = (found.resolved.end - found.resolved.start).days
        assert days >= 0
        longest = {"minute": 0, "day": 31, "month": 30, "year": 365}.get(found.resolved.precision)
        assert longest is None or days <= longest


@given(st.lists(ANY_TIME, max_size=4))
def test_no_year_in_the_words_and_none_known_is_never_a_year(words: list[str]) -> None:
    assert all(found.resolved is None for found in find_dates("They met " + " and ".join(words), None))


@given(st.text(max_size=200), st.dates())
def test_odd_text_never_crashes(text: str, anchor: date) -> None:
    for item in find_dates(text, anchor):
        assert 0 <= item.start < item.end <= len(text)
