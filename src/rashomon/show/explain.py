"""Why an item is what it is: the links, scores and words that decided it."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.show.views import (
    STANCES,
    Views,
    day,
    outlet_name,
    short,
    speaker_name,
    told_from,
    views,
    words,
)
from rashomon.types import (
    Article,
    Entry,
    Event,
    Link,
    Number,
    Point,
    RecordData,
    Speaker,
    Statement,
    Story,
    Why,
    Wording,
)


def explain(record: RecordData, item: str) -> list[str]:
    """Return the reasons of one item, line by line; empty where no item has that id."""
    index = views(record)
    lines = [*_item(record, index, item)]
    return [*lines, *explain_links(item, index)] if lines else []


def explain_statement(statement: Statement, index: Views) -> list[str]:
    """Return what decided a statement: its kind and act, its cue and source, and how its speaker is known."""
    return [line.strip() for line in _statement(statement, index)][1:]


def explain_part(item: Wording | Number | Entry, index: Views) -> list[str]:
    """Return what decided a wording, a number or a line of the timeline, beside its own words."""
    return [line.strip() for line in _part(item, index)][1:]


def explain_links(item: str, index: Views) -> list[str]:
    """Return the decisions between an item and others: relation, verdict, score, maker, reason."""
    return [line for link in index.links.get(item, ()) for line in _link(link)]


def _item(record: RecordData, index: Views, item: str) -> Iterator[str]:
    if item in index.points:
        yield from _point(index.points[item], index)
    elif item in index.statements:
        yield from _statement(index.statements[item], index)
    elif item in index.speakers:
        yield from _speaker(index.speakers[item])
    elif item in index.articles:
        yield from _article(index.articles[item])
    yield from (line for story in record.stories if story.id == item for line in _story(story, index))
    yield from (line for event in record.events if event.id == item for line in _event(event))
    for part in (
        *(one for story in record.stories for one in (*story.wordings, *story.numbers)),
        *record.timeline,
    ):
        if part.id == item:
            yield from _part(part, index)
    yield from (f"link {item}" for link in record.links if link.id == item)


def _article(article: Article) -> Iterator[str]:
    yield f"report {article.id}: {article.source}"
    for mark in article.marks:
        yield f"  {mark.kind} because {_why(mark.why)}: {short(mark.span.text, 80)!r}"


def _point(point: Point, index: Views) -> Iterator[str]:
    yield f"point {point.id}: {point.gist.text!r}"
    yield f"  {point.status}, score {point.score:.2f}, {told_from(point)}, because {_why(point.why)}"
    for side in point.sides:
        where = outlet_name(index.articles[side.article])
        yield f"  {where} {STANCES[side.stance]} ({side.voice} voice) because {_why(side.why)}"
        for span in side.spans:
            yield f"    {span.start}:{span.end} {span.text!r}"
    for silence in point.silent:
        where = outlet_name(index.articles[silence.article])
        yield f"  {where}: not found in the text we have, {silence.strength}, because {_why(silence.why)}"


def _statement(statement: Statement, index: Views) -> Iterator[str]:
    yield f"statement {statement.id}: {words(statement)!r}"
    yield f"  {statement.kind}, {statement.act}, score {statement.score:.2f}"
    cue = repr(statement.cue.text) if statement.cue else "none"
    source = repr(statement.source.text) if statement.source else "none"
    yield f"  cue {cue}, source {source}"
    yield f"  speaker {speaker_name(statement, index) or 'not found'}, known by {statement.how or 'nothing'}"


def _speaker(speaker: Speaker) -> Iterator[str]:
    yield f"speaker {speaker.id}: {speaker.name.text!r}, {speaker.kind}, {len(speaker.mentions)} mentions"
    if speaker.role:
        yield f"  role {speaker.role.text!r}"
    yield f"  also called {', '.join(speaker.aliases) or 'nothing else'}"


def _story(story: Story, index: Views) -> Iterator[str]:
    yield f"story {story.id}: {story.title.text!r}"
    yield f"  {len(story.articles)} reports because {_why(story.why)}"
    for origin in story.origins:
        names = ", ".join(outlet_name(index.articles[article]) for article in origin.articles)
        yield f"  one origin: {names}, because {_why(origin.why)}"


def _event(event: Event) -> Iterator[str]:
    yield f"event {event.id}: {event.name.text!r}"
    if event.when:
        yield f"  {day(event.when)} because {_why(event.when.why)}"


def _part(item: Wording | Number | Entry, index: Views) -> Iterator[str]:
    if isinstance(item, Wording):
        yield from _wording(item, index)
    elif isinstance(item, Number):
        yield from _number(item, index)
    else:
        yield from _entry(item, index)


def _wording(wording: Wording, index: Views) -> Iterator[str]:
    yield f"wording {wording.id}: {wording.thing.text!r}"
    yield f"  one {wording.kind} for {len({use.article for use in wording.uses})} reports, score {wording.score:.2f}"
    for use in wording.uses:
        judged = ", carries a judgement" if use.loaded else ""
        names = ", ".join(repr(span.text) for span in use.spans)
        yield f"  {outlet_name(index.articles[use.article])} ({use.voice} voice{judged}): {names}"


def _number(number: Number, index: Views) -> Iterator[str]:
    yield f"number {number.id}: {number.quantity.text!r}"
    yield f"  the values {'can' if number.agree else 'cannot'} all hold at once"
    for value in number.values:
        about = ", about" if value.approximate else ""
        stretch = f"{value.low:g}" if value.low == value.high else f"{value.low:g} to {value.high:g}"
        unit = f" {value.unit}" if value.unit else ""
        yield f"  {outlet_name(index.articles[value.article])}: {value.span.text!r}, read as {stretch}{unit}{about}"


def _entry(entry: Entry, index: Views) -> Iterator[str]:
    yield f"entry {entry.id}: {entry.what.text!r}"
    yield f"  {day(entry.when)} ({entry.when.precision}) because {_why(entry.when.why)}"
    names = dict.fromkeys(outlet_name(index.articles[span.article]) for span in entry.mentions)
    yield f"  told by {', '.join(names)}"
    yield from (f"  dated otherwise by {other}" for other in entry.conflict)


def _link(link: Link) -> Iterator[str]:
    yield f"  link {link.relation} {link.left} {link.right}: {link.verdict}, score {link.score:.2f}, by {link.made_by}"
    yield f"    because {_why(link.why)}"


def _why(why: Why) -> str:
    shown = ", ".join(repr(short(span.text, 60)) for span in why.spans[:4])
    code = why.code.replace("-", " ")
    return f"{code} ({shown})" if shown else code
