"""How much speaks for two reports telling one story: what they share, weighed by a fitted sum.

No figure depends on any third report, so a pair keeps its score whatever else arrives.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
from msgspec import Struct

from rashomon.group.stories_account import Account, Day
from rashomon.group.stories_figures import (
    LEAD_NAMES_LENGTH,
    LEAD_NAMES_SUM,
    LEAD_SUM,
    MONTH,
    NAMES_LENGTH,
    NEWS_WEEKDAYS,
    NUMBERS,
    PLAIN_LENGTH,
    REACH,
    SIZE,
    WEEKDAYS,
    Bools,
    Floats,
    days_apart,
    stacked,
    weekdays_apart,
    weekdays_meet,
)
from rashomon.group.stories_shared import shared_of
from rashomon.group.stories_table import Dates, Places, Table, put

# What is looked at, in the order of `features`. The weights stand in `words/same_story.toml`.
FEATURES = (
    "words", "lead", "title", "names", "lead_names", "plain", "names_told_least", "names_told_most",
    "lead_told_least", "lead_told_most", "numbers", "dated", "apart", "weekdays_differ", "weekdays_meet",
    "dates_differ", "dates_meet", "size_least", "size_apart",
)  # fmt: skip
# Reports known to be of one day or the next two may name other weekdays in their first sentences: of 12 such pairs of
# news clusters all are one event, of those further apart 5 in 12.
FOLLOW_UP = 2
# A sum of evidence runs from about -8 (nothing in common) to 8; cut off there and scaled to 0 to 1.
LIMIT = 8.0
# Scores have six places. How near to a half what is left may come before its rounding is left to `round`.
MILLION, HALF = 1e6, 1e-4
REACHED: list[int] = REACH.tolist()


class Weights(Struct, frozen=True):
    """The fitted sum: a constant, and for each feature what one unit of it adds."""

    constant: float
    each: tuple[float, ...]


@cache
def weights() -> Weights:
    """Load the fitted weights.

    Raises:
        KeyError: names a feature that has no weight.
    """
    raw = tomllib.loads((Path(__file__).parent / "words" / "same_story.toml").read_text("utf-8"))
    return Weights(raw["constant"], tuple(raw["weights"][name] for name in FEATURES))


class Likenesses(Struct, frozen=True):
    """Pairs of reports: how much speaks for one story, whether their weekdays or those of the news conflict.

    `words` is the cosine of their words.
    """

    scores: Floats
    weekdays_differ: Bools
    news_days_differ: Bools
    words: Floats


def likenesses(table: Table, ours: Places, others: Places) -> Likenesses:
    """Say how much speaks for one story of two reports, for each pair of places.

    From 0 to 1; .5 is where one story and two are as likely.
    """
    fitted, columns = weights(), _columns(table, ours, others)
    total = np.full(len(ours), fitted.constant)
    # column by column: a product of matrices may round otherwise for other numbers of rows
    for each, column in zip(fitted.each, columns, strict=True):
        total += each * column
    scaled = (np.minimum(np.maximum(total, -LIMIT), LIMIT) + LIMIT) / (2 * LIMIT)
    mine, rows = table.figures[ours], table.figures[others]
    known, apart = days_apart(mine, rows)
    news = weekdays_apart(mine, rows, NEWS_WEEKDAYS) & ~(known & (apart <= FOLLOW_UP))
    return Likenesses(
        np.where(table.told[ours] & table.told[others], rounded(scaled), 0.0),
        columns[FEATURES.index("weekdays_differ")] > 0,
        news,
        columns[0],
    )


def features(one: Account, other: Account) -> tuple[float, ...]:
    """Return the figures named in FEATURES; the order of the two does not matter."""
    table = Table()
    ours, others = np.array([put(table, one)]), np.array([put(table, other)])
    return tuple(float(column[0]) for column in _columns(table, ours, others))


def _columns(table: Table, ours: Places, others: Places) -> tuple[Floats, ...]:
    """Return the figures named in FEATURES, each for all pairs."""
    shared = shared_of(table, ours, others)
    mine, rows = table.figures[ours], table.figures[others]
    told, told_back = _part(shared.told, mine[:, LEAD_SUM]), _part(shared.told_back, rows[:, LEAD_SUM])
    names_told = _part(shared.names_told, mine[:, LEAD_NAMES_SUM])
    names_told_back = _part(shared.names_told_back, rows[:, LEAD_NAMES_SUM])
    return (
        shared.words,
        shared.lead,
        shared.title,
        _part(shared.names, mine[:, NAMES_LENGTH] * rows[:, NAMES_LENGTH]),
        _part(shared.lead_names, mine[:, LEAD_NAMES_LENGTH] * rows[:, LEAD_NAMES_LENGTH]),
        _part(shared.plain, mine[:, PLAIN_LENGTH] * rows[:, PLAIN_LENGTH]),
        np.minimum(names_told, names_told_back),
        np.maximum(names_told, names_told_back),
        np.minimum(told, told_back),
        np.maximum(told, told_back),
        _part(shared.numbers, np.sqrt(mine[:, NUMBERS] * rows[:, NUMBERS])),
        *_days(mine, rows),
        weekdays_apart(mine, rows).astype(np.float64),
        weekdays_meet(mine, rows).astype(np.float64),
        *_dates(table.dates[ours], table.dates[others]),
        np.minimum(mine[:, SIZE], rows[:, SIZE]),
        np.abs(mine[:, SIZE] - rows[:, SIZE]),
    )


def rounded(values: Floats) -> Floats:
    """Round figures of 0 to 1 to six places, as `round` does; what numpy makes of halves is another."""
    scaled = values * MILLION
    whole = np.rint(scaled)
    found = whole / MILLION
    for number in np.flatnonzero(np.abs(np.abs(scaled - whole) - 0.5) < HALF).tolist():
        found[number] = round(float(values[number]), 6)
    return found


def _part(values: Floats, whole: Floats) -> Floats:
    return np.divide(values, whole, out=np.zeros_like(values), where=whole > 0)


def _days(mine: Floats, rows: Floats) -> tuple[Floats, Floats]:
    known, apart = days_apart(mine, rows)
    # `math.log1p` and that of numpy differ in their last place
    days, which = np.unique(apart * known, return_inverse=True)
    logs = np.array([math.log1p(each) for each in days.tolist()])
    return known.astype(np.float64), logs[which]


def days_between(a: Day, b: Day) -> int:
    """Count the days between two days, about; without a year on both sides the nearest year is taken."""
    return int(days_apart(stacked([_row_of(a)]), stacked([_row_of(b)]))[1][0])


def weekdays_conflict(one: Account, other: Account) -> bool:
    """Tell whether both beginnings name weekdays, and none of one is the same as, or next to, one of the other."""
    # of one pair at a time numbers are asked, not arrays: a store of 10,000 reports asks of a million pairs
    mine, theirs = int(one.figures[WEEKDAYS]), int(other.figures[WEEKDAYS])
    return bool(mine and theirs and not theirs & REACHED[mine])


def _row_of(day: Day) -> Floats:
    return np.array([*([0] * MONTH), day.month, day.day, day.year or 0], dtype=np.float64)


def _dates(mine: Dates, rows: Dates) -> tuple[Floats, Floats]:
    """Tell which pairs write out dates, but none of the same, and which one of the same."""
    meet = (rows & mine).any(axis=1).astype(np.float64)
    return (rows.any(axis=1) & mine.any(axis=1)) - meet, meet
