"""The page: one self-contained file that opens from disk with no network and reads without JavaScript."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from msgspec import Struct

from rashomon.show.annotated import Piece, pieces, rests_of
from rashomon.show.terminal import summary
from rashomon.show.views import STANCES, SYMBOLS, Views, day, outlet_name, speaker_name, views, words
from rashomon.types import Article, Entry, Origin, Point, RecordData, Side, Silence, Statement, Story


class Cell(Struct, frozen=True):
    """What one report says on one point: a word for its stance, who says it, and the words with their place."""

    stance: str
    who: str
    quotes: tuple[tuple[str, str], ...]
    note: str


class Row(Struct, frozen=True):
    """One point as a row of the grid."""

    anchor: str
    point: Point
    cells: tuple[Cell, ...]


class Column(Struct, frozen=True):
    """One report as a column of the grid and a card above it."""

    article: Article
    name: str
    origin: int
    shared: int
    lines: tuple[tuple[Piece, ...], ...]


class StoryView(Struct, frozen=True):
    """One story, laid out."""

    anchor: str
    story: Story
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    counts: dict[str, int]
    voices: tuple[tuple[str, tuple[Statement, ...]], ...]
    entries: tuple[Entry, ...]


def page(record: RecordData) -> str:
    """Return the page of a record as HTML; every string about the news in it is cut from a report."""
    index = views(record)
    stories = [_story(record, story, index, number) for number, story in enumerate(record.stories, 1)]
    style, script = _asset("page.css"), _asset("page.js")
    return _template().render(
        record=record, stories=stories, summary=summary(record), index=index, symbols=SYMBOLS, day=day, words=words,
        outlet_name=outlet_name, speaker_name=speaker_name, style=style, script=script,
        style_digest=_digest(style), script_digest=_digest(script),
    )  # fmt: skip


def _asset(name: str) -> str:
    return files("rashomon.show").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _template() -> Any:  # jinja2 types a template's render loosely
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(_asset("page.html"))


def _story(record: RecordData, story: Story, index: Views, number: int) -> StoryView:
    articles = [index.articles[key] for key in story.articles]
    order = sorted(story.points, key=lambda point: (_weight(point), point.id))
    anchored = [(f"s{number}p{place}", point) for place, point in enumerate(order, 1)]
    members = set(story.articles)
    return StoryView(
        anchor=f"s{number}",
        story=story,
        columns=tuple(_column(article, story.origins, anchored) for article in articles),
        rows=tuple(
            Row(anchor, point, tuple(_cell(point, key, index) for key in story.articles))
            for anchor, point in anchored
        ),
        counts=dict(Counter(point.status for point in story.points)),
        voices=_voices([item for item in record.statements if item.article in members], index),
        entries=tuple(
            entry for entry in record.timeline if {span.article for span in entry.mentions} & members
        ),
    )


def _weight(point: Point) -> tuple[int, int]:
    # what is in dispute comes first, then what most origins tell
    place = {"denied": 0, "disputed": 1, "agreed": 2, "single-source": 3}[point.status]
    return (place, -point.origins)


def _column(article: Article, origins: tuple[Origin, ...], anchored: list[tuple[str, Point]]) -> Column:
    place = next((number for number, origin in enumerate(origins, 1) if article.id in origin.articles), 0)
    shared = len(origins[place - 1].articles) if place else 1
    lines = pieces(article, rests_of(article, anchored))
    return Column(article, outlet_name(article), place, shared, tuple(tuple(line) for line in lines))


def _cell(point: Point, article: str, index: Views) -> Cell:
    sides = [side for side in point.sides if side.article == article]
    silence = next((silence for silence in point.silent if silence.article == article), None)
    if not sides:
        return _silent(silence)
    said = [index.statements.get(side.statement or "") for side in sides]
    names = dict.fromkeys(speaker_name(item, index) if item else "in its own voice" for item in said)
    quotes = tuple((f"{span.article}-{span.start}", span.text) for side in sides for span in side.spans)
    return Cell(_stance(sides), ", ".join(name for name in names if name), quotes, "")


def _stance(sides: list[Side]) -> str:
    found = {side.stance for side in sides}
    return " and ".join(word for stance, word in STANCES.items() if stance in found)


def _silent(silence: Silence | None) -> Cell:
    if silence is None or silence.strength == "not-applicable":
        return Cell("", "", (), silence.why.code if silence else "")
    return Cell("silent", "", (), f"{silence.strength}: {silence.why.code}")


def _voices(said: list[Statement], index: Views) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
    by_name: defaultdict[str, list[Statement]] = defaultdict(list)
    for item in said:
        by_name[speaker_name(item, index) or "(nobody named)"].append(item)
    ranked = sorted(by_name.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((name, tuple(items)) for name, items in ranked)
