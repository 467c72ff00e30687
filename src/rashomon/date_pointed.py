"""Days that are named and then placed: "in May two years ago", "a week ago Monday", "five years ago today", "the end of April"."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.calendar_words import DAYS, LAST_MONTH, MONTH
from rashomon.date_rules import (
    STEPS,
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
    """A week ago Monday: so many weeks before the last Monday; "two weeks ago on Monday" may count from the next one too."""
    count, last = count_of(found["count"]), weekday(found, anchor, False)
    if count is None or last is None:
        return None
    day = last.start - timedelta(7 * count)
    if part_of(found, "on") and last.start != anchor:
        return vague(day, day + timedelta(7), "weekday-of-weeks-ago")
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
    if year:
        return _edge(found, int(year))
    if part_of(found, "which_year"):
        return _edge(found, anchor.year + STEPS[part_of(found, "which_year")]) if anchor else None
    month = month_alone(found, anchor, ahead)
    if month is None or anchor is None:
        return None
    edge = _edge(found, month.start.year)
    # told in the past on the 15th, "the end of May" is that of the year before
    return _edge(found, month.start.year - 1) if ahead is False and edge.start > anchor else edge


def _edge(found: Match, year: int) -> Resolved:
    month = months_of(year, month_number(found), 1, "")
    if part_of(found, "edge") == "end":
        return vague(month.start.replace(day=21), month.end, "edge-of-month")
    return vague(month.start, month.start.replace(day=10), "edge-of-month")


# Before the rules of the plain month and day: "in May two years ago" is no May of this year.
POINTED: tuple[tuple[str, Rule], ...] = (
    (rf"(?:the\s)?{_DAY}\s(?:of\s)?{MONTH},?\s{_YEARS_AGO}", of_years_ago),
    (rf"{MONTH}(?:\s{_DAY})?,?\s{_YEARS_AGO}", of_years_ago),
    (rf"{_YEARS_AGO},?\son\s(?:the\s)?{_DAY}\s(?:of\s)?{MONTH}(?!,?\s(?:19|20)\d\d)", of_years_ago),
    (rf"{_YEARS_AGO},?\s(?:on|in)\s{MONTH}(?:\s{_DAY})?(?!,?\s(?:19|20)\d\d)", of_years_ago),
    (rf"{COUNT}\syears?\sago\s(?P<unit>today|this\sweek|this\smonth)", years_to_the_day),
    (rf"{COUNT}\sweeks?\sago\s(?:(?P<on>on)\s|last\s)?{_WEEKDAY}", weekday_weeks_ago),
    (rf"{_WEEKDAY}\sweek(?=[.,;)]|$)", weekday_week),
    (rf"(?:the\s)?(?P<edge>end|start|beginning)\sof\s{MONTH}(?:,?\s(?:of\s)?(?:(?P<year>(?:19|20|21)\d\d)|(?P<which_year>last|this|next)\syear(?!['’]s)))?(?!\s\d)(?!['’]s\b)(?!\sas\b)(?!\s(?:to|and|through|until)\s{LAST_MONTH})", edge_of_month),
)  # fmt: skip
