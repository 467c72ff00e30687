"""WARC archives to documents, record by record, past whatever is broken: the gap is named and the rest is read.

warcio and fastwarc both give up at the first broken gzip member and lose the rest of the file, so the walk through the
file is ours; fastwarc reads each record. Source: WARC 1.1 (ISO 28500), annex on compression: one gzip member a record.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from msgspec import Struct

from rashomon.gather.archive_walk import Piece, walk
from rashomon.gather.inflate import BadEncodingError, unpack
from rashomon.stored import Offered

# The same bound as for a body from the net.
LARGEST_BODY = 10 * 1024 * 1024
KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
# The records that stand for a document; the others (requests, metadata, the archive's own card) offer none.
OFFERS = re.compile(
    rb"^WARC-Type:[ \t]*(response|resource|conversion|revisit)[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)


class Found(Struct, frozen=True):
    """What a record says of itself: its address, its day, its Content-Type and its body."""

    url: str
    day: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes


def read_archive(path: Path) -> Iterator[Offered]:
    """Yield every document of an archive, and one line for each gap. A broken archive never raises.

    `problem` is "gap" where bytes could not be read (with their offsets in `flags`), "not-a-warc", "empty-archive",
    "unreadable", or what is wrong with one record.
    """
    try:
        with path.open("rb") as stream:
            yield from read_records(stream, path.name)
    except OSError as error:
        yield Offered(path.name, problem="unreadable", flags=(str(error.strerror),))


def read_records(stream: BinaryIO, name: str) -> Iterator[Offered]:
    """Yield the documents of an open archive; `name` stands in their sources."""
    for piece in walk(stream):
        source = f"{name}@{piece.start}" + (f".{piece.part}" if piece.part else "")
        if piece.problem in {"not-a-warc", "empty-archive"}:
            yield Offered(name, problem=piece.problem)
        elif piece.problem:
            yield Offered(source, problem=piece.problem, flags=(f"bytes {piece.start}-{piece.end}",))
        elif OFFERS.search(piece.data.partition(b"\r\n\r\n")[0]):
            yield _document(piece, source)


def _document(piece: Piece, source: str) -> Offered:
    if re.search(rb"(?im)^WARC-Type:[ \t]*revisit", piece.data.partition(b"\r\n\r\n")[0]):
        return Offered(source, problem="revisit")
    try:
        found = _found(piece.data)
    except (BadEncodingError, zlib.error):
        return Offered(source, problem="bad_encoding")
    except Exception as error:  # noqa: BLE001  (whatever a record provokes in the library costs this record alone)
        return Offered(source, problem="broken-record", flags=(type(error).__name__,))
    if isinstance(found, str):
        return Offered(source, problem=found)
    given = {name: value for name, value in (("url", found.url),) if value}
    return Offered(source, found.raw, "page", "", given, found.headers, found.day or None)


def _found(data: bytes) -> Found | str:
    for record in ArchiveIterator(BytesIO(data), record_types=KINDS, parse_http=True, auto_decode="none"):
        headers = tuple((key.lower(), value) for key, value in (record.http_headers or ()))
        named = dict(headers)
        status = record.http_headers.status_code if record.http_headers else 200
        if status is not None and not 200 <= status < 300:
            return f"http_{status}"
        body = record.reader.read(LARGEST_BODY + 1)
        if "chunked" in named.get("transfer-encoding", "").lower():
            body = dechunked(body)
        plain = unpack([body], named.get("content-encoding", ""), LARGEST_BODY)
        if plain.too_large:
            return "too_large"
        return Found(_header(record, "WARC-Target-URI"), _header(record, "WARC-Date"), headers, plain.data)
    return "broken-record"


def _header(record: WarcRecord, name: str) -> str:
    return (record.headers.get(name) or "").strip("<> ")[:2_048]


def dechunked(body: bytes) -> bytes:
    r"""Join a body sent in chunks; some crawlers store it joined already, which is left as it is.

    >>> dechunked(b"4\r\nrain\r\n0\r\n\r\n"), dechunked(b"rain")
    (b'rain', b'rain')
    """
    parts: list[bytes] = []
    at = 0
    while found := re.compile(rb"([0-9A-Fa-f]{1,8})(?![0-9A-Fa-f])[^\r\n]{0,200}\r\n").match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts) if parts and at >= len(body) else body
