"""Events across reports: tellings of one happening join; look-alikes on other days do not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from rashomon.dates import MONTHS, find_dates
from rashomon.linking import Scored, cluster
from rashomon.spans import make_id
from rashomon.types import Cluster, Event, Happening, Reading, Span, When, Why

# Two tellings of one class with the same people and no conflict of days are one happening at this score.
SAME_EVENT = 0.5
# What other words before the noun take away: undated, a "working visit" and a "state visit" are two happenings.
OTHER_KIND = 0.25
PLAIN = frozenset(
    (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "some",
        "any",
        "of",
        "and",
    )
)


class _Telling(Struct, frozen=True):
    happening: Happening
    article: str
    people: frozenset[str]
    when: When | None
    months: frozenset[int]
    qualifiers: frozenset[str]


def join_events(
    readings: Sequence[Reading], clusters: Sequence[Cluster], speaker_of: dict[str, str]
) -> tuple[tuple[Event, ...], tuple[Cluster, ...]]:
    """Join the happenings of each story into events, and name the main event of each cluster.

    A telling whose report has no date of its own is dated by the other reports of its story, where they agree on a
    day of publication to within a week; `why` then says so. Events never run across two stories' main events.
    """
    by_article = {reading.article.id: reading for reading in readings}
    events: list[Event] = []
    named: list[Cluster] = []
    for group in clusters:
        inside = [by_article[article] for article in sorted(group.articles)]
        found = _of_story(inside, speaker_of)
        events += found
        main = max(
            found, key=lambda event: (len(event.articles), len(event.mentions), event.id), default=None
        )
        named.append(msgspec.structs.replace(group, event=main.id if main else None))
    return tuple(sorted(events, key=lambda event: event.id)), tuple(named)


def story_anchor(readings: Sequence[Reading]) -> date | None:
    """Return the day that dates the undated reports of a story: the first on which one of its reports was published.

    None where no report says, or where the reports lie more than a week apart.
    """
    days = sorted(
        date.fromisoformat(reading.article.published.start)
        for reading in readings
        if reading.article.published and reading.article.published.precision in {"day", "minute"}
    )
    return days[-1] if days and (days[-1] - days[0]).days <= 7 else None


def redated(when: When | None, span: Span | None, anchor: date | None) -> When | None:
    """Date an expression that its own report leaves open, from the day of the story's other reports."""
    if when is not None or span is None or anchor is None:
        return when
    for found in find_dates(span.text, anchor):
        if found.resolved:
            start, end = found.resolved.start.isoformat(), found.resolved.end.isoformat()
            return When(
                start,
                end,
                found.resolved.precision,
                span,
                Why(f"other-report:{found.resolved.rule}", (span,)),
            )
    return None


def _of_story(readings: Sequence[Reading], speaker_of: dict[str, str]) -> list[Event]:
    anchor = story_anchor(readings)
    tellings = {
        happening.id: _telling(reading, happening, speaker_of, anchor)
        for reading in readings
        for happening in reading.happenings
    }
    pairs = _pairs(tellings)
    groups = cluster(sorted(tellings), pairs, threshold=SAME_EVENT)
    events = [_event([tellings[key] for key in group]) for group in groups]
    return [event for event in events if event.articles or len(event.mentions) > 1 or event.when]


def _telling(
    reading: Reading, happening: Happening, speaker_of: dict[str, str], anchor: date | None
) -> _Telling:
    near = [item.span for item in reading.times if _near(item.span, happening.span)]
    unresolved = next((item.span for item in reading.times if item.when is None and item.span in near), None)
    return _Telling(
        happening,
        reading.article.id,
        frozenset(speaker_of.get(key, key) for key in happening.participants),
        redated(happening.when, unresolved, anchor),
        frozenset(month for span in (*near, happening.span) for month in _months(span.text)),
        _qualifiers(happening),
    )


def _months(text: str) -> set[int]:
    """Name the months that a text names itself, whatever the year; "may" and "march" are verbs."""
    return {MONTHS[word.lower()] for word in re.findall(r"[A-Z][a-z]+", text) if word.lower() in MONTHS}


def _qualifiers(happening: Happening) -> frozenset[str]:
    """List the plain words before an event noun that say which one is meant ("working" visit, "second" round)."""
    before = happening.span.text[: max(0, happening.head.start - happening.span.start)]
    return frozenset(
        word for word in before.split() if word.isalpha() and word.islower() and word not in PLAIN
    )


def _near(time: Span, telling: Span) -> bool:
    # the time stands in the telling or right behind it ("talks in the port on Sunday")
    return telling.start <= time.start and time.start <= telling.end + 12


def _pairs(tellings: dict[str, _Telling]) -> list[Scored]:
    by_class: defaultdict[str, list[str]] = defaultdict(list)
    for key, telling in sorted(tellings.items()):
        if not _bare(telling):
            by_class[telling.happening.lemma].append(key)
    return [
        _scored(left, right, tellings)
        for keys in by_class.values()
        for place, left in enumerate(keys)
        for right in keys[place + 1 : place + 200]
    ]


def _bare(telling: _Telling) -> bool:
    """Say whether nothing tells which happening is meant: "the visit", deep in a report, with no time or quality."""
    return not (telling.happening.news or telling.when or telling.months or telling.qualifiers)


def _scored(left: str, right: str, tellings: dict[str, _Telling]) -> Scored:
    a, b = tellings[left], tellings[right]
    apart = _apart(a.when, b.when) or bool(a.months and b.months and not a.months & b.months)
    shared = len(a.people & b.people) / max(1, min(len(a.people), len(b.people)))
    same_words = a.happening.head.text.lower() == b.happening.head.text.lower()
    together = a.when is not None and b.when is not None and not apart and a.when.precision == "day"
    score = 0.5 * shared + 0.2 * same_words + 0.4 * together - OTHER_KIND * (a.qualifiers != b.qualifiers)
    return Scored(left, right, max(0.0, min(1.0, score)), veto=apart)


def _apart(a: When | None, b: When | None) -> bool:
    return a is not None and b is not None and (a.end < b.start or b.end < a.start)


def _event(tellings: list[_Telling]) -> Event:
    ranked = sorted(
        tellings, key=lambda t: (not t.happening.news, len(t.happening.span.text) < 12, t.happening.span)
    )
    best = ranked[0].happening
    dated = [t.when for t in ranked if t.when]
    exact = min(
        dated,
        key=lambda when: ("minute", "day", "month", "year", "vague").index(when.precision),
        default=None,
    )
    people = Counter(person for t in tellings for person in t.people)
    return Event(
        id=make_id("e", *sorted(t.happening.id for t in tellings)),
        name=best.span,
        when=exact,
        where=next((t.happening.where for t in ranked if t.happening.where), None),
        participants=tuple(sorted(people)),
        mentions=tuple(sorted({t.happening.span for t in tellings})),
        articles=tuple(sorted({t.article for t in tellings if t.happening.news})),
    )
