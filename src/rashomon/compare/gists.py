"""The words that name a point: the plainest of its tellings, widened to its own sentence where it has no subject.

A reader scans the names of points before anything else. "initiated the call" names nothing; with its subject before
it, out of the same sentence, it does. A gist is always one span of one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.compare.subjects import SUBJECTS, shared_subject
from rashomon.compare.units import Unit, top_word, words_of
from rashomon.spans import cut
from rashomon.types import Reading, Span, Token

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Letters between which a name of a row is read at a glance: one to two lines of the page's first column.
SHORT = 40
LONG = 130
# How far before its words a subject may stand: farther off, the widened words tell several things.
REACH = 60


def gist(telling: Sequence[Unit], readings: Mapping[str, Reading]) -> Span:
    """Choose the words that say a point best: what the others say too, with a named subject, neither clipped nor long.

    `telling` are the units on the point's own side, `readings` those of the story by article. Ties go to the shorter,
    then to the order of reports.
    """
    found: list[tuple[float, int, Span]] = []
    for unit in telling:
        span = _widened(unit, readings[unit.article])
        cost = _alone(unit, telling) + _hard_to_read(span, readings[unit.article])
        found.append((round(cost, 6), span.end - span.start, span))
    return min(found)[2]


def _alone(unit: Unit, telling: Sequence[Unit]) -> float:
    """Say which part of the words of a telling no other report's telling has (0 to 1)."""
    others = {word for other in telling if other.article != unit.article for word in other.lemmas}
    return len(unit.lemmas - others) / len(unit.lemmas) if others and unit.lemmas else 0.0


def _widened(unit: Unit, reading: Reading) -> Span:
    span = max(unit.spans, key=lambda s: (s.end - s.start, -s.start))
    inner = words_of(reading, [span])
    if not inner or _subjects(reading.tokens, inner):
        return span
    shared = shared_subject(reading.tokens, top_word(reading.tokens, inner))
    if not shared:
        return span
    start = reading.tokens[shared[0]].start
    near = 0 < span.start - start <= REACH and span.end - start <= LONG
    return cut(reading.article, start, span.end) if near else span


def _hard_to_read(span: Span, reading: Reading) -> float:
    tokens = reading.tokens
    inner = words_of(reading, [span])
    subjects = _subjects(tokens, inner)
    named = any(tokens[i].pos not in {"PRON", "DET"} for i in subjects)
    finite = any(tokens[i].tag in FINITE for i in inner)
    ragged = bool(inner) and (_loose(tokens[inner[0]]) or _loose(tokens[inner[-1]]))
    length = span.end - span.start
    clipped = max(0, SHORT - length) + max(0, length - LONG)
    return 0.4 * (not finite) + 0.2 * (not subjects) + 0.2 * (not named) + 0.3 * ragged + clipped / LONG


def _loose(word: Token) -> bool:
    """A word that leads on to or from what stands outside: "in which", "after"."""
    return word.pos in {"ADP", "SCONJ"} or word.tag in {"WDT", "WP", "WRB"}


def _subjects(tokens: Sequence[Token], inner: Sequence[int]) -> list[int]:
    members = set(inner)
    return [i for i in inner if tokens[i].dep in SUBJECTS and tokens[i].head in members]


def title(readings: Iterable[Reading]) -> Span:
    """Name a story by the first title or headline that one of its reports has, else by the first words of the first.

    The order of reports is that of their ids.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    for reading in ordered:
        headline = next((s.span for s in reading.sentences if s.kind == "headline"), None)
        if found := reading.article.title or headline:
            return found
    spoken = [reading.sentences[0].span for reading in ordered if reading.sentences]
    return spoken[0] if spoken else cut(ordered[0].article, 0, len(ordered[0].article.text))
