"""A weekday that other reports show to be the day after: of one missile, "on Tuesday" in a report of Monday.

By itself a report of Monday dates "the missile launched on Tuesday" six days back. Where the story's other reports put a
happening of the same kind among their news on the day after the report, and none of them one six days before it, the
report means that day, and so wherever it names the bare weekday in the past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.calendar_words import DAYS
from rashomon.group.tellings import EXACT, Telling, own_day
from rashomon.tense import TELLING
from rashomon.types import Reading, When, Why

LAST_WEEKDAY = "last-weekday"
# Words beside their heads that two tellings of one happening share at least.
SHARED = 2
SIX_DAYS, A_DAY = timedelta(6), timedelta(1)


def with_morrows(tellings: Mapping[str, Telling], readings: Sequence[Reading]) -> dict[str, Telling]:
    """Move the tellings of a report from six days before it to the day after, where its story shows that it means that."""
    days = {reading.article.id: own_day(reading) for reading in readings}
    doubtful: defaultdict[str, list[str]] = defaultdict(list)
    for key, telling in tellings.items():
        if _is_six_days_back(telling, days[telling.article]):
            doubtful[telling.article].append(key)
    moved: dict[str, Telling] = {}
    for article, keys in doubtful.items():
        witness = _witness(article, [tellings[key] for key in keys], tellings, days[article])
        if witness:
            moved |= {key: replace(tellings[key], when=_moved(tellings[key].when, witness)) for key in keys}
    return {key: moved.get(key, telling) for key, telling in tellings.items()}


def _is_six_days_back(telling: Telling, own: date | None) -> bool:
    when = telling.when
    if when is None or own is None or when.span is None or when.why.code != LAST_WEEKDAY:
        return False
    # "last Tuesday", "this past Tuesday" say so themselves
    bare = when.span.text.lower().startswith(tuple(DAYS))
    return bare and when.start == when.end == (own - SIX_DAYS).isoformat()


def _witness(
    article: str, doubtful: Sequence[Telling], tellings: Mapping[str, Telling], own: date | None
) -> When | None:
    """Return the date by which another report puts a happening of the kind on the day after; None where one is six days back."""
    kinds = {telling.happening.lemma for telling in doubtful} - TELLING
    if own is None:
        return None
    others = [
        telling
        for telling in tellings.values()
        if telling.article != article
        and telling.happening.lemma in kinds
        and telling.current
        and telling.when
        and telling.when.precision in EXACT
    ]
    if any(other.when and other.when.start == (own - SIX_DAYS).isoformat() for other in others):
        return None
    alike = [other.when for other in others if any(_tells_the_same(telling, other) for telling in doubtful)]
    morrow = (own + A_DAY).isoformat()
    after = sorted((when for when in alike if when and when.start == when.end == morrow), key=_place)
    return after[0] if after else None


def _tells_the_same(telling: Telling, other: Telling) -> bool:
    """Say whether two tellings are of a kind and share words: not any arrest in Korra is the one in Elva a week later."""
    alike = telling.happening.lemma == other.happening.lemma
    return alike and len(telling.words & other.words) >= SHARED


def _place(when: When) -> tuple[bool, str, int]:
    return (when.span is None, when.span.article if when.span else "", when.span.start if when.span else 0)


def _moved(when: When | None, witness: When) -> When | None:
    if when is None:
        return None
    spans = tuple(span for span in (when.span, witness.span) if span)
    return replace(
        when, start=witness.start, end=witness.end, why=Why("other-telling:day-already-begun", spans)
    )
