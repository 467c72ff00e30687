"""Days that are named and then placed: "in May two years ago", "a week ago Monday", "five years ago today", "the end of April"."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.calendar_words import DAYS, LAST_MONTH, MONTH
from rashomon.date_rules import (
    Ahead,
    Match,
    Resolved,
    Rule,
    count_of,
    counting,
    days_of,
    month_alone,
    month_number,
    months_of,
    part_of,
    vague,
    weekday,
)
from rashomon.date_told import ABOUT, COUNT

_YEARS_AGO = rf"{ABOUT}{COUNT}\syears?\sago"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = "(?P<weekday>" + "|".join(DAYS) + ")"


@counting
def of_years_ago(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A month, or a day of it, so many years ago."""
    count = count_of(found["count"])
    if count is None:
        return None
    if part_of(found, "day"):
        return days_of(found, anchor.year - count, "day-of-years-ago")
    return months_of(anchor.year - count, month_number(found), 1, "month-of-years-ago")


@counting
def years_to_the_day(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """This day, week or month, so many years back; a 29 February that is not there is None."""
    count, unit = count_of(found["count"]), part_of(found, "unit")
    if count is None:
        return None
    if unit == "this month":
        return months_of(anchor.year - count, anchor.month, 1, "month-of-years-ago")
    day = anchor.replace(year=anchor.year - count)
    if unit == "this week":
        monday = day - timedelta(day.weekday())
        return vague(monday, monday + timedelta(6), "week-of-years-ago")
    return Resolved(day, day, "day", "day-of-years-ago")


@counting
def weekday_weeks_ago(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A week ago Monday: so many weeks before the last Monday."""
    count, last = count_of(found["count"]), weekday(found, anchor, False)
    if count is None or last is None:
        return None
    day = last.start - timedelta(7 * count)
    return Resolved(day, day, "day", "weekday-of-weeks-ago")


@counting
def weekday_week(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:
    """Monday week: a week after the next Monday."""
    following = None if ahead is False else weekday(found, anchor, True)
    if following is None:
        return None
    day = following.start + timedelta(7)
    return Resolved(day, day, "day", "weekday-of-week")


def edge_of_month(found: Match, anchor: date | None, ahead: Ahead) -> Resolved | None:
    """The beginning or the end of a month that is named: its first or last third."""
    year = part_of(found, "year")
    month = months_of(int(year), month_number(found), 1, "") if year else month_alone(found, anchor, ahead)
    if month is None:
        return None
    if part_of(found, "edge") == "end":
        return vague(month.start.replace(day=21), month.end, "edge-of-month")
    return vague(month.start, month.start.replace(day=10), "edge-of-month")


# Before the rules of the plain month and day: "in May two years ago" is no May of this year.
POINTED: tuple[tuple[str, Rule], ...] = (
    (rf"{MONTH}(?:\s{_DAY})?,?\s{_YEARS_AGO}", of_years_ago),
    (rf"{_YEARS_AGO},?\s(?:on|in)\s{MONTH}(?:\s{_DAY})?(?!,?\s(?:19|20)\d\d)", of_years_ago),
    (rf"{COUNT}\syears?\sago\s(?P<unit>today|this\sweek|this\smonth)", years_to_the_day),
    (rf"{COUNT}\sweeks?\sago\s(?:on\s|last\s)?{_WEEKDAY}", weekday_weeks_ago),
    (rf"{_WEEKDAY}\sweek(?=[.,;)]|$)", weekday_week),
    (rf"(?:the\s)?(?P<edge>end|start|beginning)\sof\s{MONTH}(?:,?\s(?:of\s)?(?P<year>(?:19|20|21)\d\d))?(?!\s\d)(?!\s(?:to|and|through|until)\s{LAST_MONTH})", edge_of_month),
)  # fmt: skip
