"""The shared passages of each two reports, as they are kept: offsets, in a row beside the first of the two.

What two reports share depends on these two alone. Which pairs are looked at depends on all reports (`copies_candidates`)
and is therefore found anew each time; so what is kept is never more than what one run over all reports works out.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.spans import cut
from rashomon.types import Article, Passage, PassageKind, Span

type Offsets = tuple[int, int, int, int, PassageKind]
# by the key of the second report
type Row = dict[str, tuple[Offsets, ...]]

_DECODER: msgspec.msgpack.Decoder[Row] = msgspec.msgpack.Decoder(dict[str, tuple[Offsets, ...]])


def row_of(packed: bytes | None) -> Row:
    """Unpack a row; what was never kept is empty."""
    return {} if packed is None else _DECODER.decode(packed)


def pack_row(row: Row) -> bytes:
    """Pack a row, its keys in order.

    >>> row_of(pack_row({"k": ((0, 4, 2, 6, "copy"),)}))
    {'k': ((0, 4, 2, 6, 'copy'),)}
    """
    return msgspec.msgpack.encode(row, order="deterministic")


def offsets_of(passages: Sequence[Passage]) -> tuple[Offsets, ...]:
    """Take the places of passages that two reports share."""
    return tuple(_offsets(passage.spans[0], passage.spans[1], passage.kind) for passage in passages)


def _offsets(one: Span, other: Span, kind: PassageKind) -> Offsets:
    return one.start, one.end, other.start, other.end, kind


def passages_at(left: Article, right: Article, offsets: Sequence[Offsets]) -> list[Passage]:
    """Cut passages out of the two reports again."""
    return [
        Passage((cut(left, start, end), cut(right, begin, stop)), kind)
        for start, end, begin, stop, kind in offsets
    ]
