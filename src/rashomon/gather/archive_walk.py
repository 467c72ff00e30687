"""The walk through a WARC file, packed or not: record after record, and after a broken place to the next good one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO, Literal

from msgspec import Struct

START = re.compile(rb"\x1f\x8b\x08|WARC/[01]\.\d{1,2}\r?\n")
HEAD = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
# A record is kept whole up to the bound of a body with room for its heads; larger ones are passed over.
LARGEST_RECORD = 11 * 1024 * 1024
LARGEST_HEAD = 64 * 1024
# What is passed over inside one packed member: beyond this it is a bomb.
LARGEST_PASSED = 2 * 1024 * 1024 * 1024
STEP = 256 * 1024
type Problem = Literal["", "gap", "too_large", "truncated", "not-a-warc", "empty-archive"]


class Piece(Struct, frozen=True):
    """One record with its bytes, or the stretch of the file that gave none, and why.

    `start` and `end` are offsets in the file, `part` counts the records that one packed member holds.
    """

    start: int
    end: int
    data: bytes = b""
    problem: Problem = ""
    part: int = 0


class Member:
    """The unpacked bytes of one gzip member, read step by step."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        stream.seek(start)
        self._stream = stream
        self._inflate = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._start = start
        self._read = 0
        self.over = False
        self.buffer = bytearray()

    @property
    def whole(self) -> bool:
        """Whether the member came to its own end, not to that of the file."""
        return self._inflate.eof

    @property
    def end(self) -> int:
        """The offset in the file after what was used."""
        return self._start + self._read - len(self._waiting) - len(self._inflate.unused_data)

    def fill(self, count: int) -> bool:
        """Unpack until `count` bytes are in the buffer; False where there are fewer. Raises zlib.error."""
        while len(self.buffer) < count and not self.over:
            chunk = self._waiting or self._stream.read(STEP)
            self._read += 0 if self._waiting else len(chunk)
            # also without new bytes there may be some unpacked ones left inside
            data = self._inflate.decompress(chunk, STEP)
            self.buffer += data
            # at the end of a member zlib names the rest twice, as unused and as unconsumed
            self._waiting = b"" if self._inflate.eof else self._inflate.unconsumed_tail
            self.over = self._inflate.eof or not (chunk or data)
        return len(self.buffer) >= count

    def drop(self, count: int) -> bool:
        """Pass over bytes without keeping them; False where there are fewer. Raises zlib.error."""
        while count > 0 and (self.buffer or self.fill(1)):
            gone = min(count, len(self.buffer))
            del self.buffer[:gone]
            count -= gone
        return count == 0


def walk(stream: BinaryIO) -> Iterator[Piece]:
    """Walk through an archive: every record whole, every stretch that holds none named once."""
    size = stream.seek(0, 2)
    at = 0
    while at < size:
        start = _next_start(stream, at)
        if start is None:
            yield from _rest(stream, at, size)
            return
        if start > at and _has_text(stream, at, start):
            yield Piece(at, start, problem="gap")
        stream.seek(start)
        packed = stream.read(3) == b"\x1f\x8b\x08"
        at = yield from (_packed(stream, start, size) if packed else _plain(stream, start, size))
    if size == 0:
        yield Piece(0, 0, problem="empty-archive")


def _rest(stream: BinaryIO, at: int, size: int) -> Iterator[Piece]:
    if at == 0:
        yield Piece(0, size, problem="not-a-warc")
    elif _has_text(stream, at, size):
        yield Piece(at, size, problem="gap")


def _packed(stream: BinaryIO, start: int, size: int) -> Generator[Piece, None, int]:
    member, part = Member(stream, start), 0
    try:
        while _has_more(member):
            yield _from_member(member, start, part)
            part += 1
    except (zlib.error, BrokenMemberError):
        after = _next_start(stream, start + 1)
        end = size if after is None else after
        yield Piece(start, end, problem="truncated" if member.over and not member.whole else "gap", part=part)
        return end
    return member.end


def _has_more(member: Member) -> bool:
    while member.fill(1) and member.buffer[0] in {10, 13}:
        del member.buffer[:1]
    if not member.buffer and not member.whole:
        raise BrokenMemberError
    return bool(member.buffer)


class BrokenMemberError(Exception):
    """A packed member holds no further record, though it is not at its end."""


def _from_member(member: Member, start: int, part: int) -> Piece:
    member.fill(LARGEST_HEAD)
    head, length = _head(bytes(member.buffer[:LARGEST_HEAD]))
    if head == 0 or length > LARGEST_PASSED:
        raise BrokenMemberError
    if length > LARGEST_RECORD:
        if not member.drop(head + length):
            raise BrokenMemberError
        return Piece(start, member.end, problem="too_large", part=part)
    if not member.fill(head + length):
        raise BrokenMemberError
    data = bytes(member.buffer[: head + length])
    del member.buffer[: head + length]
    # one byte more than the blank lines: a member of one record is at its end then, and its checksum has been tested
    member.fill(5)
    return Piece(start, member.end, data + b"\r\n\r\n", part=part)


def _plain(stream: BinaryIO, start: int, size: int) -> Generator[Piece, None, int]:
    stream.seek(start)
    head, length = _head(stream.read(LARGEST_HEAD))
    end = start + head + length
    if head == 0 or end > size:
        # cut off, or a length that lies: the next record may still stand inside what it claims
        after = _next_start(stream, start + max(head, 5))
        stop = size if after is None else after
        yield Piece(start, stop, problem="truncated" if after is None else "gap")
        return stop
    if length > LARGEST_RECORD:
        yield Piece(start, end, problem="too_large")
        return end
    stream.seek(start)
    yield Piece(start, end, stream.read(head + length) + b"\r\n\r\n")
    return end


def _head(data: bytes) -> tuple[int, int]:
    """Return the length of a record's head with its blank line, and of what follows; 0 where there is no head."""
    end = re.search(rb"\r?\n\r?\n", data)
    length = LENGTH.search(data, 0, end.end()) if end else None
    return (end.end(), int(length[1])) if end and length and HEAD.match(data) else (0, 0)


def _next_start(stream: BinaryIO, at: int) -> int | None:
    window = 1024 * 1024
    while True:
        stream.seek(max(0, at - 1))
        data = stream.read(window)
        shift = max(0, at - 1)
        for found in START.finditer(data, at - shift):
            place = shift + found.start()
            if data[found.start()] != 0x1F or _unpacks_to_a_record(stream, place):
                return place
        if len(data) < window:
            return None
        at = shift + len(data) - 32


def _unpacks_to_a_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(4096), 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _has_text(stream: BinaryIO, start: int, end: int) -> bool:
    stream.seek(start)
    return end - start > 4096 or bool(stream.read(end - start).strip(b"\r\n\0 "))
