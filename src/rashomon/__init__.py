"""Many reports, one event, every claim traceable: the public face.

import rashomon

record = rashomon.read(["reports/"])
for point in record.points:
    print(point.status, point.gist.text)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.compare.verify import verify as _verify
from rashomon.schema import to_table  # pyright: ignore[reportUnknownVariableType]
from rashomon.types import Article, Point, RecordData, Span, Speaker, Statement, Story
from rashomon.wiring import Settings, read_paths

__all__ = ["Article", "Point", "Record", "Settings", "Span", "Speaker", "Statement", "Story", "load", "read"]


class Record(Struct, frozen=True):
    """A record with its questions: the stories, the points, who said what, and tables of each."""

    data: RecordData

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories, the one with most reports first."""
        return self.data.stories

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of all stories."""
        return tuple(point for story in self.data.stories for point in story.points)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement, by article and place in it."""
        return self.data.statements

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports as they were read."""
        return self.data.articles

    def to_json(self) -> bytes:
        """Return the bytes of `record.json`: the same for the same input on any machine."""
        return msgspec.json.format(msgspec.json.encode(self.data), indent=1) + b"\n"

    def to_arrow(self) -> dict[str, Any]:
        """Return an Arrow table for each list of the record: articles, speakers, statements, events, stories, ..."""
        lists = ("articles", "speakers", "statements", "events", "stories", "timeline", "gaps", "links")
        nouns = {
            field.name: field.type.__args__[0]
            for field in msgspec.structs.fields(RecordData)
            if field.name in lists
        }
        return {name: to_table(getattr(self.data, name), nouns[name]) for name in lists}

    def to_pandas(self) -> dict[str, Any]:
        """Return the same as data frames. Needs the extra `pandas`."""
        return {name: table.to_pandas() for name, table in self.to_arrow().items()}

    def breaches(self) -> list[str]:
        """List every rule of the format that the record breaks; empty when it holds."""
        return _verify(self.data)

    def save(self, path: str | Path) -> None:
        """Write `record.json`."""
        Path(path).write_bytes(self.to_json())


def read(
    paths: str | Path | Sequence[str | Path],
    *,
    settings: Settings | None = None,
    sidecar: str | Path | None = None,
) -> Record:
    """Read reports from files, folders and globs into a record. The twin of `rashomon read`."""
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    return Record(read_paths(listed, settings=settings, sidecar=Path(sidecar) if sidecar else None))


def load(path: str | Path) -> Record:
    """Load a `record.json`.

    Raises:
        msgspec.ValidationError: where the file is no record of format 1.
    """
    return Record(msgspec.json.decode(Path(path).read_bytes(), type=RecordData))
