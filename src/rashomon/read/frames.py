"""Frames: sentences that respect quotation marks, each with its quotations and the words outside them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.read.clauses import Tree
from rashomon.read.cues import is_cue_verb
from rashomon.read.quotes import Paragraph, Quotation


class Frame(Struct, frozen=True):
    """A sentence as a reader sees it: quotations whole, `words` (indices, with punctuation) outside of them."""

    start: int
    end: int
    paragraph: int
    quotes: tuple[Quotation, ...]
    words: tuple[int, ...]
    outside: frozenset[int]

    @property
    def sentence_like(self) -> bool:
        """Say whether its quotations are more than a name or a label in marks."""
        return sum(quote.words for quote in self.quotes) >= 4


def split_frames(
    tree: Tree, parts: Sequence[Paragraph], quotations: Sequence[Quotation]
) -> tuple[list[Frame], frozenset[int]]:
    """Split paragraphs into frames; also return the indices of all words that stand inside quotations."""
    frames: list[Frame] = []
    masked: set[int] = set()
    place = 0
    for part in parts:
        mine: list[Quotation] = []
        while place < len(quotations) and quotations[place].paragraph == part.number:
            if part.start <= quotations[place].outer_start < part.end:
                mine.append(quotations[place])
            place += 1
        frames += _frames(tree, part, mine, masked)
    return frames, frozenset(masked)


def _frames(tree: Tree, part: Paragraph, quotes: list[Quotation], masked: set[int]) -> list[Frame]:
    items = _items(tree, part, quotes, masked)
    frames: list[Frame] = []
    current: list[int | Quotation] = []
    for number, item in enumerate(items):
        if current and _breaks(tree, current[-1], item, items[number : number + 9]):
            frames.append(_frame(tree, part, current))
            current = []
        current.append(item)
    if current:
        frames.append(_frame(tree, part, current))
    return frames


def _items(tree: Tree, part: Paragraph, quotes: list[Quotation], masked: set[int]) -> list[int | Quotation]:
    items: list[int | Quotation] = []
    place = 0
    for word in tree.at(part.start, part.end):
        token = tree.tokens[word]
        while place < len(quotes) and quotes[place].outer_end <= token.start:
            place += 1
        if place < len(quotes) and quotes[place].outer_start < token.end:
            masked.add(word)
            if not items or items[-1] != quotes[place]:
                items.append(quotes[place])
        elif token.pos != "SPACE":
            items.append(word)
    return items


def _breaks(
    tree: Tree, before: int | Quotation, item: int | Quotation, ahead: Sequence[int | Quotation]
) -> bool:
    if isinstance(before, Quotation):
        return _quote_ends(tree, before, item, ahead)
    if isinstance(item, Quotation):
        return tree.tokens[before].text in {".", "?", "!", "…"}
    return tree.tokens[before].sent != tree.tokens[item].sent and tree.tokens[before].text in {
        ".",
        "?",
        "!",
        "…",
        ";",
        ":",
    }


def _quote_ends(
    tree: Tree, quote: Quotation, item: int | Quotation, ahead: Sequence[int | Quotation]
) -> bool:
    if isinstance(item, Quotation):
        return quote.stop
    token = tree.tokens[item]
    if not quote.stop or token.pos == "PUNCT" or token.text[:1].islower():
        return False
    near = [w for w in ahead if isinstance(w, int)]
    asked = quote.pause and any(is_cue_verb(tree, word) for word in near[:6])
    return not asked


def _frame(tree: Tree, part: Paragraph, items: list[int | Quotation]) -> Frame:
    words = tuple(item for item in items if isinstance(item, int))
    quotes = tuple(item for item in items if isinstance(item, Quotation))
    first, last = items[0], items[-1]
    start = first.outer_start if isinstance(first, Quotation) else tree.tokens[first].start
    end = last.outer_end if isinstance(last, Quotation) else tree.tokens[last].end
    spoken = tuple(w for w in words if quotes == () or tree.tokens[w].pos != "PUNCT")
    return Frame(start, end, part.number, quotes, words if spoken else (), frozenset(words))
