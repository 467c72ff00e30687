"""What a report shows of itself before anything is compared: its words, those of its beginning, its names, its days."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from msgspec import Struct

from rashomon.group.stories_sheets import Sheet, sheet_of
from rashomon.group.stories_words import WORD, Vector, names_in, stem, stems_of, weigh
from rashomon.spans import cut
from rashomon.types import Article, Reading, Span

# The headline and the first sentences tell what the news is; what comes later is background, shared by look-alikes.
LEAD_SENTENCES = 5
# The weekday of the news stands in the first sentences (4 to 8: no difference above .01).
WEEKDAY_SENTENCES = 8
# That of the main event stands in the headline or the sentence after it.
NEWS_SENTENCES = 2
MONTHS: list[str] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
MONTH = re.compile(_MONTH, re.IGNORECASE)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20)\d\d))?"
DATES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\s*[:.]\d){_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
)
WEEKDAYS: list[str] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
# Hash functions of a copy's key, after Carter and Wegman: x -> (a x + b) mod p, p the largest prime below 2^31. Six: two
# texts that share half of their runs get one key once in 64 times, two wire cuts that share .95 three times in four.
KEYED, RUN = 6, 3
PRIME = np.uint64(2**31 - 1)
MULTIPLIERS = np.array([1103515245, 69069, 1664525, 22695477, 134775813, 214013], dtype=np.uint64)
ADDENDS = np.array([12345, 362437, 1013904223, 1442695041, 907633385, 2531011], dtype=np.uint64)
YEAR = re.compile(r"(?:19|20)\d\d")
DIGIT = re.compile(r"\d")


class Day(Struct, frozen=True):
    """A day of the year as the text gives it, with its year where that is there too, and the words that say it."""

    month: int
    day: int
    year: int | None
    span: Span | None


class Account(Struct, frozen=True):
    """One report as grouping sees it.

    `words`, `lead` (beginning) and `title` are weighted stems, each of length one; `names` are the stems that are
    names, `plain` those that are neither names nor numbers, `names_length`, `lead_names_length` and `plain_length` how
    much of a vector they make; `lead_sum` and `lead_names_sum` add up the weights of the beginning and of its names.
    `days` are those that the report states as its own, in its dateline or as its day of publication; `given` is a day
    of publication known from outside; `weekdays` are 0 (Monday) to 6, in the first sentences, `news_weekdays`
    those of the very first; `dates` all (month, day) it writes out;
    `numbers` all that are no years; `size` counts its words; `named` are the names of its beginning, weightiest first;
    `text_key` is the same for copies of one text; `sheet` has the words once more, in arrays.
    """

    id: str
    words: Vector
    lead: Vector
    title: Vector
    names: frozenset[str]
    plain: frozenset[str]
    names_length: float
    lead_names_length: float
    plain_length: float
    lead_sum: float
    lead_names_sum: float
    days: tuple[Day, ...]
    given: Day | None
    weekdays: tuple[tuple[int, Span], ...]
    news_weekdays: frozenset[int]
    dates: frozenset[tuple[int, int]]
    numbers: frozenset[str]
    size: int
    named: tuple[tuple[str, Span], ...]
    text_key: str
    sheet: Sheet


def account_of(reading: Reading) -> Account:
    """Take what grouping needs from a reading; a report without sentences gives an empty account."""
    told = [sentence.span for sentence in reading.sentences]
    tokens = [WORD.findall(span.text) for span in told]
    counted = [[stem(word) for word in line if len(word) > 1] for line in tokens]
    lead = weigh(Counter(word for stems in counted[:LEAD_SENTENCES] for word in stems))
    words = weigh(Counter(word for stems in counted for word in stems))
    names = names_in(tokens)
    plain = frozenset(word for word in words if word not in names and not word[0].isdigit())
    title = weigh(Counter(_title(reading, counted)))
    numbers = frozenset(word for word in words if word[0].isdigit() and not YEAR.fullmatch(word))
    weekdays = _weekdays(reading)
    lead_names = [value for word, value in lead.items() if word in names]
    return Account(
        id=reading.article.id,
        words=words,
        lead=lead,
        title=title,
        names=names,
        plain=plain,
        names_length=_length(value for word, value in words.items() if word in names),
        lead_names_length=_length(lead_names),
        plain_length=_length(words[word] for word in plain),
        lead_sum=math.fsum(lead.values()),
        lead_names_sum=math.fsum(lead_names),
        days=_own_days(reading.article),
        given=_given_day(reading.article),
        weekdays=tuple(found for line in weekdays[:WEEKDAY_SENTENCES] for found in line),
        news_weekdays=frozenset(day for line in weekdays[:NEWS_SENTENCES] for day, _ in line),
        dates=frozenset((d.month, d.day) for span in told for d in _written(reading.article, span)),
        numbers=numbers,
        size=sum(map(len, counted)),
        named=tuple(_named(reading, lead, names)),
        text_key=_text_key(reading, counted),
        sheet=sheet_of((words, lead, title), names, plain, numbers),
    )


def day_of(account: Account) -> Day | None:
    """Return the day of a report: the first that it states, else the one that is known from outside."""
    return account.days[0] if account.days else account.given


def _text_key(reading: Reading, counted: Sequence[list[str]]) -> str:
    """Make a key that copies of one text share, also with a few words changed; other texts, as good as never.

    The least hashes of all runs of three words under KEYED hash functions: two texts that share the part s of their runs
    have one key with the chance s to the power of KEYED. The days that a report states belong to its key.
    """
    stems = [word for stems in counted for word in stems]
    if len(stems) < RUN:
        return reading.article.id
    codes = np.array([_code(word) for word in stems], dtype=np.uint64)
    runs = (codes[:-2] * MULTIPLIERS[0] + codes[1:-1] * MULTIPLIERS[1] + codes[2:]) % PRIME
    least = ((runs[:, None] * MULTIPLIERS + ADDENDS) % PRIME).min(axis=0)
    days = "".join(f"/{day.month}-{day.day}" for day in _own_days(reading.article))
    return "-".join(f"{int(value):x}" for value in least) + days


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % int(PRIME)


def _length(values: Iterable[float]) -> float:
    return math.sqrt(math.fsum(value * value for value in values))


def _title(reading: Reading, counted: Sequence[list[str]]) -> list[str]:
    if reading.article.title is not None:
        return stems_of(reading.article.title.text)
    return counted[0] if counted else []


def _named(reading: Reading, lead: Vector, names: frozenset[str]) -> list[tuple[str, Span]]:
    """List the names of the beginning, the weightiest first and none of the calendar, each with the words that first say it."""
    found: dict[str, Span] = {}
    for sentence in reading.sentences[:LEAD_SENTENCES]:
        for match in re.finditer(r"[^\W\d_]+", sentence.span.text):
            word = stem(match.group())
            calendar = WEEKDAY.fullmatch(match.group()) or MONTH.fullmatch(match.group())
            if (
                word in names
                and word in lead
                and word not in found
                and match.group()[0].isupper()
                and not calendar
            ):
                start = sentence.span.start + match.start()
                found[word] = cut(reading.article, start, start + len(match.group()))
    return sorted(found.items(), key=lambda pair: (-lead[pair[0]], pair[1].start))


def _own_days(article: Article) -> tuple[Day, ...]:
    found: list[Day] = []
    if article.dateline is not None:
        found += _written(article, article.dateline)
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


def _written(article: Article, span: Span) -> list[Day]:
    found: list[Day] = []
    if not DIGIT.search(span.text):
        return found
    for pattern in DATES:
        for match in pattern.finditer(article.text, span.start, span.end):
            month = _month(match["month"])
            if 1 <= month <= 12 and 1 <= int(match["day"]) <= 31:
                year = int(match["year"]) if match["year"] else None
                found.append(Day(month, int(match["day"]), year, cut(article, match.start(), match.end())))
    return found


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _weekdays(reading: Reading) -> list[list[tuple[int, Span]]]:
    """List the weekdays of each sentence, captions left out."""
    return [
        [
            (WEEKDAYS.index(match.group().lower()), cut(reading.article, match.start(), match.end()))
            for match in WEEKDAY.finditer(reading.article.text, sentence.span.start, sentence.span.end)
        ]
        for sentence in reading.sentences
        if sentence.kind != "caption"
    ]
