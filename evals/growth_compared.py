"""Comparisons for stories made in rounds: those of the real stories, with the words and ids of their likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from evals.growth_rounds import KEY
from rashomon.compare.record import dossiers
from rashomon.compare.story import compare_story
from rashomon.compare.uncompared import uncompared_story
from rashomon.engines.local import Serial
from rashomon.group.groups import group_readings
from rashomon.ports import Encoder
from rashomon.spans import make_id
from rashomon.types import Comparison, Dossier, Reading

# Why a made story stays uncompared: no real one is of the same reports.
UNCOMPARED = "made-for-measuring"

type Compared = tuple[Dossier, Comparison]


class Recasting(Struct, frozen=True):
    """An engine that recasts what is known of a story of the same reports in `real`; other stories stay uncompared."""

    real: dict[tuple[str, ...], Compared]

    def map[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Any]:
        """Yield one result an item, in their order."""
        for item in items:
            if not isinstance(item, Dossier):
                yield from Serial().map(work, [item])
                continue
            base = self.real.get(_sources(item))
            # a report of a store made before may have been read for real: its statements are others then
            made = base and _shape(base[0]) == _shape(item)
            yield _recast(base, item) if base and made else uncompared_story(item, UNCOMPARED)


def real_stories(readings: Sequence[Reading], encoder: Encoder) -> Recasting:
    """Compare the stories of real readings."""
    cases = dossiers(readings, group_readings(readings))
    return Recasting({_sources(case): (case, compare_story(case, encoder=encoder)) for case in cases})


def _shape(case: Dossier) -> dict[str, list[tuple[int, int]]]:
    """Say where the statements of each report stand: in a report made of a real one they stand in the same places."""
    return {
        _source(reading): [(part.content[0].start, part.content[-1].end) for part in reading.statements]
        for reading in case.readings
    }


def _sources(case: Dossier) -> tuple[str, ...]:
    return tuple(sorted(_source(reading) for reading in case.readings))


def _source(reading: Reading) -> str:
    return reading.article.source.rpartition("/")[2]


def _recast(base: Compared, case: Dossier) -> Comparison:
    old, found = base
    theirs = {_source(reading): reading for reading in case.readings}
    pairs = [(reading, theirs[_source(reading)]) for reading in old.readings]
    ids = {one.article.id: other.article.id for one, other in pairs}
    for one, other in pairs:
        ids |= {a.id: b.id for a, b in zip(one.statements, other.statements, strict=True)}
    ids |= _events(old, case, ids)
    texts = {reading.article.id: reading.article.text for reading in case.readings}
    made = _with(msgspec.to_builtins(found), ids, texts, case.cluster.articles[0])
    made["story"] |= {"event": case.cluster.event, "articles": sorted(made["story"]["articles"])}
    return msgspec.convert(made, Comparison)


def _events(old: Dossier, case: Dossier, ids: dict[str, str]) -> dict[str, str]:
    ours = {(span.article, span.start): event.id for event in case.events for span in event.mentions}
    return {
        event.id: ours.get((ids[event.mentions[0].article], event.mentions[0].start), "")
        for event in old.events
    }


def _with(item: Any, ids: dict[str, str], texts: dict[str, str], seed: str) -> Any:
    if isinstance(item, str):
        return ids.get(item) or make_id(item[0], seed, item) if KEY.fullmatch(item) else item
    if isinstance(item, list | tuple):
        return [_with(part, ids, texts, seed) for part in item]
    if not isinstance(item, dict):
        return item
    made = {name: _with(part, ids, texts, seed) for name, part in item.items()}
    if set(made) == {"article", "start", "end", "text"}:
        made["text"] = texts[made["article"]][made["start"] : made["end"]]
    return made
