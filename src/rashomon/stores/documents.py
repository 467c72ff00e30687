"""Everything offered: raw bytes by content, what reading them came to, and totals that add up."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.spans import fingerprint, make_id
from rashomon.stored import Counts, Fate, Offered, Read, Run, Sighting
from rashomon.stores.database import Database, marks, pack, unpack
from rashomon.stores.search import add_passages, article_passage
from rashomon.types import Article, Gap, Taken

FATES: tuple[Fate, ...] = ("ingested", "duplicate", "skipped", "quarantined")
BATCH = 200


class SqlDocuments(Struct, frozen=True):
    """The room of everything offered (see `storing_reports.Documents`)."""

    db: Database

    def begin(self, what: str, now: str) -> str:
        """Open a run and return its id."""
        with self.db.transaction():
            number = self.db.rows("SELECT count(*) FROM run")[0][0]
            key = make_id("r", number, what, now)
            self.db.rows(
                "INSERT INTO run (id, what, started, ended) VALUES (?, ?, ?, NULL)", (key, what, now)
            )
            self.db.many(
                "INSERT INTO tally (run, fate, number) VALUES (?, ?, 0)", [(key, fate) for fate in FATES]
            )
        return key

    def end(self, run: str, now: str) -> None:
        """Close a run."""
        with self.db.transaction():
            self.db.rows("UPDATE run SET ended = ? WHERE id = ?", (now, run))

    def again(self, offer: str, run: str, now: str) -> Fate | None:
        """Count an offer that is known already and return its fate; None where it is new."""
        with self.db.transaction():
            found = self.db.rows("SELECT outcome FROM sighting WHERE id = ?", (offer,))
            return self._once_more(offer, found[0][0], run, now) if found else None

    def known(self, offer: str) -> bool:
        """Say whether an offer is in the store, without counting it."""
        return bool(self.db.rows("SELECT 1 FROM sighting WHERE id = ?", (offer,)))

    def why(self, offer: str) -> str:
        """Return why an offer is no report; empty where it is one, or is not in the store."""
        found = self.db.rows("SELECT why FROM sighting WHERE id = ?", (offer,))
        return found[0][0] if found else ""

    def take(self, offered: Offered, read: Read, run: str, now: str) -> Fate:
        """Keep an offer with its raw bytes and what reading it came to."""
        with self.db.transaction():
            found = self.db.rows("SELECT outcome FROM sighting WHERE id = ?", (offered.id,))
            if found:
                return self._once_more(offered.id, found[0][0], run, now)
            fate = self._keep(offered, read, run, now)
            self._count(run, fate, 1)
        return fate

    def settle(self, offer: str, read: Read, now: str) -> Fate:
        """Replace what a quarantined offer came to; the totals move with it, `offered` stays."""
        with self.db.transaction():
            run, source, times, why = self.db.rows(
                "SELECT run, source, times, why FROM sighting WHERE id = ? AND outcome = 'quarantined'",
                (offer,),
            )[0]
            if read.quarantined and read.why == why:
                return "quarantined"
            fate = self._note(offer, source, read, now)
            self._count(run, "quarantined", -times)
            self._count(run, fate, 1)
            self._count(run, "duplicate" if read.article else fate, times - 1)
        return fate

    def _keep(self, offered: Offered, read: Read, run: str, now: str) -> Fate:
        digest = fingerprint(offered.raw)
        self.db.rows(
            "INSERT INTO raw (digest, size, packed) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
            (digest, len(offered.raw), zlib.compress(offered.raw, 6)),
        )
        bare = pack(msgspec.structs.replace(offered, raw=b""))
        self.db.rows(
            "INSERT INTO sighting (id, place, source, outcome, why, article, digest, times, first_seen, last_seen,"
            f" run, offer, reading) VALUES (?, '', ?, 'quarantined', '', NULL, ?, 1, {marks(5)})",
            (offered.id, offered.source, digest, now, now, run, bare, b""),
        )
        return self._note(offered.id, offered.source, read, now)

    def _note(self, offer: str, source: str, read: Read, now: str) -> Fate:
        """Write down what reading an offer came to; the sighting of least place speaks for its article."""
        packed = pack(read)
        place = f"{source}\x1f{fingerprint(packed)[:16]}"
        fate: Fate = "quarantined" if read.quarantined else "skipped"
        if read.article:
            fate = self._article(offer, place, read.article)
        outcome = "read" if read.article else fate
        self.db.rows(
            "UPDATE sighting SET place = ?, outcome = ?, why = ?, article = ?, last_seen = ?, reading = ? WHERE id = ?",
            (place, outcome, read.why, read.article.id if read.article else None, now, packed, offer),
        )
        return fate

    def _article(self, offer: str, place: str, article: Article) -> Fate:
        found = self.db.rows("SELECT place FROM article WHERE id = ?", (article.id,))
        values = (place, offer, article_key(article), pack(article), article.id)
        if not found:
            self.db.rows(
                "INSERT INTO article (place, sighting, key, packed, id) VALUES (?, ?, ?, ?, ?)", values
            )
            add_passages(self.db, [article_passage(article)])
            return "ingested"
        if place < found[0][0]:
            self.db.rows(
                "UPDATE article SET place = ?, sighting = ?, key = ?, packed = ? WHERE id = ?", values
            )
        return "duplicate"

    def _once_more(self, offer: str, outcome: str, run: str, now: str) -> Fate:
        # a clock that was set back must not make the first time later than the last
        self.db.rows(
            "UPDATE sighting SET times = times + 1, first_seen = CASE WHEN first_seen < ? THEN first_seen ELSE ? END,"
            " last_seen = CASE WHEN last_seen > ? THEN last_seen ELSE ? END WHERE id = ?",
            (now, now, now, now, offer),
        )
        fate: Fate = (
            "duplicate" if outcome == "read" else "skipped" if outcome == "skipped" else "quarantined"
        )
        # a quarantined offer is counted where it was first seen, so that settling it can move its whole count
        first = self.db.rows("SELECT run FROM sighting WHERE id = ?", (offer,))[0][0]
        self._count(first if fate == "quarantined" else run, fate, 1)
        return fate

    def _count(self, run: str, fate: Fate, number: int) -> None:
        self.db.rows("UPDATE tally SET number = number + ? WHERE run = ? AND fate = ?", (number, run, fate))

    def quarantined(self, why: str = "") -> Iterator[tuple[str, Offered]]:
        """Yield every quarantined offer with its id, by source; with `why`, those for that reason alone."""
        keys = self.db.rows(
            "SELECT id FROM sighting WHERE outcome = 'quarantined' AND (why = ? OR ? = '') ORDER BY place, id",
            (why, why),
        )
        for (key,) in keys:
            yield key, self._offered(key)

    def offers(self) -> Iterator[tuple[Offered, Sighting]]:
        """Yield everything offered with its raw bytes, by source."""
        for (key,) in self.db.rows("SELECT id FROM sighting ORDER BY place, id"):
            yield self._offered(key), self._sightings("WHERE id = ?", key)[0]

    def _offered(self, key: str) -> Offered:
        bare, raw = self.db.rows(
            "SELECT s.offer, r.packed FROM sighting s JOIN raw r ON r.digest = s.digest WHERE s.id = ?",
            (key,),
        )[0]
        return msgspec.structs.replace(unpack(bare, Offered), raw=zlib.decompress(raw))

    def articles(self) -> Iterator[Article]:
        """Yield every article once, by id, as the first of its sources gives it."""
        last = ""
        while batch := self.db.rows(
            "SELECT id, packed FROM article WHERE id > ? ORDER BY id LIMIT ?", (last, BATCH)
        ):
            yield from (unpack(packed, Article) for _, packed in batch)
            last = batch[-1][0]

    def article(self, key: str) -> Article | None:
        """Return one article."""
        found = self.db.rows("SELECT packed FROM article WHERE id = ?", (key,))
        return unpack(found[0][0], Article) if found else None

    def sightings(self, article: str) -> list[Sighting]:
        """List where an article was seen, by source."""
        return self._sightings("WHERE article = ? ORDER BY place, id", article)

    def _sightings(self, where: str, value: str) -> list[Sighting]:
        columns = ", ".join(Sighting.__struct_fields__)
        return [Sighting(*row) for row in self.db.rows(f"SELECT {columns} FROM sighting {where}", (value,))]

    def taken(self) -> Iterator[Taken]:
        """Yield the account by source, as a record holds it."""
        for source, why, article, key, speaker, first in self.db.rows(
            "SELECT s.source, s.why, s.article, s.id, a.sighting, a.place FROM sighting s"
            " LEFT JOIN article a ON a.id = s.article ORDER BY s.place, s.id"
        ):
            if article is None:
                yield Taken(source, "skipped", why, None)
            elif key == speaker:
                yield Taken(source, "read", "", article)
            else:
                yield Taken(source, "duplicate", f"same text as {first.rpartition('\x1f')[0]}", article)

    def gaps(self) -> Iterator[Gap]:
        """Yield the remarks about the articles."""
        for (packed,) in self.db.rows(
            "SELECT s.reading FROM article a JOIN sighting s ON s.id = a.sighting ORDER BY s.place, s.id"
        ):
            yield from unpack(packed, Read).gaps

    def keys(self) -> set[str]:
        """Return the key of every article as this program holds it: work is kept under it.

        The column names the bytes that were kept; once an article has a field more, its key is another one.
        """
        return {article_key(article) for article in self.articles()}

    def counts(self) -> Counts:
        """Return the totals."""
        return _counts(self.db.rows("SELECT fate, CAST(sum(number) AS BIGINT) FROM tally GROUP BY fate"))

    def runs(self, limit: int = 20) -> list[Run]:
        """List the last runs, newest first."""
        keys = self.db.rows("SELECT id FROM run ORDER BY started DESC, id LIMIT ?", (limit,))
        return [run for (key,) in keys if (run := self.run(key))]

    def run(self, key: str) -> Run | None:
        """Return one run with its totals."""
        found = self.db.rows("SELECT id, what, started, ended FROM run WHERE id = ?", (key,))
        tallies = self.db.rows("SELECT fate, number FROM tally WHERE run = ?", (key,))
        return Run(found[0][0], found[0][1], found[0][2], found[0][3], _counts(tallies)) if found else None


def article_key(article: Article) -> str:
    """Return the key of an article as it stands: other metadata, other key, another reading."""
    return fingerprint(msgspec.msgpack.encode(article))


def _counts(rows: list[tuple[Any, ...]]) -> Counts:
    found: dict[str, int] = {str(fate): int(number) for fate, number in rows}
    ingested, duplicate, skipped, quarantined = (int(found.get(fate, 0)) for fate in FATES)
    return Counts(sum(found.values()), ingested, duplicate, skipped, quarantined)
