"""Sentences and words of one article, split at line ends first, with furniture left out.

spaCy glues headline, byline and caption lines that have no full stop into one sentence; so each line is parsed by
itself and no sentence runs over a line end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from rashomon.ports import Parser
from rashomon.spans import cut, overlap
from rashomon.types import Article, Mark, Sentence, Span, Token
from rashomon.wrapping import written_lines

# Marks that take words out of the report; a cut only says that the text breaks off, its words stay.
OUT = ("boilerplate", "repeat", "byline", "dateline")
# A line longer than this is parsed in pieces, so that one endless paragraph costs time in proportion to its length.
LONGEST = 20_000
# What has no white space in it for so long is no word: 200 marks in a row, or 1,000 signs of any kind. spaCy takes marks
# off a word one by one and looks at all the rest each time: 12,500 quotation marks in a row took 43 s, in pieces 0.6 s.
UNBROKEN = re.compile(r"(?:[^\w\s]|_){200}|\S{1000}")


class Stretch(Struct, frozen=True):
    """A piece of a line that is report text: offsets, the number of its line, and what kind of line it is."""

    start: int
    end: int
    paragraph: int
    kind: Literal["body", "headline", "caption"]


def stretches(article: Article) -> list[Stretch]:
    r"""List what is to be read of an article, in order: every line, less its furniture.

    >>> [s.end for s in stretches(Article("a1", "a.txt", "Rain fell.\n\nIt stopped."))]
    [10, 23]
    """
    found: list[Stretch] = []
    for number, (first, last) in enumerate(written_lines(article.text)):
        for start, end in _kept(first, last, article.marks):
            found += _pieces(article, start, end, number)
    return found


def _pieces(article: Article, start: int, end: int, paragraph: int) -> list[Stretch]:
    pieces: list[Stretch] = []
    while start < end:
        stop = end if end - start <= LONGEST else _break_before(article.text, start, start + LONGEST)
        unbroken = UNBROKEN.search(article.text, start, stop)
        stop = unbroken.end() if unbroken else stop
        if article.text[start:stop].strip():
            pieces.append(Stretch(start, stop, paragraph, _kind(start, stop, article.marks)))
        start = stop
    return pieces


def _break_before(text: str, start: int, limit: int) -> int:
    space = text.rfind(" ", start + 1, limit)
    return space if space > start else limit


def _kept(start: int, end: int, marks: tuple[Mark, ...]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    reached = start
    for mark in sorted(marks, key=lambda mark: (mark.span.start, mark.span.end)):
        if mark.kind not in OUT or mark.span.end <= reached or end <= mark.span.start:
            continue
        if reached < mark.span.start:
            kept.append((reached, mark.span.start))
        reached = max(reached, mark.span.end)
    return [*kept, (reached, end)] if reached < end else kept


def _kind(start: int, end: int, marks: tuple[Mark, ...]) -> Literal["body", "headline", "caption"]:
    for mark in marks:
        if mark.span.start < end and start < mark.span.end:
            if mark.kind == "headline":
                return "headline"
            if mark.kind == "caption":
                return "caption"
    return "body"


def split_sentences(article: Article, parser: Parser) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Parse an article: words with offsets in its text, and its sentences over them.

    A word's `head` and `sent` are indices in the two tuples returned.
    """
    parts = stretches(article)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    # a line end inside a line, where a text is wrapped, is a blank to the parser
    parsed = parser.parse([article.text[part.start : part.end].replace("\n", " ") for part in parts])
    for part, words in zip(parts, parsed, strict=True):
        _append(article, part, words, tokens, sentences)
    return tuple(tokens), tuple(sentences)


def _append(
    article: Article, part: Stretch, words: tuple[Token, ...], tokens: list[Token], sentences: list[Sentence]
) -> None:
    base, first_sentence = len(tokens), len(sentences)
    starts = [index for index, word in enumerate(words) if index == 0 or word.sent != words[index - 1].sent]
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
        left, right = part.start + words[start].start, part.start + words[stop - 1].end
        span = cut(article, left, right)
        sentences.append(Sentence(span, base + start, base + stop, part.paragraph, part.kind))
    tokens.extend(
        _shifted(word, part.start, base, first_sentence + word.sent - words[0].sent) for word in words
    )


def _shifted(word: Token, offset: int, base: int, sent: int) -> Token:
    # by place: naming ten fields takes half as long again, for every word
    return Token(
        word.start + offset,
        word.end + offset,
        word.text,
        word.lemma,
        word.pos,
        word.tag,
        word.dep,
        word.head + base,
        word.ent,
        sent,
    )


def by_sentence[T](items: Sequence[tuple[Span, T]], sentences: Sequence[Sentence]) -> dict[int, list[T]]:
    """Sort what has a place in the text under the sentences it touches: one pass, so that long texts stay linear."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[T]] = {}
    for span, item in items:
        place = max(0, bisect_right(starts, span.start) - 1)
        while place < len(starts) and starts[place] < span.end:
            if overlap(span, sentences[place].span):
                found.setdefault(place, []).append(item)
            place += 1
    return found
