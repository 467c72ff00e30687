"""What the longer stretches come to: weekends, quarters, seasons, decades and their like."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.calendar_words import MONTHS, SEASONS, easter
from rashomon.date_rules import (
    STEPS,
    Ahead,
    Match,
    Resolved,
    count_of,
    counting,
    month_alone,
    months_of,
    part_of,
    vague,
    year_of,
)

ORDINALS = ("first", "second", "third", "fourth")


def decade(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """The 1990s, the '90s: ten years."""
    first = 1900 + int(short) if (short := part_of(found, "short")) else int(found["year"])
    return vague(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """The 19th century: a hundred years."""
    first = (int(found["nth"]) - 1) * 100 + 1
    return vague(date(first, 1, 1), date(first + 99, 12, 31), "century")


@counting
def period(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Last, this or next week, weekend, month, quarter, year."""
    which, unit = part_of(found, "which"), part_of(found, "unit")
    step = STEPS[which]
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return vague(monday, monday + timedelta(6), f"{which}-week")
    if unit == "weekend":
        saturday = anchor - timedelta((anchor.weekday() - 5) % 7) + timedelta(7 * (step > 0))
        return vague(saturday, saturday + timedelta(1), "weekend")
    if unit in {"month", "quarter"}:
        size = 3 if unit == "quarter" else 1
        number = (anchor.year * 12 + anchor.month - 1) // size * size + size * step
        return months_of(number // 12, number % 12 + 1, size, f"{which}-{unit}")
    return year_of(anchor.year + step, "year-from-publication")


@counting
def weekend(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Over the weekend: the last one begun, or the next one."""
    saturday = anchor - timedelta((anchor.weekday() - 5) % 7) + timedelta(7 * bool(ahead))
    return vague(saturday, saturday + timedelta(1), "weekend")


@counting
def edge(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """The beginning or the end of a month or year: its first or last third or quarter."""
    late, step = part_of(found, "edge") == "end", STEPS[part_of(found, "which")]
    if part_of(found, "unit") == "year":
        return months_of(anchor.year + step, 10 if late else 1, 3, "edge-of-year")
    number = anchor.year * 12 + anchor.month - 1 + step
    month = months_of(number // 12, number % 12 + 1, 1, "")
    if late:
        return vague(month.start.replace(day=21), month.end, "edge-of-month")
    return vague(month.start, month.start.replace(day=10), "edge-of-month")


@counting
def half_a_century(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Some fifty years ago."""
    return vague(date(anchor.year - 60, 1, 1), date(anchor.year - 40, 12, 31), "half-a-century-ago")


@counting
def easter_days(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """Easter without a day of its own: the Saturday and Sunday."""
    year = anchor.year if ahead or easter(anchor.year) <= anchor else anchor.year - 1
    year += bool(ahead) and easter(year) < anchor
    return vague(easter(year) - timedelta(1), easter(year), "easter")


@counting
def recent(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A stretch up to the report, or from it on."""
    number = count_of(found["count"] or "") or 3
    reach = timedelta(number * {"day": 1, "week": 7, "month": 30, "year": 365}[part_of(found, "unit")])
    if part_of(found, "which") in {"coming", "next"}:
        return vague(anchor, anchor + reach, "stretch-ahead")
    return vague(anchor - reach, anchor, "stretch-before")


def quarter(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
    """A quarter or a half of a year: of the year told, else the last one begun."""
    nth, size = part_of(found, "nth").removeprefix("q"), 6 if part_of(found, "size") == "half" else 3
    first = size * (int(nth) - 1 if nth.isdigit() else ORDINALS.index(nth)) + 1
    if first > 12:
        return None
    if part_of(found, "year"):
        return months_of(int(found["year"]), first, size, "quarter")
    if anchor is None:
        return None
    which = part_of(found, "which")
    step = STEPS[which] if which else -(first > anchor.month and ahead is False)
    return months_of(anchor.year + step, first, size, "quarter")


def season(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
    """A season of a year that is told, or the one that the sentence means."""
    month, which = SEASONS[part_of(found, "season")], part_of(found, "which")
    if part_of(found, "year"):
        year = int(found["year"])
    elif anchor is None:
        return None
    else:
        begun = anchor.month >= month
        back = which == "last" or (which != "next" and not begun and ahead is False)
        year = anchor.year - (not begun) if back else anchor.year + (begun and which == "next")
    return months_of(year, month, 3, "season")


def years(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """1950-53."""
    first, last = int(found["year"]), found["until"]
    stop = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return vague(date(first, 1, 1), date(stop, 12, 31), "years") if first < stop else None


def either_month(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
    """May or June: exact to the month, from the first of the one to the end of the other, which follows it."""
    first = month_alone(found, anchor, ahead)
    if first is None:
        return None
    count = (MONTHS[found["last_month"].lower().rstrip(".")] - first.start.month) % 12 + 1
    both = months_of(first.start.year, first.start.month, count, "either-month")
    return Resolved(both.start, both.end, "month", both.rule)


def months_between(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
    """Between May and July: of the year told behind the last, else the last such stretch; "blooms between May and July" is of no year."""
    first, last = (
        MONTHS[part_of(found, "month").rstrip(".")],
        MONTHS[part_of(found, "last_month").rstrip(".")],
    )
    count = (last - first) % 12 + 1
    if part_of(found, "year"):
        return months_of(int(found["year"]) - (first > last), first, count, "months-between")
    if anchor is None or ahead or (ahead is None and last > anchor.month):
        return None
    ended = anchor.year - (last > anchor.month)
    return months_of(ended - (first > last), first, count, "months-between")
