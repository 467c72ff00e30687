"""Assemble the record from what the rooms found. Nothing is decided here; ids are joined and lists are sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from rashomon.compare.decided import decided_links, standing
from rashomon.decisions import places
from rashomon.types import (
    FORMAT,
    Cluster,
    Comparison,
    Dossier,
    Entry,
    Gap,
    Grouping,
    Intake,
    Link,
    MadeBy,
    Reading,
    RecordData,
    Statement,
)


def dossiers(readings: Sequence[Reading], grouping: Grouping) -> list[Dossier]:
    """Gather for each story all that comparing it may look at, and nothing of any other story."""
    by_article = {reading.article.id: reading for reading in readings}
    found = _places_of(grouping)
    return [_dossier(by_article, grouping, found, cluster) for cluster in grouping.stories]


class _Places(Struct, frozen=True):
    """Where in a grouping the copies and events of each article stand, and each speaker by its id."""

    copies: dict[str, list[int]]
    events: dict[str, list[int]]
    speakers: dict[str, list[int]]


def _places_of(grouping: Grouping) -> _Places:
    # looked up, so that a store of many stories is not gone through once for each of them
    return _Places(
        copies=_places_by(grouping.copies, lambda copy: {copy.spans[0].article}),
        events=_places_by(grouping.events, lambda event: {span.article for span in event.mentions}),
        speakers=_places_by(grouping.speakers, lambda speaker: {speaker.id}),
    )


def _places_by[T](items: Iterable[T], keys: Callable[[T], set[str]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for key in keys(item):
            found[key].append(place)
    return found


def _at(places: dict[str, list[int]], keys: Iterable[str]) -> list[int]:
    return sorted({place for key in keys for place in places.get(key, ())})


def _dossier(by_article: dict[str, Reading], grouping: Grouping, found: _Places, cluster: Cluster) -> Dossier:
    members = set(cluster.articles)
    inside = tuple(by_article[article] for article in sorted(members))
    local = {speaker.id for reading in inside for speaker in reading.speakers}
    speaker_of = {key: grouping.speaker_of[key] for key in sorted(local) if key in grouping.speaker_of}
    copies = (grouping.copies[place] for place in _at(found.copies, members))
    return Dossier(
        cluster=cluster,
        readings=inside,
        copies=tuple(copy for copy in copies if all(span.article in members for span in copy.spans)),
        speakers=tuple(grouping.speakers[place] for place in _at(found.speakers, speaker_of.values())),
        speaker_of=speaker_of,
        events=tuple(grouping.events[place] for place in _at(found.events, members)),
        decisions=tuple(d for d in grouping.decisions if places((*d.left_spans, *d.right_spans)) & members),
    )


def assemble(
    readings: Sequence[Reading],
    grouping: Grouping,
    compared: Sequence[Comparison],
    *,
    made_by: MadeBy,
    intake: Intake | None = None,
    gaps: Sequence[Gap] = (),
) -> RecordData:
    """Put a record together; every list is sorted, so the order of the input leaves no trace."""
    decided, unplaced = decided_links(readings, grouping.decisions)
    links = _unique((*grouping.links, *(link for found in compared for link in found.links), *decided))
    all_gaps = (*gaps, *unplaced, *(gap for part in (*readings, grouping, *compared) for gap in part.gaps))
    return RecordData(
        format=FORMAT,
        made_by=made_by,
        articles=tuple(sorted((reading.article for reading in readings), key=lambda article: article.source)),
        speakers=tuple(sorted(grouping.speakers, key=lambda speaker: speaker.id)),
        statements=_statements(readings, grouping, links),
        events=tuple(sorted(grouping.events, key=lambda event: event.id)),
        stories=tuple(
            sorted((found.story for found in compared), key=lambda story: (-len(story.articles), story.id))
        ),
        timeline=_timeline(entry for found in compared for entry in found.timeline),
        gaps=tuple(sorted(set(all_gaps), key=_gap_order)),
        links=links,
        intake=intake,
    )


def _unique(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for _, link in sorted({link.id: link for link in links}.items()))


def _gap_order(gap: Gap) -> tuple[str, int, str, str]:
    return (gap.article or "", gap.span.start if gap.span else -1, gap.what, gap.why)


def _timeline(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    unique = {entry.id: entry for entry in entries}
    return tuple(sorted(unique.values(), key=lambda entry: (entry.when.start, entry.when.end, entry.id)))


def _statements(
    readings: Sequence[Reading], grouping: Grouping, links: Sequence[Link]
) -> tuple[Statement, ...]:
    same, denied = _partners(links)
    found = [
        msgspec.structs.replace(
            statement,
            speaker=grouping.speaker_of.get(statement.speaker) if statement.speaker else None,
            same_as=tuple(sorted(same[statement.id])),
            denies=tuple(sorted(denied[statement.id])),
        )
        for reading in readings
        for statement in reading.statements
    ]
    return tuple(
        sorted(found, key=lambda statement: (statement.article, statement.content[0].start, statement.id))
    )


def _partners(links: Sequence[Link]) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    same: defaultdict[str, set[str]] = defaultdict(set)
    denied: defaultdict[str, set[str]] = defaultdict(set)
    for link in standing(links):
        if link.verdict != "yes":
            continue
        if link.relation == "same-utterance":
            same[link.left].add(link.right)
            same[link.right].add(link.left)
        elif link.relation == "denies":
            denied[link.left].add(link.right)
    return same, denied
