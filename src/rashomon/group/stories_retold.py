"""Telling the stories of a large neighbourhood anew where only some of its reports are new.

The answer is that of `linking.cluster` with average linkage over all its pairs. It is reached without most of the work:
a merge that is refused changes nothing, so the merges inside one story go the same way whether or not the other stories
are there, until a cluster of the one takes in a cluster of another. So the merges of every story are kept, and *replayed*
in the order in which they would come; only what has a new report in it is *awake*: has its likenesses to all others at
hand and looks for the next to join. A story wakes where one of its clusters joins an awake one. Where no pair with an
awake report is as like as the least merge of a story, nothing can join the story before it is complete (a mean is no
more than its best pair), so it need not be replayed either: it stands as a whole from the start.

Likenesses are summed as whole numbers of MILLIONTHS, so no sum depends on its order.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from rashomon.linking import ROUNDING

MILLIONTHS = 1_000_000
# A story with a merge less alike than this is replayed at once: it mostly would be after all. It changes the time only.
LOOSE = 0.6
# A pair that must be kept apart outweighs all likenesses that a cluster can add up.
VETO = -(10**18)


class Merge(Struct, frozen=True):
    """One step: the cluster named by its least report `b` joins that of `a`, which is `likeness` alike, `sum` in all."""

    likeness: float
    a: str
    b: str
    sum: int


type Row = dict[str, int]
type Rows = Callable[[str], Mapping[str, int]]


class Bounds(Struct, frozen=True):
    """What `linking.cluster` is told: the least likeness, and its two bounds on what may join."""

    threshold: float
    cohesion: float
    welcome: float


class Telling(Struct):
    """Where a telling stands.

    `groups` has the clusters by their least report and `owner` the cluster of each report; `inside` the sum and count
    of the pairs within a cluster; `rows` what the awake clusters share with others, `watch` which awake clusters have one
    that sleeps in their rows; `asleep` the kept merges of each sleeping story, with how many of them have been
    replayed; `ahead` is what comes next, the most alike first; `done` all merges in the order in which they came.
    `whole` are the stories taken as complete from the start, `guard` has for their reports the figure from which a pair
    could reach into them before, and `clash` those of which that came to light: they must be replayed after all.
    """

    row: Rows
    bounds: Bounds
    groups: dict[str, tuple[str, ...]]
    owner: dict[str, str]
    inside: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    rows: dict[str, Row] = field(default_factory=dict[str, Row])
    watch: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    asleep: dict[str, tuple[tuple[str, ...], Sequence[Merge], int]] = field(
        default_factory=dict[str, tuple[tuple[str, ...], Sequence[Merge], int]]
    )
    story_of: dict[str, str] = field(default_factory=dict[str, str])
    ahead: list[tuple[float, str, str, str]] = field(default_factory=list[tuple[float, str, str, str]])
    done: list[Merge] = field(default_factory=list[Merge])
    whole: dict[str, Sequence[Merge]] = field(default_factory=dict[str, Sequence[Merge]])
    guard: dict[str, float] = field(default_factory=dict[str, float])
    clash: set[str] = field(default_factory=set[str])


def retell(
    near: Iterable[str],
    kept: Mapping[tuple[str, ...], Sequence[Merge]],
    row: Rows,
    bounds: Bounds,
) -> dict[tuple[str, ...], Sequence[Merge]]:
    """Tell the stories of a neighbourhood, each with its merges.

    `kept` are the stories of an earlier telling of which nothing is gone; between any two of their reports no pair may
    have come or changed since. `row` gives the figures, in MILLIONTHS or VETO, of a report by the other one. Without `kept` all is told
    from the start.
    """
    names = sorted(near)
    story_of = {name: story[0] for story in kept for name in story}
    level = {story[0]: _level(merges) for story, merges in kept.items()}
    new = [name for name in names if name not in story_of]
    early = {lead for lead, least in level.items() if least < LOOSE * MILLIONTHS}
    early |= {lead for name in new for lead in _reached(row(name), story_of, level)}
    while True:
        told = Telling(row, bounds, {name: (name,) for name in names}, {name: name for name in names})
        told.story_of = story_of
        for story, merges in kept.items():
            _lay_to_sleep(told, story, merges, level[story[0]], early)
        _wake(told, new)
        while told.ahead and not told.clash:
            _step(told, heapq.heappop(told.ahead))
        if not told.clash:
            return _stories(told)
        early |= told.clash


def _reached(row: Mapping[str, int], story_of: Mapping[str, str], level: Mapping[str, float]) -> set[str]:
    """Name the stories that a report is so alike that it may join them before they are complete."""
    return {
        story_of[other]
        for other, figure in row.items()
        if other in story_of and figure >= level[story_of[other]]
    }


def _level(merges: Sequence[Merge]) -> float:
    """Say from which figure on a pair with one of its reports could meddle with the merges of a story."""
    return (min((merge.likeness for merge in merges), default=math.inf) - ROUNDING) * MILLIONTHS


def _lay_to_sleep(
    told: Telling, story: tuple[str, ...], merges: Sequence[Merge], level: float, early: set[str]
) -> None:
    """Let a kept story sleep: to be replayed if something may join it early, else complete from the start."""
    lead = story[0]
    if lead in early:
        told.asleep[lead] = (story, merges, 0)
        _queue_replay(told, lead)
        return
    told.asleep[lead] = (story, merges, len(merges))
    told.whole[lead] = merges
    if level < MILLIONTHS:
        told.guard.update(dict.fromkeys(story, level))
    for name in story[1:]:
        del told.groups[name]
        told.owner[name] = lead
    told.groups[lead] = story
    if merges:
        told.inside[lead] = (sum(merge.sum for merge in merges), len(story) * (len(story) - 1) // 2)


def _step(told: Telling, what: tuple[float, str, str, str]) -> None:
    negative, a, b, story = what
    if story:
        if story in told.asleep:
            _replay(told, story)
        return
    if a not in told.groups or b not in told.groups:
        return
    figure = (told.rows[a] if a in told.rows else told.rows[b])[b if a in told.rows else a]
    likeness = _likeness(told, a, b, figure)
    if likeness != -negative or likeness < max(told.bounds.threshold, _needed(told, a, b)):
        return
    _wake(told, [name for each in (a, b) if each not in told.rows for name in _rouse(told, each, likeness)])
    _note(told, Merge(likeness, a, b, figure))
    _join_rows(told, a, b)
    _queue(told, a, told.rows[a])


def _replay(told: Telling, story: str) -> None:
    """Do the next merge of a sleeping story, and let the awake clusters know."""
    reports, merges, position = told.asleep[story]
    merge = merges[position]
    told.asleep[story] = (reports, merges, position + 1)
    _note(told, merge)
    a, b = merge.a, merge.b
    theirs = told.watch.pop(b, set[str]())
    both = told.watch.setdefault(a, set())
    both |= theirs
    for other in theirs:
        row = told.rows[other]
        row[a] = row.get(a, 0) + row.pop(b)
    _queue(told, a, {other: told.rows[other][a] for other in both})
    _queue_replay(told, story)


def _queue_replay(told: Telling, story: str) -> None:
    _, merges, position = told.asleep[story]
    if position < len(merges):
        merge = merges[position]
        heapq.heappush(told.ahead, (-merge.likeness, merge.a, merge.b, story))


def _queue(told: Telling, a: str, row: Row) -> None:
    """Put the others of a row to which a cluster may be enough alike into what comes next."""
    groups, ahead = told.groups, told.ahead
    of_one = (told.bounds.threshold - ROUNDING) * len(groups[a]) * MILLIONTHS
    for other, figure in row.items():
        if figure > of_one * len(groups[other]):
            left, right = (a, other) if a < other else (other, a)
            heapq.heappush(ahead, (-_likeness(told, a, other, figure), left, right, ""))


def _rouse(told: Telling, cluster: str, likeness: float) -> list[str]:
    """Let the story of a cluster sleep no more; list its clusters.

    A story that was taken as complete, but in truth is not yet and may be joined early by this one, is a clash.
    """
    story, _, _ = told.asleep.pop(told.story_of[told.groups[cluster][0]])
    least, now = LOOSE * MILLIONTHS, likeness * MILLIONTHS
    for name in story:
        for other, figure in told.row(name).items():
            # no guard is below the least
            if (
                figure >= least
                and told.guard.get(other, math.inf) <= min(figure, now)
                and told.story_of[other] in told.asleep
            ):
                told.clash.add(told.story_of[other])
    return sorted({told.owner[name] for name in story})


def _wake(told: Telling, clusters: Sequence[str]) -> None:
    """Find what clusters share with all others, and look for the next to join."""
    owner_of = told.owner.get
    for cluster in clusters:
        row: Row = {}
        for name in told.groups[cluster]:
            for other, figure in told.row(name).items():
                owner = owner_of(other, cluster)
                if owner != cluster:
                    row[owner] = row.get(owner, 0) + figure
        told.rows[cluster] = row
        told.watch.pop(cluster, None)
    for cluster in clusters:
        for other in told.rows[cluster]:
            if other not in told.rows:
                told.watch.setdefault(other, set()).add(cluster)
        _queue(told, cluster, told.rows[cluster])


def _join_rows(told: Telling, a: str, b: str) -> None:
    gone, mine = told.rows.pop(b), told.rows[a]
    mine.pop(b, None)
    for other, figure in gone.items():
        if other == a:
            continue
        mine[other] = mine.get(other, 0) + figure
        row = told.rows.get(other)
        if row is None:
            told.watch[other].discard(b)
            told.watch[other].add(a)
        else:
            row[a] = mine[other]
            row.pop(b, None)


def _note(told: Telling, merge: Merge) -> None:
    a, b = merge.a, merge.b
    (one, first), (other, second) = told.inside.get(a, (0, 0)), told.inside.get(b, (0, 0))
    moved = told.groups.pop(b)
    pairs = len(told.groups[a]) * len(moved)
    told.inside[a] = (one + other + merge.sum, first + second + pairs)
    told.groups[a] += moved
    told.owner.update(dict.fromkeys(moved, a))
    told.done.append(merge)


def _likeness(told: Telling, a: str, b: str, figure: int) -> float:
    return round(figure / MILLIONTHS / (len(told.groups[a]) * len(told.groups[b])), 9)


def _needed(told: Telling, a: str, b: str) -> float:
    means = [
        total / MILLIONTHS / pairs
        for total, pairs in (told.inside[name] for name in (a, b) if name in told.inside)
    ]
    return min(means, default=0.0) * (told.bounds.cohesion if len(means) == 2 else told.bounds.welcome)


def _stories(told: Telling) -> dict[tuple[str, ...], Sequence[Merge]]:
    merges: dict[str, list[Sequence[Merge]]] = {name: [] for name in told.rows}
    for lead, kept in told.whole.items():
        if lead not in told.asleep:
            merges[told.owner[lead]].append(kept)
    for name, some in _by_owner(told).items():
        merges[name].append(some)
    # what was complete from the start is put where it would have come: of what is next, the most alike
    found: dict[tuple[str, ...], Sequence[Merge]] = {
        tuple(sorted(told.groups[name])): list(heapq.merge(*parts, key=lambda m: (-m.likeness, m.a, m.b)))
        for name, parts in merges.items()
    }
    return found | {story: kept for story, kept, _ in told.asleep.values()}


def _by_owner(told: Telling) -> dict[str, list[Merge]]:
    found: dict[str, list[Merge]] = {}
    for merge in told.done:
        owner = told.owner[merge.a]
        if owner in told.rows:
            found.setdefault(owner, []).append(merge)
    return found
