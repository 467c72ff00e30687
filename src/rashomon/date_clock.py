"""What stands beside a day and says more of it: a clock, the small hours, the time of another place."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.date_rules import Resolved

_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|noon|midnight)(?:\s(?:GMT|UTC|[A-Z]{1,3}T)\b)?"
_CLOCK_AFTER = re.compile(rf"(?:\s?,)?\s(?:at\s)?(?:about\s|around\s)?{_CLOCK}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"(?<![\w.:]){_CLOCK}(?:\s(?:local|eastern)\stime)?,?\s(?:on\s)?$", re.IGNORECASE)
LONGEST_BEFORE = 30
# "early Saturday", "before dawn on Saturday", "at 2 a.m. local time on Saturday"; "Saturday morning", "Saturday (local time)".
_SMALL_HOURS = re.compile(
    r"\b(?:early|pre-?dawn|before dawn|after midnight|(?:early|small) hours of|local time)(?:,|\s(?:on|of))?\s$",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(r",?\s\(?(?:local|[A-Z][a-z]+)\stime\b")
_MORNING = re.compile(r"\smorning$", re.IGNORECASE)
# "that Tuesday morning", "early last Tuesday" point back by themselves.
_POINTED = re.compile(r"\bthat\s(?:early\s)?$", re.IGNORECASE)
_PAST = re.compile(r"(?:last|past)\s", re.IGNORECASE)


def with_clock(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of a day with the clock beside it; None where there is none.

    >>> with_clock("It lands at 2 a.m. on Tuesday.", 22, 29)
    (12, 29)
    """
    after = _CLOCK_AFTER.match(text, end)
    if after:
        return start, after.end()
    before = _CLOCK_BEFORE.search(text[max(0, start - LONGEST_BEFORE) : start])
    return (start - len(before.group()), end) if before else None


def is_early_or_elsewhere(text: str, start: int, end: int) -> bool:
    """Say whether a day's words put it in the small hours, in the morning, or in the time of another place.

    >>> is_early_or_elsewhere("He spoke early Saturday.", 15, 23), is_early_or_elsewhere("He spoke Saturday.", 9, 17)
    (True, False)
    """
    before = text[max(0, start - LONGEST_BEFORE) : start]
    if _POINTED.search(before) or _PAST.match(text, start):
        return False
    early = _SMALL_HOURS.search(before) or _MORNING.search(text[start:end])
    return bool(early or _OTHER_PLACE.match(text, end))


def day_already_begun(day: Resolved | None, anchor: date | None) -> Resolved | None:
    """Take the day after the report instead of the same weekday six days before it.

    A report that goes out on Friday evening tells in the past what was done "early Saturday" where the day begins sooner.
    By eye on a development half of news timelines, of the 66 so worded in the past tense: 2 meant the day six days before, one
    of them with "that"; a handful were no day of a happening; the rest were the day after.
    """
    if day is None or anchor is None or day.rule != "last-weekday" or day.start != anchor - timedelta(6):
        return day
    return Resolved(anchor + timedelta(1), anchor + timedelta(1), day.precision, "day-already-begun")
