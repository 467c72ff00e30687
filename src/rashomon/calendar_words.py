"""The words of the calendar, and the feasts that only arithmetic dates."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SMALL = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])} | {"a": 1, "an": 1}  # fmt: skip

FULL_MONTHS = [name for name in calendar.month_name if name]
SHORT_MONTHS = [name for name in MONTHS if name.capitalize() not in FULL_MONTHS]
MONTH = rf"(?P<month>{'|'.join(FULL_MONTHS)}|(?:{'|'.join(SHORT_MONTHS)})\b\.?)"

# Meteorological seasons of the northern half, where most reports in English are written.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

NAMED_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier today": 0,
              "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}  # fmt: skip


def easter(year: int) -> date:
    """Return Easter Sunday of a year (Gregorian; the anonymous algorithm of 1876).

    >>> easter(2031)
    datetime.date(2031, 4, 13)
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
