"""One list of a record in the terminal: a block of lines for each item, its id beside it for `rashomon explain`.

A row of fourteen columns fits no terminal; the forms for programs (csv, jsonl, parquet) keep every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from rashomon.show.tables import Row, rows
from rashomon.show.views import (
    STANCES,
    SYMBOLS,
    Views,
    outlet_name,
    short,
    speaker_name,
    told_from,
    unsure,
    views,
)
from rashomon.types import Point, RecordData, Side

COLOURS = {"agreed": "cyan", "disputed": "yellow", "denied": "red", "single-source": "bright_black"}
# What stands on the first line of a block, and what below it; the id ends the first line.
FACTS = {
    "statements": ("outlet", "speaker", "act", "to", "via", "when"),
    "timeline": ("from", "to", "precision", "why"),
    "speakers": ("kind", "role", "mentions"),
    "stories": ("reports", "origins", "points", "why"),
}
TEXTS = {
    "statements": ("words",),
    "timeline": ("what", "reports", "conflict"),
    "speakers": ("name", "aliases"),
    "stories": ("title", "files"),
}
# An empty cell, and the open ends of a date that no report gives.
UNSAID = frozenset({"", 0, date.min.isoformat(), date.max.isoformat()})
# Three lines of a narrow terminal: longer words are cut with their end shown as such.
LONGEST = 220


def print_list(record: RecordData, what: str, console: Console) -> None:
    """Print one list of a record: for points each report's own words, for the others what the CSV has, in few lines."""
    listed = list(rows(record, what)) if what != "points" else []
    points = [point for story in record.stories for point in story.points] if what == "points" else []
    console.print(f"{what} ({len(listed) or len(points)})", style="bold")
    index = views(record)
    for point in points:
        _print_point(point, index, console)
    for row in sorted(listed, key=lambda row: -int(row["mentions"])) if what == "speakers" else listed:
        _print_row(row, what, console)


def _print_point(point: Point, index: Views, console: Console) -> None:
    head = Text(f"{SYMBOLS[point.status]} {point.status}", style=COLOURS[point.status])
    head.append(f"  {told_from(point)}  {point.score:.2f}  {point.id}", style="dim")
    if unsure(point):
        head.append("  unsure: joined on slight likeness", style="yellow")
    console.print(head)
    console.print(_below(point.gist.text, 2, "bold"))
    for side in point.sides:
        console.print(_below(_said(side, index), 4))
    for line in silent_in(point, index):
        console.print(_below(line, 4, "dim"))


def silent_in(point: Point, index: Views) -> Iterator[str]:
    """Say which reports do not have a point although they could, the well-founded silences only."""
    for silence in point.silent:
        if silence.strength in {"strong", "medium"}:
            outlet = outlet_name(index.articles[silence.article])
            yield f"{outlet}: not found in the text we have ({silence.strength})"


def _said(side: Side, index: Views) -> str:
    words = " … ".join(span.text for span in side.spans)
    stance = "" if side.stance == "for" else f" {STANCES[side.stance]}"
    return f"{outlet_name(index.articles[side.article])}{stance}, {voice(side, index)}: {words}"


def voice(side: Side, index: Views) -> str:
    """Name whose words a side is: the outlet's own, a speaker's, or those of nobody named."""
    said = index.statements.get(side.statement or "")
    return (speaker_name(said, index) or "nobody named") if said else "in its own voice"


def _print_row(row: Row, what: str, console: Console) -> None:
    facts = [str(row[name]) for name in FACTS[what] if row[name] not in UNSAID]
    head = Text("  ".join(facts))
    head.append(f"  {row['id']}", style="dim")
    console.print(head)
    for text in dict.fromkeys(str(row[name]) for name in TEXTS[what] if row[name]):
        console.print(_below(text, 2))


def _below(text: str, indent: int, style: str = "") -> Padding:
    return Padding(Text(short(text, LONGEST), style=style, overflow="fold", no_wrap=False), (0, 0, 0, indent))
