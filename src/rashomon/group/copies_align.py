"""The stretches of words that two reports share, in time about linear in their length."""

from __future__ import annotations

from collections.abc import Sequence

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
    for start in range(len(words) - size + 1):
        held = places.setdefault(tuple(words[start : start + size]), [])
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
    place = 0
    while place <= len(right) - size:
        starts = index.get(tuple(right[place : place + size]), ())
        best = max(((_run(left, right, start, place), -start) for start in starts), default=(0, 0))
        if best[0] >= size:
            found.append(Block(-best[1], place, best[0]))
        place += max(1, best[0])
    return found


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
