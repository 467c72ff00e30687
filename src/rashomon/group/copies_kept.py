"""The shared passages of each two reports, as they are kept: offsets, in a row beside the first of the two.

What two reports share depends on these two alone. Which pairs are looked at depends on all reports (`copies_candidates`)
and is therefore found anew each time; so what is kept is never more than what one run over all reports works out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.group.copies_words import WORD, bare
from rashomon.spans import cut
from rashomon.types import Article, Passage, PassageKind, Span

type Offsets = tuple[int, int, int, int, PassageKind]
# by the key of the second report
type Row = dict[str, tuple[Offsets, ...]]

_DECODER: msgspec.msgpack.Decoder[Row] = msgspec.msgpack.Decoder(dict[str, tuple[Offsets, ...]])


def row_of(packed: bytes | None) -> Row:
    """Unpack a row; what was never kept is empty.

    Raises:
        msgspec.DecodeError: the bytes are no row.
    """
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
    """Cut passages out of the two reports again.

    Raises:
        ValueError: there is no passage that the two share.
    """
    found = [
        Passage((cut(left, start, end), cut(right, begin, stop)), kind)
        for start, end, begin, stop, kind in offsets
    ]
    if not all(_edges(passage.spans[0]) == _edges(passage.spans[1]) for passage in found):
        raise ValueError("a passage does not stand in both reports")
    return found


def told_before(
    packed: bytes | None, left: Article, rights: Mapping[str, Article]
) -> tuple[Row, dict[str, list[Passage]]]:
    """Unpack a row, and cut out what its report shares with those of `rights`, by key, that stand in it.

    Raises:
        msgspec.DecodeError: the bytes are no row.
        ValueError: they are that of another report.
    """
    row = row_of(packed)
    return row, {key: passages_at(left, right, row[key]) for key, right in rights.items() if key in row}


def _edges(span: Span) -> tuple[str, str]:
    """Return the bare first and last word of a passage: whatever was changed between them, they are the same."""
    words = WORD.findall(span.text) or [""]
    return bare(words[0]), bare(words[-1])
