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
    codes = _codes(np.concatenate(shingles), _owners(shingles), len(shingles))
    found, times = np.unique(codes, return_counts=True)
    return [divmod(int(code), len(shingles)) for code in found[times >= SHARED]]


def _codes(hashes: NDArray[np.uint64], owners: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Number every pair of owners that a shingle links, once for each such shingle."""
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + np.uint64(1)))
    holders = np.diff(starts, append=len(hashes))
    crowd = np.repeat(holders, holders)
    # all shingles at once, by how far apart two owners stand: 400,000 groups one by one took a second of 2,000 reports
    several = crowd > 1
    hashes, owners, crowd = hashes[several], owners[several], crowd[several]
    codes = [owners[:0]]
    for step in range(1, CROWD):
        linked = (hashes[step:] == hashes[:-step]) & ((crowd[step:] <= CROWD) | (step == 1))
        codes.append(owners[:-step][linked] * size + owners[step:][linked])
    return np.concatenate(codes)


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
