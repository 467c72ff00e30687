"""Groups of passages that tell one claim: first what ties reports to one another, then the repeats within each report.

A report that says a thing three times over would else weigh three times: its repeats fill a group up to the size beyond
which the mean decides, and that mean then parts the one passage in another report that tells the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.linking import Scored, cluster

# Single linkage joins more in groups up to this size; beyond it chains, and the mean of all pairs decides.
LARGEST_CHAIN = 4


def gathered(
    report: Mapping[str, str], across: Sequence[Scored], within: Sequence[Scored], least: float
) -> list[tuple[str, ...]]:
    """Gather passages, by their names, into groups. `report` says which report each stands in.

    `across` are ties between reports, and all that must be heeded whatever the report: vetoes, and what an editor decided.
    `within` are ties in one report. Over ten annotated stories this finds .728 of the points, and all ties at once .717.
    """
    groups = _unchained(cluster(sorted(report), across, threshold=least, linkage="single"), across, least)
    return _with_repeats([set(group) for group in groups], report, across, within)


def _unchained(
    groups: Sequence[tuple[str, ...]], scored: Sequence[Scored], least: float
) -> list[tuple[str, ...]]:
    """Cluster large groups anew by the mean of all their pairs."""
    home = {name: number for number, group in enumerate(groups) for name in group}
    close: dict[int, list[Scored]] = defaultdict(list)
    for pair in scored:
        if home[pair.left] == home[pair.right]:
            close[home[pair.left]].append(pair)
    found: list[tuple[str, ...]] = []
    for number, group in enumerate(groups):
        chained = len(group) > LARGEST_CHAIN
        found += cluster(group, close[number], threshold=least, linkage="average") if chained else [group]
    return found


def _with_repeats(
    groups: list[set[str]], report: Mapping[str, str], across: Sequence[Scored], within: Sequence[Scored]
) -> list[tuple[str, ...]]:
    """Let what one report repeats join its twin, the closest first; two groups of several reports each stay two."""
    home = {name: number for number, group in enumerate(groups) for name in group}
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in across:
        if pair.veto:
            apart[pair.left].add(pair.right)
            apart[pair.right].add(pair.left)
    for pair in sorted(within, key=lambda pair: (-pair.score, pair.left, pair.right)):
        one, other = sorted((home[pair.left], home[pair.right]), key=lambda n: (-len(groups[n]), n))
        if one == other or len({report[name] for name in groups[other]}) > 1:
            continue
        if any(not apart[name].isdisjoint(groups[one]) for name in groups[other]):
            continue
        home.update(dict.fromkeys(groups[other], one))
        groups[one] |= groups[other]
        groups[other] = set()
    return sorted(tuple(sorted(group)) for group in groups if group)
