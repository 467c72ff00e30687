"""How alike two reports are: cosines of their weighted words, whole and beginnings."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from rashomon.group.stories_account import Account

# How many imagined everyday reports stand beside the given ones when words are weighed: with five reports on one
# story every telling word is in all five, and plain inverse frequency would call it worthless. 100: B3 .88/.94/.87 on
# ECB+ dev, news clusters and single ECB+ topics with one threshold; 300 and 1,000 are within .02.
IMAGINED = 100
# Up to this many reports all pairs are scored.
SMALL = 400
# Beyond it only pairs that share SHARED of their TELLING weightiest words, of words that at most CROWD reports hold so.
TELLING, SHARED, CROWD = 25, 3, 200

type Vector = dict[str, float]


@cache
def common_words() -> dict[str, float]:
    """Load the share of everyday reports that hold a word."""
    raw = tomllib.loads((Path(__file__).parent / "words" / "common_en.toml").read_text("utf-8"))
    return {word: tier["share"] for tier in raw["tier"] for word in tier["words"].split()}


def weigh(accounts: Sequence[Account]) -> list[tuple[Vector, Vector]]:
    """Weigh the words of every report and of its beginning, each to length one, by how rare they are."""
    held: Counter[str] = Counter()
    for account in accounts:
        held.update(account.words.keys())
    common = common_words()
    total = len(accounts) + IMAGINED
    weights = {
        word: max(0.0, math.log(total / (count + IMAGINED * common.get(word, 0.0) + 1)))
        for word, count in held.items()
    }
    return [(_vector(account.words, weights), _vector(account.lead, weights)) for account in accounts]


def _vector(words: Counter[str], weights: dict[str, float]) -> Vector:
    raw = {word: (1 + math.log(words[word])) * weights[word] for word in sorted(words) if weights[word]}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length one.

    >>> cosine({"rain": 1.0}, {"rain": 0.6, "snow": 0.8})
    0.6
    """
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(value * other[word] for word, value in one.items() if word in other)


def likeness(one: tuple[Vector, Vector], other: tuple[Vector, Vector]) -> float:
    """Return how alike two reports are, 0 to 1: the mean of whole texts and beginnings."""
    return round((cosine(one[0], other[0]) + cosine(one[1], other[1])) / 2, 6)


def candidates(vectors: Sequence[tuple[Vector, Vector]]) -> list[tuple[int, int]]:
    """List the pairs that are worth scoring: all of a few reports, of many those that share telling words."""
    if len(vectors) <= SMALL:
        return list(combinations(range(len(vectors)), 2))
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (whole, _) in enumerate(vectors):
        for word in sorted(whole, key=lambda word: (-whole[word], word))[:TELLING]:
            holders[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) <= CROWD:
            shared.update(combinations(numbers, 2))
    return sorted(pair for pair, count in shared.items() if count >= SHARED)
