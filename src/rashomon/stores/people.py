"""What people bring: decisions, and the feeds they follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.schema import column_name
from rashomon.stored import Feed
from rashomon.stores.database import Database, Value, marks, pack, unpack
from rashomon.types import Decision


class SqlDecisions(Struct, frozen=True):
    """The room of decisions (see `storing.Decisions`)."""

    db: Database

    def add(self, decision: Decision, now: str) -> bool:
        """Keep a decision; False where it is its maker's last word on this pair already."""
        with self.db.transaction():
            kept = self.decisions()
            last = next((one for one in reversed(kept) if _same_question(one, decision)), None)
            if last == decision:
                return False
            self.db.rows(
                "INSERT INTO decision (number, made, packed) VALUES (?, ?, ?)",
                (len(kept), now, pack(decision)),
            )
        return True

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision in the order in which they were made."""
        rows = self.db.rows("SELECT packed FROM decision ORDER BY number")
        return tuple(unpack(packed, Decision) for (packed,) in rows)


def _same_question(one: Decision, other: Decision) -> bool:
    names = ("maker", "relation", "left_spans", "right_spans")
    return all(getattr(one, name) == getattr(other, name) for name in names)


class SqlFeeds(Struct, frozen=True):
    """The room of feeds (see `storing.Feeds`)."""

    db: Database

    def add(self, feed: Feed) -> bool:
        """Keep a new feed; False where it was there already, which then stays as it is."""
        with self.db.transaction():
            return _insert(self.db, "feed", "url", feed)

    def save(self, feed: Feed) -> None:
        """Keep the new state of a known feed."""
        names = [column_name(name) for name in Feed.__struct_fields__]
        with self.db.transaction():
            self.db.rows(
                f"UPDATE feed SET {', '.join(f'{name} = ?' for name in names)} WHERE url = ?",
                (*_values(feed), feed.url),
            )

    def remove(self, url: str) -> bool:
        """Forget a feed; what came from it stays."""
        with self.db.transaction():
            return bool(self.db.rows("DELETE FROM feed WHERE url = ? RETURNING url", (url,)))

    def feed(self, url: str) -> Feed | None:
        """Return one feed."""
        found = self._feeds("WHERE url = ?", (url,))
        return found[0] if found else None

    def feeds(self) -> list[Feed]:
        """List every feed by address."""
        return self._feeds("ORDER BY url", ())

    def due(self, now: str, limit: int = 1000) -> list[Feed]:
        """List feeds that are due and not paused, the longest due first."""
        return self._feeds("WHERE paused = '' AND due <= ? ORDER BY due, url LIMIT ?", (now, limit))

    def _feeds(self, where: str, values: Sequence[Value]) -> list[Feed]:
        rows = self.db.rows(f"SELECT {_columns(Feed)} FROM feed {where}", values)
        return [_noun(Feed, row) for row in rows]


def _insert(db: Database, table: str, key: str, noun: Struct) -> bool:
    values = _values(noun)
    into = f"INSERT INTO {table} ({_columns(type(noun))}) VALUES ({marks(len(values))})"
    return bool(db.rows(f"{into} ON CONFLICT ({key}) DO NOTHING RETURNING {key}", values))


def _columns(noun: type[Struct]) -> str:
    return ", ".join(column_name(name) for name in noun.__struct_fields__)


def _values(noun: Struct) -> tuple[Value, ...]:
    values = (getattr(noun, name) for name in noun.__struct_fields__)
    return tuple(
        msgspec.json.encode(value).decode() if isinstance(value, Struct) else value for value in values
    )


def _noun[T: Struct](noun: type[T], row: Sequence[Any]) -> T:
    fields = {field.name: field.type for field in msgspec.structs.fields(noun)}
    nested = {name for name, kind in fields.items() if isinstance(kind, type) and issubclass(kind, Struct)}
    values = {
        name: msgspec.json.decode(value) if name in nested and isinstance(value, str) else value
        for name, value in zip(fields, row, strict=True)
    }
    return msgspec.convert(values, noun)
