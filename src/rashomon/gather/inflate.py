"""Bytes that came packed, unpacked with a limit: 809 bytes of brotli become 1 GiB, so only gzip is asked for at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from msgspec import Struct

# More packed parts one after the other than this only occur in bytes made to hurt (each costs a copy of its rest).
MOST_MEMBERS = 1_000


class BadEncodingError(Exception):
    """Bytes are not packed as they say, or in a way that was not asked for."""


class Body(Struct, frozen=True):
    """An unpacked body. `whole` is False where packed bytes end before their end."""

    data: bytes
    too_large: bool = False
    whole: bool = True


def unpack(chunks: Iterable[bytes], encoding: str, most: int) -> Body:
    """Collect a body of at most `most` bytes, unpacking one layer if `encoding` says gzip.

    Raises:
        BadEncodingError: for any other encoding, and for bytes that are no gzip.

    >>> unpack([b"ra", b"in"], "identity", 3)
    Body(data=b'rai', too_large=True, whole=True)
    """
    named = encoding.strip().lower()
    if named in {"", "identity"}:
        return _gather(chunks, most, [])
    if named not in {"gzip", "x-gzip"}:
        raise BadEncodingError(named[:40])
    unfinished: list[bool] = []
    return _gather(_inflated(_limited(chunks, most), most, unfinished), most, unfinished)


def _gather(chunks: Iterable[bytes], most: int, unfinished: list[bool]) -> Body:
    kept = bytearray()
    for chunk in chunks:
        kept += chunk[: most - len(kept) + 1]
        if len(kept) > most:
            return Body(bytes(kept[:most]), too_large=True)
    return Body(bytes(kept), whole=not unfinished)


def _limited(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    # packed bytes that unpack to nothing could go on for ever
    read = 0
    for chunk in chunks:
        read += len(chunk)
        if read > most:
            raise BadEncodingError("packed body larger than the limit for unpacked ones")
        yield chunk


def _inflated(chunks: Iterable[bytes], most: int, unfinished: list[bool]) -> Iterator[bytes]:
    member, members, fresh = zlib.decompressobj(wbits=31), 1, True
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                if member.eof:
                    member, members, fresh = zlib.decompressobj(wbits=31), members + 1, True
                if members > MOST_MEMBERS:
                    raise BadEncodingError("too many packed parts")
                yield member.decompress(waiting, most + 1)
                fresh = False
                waiting = member.unused_data if member.eof else member.unconsumed_tail
    except zlib.error as error:
        raise BadEncodingError(str(error)) from error
    if not (member.eof or fresh):
        unfinished.append(True)
