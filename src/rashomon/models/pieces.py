"""An article as wordpieces: a piece that marks the start of each paragraph, windows that overlap, marks made alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# BERT's own wordpiece numbers (uncased vocabulary of 30,522).
UNKNOWN, START, BREAK = 100, 101, 102
# A word of more pieces is an address or noise: its beginning says enough, and one endless word stays cheap.
MOST_PIECES = 8
MOST_LETTERS = 60
REMEMBERED = 50_000  # words with their pieces, about 10 MB; most words of an article stood in one before it
# Trained on windows of 192 pieces; dev part of PolNeAR, content with its source F1 by window and stride: 192/144 75.5,
# 192/170 75.6, 224/170 76.1, 224/190 75.4, 256/205 76.2, 256/220 76.2, 320/270 74.0. Of the three best this one loses least recall.
WINDOW = 224
STRIDE = 170
OPENS_AFTER = frozenset(" \t\n\u00a0([{—–-‘'")


class Pieces(Struct, frozen=True):
    """Wordpieces of an article, and the place of each word's first piece among them."""

    ids: tuple[int, ...]
    first: tuple[int, ...]


class Window(Struct, frozen=True):
    """Pieces `start` to `end`, to be scored together; `words` from, up to which it is the most central window."""

    start: int
    end: int
    first_word: int
    last_word: int


def plain_words(text: str, words: Sequence[tuple[int, int]]) -> list[str]:
    r"""Return the words as the model knows them: double quotation marks curly, half surrogates replaced.

    >>> plain_words('"No," he', [(0, 1), (1, 3), (3, 4), (4, 5), (6, 8)])
    ['“', 'No', ',', '”', 'he']
    """
    return [_plain(text, start, min(end, start + MOST_LETTERS)) for start, end in words]


def _plain(text: str, start: int, end: int) -> str:
    word = text[start:end]
    if word in {'"', "''", "``", "„", "«", "»"}:
        return "“" if _opens(text, start) else "”"
    return word.encode("utf-8", "replace").decode("utf-8")


def _opens(text: str, at: int) -> bool:
    return text[at] in "`„«" or (text[at] != "»" and (at == 0 or text[at - 1] in OPENS_AFTER))


def cut_pieces(tokenizer: Tokenizer, words: Sequence[str], paragraphs: Sequence[int]) -> Pieces:
    """Cut words into pieces, with a break before each paragraph; every word gets at least one piece."""
    ids: list[int] = []
    first: list[int] = []
    for number, word in enumerate(words):
        if number == 0 or paragraphs[number] != paragraphs[number - 1]:
            ids.append(BREAK)
        first.append(len(ids))
        ids.extend(_pieces_of(tokenizer, word))
    return Pieces(tuple(ids), tuple(first))


@lru_cache(maxsize=REMEMBERED)
def _pieces_of(tokenizer: Tokenizer, word: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]) or (UNKNOWN,)


def windows(pieces: Pieces) -> Iterator[Window]:
    """Yield windows that overlap; each word belongs to the one in whose middle it is nearest.

    >>> [(w.first_word, w.last_word) for w in windows(Pieces(tuple(range(500)), tuple(range(500))))]
    [(0, 196), (196, 366), (366, 500)]
    """
    room, total, words = WINDOW - 2, len(pieces.ids), len(pieces.first)
    word = 0
    for start in range(0, max(1, total - room + STRIDE), STRIDE):
        end = min(total, start + room)
        # the middle of the stretch that this window shares with the next
        border = total if end == total else (start + STRIDE + end) // 2
        stop = word
        while stop < words and pieces.first[stop] < border:
            stop += 1
        if stop > word:
            yield Window(start, end, word, stop)
        word = stop
        if end == total:
            return
