"""When everything happened, over the reports of one story; what is dated in two ways is shown as two entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from rashomon.spans import make_id
from rashomon.types import Dossier, Entry, Event, Span, When

# Tellings of one class by the same people, dated at most so many days apart, are one happening dated in two ways; farther
# apart they are two happenings (two meetings in a month).
CONFLICT_DAYS = 4


def build_timeline(dossier: Dossier) -> tuple[Entry, ...]:
    """List the dated happenings of a story in order, each with every telling of it.

    Two entries are in conflict where reports put what seems to be one happening on different days; a month beside a
    day inside it is no conflict.
    """
    inside = {reading.article.id for reading in dossier.readings}
    entries = [_entry(event, inside) for event in dossier.events if event.when]
    conflicts = _conflicts(dossier, [event for event in dossier.events if event.when])
    dated = [
        Entry(
            entry.id, entry.when, entry.what, entry.event, entry.mentions, tuple(sorted(conflicts[entry.id]))
        )
        for entry in entries
        if entry
    ]
    return tuple(sorted(dated, key=lambda entry: (entry.when.start, entry.when.end, entry.id)))


def _entry(event: Event, inside: set[str]) -> Entry | None:
    mentions = tuple(span for span in event.mentions if span.article in inside)
    if event.when is None or not mentions:
        return None
    return Entry(_id(event), event.when, event.name, event.id, mentions, ())


def _id(event: Event) -> str:
    return make_id("w", event.id)


def _conflicts(dossier: Dossier, events: Sequence[Event]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    lemma = {
        happening.span: happening.lemma for reading in dossier.readings for happening in reading.happenings
    }
    for place, left in enumerate(events):
        for right in events[place + 1 :]:
            if _one_dated_twice(left, right, lemma):
                found[_id(left)].add(_id(right))
                found[_id(right)].add(_id(left))
    return found


def _one_dated_twice(left: Event, right: Event, lemma: dict[Span, str]) -> bool:
    classes = {lemma.get(span) for span in left.mentions} & {lemma.get(span) for span in right.mentions} - {
        None
    }
    reports = ({span.article for span in left.mentions}, {span.article for span in right.mentions})
    if not classes or reports[0] & reports[1] or left.when is None or right.when is None:
        return False
    people = set(left.participants) & set(right.participants)
    return bool(people) and 0 < _days_between(left.when, right.when) <= CONFLICT_DAYS


def _days_between(left: When, right: When) -> int:
    if left.precision not in {"day", "minute"} or right.precision not in {"day", "minute"}:
        return 0
    first, second = sorted((left, right), key=lambda when: when.start)
    return max(0, (date.fromisoformat(second.start) - date.fromisoformat(first.end)).days)
