"""Fault cases 67-70: archives that break off, are broken in the middle, lie, or are none."""

import gzip
import io
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.gather.archives import read_archive, read_records

SIZE = 400


def record(
    number: int, kind: str = "response", body: bytes | None = None, length: int | None = None, head: str = ""
) -> bytes:
    page = f"<p>Rain {number}</p>".encode() + b"." * SIZE if body is None else body
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode() + page
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://tarn.example/{number}\r\nWARC-Date: 2031-04-06T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def noise(number: int) -> bytes:
    # text that hardly packs, so that a broken byte falls into the packed data itself
    return bytes(33 + (zlib.crc32(bytes([number, at % 256, at // 256])) % 90) for at in range(900))


RECORDS = [record(n, body=noise(n)) for n in range(6)]
PACKED = [gzip.compress(item, mtime=0) for item in RECORDS[2:4]]


def told(raw: bytes) -> list[str]:
    return [
        found.problem or found.given["url"].rsplit("/", 1)[1]
        for found in read_records(io.BytesIO(raw), "a.warc")
    ]


@pytest.mark.parametrize("pack", [lambda r: r, gzip.compress], ids=["plain", "packed"])
def test_every_response_is_a_document_with_its_address_day_and_body(pack):
    card = record(9, "warcinfo") + record(9, "request")
    found = list(read_records(io.BytesIO(b"".join(map(pack, [card, *RECORDS]))), "a.warc"))

    assert [item.given["url"] for item in found] == [f"http://tarn.example/{n}" for n in range(6)]
    assert [item.raw for item in found] == [noise(n) for n in range(6)]
    assert {item.given["captured"] for item in found} == {"2031-04-06T08:00:00Z"}
    assert len({item.source for item in found}) == 6


def test_a_whole_archive_packed_as_one_is_read():
    assert told(gzip.compress(b"".join(RECORDS))) == list("012345")


def test_packed_and_chunked_bodies_are_unpacked_one_layer():
    packed = gzip.compress(b"rain")
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    raw = record(1, body=chunked, head="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n") + record(2)

    assert [found.raw[:6] for found in read_records(io.BytesIO(raw), "a.warc")] == [b"rain", b"<p>Rai"]


@pytest.mark.parametrize("pack", [lambda r: r, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("missing", [30, 300, 700])
def test_case_67_of_an_archive_cut_inside_a_record_the_whole_ones_are_kept(pack, missing):
    raw = b"".join(map(pack, RECORDS[:3]))[: -missing - 4]

    assert told(raw) == ["0", "1", "truncated"]


def test_case_67_a_record_whose_checksum_is_cut_off_is_kept_and_the_cut_is_named():
    assert told(b"".join(map(gzip.compress, RECORDS[:2]))[:-6]) == ["0", "1", "truncated"]


def test_a_record_whose_checksum_is_wrong_is_a_gap():
    packed = bytearray(gzip.compress(RECORDS[0]))
    packed[-6] ^= 1

    assert told(bytes(packed) + gzip.compress(RECORDS[1])) == ["gap", "1"]


@pytest.mark.parametrize("where", [0, 3, 12, 200, 500])
def test_case_68_records_before_and_after_a_broken_packed_one_are_read_and_the_gap_is_named(where):
    packed = [bytearray(gzip.compress(item)) for item in RECORDS]
    start = sum(map(len, packed[:2]))
    packed[2][where : where + 40] = b"\xff" * 40
    found = list(read_records(io.BytesIO(b"".join(map(bytes, packed))), "a.warc"))

    assert [item.problem or item.given["url"][-1] for item in found] == ["0", "1", "gap", "3", "4", "5"]
    assert found[2].flags == (f"bytes {start}-{start + len(packed[2])}",)


def test_case_68_records_after_a_broken_plain_head_are_read_and_the_gap_is_named():
    broken = RECORDS[2].replace(b"WARC/1.0", b"XXXX/1.0").replace(b"Content-Length", b"Content-Lenght")

    assert told(RECORDS[0] + broken + RECORDS[3]) == ["0", "gap", "3"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\0" * 5_000,
        b"<html>Rain</html>",
        gzip.compress(b"Rain", mtime=0),
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"WARC/",
    ],
)
def test_case_69_what_is_no_archive_is_named(raw):
    assert told(raw) == ["not-a-warc"]


def test_case_69_an_empty_or_missing_archive_is_named(tmp_path):
    (tmp_path / "empty.warc.gz").touch()

    assert [found.problem for found in read_archive(tmp_path / "empty.warc.gz")] == ["empty-archive"]
    assert [found.problem for found in read_archive(tmp_path / "gone.warc")] == ["unreadable"]


@pytest.mark.parametrize("length", [10 * 1024**3, 10**17])
@pytest.mark.parametrize("pack", [lambda r: r, gzip.compress], ids=["plain", "packed"])
def test_case_70_a_length_of_ten_gibibytes_costs_that_record_alone(pack, length):
    lie = record(1, length=length)
    started = time.process_time()

    assert told(b"".join(map(pack, [RECORDS[0], lie, RECORDS[2], RECORDS[3]]))) == ["0", "gap", "2", "3"]
    assert time.process_time() - started < 2


def test_a_record_over_the_bound_is_named_and_passed_over():
    big = record(1, body=b"x" * (12 * 1024 * 1024))
    for pack in (bytes, gzip.compress):
        assert told(pack(RECORDS[0]) + pack(big) + pack(RECORDS[2])) == ["0", "too_large", "2"]


def test_a_bomb_inside_a_record_is_refused():
    body = gzip.compress(b"\0" * (64 * 1024 * 1024))

    assert told(record(1, body=body, head="Content-Encoding: gzip\r\n") + RECORDS[2]) == ["too_large", "2"]


def test_other_statuses_and_revisits_are_named():
    gone = record(1).replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 404 No")

    assert told(gone + record(2, "revisit")) == ["http_404", "revisit"]


@given(
    st.lists(
        st.sampled_from(
            [
                *RECORDS[:2],
                *PACKED,
                b"\x1f\x8b\x08",
                b"\0" * 50,
                b"\r\n",
            ]
        ),
        max_size=8,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_mixture_of_records_and_rubbish_is_walked_to_its_end_in_order(pieces):
    found = told(b"".join(pieces))

    assert [item for item in found if item.isdecimal()].count("0") == pieces.count(RECORDS[0])
    assert [item for item in found if item.isdecimal()].count("2") == pieces.count(PACKED[0])


@given(st.binary(max_size=300), st.integers(0, 3_000))
@settings(max_examples=150, deadline=None)
def test_any_damage_to_an_archive_is_survived(damage, where):
    raw = bytearray(b"".join(map(gzip.compress, RECORDS)))
    raw[where : where + len(damage)] = damage

    assert len(told(bytes(raw))) <= 40
