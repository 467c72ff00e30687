"""How near the other reports come to what some tell: asked before a report is called silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from rashomon.compare.pairs import Gauge, Pairing
from rashomon.compare.points import SAME, told_otherwise
from rashomon.compare.stances import differ

# A report that has a passage so near to one that nobody else tells perhaps tells it in words that were not joined. It must
# be near itself, and not for its sentence alone.
NEAR = 0.1
NEAR_ITSELF = 0.73
# Cosines are held to so many places, so that no machine decides.
PLACES = 6


def spoken_of(gauge: Gauge, pairs: Sequence[Pairing]) -> dict[int, set[str]]:
    """Map each unit to the reports that speak of the same claim and do not tell it as this unit does."""
    found: dict[int, set[str]] = defaultdict(set)
    for pair in (p for p in pairs if p.score >= SAME):
        left, right = gauge.units[pair.left], gauge.units[pair.right]
        if told_otherwise(left, right) or differ(left, right):
            found[pair.left].add(right.article)
            found[pair.right].add(left.article)
    return found


def near_reports(gauge: Gauge, pairs: Sequence[Pairing]) -> dict[int, set[str]]:
    """Map each unit to the reports that have a passage near to it."""
    found: dict[int, set[str]] = defaultdict(set)
    for pair in (p for p in pairs if p.score >= NEAR):
        left, right = gauge.units[pair.left], gauge.units[pair.right]
        if pair.likeness.cosine >= NEAR_ITSELF:
            found[pair.left].add(right.article)
            found[pair.right].add(left.article)
    return found


def farthest(gauge: Gauge, members: Sequence[int]) -> Mapping[str, float]:
    """Map each report to how near its nearest passage comes to the telling of a point that it is farthest from.

    Empty for a point of one report: what nobody else tells is missed in nobody.
    """
    units = gauge.units
    if len({units[member].article for member in members}) < 2:
        return {}
    # units stand in the order of reports
    starts = [n for n in range(len(units)) if n == 0 or units[n].article != units[n - 1].article]
    near = gauge.passages[list(members)] @ gauge.passages.T
    least = np.maximum.reduceat(near, starts, axis=1).min(axis=0)
    return {units[n].article: round(float(cosine), PLACES) for n, cosine in zip(starts, least, strict=True)}
