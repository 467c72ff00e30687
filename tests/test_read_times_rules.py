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
        ("They meet on June 1-2.", "2031-06-01", "2031-06-02"),
        ("It ended in February of last year.", "2030-02-01", "2030-02-28"),
        ("It grew in the first quarter of 2029.", "2029-01-01", "2029-03-31"),
        ("The 1890s are no decade here, the 1990s are.", "1990-01-01", "1999-12-31"),
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


@given(st.text(max_size=200), st.dates())
def test_odd_text_never_crashes(text: str, anchor: date) -> None:
    for item in find_dates(text, anchor):
        assert 0 <= item.start < item.end <= len(text)
