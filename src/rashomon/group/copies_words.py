"""The words of a report as copying sees them: bare, with their place, their paragraph, and whether they are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from rashomon.types import Reading
from rashomon.wrapping import written_lines

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Marks that open or close a quotation; '' and `` stand for quotation marks in tokenised text.
MARK = re.compile(r"[\"“”„«»]|``|''")
VERBS = frozenset({"VERB", "AUX"})
OPENING, CLOSING = {"“", "„", "«", "``"}, {"”", "»", "''"}


class Word(Struct, frozen=True, array_like=True, gc=False):
    """One word: its bare form, its offsets, the number of its paragraph, and that of its quotation (0 outside).

    `plain`: a content word that is no name; `tells`: a verb, or a word of a report that nobody parsed.
    """

    key: str
    start: int
    end: int
    paragraph: int
    quote: int
    plain: bool
    tells: bool


def bare_words(reading: Reading) -> tuple[Word, ...]:
    """List the words of a report's running text in order; furniture, repeats and bylines are left out.

    `plain` tells content words that are no names: four letters or more, and no capital at the front.
    """
    text = reading.article.text
    quotes = _quotations(reading)
    verbs = {token.start for token in reading.tokens if token.pos in VERBS} if reading.tokens else None
    words: list[Word] = []
    number = 0
    for start, end, paragraph in _stretches(reading):
        for found in WORD.finditer(text, start, end):
            while number < len(quotes) and quotes[number].end <= found.start():
                number += 1
            quoted = number < len(quotes) and quotes[number].start <= found.start()
            tells = verbs is None or found.start() in verbs
            words.append(_word(found, paragraph, number + 1 if quoted else 0, tells=tells))
    return tuple(words)


def opening_words(reading: Reading, size: int) -> list[str]:
    """List the bare forms of the first words of a report's running text, as `bare_words` has them."""
    text = reading.article.text
    found = (match for start, end, _ in _stretches(reading) for match in WORD.finditer(text, start, end))
    return [bare(match.group()) for match in islice(found, size)]


def bare(word: str) -> str:
    """Return the bare form of a word.

    >>> bare("Hesk’s")
    "hesk's"
    """
    return word.casefold().replace("’", "'")


def _word(found: re.Match[str], paragraph: int, quote: int, *, tells: bool) -> Word:
    text = found.group()
    plain = len(text) >= 4 and text[0].islower()
    return Word(bare(text), found.start(), found.end(), paragraph, quote, plain, tells)


def _stretches(reading: Reading) -> Iterable[tuple[int, int, int]]:
    for sentence in reading.sentences:
        yield sentence.span.start, sentence.span.end, sentence.paragraph


class Quotation(Struct, frozen=True, order=True):
    """Offsets of the words of one quotation."""

    start: int
    end: int


def _quotations(reading: Reading) -> list[Quotation]:
    text = reading.article.text
    found = [Quotation(span.start, span.end) for statement in reading.statements for span in statement.quoted]
    for start, end in written_lines(text):
        found += _in_line(text, start, end)
    return _joined(found)


def _in_line(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for mark in MARK.finditer(text, start, end):
        sign = mark.group()
        if opened is None and sign not in CLOSING:
            opened = mark.end()
        elif opened is not None and sign not in OPENING:
            if opened < mark.start():
                found.append(Quotation(opened, mark.start()))
            opened = None
    # a quotation that goes on in the next paragraph has no closing mark
    if opened is not None and opened < end:
        found.append(Quotation(opened, end))
    return found


def _joined(found: list[Quotation]) -> list[Quotation]:
    joined: list[Quotation] = []
    for quote in sorted(found):
        if joined and quote.start < joined[-1].end:
            joined[-1] = Quotation(joined[-1].start, max(joined[-1].end, quote.end))
        else:
            joined.append(quote)
    return joined
