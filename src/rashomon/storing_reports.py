"""What a store keeps of reports: documents, readings, stories, and what people decided. See `storing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from rashomon.stored import Counts, Fate, Headline, Hit, HitKind, Offered, Read, Run, Sighting, Telling
from rashomon.types import Article, Decision, Gap, MadeBy, Reading, RecordData, Taken


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

    def why(self, offer: str) -> str:
        """Return why an offer is no report; empty where it is one, or is not in the store."""
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

    def keys(self) -> set[str]:
        """Return the key of every article as this program holds it: work is kept under it."""
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
        """Return the reading of the article with this key by this maker.

        Raises:
            DamagedWorkError: what is kept there is no reading.
        """
        ...

    def keep(self, key: str, maker: str, reading: Reading) -> None:
        """Keep a reading."""
        ...

    def part(self, key: str, maker: str) -> bytes | None:
        """Return other kept work, packed by its maker.

        Raises:
            DamagedWorkError: what is kept there cannot be unpacked.
        """
        ...

    def keep_part(self, key: str, maker: str, packed: bytes) -> None:
        """Keep other work."""
        ...

    def parts(self, maker: str) -> dict[str, bytes | None]:
        """Return all other work that a maker packed, by key; what cannot be unpacked is logged, and None."""
        ...

    def keep_parts(self, maker: str, packed: Mapping[str, bytes]) -> None:
        """Keep many pieces of other work, all or none."""
        ...

    def makers(self) -> list[str]:
        """List whoever made a piece of kept work, by name."""
        ...

    def forget(self, makers: Sequence[str]) -> int:
        """Drop all work of makers other than these; return how many pieces went."""
        ...

    def forget_keys(self, maker: str, keys: Iterable[str]) -> int:
        """Drop what a maker filled under some keys; return how many pieces went."""
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

    def made_by(self) -> MadeBy | None:
        """Return what made the record; None before the first update."""
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
