"""What the rooms of a store need of a database: rows for SQL, and transactions. One SQL for both engines."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

import msgspec

type Value = str | bytes | int | float | None


class Database(Protocol):
    """One connection. Placeholders are `?`; what goes wrong is raised as `StoreError` with its cause in plain words."""

    @property
    def dialect(self) -> Literal["sqlite", "postgres"]:
        """Which engine it is, for the few places where SQL differs."""
        ...

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        ...

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Do everything inside whole, or nothing of it; one inside another is part of the outer one."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside as it stood at the first look, whatever another one writes meanwhile."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def pack(item: object) -> bytes:
    """Pack a noun: MessagePack, compressed. The same noun gives the same bytes.

    >>> unpack(pack(("a", 1)), tuple[str, int])
    ('a', 1)
    """
    return compressed(msgspec.msgpack.encode(item))


def compressed(packed: bytes) -> bytes:
    """Compress what is packed."""
    # level 3 of 9: within 6 % of the size of level 6 on readings, at half the time
    return zlib.compress(packed, 3)


def unpack[T](packed: bytes, noun: type[T]) -> T:
    """Unpack a noun, checking its types."""
    return msgspec.msgpack.decode(zlib.decompress(packed), type=noun)


def marks(count: int) -> str:
    """Return placeholders for so many values.

    >>> marks(3)
    '?, ?, ?'
    """
    return ", ".join("?" * count)
