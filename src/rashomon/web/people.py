"""A speaker and an outlet across stories: everything one person said, everything one outlet printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from msgspec import Struct

from rashomon.ports import Store
from rashomon.show.layout import Said, said_of
from rashomon.show.views import Views, outlet_name, views
from rashomon.types import Article, RecordData, Speaker, Statement, When

# So many stories are looked through for a speaker or an outlet; the page says when there are more.
MOST_STORIES = 2000
# In a store of more stories than this, a speaker is looked for only where a report holds the name (a look at each of
# 2,000 stories takes 0.24 s, at 300 reports that hold a name 0.05 s).
FEW_STORIES, MOST_NAMED = 300, 300


class Uttered(Struct, frozen=True):
    """One thing said: its day ("" where none is known) and what dates it, the statement, the story it stands in.

    `day` is the first day, to sort by; `dated` is the whole stretch, as exactly as it is known.
    `group` is the name of the several who say it as one, "" where the speaker says it alone.
    """

    day: str
    dated: When | None
    dated_by: str
    said: Said
    story: str
    title: str
    group: str


class OnDay(Protocol):
    """Something told on a day in a story."""

    @property
    def dated(self) -> When | None: ...  # noqa: D102

    @property
    def dated_by(self) -> str: ...  # noqa: D102

    @property
    def story(self) -> str: ...  # noqa: D102


class Person(Struct, frozen=True):
    """A speaker and what the reports have them say, oldest first. `whole` tells that no story was left out."""

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


def records(store: Store, most: int = MOST_STORIES) -> Iterator[RecordData]:
    """Yield each story's record, the newest first."""
    for headline in store.stories.headlines(most):
        record = store.stories.story(headline.id)
        if record:
            yield record


def person(store: Store, key: str, story: str = "") -> Person | None:
    """Find everything that a speaker said; None where no story knows the speaker.

    `story` is one in which the speaker speaks: it tells the name to look for in a large store.
    """
    looked, whole = likely(store, key, story)
    known: Speaker | None = None
    names: dict[str, None] = {}
    said: list[Uttered] = []
    stories = 0
    for record in looked:
        here = next((speaker for speaker in record.speakers if speaker.id == key), None)
        if here is None:
            continue
        known, stories = known or here, stories + 1
        names |= dict.fromkeys((here.name.text, *here.aliases))
        said += _uttered(record, key)
    if known is None:
        return None
    ordered = sorted(
        said, key=lambda one: (not one.day, one.day, one.dated_by, one.story, one.said.statement.id)
    )
    return Person(known, tuple(names), tuple(ordered), stories, whole)


def likely(store: Store, key: str, story: str, name: str = "") -> tuple[Iterable[RecordData], bool]:
    """Choose the stories to look through for a speaker or a name, and say whether these are all that may hold it."""
    count = store.stories.count()
    if count > FEW_STORIES:
        hinted = store.stories.story(story) if story else None
        known = next((speaker for speaker in hinted.speakers if speaker.id == key), None) if hinted else None
        words = (known.name.text if known else name).split()
        if words:
            return _holding(store, words[-1], story)
    return records(store), count <= MOST_STORIES


def _holding(store: Store, word: str, story: str) -> tuple[Iterable[RecordData], bool]:
    # the last word of a name is what the shorter ways to call somebody keep: "Mr Pell", "Minister Pell"
    hits = store.stories.search(word, MOST_NAMED, "article")
    keys = dict.fromkeys(key for key in (story, *(hit.story for hit in hits)) if key)
    return (record for one in keys if (record := store.stories.story(one))), len(hits) < MOST_NAMED


def _uttered(record: RecordData, key: str) -> Iterator[Uttered]:
    """List what a speaker said in one story; renderings of one utterance count once, the others stand beside it."""
    index, shown = views(record), set[str]()
    story = record.stories[0]
    groups = {speaker.id: speaker.name.text for speaker in record.speakers if key in speaker.members} | {
        key: ""
    }
    for statement in record.statements:
        if statement.speaker not in groups or shown.intersection(statement.same_as):
            continue
        shown.add(statement.id)
        when, dated_by = _day(statement, index)
        day, group = when.start if when else "", groups[statement.speaker]
        yield Uttered(day, when, dated_by, said_of(statement, index), story.id, story.title.text, group)


def _day(statement: Statement, index: Views) -> tuple[When | None, str]:
    if statement.when:
        return statement.when, "said then"
    published = index.articles[statement.article].published
    return published, "published then" if published else ""


def on_day(told: OnDay) -> tuple[bool, str, str, str, str]:
    """Sort key: the oldest first, what is not dated last; what stands on one day in one story together."""
    when = told.dated
    return (when is None, when.start if when else "", when.end if when else "", told.dated_by, told.story)


def place(statement: Statement) -> tuple[str, int, str]:
    """Sort key: report by report, each from its top."""
    return (statement.article, statement.content[0].start, statement.id)


def by_day[T: OnDay](told: Sequence[T]) -> list[list[T]]:
    """Put what stands on one day in one story together; the order stays."""
    return [list(group) for _, group in groupby(told, key=on_day)]


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
