"""A record cut down to one story: what the page of that story shows, and nothing that is not in it.

An excerpt is a record of format 1 by itself: it verifies alone. Where a name or the words of an event stand in a
report of another story, the excerpt names it by words of its own reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

import msgspec
from msgspec import Struct

from rashomon.spans import fingerprint
from rashomon.stored import Headline, Telling
from rashomon.types import Article, Entry, Event, Link, RecordData, Span, Speaker, Statement, Story

type _Shelf[T] = dict[str, list[T]]


class Shelves(Struct, frozen=True):
    """The lists of a record by the articles that their items belong to, and the articles themselves by id.

    `mentions` holds for each speaker its mentions by article.
    """

    record: RecordData
    articles: dict[str, Article]
    lists: dict[str, _Shelf[Any]]
    mentions: dict[str, _Shelf[Span]]


def shelve(record: RecordData) -> Shelves:
    """Sort the lists of a record by article, once, so that cutting out each story costs only that story."""
    owner = {statement.id: statement.article for statement in record.statements}
    owner |= {article.id: article.id for article in record.articles}
    owner |= {point.id: story.articles[0] for story in record.stories for point in story.points}
    mentions = {speaker.id: _by_article(speaker.mentions) for speaker in record.speakers}
    lists: dict[str, _Shelf[Any]] = {
        "statements": _shelf((item, [item.article]) for item in record.statements),
        "speakers": _shelf((item, mentions[item.id]) for item in record.speakers),
        "events": _shelf((item, _articles(item.mentions)) for item in record.events),
        "timeline": _shelf((item, _articles(item.mentions)) for item in record.timeline),
        "gaps": _shelf((item, [item.article]) for item in record.gaps),
        "links": _shelf(_links(record, owner)),
    }
    return Shelves(record, {article.id: article for article in record.articles}, lists, mentions)


def _links(record: RecordData, owner: dict[str, str]) -> Iterator[tuple[Link, tuple[str | None, str | None]]]:
    """Yield links with the articles of their ends; none between two stories, of which no excerpt holds both ends.

    Of a million links of 10,000 reports those are nearly all.
    """
    home = {article: story.id for story in record.stories for article in story.articles}
    for link in record.links:
        left, right = owner.get(link.left), owner.get(link.right)
        if left is None or right is None or home.get(left) == home.get(right):
            yield link, (left, right)


def _by_article(spans: Iterable[Span]) -> _Shelf[Span]:
    shelf: _Shelf[Span] = {}
    for span in spans:
        shelf.setdefault(span.article, []).append(span)
    return shelf


def _shelf(items: Iterable[tuple[Any, Iterable[str | None]]]) -> _Shelf[Any]:
    shelf: _Shelf[Any] = defaultdict(list)
    for item, articles in items:
        for article in sorted(article for article in set(articles) if article):
            shelf[article].append(item)
    return shelf


def _articles(spans: Iterable[Span]) -> set[str]:
    return {span.article for span in spans}


def excerpt(shelves: Shelves, story: Story) -> RecordData:
    """Cut a record down to one of its stories, in the order of the record."""
    keep = frozenset(story.articles)
    statements: list[Statement] = _taken(shelves, "statements", keep)
    speakers: list[Speaker] = [_named(item, keep) for item in _taken(shelves, "speakers", keep)]
    events: list[Event] = [_named(item, keep) for item in _taken(shelves, "events", keep)]
    entries: list[Entry] = [_told(item, keep) for item in _taken(shelves, "timeline", keep)]
    known = {item.id for item in (*statements, *speakers, *events, *entries, *story.points)}
    ends = known | keep
    links = [link for link in _taken(shelves, "links", keep) if link.left in ends and link.right in ends]
    return msgspec.structs.replace(
        shelves.record,
        articles=_within(tuple(shelves.articles[key] for key in sorted(keep)), keep, known),
        speakers=_within(tuple(speakers), keep, known),
        statements=_within(tuple(statements), keep, known),
        events=_within(tuple(events), keep, known),
        stories=_within((story,), keep, known),
        timeline=_within(tuple(entries), keep, known),
        gaps=_within(tuple(_taken(shelves, "gaps", keep)), keep, known),
        links=_within(tuple(links), keep, known),
        intake=None,
    )


def ground_digest(shelves: Shelves, story: Story) -> str:
    """Return the digest of all that the excerpt of a story is cut from: where it is the same, the excerpt is too.

    To pack that takes a small part of the time of cutting: most stories of an update are as they were.
    """
    keep = frozenset(story.articles)
    record = shelves.record
    ground = (
        record.format,
        record.made_by,
        story,
        [shelves.articles[key] for key in sorted(keep)],
        [_taken(shelves, name, keep) for name in shelves.lists],
    )
    return fingerprint(msgspec.msgpack.encode(ground))


def telling(shelves: Shelves, story: Story, now: str) -> Telling:
    """Make a story ready to be kept: its line in the list and its excerpt."""
    articles = [shelves.articles[key] for key in story.articles]
    statuses = [point.status for point in story.points]
    line = Headline(
        id=story.id,
        title=story.title.text,
        day=max((article.published.end for article in articles if article.published), default=""),
        reports=len(articles),
        origins=len(story.origins),
        points=len(statuses),
        disputed=statuses.count("disputed"),
        denied=statuses.count("denied"),
        outlets=tuple(sorted({article.outlet.name for article in articles if article.outlet})),
        changed=now,
    )
    return Telling(line, excerpt(shelves, story))


def _taken(shelves: Shelves, name: str, keep: frozenset[str]) -> list[Any]:
    """Take the items of the kept articles, each once, in a fixed order."""
    shelf = shelves.lists[name]
    found = [item for article in sorted(keep) for item in shelf.get(article, ())]
    unique = {getattr(item, "id", None) or item: item for item in found}
    if name in {"statements", "gaps"}:
        return list(unique.values())
    if name == "timeline":
        return sorted(unique.values(), key=lambda entry: (entry.when.start, entry.when.end, entry.id))
    if name == "speakers":
        return [_inside(shelves, item, keep) for _, item in sorted(unique.items())]
    return [item for _, item in sorted(unique.items())]


def _inside(shelves: Shelves, speaker: Speaker, keep: frozenset[str]) -> Speaker:
    """Leave a speaker only its mentions in some articles: one who is in the news every day has thousands elsewhere."""
    held = shelves.mentions[speaker.id]
    if held.keys() <= keep:
        return speaker
    # mentions stand in the order of their articles, so this is that order too
    inside = tuple(span for article in sorted(keep & held.keys()) for span in held[article])
    return msgspec.structs.replace(speaker, mentions=inside)


def _named[T: (Speaker, Event)](item: T, keep: frozenset[str]) -> T:
    return (
        item if item.name.article in keep else msgspec.structs.replace(item, name=_own(item.mentions, keep))
    )


def _told(entry: Entry, keep: frozenset[str]) -> Entry:
    return (
        entry
        if entry.what.article in keep
        else msgspec.structs.replace(entry, what=_own(entry.mentions, keep))
    )


def _own(mentions: Iterable[Span], keep: frozenset[str]) -> Span:
    # the longest words say most; of equals the first in the order of articles and places
    return min((span for span in mentions if span.article in keep), key=lambda span: (-len(span.text), span))


# The fields that point at items of other lists, of which an excerpt keeps what it holds.
_POINTERS = {"participants", "articles", "denies", "same_as", "conflict"}


def _within(item: Any, keep: frozenset[str], known: set[str]) -> Any:
    """Take out every span of another article and every pointer at what is not here."""
    if isinstance(item, tuple):
        parts = cast("tuple[Any, ...]", item)
        return tuple(_within(part, keep, known) for part in parts if not _outside(part, keep))
    if not isinstance(item, Struct) or isinstance(item, Span):
        return item
    changed: dict[str, Any] = {}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if name in _POINTERS:
            new = tuple(part for part in value if part in known or part in keep)
        elif name == "event":
            new = value if value in known else None
        else:
            new = None if _outside(value, keep) else _within(value, keep, known)
        if new is not value:
            changed[name] = new
    return msgspec.structs.replace(item, **changed) if changed else item


def _outside(part: object, keep: frozenset[str]) -> bool:
    return isinstance(part, Span) and part.article not in keep
