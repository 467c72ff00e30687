"""How much speaks for two reports telling one story: what they share, weighed by a fitted sum.

No figure depends on any third report, so a pair keeps its score whatever else arrives.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from msgspec import Struct

from rashomon.group.stories_account import Account, Day, day_of
from rashomon.group.stories_sheets import Floats, shared_of
from rashomon.group.stories_words import Vector

# What is looked at, in the order of `features`. The weights stand in `words/same_story.toml`.
FEATURES = (
    "words", "lead", "title", "names", "lead_names", "plain", "names_told_least", "names_told_most",
    "lead_told_least", "lead_told_most", "numbers", "dated", "apart", "weekdays_differ", "weekdays_meet",
    "dates_differ", "dates_meet", "size_least", "size_apart",
)  # fmt: skip
# Of one happening one report says Sunday and a later one Monday. Two days or more between all weekdays in the
# beginnings of two reports is another happening, or a later stage of this one.
WEEKDAYS_APART = 2
# Reports known to be of one day or the next two may name other weekdays in their first sentences: of 12 such pairs of
# news clusters all are one event, of those further apart 5 in 12.
FOLLOW_UP = 2
# A sum of evidence runs from about -8 (nothing in common) to 8; cut off there and scaled to 0 to 1.
LIMIT = 8.0


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


def likenesses(one: Account, others: Sequence[Account]) -> list[float]:
    """Return how much speaks for one story with each of the others, 0 to 1; .5 is where both are as likely."""
    if not others:
        return []
    fitted = weights()
    total = np.full(len(others), fitted.constant)
    # column by column: a product of matrices may round otherwise for other numbers of rows
    for each, column in zip(fitted.each, _columns(one, others), strict=True):
        total += each * column
    scaled = (np.clip(total, -LIMIT, LIMIT) + LIMIT) / (2 * LIMIT)
    return [
        round(value, 6) if one.words and other.words else 0.0
        for other, value in zip(others, scaled.tolist(), strict=True)
    ]


def features(one: Account, other: Account) -> tuple[float, ...]:
    """Return the figures named in FEATURES; the order of the two does not matter."""
    return tuple(float(column[0]) for column in _columns(one, [other]))


def _columns(one: Account, others: Sequence[Account]) -> tuple[Floats, ...]:
    """Return the figures named in FEATURES, each for all the others."""
    shared = shared_of(one.sheet, [other.sheet for other in others])
    lengths = np.array([(o.names_length, o.lead_names_length, o.plain_length) for o in others])
    sums = np.array([(o.lead_sum, o.lead_names_sum, len(o.numbers)) for o in others], dtype=np.float64)
    names_told = _part(shared.names_told, np.full(len(others), one.lead_names_sum))
    names_told_back = _part(shared.names_told_back, sums[:, 1])
    told = _part(shared.told, np.full(len(others), one.lead_sum))
    told_back = _part(shared.told_back, sums[:, 0])
    return (
        shared.words,
        shared.lead,
        shared.title,
        _part(shared.names, one.names_length * lengths[:, 0]),
        _part(shared.lead_names, one.lead_names_length * lengths[:, 1]),
        _part(shared.plain, one.plain_length * lengths[:, 2]),
        np.minimum(names_told, names_told_back),
        np.maximum(names_told, names_told_back),
        np.minimum(told, told_back),
        np.maximum(told, told_back),
        _part(shared.numbers, np.sqrt(len(one.numbers) * sums[:, 2])),
        *np.array(
            [
                (*_days(one, other), *_weekdays(one, other), *_dates(one, other), *_sizes(one, other))
                for other in others
            ]
        ).T,
    )


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length one.

    >>> cosine({"rain": 1.0}, {"rain": 0.6, "snow": 0.8})
    0.6
    """
    # fsum is exact, so the order of a set, which differs between processes, does not show
    return math.fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def _part(values: Floats, whole: Floats) -> Floats:
    return np.divide(values, whole, out=np.zeros_like(values), where=whole > 0)


def _days(one: Account, other: Account) -> tuple[float, float]:
    mine, theirs = day_of(one), day_of(other)
    if mine is None or theirs is None:
        return 0.0, 0.0
    return 1.0, math.log1p(days_between(mine, theirs))


def days_between(a: Day, b: Day) -> int:
    """Count the days between two days, about; without a year on both sides the nearest year is taken."""
    if a.year is not None and b.year is not None:
        return abs((a.year - b.year) * 372 + (a.month - b.month) * 31 + a.day - b.day)
    apart = abs((a.month - b.month) * 31 + a.day - b.day)
    return min(apart, 372 - apart)


def weekdays_conflict(one: Account, other: Account) -> bool:
    """Tell whether both beginnings name weekdays, and none of one is the same as, or next to, one of the other."""
    return _apart(frozenset(day for day, _ in one.weekdays), frozenset(day for day, _ in other.weekdays))


def news_days_conflict(one: Account, other: Account) -> bool:
    """Tell whether the very first sentences of both name weekdays that do not meet, and no follow-up explains it."""
    mine, theirs = day_of(one), day_of(other)
    if mine is not None and theirs is not None and days_between(mine, theirs) <= FOLLOW_UP:
        return False
    return _apart(one.news_weekdays, other.news_weekdays)


@lru_cache(maxsize=20_000)
def _apart(some: frozenset[int], others: frozenset[int]) -> bool:
    """Tell whether there are weekdays on both sides, and none is the same as, or next to, one of the other side."""
    gaps = [min((a - b) % 7, (b - a) % 7) for a in some for b in others]
    return bool(gaps) and min(gaps) >= WEEKDAYS_APART


def _weekdays(one: Account, other: Account) -> tuple[float, float]:
    meet = {day for day, _ in one.weekdays} & {day for day, _ in other.weekdays}
    return float(weekdays_conflict(one, other)), float(bool(meet))


def _dates(one: Account, other: Account) -> tuple[float, float]:
    if not one.dates or not other.dates:
        return 0.0, 0.0
    meet = not one.dates.isdisjoint(other.dates)
    return float(not meet), float(meet)


def _sizes(one: Account, other: Account) -> tuple[float, float]:
    sizes = sorted((math.log1p(one.size), math.log1p(other.size)))
    return sizes[0], sizes[1] - sizes[0]
