"""The plain figures of a report in one row: lengths and sums of its words, its days. Rows stand together as columns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.stories_words import Vector

type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]
# Columns of a row. A set of weekdays is a number with one bit for each; a day that is not known has 0 for its month.
(
    NAMES_LENGTH, LEAD_NAMES_LENGTH, PLAIN_LENGTH, LEAD_SUM, LEAD_NAMES_SUM, NUMBERS, SIZE,
    WEEKDAYS, NEWS_WEEKDAYS, MONTH, DAY, YEAR,
) = range(12)  # fmt: skip
# Of one happening one report says Sunday and a later one Monday. Two days or more between all weekdays in the
# beginnings of two reports is another happening, or a later stage of this one. So each weekday reaches the two next to it.
REACH = np.array(
    [
        sum(1 << day for day in range(7) if any(held >> (day + step) % 7 & 1 for step in (-1, 0, 1)))
        for held in range(128)
    ]
)
# Days of a month and of a year, near enough for telling far from near.
OF_MONTH, OF_YEAR = 31, 372


class Weekdays(Struct, frozen=True):
    """The weekdays, 0 (Monday) to 6, that the first sentences name, and those of the very first."""

    first: Iterable[int]
    news: Iterable[int]


def figures_of(  # noqa: PLR0917  (what one report shows)
    words: Vector,
    lead: Vector,
    names: frozenset[str],
    plain: Iterable[str],
    numbers: int,
    size: int,
) -> list[float]:
    """Lay out how much of the vectors are names and plain words; `numbers` and `size` count words."""
    lead_names = [value for word, value in lead.items() if word in names]
    return [
        _length(words[word] for word in words.keys() & names),
        _length(lead_names),
        _length(words[word] for word in plain),
        math.fsum(lead.values()),
        math.fsum(lead_names),
        numbers,
        math.log1p(size),
    ]


def calendar_of(weekdays: Weekdays, month: int, day: int, year: int | None) -> list[float]:
    """Lay out the weekdays and the day of a report; month 0 where there is none."""
    return [_bits(weekdays.first), _bits(weekdays.news), month, day, year or 0]


def days_apart(some: Floats, others: Floats) -> tuple[Bools, NDArray[np.int64]]:
    """Tell of which pairs of rows the day of both is known, and how many days lie between, about; 0 where it is not.

    Without a year on both sides the nearest year is taken.
    """
    known = (others[:, MONTH] > 0) & (some[:, MONTH] > 0)
    within = (some[:, MONTH] - others[:, MONTH]) * OF_MONTH + some[:, DAY] - others[:, DAY]
    nearest: Floats = np.minimum(np.abs(within), OF_YEAR - np.abs(within))
    years = (others[:, YEAR] > 0) & (some[:, YEAR] > 0)
    exact: Floats = np.abs((some[:, YEAR] - others[:, YEAR]) * OF_YEAR + within)
    # from no day to one in December it is more than a year, and the nearest year would lie before it
    apart: Floats = np.where(known, np.where(years, exact, nearest), 0.0)
    return known, apart.astype(np.int64)


def weekdays_apart(some: Floats, others: Floats, column: int = WEEKDAYS) -> Bools:
    """Tell of which pairs of rows both name weekdays, and none of one is the same as, or next to, one of the other."""
    mine, theirs = some[:, column].astype(np.int64), others[:, column].astype(np.int64)
    return (mine > 0) & (theirs > 0) & ((theirs & REACH[mine]) == 0)


def weekdays_meet(some: Floats, others: Floats) -> Bools:
    """Tell of which pairs of rows both name the same weekday."""
    return (others[:, WEEKDAYS].astype(np.int64) & some[:, WEEKDAYS].astype(np.int64)) > 0


def stacked(rows: Sequence[Floats]) -> Floats:
    """Lay rows under one another."""
    return np.array(rows)


def _length(values: Iterable[float]) -> float:
    return math.sqrt(math.fsum(value * value for value in values))


def _bits(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))
