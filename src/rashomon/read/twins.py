"""Which draft of the rules tells the same words as a tag: the one that shares most with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from rashomon.read.cues import Found

# No content is longer; without a limit one endless quotation makes every search for a twin a walk through the report.
FARTHEST = 8_000


class Drafts(Struct, frozen=True):
    """What the rules found, by where it begins, so that a twin is found without trying all."""

    found: tuple[Found, ...]
    rows: tuple[tuple[int, int, int], ...]
    longest: int


def order_drafts(found: Sequence[Found]) -> Drafts:
    """Set drafts in the order of where they begin."""
    rows = sorted((item.content[0][0], item.content[-1][1], n) for n, item in enumerate(found))
    longest = max((end - start for start, end, _ in rows), default=0)
    return Drafts(tuple(found), tuple(rows), min(longest, FARTHEST))


def twin_of(drafts: Drafts, content: Sequence[tuple[int, int]]) -> int | None:
    """Return the draft that shares most with a content, if that is half of the two together."""
    start, end = content[0][0], content[-1][1]
    best, most = None, 0.5
    for low, high, number in drafts.rows[bisect_left(drafts.rows, (start - drafts.longest,)) :]:
        if low >= end:
            break
        likeness = _likeness(drafts.found[number].content, content) if high > start else 0.0
        if likeness >= most:
            best, most = number, likeness
    return best


def _likeness(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    sizes = [sum(b - a for a, b in item) for item in (one, other)]
    return 2 * shared / max(1, sum(sizes))
