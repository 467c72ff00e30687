"""The stretches of words that two reports share, in time about linear in their length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

# Places of one shingle that are tried; a report that says the same words more often is odd text.
TRIED = 6


class Block(Struct, frozen=True, order=True):
    """`size` words that are the same from word `left` of one report and word `right` of the other."""

    left: int
    right: int
    size: int


type Index = dict[tuple[str, ...], list[int]]


def index_words(words: Sequence[str], size: int) -> Index:
    """List where every run of `size` words begins (at most TRIED places).

    >>> index_words(["a", "b", "a", "b"], 2)
    {('a', 'b'): [0, 2], ('b', 'a'): [1]}
    """
    places: Index = {}
    for start, run in enumerate(_runs(words, size)):
        held = places.setdefault(run, [])
        if len(held) < TRIED:
            held.append(start)
    return places


def common_blocks(left: Sequence[str], right: Sequence[str], index: Index, size: int) -> list[Block]:
    """List the longest runs of at least `size` words that both hold, in the order of `right`, none overlapping there.

    `index` is that of `left` for the same `size`.

    >>> words = "the bridge was closed on monday".split()
    >>> common_blocks(words, "so the bridge was closed today".split(), index_words(words, 3), 3)
    [Block(left=0, right=1, size=4)]
    """
    found: list[Block] = []
    free = 0
    # two reports share few runs: all others are passed over before anything is worked out
    for place, run in enumerate(_runs(right, size)):
        if run in index and place >= free:
            length, back = max((_run(left, right, start, place), -start) for start in index[run])
            found.append(Block(-back, place, length))
            free = place + length
    return found


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(islice(words, start, None) for start in range(size)), strict=False)


def _run(left: Sequence[str], right: Sequence[str], start: int, place: int) -> int:
    size = 0
    while (
        start + size < len(left) and place + size < len(right) and left[start + size] == right[place + size]
    ):
        size += 1
    return size


def chains(blocks: Sequence[Block], gap: int) -> list[tuple[Block, ...]]:
    """Join blocks that follow one another in both reports with at most `gap` other words between them.

    >>> len(chains([Block(0, 0, 5), Block(6, 5, 5), Block(40, 11, 5)], gap=3))
    2
    """
    joined: list[list[Block]] = []
    for block in sorted(blocks, key=lambda block: (block.right, block.left)):
        if joined and _follows(joined[-1][-1], block, gap):
            joined[-1].append(block)
        else:
            joined.append([block])
    return [tuple(chain) for chain in joined]


def _follows(before: Block, after: Block, gap: int) -> bool:
    left = after.left - (before.left + before.size)
    right = after.right - (before.right + before.size)
    return 0 <= left <= gap and 0 <= right <= gap
