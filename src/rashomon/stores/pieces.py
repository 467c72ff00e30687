"""A record in pieces, so that an update writes again only those in which something changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from rashomon.types import RecordData, Taken

# Items of a piece in the mean, and at most: where a piece ends is told by the item that it ends with, so an item more or
# less changes the piece that holds it and none behind it, but for one in 500, which ends a piece or no longer does. (By count, one report of 2,000 moved the end of almost every piece.)
PIECE = 500
LONGEST = 4 * PIECE


def cut_record(record: RecordData) -> Iterator[tuple[tuple[str, int], bytes]]:
    """Yield the pieces of a record by list and number, as MessagePack; the same record gives the same pieces."""
    lists: dict[str, tuple[Any, ...]] = {name: getattr(record, name) for name in _lists()}
    empty: dict[str, tuple[()]] = dict.fromkeys(lists, ())
    intake = record.intake
    if intake is not None:
        lists["taken"] = intake.sources
        intake = msgspec.structs.replace(intake, sources=())
    yield ("head", 0), msgspec.msgpack.encode(msgspec.structs.replace(record, **empty, intake=intake))
    for name, items in lists.items():
        for number, piece in enumerate(cut_items(items)):
            yield (name, number), msgspec.msgpack.encode(piece)


def cut_items(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut a list after every item whose own name says so.

    >>> [len(piece) for piece in cut_items([msgspec.Raw(b"%d" % n) for n in range(1_600)])]
    [1600]
    """
    start = 0
    for place, item in enumerate(items, 1):
        if zlib.crc32(_name(item)) % PIECE == 0 or place - start == LONGEST:
            yield items[start:place]
            start = place
    if start < len(items):
        yield items[start:]


def _name(item: Any) -> bytes:
    key = getattr(item, "id", None)
    return key.encode() if isinstance(key, str) else msgspec.msgpack.encode(item)


def type_of(name: str) -> Any:
    """Return the type of the pieces of a list."""
    return tuple[Taken, ...] if name == "taken" else _lists()[name]


def _lists() -> dict[str, Any]:
    """The lists of a record and the nouns in them."""
    fields = {field.name: field.type for field in msgspec.structs.fields(RecordData)}
    return {name: noun for name, noun in fields.items() if getattr(noun, "__origin__", None) is tuple}
