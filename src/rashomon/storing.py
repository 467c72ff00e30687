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

from rashomon.stored import Asked, FeedState, Handed, Offered, Waiting
from rashomon.storing_reports import Decisions, Documents, Readings, Stories


class StoreError(Exception):
    """A store cannot be opened or written, with the cause in plain words."""


class StoreBusyError(StoreError):
    """Another process writes into this store."""


class DamagedWorkError(StoreError):
    """A piece of kept work cannot be read, with the cause; it may be made anew."""


class Source(Protocol):
    """Something that offers documents: a folder, a feed, an archive."""

    def offers(self) -> Iterator[Offered]:
        """Yield each document once.

        The next one is asked for only after the last one is safe in the store: a source that notes its own state
        (an ETag, a position) after its last `yield` never forgets what was not stored.
        """
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

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside as it stood at the first look, whatever another one writes meanwhile."""
        ...

    def close(self) -> None:
        """Close it and let the next writer in."""
        ...
