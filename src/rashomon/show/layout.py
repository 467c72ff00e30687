"""A story laid out for reading: everything the page shows of it, in the order in which the page shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.show.annotated import Block, anchor_of, blocks
from rashomon.show.brief import Brief, brief
from rashomon.show.explain import explain_links, explain_statement
from rashomon.show.grid import WORDED, Row, grid_rows
from rashomon.show.headlines import headline, names_apart
from rashomon.show.positions import Party, parties
from rashomon.show.timeline import Timeline, timeline
from rashomon.show.views import Views, date_words, outlet_name, speaker_name, together, unsure, words
from rashomon.types import (
    Article,
    Entry,
    Event,
    Gap,
    Number,
    Origin,
    Point,
    RecordData,
    Span,
    Speaker,
    Statement,
    Story,
    Use,
    Wording,
)

# The margin quotes so many other reports; in a large story (points times reports) it only links, to stay small.
BESIDE, LARGE = 3, 12_000


class Column(Struct, frozen=True, gc=False):
    """One report: a column of the grid, a card, and a text to read. `words` counts its running words."""

    article: Article
    number: int
    name: str
    when: str
    origin: int
    words: int
    blocks: tuple[Block, ...]


class Group(Struct, frozen=True):
    """Reports that count as one witness, with their columns and the passages they share."""

    origin: Origin
    number: int
    columns: tuple[Column, ...]
    copies: tuple[tuple[Span, ...], ...]
    quotes: int


class Said(Struct, frozen=True, gc=False):
    """One statement as the page lists it: where, its words with their place, other renderings, what decided it."""

    statement: Statement
    outlet: str
    words: str
    href: str
    when: str
    renderings: tuple[tuple[str, str, str], ...]
    denies: tuple[tuple[str, str], ...]
    why: tuple[str, ...]


class Voice(Struct, frozen=True):
    """A speaker and what the reports have them say."""

    name: str
    speaker: Speaker | None
    members: tuple[str, ...]
    said: tuple[Said, ...]
    outlets: int


class WordingRow(Struct, frozen=True):
    """What each report calls one thing: per column the uses, in the outlet's own voice and in a source's."""

    wording: Wording
    uses: tuple[tuple[Use, ...], ...]
    differ: bool


class StoryView(Struct, frozen=True):
    """One story, laid out."""

    story: Story
    title: Span
    event: Event | None
    when: str
    who: tuple[Speaker, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    brief: Brief
    worded: bool
    counts: dict[str, int]
    unsure: dict[str, int]
    parts: dict[str, int]
    voices: tuple[Voice, ...]
    parties: tuple[Party, ...]
    wordings: tuple[WordingRow, ...]
    numbers: tuple[Number, ...]
    timeline: Timeline
    gaps: tuple[Gap, ...]


def lay_out(record: RecordData, story: Story, index: Views) -> StoryView:
    """Lay out one story of a record."""
    said = _said_in(story, record.statements)
    columns = _columns(story, index, _linked(story, said, record.timeline, record.gaps))
    event = index.events.get(story.event or "")
    rows = grid_rows(story, index)
    return StoryView(
        story=story,
        title=headline(story, index),
        event=event,
        when=_when(event, record.timeline),
        who=_who(event, index),
        columns=columns,
        groups=_groups(story, columns),
        rows=rows,
        brief=brief(rows),
        worded=len(story.articles) <= WORDED,
        counts=dict(Counter(point.status for point in story.points)),
        unsure=dict(Counter(point.status for point in story.points if unsure(point))),
        parts=dict(Counter(row.point.status for row in rows if row.whole)),
        voices=_voices(said, index),
        parties=parties(said, index),
        wordings=_wordings(story),
        numbers=tuple(sorted(story.numbers, key=lambda item: (item.agree, -len(item.values), item.id))),
        timeline=timeline(story, record.timeline, index),
        gaps=tuple(gap for gap in record.gaps if gap.article in story.articles),
    )


def _said_in(story: Story, statements: Sequence[Statement]) -> list[Statement]:
    """List what the reports of a story attribute, report by report, each from its top."""
    place = {key: number for number, key in enumerate(story.articles)}
    return sorted(
        (item for item in statements if item.article in place),
        key=lambda item: (place[item.article], item.content[0].start, item.id),
    )


def _when(event: Event | None, entries: Sequence[Entry]) -> str:
    """Write when the main event was; where no report gives its year, by the words that the reports have for the day."""
    if event is None or event.when is not None:
        return date_words(event.when) if event else ""
    told = next((entry.when.span for entry in entries if entry.event == event.id and entry.when.span), None)
    return f"“{told.text}”, of no year that a report gives" if told else ""


def _who(event: Event | None, index: Views) -> tuple[Speaker, ...]:
    found = [index.speakers[key] for key in event.participants if key in index.speakers] if event else []
    return tuple(
        sorted(found, key=lambda speaker: (speaker.kind != "person", -len(speaker.mentions), speaker.id))
    )


def _linked(
    story: Story, said: Sequence[Statement], entries: Sequence[Entry], gaps: Sequence[Gap]
) -> dict[str, list[Span]]:
    """List by report every span that something on the page links to."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for span in _targets(story, said):
        spans[span.article].append(span)
    for span in [span for entry in entries for span in (entry.what, *entry.mentions)]:
        spans[span.article].append(span)
    for gap in gaps:
        if gap.span:
            spans[gap.span.article].append(gap.span)
    return dict(spans)


def _targets(story: Story, said: Sequence[Statement]) -> Iterator[Span]:
    yield story.title
    yield from (span for point in story.points for side in point.sides for span in side.spans)
    yield from (point.gist for point in story.points)
    yield from (item.content[0] for item in said)
    yield from (span for wording in story.wordings for use in wording.uses for span in use.spans)
    yield from (wording.thing for wording in story.wordings)
    yield from (value.span for number in story.numbers for value in number.values)
    yield from (
        span
        for origin in story.origins
        for passage in origin.passages
        if passage.kind == "copy"
        for span in passage.spans
    )


def _columns(story: Story, index: Views, linked: dict[str, list[Span]]) -> tuple[Column, ...]:
    place = {key: number for number, origin in enumerate(story.origins, 1) for key in origin.articles}
    beside = BESIDE if len(story.points) * len(story.articles) <= LARGE else 0
    rests: defaultdict[str, list[Point]] = defaultdict(list)
    for point in story.points:
        for key in dict.fromkeys(side.article for side in point.sides):
            rests[key].append(point)
    names = names_apart(index.articles[key] for key in story.articles)
    return tuple(
        _column(index.articles[key], number, name, place.get(key, 0), blocks(
            index.articles[key], rests[key], index, linked.get(key, []), beside
        ))
        for number, (key, name) in enumerate(zip(story.articles, names, strict=True), 1)
    )  # fmt: skip


def _column(article: Article, number: int, name: str, origin: int, laid: tuple[Block, ...]) -> Column:
    running = [line for block in laid if not block.kind for line in block.lines]
    count = sum(len("".join(piece.text for piece in line.pieces).split()) for line in running)
    return Column(article, number, name, date_words(article.published), origin, count, laid)


def _groups(story: Story, columns: Sequence[Column]) -> tuple[Group, ...]:
    return tuple(
        Group(
            origin=origin,
            number=number,
            columns=tuple(column for column in columns if column.article.id in origin.articles),
            copies=tuple(passage.spans for passage in origin.passages if passage.kind == "copy"),
            quotes=sum(passage.kind == "shared-quote" for passage in origin.passages),
        )
        for number, origin in enumerate(story.origins, 1)
    )


def _voices(said: Sequence[Statement], index: Views) -> tuple[Voice, ...]:
    grouped: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for item in said:
        known = item.speaker if item.speaker in index.speakers else ""
        grouped[known or "", speaker_name(item, index)].append(item)
    voices = [
        Voice(
            name,
            index.speakers.get(key),
            together(index.speakers.get(key), index),
            tuple(said_of(item, index) for item in items),
            len({item.article for item in items}),
        )
        for (key, name), items in grouped.items()
    ]
    return tuple(sorted(voices, key=lambda voice: (not voice.name, -len(voice.said), voice.name)))


def said_of(item: Statement, index: Views) -> Said:
    """Lay out one statement: its words and their place, other renderings, what it denies, what decided it."""
    article = index.articles[item.article]
    others = [index.statements[key] for key in item.same_as if key in index.statements]
    return Said(
        statement=item,
        outlet=outlet_name(article),
        words=words(item),
        href=anchor_of(item.content[0]),
        when=date_words(item.when),
        renderings=tuple(
            (outlet_name(index.articles[other.article]), words(other), anchor_of(other.content[0]))
            for other in others
        ),
        denies=tuple(_denied(key, index) for key in item.denies),
        why=(*explain_statement(item, index), *explain_links(item.id, index)),
    )


def _denied(key: str, index: Views) -> tuple[str, str]:
    if key in index.statements:
        return (words(index.statements[key]), key)
    return (index.points[key].gist.text, key) if key in index.points else (key, key)


def _wordings(story: Story) -> tuple[WordingRow, ...]:
    rows = [_wording_row(wording, story.articles) for wording in story.wordings]
    return tuple(sorted(rows, key=lambda row: (not row.differ, -len(row.wording.uses), row.wording.id)))


def _wording_row(wording: Wording, articles: Sequence[str]) -> WordingRow:
    uses = tuple(tuple(use for use in wording.uses if use.article == key) for key in articles)
    names = {span.text.casefold() for use in wording.uses for span in use.spans}
    return WordingRow(wording, uses, len(names) > 1)
