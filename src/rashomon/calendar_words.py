"""The words of the calendar, and the feasts that only arithmetic dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SMALL = {word: number for number, word in enumerate(_UNITS)} | _TENS | {"a": 1, "an": 1}

FULL_MONTHS = [name for name in calendar.month_name if name]
SHORT_MONTHS = [name for name in MONTHS if name.capitalize() not in FULL_MONTHS]
_MONTH_WORDS = rf"{'|'.join(FULL_MONTHS)}|(?:{'|'.join(SHORT_MONTHS)})\b\.?"
MONTH = rf"(?P<month>{_MONTH_WORDS})"
LAST_MONTH = rf"(?P<last_month>{_MONTH_WORDS})"

# Meteorological seasons of the northern half, where most reports in English are written.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

NAMED_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier today": 0,
              "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2,
              "the day after tomorrow": 2}  # fmt: skip

# Days from Easter Sunday of the feasts that move with it.
EASTER_DAYS = {"ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter saturday": -1,
               "easter sunday": 0, "easter monday": 1, "whit monday": 50}  # fmt: skip
FIXED_FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
                "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "halloween": (10, 31),
                "valentine's day": (2, 14), "may day": (5, 1), "st. patrick's day": (3, 17), "bastille day": (7, 14),
                "fourth of july": (7, 4)}  # fmt: skip
# The month of a holiday, its weekday, and which one of the month it is. Memorial Day is another day in every country.
HOLIDAYS = {
    "thanksgiving day": (11, "thursday", 4),
    "thanksgiving": (11, "thursday", 4),
    "labor day": (9, "monday", 1),
}

# A weekday in the name of a paper or of a day that history named is no day of this week.
NAMED = r"(?<!black )(?<!bloody )(?<!super )(?<!cyber )(?<!mail on )"
# "Tuesday night" is one expression.
PART = r"(?:\s(?:morning|afternoon|evening|night))?"
PARTLY = r"(?:(?:early|late|mid)[\s-])?"
PAPER = (
    r"(?!\s(?:Times|Telegraph|Mirror|Herald|Mail|Express|Post|Independent|People|Sun|Night Live|Agreement)\b)"
)
# "a 2000 metre race", "a 2000 strong crowd": no year. "the March on the capital", "the April that was": no noun of a month.
MEASURE = (
    r"(?:(?:kilo|centi|milli)?met(?:re|er)|mile|yard|foot|feet|inch|acre|hectare|square|ton|tonne|pound|kilo|litre|liter|gallon|degree|"
    r"point|calorie|watt|volt|strong|seat|page|word|year|day|hour|minute|cent|dollar|euro|crown|rupee|franc|yen|r(?:o)?uble|peso|lira|shilling|yuan|rand|of|in|on|at|people|person|man|men|women|troops|dead|or|to|and)\w{0,2}\b"
)
LINKING = (
    r"(?:of|on|to|for|and|or|nor|but|with|from|that|when|which|who|was|is|were|had|has|have|will|would|by|after|before|against|through|"
    r"past|into|towards?|over|across|until|than|said|says|family|government|cabinet)\b"
)

_DIGIT = re.compile(r"\d")
# Apart from the digits, and for folded text: only so does re skip to the letters that a hint can begin with, which
# takes an eighth of the time.
_HINT = re.compile(
    r"day|week|month|year|night|quarter|half|decade|century|spring|summer|autumn|fall|winter|christmas|easter|hallow|thanksgiving"
    r"|tomorrow|morning|" + "|".join(MONTHS)
)


def may_tell_a_time(text: str) -> bool:
    """Say whether a text holds anything that an expression of time needs: most sentences do not.

    >>> may_tell_a_time("They met on MONDAY."), may_tell_a_time("They met.")
    (True, False)
    """
    if _DIGIT.search(text):
        return True
    # to `re.IGNORECASE`, by which the expressions are found, the i without a dot and the one with two are an i
    return _HINT.search(text.casefold().replace("ı", "i").replace("i\u0307", "i")) is not None


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


def feast(name: str, year: int) -> date | None:
    """Return the day of a feast in a year; None for a name that is no feast.

    >>> feast("good friday", 2031)
    datetime.date(2031, 4, 11)
    """
    name = " ".join(name.lower().replace("’", "'").split())
    if name in EASTER_DAYS:
        return easter(year) + timedelta(EASTER_DAYS[name])
    if name in HOLIDAYS:
        month, weekday, nth = HOLIDAYS[name]
        first = date(year, month, 1)
        return first + timedelta((DAYS[weekday] - first.weekday()) % 7 + 7 * (nth - 1))
    return date(year, *FIXED_FEASTS[name]) if name in FIXED_FEASTS else None
