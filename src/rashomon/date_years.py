"""Days without a year in a report that looks back: the year of the passage, of the same day told in full, or none at all.

"No year is the nearest one" is how news is written, and fails where a report retells a chain of happenings of an earlier
year: "The first memo is of Jan. 6, 2017. ... On Feb. 8, they met again."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rashomon.dates import Resolved, find_expressions, resolve
from rashomon.types import Sentence

NEAREST = "nearest-year"
# A day of the last week is the report's news; one of the last weeks may be, and beside an earlier year says too little.
NEWS, WEEKS = timedelta(7), timedelta(28)
# How many sentences on a year still holds. By eye on a development half of news timelines, with 1928 days without a year:
# context changed 11, 8 of them rightly, and 3 in a family tree where the nearest year is as wrong.
PASSAGE = 6
# A chain of happenings goes on within a season, and is retold within some years (by eye, as above: 86 days, 4 years); what
# lies farther back is background, a birth or a founding, and says nothing of the days that follow.
SEASON, YEARS = timedelta(92), 5
ANY_DAY = date(2000, 1, 1)
TOLD_IN_FULL = frozenset(("full-date", "month-and-year"))
OF_PASSAGE, OF_SAME_DAY = "year-of-the-passage", "year-of-the-same-day"
TOLD = frozenset((*TOLD_IN_FULL, OF_PASSAGE, OF_SAME_DAY))


class Passage(Struct, frozen=True):
    """The last time that was told with its year, and the sentence it stands in."""

    told: Resolved
    sentence: int


def days_in_full(sentences: Sequence[Sentence], anchor: date | None) -> dict[tuple[int, int], int]:
    """Return the year of each day that a report tells in full before its own, by month and day; of two years neither."""
    years: dict[tuple[int, int], set[int]] = {}
    for day in _in_full(sentences) if anchor else ():
        if anchor and day < anchor:
            years.setdefault((day.month, day.day), set()).add(day.year)
    return {day: min(told) for day, told in years.items() if len(told) == 1}


def _in_full(sentences: Sequence[Sentence]) -> Iterator[date]:
    for sentence in sentences:
        for expression in find_expressions(sentence.span.text):
            told = resolve(expression, None, ahead=None)
            if told and told.rule == "full-date" and told.start == told.end:
                yield told.start


def with_year(
    day: Resolved, anchor: date, full: dict[tuple[int, int], int], passage: Passage | None
) -> Resolved | None:
    """Give a day of the nearest year that of its context; None where the context makes the nearest year doubtful.

    >>> told = Resolved(date(2030, 1, 6), date(2030, 1, 6), "day", "full-date")
    >>> day = Resolved(date(2031, 2, 8), date(2031, 2, 8), "day", "nearest-year")
    >>> str(with_year(day, date(2031, 5, 14), {}, Passage(told, 3)).start)
    '2030-02-08'
    """
    if anchor - day.start <= NEWS:
        return day
    year = full.get((day.start.month, day.start.day))
    if year is not None and year != day.start.year:
        return in_year(day, year, OF_SAME_DAY)
    if year is not None or passage is None or not 0 < day.start.year - passage.told.start.year <= YEARS:
        return day
    earlier = in_year(day, passage.told.start.year, OF_PASSAGE)
    fits = earlier and earlier.start >= passage.told.start and earlier.start - passage.told.end <= SEASON
    if earlier is None or not fits:
        return day
    return earlier if anchor - day.start > WEEKS else None


def in_year(day: Resolved, year: int, rule: str) -> Resolved | None:
    """Move a day, or some days, to another year; None for a 29 February that is not there."""
    shift = year - day.start.year
    try:
        start, end = (each.replace(year=each.year + shift) for each in (day.start, day.end))
    except ValueError:
        return None
    return replace(day, start=start, end=end, rule=rule)


def next_passage(
    passage: Passage | None, told: Resolved | None, sentence: int, anchor: date | None
) -> Passage | None:
    """Keep the year of a passage in mind until a later year, or a day of the last weeks, is told, or the passage ends."""
    if told is None or anchor is None:
        return passage
    if told.rule in TOLD:
        return Passage(told, sentence)
    news = told.precision in {"day", "minute"} and abs(told.start - anchor) <= WEEKS
    later = passage is not None and told.precision == "year" and told.start.year > passage.told.start.year
    return None if news or later else passage


def is_without_year(words: str) -> bool:
    """Say whether words tell a day of a month without its year.

    >>> is_without_year("Feb. 8"), is_without_year("Feb. 8, 2030"), is_without_year("Monday")
    (True, False, False)
    """
    alone = (resolve(expression, ANY_DAY, ahead=None) for expression in find_expressions(words))
    return any(day is not None and day.rule == NEAREST for day in alone)


def here(passage: Passage | None, sentence: int) -> Passage | None:
    """Return the passage that still holds in a sentence."""
    return passage if passage and sentence - passage.sentence <= PASSAGE else None
