"""What a report shows of itself before anything is compared: its words, those of its beginning, and its days."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from msgspec import Struct

from rashomon.spans import cut
from rashomon.types import Article, Reading, Span

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The headline and the first sentences tell what the news is; what comes later is background, shared by look-alikes.
LEAD_SENTENCES = 4
MONTHS: list[str] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20)\d\d))?"
DATES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\s*[:.]\d){_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
)
WEEKDAYS: list[str] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


class Day(Struct, frozen=True):
    """A day of the year as the text gives it, with its year where that is there too, and the words that say it."""

    month: int
    day: int
    year: int | None
    span: Span | None


class Account(Struct, frozen=True):
    """One report as grouping sees it. `words` and `lead` count bare words; `weekdays` are 0 (Monday) to 6."""

    id: str
    words: Counter[str]
    lead: Counter[str]
    lead_text: str
    days: tuple[Day, ...]
    weekdays: tuple[tuple[int, Span], ...]


def account_of(reading: Reading) -> Account:
    """Take what grouping needs from a reading; a report without sentences gives an empty account."""
    sentences = reading.sentences
    first = [sentence.span for sentence in sentences[:LEAD_SENTENCES]]
    words: Counter[str] = Counter()
    for sentence in sentences:
        words.update(bare(sentence.span.text))
    lead: Counter[str] = Counter()
    for span in first:
        lead.update(bare(span.text))
    return Account(
        id=reading.article.id,
        words=words,
        lead=lead,
        lead_text=" ".join(span.text for span in first),
        days=_days(reading.article, first),
        weekdays=tuple(_weekdays(reading.article, first)),
    )


def bare(text: str) -> list[str]:
    """List the words of a text without case; single letters are left out.

    >>> bare("A ship’s crew of 23")
    ["ship's", 'crew', 'of', '23']
    """
    return [word.casefold().replace("’", "'") for word in WORD.findall(text) if len(word) > 1]


def _days(article: Article, first: list[Span]) -> tuple[Day, ...]:
    found = [day for span in first for day in _written(article, span.start, span.end)]
    if article.dateline is not None:
        found += _written(article, article.dateline.start, article.dateline.end)
    if article.published is not None and article.published.precision in {"day", "minute"}:
        stated = date.fromisoformat(article.published.start)
        found.append(Day(stated.month, stated.day, stated.year, article.published.span))
    return tuple(found)


def _written(article: Article, start: int, end: int) -> list[Day]:
    found: list[Day] = []
    for pattern in DATES:
        for match in pattern.finditer(article.text, start, end):
            month = _month(match["month"])
            if 1 <= month <= 12 and 1 <= int(match["day"]) <= 31:
                year = int(match["year"]) if match["year"] else None
                found.append(Day(month, int(match["day"]), year, cut(article, match.start(), match.end())))
    return found


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _weekdays(article: Article, first: list[Span]) -> list[tuple[int, Span]]:
    return [
        (WEEKDAYS.index(match.group().lower()), cut(article, match.start(), match.end()))
        for span in first
        for match in WEEKDAY.finditer(article.text, span.start, span.end)
    ]
