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

from rashomon.calendar_words import DAYS, MONTHS, NAMED_DAYS, SEASONS, SMALL, easter, feast
from rashomon.types import Precision

# A bare month is the last one of its name, unless it begins within so many months: a report of April that does not say
# which way it looks means the June to come, not the one of last year.
SOON = 3
ORDINALS = ["first", "second", "third", "fourth"]
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "": 0, "next": 1, "coming": 1}


class Resolved(Struct, frozen=True):
    """Days from `start` to `end`, how exact they are, and the rule that gave them."""

    start: date
    end: date
    precision: Precision
    rule: str


type Match = re.Match[str]
type Rule = Callable[[Match, date | None, bool | None], Resolved | None]
type _Anchored = Callable[[Match, date, bool | None], Resolved | None]


def counting(rule: _Anchored) -> Rule:
    """Make a rule of one that needs a day to count from."""

    @wraps(rule)
    def guarded(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:
        return None if anchor is None else rule(found, anchor, ahead)

    return guarded


def _part(found: Match, name: str) -> str:
    return " ".join((found.groupdict().get(name) or "").lower().split())


def _day(start: date, rule: str) -> Resolved:
    return Resolved(start, start, "day", rule)


def _vague(start: date, end: date, rule: str) -> Resolved:
    return Resolved(start, end, "vague", rule)


def _year_of(year: int, rule: str) -> Resolved:
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", rule)


def _months_of(year: int, first: int, count: int, rule: str) -> Resolved:
    """Take `count` months from a month on; one alone is exact to the month, several are a vague stretch."""
    number = year * 12 + first - 1 + count - 1
    last = date(number // 12, number % 12 + 1, calendar.monthrange(number // 12, number % 12 + 1)[1])
    return Resolved(date(year, first, 1), last, "month" if count == 1 else "vague", rule)


def _month_number(found: Match, name: str = "month") -> int:
    return MONTHS[found[name].lower().rstrip(".")]


def count_of(word: str) -> int | None:
    """Return the number that a counting word or figure stands for; None for "several" and its like."""
    word = word.lower()
    return int(word) if word.isdigit() else SMALL.get(word)


def _days(found: Match, year: int, rule: str) -> Resolved | None:
    try:
        first = date(year, _month_number(found), int(found["day"]))
        month = _month_number(found, "last_month") if _part(found, "last_month") else first.month
        last = date(year + (month < first.month), month, int(_part(found, "last") or first.day))
    except ValueError:
        return None
    return Resolved(first, last, "day", rule) if first <= last else None


def full(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Day, month and year: nothing to count."""
    return _days(found, int(found["year"]), "full-date")


def numeric(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A date in figures: the month comes first unless it cannot be one."""
    number, day = int(found["number"]), int(found["day"])
    if number > 12:
        number, day = day, number
    try:
        return _day(date(int(found["year"]), number, day), "full-date")
    except ValueError:
        return None


@counting
def month_day(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A day of a month in the nearest year."""
    near = [_days(found, anchor.year + shift, "nearest-year") for shift in (-1, 0, 1)]
    return min((day for day in near if day), key=lambda day: abs((day.start - anchor).days), default=None)


def month_year(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A month of a year that is told."""
    return _months_of(int(found["year"]), _month_number(found), 1, "month-and-year")


@counting
def month_alone(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:
    """A month without a year: the last or the next of its name, by where the sentence looks."""
    month, which = _month_number(found), _part(found, "which")
    year = anchor.year
    if which == "last" or (ahead is False and not which):
        year -= month > anchor.month or (which == "last" and month == anchor.month)
    elif which == "next" or (ahead and not which):
        year += month < anchor.month or (which == "next" and month == anchor.month)
    elif not which:
        away = (month - anchor.month) % 12
        year += (month < anchor.month) if away <= SOON else -(month > anchor.month)
    return _months_of(year, month, 1, "month-near-publication")


@counting
def month_of_year(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A month of last, this or next year."""
    return _months_of(anchor.year + STEPS[_part(found, "which")], _month_number(found), 1, "month-of-year")


def year(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A year that is told."""
    return _year_of(int(found["year"]), "year")


def decade(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """The 1990s: ten years."""
    first = int(found["year"])
    return _vague(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """The 19th century: a hundred years."""
    first = (int(found["nth"]) - 1) * 100 + 1
    return _vague(date(first, 1, 1), date(first + 99, 12, 31), "century")


@counting
def weekday(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:
    """A weekday: the last one up to the day of the report, or the next one where the sentence looks ahead."""
    wanted, which = DAYS[_part(found, "weekday")], _part(found, "which")
    back = (anchor.weekday() - wanted) % 7
    if which in {"next", "coming"} or (ahead and which not in {"last", "past"}):
        return _day(anchor + timedelta((wanted - anchor.weekday() - 1) % 7 + 1), "next-weekday")
    return _day(anchor - timedelta(back + 7 * (which == "last" and back == 0)), "last-weekday")


@counting
def weekday_of_week(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Tuesday of last week."""
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * STEPS[_part(found, "which")])
    return _day(monday + timedelta(DAYS[_part(found, "weekday")]), "weekday-of-week")


@counting
def named_day(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Yesterday and its like."""
    return _day(anchor + timedelta(NAMED_DAYS[_part(found, "name")]), "named-day")


@counting
def overnight(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """The night before the report."""
    return _vague(anchor - timedelta(1), anchor, "overnight")


@counting
def period(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Last, this or next week, weekend, month, quarter, year."""
    which, unit = _part(found, "which"), _part(found, "unit")
    step = STEPS[which]
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return _vague(monday, monday + timedelta(6), f"{which}-week")
    if unit == "weekend":
        saturday = anchor - timedelta((anchor.weekday() - 5) % 7) + timedelta(7 * (step > 0))
        return _vague(saturday, saturday + timedelta(1), "weekend")
    if unit in {"month", "quarter"}:
        size = 3 if unit == "quarter" else 1
        number = (anchor.year * 12 + anchor.month - 1) // size * size + size * step
        return _months_of(number // 12, number % 12 + 1, size, f"{which}-{unit}")
    return _year_of(anchor.year + step, "year-from-publication")


@counting
def weekend(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Over the weekend: the last one begun, or the next one."""
    saturday = anchor - timedelta((anchor.weekday() - 5) % 7) + timedelta(7 * bool(ahead))
    return _vague(saturday, saturday + timedelta(1), "weekend")


@counting
def edge(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """The beginning or the end of a month or year: its first or last third or quarter."""
    late, step = _part(found, "edge") == "end", STEPS[_part(found, "which")]
    if _part(found, "unit") == "year":
        return _months_of(anchor.year + step, 10 if late else 1, 3, "edge-of-year")
    number = anchor.year * 12 + anchor.month - 1 + step
    month = _months_of(number // 12, number % 12 + 1, 1, "")
    if late:
        return _vague(month.start.replace(day=21), month.end, "edge-of-month")
    return _vague(month.start, month.start.replace(day=10), "edge-of-month")


def shifted(base: date, count: int, unit: str, rule: str) -> Resolved:
    """Go so many units on (or back, where negative); the answer is as exact as the unit."""
    if unit in {"day", "hour"}:
        return _day(base + timedelta(count if unit == "day" else count // 24), f"days-{rule}")
    if unit == "week":
        middle = base + timedelta(7 * count)
        return _vague(middle - timedelta(3), middle + timedelta(3), f"weeks-{rule}")
    if unit == "month":
        number = base.year * 12 + base.month - 1 + count
        return _months_of(number // 12, number % 12 + 1, 1, f"months-{rule}")
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    if size == 1:
        return _year_of(base.year + count, f"years-{rule}")
    middle = base.year + size * count
    return _vague(date(middle - size // 5, 1, 1), date(middle + size // 5, 12, 31), f"{unit}s-{rule}")


@counting
def ago(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """So many days, weeks, months, years ago, or from now."""
    number, unit = count_of(found["count"]), _part(found, "unit").replace("centurie", "century")
    if number is None:
        return None
    back = _part(found, "way") == "ago"
    return shifted(anchor, -number if back else number, unit, "ago" if back else "from-now")


@counting
def half_a_century(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """Some fifty years ago."""
    return _vague(date(anchor.year - 60, 1, 1), date(anchor.year - 40, 12, 31), "half-a-century-ago")


@counting
def easter_days(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:
    """Easter without a day of its own: the Saturday and Sunday."""
    year = anchor.year if ahead or easter(anchor.year) <= anchor else anchor.year - 1
    year += bool(ahead) and easter(year) < anchor
    return _vague(easter(year) - timedelta(1), easter(year), "easter")


@counting
def feast_day(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A feast on one day, in the nearest year."""
    near = [day for shift in (-1, 0, 1) if (day := feast(found["name"], anchor.year + shift))]
    return _day(min(near, key=lambda day: abs((day - anchor).days)), "feast") if near else None


@counting
def recent(found: Match, anchor: date, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """A stretch up to the report, or from it on."""
    number = count_of(found["count"] or "") or 3
    reach = timedelta(number * {"day": 1, "week": 7, "month": 30, "year": 365}[_part(found, "unit")])
    if _part(found, "which") in {"coming", "next"}:
        return _vague(anchor, anchor + reach, "stretch-ahead")
    return _vague(anchor - reach, anchor, "stretch-before")


def quarter(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:
    """A quarter or a half of a year: of the year told, else the last one begun."""
    nth, size = _part(found, "nth").removeprefix("q"), 6 if _part(found, "size") == "half" else 3
    first = size * (int(nth) - 1 if nth.isdigit() else ORDINALS.index(nth)) + 1
    if first > 12:
        return None
    if _part(found, "year"):
        return _months_of(int(found["year"]), first, size, "quarter")
    if anchor is None:
        return None
    which = _part(found, "which")
    step = STEPS[which] if which else -(first > anchor.month and ahead is False)
    return _months_of(anchor.year + step, first, size, "quarter")


def season(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:
    """A season of a year that is told, or the one that the sentence means."""
    month, which = SEASONS[_part(found, "season")], _part(found, "which")
    if _part(found, "year"):
        year = int(found["year"])
    elif anchor is None:
        return None
    else:
        begun = anchor.month >= month
        back = which == "last" or (which != "next" and not begun and ahead is False)
        year = anchor.year - (not begun) if back else anchor.year + (begun and which == "next")
    return _months_of(year, month, 3, "season")


def years(found: Match, anchor: date | None, ahead: bool | None) -> Resolved | None:  # noqa: ARG001
    """1950-53."""
    first, last = int(found["year"]), found["until"]
    stop = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _vague(date(first, 1, 1), date(stop, 12, 31), "years") if first < stop else None
