"""A speaker and an outlet across stories: everything one person said, everything one outlet printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon.ports import Store
from rashomon.show.layout import Said, said_of
from rashomon.show.views import Views, outlet_name, views
from rashomon.types import Article, RecordData, Speaker, Statement

# So many stories are looked through for a speaker or an outlet; the page says when there are more.
MOST_STORIES = 2000


class Uttered(Struct, frozen=True):
    """One thing said: its day ("" where none is known) and what dates it, the statement, the story it stands in."""

    day: str
    dated_by: str
    said: Said
    story: str
    title: str


class Person(Struct, frozen=True):
    """A speaker and what the reports have them say, oldest first. `whole` tells that every story was looked through."""

    speaker: Speaker
    names: tuple[str, ...]
    uttered: tuple[Uttered, ...]
    stories: int
    whole: bool


class Printed(Struct, frozen=True):
    """One report of an outlet, the story it is in, and how many points only it tells."""

    article: Article
    story: str
    title: str
    statements: int
    alone: int


class House(Struct, frozen=True):
    """An outlet and its reports, newest first."""

    name: str
    printed: tuple[Printed, ...]
    whole: bool


def records(store: Store) -> Iterator[RecordData]:
    """Yield each story's record, the newest first."""
    for headline in store.stories.headlines(MOST_STORIES):
        record = store.stories.story(headline.id)
        if record:
            yield record


def person(store: Store, key: str) -> Person | None:
    """Find everything that a speaker said; None where no story knows the speaker."""
    known: Speaker | None = None
    names: dict[str, None] = {}
    said: list[Uttered] = []
    stories = 0
    for record in records(store):
        here = next((speaker for speaker in record.speakers if speaker.id == key), None)
        if here is None:
            continue
        known, stories = known or here, stories + 1
        names |= dict.fromkeys((here.name.text, *here.aliases))
        said += _uttered(record, key)
    if known is None:
        return None
    ordered = sorted(said, key=lambda one: (not one.day, one.day, one.said.statement.id))
    return Person(known, tuple(names), tuple(ordered), stories, store.stories.count() <= MOST_STORIES)


def _uttered(record: RecordData, key: str) -> Iterator[Uttered]:
    """List what a speaker said in one story; renderings of one utterance count once, the others stand beside it."""
    index, shown = views(record), set[str]()
    story = record.stories[0]
    for statement in record.statements:
        if statement.speaker != key or shown.intersection(statement.same_as):
            continue
        shown.add(statement.id)
        day, dated_by = _day(statement, index)
        yield Uttered(day, dated_by, said_of(statement, index), story.id, story.title.text)


def _day(statement: Statement, index: Views) -> tuple[str, str]:
    if statement.when:
        return statement.when.start, "said"
    published = index.articles[statement.article].published
    return (published.start, "report of") if published else ("", "")


def house(store: Store, name: str) -> House | None:
    """Find the reports of an outlet; None where no story has one."""
    printed = [
        line
        for headline in store.stories.headlines(MOST_STORIES)
        if name in headline.outlets
        for record in [store.stories.story(headline.id)]
        if record
        for line in _printed(record, name)
    ]
    ordered = sorted(printed, key=lambda line: (_published(line.article), line.article.id), reverse=True)
    return House(name, tuple(ordered), store.stories.count() <= MOST_STORIES) if printed else None


def _printed(record: RecordData, name: str) -> Iterator[Printed]:
    story = record.stories[0]
    for article in record.articles:
        if outlet_name(article) == name:
            alone = sum(
                point.status == "single-source" and point.sides[0].article == article.id
                for point in story.points
            )
            said = sum(statement.article == article.id for statement in record.statements)
            yield Printed(article, story.id, story.title.text, said, alone)


def _published(article: Article) -> str:
    return article.published.start if article.published else ""


def outlets(lines: Iterable[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Count the stories of each outlet, those with most first.

    >>> outlets([("A", "B"), ("B",)])
    [('B', 2), ('A', 1)]
    """
    counts: dict[str, int] = {}
    for names in lines:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
