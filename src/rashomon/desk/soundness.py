"""Whether kept work is what it says it is: no index, offset or id of it leads out of its article or past its lists.

A store that was damaged, or filled by somebody else, may hold readings that decode and are wrong all the same: a head
past the last word ends an update later, heads in a ring keep it from ever ending, words of another text get into the
record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isnan

import numpy as np

from rashomon.compare.verify import all_hold
from rashomon.read.body import mark_body
from rashomon.read.sentences import stretches
from rashomon.read.stamps import find_dates
from rashomon.types import Article, Reading, When

# What an article is given by whoever gathers it, and what reading fills in where it is not given.
GIVEN = ("id", "source", "text", "url", "language")
FOUND = ("outlet", "published", "captured", "dateline", "byline", "title", "credits")


def fault_of_reading(reading: Reading, article: Article) -> str:
    """Say what is wrong with the kept reading of an article; "" where it may be used.

    >>> rain, snow = Article("a1", "a.txt", "Rain fell."), Article("a2", "b.txt", "Snow fell.")
    >>> fault_of_reading(Reading(rain), rain), fault_of_reading(Reading(snow), rain)
    ('words of the report are missing', 'it is of another article')
    """
    read = reading.article
    if not _is_of(read, article):
        return "it is of another article"
    # tokens hold no span, and are most of a reading
    nouns = tuple(getattr(reading, name) for name in reading.__struct_fields__ if name != "tokens")
    if not all_hold(nouns, {article.id: read}):
        return "a span is not what stands at its place"
    return (
        _fault_of_words(reading)
        or ("" if _is_whole(reading, article) else "words of the report are missing")
        or _fault_of_ids(reading)
        or _fault_of_statements(reading)
        or _fault_of_figures(reading)
    )


def _is_of(read: Article, article: Article) -> bool:
    """Say whether an article was read from another: what is known of that one stays, the rest comes from its text.

    >>> rain = Article("a1", "a.txt", "Rain fell.")
    >>> _is_of(rain, rain), _is_of(Article("a1", "b.txt", "Rain fell."), rain)
    (True, False)
    """
    same = all(getattr(read, name) == getattr(article, name) for name in GIVEN)
    kept = all(getattr(read, name) == known for name in FOUND if (known := getattr(article, name)))
    if not (same and kept):
        return False
    outlet, days = read.outlet, (read.published, read.captured)
    named = article.outlet or not outlet or (outlet.evidence and outlet.evidence.text == outlet.name)
    dated = (
        known or not day or _is_written(day)
        for known, day in zip((article.published, article.captured), days, strict=True)
    )  # fmt: skip
    # to mark a report again takes seven times as long as all other checks: only where there is a doubt
    return bool(named and all(dated)) or read == mark_body(article)


def _is_whole(reading: Reading, article: Article) -> bool:
    """Say whether its sentences have every letter that is to be read."""
    # marks over all of a text leave nothing to read; that is rare, and such a text is mostly short
    if not reading.tokens and reading.article != mark_body(article):
        return False
    text = reading.article.text
    read = sum(map(_letters, (sentence.span.text for sentence in reading.sentences)))
    return read == sum(_letters(text[part.start : part.end]) for part in stretches(reading.article))


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _is_written(day: When) -> bool:
    written = {found for found, _, _ in find_dates(day.span.text)} if day.span else set[str]()
    return day.start == day.end and day.start in written


def is_stretch(when: When | None) -> bool:
    """Say whether a stretch of days is one, where there is any: two days of the calendar, the earlier one first.

    >>> from rashomon.types import Why
    >>> is_stretch(When("2031-02-28", "2031-02-29", "day", None, Why("x")))
    False
    """
    return when is None or (is_day(when.start) and is_day(when.end) and when.start <= when.end)


def is_day(text: str) -> bool:
    """Say whether letters write a day of the calendar as ISO 8601 does: "2031-04-06"."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fault_of_words(reading: Reading) -> str:
    size = len(reading.tokens)
    edges = [0]
    for sentence in reading.sentences:
        if sentence.first != edges[-1] or not sentence.first < sentence.last <= size:
            return "a sentence has words that are not there"
        edges.append(sentence.last)
    if edges[-1] != size:
        return "a word is in no sentence"
    if not size:
        return ""
    numbers = [(word.start, word.end, word.head, word.sent) for word in reading.tokens]
    try:
        places = np.array(numbers, dtype=np.int64)
    except OverflowError:
        return "a word lies past the end of the text"
    return _fault_of_places(reading, places, np.array(edges, dtype=np.int64))


def _fault_of_places(reading: Reading, places: np.ndarray, edges: np.ndarray) -> str:
    start, end, head, sent = places.T
    if start.min() < 0 or (start > end).any() or end.max() > len(reading.article.text):
        return "a word lies past the end of the text"
    if (sent != np.repeat(np.arange(len(edges) - 1), np.diff(edges))).any():
        return "a word is of another sentence"
    if (head < edges[sent]).any() or (head >= edges[sent + 1]).any():
        return "a word hangs on one that is not in its sentence"
    above = head
    for _ in range(len(places).bit_length()):  # each step goes twice as far up
        above = above[above]
    return "words hang on one another in a ring" if (head[above] != above).any() else ""


def _fault_of_statements(reading: Reading) -> str:
    for one in reading.statements:
        if not one.content:
            return "a statement says nothing"
        if not 0 <= one.score <= 1:
            return "a score is not between 0 and 1"
        if one.event is not None:  # events are made of all readings, and no reading knows one
            return "it names an event that it does not hold"
    return ""


def _fault_of_figures(reading: Reading) -> str:
    dated = (*reading.statements, *reading.times, *reading.happenings)
    days = (reading.article.published, reading.article.captured, *(one.when for one in dated))
    if not all(map(is_stretch, days)):
        return "it names days that are none"
    numbers = (number for one in reading.quantities for number in (one.low, one.high))
    return "a quantity is no number" if any(map(isnan, numbers)) else ""


def _fault_of_ids(reading: Reading) -> str:
    people = {speaker.id for speaker in reading.speakers}
    said = {statement.id for statement in reading.statements}
    if len(people) < len(reading.speakers) or len(said) < len(reading.statements):
        return "a speaker or a statement stands twice"
    if not all(speaker.mentions for speaker in reading.speakers):
        return "a speaker is mentioned nowhere"
    if any(one.article != reading.article.id for one in reading.statements):
        return "a statement is of another article"
    if not people.issuperset(_people_named(reading)):
        return "it names somebody whom it does not know"
    named = (key for one in reading.statements for key in (*one.denies, *one.same_as))
    return "" if said.issuperset(named) else "it names a statement that it does not hold"


def _people_named(reading: Reading) -> Iterator[str]:
    for one in (*reading.mentions, *reading.statements):
        if one.speaker is not None:
            yield one.speaker
    for speaker in reading.speakers:
        yield from speaker.members
    for happening in reading.happenings:
        yield from happening.participants
