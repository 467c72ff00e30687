"""The newsroom's calendar: which words of a text tell a time, and what they come to, given the day it was published.

Nothing around the text is needed, so that a report without a date of its own can be dated again by the other reports of its
story. A weekday in a report is the last one up to its day, the next one where the sentence looks ahead; that of the report's
own day is that day. Nothing is invented: without a day to count from, an expression without a year comes to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import msgspec
from msgspec import Struct

from rashomon import calendar_words, date_clock
from rashomon import date_rules as rules
from rashomon.calendar_words import MONTHS
from rashomon.date_rules import Ahead, Resolved, Rule
from rashomon.date_told import COUNT, FROM_TOLD, THENCE, WEEKDAY_THENCE, thence
from rashomon.date_wordings import RULES

__all__ = ["MONTHS", "Expression", "Found", "Resolved", "find_dates", "find_expressions", "resolve"]

# The preposition shows that a bare month or year is a time, but it is no part of the expression.
_LEAD = re.compile(
    r"(?:(?:in|since|until|till|by|during|of|from|before|after|for|between|over|at|on)\s(?:the(?=\s(?:weekend|spring|summer|autumn|fall|winter)\b)\s)?)?",
    re.IGNORECASE,
)
# "two days after April 3": so far from the day that follows.
_FROM = re.compile(
    rf"(?<![\w-])(?P<lasting>for\s)?(?:{COUNT}\s(?P<unit>hour|day|week|month|year)s?|the\s(?P<one>day))\s(?P<side>after|before|from)\s$",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"\s?[-–—]\s?|\s(?:to|through|until|till)\s", re.IGNORECASE)
# "moved from Monday to Wednesday" is two days, not a stretch.
_MOVED = re.compile(
    r"\b(?:mov|postpon|delay|chang|reschedul|shift|switch|push|brought forward|put off)\w*", re.IGNORECASE
)


class Expression(Struct, frozen=True):
    """Words that tell a time: their offsets, and how to work out what they come to.

    `work` takes the day of the report, whether the sentence looks ahead (True), back (False) or does not say (None), and
    the day that was told last before. What `leans` takes the month or year told before it for the day of the report.
    """

    start: int
    end: int
    work: Callable[[date | None, Ahead, date | None], Resolved | None]
    weekday: bool = False
    leans: bool = False


class Found(Struct, frozen=True):
    """A time expression in a text: its offsets, and what it comes to."""

    start: int
    end: int
    resolved: Resolved | None


def find_dates(text: str, anchor: date | None, *, ahead: Ahead = False) -> list[Found]:
    """Find every time expression of a text, resolved against `anchor`; `ahead` where the sentence looks forward.

    >>> [str(found.resolved.start) for found in find_dates("They met on Sunday.", date(2031, 4, 7))]
    ['2031-04-06']
    >>> find_dates("They met on April 6.", None)[0].resolved is None
    True
    """
    found: list[Found] = []
    told: date | None = None
    for expression in find_expressions(text):
        resolved = resolve(expression, anchor, ahead=ahead, told=told)
        told = resolved.start if resolved and resolved.precision in {"day", "minute"} else told
        found.append(Found(expression.start, expression.end, resolved))
    return found


def resolve(
    expression: Expression,
    anchor: date | None,
    *,
    ahead: Ahead,
    told: date | None = None,
    around: date | None = None,
) -> Resolved | None:
    """Work out an expression, `around` a day of the month or year told last before; what no calendar has comes to nothing."""
    try:
        return expression.work(around if expression.leans else anchor, ahead, told)
    except (OverflowError, ValueError):
        return None


def find_expressions(text: str) -> list[Expression]:
    """Find the words of a text that tell a time, in order, none within another."""
    return list(_expressions(text)) if calendar_words.may_tell_a_time(text) else []


@lru_cache(maxsize=4_096)  # sentences, a few MB: dates and figures are both looked for in each
def _expressions(text: str) -> tuple[Expression, ...]:
    found: list[Expression] = []
    taken: set[int] = set()
    for pattern, rule in ((WEEKDAY_THENCE, None), *RULES, (THENCE, None)):
        for match in pattern.finditer(text):
            start = match.start() + _LEAD.match(match.group()).end()  # pyright: ignore[reportOptionalMemberAccess]
            if _is_a_verb(match) or not taken.isdisjoint(range(start, match.end())):
                continue
            taken.update(range(start, match.end()))
            weekday = rule is rules.weekday or pattern is WEEKDAY_THENCE
            found.append(Expression(start, match.end(), _work(match, rule), weekday, rule in FROM_TOLD))
    found.sort(key=lambda item: item.start)
    return tuple(
        _clocked(item, text) for item in _joined([_counted(_begun(item, text), text) for item in found], text)
    )


def _is_a_verb(match: re.Match[str]) -> bool:
    return match.groupdict().get("month") in {"may", "march"}


def _work(
    match: re.Match[str], rule: Rule | None
) -> Callable[[date | None, Ahead, date | None], Resolved | None]:
    if rule is None:
        return lambda _anchor, _ahead, told: thence(match, told) if told else None
    return lambda anchor, ahead, _told: rule(match, anchor, ahead)


def _counted(item: Expression, text: str) -> Expression:
    """Take in "two days after" before a day."""
    before = _FROM.search(text[max(0, item.start - 40) : item.start])
    if before is None:
        return item
    count = 1 if before["one"] else rules.count_of(before["count"])
    unit = (before["unit"] or "day").lower()
    if count is None or (unit == "hour" and count % 24):
        return item
    sign = -1 if before["side"].lower() == "before" else 1
    # "a week from Friday" is itself a Friday, and yet to come
    weeks = item.weekday and unit == "week" and before["side"].lower() == "from"
    count, unit = (7 * count, "day") if weeks else (count, unit)

    def work(anchor: date | None, ahead: Ahead, told: date | None) -> Resolved | None:
        base = item.work(anchor, ahead or weeks, told)
        if base is None or base.precision not in {"day", "minute"}:
            return None
        other = rules.shifted(base.start, sign * count, unit, "from-a-day-told")
        return rules.lasting(base.start, other) if before["lasting"] else other

    start = item.start - len(before.group()) + len(before["lasting"] or "")
    return Expression(start, item.end, work)


def _joined(items: list[Expression], text: str) -> list[Expression]:
    """Join "Monday to Wednesday" and "Monday or Tuesday" into one stretch."""
    joined: list[Expression] = []
    for item in items:
        last = joined[-1] if joined else None
        between = text[last.end : item.start] if last else ""
        stretch = _CONNECTS.fullmatch(between) is not None or (
            last is not None
            and between == " and "
            and text[: last.start].lower().endswith(("between ", "between the "))
        )
        if last and last.weekday and not item.weekday and re.fullmatch(r",?\s", between):
            # "Sunday, April 6": the date says it all
            joined[-1] = Expression(last.start, item.end, item.work)
        elif (
            last
            and (stretch or between == " or ")
            and not _MOVED.search(text[max(0, last.start - 40) : last.start])
        ):
            joined[-1] = Expression(last.start, item.end, _stretch(last, item))
        else:
            joined.append(item)
    return joined


def _stretch(
    first: Expression, last: Expression
) -> Callable[[date | None, Ahead, date | None], Resolved | None]:
    def work(anchor: date | None, ahead: Ahead, told: date | None) -> Resolved | None:
        left, right = first.work(anchor, ahead, told), last.work(anchor, ahead, told)
        if left is None or right is None:
            return None
        left, right = rules.in_order(left, right)
        if right.end < left.start:
            return None
        exact = left.precision if left.precision == right.precision == "day" else "vague"
        return Resolved(left.start, right.end, exact, f"stretch:{left.rule}")

    return work


def _clocked(item: Expression, text: str) -> Expression:
    """Take in the clock beside a day: the answer is then exact to the minute."""
    beside = date_clock.with_clock(text, item.start, item.end)
    if beside is None:
        return item

    def work(anchor: date | None, ahead: Ahead, told: date | None) -> Resolved | None:
        day = item.work(anchor, ahead, told)
        one = day is not None and day.precision == "day" and day.start == day.end
        return msgspec.structs.replace(day, precision="minute") if day and one else day

    return Expression(*beside, work)


def _begun(item: Expression, text: str) -> Expression:
    """Let "early Saturday" be the day after the report, where it would else be six days before it."""
    if not item.weekday or not date_clock.is_early_or_elsewhere(text, item.start, item.end):
        return item

    def work(anchor: date | None, ahead: Ahead, told: date | None) -> Resolved | None:
        return date_clock.day_already_begun(item.work(anchor, ahead, told), anchor)

    return msgspec.structs.replace(item, work=work)
