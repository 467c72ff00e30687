"""The feeds that a store follows, the entries that wait to be read, and what is known of the sites they lie on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.schema import column_name
from rashomon.stored import Asked, FeedState, Waiting
from rashomon.stores.database import Database, Value, marks, pack, unpack

# No feed is put off for longer than a day: a later time was noted by a clock that has been set back since.
FURTHEST_SECONDS = 2 * 24 * 3600.0


class SqlFeeds(Struct, frozen=True):
    """The room of feeds (see `storing.Feeds`)."""

    db: Database

    def add(self, feed: FeedState) -> bool:
        """Keep a new feed; False where it was there already, which then stays as it is."""
        with self.db.transaction():
            return _insert(self.db, "feed", "url", feed)

    def save(self, feed: FeedState) -> None:
        """Keep the new state of a known feed."""
        with self.db.transaction():
            self._save(feed)

    def _save(self, feed: FeedState) -> bool:
        names = [column_name(name) for name in FeedState.__struct_fields__]
        changed = self.db.rows(
            f"UPDATE feed SET {', '.join(f'{name} = ?' for name in names)} WHERE url = ? RETURNING url",
            (*_values(feed), feed.url),
        )
        return bool(changed)

    def remove(self, url: str) -> bool:
        """Forget a feed; what came from it stays."""
        with self.db.transaction():
            return bool(self.db.rows("DELETE FROM feed WHERE url = ? RETURNING url", (url,)))

    def feed(self, url: str) -> FeedState | None:
        """Return one feed."""
        found = self._feeds("WHERE url = ?", (url,))
        return found[0] if found else None

    def feeds(self) -> list[FeedState]:
        """List every feed by address."""
        return self._feeds("ORDER BY url", ())

    def due(self, now: float, limit: int = 10_000) -> list[FeedState]:
        """List feeds that are due and not paused, the longest due first; a clock that was set back silences none."""
        return self._feeds(
            "WHERE paused = '' AND (due <= ? OR due > ?) ORDER BY due, url LIMIT ?",
            (now, now + FURTHEST_SECONDS, limit),
        )

    def polled(self, feed: FeedState, entries: Sequence[Waiting]) -> int:
        """Keep the new state of a list, followed or named, together with its entries that are new or changed."""
        with self.db.transaction():
            known = dict(self.db.rows("SELECT key, digest FROM entry WHERE feed = ?", (feed.url,)))
            new = [entry for entry in entries if known.get(entry.key) != entry.digest]
            self._wait(new)
            if not self._save(feed):
                self._keep_asked(Asked(feed))
        return len(new)

    def _wait(self, entries: Sequence[Waiting]) -> None:
        self.db.many(
            "INSERT INTO entry (feed, key, digest, link, offer, tries, changed, packed)"
            " VALUES (?, ?, ?, ?, '', 0, 0, ?)"
            " ON CONFLICT (feed, key) DO UPDATE SET digest = excluded.digest, link = excluded.link, offer = '',"
            " tries = 0, changed = 1, packed = excluded.packed",
            [(entry.feed, entry.key, entry.digest, entry.link, entry.packed) for entry in entries],
        )

    def asked(self, url: str) -> Asked:
        """Return what is known of an address; of a feed that is followed its state there."""
        if feed := self.feed(url):
            return Asked(feed)
        found = self.db.rows("SELECT packed FROM asked WHERE url = ?", (url,))
        return unpack(found[0][0], Asked) if found else Asked(FeedState(url))

    def keep_asked(self, asked: Asked) -> None:
        """Keep what an address that somebody named gave."""
        with self.db.transaction():
            self._keep_asked(asked)

    def _keep_asked(self, asked: Asked) -> None:
        self.db.rows(
            "INSERT INTO asked (url, offer, packed) VALUES (?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET offer = excluded.offer, packed = excluded.packed",
            (asked.state.url, asked.offer, pack(asked)),
        )

    def all_asked(self) -> list[Asked]:
        """List what is known of every address that somebody named, by address."""
        return [unpack(packed, Asked) for (packed,) in self.db.rows("SELECT packed FROM asked ORDER BY url")]

    def entries(self) -> Iterator[tuple[Waiting, str]]:
        """Yield every entry by list and key, with the offer that it became; empty where it still has to be read."""
        # the many that are done hold no more than a line each, so that one question for all of them is no burden
        for *fields, offer in self.db.rows(
            "SELECT feed, key, digest, link, packed, tries, changed, offer FROM entry ORDER BY feed, key"
        ):
            yield Waiting(*fields), offer

    def keep_entry(self, entry: Waiting, offer: str) -> None:
        """Keep an entry of another store: what it knows more of is kept, an entry that waits there waits here."""
        with self.db.transaction():
            self.db.rows(
                "INSERT INTO entry (feed, key, digest, link, offer, tries, changed, packed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed, key) DO NOTHING",
                (
                    entry.feed,
                    entry.key,
                    entry.digest,
                    entry.link,
                    offer,
                    entry.tries,
                    entry.changed,
                    entry.packed,
                ),
            )
            ((digest,),) = self.db.rows(
                "SELECT digest FROM entry WHERE feed = ? AND key = ?", (entry.feed, entry.key)
            )
            # known here with other words: read once too often rather than once too few
            if not offer and digest != entry.digest:
                self._wait([entry])

    def waiting(self) -> list[Waiting]:
        """List the entries that still have to be read, by list and key."""
        rows = self.db.rows(
            "SELECT feed, key, digest, link, packed, tries, changed FROM entry WHERE offer = '' ORDER BY feed, key"
        )
        return [Waiting(*row) for row in rows]

    def done(self, entry: Waiting, offer: str) -> None:
        """Note that an entry was offered, and as which offer."""
        with self.db.transaction():
            self.db.rows(
                "UPDATE entry SET offer = ?, packed = ? WHERE feed = ? AND key = ? AND digest = ?",
                (offer, b"", entry.feed, entry.key, entry.digest),
            )

    def later(self, entry: Waiting) -> None:
        """Note that an entry was put off."""
        with self.db.transaction():
            self.db.rows(
                "UPDATE entry SET tries = tries + 1 WHERE feed = ? AND key = ?", (entry.feed, entry.key)
            )

    def offer_of(self, link: str) -> str | None:
        """Return the offer that the page of a link became, if it was read for any entry."""
        found = self.db.rows(
            "SELECT offer FROM entry WHERE link = ? AND offer <> '' ORDER BY feed, key LIMIT 1", (link,)
        )
        return found[0][0] if found else None

    def keep_sites(self, states: Mapping[str, bytes]) -> None:
        """Keep what is known of some sites, packed by its owner."""
        with self.db.transaction():
            self.db.many(
                "INSERT INTO site (site, packed) VALUES (?, ?)"
                " ON CONFLICT (site) DO UPDATE SET packed = excluded.packed",
                sorted(states.items()),
            )

    def sites(self) -> dict[str, bytes]:
        """Return what is known of every site."""
        return dict(self.db.rows("SELECT site, packed FROM site ORDER BY site"))

    def _feeds(self, where: str, values: Sequence[Value]) -> list[FeedState]:
        rows = self.db.rows(f"SELECT {_columns(FeedState)} FROM feed {where}", values)
        return [_noun(FeedState, row) for row in rows]


def _insert(db: Database, table: str, key: str, noun: Struct) -> bool:
    values = _values(noun)
    into = f"INSERT INTO {table} ({_columns(type(noun))}) VALUES ({marks(len(values))})"
    return bool(db.rows(f"{into} ON CONFLICT ({key}) DO NOTHING RETURNING {key}", values))


def _columns(noun: type[Struct]) -> str:
    return ", ".join(column_name(name) for name in noun.__struct_fields__)


def _values(noun: Struct) -> tuple[Value, ...]:
    values = (getattr(noun, name) for name in noun.__struct_fields__)
    return tuple(
        msgspec.json.encode(value).decode() if isinstance(value, Struct) else value for value in values
    )


def _noun[T: Struct](noun: type[T], row: Sequence[Any]) -> T:
    fields = {field.name: field.type for field in msgspec.structs.fields(noun)}
    nested = {name for name, kind in fields.items() if isinstance(kind, type) and issubclass(kind, Struct)}
    values = {
        name: msgspec.json.decode(value) if name in nested and isinstance(value, str) else value
        for name, value in zip(fields, row, strict=True)
    }
    return msgspec.convert(values, noun)
