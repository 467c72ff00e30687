"""The window of stories as it is kept: who stood in it, the figures of their pairs, the stories as they were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.stories_retold import MILLIONTHS, Merge

# How a veto is written among figures, which are none below 0.
KEPT_APART = -1

type Rows = NDArray[np.int32]


class KeptWindow(Struct, frozen=True, array_like=True):
    """Reports by place, each with the key of its article; pairs as rows of place, place, figure; stories as told."""

    reports: tuple[tuple[str, str], ...]
    pairs: bytes
    fills: bytes
    stories: tuple[tuple[str, ...], ...]
    areas: dict[str, int]
    merges: tuple[tuple[tuple[str, ...], tuple[Merge, ...]], ...]


_DECODER = msgspec.msgpack.Decoder(KeptWindow)


def window_of(packed: bytes) -> KeptWindow:
    """Unpack a window.

    Raises:
        msgspec.DecodeError: the bytes are no window.
        ValueError: they are one, and lead out of it.
    """
    kept = _DECODER.decode(packed)
    if fault := _fault(kept):
        raise ValueError(fault)
    return kept


def rows_of(packed: bytes) -> Rows:
    """Unpack the rows of pairs: place, place, figure."""
    return np.frombuffer(packed, dtype="<i4").reshape(-1, 3)


def _fault(kept: KeptWindow) -> str:
    names = [name for name, _ in kept.reports]
    if any(one >= other for one, other in pairwise(names)):
        return "its reports are out of order"
    if not _pairs_hold(np.concatenate((rows_of(kept.pairs), rows_of(kept.fills))), len(names)):
        return "a pair is none of its reports"
    # each report in one story: the counts are those of the names
    if Counter(name for story in kept.stories for name in story) != Counter(names):
        return "a report is in no story, or in several"
    if not kept.areas.keys() <= set(names):
        return "an area is of no report"
    told = set(kept.stories)
    if not all(story in told and _is_replayed(story, merges) for story, merges in kept.merges):
        return "a story is not what its merges make"
    return ""


def _pairs_hold(rows: Rows, size: int) -> bool:
    left, right, figure = rows.T.astype(np.int64)
    if not ((left >= 0) & (left < right) & (right < size)).all():
        return False
    once = len(np.unique(left * size + right)) == len(rows)
    return once and bool(((figure >= KEPT_APART) & (figure <= MILLIONTHS)).all())


def _is_replayed(story: tuple[str, ...], merges: Sequence[Merge]) -> bool:
    clusters = set(story)
    for merge in merges:
        if (
            not merge.a < merge.b
            or not clusters.issuperset((merge.a, merge.b))
            or not 0 <= merge.likeness <= 1
        ):
            return False
        clusters.remove(merge.b)
    return clusters == {story[0]}
