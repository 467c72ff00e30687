"""When everything happened, over the reports of one story; what is dated in two ways is shown as two entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from rashomon.calendar_words import DAYS
from rashomon.date_years import is_without_year
from rashomon.spans import inside, make_id, overlap
from rashomon.types import Dossier, Entry, Event, Happening, Span, When, Why

# Tellings of one class by the same people, dated at most so many days apart, are one happening dated in two ways; farther
# apart they are two happenings (two meetings in a month). A stretch such as "last week" is a looser date by its nature.
CONFLICT_DAYS, LOOSE_DAYS = 4, 8
# A stretch longer than this dates nothing closely enough to be in conflict.
LONGEST_STRETCH = 7
# Classes of happenings that the same people do once in a few days; statements and speeches they make every day.
ONCE = frozenset(("meeting", "call", "visit", "vote", "deal", "attack", "takeover", "withdrawal", "landing", "disaster", "death",
                  "arrest", "launch", "opening", "resignation", "dismissal", "appointment", "invitation", "cancellation",
                  "inauguration", "wedding", "birth", "funeral", "hearing", "ruling", "trial"))  # fmt: skip
# What befalls one: the same person is enough. What two or more do together needs two of them.
OF_ONE = ONCE - {"meeting", "call", "visit", "deal", "attack", "takeover"}
# No report gives a year: the entry stands in the timeline with its own words, open at both ends.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
NO_YEAR = "no-year-in-any-report"


class _Line(Struct, frozen=True):
    """An entry under work: its event, the classes of its tellings, and who dates it: each report, and whether in a quote."""

    entry: Entry
    event: Event
    classes: frozenset[str]
    tellers: frozenset[tuple[str, bool]]


def build_timeline(dossier: Dossier) -> tuple[Entry, ...]:
    """List the dated happenings of a story in order, each with every telling of it.

    A happening that the reports date without a year, where no report gives one, is an entry of an open stretch: its `when`
    holds the words that date it, and `why` says that no report gives the year. Two entries are in conflict where
    reports put what seems to be one happening on different days; a month beside a day inside it is no conflict.
    """
    told = {happening.span: happening for reading in dossier.readings for happening in reading.happenings}
    quotes = _quotes(dossier)
    lines = _once([line for event in dossier.events for line in _line(event, told, quotes, dossier)], told)
    conflicts: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in _conflicts(lines):
        conflicts[left.entry.id].add(right.entry.id)
        conflicts[right.entry.id].add(left.entry.id)
    dated = [
        msgspec.structs.replace(line.entry, conflict=tuple(sorted(conflicts[line.entry.id])))
        for line in lines
    ]
    return tuple(sorted(dated, key=lambda entry: (entry.when.start, entry.when.end, entry.id)))


def _quotes(dossier: Dossier) -> dict[str, list[Span]]:
    return {
        reading.article.id: [span for statement in reading.statements for span in statement.quoted]
        for reading in dossier.readings
    }


def _line(
    event: Event, told: dict[Span, Happening], quotes: dict[str, list[Span]], dossier: Dossier
) -> Iterator[_Line]:
    inside = {reading.article.id for reading in dossier.readings}
    mentions = tuple(span for span in event.mentions if span.article in inside)
    known = {r.article.id: r.article.published for r in dossier.readings}
    undated = {article for article, day in known.items() if day is None or not _exact(day)}
    left = [span for span in mentions if span.article in undated or _without_year(told.get(span))]
    when = event.when or _open(left, told)
    if when is None or not mentions:
        return
    dating = [span for span in mentions if span in told and told[span].time] or mentions
    tellers = {(span.article, any(overlap(span, quote) for quote in quotes[span.article])) for span in dating}
    classes = {told[span].lemma for span in mentions if span in told}
    entry = Entry(make_id("w", event.id), when, event.name, event.id, mentions, ())
    yield _Line(entry, event, frozenset(classes), frozenset(tellers))


def _without_year(happening: Happening | None) -> bool:
    return happening is not None and happening.time is not None and is_without_year(happening.time.text)


def _open(mentions: Sequence[Span], told: dict[Span, Happening]) -> When | None:
    """Date by words alone: the first telling that names a time, whatever the year.

    A report that has its day leaves open a day whose year is in doubt, and what no day would date ("eight hours later"):
    that has no place in time.
    """
    times = [told[span].time for span in mentions if span in told]
    first = next((time for time in times if time is not None), None)
    if first is None:
        return None
    return When(FIRST_DAY, LAST_DAY, "vague", first, Why(NO_YEAR, (first,)))


def _once(lines: Sequence[_Line], told: dict[Span, Happening]) -> list[_Line]:
    """Leave one entry of two that one passage dates once: "spoke in an address on Friday" and the address in it.

    Two listed happenings of two classes stay two, the visit and the talks that it was made for.
    """
    dating: defaultdict[frozenset[Span | None], list[_Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (-_reach(line), line.entry.id)):
        same = dating[frozenset(told[span].time for span in line.entry.mentions if span in told)]
        place = next((n for n, outer in enumerate(same) if _is_within(line, outer)), None)
        if place is None:
            same.append(line)
        else:
            same[place] = _with(same[place], line)
    return [line for same in dating.values() for line in same]


def _reach(line: _Line) -> int:
    return sum(span.end - span.start for span in line.entry.mentions)


def _is_within(line: _Line, outer: _Line) -> bool:
    if len(line.classes | outer.classes) > 1 and line.classes & ONCE and outer.classes & ONCE:
        return False
    return all(any(inside(span, other) for other in outer.entry.mentions) for span in line.entry.mentions)


def _with(outer: _Line, line: _Line) -> _Line:
    mentions = tuple(sorted({*outer.entry.mentions, *line.entry.mentions}))
    entry = msgspec.structs.replace(outer.entry, mentions=mentions)
    return msgspec.structs.replace(outer, entry=entry, classes=outer.classes | line.classes)


def _conflicts(lines: Sequence[_Line]) -> Iterator[tuple[_Line, _Line]]:
    by_class: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        for name in sorted(line.classes & ONCE):
            by_class[name].append(line)
    for same in by_class.values():
        for place, left in enumerate(same):
            for right in same[place + 1 :]:
                if _one_dated_twice(left, right, alone=_near(same) == 2):
                    yield left, right


def _near(lines: Sequence[_Line]) -> int:
    """Count the entries of a class that are dated to the day."""
    return sum(line.entry.when.precision in {"day", "minute"} for line in lines)


def _one_dated_twice(left: _Line, right: _Line, *, alone: bool) -> bool:
    if left.tellers & right.tellers or _elsewhere(left.event, right.event):
        return False
    shared = len(set(left.event.participants) & set(right.event.participants))
    # where a report names nobody ("their leaders had spoken"), only the one other happening of its kind can be meant
    unnamed = alone and not (left.event.participants and right.event.participants)
    enough = shared > 1 or (shared == 1 and bool(left.classes & right.classes & OF_ONE))
    if _exact(left.entry.when) and _exact(right.entry.when):
        return (enough or unnamed) and 0 < _days_between(left, right) <= CONFLICT_DAYS
    return enough and 0 < _days_between(left, right) <= LOOSE_DAYS


def _elsewhere(left: Event, right: Event) -> bool:
    return (
        left.where is not None
        and right.where is not None
        and left.where.text.lower() != right.where.text.lower()
    )


def _exact(when: When) -> bool:
    return when.precision in {"day", "minute"}


def _days_between(left: _Line, right: _Line) -> int:
    first, second = sorted((left.entry.when, right.entry.when), key=lambda when: when.start)
    if NO_YEAR in {first.why.code, second.why.code}:
        return _by_weekday(first, second)
    edges = [date.fromisoformat(day) for day in (first.start, first.end, second.start, second.end)]
    if max((edges[1] - edges[0]).days, (edges[3] - edges[2]).days) >= LONGEST_STRETCH:
        return 0
    return max(0, (edges[2] - edges[1]).days)


def _by_weekday(first: When, second: When) -> int:
    """Count the days between two weekdays that stand alone, without a year; 0 where either is none."""
    named = [DAYS.get(when.span.text.split()[0].lower()) if when.span else None for when in (first, second)]
    if named[0] is None or named[1] is None:
        return 0
    apart = abs(named[0] - named[1])
    return min(apart, 7 - apart)
