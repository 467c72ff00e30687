"""Block, score, cluster, with vetoes: written once, used for stories, speakers, events and points.

A pair with a veto never ends in one cluster, whatever else speaks for it; agreement does not chain, because two
clusters join by the mean (or the least) of all their pairs, and a pair nobody scored counts as 0. The answer does not
depend on the order of items or pairs.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

# Means are rounded to nine places, so a score that much short of a threshold may still reach it.
ROUNDING = 1e-9
Linkage = Literal["single", "average", "complete"]


class Scored(Struct, frozen=True):
    """A pair of items, how alike they are (0 to 1), and whether they must be kept apart."""

    left: str
    right: str
    score: float
    veto: bool = False


def cluster(
    items: Sequence[str],
    pairs: Iterable[Scored],
    *,
    threshold: float,
    linkage: Linkage = "average",
    cohesion: float = 0.0,
    welcome: float = 0.0,
) -> list[tuple[str, ...]]:
    """Join items into clusters: the closest two first, while they are at least `threshold` alike.

    Returns sorted clusters of sorted items, single ones included. A pair scored more than once counts with its
    highest score; one veto is enough. Time is about p log p for p scored pairs.

    With `cohesion`, two clusters of two or more join only if the mean likeness between them is at least that part of
    the mean inside the looser one: two close-knit clusters that are less like each other stay two. With `welcome`, a
    single item joins a cluster only at that part of the mean inside it.

    >>> cluster("abc", [Scored("a", "b", 0.9), Scored("b", "c", 0.8)], threshold=0.7, linkage="single")
    [('a', 'b', 'c')]
    >>> cluster("abc", [Scored("a", "b", 0.9), Scored("b", "c", 0.8)], threshold=0.7)
    [('a', 'b'), ('c',)]
    >>> cluster("abc", [Scored("a", "b", 0.9), Scored("b", "c", 0.8), Scored("a", "c", 0, veto=True)],
    ...         threshold=0.7, linkage="single")
    [('a', 'b'), ('c',)]
    """
    groups = {item: (item,) for item in sorted(set(items))}
    scores, vetoes = _tables(groups, pairs)
    heap = _to_join(scores, groups, threshold, linkage)
    inside: dict[str, tuple[float, int]] = {}
    settled = linkage == "single" and not cohesion and not welcome
    while heap:
        negative, a, b = heapq.heappop(heap)
        if -negative < threshold:
            break
        current = a in groups and b in groups and -_likeness(a, b, scores, groups, linkage) == negative
        if not current or b in vetoes[a] or -negative < _needed(a, b, inside, cohesion, welcome):
            continue
        inside[a] = _inside(a, b, groups, -negative, inside)
        moved = _merge(a, b, groups, scores, vetoes, linkage)
        # by the best pair alone, only those that were like `b` can have come nearer: the rest stand in the heap
        row = {other: scores[a][other] for other in moved} if settled else scores[a]
        for other in _worth_a_look(row, a, groups, threshold, linkage):
            left, right = min(a, other), max(a, other)
            heapq.heappush(heap, (-_likeness(left, right, scores, groups, linkage), left, right))
    return sorted(groups.values())


def _to_join(
    scores: _Table, groups: dict[str, tuple[str, ...]], threshold: float, linkage: Linkage
) -> list[tuple[float, str, str]]:
    # what is less alike is never joined, so it is not queued either; of two single items the likeness is the score
    heap = [
        (-_likeness(a, b, scores, groups, linkage), a, b)
        for a in scores
        for b, (score, _) in scores[a].items()
        if a < b and score > threshold - ROUNDING
    ]
    heapq.heapify(heap)
    return heap


type _Table = dict[str, dict[str, tuple[float, int]]]


def _tables(
    groups: dict[str, tuple[str, ...]], pairs: Iterable[Scored]
) -> tuple[_Table, dict[str, set[str]]]:
    scores: _Table = {item: {} for item in groups}
    vetoes: dict[str, set[str]] = {item: set() for item in groups}
    for pair in pairs:
        a, b = pair.left, pair.right
        if a == b or a not in groups or b not in groups:
            continue
        score, _ = scores[a].get(b, (0.0, 1))
        scores[a][b] = scores[b][a] = (max(score, pair.score), 1)
        if pair.veto:
            vetoes[a].add(b)
            vetoes[b].add(a)
    return scores, vetoes


def _likeness(a: str, b: str, scores: _Table, groups: dict[str, tuple[str, ...]], linkage: Linkage) -> float:
    # a table cell holds the running figure and how many pairs were scored: sum, least or best by linkage
    figure, scored = scores[a][b]
    pairs = len(groups[a]) * len(groups[b])
    if linkage == "average":
        return round(figure / pairs, 9)
    if linkage == "complete":
        return figure if scored == pairs else 0.0
    return figure


def _worth_a_look(
    row: dict[str, tuple[float, int]],
    a: str,
    groups: dict[str, tuple[str, ...]],
    threshold: float,
    linkage: Linkage,
) -> list[str]:
    """List those whose likeness to a cluster may reach the threshold: no likeness is above its figure by pair."""
    least = threshold - ROUNDING
    if linkage != "average":
        return [other for other, (figure, _) in row.items() if figure > least]
    of_one = least * len(groups[a])
    return [other for other, (figure, _) in row.items() if figure > of_one * len(groups[other])]


def _needed(a: str, b: str, inside: dict[str, tuple[float, int]], cohesion: float, welcome: float) -> float:
    # two single items have no inside, so nothing holds them back
    means = [total / pairs for total, pairs in (inside[name] for name in (a, b) if name in inside)]
    return min(means, default=0.0) * (cohesion if len(means) == 2 else welcome)


def _inside(
    a: str,
    b: str,
    groups: dict[str, tuple[str, ...]],
    likeness: float,
    inside: dict[str, tuple[float, int]],
) -> tuple[float, int]:
    pairs = len(groups[a]) * len(groups[b])
    (one, first), (other, second) = inside.get(a, (0.0, 0)), inside.get(b, (0.0, 0))
    return one + other + likeness * pairs, first + second + pairs


def _merge(  # noqa: PLR0917  (the three tables of one clustering)
    a: str,
    b: str,
    groups: dict[str, tuple[str, ...]],
    scores: _Table,
    vetoes: dict[str, set[str]],
    linkage: Linkage,
) -> list[str]:
    # a < b, so the cluster keeps the name of its least item and the outcome needs no order of arrival
    groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
    gone = scores.pop(b)
    scores[a].pop(b, None)
    for other, (figure, scored) in gone.items():
        if other == a:
            continue
        mine, count = scores[a].get(other, (None, 0))
        scores[a][other] = scores[other][a] = (_joined(mine, figure, linkage), count + scored)
        scores[other].pop(b, None)
    for other in vetoes.pop(b):
        vetoes[a].add(other)
        vetoes[other].discard(b)
        vetoes[other].add(a)
    return [other for other in gone if other != a]


def _joined(mine: float | None, figure: float, linkage: Linkage) -> float:
    if mine is None:
        return figure
    if linkage == "average":
        return mine + figure
    return min(mine, figure) if linkage == "complete" else max(mine, figure)


def cluster_table(alike: NDArray[np.float64], *, threshold: float) -> list[tuple[int, ...]]:
    """Join the items of a whole table of likenesses by the mean, as `cluster` does; 0 stands for a pair not scored.

    For some thousand items of which nearly every pair is scored: a row is added to a row at once. `alike` holds each
    pair twice and zeros in between; `threshold` is above 0.

    >>> cluster_table(np.array([[0, 0.9, 0], [0.9, 0, 0.8], [0, 0.8, 0]]), threshold=0.7)
    [(0, 1), (2,)]
    """
    # `cluster` counts no pair below 0 either
    sums, sizes, least = np.maximum(alike, 0.0), np.ones(len(alike)), threshold - ROUNDING
    groups: dict[int, tuple[int, ...]] = {place: (place,) for place in range(len(alike))}

    def mean(a: int, b: int) -> float:
        return round(float(sums[a, b]) / (len(groups[a]) * len(groups[b])), 9)

    heap = [(-mean(a, b), a, b) for a, b in np.argwhere(np.triu(sums > least, 1)).tolist()]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if -negative < threshold:
            break
        if a not in groups or b not in groups or -mean(a, b) != negative:
            continue
        groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
        _add_row(sums, sizes, a, b)
        for other in np.flatnonzero(sums[a] > least * sizes[a] * sizes).tolist():
            left, right = min(a, other), max(a, other)
            heapq.heappush(heap, (-mean(left, right), left, right))
    return sorted(groups.values())


def _add_row(sums: NDArray[np.float64], sizes: NDArray[np.float64], a: int, b: int) -> None:
    """Let the cluster at `a` take in the one at `b`, of which nothing is left."""
    sums[a] += sums[b]
    sums[a, [a, b]] = 0.0
    sums[:, a] = sums[a]
    sums[b] = sums[:, b] = 0.0
    sizes[a] += sizes[b]
