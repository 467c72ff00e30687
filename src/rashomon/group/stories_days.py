"""Whether the days that two reports name speak against one story. A day that nobody names speaks against nothing."""

from __future__ import annotations

from typing import Literal

from rashomon.group.stories_account import Account, Day
from rashomon.types import Why

# Reports of one happening, with their follow-ups, name days at most this far apart in their first sentences.
APART = 10
# Of one happening one report says Sunday and a later one Monday; two days or more between the weekdays is another
# happening, or a later stage.
WEEKDAYS_APART = 2

Conflict = Literal["days-differ", "weekdays-differ"]


def conflict_of(one: Account, other: Account) -> tuple[Conflict, Why] | None:
    """Say how the days named in the beginnings of two reports conflict, with the words that name them."""
    if one.days and other.days:
        gap, left, right = min(
            ((_gap(a, b), a, b) for a in one.days for b in other.days), key=lambda found: found[0]
        )
        if gap > APART:
            return "days-differ", _why("days-differ", left, right)
        return None
    return _weekday_conflict(one, other)


def _weekday_conflict(one: Account, other: Account) -> tuple[Conflict, Why] | None:
    if not one.weekdays or not other.weekdays:
        return None
    gaps = [((a - b) % 7, (b - a) % 7) for a, _ in one.weekdays for b, _ in other.weekdays]
    if min(min(pair) for pair in gaps) < WEEKDAYS_APART:
        return None
    return "weekdays-differ", Why("weekdays-differ", (one.weekdays[0][1], other.weekdays[0][1]))


def _gap(a: Day, b: Day) -> int:
    """Count the days between two days, about; without a year on both sides the nearest year is taken."""
    if a.year is not None and b.year is not None:
        return abs((a.year - b.year) * 372 + (a.month - b.month) * 31 + a.day - b.day)
    apart = abs((a.month - b.month) * 31 + a.day - b.day)
    return min(apart, 372 - apart)


def _why(code: str, *days: Day) -> Why:
    return Why(code, tuple(day.span for day in days if day.span is not None))
