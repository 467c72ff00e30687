"""Times counted from another time of the text: "a day later", "the following Monday", "in late January of that year"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon import date_rules as rules
from rashomon.calendar_words import DAYS, MONTH, SMALL
from rashomon.date_rules import Ahead, Match, Resolved, Rule, counting, months_of, part_of, shifted

COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(SMALL, key=len, reverse=True)) + r"|several|few|couple of)"
ABOUT = r"(?:(?:about|around|some|nearly|almost|just|over|more than|exactly)\s)?"
FROM_A_DAY = "after-a-day-told"
# "a day later": so far from the day that was told before it.
THENCE = re.compile(
    rf"(?<![\w-])(?:(?P<same>(?:on\s)?(?:the|that)\ssame\s(?:day|evening|night))|(?P<next>the\s(?:next|following)\sday|the\sday\safter)"
    rf"|(?P<back>the\sprevious\sday|the\sday\sbefore)|{ABOUT}{COUNT}\s(?P<unit>hour|day|week|month|year)s?\s(?P<way>earlier|later|afterwards?))(?![\w-])(?!\s(?:the|that|he|she|it|they)\b)",
    re.IGNORECASE,
)
# "the next Saturday" counts from the day told before it; "next Saturday" from the report.
WEEKDAY_THENCE = re.compile(
    rf"(?<![\w-])the\s(?P<side>next|following|previous|preceding)\s(?P<weekday>{'|'.join(DAYS)})(?![\w-])",
    re.IGNORECASE,
)


def thence(found: Match, told: date) -> Resolved | None:
    """Count from a day that was told."""
    if part_of(found, "weekday"):
        return _weekday_from(told, DAYS[part_of(found, "weekday")], part_of(found, "side"))
    if found["same"]:
        return shifted(told, 0, "day", FROM_A_DAY)
    if found["next"] or found["back"]:
        return shifted(told, 1 if found["next"] else -1, "day", FROM_A_DAY)
    count = rules.count_of(found["count"])
    if count is None or (found["unit"].lower() == "hour" and count < 24):
        return None
    sign = -1 if found["way"].lower() == "earlier" else 1
    return shifted(told, sign * count, found["unit"].lower(), FROM_A_DAY)


def _weekday_from(told: date, wanted: int, side: str) -> Resolved:
    back = side in {"previous", "preceding"}
    away = (told.weekday() - wanted - 1) % 7 + 1 if back else (wanted - told.weekday() - 1) % 7 + 1
    day = told + timedelta(-away if back else away)
    return Resolved(day, day, "day", f"weekday-{FROM_A_DAY}")


@counting
def of_that_year(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """A month, or a day of it, of the year that was told before: `anchor` lies in it."""
    if part_of(found, "day"):
        return rules.days_of(found, anchor.year, "day-of-a-year-told")
    return months_of(anchor.year, rules.month_number(found), 1, "month-of-a-year-told")


@counting
def following(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:  # noqa: ARG001
    """The month or year after, or before, the one told: `anchor` lies in that."""
    step = 1 if part_of(found, "side") == "following" else -1
    return shifted(anchor, step, part_of(found, "unit"), "after-a-time-told")


# What counts from the month or the year told before it, and never from the report.
LEANING: tuple[tuple[str, Rule], ...] = (
    (rf"{MONTH}(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s(?:of\s)?(?:that|the\ssame)\syear(?!['’]s)", of_that_year),
    (r"the\s(?P<side>following|preceding)\s(?P<unit>month|year)(?!['’]s)", following),
)  # fmt: skip
FROM_TOLD = frozenset((of_that_year, following))
