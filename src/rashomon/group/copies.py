"""Passages that stand in two reports: taken over from one another or one agency, or one quotation that both heard.

Whoever hears the same speech writes down the same words: an overlap that lies inside quotation marks proves no
copying. Narration that is the same for a whole sentence does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.copies_align import Block, Index, chains, common_blocks, index_words
from rashomon.group.copies_candidates import SHINGLE, pairs_sharing, shingles_of
from rashomon.group.copies_kept import offsets_of, pack_row, told_before
from rashomon.group.copies_words import Word, bare_words, opening_words
from rashomon.group.remembered import UNSOUND, Kind, remembered
from rashomon.ports import Memory
from rashomon.spans import cut
from rashomon.types import Article, Passage, PassageKind, Reading

SEED = 4  # words in a row that start a comparison
GAP = 4  # changed words that a copied sentence may have between two stretches that are the same
# Narration that two reporters do not write alike by chance: this many words the same, NAMELESS of them content words
# that are no names ("Foreign Minister X and Foreign Minister Y" is 12 words and no copy).
NARRATION = 10
NAMELESS = 4
# A quotation is recognised by this many words, HEAVY of them long content words that are no names; by ONE_SIDED words
# where only one of the reports puts them in quotation marks.
HEARD, HEAVY, HEAVY_LETTERS = 3, 2, 5
ONE_SIDED = 8


class Prepared(Struct, frozen=True):
    """A report made ready for comparing: its words, their bare forms, and where runs of them begin."""

    article: Article
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    runs: Index
    heard: Index


def find_copies(readings: Sequence[Reading], memory: Memory | None = None) -> tuple[Passage, ...]:
    """Find the passages that two reports share, one span in each; sorted, whatever the order of the readings.

    A *copy* is narration shared word for word, or nearly; a *shared-quote* lies inside quotation marks in one of the
    two. A passage ends where a paragraph ends. With a `memory`, only pairs that it does not know are looked through.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    pairs = pairs_sharing(remembered(memory, SHINGLES, ordered))
    by_first: dict[int, list[int]] = {}
    for left, right in pairs:
        by_first.setdefault(left, []).append(right)

    @cache
    def prepare(place: int) -> Prepared:
        return _prepare(ordered[place])

    found = set(_sharing(ordered, by_first, prepare, memory))
    return tuple(sorted(found, key=lambda passage: (passage.spans, passage.kind)))


def _shingles(reading: Reading) -> NDArray[np.uint64]:
    return shingles_of([word.key for word in bare_words(reading)])


def _shingles_beside(packed: bytes, reading: Reading) -> NDArray[np.uint64]:
    found = np.frombuffer(packed, dtype="<u8")
    # a report of fewer words than make one has none
    first = shingles_of(opening_words(reading, SHINGLE))
    if (found[:-1] >= found[1:]).any() or len(found) < len(first) or not np.isin(first, found).all():
        raise ValueError("they are not those of this report")
    if not len(first) and len(found):
        raise ValueError("the report has too few words")
    return found


SHINGLES = Kind("shingles", _shingles, lambda found: found.astype("<u8").tobytes(), _shingles_beside)


def _sharing(
    ordered: Sequence[Reading],
    by_first: dict[int, list[int]],
    prepare: Callable[[int], Prepared],
    memory: Memory | None,
) -> Iterator[Passage]:
    """Yield what each report shares with later ones: what is kept, and what is looked for now and then kept."""
    articles = [reading.article for reading in ordered]
    firsts = [articles[left] for left in by_first]
    kept = memory.recall("passages", firsts) if memory else [None] * len(firsts)
    keys = [memory.key(article) if memory else article.id for article in articles]
    grown: list[tuple[Article, bytes]] = []
    faults: list[tuple[Article, str]] = []
    for (left, rights), packed in zip(by_first.items(), kept, strict=True):
        named = {keys[right]: articles[right] for right in rights}
        try:
            row, found = told_before(packed, articles[left], named)
        except UNSOUND as error:
            row, found = {}, {}
            faults.append((articles[left], str(error)))
        new = {keys[right]: right for right in rights if keys[right] not in found}
        found |= {key: _shared(prepare(left), prepare(right)) for key, right in new.items()}
        row |= {key: offsets_of(found[key]) for key in new}
        grown += [(articles[left], pack_row(row))] if new else []
        for passages in found.values():
            yield from passages
    if memory:
        memory.refuse("passages", faults)
        memory.retain("passages", grown)


def _prepare(reading: Reading) -> Prepared:
    words = bare_words(reading)
    keys = tuple(word.key for word in words)
    return Prepared(reading.article, words, keys, index_words(keys, SEED), index_words(keys, HEARD))


def _shared(left: Prepared, right: Prepared) -> list[Passage]:
    found: list[Passage] = []
    covered: set[int] = set()
    for chain in chains(common_blocks(left.keys, right.keys, left.runs, SEED), GAP):
        if _is_copied(left, right, chain):
            found += _passages(left, right, chain, "copy")
            covered.update(place for block in chain for place in range(block.right, block.right + block.size))
    for part in _heard(left, right):
        if not covered.intersection(range(part.right, part.right + part.size)):
            found += _passages(left, right, (part,), "shared-quote")
            covered.update(range(part.right, part.right + part.size))
    return found


def _heard(left: Prepared, right: Prepared) -> list[Block]:
    blocks = common_blocks(left.keys, right.keys, left.heard, HEARD)
    parts = [
        part for block in blocks for part in _quoted(left, right, block, sides=1) if part.size >= ONE_SIDED
    ]
    parts += [part for block in blocks for part in _quoted(left, right, block, sides=2) if part.size >= HEARD]
    return [part for part in parts if _is_telling(left, right, part)]


def _is_copied(left: Prepared, right: Prepared, chain: tuple[Block, ...]) -> bool:
    """Say whether the narration of a chain is long enough, and tells something: a bare list of things is public matter."""
    told = [
        (one, other)
        for block in chain
        for step in range(block.size)
        if not (one := left.words[block.left + step]).quote
        and not (other := right.words[block.right + step]).quote
    ]
    tells = any(one.tells or other.tells for one, other in told)
    return tells and len(told) >= NARRATION and sum(one.plain for one, _ in told) >= NAMELESS


def _quoted(left: Prepared, right: Prepared, block: Block, *, sides: int) -> list[Block]:
    """Cut a block down to the parts that are quoted in one report or in both, within one paragraph of each."""
    parts: list[Block] = []
    before: tuple[int, ...] | None = None
    for step in range(block.size):
        one, other = left.words[block.left + step], right.words[block.right + step]
        if (one.quote > 0) + (other.quote > 0) < sides:
            before = None
            continue
        where = (one.paragraph, other.paragraph)
        if where == before:
            last = parts.pop()
            parts.append(Block(last.left, last.right, last.size + 1))
        else:
            parts.append(Block(block.left + step, block.right + step, 1))
        before = where
    return parts


def _is_telling(left: Prepared, right: Prepared, part: Block) -> bool:
    heavy = sum(
        left.words[part.left + step].plain
        and right.words[part.right + step].plain
        and len(left.keys[part.left + step]) >= HEAVY_LETTERS
        for step in range(part.size)
    )
    return heavy >= HEAVY


def _passages(left: Prepared, right: Prepared, chain: tuple[Block, ...], kind: PassageKind) -> list[Passage]:
    edges: dict[tuple[int, int], list[int]] = {}
    for block in chain:
        for step in range(block.size):
            one, other = left.words[block.left + step], right.words[block.right + step]
            held = edges.setdefault((one.paragraph, other.paragraph), [one.start, 0, other.start, 0, 0])
            held[1], held[3], held[4] = one.end, other.end, held[4] + 1
    return [
        Passage((cut(left.article, start, end), cut(right.article, begin, stop)), kind)
        for start, end, begin, stop, size in edges.values()
        if size >= HEARD
    ]
