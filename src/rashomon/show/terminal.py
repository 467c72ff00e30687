"""The record in the terminal, and the summary that ends every run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rashomon.show.headlines import headline, names_apart
from rashomon.show.listing import COLOURS, silent_in, voice
from rashomon.show.parts import parts_after_wholes
from rashomon.show.positions import parties
from rashomon.show.views import (
    ORDER,
    STANCES,
    SYMBOLS,
    Views,
    day,
    outlet_name,
    short,
    speaker_name,
    together,
    unsure,
    views,
    words,
)
from rashomon.show.weight import by_weight
from rashomon.types import Point, RecordData, Statement, Story


def summary(record: RecordData) -> dict[str, int | dict[str, int]]:
    """Count what a record holds: reports, stories, statements, points by status, gaps, and the account of intake.

    *unsure* are those of the points that were joined on slight likeness, by status too.
    """
    points = [point for story in record.stories for point in story.points]
    status = Counter(point.status for point in points)
    doubted = Counter(point.status for point in points if unsure(point))
    figures: dict[str, int | dict[str, int]] = {
        "stories": len(record.stories),
        "reports": len(record.articles),
        "statements": len(record.statements),
        "points": {name: status[name] for name in SYMBOLS},
        "unsure": {name: doubted[name] for name in SYMBOLS},
        "gaps": len(record.gaps),
    }
    if record.intake:
        taken = record.intake
        figures["intake"] = {
            "offered": taken.offered, "read": taken.read, "duplicate": taken.duplicate, "skipped": taken.skipped,
        }  # fmt: skip
    return figures


def print_record(record: RecordData, console: Console) -> None:
    """Print stories, their points by status with who and where, statements by speaker, and the timeline."""
    index = views(record)
    for number, story in enumerate(record.stories, 1):
        console.rule(Text(f"Story {number}: {short(headline(story, index).text, 80)}"))
        _print_reports(story, index, console)
        _print_points(story, index, console)
    _print_speakers(record, index, console)
    _print_timeline(record, console)


def _print_reports(story: Story, index: Views, console: Console) -> None:
    console.print(f"{len(story.articles)} reports, {len(story.origins)} independent origins", style="dim")
    articles = [index.articles[key] for key in story.articles]
    for article, name in zip(articles, names_apart(articles), strict=True):
        published = day(article.published) or "no date in the text"
        console.print(f"  {name}, {published} ({' '.join(article.source.split())})", markup=False)


def _print_points(story: Story, index: Views, console: Console) -> None:
    for status in sorted(SYMBOLS, key=ORDER.__getitem__):
        chosen = [point for point in story.points if point.status == status]
        if not chosen:
            continue
        table = Table(
            title=f"{SYMBOLS[status]} {status} ({len(chosen)}{_doubt(chosen)})",
            title_justify="left",
            title_style=COLOURS[status],
        )
        for column in ("point", "who and where", "origins"):
            table.add_column(column, ratio=1 if column != "origins" else None)
        for point, whole in parts_after_wholes(chosen, by_weight(index.articles)):
            table.add_row(
                Text(f"{'↳ ' if whole else ''}{short(point.gist.text, 160)}"),
                Text(_sides(point, index)),
                f"{point.origins}{' (unsure)' * unsure(point)}",
            )
        console.print(table)


def _doubt(points: Sequence[Point]) -> str:
    weak = sum(unsure(point) for point in points)
    return f", {weak} unsure" if weak else ""


def _sides(point: Point, index: Views) -> str:
    """One line for each report and stance, with whose words they are."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for side in point.sides:
        stance = "" if side.stance == "for" else f" {STANCES[side.stance]}"
        told[outlet_name(index.articles[side.article]) + stance].append(voice(side, index))
    lines = [f"{teller}: {'; '.join(dict.fromkeys(voices))}" for teller, voices in told.items()]
    return "\n".join([*lines, *dict.fromkeys(silent_in(point, index))])


def _print_speakers(record: RecordData, index: Views, console: Console) -> None:
    console.rule("Who said what")
    by_speaker: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in record.statements:
        members = together(index.speakers.get(statement.speaker or ""), index)
        name = speaker_name(statement, index) or "(nobody named)"
        by_speaker[f"{name} ({', '.join(members)})" if members else name].append(statement)
    for name, said in sorted(by_speaker.items(), key=lambda item: (-len(item[1]), item[0])):
        console.print(Text(name, style="bold"))
        for statement in said:
            where = outlet_name(index.articles[statement.article])
            console.print(f"  {statement.act}: {short(words(statement), 200)} [{where}]", markup=False)


def _print_timeline(record: RecordData, console: Console) -> None:
    console.rule("Timeline")
    for entry in record.timeline:
        fork = "  ⇄ dated otherwise elsewhere" if entry.conflict else ""
        console.print(f"{day(entry.when):<26}{short(entry.what.text, 120)}{fork}", markup=False)


def print_positions(record: RecordData, console: Console) -> None:
    """Print by party what each demands, proposes, promises, accepts, refuses, denies and warns of, oldest first."""
    found = parties(record.statements, views(record))
    if not found:
        console.print(
            "No statement of this record demands, proposes, promises, accepts, refuses, denies or warns."
        )
    for party in found:
        console.rule(Text(f"{party.name or '(nobody named)'}{', ' + party.role if party.role else ''}"))
        table = Table(show_header=True, box=None, padding=(0, 1))
        for column in ("when", "takes", "who", "words", "report"):
            table.add_column(column, ratio=1 if column == "words" else None)
        for item in party.positions:
            who = f"{item.who} for {item.on_behalf_of}" if item.on_behalf_of else item.who
            table.add_row(
                day(item.dated) or "no date",
                item.takes,
                Text(who),
                Text(short(words(item.statement), 300)),
                Text(item.outlet),
            )
        console.print(table)
