"""What stands beside a day and says more of it: a clock, the small hours, the time of another place."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.date_rules import Resolved

_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|noon|midnight)(?:\s(?:GMT|UTC|[A-Z]{1,3}T)\b)?"
_CLOCK_AFTER = re.compile(rf"(?:\s?,)?\s(?:at\s)?(?:about\s|around\s)?{_CLOCK}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"(?<![\w.:]){_CLOCK}(?:\s(?:local|eastern)\stime)?,?\s(?:on\s)?$", re.IGNORECASE)
LONGEST_BEFORE = 30
BEGUN = "day-already-begun"
# "early Saturday", "before dawn on Saturday", "at 2 a.m. local time on Saturday"; "Saturday (local time)". A plain "Saturday
# morning" is as often that of the week before.
_SMALL_HOURS = re.compile(
    r"\b(?:early|pre-?dawn|before dawn|after midnight|(?:early|small) hours of|local time)(?:,|\s(?:on|of))?\s$",
    re.IGNORECASE,
)
# Where the day begins sooner: not in the zones of America, and not in the evening.
_OTHER_PLACE = re.compile(
    r",?\s\(?(?:local|(?!(?:Pacific|Eastern|Central|Mountain|Atlantic|Alaska|Hawaii)\s)[A-Z][a-z]+)\stime\b"
)
_LATE = re.compile(r"\d\s?p\.?m\b", re.IGNORECASE)
# A weekday told after it, unless by "after", goes on from it: "opened early Thursday and closed on Sunday".
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_BEHIND = re.compile(r"\b(?:after|following|since|from|had|on the heels of)\b", re.IGNORECASE)
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
    """Say whether a day's words put it in the small hours or in the time of another place, and no weekday goes on from it.

    >>> is_early_or_elsewhere("He spoke early Saturday.", 15, 23), is_early_or_elsewhere("He spoke Saturday.", 9, 17)
    (True, False)
    """
    before = text[max(0, start - LONGEST_BEFORE) : start]
    if _POINTED.search(before) or _PAST.match(text, start) or _LATE.search(before):
        return False
    if goes_on(text[start:end], text[end:]):
        return False
    return bool(_SMALL_HOURS.search(before) or _OTHER_PLACE.match(text, end))


def goes_on(day: str, after: str) -> bool:
    """Say whether the words after a day tell another weekday that what was begun on it went on to.

    >>> goes_on("Thursday", " and closed on Sunday."), goes_on("Thursday", ", after talks on Monday.")
    (True, False)
    """
    later = next((found for found in _WEEKDAY.finditer(after) if found.group() not in day), None)
    return later is not None and _BEHIND.search(after[: later.start()]) is None


def is_plain(text: str, start: int, end: int) -> bool:
    """Say whether a weekday stands without a word that points back to another week.

    >>> is_plain("He fled on Friday.", 11, 17), is_plain("He fled last Friday.", 8, 19)
    (True, False)
    """
    before = text[max(0, start - LONGEST_BEFORE) : start]
    return not (_POINTED.search(before) or _PAST.match(text, start) or goes_on(text[start:end], text[end:]))


def day_already_begun(day: Resolved | None, anchor: date | None) -> Resolved | None:
    """Take the day after the report instead of the same weekday six days before it.

    A report that goes out on Friday evening tells in the past what was done "early Saturday" where the day begins sooner.
    By eye on a development half of news timelines, of the 66 so worded in the past tense: 2 meant the day six days before, one
    of them with "that"; a handful were no day of a happening; the rest were the day after.
    """
    if day is None or anchor is None or day.rule != "last-weekday" or day.start != anchor - timedelta(6):
        return day
    return Resolved(anchor + timedelta(1), anchor + timedelta(1), day.precision, BEGUN)


def six_days_before(day: Resolved, anchor: date) -> Resolved:
    """Take back a day already begun: what went on from it has been.

    >>> begun = Resolved(date(2031, 5, 15), date(2031, 5, 15), "day", BEGUN)
    >>> str(six_days_before(begun, date(2031, 5, 14)).start)
    '2031-05-08'
    """
    return Resolved(anchor - timedelta(6), anchor - timedelta(6), day.precision, "last-weekday")
