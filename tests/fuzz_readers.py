"""Throws made-up input at every reader of bytes and text until the time is over: `python -m tests.fuzz_readers`.

Each reader promises to take anything and to raise nothing; each check says what must hold of its answer.
A failing input is printed as Python; keep it as a test.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable
from datetime import date

import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.test_gather_archives import RECORDS
from tests.test_gather_feeds import PIECES

from rashomon.dates import find_dates
from rashomon.gather.addresses import AddressRules, is_public
from rashomon.gather.archives import read_records
from rashomon.gather.charsets import decode_answer
from rashomon.gather.decoding import decode, fixed
from rashomon.gather.entries import read_date
from rashomon.gather.feeds import Fed, read_feed
from rashomon.gather.inflate import BadEncodingError, unpack
from rashomon.gather.robots import Robots, permission
from rashomon.gather.sites import retry_after
from rashomon.gather.targets import Refusal, read_target
from rashomon.read.quotes import find_quotations, paragraphs
from rashomon.spans import cut
from rashomon.types import Article, Sentence

NOW = 2_000_000_000.0


def check_decoding(raw: bytes) -> None:
    text = fixed(decode(raw)[0])
    assert "\0" not in text
    assert fixed(text) == text
    for header in ("", "text/html; charset=utf-8", "text/html; charset=gb18030"):
        decode_answer(raw, header)


def check_feed(raw: bytes) -> None:
    listing = read_feed(Fed(raw, "http://tarn.example/feed", "", NOW))
    assert (
        listing.offered == len(listing.entries) + len(listing.lists) + sum(listing.left_out.values())
        or listing.problem
    )
    for entry in listing.entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        for word in filter(None, (entry.key, *msgspec.structs.astuple(entry)[1:])):
            # what a store keeps on either engine: PostgreSQL knows no NUL, and no database half a letter
            assert "\0" not in word.encode().decode()
    assert "\0" not in listing.title.encode().decode()


def check_archive(raw: bytes) -> None:
    for place in (0, 400):
        torn = bytearray(RECORDS[0] + RECORDS[1])
        torn[place : place + len(raw)] = raw
        for found in read_records(io.BytesIO(bytes(torn)), "a.warc"):
            assert found.raw or found.problem or found.given


def check_dates(text: str) -> None:
    for found in find_dates(text, date(2031, 4, 6)):
        assert 0 <= found.start < found.end <= len(text)
    moment = read_date(text, NOW)
    assert moment is None or "1993" <= moment < "2034"
    wait = retry_after(text, NOW)
    assert wait is None or 0 <= wait <= 86_400


def check_quotes(text: str) -> None:
    article, lines, offset = Article("a", "a.txt", text), [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            lines.append(Sentence(cut(article, offset, offset + len(line)), 0, 0, number))
        offset += len(line) + 1
    for quotation in find_quotations(article, paragraphs(lines)):
        assert (
            0 <= quotation.outer_start <= quotation.start <= quotation.end <= quotation.outer_end <= len(text)
        )


def check_address(text: str) -> None:
    for url in (text, f"http://{text}/"):
        found = read_target(url, AddressRules())
        assert isinstance(found, Refusal) or read_target(found.url, AddressRules()) == found
    is_public(text)
    permission(Robots(text), "http://tarn.example/a", "Rashomon")


def check_inflating(raw: bytes) -> None:
    for encoding in ("", "gzip"):
        try:
            assert len(unpack([raw[:7], raw[7:]], encoding, 100).data) <= 100
        except BadEncodingError:
            assert encoding


MARKS = st.text(alphabet="ab .,!?\"“”‘’'«»„`\n—", max_size=200)
DAYS = st.lists(st.sampled_from(["Monday", "6", "April", "2031", "last", "next", "the", "31", "Feb", "week", ",", " ", "'31", "24:00", "+0200", "T", "Z"]), max_size=12).map(" ".join)  # fmt: skip
WORDS = st.sampled_from(["", "Rain", "k\0", "\ud800", "\udc00\ud83d", "🙂", "<b>", "&#0;", "&#xd800;", "http://a.example/\0", "//x", "\\u0000", "2031-04-06", "en"])  # fmt: skip
VALUES = st.recursive(WORDS | st.none() | st.integers() | st.booleans(), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "url"]), inner, max_size=2), max_leaves=4)  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(["id", "url", "title", "content_text", "content_html", "summary", "date_published", "authors", "author", "language"]), VALUES, max_size=8)  # fmt: skip
JSON_FEEDS = st.fixed_dictionaries(
    {
        "version": st.just("https://jsonfeed.org/version/1.1") | VALUES,
        "title": VALUES,
        "language": VALUES,
        "items": st.lists(ITEMS | VALUES, max_size=4) | VALUES,
    }
).map(lambda feed: json.dumps(feed).encode())
READERS: dict[str, tuple[st.SearchStrategy, Callable]] = {
    "decoding": (
        st.binary(max_size=400) | st.text(max_size=100).map(lambda t: t.encode("utf-16")),
        check_decoding,
    ),
    "feed": (
        st.lists(PIECES, max_size=40).map("".join).map(str.encode) | JSON_FEEDS | st.binary(max_size=200),
        check_feed,
    ),
    "archive": (st.binary(max_size=200), check_archive),
    "dates": (DAYS | st.text(max_size=60), check_dates),
    "quotes": (MARKS | st.text(max_size=100), check_quotes),
    "address": (st.text(max_size=60) | st.text(alphabet="0123456789.:x[]%@/abf", max_size=40), check_address),
    "inflating": (st.binary(max_size=200), check_inflating),
}
# Read text; the others bytes.
TEXTS = frozenset({"dates", "quotes", "address"})


def once(name: str, turn: int, most: int = 500) -> int:
    """Try up to `most` inputs on one reader; the same turn tries the same ones."""
    strategy, check = READERS[name]
    tried: list[int] = []

    def counted(value) -> None:
        tried.append(1)
        check(value)

    running = settings(max_examples=most, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                       phases=[Phase.generate, Phase.shrink])  # fmt: skip
    seed(turn)(running(given(strategy)(counted)))()
    return len(tried)


def fuzz(minutes: float, most: int, turn: int = 0) -> dict[str, int]:
    """Run round after round, each with its own seed, until the time is over or `most` inputs were tried."""
    counts = dict.fromkeys(READERS, 0)
    ends = time.monotonic() + 60 * minutes
    while time.monotonic() < ends and sum(counts.values()) < most:
        for name in READERS:
            counts[name] += once(name, turn)
        turn += 1
    return counts


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--inputs", type=int, default=10**9)
    asked.add_argument("--turn", type=int, default=0, help="the first seed: another one, other inputs")
    options = asked.parse_args()
    done = fuzz(options.minutes, options.inputs, options.turn)
    print(f"{sum(done.values())} inputs, no fault: {done}")  # noqa: T201
