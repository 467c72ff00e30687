"""A record's lists as tables: CSV that is safe to open, Markdown, JSON Lines, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import msgspec
import pyarrow.parquet as pq  # pyright: ignore[reportMissingTypeStubs]

from rashomon.schema import to_table  # pyright: ignore[reportUnknownVariableType]
from rashomon.show.views import STANCES, day, outlet_name, speaker_name, views, words
from rashomon.types import Entry, Point, RecordData, Speaker, Statement, Story

FORMATS = ("table", "md", "csv", "jsonl", "parquet")
NOUNS: dict[str, type[msgspec.Struct]] = {
    "points": Point, "statements": Statement, "timeline": Entry, "speakers": Speaker, "stories": Story,
}  # fmt: skip
# A cell that begins so is run as a formula by spreadsheet programs (OWASP ASVS 1.2.10).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

type Row = dict[str, str | int | float]


def csv_tables(record: RecordData) -> dict[str, bytes]:
    """Return the three tables that stand beside every record, by file name."""
    return {f"{name}.csv": _csv(list(rows(record, name))) for name in ("statements", "points", "timeline")}


def render(record: RecordData, what: str, style: str) -> bytes:
    """Return one list of a record in one form.

    Raises:
        ValueError: for a list or a form that does not exist, naming those that do.
    """
    if what not in NOUNS:
        raise ValueError(f"{what}: no such list; there are {', '.join(NOUNS)}")
    match style:
        case "csv":
            return _csv(list(rows(record, what)))
        case "md":
            return _markdown(list(rows(record, what)))
        case "jsonl":
            return b"".join(msgspec.json.encode(item) + b"\n" for item in items(record, what))
        case "parquet":
            return _parquet(items(record, what), NOUNS[what])
        case _:
            raise ValueError(f"{style}: no such format; there are {', '.join(FORMATS)}")


def items(record: RecordData, what: str) -> Sequence[msgspec.Struct]:
    """Return one list of nouns."""
    if what == "points":
        return [point for story in record.stories for point in story.points]
    return getattr(record, what)


def rows(record: RecordData, what: str) -> Iterator[Row]:
    """Yield one list as flat rows for people: names instead of ids, words instead of spans."""
    makers = {
        "points": _point_rows, "statements": _statement_rows, "timeline": _timeline_rows, "speakers": _speaker_rows,
        "stories": _story_rows,
    }  # fmt: skip
    return makers[what](record)


def _statement_rows(record: RecordData) -> Iterator[Row]:
    index = views(record)
    for item in record.statements:
        yield {
            "id": item.id, "report": index.articles[item.article].source, "outlet": outlet_name(index.articles[item.article]),
            "speaker": speaker_name(item, index), "act": item.act, "kind": item.kind, "words": words(item),
            "cue": item.cue.text if item.cue else "", "source": item.source.text if item.source else "",
            "to": item.to.text if item.to else "", "via": item.via.text if item.via else "", "when": day(item.when),
            "start": item.content[0].start, "end": item.content[-1].end, "score": round(item.score, 3),
        }  # fmt: skip


def _point_rows(record: RecordData) -> Iterator[Row]:
    index = views(record)
    for story in record.stories:
        for point in story.points:
            for side in point.sides:
                said = index.statements.get(side.statement or "")
                yield {
                    "story": story.id, "point": point.id, "status": point.status, "origins": point.origins,
                    "gist": point.gist.text, "report": index.articles[side.article].source, "stance": STANCES[side.stance],
                    "voice": side.voice, "speaker": speaker_name(said, index) if said else "",
                    "words": " … ".join(span.text for span in side.spans), "start": side.spans[0].start,
                    "end": side.spans[-1].end, "why": side.why.code, "score": round(point.score, 3),
                }  # fmt: skip


def _timeline_rows(record: RecordData) -> Iterator[Row]:
    index = views(record)
    for entry in record.timeline:
        reports = sorted({index.articles[span.article].source for span in entry.mentions})
        yield {
            "id": entry.id, "from": entry.when.start, "to": entry.when.end, "precision": entry.when.precision,
            "what": entry.what.text, "reports": "; ".join(reports), "why": entry.when.why.code,
            "conflict": "; ".join(entry.conflict),
        }  # fmt: skip


def _speaker_rows(record: RecordData) -> Iterator[Row]:
    for speaker in record.speakers:
        yield {
            "id": speaker.id, "name": speaker.name.text, "kind": speaker.kind,
            "role": speaker.role.text if speaker.role else "", "aliases": "; ".join(speaker.aliases),
            "mentions": len(speaker.mentions),
        }  # fmt: skip


def _story_rows(record: RecordData) -> Iterator[Row]:
    index = views(record)
    for story in record.stories:
        yield {
            "id": story.id, "title": story.title.text, "reports": len(story.articles), "origins": len(story.origins),
            "points": len(story.points), "why": story.why.code,
            "files": "; ".join(index.articles[article].source for article in story.articles),
        }  # fmt: skip


def _csv(table: list[Row]) -> bytes:
    out = io.StringIO()
    if table:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(table[0])
        writer.writerows([_cell(value) for value in row.values()] for row in table)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | float) -> str | float:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _markdown(table: list[Row]) -> bytes:
    if not table:
        return b""
    lines = [
        list(table[0]),
        ["---"] * len(table[0]),
        *([str(value) for value in row.values()] for row in table),
    ]
    return "".join("| " + " | ".join(_flat(cell) for cell in line) + " |\n" for line in lines).encode()


def _flat(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _parquet(listed: Sequence[msgspec.Struct], noun: type[msgspec.Struct]) -> bytes:
    out = io.BytesIO()
    pq.write_table(to_table(listed, noun), out)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    return out.getvalue()
