"""What goes through a store: offers, what became of them, feeds, lines of the list of stories, finds of a search.

Times are UTC in ISO 8601 with seconds ("2026-03-01T06:30:00Z").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.spans import fingerprint, make_id
from rashomon.types import Article, Gap, RecordData

# How the bytes of an offer are to be read. *row* is one JSON object: a line of JSON Lines, a row of a table, an entry.
Reader = Literal["text", "page", "mail", "row"]
Fate = Literal["ingested", "duplicate", "skipped", "quarantined"]
HitKind = Literal["article", "statement", "point"]


class Offered(Struct, frozen=True):
    """One document as it was offered, before anybody read it.

    `source` names it in the record: the file, `file#row`, or the address. `problem` is the reason where there are no
    bytes to read (blocked, missing, too large): such an offer is counted as skipped, never dropped. `given` is what is
    known from outside and outweighs what the bytes say: outlet, published, url, title, language, byline. `headers`
    and `fetched` (UTC) come from the fetch, with the names of the headers in lower case; `flags` are remarks ("truncated").
    """

    source: str
    raw: bytes = b""
    reader: Reader = "page"
    problem: str = ""
    given: Mapping[str, str] = {}
    headers: tuple[tuple[str, str], ...] = ()
    fetched: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same bytes with the same metadata from the same source are the same offer, however often they come."""
        return make_id(
            "o", self.source, self.reader, self.problem, fingerprint(self.raw), sorted(self.given.items())
        )


class Read(Struct, frozen=True):
    """What reading an offer came to: an article, or the reason why there is none.

    `quarantined` tells a document that may be read another time (a parser ran out of time) from one that holds no
    report. `gaps` are remarks about the article.
    """

    article: Article | None
    why: str = ""
    quarantined: bool = False
    gaps: tuple[Gap, ...] = ()


class Sighting(Struct, frozen=True):
    """One offer in the store: where and when it was seen, how often, and what became of it."""

    id: str
    source: str
    outcome: Literal["read", "skipped", "quarantined"]
    why: str
    article: str | None
    times: int
    first_seen: str
    last_seen: str


class Counts(Struct, frozen=True):
    """What became of everything offered: `offered == ingested + duplicate + skipped + quarantined`, exactly."""

    offered: int = 0
    ingested: int = 0
    duplicate: int = 0
    skipped: int = 0
    quarantined: int = 0


class Run(Struct, frozen=True):
    """One run of a collector; `ended` is None while it works and for ever where it was killed."""

    id: str
    what: str
    started: str
    ended: str | None
    counts: Counts


class FeedState(Struct, frozen=True):
    """What is known of one feed. Times are seconds since 1970, 0 where never; `paused` is the reason, or empty.

    `failures` are weighted, `broken` counts bodies in a row that no parser took; `full` is when the body was last
    fetched without asking whether it had changed, `polls` how often it was asked since. `place` is the address that
    gave `etag` and `modified`.
    """

    url: str
    due: float = 0.0
    title: str = ""
    etag: str = ""
    modified: str = ""
    place: str = ""
    polled: float = 0.0
    full: float = 0.0
    polls: int = 0
    failures: float = 0.0
    row: int = 0
    broken: int = 0
    status: str = ""
    paused: str = ""


class Asked(Struct, frozen=True):
    """What is known of an address that somebody named: how it last answered, and the offer that its page became.

    `offer` is empty where it gave a list, or nothing yet.
    """

    state: FeedState
    offer: str = ""


class Waiting(Struct, frozen=True):
    """An entry of a list that still has to be read; `packed` is the whole entry, `tries` how often it was put off.

    `changed` is 1 where the list showed the same entry with other words before.
    """

    feed: str
    key: str
    digest: str
    link: str
    packed: bytes
    tries: int = 0
    changed: int = 0


class Handed(Struct, frozen=True):
    """Work that somebody handed in and that is not done yet: what it is, in words, and all it needs, packed by its owner.

    `tries` is how often it was taken up again after a stop.
    """

    id: str
    what: str
    made: str
    packed: bytes
    tries: int = 0


class Headline(Struct, frozen=True):
    """One story in a list. `day` is the newest day of its reports ("" where none is dated)."""

    id: str
    title: str
    day: str
    reports: int
    origins: int
    points: int
    disputed: int
    denied: int
    outlets: tuple[str, ...]
    changed: str


class Hit(Struct, frozen=True):
    """One find of a search. `start` and `end` are offsets in the article; `story` is None until the next update."""

    kind: HitKind
    id: str
    article: str
    story: str | None
    start: int
    end: int
    text: str


class Telling(Struct, frozen=True):
    """One story ready to be kept: its line in the list, and the record cut down to it."""

    headline: Headline
    record: RecordData


def record_digest(record: RecordData) -> str:
    """Return the digest of a record: another byte in it, another digest."""
    return fingerprint(msgspec.msgpack.encode(record))
