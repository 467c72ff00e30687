"""What grouping works out for one report, worked out once: kept beside its reading where there is a memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from rashomon.ports import Memory
from rashomon.types import Article, Reading

# What unpacking raises of bytes that are damaged, or that say something else than they should.
UNSOUND = (msgspec.DecodeError, ValueError, RecursionError)


class Kind[T](Struct, frozen=True):
    """One kind of kept work: its name, and how it is made of a reading, packed, and unpacked beside that reading again.

    `unpack` raises one of UNSOUND where the bytes are not what was made of this reading.
    """

    name: str
    make: Callable[[Reading], T]
    pack: Callable[[T], bytes]
    unpack: Callable[[bytes, Reading], T]


def remembered[T](memory: Memory | None, kind: Kind[T], readings: Sequence[Reading]) -> list[T]:
    """Return what is made of each reading, in their order; only what is not kept yet, or unsound, is made, and then kept."""
    if memory is None:
        return [kind.make(reading) for reading in readings]
    found: list[T] = []
    faults: list[tuple[Article, str]] = []
    made: list[tuple[Article, bytes]] = []
    kept = memory.recall(kind.name, [reading.article for reading in readings])
    for reading, packed in zip(readings, kept, strict=True):
        try:
            old = None if packed is None else kind.unpack(packed, reading)
        except UNSOUND as error:
            old = None
            faults.append((reading.article, str(error)))
        found.append(kind.make(reading) if old is None else old)
        if old is None:
            made.append((reading.article, kind.pack(found[-1])))
    memory.refuse(kind.name, faults)
    memory.retain(kind.name, made)
    return found
