"""What two open reports share, of many pairs at once: sums over the words that both hold.

The weights are so rounded (`stories_sheets`) that every sum is exact, whatever its order.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.stories_figures import Floats
from rashomon.group.stories_sheets import NAME, NUMBER, PLAIN, WHOLE
from rashomon.group.stories_table import Numbers, Places, Table, words_of

type Rows = NDArray[np.intp]
type Marks = NDArray[np.uint8]
# The marks of which a word has one at most.
ALL_KINDS = 8
KINDS = np.uint8(NAME | PLAIN | NUMBER)


class Shared(Struct, frozen=True):
    """What two reports share: a sum per pair of reports in each array."""

    words: Floats
    names: Floats
    plain: Floats
    lead: Floats
    lead_names: Floats
    title: Floats
    numbers: Floats
    told: Floats
    names_told: Floats
    told_back: Floats
    names_told_back: Floats


class _Matches(Struct, frozen=True):
    """Rows of a table that mean one word: of the one report, of the other, and the number of their pair, of `pairs`."""

    mine: Rows
    theirs: Rows
    which: Rows
    pairs: int


def shared_of(table: Table, ours: Places, others: Places) -> Shared:
    """Add up what two reports share, for each pair of places."""
    found = _matches(table, ours, others)
    whole, lead, title = table.weights
    mine, theirs = table.marks[found.mine], table.marks[found.theirs]
    both = mine & theirs & KINDS
    words = _sums(found, both, ALL_KINDS, whole[found.mine] * whole[found.theirs])
    first, first_back = lead[found.mine], lead[found.theirs]
    led = _sums(found, both, NAME + 1, first * first_back)
    told = _sums(found, mine, NAME + 1, first * ((theirs & WHOLE) > 0))
    told_back = _sums(found, theirs, NAME + 1, first_back * ((mine & WHOLE) > 0))
    return Shared(
        words=words.sum(axis=0),
        names=words[NAME],
        plain=words[PLAIN],
        lead=led[0] + led[1],
        lead_names=led[1],
        title=_sums(found, both, 1, title[found.mine] * title[found.theirs])[0],
        numbers=_sums(found, both, ALL_KINDS, np.ones(len(both)))[NUMBER],
        told=told[0] + told[1],
        names_told=told[1],
        told_back=told_back[0] + told_back[1],
        names_told_back=told_back[1],
    )


def _sums(found: _Matches, marks: Marks, kinds: int, values: Floats) -> Floats:
    """Add up values by pair, for each of so many kinds of words in a row: a power of two, so the lowest marks."""
    some = np.flatnonzero(values)
    kind = (marks[some] & (kinds - 1)).astype(np.intp)
    sums = np.bincount(found.which[some] + kind * found.pairs, values[some], kinds * found.pairs)
    return sums.astype(np.float64, copy=False).reshape(kinds, found.pairs)


def _matches(table: Table, ours: Places, others: Places) -> _Matches:
    words = words_of(table, others)
    lengths = table.lengths[others]
    ends = np.cumsum(lengths)
    rows = _rows(table, ours, words, ends)
    held = np.flatnonzero(rows >= 0)
    counts = np.diff(np.searchsorted(held, ends), prepend=0)
    shift = table.starts[others] - (ends - lengths)
    return _Matches(
        mine=rows[held].astype(np.intp),
        theirs=held + np.repeat(shift, counts),
        which=np.repeat(np.arange(len(ours)), counts),
        pairs=len(ours),
    )


def _rows(table: Table, ours: Places, words: Numbers, ends: Places) -> Numbers:
    """Find each word of the other reports among the rows of the one, -1 where it has no such word."""
    rows = np.empty_like(words)
    row_of = np.full(len(table.number_of), -1, dtype=np.int32)
    change = np.flatnonzero(np.diff(ours)) + 1
    stops = [*ends[change - 1].tolist(), len(words)]
    start = 0
    runs: list[int] = ours[[0, *change.tolist()]].tolist()
    for place, stop in zip(runs, stops, strict=True):
        first, mine = int(table.starts[place]), table.words[place]
        row_of[mine] = np.arange(first, first + len(mine), dtype=np.int32)
        rows[start:stop] = row_of.take(words[start:stop])
        row_of[mine] = -1
        start = stop
    return rows
