"""Which pairs of reports may share a passage, found without looking at every pair.

Five words in a row (a shingle) that stand in two reports make them candidates. A shingle that very many reports share
links each of them only to the next in order, so 10,000 near-identical copies cost 10,000 comparisons, not 50 million.
(MinHash of whole reports, the plan before measurement, cannot see one shared sentence between two long reports.)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5  # words
# Below this many reports every pair is looked at: 780 pairs of 600 words take about a second.
SMALL = 40
# Reports that share a shingle are paired all with all up to this number, beyond it in a chain.
CROWD = 12
# Shared shingles that make a candidate: a passage of 10 words with one word changed still has 2 or more.
SHARED = 2
PRIME = np.uint64(0x9E3779B97F4A7C15)

type Pairs = list[tuple[int, int]]


def candidates(documents: Sequence[Sequence[str]]) -> Pairs:
    """List pairs of documents (by number, smaller first) that may share a passage; time grows with their words.

    >>> candidates([["rain", "fell"], ["rain", "fell"]])
    [(0, 1)]
    """
    return pairs_sharing([shingles_of(words) for words in documents])


def pairs_sharing(shingles: Sequence[NDArray[np.uint64]]) -> Pairs:
    """List pairs of documents, each given by its shingles, as `candidates` does."""
    if len(shingles) <= SMALL:
        return list(combinations(range(len(shingles)), 2))
    hashes, owners = np.concatenate(shingles), _owners(shingles)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    codes = [
        _pairs(group, len(shingles)) for group in np.split(owners, edges) if group.size > 1
    ]  # fmt: skip
    if not codes:
        return []
    found, times = np.unique(np.concatenate(codes), return_counts=True)
    return [divmod(int(code), len(shingles)) for code in found[times >= SHARED]]


def _owners(shingles: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(shingles), dtype=np.int64), [found.size for found in shingles])


def shingles_of(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the codes of all runs of SHINGLE words, each once, in order."""
    if len(words) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    codes = np.array([_code(word) for word in words], dtype=np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(codes, SHINGLE)
    total = np.zeros(len(windows), dtype=np.uint64)
    for place in range(SHINGLE):
        total = total * PRIME + windows[:, place]
    return np.unique(total)


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    raw = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(raw) << 32 | zlib.adler32(raw)


def _pairs(owners: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    if owners.size > CROWD:
        return owners[:-1] * size + owners[1:]
    left, right = np.triu_indices(owners.size, 1)
    return owners[left] * size + owners[right]
