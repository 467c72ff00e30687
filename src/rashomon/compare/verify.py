"""Prove a record: every span is sliced again, every id looked up, every rule of the format checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

import msgspec

from rashomon.spans import holds
from rashomon.types import FORMAT, Article, Point, RecordData, Side, Span, Statement, Story, When


def verify(record: RecordData) -> list[str]:
    """List every breach of the format, each with its place; an empty list means that the record holds.

    Types and enumerations are checked when a record is decoded; this checks what types cannot: spans, ids, counts.
    """
    articles = {article.id: article for article in record.articles}
    checks = (_format, _ids, _references, _statements, _stories, _times, _intake)
    return [*_spans(record, articles), *(breach for check in checks for breach in check(record))]


def spans_of(item: object, path: str = "") -> Iterator[tuple[str, Span]]:
    """Walk any noun and yield every span in it with its path.

    >>> from rashomon.types import Why
    >>> [path for path, _ in spans_of(Why("x", (Span("a", 0, 1, "A"),)))]
    ['spans[0]']
    """
    if isinstance(item, Span):
        yield path, item
    elif isinstance(item, msgspec.Struct):
        for name in item.__struct_fields__:
            yield from spans_of(getattr(item, name), f"{path}.{name}".lstrip("."))
    elif isinstance(item, tuple):
        for number, part in enumerate(item):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from spans_of(part, f"{path}[{number}]")  # pyright: ignore[reportUnknownArgumentType]


def _spans(record: RecordData, articles: dict[str, Article]) -> Iterator[str]:
    if all_hold(record, articles):
        return
    for path, span in spans_of(record):
        article = articles.get(span.article)
        if article is None:
            yield f"{path}: article {span.article} is not in the record"
        elif not holds(span, article):
            yield f"{path}: {span.start}:{span.end} of article {span.article} is not {span.text[:40]!r}"


# No span stands in these; `spans_of` walks what is left in the same way.
_PLAIN = frozenset((str, int, float, bool, dict, type(None)))


def all_hold(item: Any, articles: Mapping[str, Article]) -> bool:
    """Say whether every span in a noun, or in a tuple of them, is what stands at its place.

    It is the walk of `spans_of` without its paths, which took most of its time.

    >>> all_hold((Span("a1", 0, 4, "Snow"),), {"a1": Article("a1", "a.txt", "Rain fell.")})
    False
    """
    whole = item.__class__
    parts: Iterable[Any] = item if whole is tuple else [getattr(item, name) for name in _with_spans(whole)]
    for part in parts:
        kind = part.__class__
        if kind is Span:
            article = articles.get(part.article)
            if article is None or not holds(part, article):
                return False
        elif kind not in _PLAIN and not all_hold(part, articles):
            return False
    return True


@cache
def _with_spans(noun: type[msgspec.Struct]) -> tuple[str, ...]:
    """Name the fields of a noun in which spans may stand: of the eight of a link one, and a large store has a million.

    >>> from rashomon.types import Link
    >>> _with_spans(Link)
    ('why',)
    """
    return tuple(field.name for field in msgspec.structs.fields(noun) if _may_hold(field.type))


def _may_hold(kind: Any) -> bool:
    if isinstance(kind, type) and not get_args(kind):
        return issubclass(kind, msgspec.Struct)
    return any(_may_hold(part) for part in get_args(kind))


def _format(record: RecordData) -> Iterator[str]:
    if record.format != FORMAT:
        yield f"format: {record.format!r} is not {FORMAT!r}"


def _ids(record: RecordData) -> Iterator[str]:
    points = [point for story in record.stories for point in story.points]
    named = (
        *record.articles,
        *record.speakers,
        *record.statements,
        *record.events,
        *record.stories,
        *record.timeline,
    )
    for key, count in sorted(Counter(item.id for item in (*named, *points)).items()):
        if count > 1 or not key:
            yield f"id {key!r} stands {count} times"


def _references(record: RecordData) -> Iterator[str]:
    known = {
        "article": {article.id for article in record.articles},
        "speaker": {speaker.id for speaker in record.speakers},
        "statement": {statement.id for statement in record.statements},
        "event": {event.id for event in record.events},
        "entry": {entry.id for entry in record.timeline},
        "point": {point.id for story in record.stories for point in story.points},
    }
    known["statement or point"] = known["statement"] | known["point"]
    for place, kind, key in _pointers(record):
        if key is not None and key not in known[kind]:
            yield f"{place}: no {kind} {key!r}"


def _pointers(record: RecordData) -> Iterator[tuple[str, str, str | None]]:
    for statement in record.statements:
        yield from _statement_pointers(statement)
    for speaker in record.speakers:
        yield from ((f"speaker {speaker.id}", "speaker", key) for key in speaker.members)
    for event in record.events:
        yield from ((f"event {event.id}", "speaker", key) for key in event.participants)
        yield from ((f"event {event.id}", "article", key) for key in event.articles)
    for story in record.stories:
        yield f"story {story.id}", "event", story.event
        yield from ((f"story {story.id}", "article", key) for key in story.articles)
        yield from (pointer for point in story.points for pointer in _point_pointers(point))
    for entry in record.timeline:
        yield f"entry {entry.id}", "event", entry.event
        yield from ((f"entry {entry.id}", "entry", key) for key in entry.conflict)


def _statement_pointers(statement: Statement) -> Iterator[tuple[str, str, str | None]]:
    place = f"statement {statement.id}"
    yield place, "article", statement.article
    yield place, "speaker", statement.speaker
    yield place, "event", statement.event
    yield from ((place, "statement or point", key) for key in statement.denies)
    yield from ((place, "statement", key) for key in statement.same_as)


def _point_pointers(point: Point) -> Iterator[tuple[str, str, str | None]]:
    for side in point.sides:
        yield f"point {point.id}", "article", side.article
        yield f"point {point.id}", "statement", side.statement
    yield from ((f"point {point.id}", "article", silence.article) for silence in point.silent)


def _statements(record: RecordData) -> Iterator[str]:
    for statement in record.statements:
        place = f"statement {statement.id}"
        if not statement.content:
            yield f"{place}: no content"
        parts = (
            *statement.content,
            *statement.quoted,
            *(part for part in (statement.cue, statement.source) if part),
        )
        if any(span.article != statement.article for span in parts):
            yield f"{place}: a span of another article"
        if not 0 <= statement.score <= 1:
            yield f"{place}: score {statement.score} is not between 0 and 1"


def _stories(record: RecordData) -> Iterator[str]:
    homes = Counter(article for story in record.stories for article in story.articles)
    for article in record.articles:
        if homes[article.id] != 1:
            yield f"article {article.id} stands in {homes[article.id]} stories"
    for story in record.stories:
        yield from story_breaches(story)


def story_breaches(story: Story) -> Iterator[str]:
    """Yield what does not hold in a story by itself, whatever else the record has."""
    members = set(story.articles)
    witnesses = Counter(article for origin in story.origins for article in origin.articles)
    for article in sorted(members):
        if witnesses[article] != 1:
            yield f"story {story.id}: article {article} stands in {witnesses[article]} origins"
    for point in story.points:
        yield from _point(point, members, len(story.origins))


def _point(point: Point, members: set[str], origins: int) -> Iterator[str]:
    place = f"point {point.id}"
    if not point.sides:
        yield f"{place}: no side"
    if not 1 <= point.origins <= max(1, origins):
        yield f"{place}: {point.origins} origins, but its story has {origins}"
    told = {side.article for side in point.sides}
    for article in sorted((told | {silence.article for silence in point.silent}) - members):
        yield f"{place}: article {article} is not of this story"
    for article in sorted(told & {silence.article for silence in point.silent}):
        yield f"{place}: article {article} both tells it and is silent"
    if any(_strays(side) for side in point.sides):
        yield f"{place}: a side with spans of another article, or none"
    if point.status == "agreed" and (point.origins < 2 or any(side.stance != "for" for side in point.sides)):
        yield f"{place}: agreed, with {point.origins} origins, or with a side against it"
    if point.status in {"disputed", "denied"} and not _opposed(point):
        yield f"{place}: {point.status}, but no side opposes"
    if point.status == "single-source" and point.origins > 1:
        yield f"{place}: single-source, with {point.origins} origins"


def _strays(side: Side) -> bool:
    return not side.spans or any(span.article != side.article for span in side.spans)


def _opposed(point: Point) -> bool:
    return any(side.stance != "for" for side in point.sides)


def _times(record: RecordData) -> Iterator[str]:
    for place, when in _whens(record):
        if when is not None and not when.start <= when.end:
            yield f"{place}: runs from {when.start} back to {when.end}"


def _whens(record: RecordData) -> Iterator[tuple[str, When | None]]:
    for article in record.articles:
        yield f"article {article.id}", article.published
        yield f"article {article.id}", article.captured
    yield from ((f"statement {statement.id}", statement.when) for statement in record.statements)
    yield from ((f"event {event.id}", event.when) for event in record.events)
    yield from ((f"entry {entry.id}", entry.when) for entry in record.timeline)


def _intake(record: RecordData) -> Iterator[str]:
    intake = record.intake
    if intake is None:
        return
    if intake.offered != intake.read + intake.duplicate + intake.skipped:
        yield f"intake: {intake.offered} offered, {intake.read} + {intake.duplicate} + {intake.skipped} accounted for"
    outcomes = Counter(taken.outcome for taken in intake.sources)
    counted = (outcomes["read"], outcomes["duplicate"], outcomes["skipped"])
    if counted != (intake.read, intake.duplicate, intake.skipped):
        yield f"intake: the sources listed add up to {counted}"
