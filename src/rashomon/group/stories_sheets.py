"""The words of a report laid out in arrays, ready to be held against those of others.

A weight is kept to BITS binary places: a product of two then has 2 * BITS, and the sum of the products of two vectors
of length one fits a float without rounding. So sums are exact in any order, as those of `math.fsum` are.
"""

from __future__ import annotations

from collections.abc import Iterable
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


class Sheet(Struct, frozen=True):
    """The words of a report as sorted codes, one row of weights (whole, beginning, title) and marks for each."""

    codes: NDArray[np.uint64]
    weights: Floats
    marks: NDArray[np.uint8]


def sheet_of(
    vectors: tuple[Vector, Vector, Vector], names: Iterable[str], plain: Iterable[str], numbers: Iterable[str]
) -> Sheet:
    """Lay out the weights of the whole report, its beginning and its title, and which words are names and numbers."""
    marks = dict.fromkeys(vectors[0], WHOLE) | dict.fromkeys(vectors[2].keys() - vectors[0].keys(), 0)
    for held, mark in ((names, NAME), (plain, PLAIN), (numbers, NUMBER)):
        for word in held:
            if word in marks:
                marks[word] |= mark
    codes = np.array(list(map(_code, marks)), dtype=np.uint64)
    weights = np.array(_rows(vectors, marks)).T
    order = np.argsort(codes, kind="stable")
    kept = np.array(list(marks.values()), dtype=np.uint8)
    return Sheet(codes[order], (np.round(weights * 2.0**BITS) / 2.0**BITS)[order], kept[order])


def _rows(vectors: tuple[Vector, Vector, Vector], marks: Iterable[str]) -> list[list[float]]:
    """Lay the weights of each vector out in the order of all words; few of them stand in the beginning or the title."""
    row_of = {word: row for row, word in enumerate(marks)}
    laid: list[list[float]] = []
    for vector in vectors:
        row = [0.0] * len(row_of)
        for word, value in vector.items():
            if word in row_of:
                row[row_of[word]] = value
        laid.append(row)
    return laid


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    # 64 bits: among a million words two share a code with a chance of 1 in 36 million
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
