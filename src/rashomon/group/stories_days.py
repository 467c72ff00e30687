"""Whether the days that two reports name speak against one story. A day that nobody names speaks against nothing."""

from __future__ import annotations

from msgspec import Struct

from rashomon.group.stories_account import Account, Day
from rashomon.types import Why

# Two reports of one happening may be days apart, follow-ups included; two weeks make look-alikes of them.
APART = 14
# A day of publication from outside is often the day of a crawl, so it only weighs, and only from this many
# days on (30: F1 .897 on news clusters, 60: .911).
GIVEN_APART = 60
# Of one happening one report says Sunday and a later one Monday. Two days or more between all weekdays in the
# beginnings of two reports is another happening, or a later stage of this one.
WEEKDAYS_APART = 2
# What is left of a likeness then. Weekdays: B3 on ECB+ .903 at .2, .900 at .1, .892 at .3 and .4, .86 without; at .1 one
# report that names no weekday no longer holds two look-alike meetings together (the example).
WEEKDAYS_DIFFER = 0.1
GIVEN_DIFFER = 0.7


class Conflict(Struct, frozen=True):
    """Days that speak against one story: a veto, or what is left of the likeness."""

    veto: bool
    kept: float
    why: Why


def conflict_of(one: Account, other: Account) -> Conflict | None:
    """Say how the days that two reports name for their news conflict, with the words that name them."""
    stated = _nearest(one.days, other.days)
    if stated is not None and stated[0] > APART:
        return Conflict(veto=True, kept=0.0, why=_why("own-days-differ", stated[1], stated[2]))
    weekdays = _weekday_conflict(one, other)
    if weekdays is not None:
        return weekdays
    given = _nearest(one.days or _some(one.given), other.days or _some(other.given))
    if given is not None and given[0] > GIVEN_APART:
        return Conflict(veto=False, kept=GIVEN_DIFFER, why=_why("given-days-differ", given[1], given[2]))
    return None


def _some(day: Day | None) -> tuple[Day, ...]:
    return () if day is None else (day,)


def _nearest(one: tuple[Day, ...], other: tuple[Day, ...]) -> tuple[int, Day, Day] | None:
    pairs = [(_gap(a, b), a, b) for a in one for b in other]
    return min(pairs, key=lambda pair: pair[0]) if pairs else None


def _weekday_conflict(one: Account, other: Account) -> Conflict | None:
    gaps = [min((a - b) % 7, (b - a) % 7) for a, _ in one.weekdays for b, _ in other.weekdays]
    if not gaps or min(gaps) < WEEKDAYS_APART:
        return None
    why = Why("weekdays-differ", (one.weekdays[0][1], other.weekdays[0][1]))
    return Conflict(veto=False, kept=WEEKDAYS_DIFFER, why=why)


def _gap(a: Day, b: Day) -> int:
    """Count the days between two days, about; without a year on both sides the nearest year is taken."""
    if a.year is not None and b.year is not None:
        return abs((a.year - b.year) * 372 + (a.month - b.month) * 31 + a.day - b.day)
    apart = abs((a.month - b.month) * 31 + a.day - b.day)
    return min(apart, 372 - apart)


def _why(code: str, *days: Day) -> Why:
    return Why(code, tuple(day.span for day in days if day.span is not None))
