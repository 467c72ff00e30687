"""What grouping works out for one report, worked out once: kept beside its reading where there is a memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.ports import Memory
from rashomon.types import Reading


def remembered(
    memory: Memory | None, kind: str, readings: Sequence[Reading], make: Callable[[Reading], bytes]
) -> list[bytes]:
    """Return what `make` gives for each reading, in their order; only what is not kept yet is made, and then kept."""
    if memory is None:
        return [make(reading) for reading in readings]
    articles = [reading.article for reading in readings]
    kept = memory.recall(kind, articles)
    packed = [make(reading) if old is None else old for reading, old in zip(readings, kept, strict=True)]
    paired = zip(articles, packed, kept, strict=True)
    memory.retain(kind, [(article, made) for article, made, old in paired if old is None])
    return packed
