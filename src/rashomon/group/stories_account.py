"""What a report shows of itself before anything is compared: its words, those of its beginning, its names, its days."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice

import numpy as np
from msgspec import Struct

from rashomon.group.stories_figures import Floats, Weekdays, calendar_of, figures_of
from rashomon.group.stories_sheets import Sheet, sheet_of
from rashomon.group.stories_words import WORD, Vector, names_among, stem, stems_of, weigh
from rashomon.spans import cut
from rashomon.types import Article, Reading, Span

# The headline and the first sentences tell what the news is; what comes later is background, shared by look-alikes.
LEAD_SENTENCES = 5
# A report is looked for by the TELLING weightiest words of the whole and of its beginning.
TELLING = 20
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
LETTERS = re.compile(r"[^\W\d_]+")
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

    `words` and `lead` (beginning) are weighted stems, each of length one; `days` are those that the report states as its
    own, in its dateline or as its day of publication; `given` is a day of publication known from outside; `weekdays` are
    0 (Monday) to 6, in the first sentences; `dates` all (month, day) it writes out; `named` are the names of its
    beginning, weightiest first; `text_key` is the same for copies of one text; `telling` are the words by which it is
    looked for; `sheet` has the words once more, with the title's, and `figures` the rest, in arrays.
    """

    id: str
    words: Vector
    lead: Vector
    days: tuple[Day, ...]
    given: Day | None
    weekdays: tuple[tuple[int, Span], ...]
    dates: frozenset[tuple[int, int]]
    named: tuple[tuple[str, Span], ...]
    text_key: str
    telling: tuple[str, ...]
    sheet: Sheet
    figures: Floats


class _Words(Struct, frozen=True):
    """The words of a report: of each sentence, all stems of more than a letter; which are names, neither, numbers."""

    counted: list[list[str]]
    words: Vector
    lead: Vector
    title: Vector
    names: frozenset[str]
    plain: list[str]
    numbers: list[str]


def account_of(reading: Reading) -> Account:
    """Take what grouping needs from a reading; a report without sentences gives an empty account.

    It depends on this one reading only, so it may be taken where the report is read.
    """
    told, article = _words_of(reading), reading.article
    weekdays = _weekdays(reading)
    days, given = own_days(article), given_day(article)
    day = days[0] if days else given
    first = tuple(found for line in weekdays for found in line)
    named = Weekdays([d for d, _ in first], [d for line in weekdays[:NEWS_SENTENCES] for d, _ in line])
    calendar = calendar_of(named, day.month, day.day, day.year) if day else calendar_of(named, 0, 0, None)
    size = sum(map(len, told.counted))
    plain = figures_of(told.words, told.lead, told.names, told.plain, len(told.numbers), size)
    return Account(
        id=article.id,
        words=told.words,
        lead=told.lead,
        days=days,
        given=given,
        weekdays=first,
        dates=frozenset((d.month, d.day) for s in reading.sentences for d in _written(article, s.span)),
        named=tuple(_named(reading, told.lead, told.names)),
        text_key=_text_key(reading, told.counted, days),
        telling=telling_of(told.words, told.lead),
        sheet=sheet_of((told.words, told.lead, told.title), told.names, told.plain, told.numbers),
        figures=np.array([*plain, *calendar]),
    )


def _words_of(reading: Reading) -> _Words:
    tokens = [WORD.findall(sentence.span.text) for sentence in reading.sentences]
    stems = [list(map(stem, line)) for line in tokens]
    counted = [
        [root for word, root in zip(line, roots, strict=True) if len(word) > 1]
        for line, roots in zip(tokens, stems, strict=True)
    ]
    words = weigh(Counter(chain.from_iterable(counted)))
    names = names_among(tokens, stems)
    return _Words(
        counted,
        words,
        weigh(Counter(chain.from_iterable(counted[:LEAD_SENTENCES]))),
        weigh(Counter(_title(reading, counted))),
        names,
        [word for word in words if word not in names and not word[0].isdigit()],
        [word for word in words if word[0].isdigit() and not YEAR.fullmatch(word)],
    )


def telling_of(words: Vector, lead: Vector) -> tuple[str, ...]:
    """Choose the words by which a report is looked for."""
    return tuple(sorted({*_weightiest(words), *_weightiest(lead)}))


def _weightiest(vector: Vector) -> list[str]:
    least = sorted(vector.values(), reverse=True)[:TELLING][-1:]
    some = sorted((-value, word) for word, value in vector.items() if value >= least[0]) if least else []
    return [word for _, word in some[:TELLING]]


def _text_key(reading: Reading, counted: Sequence[list[str]], own: Sequence[Day]) -> str:
    """Make a key that copies of one text share, also with a few words changed; other texts, as good as never.

    The least hashes of all runs of three words under KEYED hash functions: two texts that share the part s of their runs
    have one key with the chance s to the power of KEYED. The days that a report states belong to its key.
    """
    stems = list(chain.from_iterable(counted))
    if len(stems) < RUN:
        return reading.article.id
    codes = np.array(list(map(_code, stems)), dtype=np.uint64)
    runs = (codes[:-2] * MULTIPLIERS[0] + codes[1:-1] * MULTIPLIERS[1] + codes[2:]) % PRIME
    least = ((runs[:, None] * MULTIPLIERS + ADDENDS) % PRIME).min(axis=0)
    days = "".join(f"/{day.month}-{day.day}" for day in own)
    return "-".join(f"{int(value):x}" for value in least) + days


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % int(PRIME)


def _title(reading: Reading, counted: Sequence[list[str]]) -> list[str]:
    if reading.article.title is not None:
        return stems_of(reading.article.title.text)
    return counted[0] if counted else []


def _named(reading: Reading, lead: Vector, names: frozenset[str]) -> list[tuple[str, Span]]:
    """List the names of the beginning, the weightiest first and none of the calendar, each with the words that first say it."""
    found: dict[str, Span] = {}
    for sentence in reading.sentences[:LEAD_SENTENCES]:
        for match in LETTERS.finditer(sentence.span.text):
            if not match.group()[0].isupper():
                continue
            word = stem(match.group())
            calendar = WEEKDAY.fullmatch(match.group()) or MONTH.fullmatch(match.group())
            if word in names and word in lead and word not in found and not calendar:
                start = sentence.span.start + match.start()
                found[word] = cut(reading.article, start, start + len(match.group()))
    return sorted(found.items(), key=lambda pair: (-lead[pair[0]], pair[1].start))


def own_days(article: Article) -> tuple[Day, ...]:
    """List the days that a report states as its own."""
    found: list[Day] = []
    if article.dateline is not None:
        found += _written(article, article.dateline)
    published = _published(article)
    return (*found, published) if published is not None and published.span is not None else tuple(found)


def given_day(article: Article) -> Day | None:
    """Return the day of publication where it is known from outside."""
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
    """List the weekdays of each of the first sentences, captions left out."""
    said = (sentence for sentence in reading.sentences if sentence.kind != "caption")
    return [
        [
            (WEEKDAYS.index(match.group().lower()), cut(reading.article, match.start(), match.end()))
            for match in WEEKDAY.finditer(reading.article.text, sentence.span.start, sentence.span.end)
        ]
        for sentence in islice(said, WEEKDAY_SENTENCES)
    ]
