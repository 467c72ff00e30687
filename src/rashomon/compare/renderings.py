"""The words of one rendering of an utterance: what two renderings share word for word, and what one leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from rashomon.spans import cut
from rashomon.types import Article, Reading, Span, Statement

WORD = re.compile(r"\w+")
# Two exact days of speaking this far apart are two occasions; nearer, one report may count in another time zone.
APART = 2
# A cut shows from so many words left out on, beside as many shared.
LEAST = 4


class Rendering(Struct, frozen=True):
    """One statement as words: those of its content in order with their places, and those of each quotation in it.

    `at` says at which of the words each one stands.
    """

    statement: Statement
    article: Article
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[str, ...], ...]
    at: Mapping[str, Sequence[int]]

    def runs(self, length: int) -> set[tuple[str, ...]]:
        """List every run of `length` quoted words."""
        return {quote[i : i + length] for quote in self.quotes for i in range(len(quote) - length + 1)}

    def held(self, shortest: int, longest: int) -> set[tuple[str, ...]]:
        """List every run of so many words of the content, and of its quotations."""
        return {
            said[i : i + length]
            for said in (self.words, *self.quotes)
            for length in range(shortest, longest + 1)
            for i in range(len(said) - length + 1)
        }

    def apart(self, other: Rendering) -> bool:
        """Say whether the two were said on days that are surely not one."""
        mine, yours = self.statement.when, other.statement.when
        if mine is None or yours is None or {mine.precision, yours.precision} - {"day", "minute"}:
            return False
        early, late = sorted((mine, yours), key=lambda when: when.start)
        return (date.fromisoformat(late.start) - date.fromisoformat(early.end)).days >= APART


class Shared(Struct, frozen=True):
    """The longest run of words that a quotation shares with another statement: how many, and what part of it.

    `quoted` is how much of the one statement are quotations that stand word for word in the other.
    """

    words: int
    share: float
    quoted: float


def render(statement: Statement, reading: Reading) -> Rendering:
    """Write a statement as lower-case words with their places in the article."""
    found = [
        (match.group().lower(), span.start + match.start(), span.start + match.end())
        for span in statement.content
        for match in WORD.finditer(span.text)
    ]
    quotes = tuple(_words(span.text) for span in statement.quoted)
    said = tuple(word for word, _, _ in found)
    places = tuple((start, end) for _, start, end in found)
    return Rendering(statement, reading.article, said, places, quotes, _places(said))


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().lower() for match in WORD.finditer(text))


def shared_quote(left: Rendering, right: Rendering) -> Shared:
    """Find the longest run of words of either's quotations that stands in the other's content.

    A short run counts only where it is all of a quotation of two words or more.
    """
    words, share, quoted = 0, 0.0, 0.0
    for mine, yours in ((left, right), (right, left)):
        lengths = [_run(quote, yours.at)[2] for quote in mine.quotes]
        for quote, length in zip(mine.quotes, lengths, strict=True):
            words = max(words, length)
            if quote and (length >= LEAST - 1 or 1 < length == len(quote)):
                share = max(share, length / len(quote))
        quoted = max(quoted, _quoted(mine, lengths))
    # "called it careless" and "late": single words that stand in one speech are its words
    return Shared(words, 1.0 if quoted else share, quoted)


def _quoted(part: Rendering, held: Sequence[int]) -> float:
    """Say how much of a statement are quotations that stand word for word in another: 0 where one of them does not.

    `held` counts the words of each quotation that stand there in a run.
    """
    if (
        not part.words
        or sum(held) < 2
        or any(n < len(quote) for quote, n in zip(part.quotes, held, strict=True))
    ):
        return 0.0
    return sum(held) / len(part.words)


def _places(said: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        places.setdefault(word, []).append(place)
    return places


def _run(left: Sequence[str], right: Mapping[str, Sequence[int]]) -> tuple[int, int, int]:
    """Find the longest common run: where it starts in either, and its length. Time is the product of the lengths."""
    best = (0, 0, 0)
    before: dict[int, int] = {}
    for here, word in enumerate(left):
        now = {there: before.get(there - 1, 0) + 1 for there in right.get(word, ())}
        for there, length in now.items():
            if length > best[2]:
                best = (here - length + 1, there - length + 1, length)
        before = now
    return best


def left_out(left: Rendering, right: Rendering) -> tuple[Span, ...]:
    """Show the words of the longer rendering before and after what both share, where the shorter breaks off.

    Both must quote; the shared run must be nearly all of the shorter.
    """
    short, long = sorted((left, right), key=lambda r: (len(r.words), r.statement.id))
    if not short.quotes or not long.quotes:
        return ()
    longest = max(short.quotes, key=len)
    start, _, length = _run(long.words, _places(longest))
    if length < LEAST or 2 * length < len(longest):
        return ()
    stretches = [(0, start), (start + length, len(long.words))]
    return tuple(
        cut(long.article, long.places[first][0], long.places[last - 1][1])
        for first, last in stretches
        if last - first >= LEAST
    )
