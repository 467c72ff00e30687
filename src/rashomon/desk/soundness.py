"""Whether kept work is what it says it is: no index, offset or id of it leads out of its article or past its lists.

A store that was damaged, or filled by somebody else, may hold readings that decode and are wrong all the same: a head
past the last word ends an update later, heads in a ring keep it from ever ending, words of another text get into the
record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from rashomon.compare.verify import all_hold
from rashomon.types import Article, Reading, When


def fault_of_reading(reading: Reading, article: Article) -> str:
    """Say what is wrong with the kept reading of an article; "" where it may be used.

    >>> rain, snow = Article("a1", "a.txt", "Rain fell."), Article("a2", "b.txt", "Snow fell.")
    >>> fault_of_reading(Reading(rain), rain), fault_of_reading(Reading(snow), rain)
    ('', 'it is of another article')
    """
    read = reading.article
    if (read.id, read.text) != (article.id, article.text):
        return "it is of another article"
    # tokens hold no span, and are most of a reading
    nouns = tuple(getattr(reading, name) for name in reading.__struct_fields__ if name != "tokens")
    if not all_hold(nouns, {article.id: read}):
        return "a span is not what stands at its place"
    return _fault_of_words(reading) or _fault_of_ids(reading)


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


def _fault_of_ids(reading: Reading) -> str:
    people = {speaker.id for speaker in reading.speakers}
    said = {statement.id for statement in reading.statements}
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
