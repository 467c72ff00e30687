"""The figures of a report laid out in arrays, so that one report is held against all its candidates at once.

A weight is kept to BITS binary places: a product of two then has 2 * BITS, and the sum of the products of two vectors
of length one fits a float without rounding. So sums are exact in any order, as those of `math.fsum` are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.stories_figures import Floats
from rashomon.group.stories_words import Vector

BITS = 26
# Marks of a word: a name, neither name nor number, a number, one of the whole report (a title may have words of its own).
NAME, PLAIN, NUMBER, WHOLE = 1, 2, 4, 8
# A word is looked for only if the low bits of its code are those of a word of the other report.
LOW = 0xFFFF


class Sheet(Struct, frozen=True):
    """The words of a report as sorted codes, one row of weights (whole, beginning, title) and marks for each."""

    codes: NDArray[np.uint64]
    weights: Floats
    marks: NDArray[np.uint8]


class Shared(Struct, frozen=True):
    """What one report shares with each of several others: a sum per other report in each array."""

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


def sheet_of(
    vectors: tuple[Vector, Vector, Vector], names: Iterable[str], plain: Iterable[str], numbers: Iterable[str]
) -> Sheet:
    """Lay out the weights of the whole report, its beginning and its title, and which words are names and numbers."""
    marks = dict.fromkeys(vectors[0], WHOLE) | dict.fromkeys(vectors[2].keys() - vectors[0].keys(), 0)
    for held, mark in ((names, NAME), (plain, PLAIN), (numbers, NUMBER)):
        for word in held:
            if word in marks:
                marks[word] |= mark
    codes = np.array([_code(word) for word in marks], dtype=np.uint64)
    weights = np.array([[vector.get(word, 0.0) for word in marks] for vector in vectors]).T
    order = np.argsort(codes, kind="stable")
    kept = np.array(list(marks.values()), dtype=np.uint8)
    return Sheet(codes[order], (np.round(weights * 2.0**BITS) / 2.0**BITS)[order], kept[order])


def shared_of(one: Sheet, others: Sequence[Sheet]) -> Shared:
    """Add up what one report shares with each of the others."""
    mine, theirs, which = _matches(one, others)
    a, b = one.weights[mine], np.concatenate([sheet.weights for sheet in others])[theirs]
    ours, their = one.marks[mine], np.concatenate([sheet.marks for sheet in others])[theirs]
    both = ours & their
    named = (both & NAME) > 0
    whole, lead, title = (a * b).T
    told, told_back = a[:, 1] * ((their & WHOLE) > 0), b[:, 1] * ((ours & WHOLE) > 0)
    sums = np.array(
        [
            whole,
            whole * named,
            whole * ((both & PLAIN) > 0),
            lead,
            lead * named,
            title,
            ((both & NUMBER) > 0).astype(np.float64),
            told,
            told * ((ours & NAME) > 0),
            told_back,
            told_back * ((their & NAME) > 0),
        ]
    )
    return Shared(*_totals(sums, which, len(others)))


def _totals(values: Floats, which: NDArray[np.intp], others: int) -> Floats:
    """Add up the columns that belong to each other report; they stand in its order."""
    totals = np.zeros((len(values), others))
    if which.size:
        starts = np.flatnonzero(np.diff(which, prepend=-1))
        totals[:, which[starts]] = np.add.reduceat(values, starts, axis=1)
    return totals


def _matches(
    one: Sheet, others: Sequence[Sheet]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Find the rows that mean one word: in the one, in all others in a row, and the number of the other."""
    codes = np.concatenate([sheet.codes for sheet in others])
    low = np.zeros(LOW + 1, dtype=np.bool_)
    low[one.codes & np.uint64(LOW)] = True
    theirs = np.flatnonzero(low[codes & np.uint64(LOW)])
    mine = np.minimum(np.searchsorted(one.codes, codes[theirs]), max(0, len(one.codes) - 1))
    same = one.codes[mine] == codes[theirs]
    which = np.repeat(np.arange(len(others)), [len(sheet.codes) for sheet in others])
    return mine[same], theirs[same], which[theirs[same]]


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    # 64 bits: among a million words two share a code with a chance of 1 in 36 million
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
