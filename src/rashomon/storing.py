"""The socket of a store: seven rooms behind one door.

Every method that changes something is one transaction: when it has returned, what it was given survives `kill -9` and
a power cut. Times are UTC in ISO 8601 with seconds ("2026-03-01T06:30:00Z"), always an argument: no store asks a
clock, no id depends on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from rashomon.stored import (
    Asked,
    Counts,
    Fate,
    FeedState,
    Handed,
    Headline,
    Hit,
    HitKind,
    Offered,
    Read,
    Run,
    Sighting,
    Telling,
    Waiting,
)
from rashomon.types import Article, Decision, Gap, Reading, RecordData, Taken


class StoreError(Exception):
    """A store cannot be opened or written, with the cause in plain words."""


class StoreBusyError(StoreError):
    """Another process writes into this store."""


class Source(Protocol):
    """Something that offers documents: a folder, a feed, an archive."""

    def offers(self) -> Iterator[Offered]:
        """Yield each document once.

        The next one is asked for only after the last one is safe in the store: a source that notes its own state
        (an ETag, a position) after its last `yield` never forgets what was not stored.
        """
        ...


class Documents(Protocol):
    """Everything offered, raw and read, and the account of it."""

    def begin(self, what: str, now: str) -> str:
        """Open a run and return its id."""
        ...

    def end(self, run: str, now: str) -> None:
        """Close a run."""
        ...

    def known(self, offer: str) -> bool:
        """Say whether an offer is in the store, without counting it."""
        ...

    def again(self, offer: str, run: str, now: str) -> Fate | None:
        """Count an offer that is known already and return its fate; None where it is new."""
        ...

    def take(self, offered: Offered, read: Read, run: str, now: str) -> Fate:
        """Keep an offer with its raw bytes and what reading it came to."""
        ...

    def settle(self, offer: str, read: Read, now: str) -> Fate:
        """Replace what a quarantined offer came to; the totals move with it, `offered` stays."""
        ...

    def quarantined(self, why: str = "") -> Iterator[tuple[str, Offered]]:
        """Yield every quarantined offer with its id, by source; with `why`, those for that reason alone."""
        ...

    def offers(self) -> Iterator[tuple[Offered, Sighting]]:
        """Yield everything offered with its raw bytes, by source."""
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article once, by id, as the first of its sources gives it."""
        ...

    def article(self, key: str) -> Article | None:
        """Return one article."""
        ...

    def sightings(self, article: str) -> list[Sighting]:
        """List where an article was seen, by source."""
        ...

    def taken(self) -> Iterator[Taken]:
        """Yield the account by source, as a record holds it."""
        ...

    def gaps(self) -> Iterator[Gap]:
        """Yield the remarks about the articles."""
        ...

    def counts(self) -> Counts:
        """Return the totals."""
        ...

    def runs(self, limit: int = 20) -> list[Run]:
        """List the last runs, newest first."""
        ...

    def run(self, key: str) -> Run | None:
        """Return one run with its totals."""
        ...


class Readings(Protocol):
    """What was computed once and need not be computed again, by what it was computed from and by what."""

    def known(self, maker: str) -> set[str]:
        """Return the keys that `maker` has filled."""
        ...

    def reading(self, key: str, maker: str) -> Reading | None:
        """Return the reading of the article with this key by this maker."""
        ...

    def keep(self, key: str, maker: str, reading: Reading) -> None:
        """Keep a reading."""
        ...

    def part(self, key: str, maker: str) -> bytes | None:
        """Return other kept work, packed by its maker."""
        ...

    def keep_part(self, key: str, maker: str, packed: bytes) -> None:
        """Keep other work."""
        ...

    def parts(self, maker: str) -> dict[str, bytes]:
        """Return all other work that a maker packed, by key."""
        ...

    def keep_parts(self, maker: str, packed: Mapping[str, bytes]) -> None:
        """Keep many pieces of other work, all or none."""
        ...

    def forget(self, makers: Sequence[str]) -> int:
        """Drop all work of makers other than these; return how many pieces went."""
        ...


class Stories(Protocol):
    """The record and its stories, as the last update left them."""

    def save(self, record: RecordData, changed: Sequence[Telling], now: str) -> None:
        """Keep a record whole, or not at all: `changed` are the stories that are new or other than before."""
        ...

    def digests(self) -> dict[str, str]:
        """Return a digest of each kept story by id."""
        ...

    def record(self) -> RecordData | None:
        """Return the whole record; None before the first update."""
        ...

    def story(self, key: str) -> RecordData | None:
        """Return the record cut down to one story; an id that a story had before it grew leads to it as well."""
        ...

    def digest(self, key: str) -> str | None:
        """Return the digest of one story; None where no story has this id now."""
        ...

    def story_of(self, article: str) -> str | None:
        """Return the id of the story that a report is in; None before the update that reads it."""
        ...

    def count(self) -> int:
        """Return how many stories there are."""
        ...

    def headlines(self, limit: int = 50, before: tuple[str, str] | None = None) -> list[Headline]:
        """List stories, the newest day first; `before` is (day, id) of the last one of the page before."""
        ...

    def search(self, words: str, limit: int = 20, kind: HitKind | None = None) -> list[Hit]:
        """Find all the words in articles, statements, points; whatever stands in `words` is text, never syntax."""
        ...


class Decisions(Protocol):
    """What people decided. None is ever edited: another opinion is another line."""

    def add(self, decision: Decision, now: str) -> bool:
        """Keep a decision; False where it is its maker's last word on this pair already."""
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision in the order in which they were made."""
        ...


class Feeds(Protocol):
    """The feeds and their state."""

    def add(self, feed: FeedState) -> bool:
        """Keep a new feed; False where it was there already, which then stays as it is."""
        ...

    def save(self, feed: FeedState) -> None:
        """Keep the new state of a known feed."""
        ...

    def remove(self, url: str) -> bool:
        """Forget a feed; what came from it stays."""
        ...

    def feed(self, url: str) -> FeedState | None:
        """Return one feed."""
        ...

    def feeds(self) -> list[FeedState]:
        """List every feed by address."""
        ...

    def due(self, now: float, limit: int = 10_000) -> list[FeedState]:
        """List feeds that are due (seconds since 1970) and not paused, the longest due first."""
        ...

    def polled(self, feed: FeedState, entries: Sequence[Waiting]) -> int:
        """Keep the new state of a list, followed or named, together with its entries that are new or changed.

        Both or neither: an entry behind an ETag that was kept is never lost. Returns how many entries wait anew.
        """
        ...

    def asked(self, url: str) -> Asked:
        """Return what is known of an address; of a feed that is followed its state there."""
        ...

    def keep_asked(self, asked: Asked) -> None:
        """Keep what an address that somebody named gave."""
        ...

    def all_asked(self) -> list[Asked]:
        """List what is known of every address that somebody named, by address."""
        ...

    def entries(self) -> Iterator[tuple[Waiting, str]]:
        """Yield every entry by list and key, with the offer that it became; empty where it still has to be read."""
        ...

    def keep_entry(self, entry: Waiting, offer: str) -> None:
        """Keep an entry of another store: what it knows more of is kept, an entry that waits there waits here."""
        ...

    def waiting(self) -> list[Waiting]:
        """List the entries that still have to be read, by list and key."""
        ...

    def done(self, entry: Waiting, offer: str) -> None:
        """Note that an entry was offered, and as which offer."""
        ...

    def later(self, entry: Waiting) -> None:
        """Note that an entry was put off."""
        ...

    def offer_of(self, link: str) -> str | None:
        """Return the offer that the page of a link became, if it was read for any entry."""
        ...

    def keep_sites(self, states: Mapping[str, bytes]) -> None:
        """Keep what is known of some sites, packed by its owner."""
        ...

    def sites(self) -> dict[str, bytes]:
        """Return what is known of every site."""
        ...


class Inbox(Protocol):
    """What was handed in and is not worked in yet. It may be written while another one writes into the store."""

    def add(self, work: Handed) -> None:
        """Keep a piece of work; when this returns, no stop loses it."""
        ...

    def waiting(self) -> list[Handed]:
        """List what is not done, in the order in which it was handed in."""
        ...

    def tried(self, key: str) -> None:
        """Note that a piece of work is taken up once more."""
        ...

    def done(self, key: str) -> None:
        """Let go of a piece of work that is done."""
        ...


class Upkeep(Protocol):
    """What keeps a store sound."""

    def check(self) -> list[str]:
        """List everything that does not hold: pages, indexes, references, digests, totals. Empty when sound."""
        ...

    def backup(self, target: Path) -> None:
        """Write a whole, consistent copy; never over an existing file."""
        ...

    def vacuum(self) -> None:
        """Give freed room back."""
        ...

    def facts(self) -> Mapping[str, str | int]:
        """Return kind, version of the engine and schema, size in bytes, and rows of each table."""
        ...


class Store(Protocol):
    """One store: seven rooms. Opened by `rashomon.wiring.open_store`, closed by its owner."""

    @property
    def documents(self) -> Documents: ...  # noqa: D102

    @property
    def readings(self) -> Readings: ...  # noqa: D102

    @property
    def stories(self) -> Stories: ...  # noqa: D102

    @property
    def decisions(self) -> Decisions: ...  # noqa: D102

    @property
    def feeds(self) -> Feeds: ...  # noqa: D102

    @property
    def inbox(self) -> Inbox: ...  # noqa: D102

    @property
    def upkeep(self) -> Upkeep: ...  # noqa: D102

    def together(self) -> AbstractContextManager[None]:
        """Keep everything that is done inside whole, or nothing of it, across the rooms."""
        ...

    def close(self) -> None:
        """Close it and let the next writer in."""
        ...
