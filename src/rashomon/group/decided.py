"""People's decisions on stories and speakers, carried out on what the program grouped."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.decisions import places, touches
from rashomon.types import Cluster, Decision, Speaker, Why

BY_A_PERSON = "decided-by-a-person"


def decided_stories(clusters: Sequence[Cluster], decisions: Sequence[Decision]) -> tuple[Cluster, ...]:
    """Join and part stories as people decided. What is parted off makes a story of its own.

    Parting comes first, and joining leaves out whom it would bring back together with those they were parted from: a
    report that was taken out of one story and put into another ends there in whichever order the two were said.
    """
    found = list(clusters)
    said = [decision for decision in decisions if decision.relation == "same-story"]
    apart = [_sides(decision) for decision in said if decision.verdict == "no"]
    for left, right in apart:
        found = _parted(found, left, right)
    for decision in said:
        if decision.verdict == "yes":
            found = _joined(found, _together(set[str]().union(*_sides(decision)), apart))
    return tuple(sorted(found, key=lambda cluster: cluster.articles))


def _sides(decision: Decision) -> tuple[set[str], set[str]]:
    return places(decision.left_spans), places(decision.right_spans)


def _together(wanted: set[str], apart: Sequence[tuple[set[str], set[str]]]) -> set[str]:
    leaving = (right - left for left, right in apart if wanted & left and wanted & right)
    return wanted.difference(*leaving)


def _joined(clusters: list[Cluster], wanted: set[str]) -> list[Cluster]:
    meant = [cluster for cluster in clusters if wanted & set(cluster.articles)]
    if len(meant) < 2:
        return clusters
    articles = tuple(sorted({article for cluster in meant for article in cluster.articles}))
    rest = [cluster for cluster in clusters if cluster not in meant]
    return [*rest, Cluster(articles, meant[0].event, Why(BY_A_PERSON))]


def _parted(clusters: list[Cluster], left: set[str], right: set[str]) -> list[Cluster]:
    found: list[Cluster] = []
    for cluster in clusters:
        inside = set(cluster.articles)
        leaving = (right - left) & inside
        if not leaving or not (left & inside) or leaving == inside:
            found.append(cluster)
            continue
        found.append(msgspec.structs.replace(cluster, articles=tuple(sorted(inside - leaving))))
        found.append(Cluster(tuple(sorted(leaving)), None, Why(BY_A_PERSON)))
    return found


def decided_groups(
    groups: Sequence[tuple[Speaker, ...]], decisions: Sequence[Decision]
) -> list[tuple[Speaker, ...]]:
    """Join and part speakers as people decided; the ones meant are found by their mentions."""
    found = list(groups)
    for decision in decisions:
        if decision.relation != "same-speaker" or decision.verdict == "unsure":
            continue
        if decision.verdict == "yes":
            found = _one(found, decision)
        else:
            found = [part for group in found for part in _two(group, decision)]
    return found


def _meant(speaker: Speaker, decision: Decision) -> tuple[bool, bool]:
    words = (speaker.name, *speaker.mentions)
    return touches(words, decision.left_spans), touches(words, decision.right_spans)


def _one(groups: list[tuple[Speaker, ...]], decision: Decision) -> list[tuple[Speaker, ...]]:
    meant = [group for group in groups if any(any(_meant(speaker, decision)) for speaker in group)]
    if len(meant) < 2:
        return groups
    whole = tuple(sorted((speaker for group in meant for speaker in group), key=lambda s: s.id))
    return [*(group for group in groups if group not in meant), whole]


def _two(group: tuple[Speaker, ...], decision: Decision) -> list[tuple[Speaker, ...]]:
    sides = {speaker.id: _meant(speaker, decision) for speaker in group}
    leaving = tuple(s for s in group if sides[s.id] == (False, True))
    staying = tuple(s for s in group if sides[s.id] != (False, True))
    if not leaving or not any(left for left, _ in sides.values()):
        return [group]
    return [staying, leaving]
