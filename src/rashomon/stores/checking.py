"""Checking a store: what the engine promises, and what only we know: digests, totals, references."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from rashomon.spans import fingerprint
from rashomon.stored import Counts
from rashomon.stores.database import Database
from rashomon.stores.documents import FATES, SqlDocuments
from rashomon.stores.seals import SEALED, unindexed, unsealed
from rashomon.storing import StoreError

TABLES = ("raw", "run", "tally", "article", "sighting", "work", "story", "moved", "record_part", "passage",
          "decision", "feed", "entry", "site", "inbox",
          "asked")  # fmt: skip

# What no row may break, as questions for the rows that do.
_BROKEN = {
    "an article whose speaking sighting is another's": "SELECT a.id FROM article a LEFT JOIN sighting s"
    " ON s.id = a.sighting WHERE s.id IS NULL OR s.article <> a.id",
    "an article whose first sighting does not speak for it": "SELECT a.id FROM article a JOIN sighting s"
    " ON s.article = a.id WHERE s.place < a.place",
    "a sighting that says read and has no article": "SELECT id FROM sighting"
    " WHERE (outcome = 'read') <> (article IS NOT NULL)",
    "raw bytes that no sighting needs": "SELECT r.digest FROM raw r WHERE NOT EXISTS"
    " (SELECT 1 FROM sighting s WHERE s.digest = r.digest)",
    "an article that cannot be searched": "SELECT a.id FROM article a WHERE NOT EXISTS"
    " (SELECT 1 FROM passage p WHERE p.article = a.id AND p.kind = 'article')",
    "an article of a story that is not there": "SELECT a.id FROM article a LEFT JOIN story s ON s.id = a.story"
    " WHERE a.story IS NOT NULL AND s.id IS NULL",
    "an entry that became an offer that is not there": "SELECT e.key FROM entry e LEFT JOIN sighting s"
    " ON s.id = e.offer WHERE e.offer <> '' AND s.id IS NULL",
    "an address whose page is not there": "SELECT k.url FROM asked k LEFT JOIN sighting s"
    " ON s.id = k.offer WHERE k.offer <> '' AND s.id IS NULL",
    "a passage of a story that is not there": "SELECT p.id FROM passage p LEFT JOIN story s ON s.id = p.story"
    " WHERE p.story IS NOT NULL AND s.id IS NULL",
}


def check(db: Database) -> list[str]:
    """List everything that does not hold; empty when the store is sound."""
    return [line for part in (_engine, _seals, _references, _totals, _digests) for line in _told(part, db)]


def _told(part: Callable[[Database], Iterator[str]], db: Database) -> Iterator[str]:
    """Yield what a part of the check finds; what ends it early is what it found."""
    try:
        yield from part(db)
    except StoreError as error:
        yield str(error)
    except (
        ValueError,
        TypeError,
        LookupError,
    ) as error:  # no letters, another noun, a row that its name does not find
        yield f"a row cannot be read ({error})"


def _engine(db: Database) -> Iterator[str]:
    if (
        db.dialect == "postgres"
    ):  # checksums are the server's own; reading every row is what can be done from here
        for table in TABLES:
            db.rows(f"SELECT count(*) FROM {table} AS t WHERE t IS NOT NULL")
        return
    for (line,) in db.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite: {line}"
    for table, row, parent, _ in db.rows("PRAGMA foreign_key_check"):
        yield f"{table} {row}: its row in {parent} is missing"
    for table, named in SEALED.items():
        # the tables' own text has no seal: a letter that turned there gives a column another name
        there = {column for _, column, *_ in db.rows(f"PRAGMA table_info({table})")}
        for column in sorted({*" ".join(named).split()} - there):
            yield f"{table}: its column {column} is missing"


def _seals(db: Database) -> Iterator[str]:
    for table, question in unsealed(db.dialect):
        for (place,) in db.rows(question):
            yield f"{table} {place}: the row is not what was kept"
    if db.dialect == "sqlite":
        for number in unindexed(db):
            yield f"passage {number}: the index does not hold its words as they were kept"


def _references(db: Database) -> Iterator[str]:
    for what, question in _BROKEN.items():
        for (key,) in db.rows(question)[:5]:
            yield f"{key}: {what}"
    if db.dialect == "sqlite":
        passages, indexed = db.rows(
            "SELECT (SELECT count(*) FROM passage), (SELECT count(*) FROM word_index)"
        )[0]
        if passages != indexed:
            yield f"search: {passages} passages, {indexed} in the index"


def _totals(db: Database) -> Iterator[str]:
    counted = SqlDocuments(db).counts()
    seen = dict(db.rows("SELECT outcome, CAST(sum(times) AS BIGINT) FROM sighting GROUP BY outcome"))
    articles = db.rows("SELECT count(*) FROM article")[0][0]
    real = Counts(
        sum(seen.values()),
        articles,
        seen.get("read", 0) - articles,
        seen.get("skipped", 0),
        seen.get("quarantined", 0),
    )
    for name in ("offered", *FATES):
        if getattr(counted, name) != getattr(real, name):
            yield f"totals: {name} was counted {getattr(counted, name)} times, the sightings say {getattr(real, name)}"


def _digests(db: Database) -> Iterator[str]:
    for (digest,) in db.rows("SELECT digest FROM raw"):
        size, packed = db.rows("SELECT size, packed FROM raw WHERE digest = ?", (digest,))[0]
        if not _is(digest, size, packed):
            yield f"raw {digest[:16]}: its bytes are not what was offered"
    # what was kept is compared, and not what this program makes of it: its nouns may have fields more
    for key, digest in db.rows("SELECT id, key FROM article"):
        if _unpacked(db.rows("SELECT packed FROM article WHERE id = ?", (key,))[0][0]) != digest:
            yield f"article {key}: is not what was kept"
    for key, digest in db.rows("SELECT id, digest FROM story"):
        if _unpacked(db.rows("SELECT packed FROM story WHERE id = ?", (key,))[0][0]) != digest:
            yield f"story {key}: is not what was kept"
    for name, number, digest in db.rows("SELECT list, number, digest FROM record_part"):
        where = (name, number)
        kept = db.rows("SELECT packed FROM record_part WHERE list = ? AND number = ?", where)[0][0]
        # programs before 27 November named a piece by its compressed bytes
        if digest not in (fingerprint(kept), _unpacked(kept)):
            yield f"record {name} {number}: is not what was kept"


def _unpacked(packed: bytes) -> str:
    try:
        return fingerprint(zlib.decompress(packed))
    except zlib.error:
        return ""


def _is(digest: str, size: int, packed: bytes) -> bool:
    try:
        raw = zlib.decompress(packed)
    except zlib.error:
        return False
    return len(raw) == size and fingerprint(raw) == digest
