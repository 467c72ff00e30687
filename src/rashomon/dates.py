"""The newsroom's calendar: what a time expression comes to, given the day a report was published.

Pure calendar arithmetic, with no text around it, so that a report without a date of its own can be dated again by
the other reports of its story. A weekday in a report is the last one up to its day, the next one where the sentence looks
ahead. Nothing is invented: without a day to count from, an expression without a year comes to nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from rashomon.calendar_words import (
    DAYS,
    MONTH,
    MONTHS,
    NAMED_DAYS,
    SEASONS,
    SMALL,
    easter,
)
from rashomon.types import Precision

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO = r"(?:\s?(?:-|–|—|to|and)\s?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(DAYS) + ")"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(SMALL, key=len, reverse=True)) + r"|several|few|couple of)"


class Resolved(Struct, frozen=True):
    """Days from `start` to `end`, how exact they are, and the rule that gave them."""

    start: date
    end: date
    precision: Precision
    rule: str


def _span(start: date, days: int = 0, precision: Precision = "day", rule: str = "") -> Resolved:
    return Resolved(start, start + timedelta(days), precision, rule)


def _month(year: int, month: int, rule: str) -> Resolved:
    return Resolved(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", rule
    )


def _full(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    return _days(found, int(found["year"]), "full-date")


def _days(found: re.Match[str], year: int, rule: str) -> Resolved | None:
    try:
        first = date(year, MONTHS[found["month"].lower().rstrip(".")], int(found["day"]))
        last = first.replace(day=int(found["last"])) if found.groupdict().get("last") else first
    except ValueError:
        return None
    return Resolved(first, last, "day", rule) if first <= last else None


def _numeric(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    try:
        return _span(date(int(found["year"]), int(found["number"]), int(found["day"])), rule="full-date")
    except ValueError:
        return None


def _month_day(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    near = [_days(found, anchor.year + shift, "nearest-year") for shift in (-1, 0, 1)]
    return min((day for day in near if day), key=lambda day: abs((day.start - anchor).days), default=None)


def _month_year(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    return _month(int(found["year"]), MONTHS[found["month"].lower().rstrip(".")], "month-and-year")


def _month_alone(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:
    if anchor is None:
        return None
    month = MONTHS[found["month"].lower().rstrip(".")]
    which = (found.groupdict().get("which") or "").lower()
    year = anchor.year
    if which == "last" or (not ahead and which not in {"next", "this"}):
        year -= month > anchor.month or (which == "last" and month == anchor.month)
    elif which == "next" or ahead:
        year += month < anchor.month
    return _month(year, month, "month-near-publication")


def _month_of_year(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    return _month(anchor.year + step, MONTHS[found["month"].lower().rstrip(".")], "month-of-year")


def _year(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    year = int(found["year"])
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", "year")


def _decade(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    year = int(found["year"])
    return Resolved(date(year, 1, 1), date(year + 9, 12, 31), "vague", "decade")


def _weekday(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:
    if anchor is None:
        return None
    wanted, which = DAYS[found["weekday"].lower()], (found.groupdict().get("which") or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if which == "next" or (ahead and which not in {"last", "past"}):
        return _span(anchor + timedelta((wanted - anchor.weekday() - 1) % 7 + 1), rule="next-weekday")
    return _span(anchor - timedelta(back + 7 * (which == "last" and back == 0)), rule="last-weekday")


def _named_day(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    name = " ".join(found["name"].lower().split())
    return _span(anchor + timedelta(NAMED_DAYS[name]), rule="named-day") if anchor else None


def _period(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[found["which"].lower()]
    unit = found["unit"].lower()
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return _span(monday, 6, "vague", f"{found['which'].lower()}-week")
    if unit == "weekend":
        saturday = anchor - timedelta((anchor.weekday() - 5) % 7) + timedelta(7 * (step > 0))
        return _span(saturday, 1, "vague", "weekend")
    if unit == "month":
        number = anchor.year * 12 + anchor.month - 1 + step
        return _month(number // 12, number % 12 + 1, f"{found['which'].lower()}-month")
    return Resolved(
        date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year", "year-from-publication"
    )


def _ago(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    count = found["count"].lower()
    number = int(count) if count.isdigit() else SMALL.get(count)
    if anchor is None or number is None:
        return None
    unit = found["unit"].lower()
    if unit == "day":
        return _span(anchor - timedelta(number), rule="days-ago")
    if unit == "week":
        middle = anchor - timedelta(7 * number)
        return Resolved(middle - timedelta(3), middle + timedelta(3), "vague", "weeks-ago")
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - number
        return _month(months // 12, months % 12 + 1, "months-ago") if months >= 12 else None
    if number >= anchor.year:
        return None
    return Resolved(date(anchor.year - number, 1, 1), date(anchor.year - number, 12, 31), "year", "years-ago")


def _easter(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    year = anchor.year if ahead or easter(anchor.year) <= anchor else anchor.year - 1
    return Resolved(easter(year) - timedelta(1), easter(year), "vague", "easter")


def _recent(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    count = (found["count"] or "").lower()
    number = int(count) if count.isdigit() else SMALL.get(count, 3)
    reach = timedelta(number * {"day": 1, "week": 7, "month": 30, "year": 365}[found["unit"].lower()])
    if found["which"].lower() in {"coming", "next"}:
        return Resolved(anchor, anchor + reach, "vague", "stretch-ahead")
    return Resolved(anchor - reach, anchor, "vague", "stretch-before")


def _quarter(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    year = int(found["year"]) if found["year"] else anchor.year if anchor else None
    if year is None:
        return None
    first = 3 * ["first", "second", "third", "fourth"].index(found["nth"].lower()) + 1
    return Resolved(date(year, first, 1), _month(year, first + 2, "").end, "vague", "quarter")


def _season(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    month, which = SEASONS[found["season"].lower()], (found.groupdict().get("which") or "").lower()
    if found.groupdict().get("year"):
        year = int(found["year"])
    elif anchor is None:
        return None
    else:
        begun = anchor.month >= month
        year = anchor.year - (not begun) if which == "last" else anchor.year + (begun and which == "next")
    stop = year * 12 + month + 1
    return Resolved(date(year, month, 1), _month(stop // 12, stop % 12 + 1, "").end, "vague", "season")


def _years(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    first, last = int(found["year"]), found["until"]
    stop = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return Resolved(date(first, 1, 1), date(stop, 12, 31), "vague", "years") if first < stop else None


def _feast(found: re.Match[str], anchor: date | None, *, ahead: bool) -> Resolved | None:  # noqa: ARG001
    if anchor is None:
        return None
    month, day = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25)}.get(
        " ".join(found["name"].lower().split()), (1, 1)
    )
    near = [date(anchor.year + shift, month, day) for shift in (-1, 0, 1)]
    return _span(min(near, key=lambda day: abs((day - anchor).days)), rule="feast")


type _Rule = Callable[..., Resolved | None]

# In this order: what is longer and more exact comes first, and a later rule never takes words from an earlier one.
RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), rule)
    for pattern, rule in (
        (rf"{MONTH}\s{_DAY}{_TO},?\s{_YEAR}", _full),
        (rf"(?:the\s)?{_DAY}{_TO}\s(?:of\s)?{MONTH},?\s{_YEAR}", _full),
        (r"(?P<year>(?:19|20|21)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})", _numeric),
        (r"(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20|21)\d\d)", _numeric),
        (rf"{MONTH}\s{_DAY}{_TO}", _month_day),
        (rf"(?:the\s)?{_DAY}{_TO}\s(?:of\s)?{MONTH}", _month_day),
        (rf"{MONTH},?\s(?:of\s)?{_YEAR}", _month_year),
        (rf"{MONTH}\s(?:of\s)?(?P<which>last|this|next)\syear", _month_of_year),
        ((r"(?P<name>the day before yesterday|this morning|this afternoon|this evening|earlier today|last night|"
         r"yesterday|today|tonight|tomorrow)"), _named_day),
        (rf"(?:(?P<which>last|next|this|past|coming)\s)?{_WEEKDAY}", _weekday),
        (r"(?:earlier\s|later\s)?(?P<which>last|past|previous|this|next|coming)\s(?P<unit>weekend|week|month|year)", _period),
        (rf"(?:(?:about|around|some|nearly|almost|just)\s)?{_COUNT}\s(?P<unit>day|week|month|year)s?\s(?:ago|earlier)", _ago),
        (r"(?:the\s)?easter(?:\sweekend|\sholidays?|\ssunday|\smonday)?", _easter),
        (rf"(?:in|since|until|till|early|late|mid|by|during|of)[\s-](?:(?P<which>last|next|this)\s)?{MONTH}", _month_alone),
        (rf"(?P<which>last|next|this)\s{MONTH}", _month_alone),
        (r"(?:the\s)?(?:(?:early|mid|late)[\s-])?(?P<year>(?:19|20)\d0)s", _decade),
        (r"(?P<year>(?:1[5-9]|20)\d\d)\s?[-–]\s?(?P<until>\d{4}|\d{2})", _years),
        (rf"(?P<which>recent|past|last|next|coming)(?:\s{_COUNT})?\s(?P<unit>day|week|month|year)s", _recent),
        (rf"(?P<nth>first|second|third|fourth)\squarter(?:\s(?:of\s)?{_YEAR})?()", _quarter),
        (rf"(?P<season>spring|summer|autumn|fall|winter)\s(?:of\s)?{_YEAR}", _season),
        (r"(?P<which>last|this|next)\s(?P<season>spring|summer|autumn|fall|winter)", _season),
        (r"(?P<name>christmas(?:\s(?:eve|day))?|new\syear['’]s(?:\sday)?)", _feast),
        (rf"(?:in|since|until|of|by|from|during|before|after|for|early|late|mid)[\s-]{_YEAR}", _year),
        (rf"(?<=and\s){_YEAR}", _year),
        (rf"(?:(?<=the\s)|(?<=this\s)|(?<=['’]s\s)|(?<=s['’]\s)){_YEAR}(?=\s[a-z])(?!\s(?:people|men|women|troops|dead))", _year),
    )
)  # fmt: skip
_HINT = re.compile(
    r"\d|day|week|month|year|quarter|spring|summer|autumn|fall|winter|christmas|easter|yesterday|tonight|tomorrow|morning|"
    + "|".join(MONTHS),
    re.IGNORECASE,
)


class Found(Struct, frozen=True):
    """A time expression in a text: its offsets, and what it comes to."""

    start: int
    end: int
    resolved: Resolved | None


def find_dates(text: str, anchor: date | None, *, ahead: bool = False) -> list[Found]:
    """Find every time expression of a text, resolved against `anchor`; `ahead` where the sentence looks forward.

    >>> [str(found.resolved.start) for found in find_dates("They met on Sunday.", date(2031, 4, 7))]
    ['2031-04-06']
    >>> find_dates("They met on April 6.", None)[0].resolved is None
    True
    """
    if not _HINT.search(text):
        return []
    found: list[Found] = []
    for pattern, rule in RULES:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if _is_may_the_verb(match):
                continue
            start = match.start() + _LEAD.match(match.group()).end()  # pyright: ignore[reportOptionalMemberAccess]
            found.append(Found(start, match.end(), rule(match, anchor, ahead=ahead)))
    return sorted(found, key=lambda item: item.start)


# The preposition shows that a bare month or year is a time, but it is no part of the expression.
_LEAD = re.compile(r"(?:(?:in|since|until|till|by|during|of|from|before|after|for)\s)?", re.IGNORECASE)


def _is_may_the_verb(match: re.Match[str]) -> bool:
    month = match.groupdict().get("month")
    return bool(month) and month in {"may", "march"}
