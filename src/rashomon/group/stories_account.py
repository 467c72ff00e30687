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
# The weekday of the news stands in the first sentences (4 to 8: no difference above .01).
WEEKDAY_SENTENCES = 8
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
    """One report as grouping sees it.

    `words` and `lead` count bare words; `days` are those that the report states as its own, in its dateline or as its
    day of publication; `given` is a day of publication known from outside; `weekdays` are 0 (Monday) to 6.
    """

    id: str
    words: Counter[str]
    lead: Counter[str]
    days: tuple[Day, ...]
    given: Day | None
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
        days=_own_days(reading.article),
        given=_given_day(reading.article),
        weekdays=tuple(_weekdays(reading)),
    )


def bare(text: str) -> list[str]:
    """List the words of a text without case; single letters are left out.

    >>> bare("A ship’s crew of 23")
    ["ship's", 'crew', 'of', '23']
    """
    return [word.casefold().replace("’", "'") for word in WORD.findall(text) if len(word) > 1]


def _own_days(article: Article) -> tuple[Day, ...]:
    found: list[Day] = []
    if article.dateline is not None:
        found += _written(article, article.dateline.start, article.dateline.end)
    published = _published(article)
    return (*found, published) if published is not None and published.span is not None else tuple(found)


def _given_day(article: Article) -> Day | None:
    published = _published(article)
    return published if published is not None and published.span is None else None


def _published(article: Article) -> Day | None:
    if article.published is None or article.published.precision not in {"day", "minute"}:
        return None
    stated = date.fromisoformat(article.published.start[:10])
    return Day(stated.month, stated.day, stated.year, article.published.span)


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


def _weekdays(reading: Reading) -> list[tuple[int, Span]]:
    told = [sentence.span for sentence in reading.sentences if sentence.kind != "caption"]
    return [
        (WEEKDAYS.index(match.group().lower()), cut(reading.article, match.start(), match.end()))
        for span in told[:WEEKDAY_SENTENCES]
        for match in WEEKDAY.finditer(reading.article.text, span.start, span.end)
    ]
