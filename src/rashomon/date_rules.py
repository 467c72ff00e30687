"""What each kind of time expression comes to: one small rule each, pure calendar arithmetic.

A rule takes the words that matched, the day to count from and whether the sentence looks ahead (True), back (False) or does
not say (None). It gives None where that is not enough: nothing is invented.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from msgspec import Struct
from msgspec.structs import replace

from rashomon.calendar_words import DAYS, MONTHS, NAMED_DAYS, SMALL
from rashomon.types import Precision

# A bare month is the last one of its name, unless it begins within so many months: a report of April that does not say
# which way it looks means the June to come, not the one of last year.
SOON = 3
# The nearest year is never farther away; a leap day may be.
HALF_A_YEAR = 190
# Words that put a weekday ahead by themselves.
ALWAYS_AHEAD = frozenset(("next", "coming", "coming week", "week ahead"))
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "the": 0,
    "": 0,
    "next": 1,
    "coming": 1,
}


class Resolved(Struct, frozen=True):
    """Days from `start` to `end`, how exact they are, and the rule that gave them."""

    start: date
    end: date
    precision: Precision
    rule: str


type Match = re.Match[str]
# Ahead (True), back (False), or the sentence does not say (None).
type Ahead = bool | None
type Rule = Callable[[Match, date | None, Ahead], Resolved | None]
type _Anchored = Callable[[Match, date, Ahead], Resolved | None]


def counting(rule: _Anchored) -> Rule:
    """Make a rule of one that needs a day to count from."""

    @wraps(rule)
    def guarded(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
        return None if anchor is None else rule(found, anchor, ahead)

    return guarded


def part_of(found: Match, name: str) -> str:
    """Return what a named part of the words holds, in small letters; "" where it is not there."""
    return " ".join((found.groupdict().get(name) or "").lower().split())


def _day(start: date, rule: str) -> Resolved:
    return Resolved(start, start, "day", rule)


def vague(start: date, end: date, rule: str) -> Resolved:
    """Make a stretch that is no exact answer."""
    return Resolved(start, end, "vague", rule)


def year_of(year: int, rule: str) -> Resolved:
    """Take a whole year."""
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", rule)


def months_of(year: int, first: int, count: int, rule: str) -> Resolved:
    """Take `count` months from a month on; one alone is exact to the month, several are a vague stretch."""
    number = year * 12 + first - 1 + count - 1
    last = date(number // 12, number % 12 + 1, calendar.monthrange(number // 12, number % 12 + 1)[1])
    return Resolved(date(year, first, 1), last, "month" if count == 1 else "vague", rule)


def month_number(found: Match, name: str = "month") -> int:
    """Return the number of the month that a part of the words names."""
    return MONTHS[found[name].lower().rstrip(".")]


def count_of(word: str) -> int | None:
    """Return the number that a counting word or figure stands for; None for "several" and its like."""
    word = word.lower()
    return int(word) if word.isdigit() else SMALL.get(word)


def days_of(found: Match, year: int, rule: str) -> Resolved | None:
    """Take the day, or the days, that the words name in a year; None for one that is not there."""
    try:
        first = date(year, month_number(found), int(found["day"]))
        month = month_number(found, "last_month") if part_of(found, "last_month") else first.month
        last = date(year + (month < first.month), month, int(part_of(found, "last") or first.day))
    except ValueError:
        return None
    return Resolved(first, last, "day", rule) if first <= last else None


def full(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Day, month and year: nothing to count."""
    return days_of(found, int(found["year"]), "full-date")


def numeric(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A date in figures: behind dots the day comes first, behind strokes the month, unless it cannot be one.

    Behind dashes either does: 31-03-2014 is a day, 05-04-2014 two.
    """
    number, day = int(found["number"]), int(found["day"])
    if part_of(found, "mark") == "-" and number <= 12 and day <= 12 and number != day:
        return None
    if number > 12:
        number, day = day, number
    try:
        return _day(date(int(found["year"]), number, day), "full-date")
    except ValueError:
        return None


@counting
def month_day(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A day of a month in the nearest year."""
    near = [days_of(found, anchor.year + shift, "nearest-year") for shift in (-1, 0, 1)]
    day = min((day for day in near if day), key=lambda day: abs((day.start - anchor).days), default=None)
    # the 29 February of a year without one
    return None if day and abs((day.start - anchor).days) > HALF_A_YEAR else day


def month_year(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A month of a year that is told."""
    return months_of(int(found["year"]), month_number(found), 1, "month-and-year")


@counting
def month_alone(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:
    """A month without a year: the last or the next of its name, by where the sentence looks."""
    month, which = month_number(found), part_of(found, "which")
    year = anchor.year
    if which == "last" or (ahead is False and not which):
        year -= month > anchor.month or (which == "last" and month == anchor.month)
    elif which == "next" or (ahead and not which):
        year += month < anchor.month or (which == "next" and month == anchor.month)
    elif not which:
        away = (month - anchor.month) % 12
        year += (month < anchor.month) if away <= SOON else -(month > anchor.month)
    return months_of(year, month, 1, "month-near-publication")


@counting
def month_before_noun(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:
    """The December ruling: the last one. A present tense ("recalls the December ruling") does not say which it means.

    "May" before a noun is more often a name.
    """
    month = month_number(found)
    if MONTHS["may"] == month or ahead or (ahead is None and month > anchor.month):
        return None
    year = anchor.year - (month > anchor.month)
    return months_of(year, month, 1, "month-near-publication")


@counting
def day_of_year(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A day of last, this or next year."""
    return days_of(found, anchor.year + STEPS[part_of(found, "which")], "day-of-year")


@counting
def month_of_year(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A month of last, this or next year."""
    return months_of(anchor.year + STEPS[part_of(found, "which")], month_number(found), 1, "month-of-year")


def year(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A year that is told."""
    return year_of(int(found["year"]), "year")


@counting
def weekday(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:
    """A weekday: the last one up to the day of the report, or the next one where the sentence looks ahead.

    That of the report's own day is that day either way: "will meet on Friday" in a report of Friday is to be today. By eye on
    a development half of news timelines: of 280 such weekdays in sentences that look ahead, fewer than 5 were a week on.
    """
    wanted, which = DAYS[part_of(found, "weekday")], part_of(found, "which")
    back = (anchor.weekday() - wanted) % 7
    if which in ALWAYS_AHEAD or (ahead and back and which not in {"last", "past"}):
        return _day(anchor + timedelta((wanted - anchor.weekday() - 1) % 7 + 1), "next-weekday")
    if back == 0 and which not in {"last", "past"}:
        return _day(anchor, "own-weekday")
    return _day(anchor - timedelta(back + 7 * (which == "last" and back == 0)), "last-weekday")


def in_order(left: Resolved, right: Resolved) -> tuple[Resolved, Resolved]:
    """Put two weekdays in order by a week: back for the first (up to the day of the report), else on for the last."""
    weekdays = {left.rule, right.rule} <= {"last-weekday", "next-weekday", "own-weekday"}
    if not weekdays or left.start <= right.end:
        return left, right
    week = timedelta(7)
    if left.rule != "next-weekday":
        return replace(left, start=left.start - week, end=left.end - week), right
    return left, replace(right, start=right.start + week, end=right.end + week)


@counting
def weekday_of_week(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Tuesday of last week."""
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * STEPS[part_of(found, "which")])
    return _day(monday + timedelta(DAYS[part_of(found, "weekday")]), "weekday-of-week")


@counting
def named_day(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Yesterday and its like."""
    return _day(anchor + timedelta(NAMED_DAYS[part_of(found, "name")]), "named-day")


@counting
def overnight(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """The night before the report."""
    return vague(anchor - timedelta(1), anchor, "overnight")


def shifted(base: date, count: int, unit: str, rule: str) -> Resolved:
    """Go so many units on (or back, where negative); the answer is as exact as the unit."""
    if unit in {"day", "hour"}:
        return _day(base + timedelta(count if unit == "day" else count // 24), f"days-{rule}")
    if unit == "week":
        middle = base + timedelta(7 * count)
        return vague(middle - timedelta(3), middle + timedelta(3), f"weeks-{rule}")
    if unit == "month":
        number = base.year * 12 + base.month - 1 + count
        return months_of(number // 12, number % 12 + 1, 1, f"months-{rule}")
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    if size == 1:
        return year_of(base.year + count, f"years-{rule}")
    middle = base.year + size * count
    return vague(date(middle - size // 5, 1, 1), date(middle + size // 5, 12, 31), f"{unit}s-{rule}")


def lasting(base: date, other: Resolved) -> Resolved:
    """Take all from a day told to what is counted from it: "for three days from May 3" dates no single day."""
    if other.start >= base:
        return vague(base, max(base, other.end - timedelta(other.precision == "day")), other.rule)
    return vague(other.start, base, other.rule)


@counting
def ago(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """So many days, weeks, months, years ago, or from now."""
    number, unit = count_of(found["count"]), part_of(found, "unit").replace("centurie", "century")
    if number is None:
        return None
    if unit == "fortnight":
        number, unit = 2 * number, "week"
    back = part_of(found, "way") == "ago"
    return shifted(anchor, -number if back else number, unit, "ago" if back else "from-now")
