"""Dates that a report carries about itself: when it was published, and when somebody captured the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.read.lines import Labels, Line, first_prose, vocabulary, word_count
from rashomon.spans import cut
from rashomon.types import Article, When, Why

StampKind = Literal["published", "plain", "updated", "page"]

CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s", re.IGNORECASE)
# a clock, a zone and a weekday may stand between the word and the date
BEFORE = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?,?\s*(?:on )?)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?$"
UPDATED = re.compile(
    r"\b(?:last )?(?:updated?|modified|revised)(?: on| at)?\s*[:|-]?\s*" + BEFORE, re.IGNORECASE
)
PUBLISHED = re.compile(
    r"\b(?:first |originally )?(?:published|posted|issued|created|filed|date)(?: on| at)?\s*[:|-]?\s*"
    + BEFORE,
    re.IGNORECASE,
)
PRINT = re.compile(r"\b(?:in print|print edition|of the paper)\b", re.IGNORECASE)
# A stamp line is short: date, clock, zone, a name or two.
LONGEST = 24
# The first lines of a page in which a date on a line of its own is the report's.
HEAD = 14


class Stamp(Struct, frozen=True):
    """A full date on a line about the report: its day, where it stands, and what it is the date of."""

    day: str
    start: int
    end: int
    kind: StampKind
    line: int
    minute: bool


@cache
def _dates() -> re.Pattern[str]:
    names = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in vocabulary()["months"]["names"])
    month = rf"(?P<{{}}>{names}|sept)\.?"
    return re.compile(
        rf"\b{month.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)\b"
        rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+{month.format('m2')},?[\s.-]+(?P<y2>(?:19|20)\d\d)\b"
        r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?!\d)"
        r"|\b(?P<a4>\d{1,2})[/.](?P<b4>\d{1,2})[/.](?P<y4>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )


def find_dates(text: str) -> list[tuple[str, int, int]]:
    """Find full dates, day, month and year, as ISO days with their offsets.

    A date in figures whose day and month could change places is left out, unless a clock in the American way
    ("10:12 pm ET") says that the month comes first.

    >>> find_dates("Posted 7 May 2031")
    [('2031-05-07', 7, 17)]
    >>> find_dates("03/04/2031")
    []
    """
    found: list[tuple[str, int, int]] = []
    for match in _dates().finditer(text):
        day = _day(match, text)
        if day:
            found.append((day, match.start(), match.end()))
    return found


def _day(match: re.Match[str], text: str) -> str | None:
    part = match.groupdict()
    if part["y4"]:
        return _in_figures(int(part["y4"]), int(part["a4"]), int(part["b4"]), text)
    if part["y3"]:
        return _iso(int(part["y3"]), int(part["m3"]), int(part["d3"]))
    name = (part["m1"] or part["m2"]).lower()[:3]
    month = [each[:3] for each in vocabulary()["months"]["names"]].index(name) + 1
    return _iso(int(part["y1"] or part["y2"]), month, int(part["d1"] or part["d2"]))


def _in_figures(year: int, first: int, second: int, text: str) -> str | None:
    american = re.search(r"\b[ap]\.?m\b|\b[ECMP][DS]?T\b", text) is not None
    if first == second or second > 12 or (american and first <= 12):
        return _iso(year, first, second)
    return _iso(year, second, first) if first > 12 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def find_stamps(lines: Sequence[Line], labels: Labels) -> list[Stamp]:
    """List the dates on lines about the report: bylines, stamp lines in the head, and "Published ..." anywhere."""
    start = first_prose(lines, labels)
    menu = next((line.number for line in lines if line.number not in labels), 0)
    stamps: list[Stamp] = []
    for line in lines:
        if word_count(line.text) > LONGEST or len(line.text) > 200 or PRINT.search(line.text):
            continue
        label = labels.get(line.number)
        linked = label is not None and label.why.startswith(
            ("related", "wording-related", "wording-rights", "below")
        )
        if linked:
            continue
        stamps += _on_line(line, min(max(start, 2), HEAD), menu)
    return [_settled(stamp, stamps, labels) for stamp in stamps]


def _settled(stamp: Stamp, stamps: Sequence[Stamp], labels: Labels) -> Stamp:
    # a day above a report without a menu and without another date is the report's own
    alone = len(stamps) == 1 and not {stamp.line - 1, stamp.line + 1} & set(labels)
    return msgspec.structs.replace(stamp, kind="plain") if stamp.kind == "page" and alone else stamp


def _on_line(line: Line, head: int, menu: int) -> list[Stamp]:
    stamps: list[Stamp] = []
    for day, left, right in find_dates(line.text):
        kind = _kind(line, (left, right), head, menu)
        if kind:
            clock = CLOCK.search(line.text[right : right + 14]) is not None
            stamps.append(Stamp(day, line.start + left, line.start + right, kind, line.number, clock))
    return stamps


def _kind(line: Line, at: tuple[int, int], head: int, menu: int) -> StampKind | None:
    left, right = at
    before = line.text[max(0, left - 40) : left]
    if PUBLISHED.search(before):
        return "published"
    if UPDATED.search(before):
        return "updated"
    rest = WEEKDAY.sub("", line.text[:left]).strip() + line.text[right:].strip()
    if line.number <= menu and WEEKDAY.match(line.text) and not rest.strip(" ,.|"):
        return "page"
    # a date inside a sentence or a headline is the news', not the report's
    others = len(re.findall(r"[^\W\d]{2,}", line.text))
    byline = re.match(r"by\s", line.text, re.IGNORECASE) is not None
    return "plain" if line.number < head and (byline or others <= 5) else None


def is_stamp(line: Line, stamps: Sequence[Stamp]) -> bool:
    """Say whether a line holds little beside its stamps."""
    return bool(stamps) and word_count(line.text) - 3 * len(stamps) <= 7 and len(line.text) < 120


def published(
    article: Article, stamps: Sequence[Stamp], dateline: tuple[str, int, int] | None
) -> When | None:
    """Choose the date of publication: said so, then the byline's, then a dateline's, then the last update."""
    for kind in ("published", "plain"):
        for stamp in stamps:
            if stamp.kind == kind:
                return _when(article, stamp, f"stamp-{kind}")
    if dateline:
        day, left, right = dateline
        return When(day, day, "day", cut(article, left, right), Why("dateline"))
    updated = [stamp for stamp in stamps if stamp.kind == "updated"]
    return _when(article, updated[0], "stamp-updated") if updated else None


def captured(article: Article, stamps: Sequence[Stamp]) -> When | None:
    """Give the bare weekday date at the very top, which is the day the page was looked at, not the report's."""
    for stamp in stamps:
        if stamp.kind == "page":
            return _when(article, stamp, "date-above-the-page")
    return None


def _when(article: Article, stamp: Stamp, code: str) -> When:
    span = cut(article, stamp.start, stamp.end)
    return When(stamp.day, stamp.day, "minute" if stamp.minute else "day", span, Why(code, (span,)))
