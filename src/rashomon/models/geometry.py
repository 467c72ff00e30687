"""Which cue and which source belong to which content: candidates near it, described by where they lie.

A content piece goes to one of the cues around it, or none; pieces of one cue are one broken content (in PolNeAR only 3
of 22,000 cues govern two contents). Content and cue together then go to a source, or none.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.models.decoding import Piece

type Rows = NDArray[np.float64]

# So many candidates before and behind; further ones are right in less than one case of 500 (train part).
NEAR = 5
FARTHEST = 2  # paragraphs
PLACED = 40  # features that say where a candidate lies; "none" has zeros there
ENDS = frozenset({".", "?", "!", "…", "..."})
MARKS = frozenset({"“", "”"})
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who"])


class Ground(Struct, frozen=True):
    """An article as the linker sees it: how many marks, stops, commas and breaks stand before each word, and the words."""

    words: tuple[str, ...]
    paragraphs: tuple[int, ...]
    stops: tuple[int, ...]
    marks: tuple[int, ...]
    commas: tuple[int, ...]


class Network(Struct, frozen=True):
    """Two layers over the features of one candidate; the highest of all candidates and of "none" is taken."""

    mean: Rows
    scale: Rows
    inner: Rows
    inner_bias: Rows
    outer: Rows
    outer_bias: float

    def chances(self, rows: Rows) -> Rows:
        """Return the probability of each candidate (a row each)."""
        hidden = np.maximum(0, ((rows - self.mean) / self.scale) @ self.inner + self.inner_bias)
        scores = hidden @ self.outer + self.outer_bias
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()


def survey(words: Sequence[str], paragraphs: Sequence[int]) -> Ground:
    """Count marks, stops and commas up to each word, once, so that "between" costs nothing."""
    lower = tuple(word.lower() for word in words)
    return Ground(
        lower,
        tuple(paragraphs),
        _before(lower, ENDS),
        _before(lower, MARKS),
        _before(lower, frozenset({","})),
    )


def _before(words: Sequence[str], wanted: frozenset[str]) -> tuple[int, ...]:
    return tuple(accumulate((word in wanted for word in words), initial=0))


def near(pieces: Sequence[Piece], starts: Sequence[int], anchor: Piece, ground: Ground) -> list[int]:
    """Return the numbers of the pieces close to an anchor, in order."""
    at = bisect_left(starts, anchor.start)
    home = ground.paragraphs[anchor.start]
    return [
        n
        for n in range(max(0, at - NEAR), min(len(pieces), at + NEAR))
        if abs(ground.paragraphs[pieces[n].start] - home) <= FARTHEST
    ]


def describe(
    ground: Ground,
    anchor: Piece,
    other: Piece | None,
    crowd: Sequence[Sequence[int]],
    base: Sequence[float],
) -> list[float]:
    """Describe one candidate for an anchor that is described by `base`; `crowd` holds the starts of all sources, cues and contents."""
    if other is None:
        return [1.0, *base, *[0.0] * PLACED]
    before = other.start < anchor.start
    plain = _placed(ground, anchor, other, crowd)
    sided = [value * before for value in plain]
    return [0.0, *base, float(before), *plain, *sided, *_words(ground, anchor, other)]


def _placed(ground: Ground, anchor: Piece, other: Piece, crowd: Sequence[Sequence[int]]) -> list[float]:
    """Describe what lies between the two, and how long the other one is."""
    left, right = min(anchor.end, other.end), max(anchor.start, other.start)
    between = max(0, right - left)
    counts = [bisect_left(starts, right) - bisect_left(starts, left) if between else 0 for starts in crowd]
    stops, marks, commas = (_in(each, left, right) for each in (ground.stops, ground.marks, ground.commas))
    breaks = ground.paragraphs[right] - ground.paragraphs[max(0, left - 1)]
    long = other.end - other.start
    # written out and left as whole numbers: this runs for every candidate, and the array makes them float64
    return [
        math.log1p(between),
        between == 0,
        between == 1,
        between <= 4,
        *[min(3, count) for count in counts],
        *[count == 0 for count in counts],
        min(3, stops),
        stops == 0,
        min(3, breaks),
        min(3, marks),
        marks % 2,
        min(3, commas),
        min(8, long),
    ]


def _in(counts: Sequence[int], left: int, right: int) -> int:
    return counts[right] - counts[left] if left < right else 0


def describe_anchor(ground: Ground, anchor: Piece, rivals: int) -> list[float]:
    """Describe an anchor by itself; `rivals` counts its candidates."""
    words = ground.words
    last = words[anchor.end - 1]
    following = words[anchor.end] if anchor.end < len(words) else ""
    return [
        float(words[anchor.start] in MARKS),
        float(last in MARKS),
        float(_in(ground.marks, anchor.start, anchor.end) > 0),
        math.log1p(anchor.end - anchor.start),
        float(following in ENDS or last in ENDS),
        float(following == ","),
        float(anchor.start == 0 or ground.paragraphs[anchor.start - 1] != ground.paragraphs[anchor.start]),
        float(anchor.start == 0 or words[anchor.start - 1] in ENDS),
        float(min(rivals, 5)),
    ]


def _words(ground: Ground, anchor: Piece, other: Piece) -> list[float]:
    words = ground.words
    before, behind = (
        words[other.start - 1] if other.start else "",
        words[other.end] if other.end < len(words) else "",
    )
    inside = words[other.start : other.end]
    return [
        float("according" in inside),
        float(words[other.end - 1] in {"that", "to", "for", "of", "as"}),
        float(inside[0] in PRONOUNS),
        float(before == "," or behind == ","),
        float(behind == words[anchor.start] and other.end == anchor.start),
    ]
