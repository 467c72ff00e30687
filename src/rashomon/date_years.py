"""Days without a year in a report that looks back: the year of the same day told in full, or the nearest.

"No year is the nearest one" is how news is written, and fails where a report comes back to a day of an earlier year: "a Feb.
8, 2017, dinner ... At that same Feb. 8 dinner". That a passage tells of an earlier year says too little: "The ferry sank on
March 3, 2030. The owner fled on March 20, 2030. The trial opened on April 7." A rule of two such dates was tried, and changed
none of 1927 days without a year in a development half of news timelines; one date was wrong more often than right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rashomon.dates import Expression, Resolved, find_expressions, resolve
from rashomon.types import Sentence

NEAREST = "nearest-year"
FULL_DATE = "full-date"
# A day of the last week is the report's news.
NEWS = timedelta(7)
# A chain of happenings goes on within a season, and is retold within some years; what lies farther back is background, a
# birth or a founding, and says nothing of the days that follow.
SEASON, YEARS = timedelta(92), 5
ANY_DAY = date(2000, 1, 1)
OF_SAME_DAY = "year-of-the-same-day"
# What is dated so is a life, a company's books or a state of things, and no link of a chain.
_BACKGROUND = re.compile(
    r"\b(?:born|birth\w*|aged?|turned|marri\w+|wed|wedding|anniversar\w+|fiscal|financial year|quarter|founded|elected|"
    r"took office|in office|in force|took effect|since|compared|than)\b",
    re.IGNORECASE,
)
# Beside these a day is told from the report's own day, or once a year.
_FROM_NOW = re.compile(
    r"\b(?:years?|anniversar\w+|vigils?|memorial|commemorat\w+|mark(?:s|ed|ing)?|since|now|today|th(?:is|e) (?:week|month)|"
    r"(?:last|next) (?:week|month)|each|every)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\bsame\s$", re.IGNORECASE)
_MODIFIED = re.compile(r"\b(?:an?|the|that|this|his|her|its|their)\s$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r",?\s([a-z]{3,})")
_NOUN_BEFORE = re.compile(r"\b([a-z]{3,})\s(?:of|dated)\s$")


class InFull(Struct, frozen=True):
    """A day told with its year: the year, the first sentence that tells it, and the nouns it is told of."""

    year: int
    sentence: int
    nouns: frozenset[str]


class Place(Struct, frozen=True):
    """Where a day stands: the words of its sentence, its offsets in them, and the number of the sentence."""

    text: str
    start: int
    end: int
    sentence: int


def days_in_full(sentences: Sequence[Sentence], anchor: date | None) -> dict[tuple[int, int], InFull]:
    """Return each day that a report tells in full in the years before its own, by month and day; of two years neither."""
    told: dict[tuple[int, int], list[tuple[int, InFull]]] = {}
    for day, full in _in_full(sentences) if anchor else ():
        if anchor and day < anchor and anchor.year - day.year <= YEARS:
            told.setdefault((day.month, day.day), []).append((day.year, full))
    return {
        day: replace(found[0][1], nouns=frozenset(noun for _, full in found for noun in full.nouns))
        for day, found in told.items()
        if len({year for year, _ in found}) == 1
    }


def _in_full(sentences: Sequence[Sentence]) -> Iterator[tuple[date, InFull]]:
    for number, sentence in enumerate(sentences):
        text = sentence.span.text
        for expression in find_expressions(text):
            told = resolve(expression, None, ahead=None)
            if told and told.rule == FULL_DATE and told.start == told.end:
                place = Place(text, expression.start, expression.end, number)
                yield told.start, InFull(told.start.year, number, _nouns(place))


def _nouns(place: Place) -> frozenset[str]:
    """Return the noun that a day belongs to: "the Feb. 8 dinner", "the letter of Feb. 8"."""
    before, after = place.text[: place.start], place.text[place.end :]
    found = [_NOUN_BEFORE.search(before), _MODIFIED.search(before) and _NOUN_AFTER.match(after)]
    return frozenset(match[1].lower() for match in found if match)


def with_year(day: Resolved, anchor: date, full: Mapping[tuple[int, int], InFull], place: Place) -> Resolved:
    """Give a day of the nearest year that of the same day told in full, where the words mean that one.

    >>> full = {(2, 8): InFull(2030, 0, frozenset(("dinner",)))}
    >>> day = Resolved(date(2031, 2, 8), date(2031, 2, 8), "day", "nearest-year")
    >>> str(with_year(day, date(2031, 5, 14), full, Place("At the Feb. 8 dinner they met.", 7, 13, 4)).start)
    '2030-02-08'
    """
    same = full.get((day.start.month, day.start.day))
    if same is None or same.year == day.start.year or anchor - day.start <= NEWS:
        return day
    moved = in_year(day, same.year, OF_SAME_DAY) if _is_same(same, place) else None
    return moved or day


def _is_same(full: InFull, place: Place) -> bool:
    """Say whether words point at a day told before ("that same Feb. 8 dinner") or tell it of the same thing."""
    pointed = full.sentence <= place.sentence and _SAME.search(place.text[: place.start])
    named = full.nouns & _nouns(place) and not _FROM_NOW.search(place.text)
    return bool(pointed or named)


def in_year(day: Resolved, year: int, rule: str) -> Resolved | None:
    """Move a day, or some days, to another year; None for a 29 February that is not there."""
    shift = year - day.start.year
    try:
        start, end = (each.replace(year=each.year + shift) for each in (day.start, day.end))
    except ValueError:
        return None
    return replace(day, start=start, end=end, rule=rule)


def is_background(words: str) -> bool:
    """Say whether words date a life, the books or a state of things, and no link of a chain of happenings.

    >>> is_background("Anna Veld was born on Feb. 8, 1990."), is_background("She met them on Feb. 8, 2030.")
    (True, False)
    """
    return _BACKGROUND.search(words) is not None


def is_without_year(words: str) -> bool:
    """Say whether words tell a day of a month without its year.

    >>> is_without_year("Feb. 8"), is_without_year("Feb. 8, 2030"), is_without_year("Monday")
    (True, False, False)
    """
    alone = (resolve(expression, ANY_DAY, ahead=None) for expression in find_expressions(words))
    return any(day is not None and day.rule == NEAREST for day in alone)


def place_of(expression: Expression, sentence: Sentence, number: int) -> Place:
    """Return where an expression stands."""
    return Place(sentence.span.text, expression.start, expression.end, number)
