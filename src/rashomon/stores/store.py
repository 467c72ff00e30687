"""A store put together: the same seven rooms over either engine."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType

from msgspec import Struct

from rashomon.stores.checking import TABLES, check
from rashomon.stores.database import Database
from rashomon.stores.documents import SqlDocuments
from rashomon.stores.feeds import SqlFeeds
from rashomon.stores.inbox import SqlInbox
from rashomon.stores.locking import WriterLock
from rashomon.stores.people import SqlDecisions
from rashomon.stores.readings import SqlReadings
from rashomon.stores.sqlite import Sqlite
from rashomon.stores.sqlite_open import copy_whole, open_beside, open_sqlite
from rashomon.stores.stories import SqlStories
from rashomon.storing import StoreError


class SqlUpkeep(Struct, frozen=True):
    """The room of upkeep (see `storing.Upkeep`)."""

    db: Database

    def check(self) -> list[str]:
        """List everything that does not hold; empty when sound."""
        try:
            # a collector at work between two looks is no damage
            with self.db.snapshot():
                return check(self.db)
        except StoreError as error:  # a damaged page ends the check, and that is what it found
            return [str(error)]

    def backup(self, target: Path) -> None:
        """Write a whole, consistent copy; never over an existing file."""
        if not isinstance(self.db, Sqlite):
            raise StoreError(
                "a store in PostgreSQL is backed up with pg_dump, or with `rashomon store export`"
            )
        if target.exists():
            raise StoreError(f"{target}: is there already; a backup never overwrites")
        try:
            copy_whole(self.db, target)
        except StoreError as error:
            raise StoreError(f"{target}: no backup was made ({error})") from error

    def vacuum(self) -> None:
        """Give freed room back."""
        if self.db.dialect == "sqlite":
            self.db.rows("INSERT INTO word_index (word_index) VALUES ('optimize')")
        self.db.rows("VACUUM")
        if self.db.dialect == "sqlite":
            self.db.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def facts(self) -> Mapping[str, str | int]:
        """Return kind, version of the engine and schema, size in bytes, and rows of each table."""
        if self.db.dialect == "sqlite":
            version, schema = (
                self.db.rows("SELECT sqlite_version()")[0][0],
                self.db.rows("PRAGMA user_version")[0][0],
            )
            size = self.db.rows("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0][
                0
            ]
        else:
            version = self.db.rows("SHOW server_version")[0][0]
            schema = self.db.rows("SELECT count(*) FROM rashomon_steps")[0][0]
            size = self.db.rows("SELECT pg_database_size(current_database())")[0][0]
        rows = {table: self.db.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
        return {"kind": self.db.dialect, "version": version, "schema": schema, "bytes": size, **rows}


class SqlStore(Struct, frozen=True):
    """One open store (see `storing.Store`)."""

    documents: SqlDocuments
    readings: SqlReadings
    stories: SqlStories
    decisions: SqlDecisions
    feeds: SqlFeeds
    inbox: SqlInbox
    upkeep: SqlUpkeep
    db: Database
    lock: WriterLock | None = None

    def together(self) -> AbstractContextManager[None]:
        """Keep everything that is done inside whole, or nothing of it, across the rooms."""
        return self.db.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside as it stood at the first look, whatever another one writes meanwhile."""
        return self.db.snapshot()

    def close(self) -> None:
        """Close it and let the next writer in."""
        self.db.close()
        if self.lock is not None:
            self.lock.close()


def open_store(
    name: str | Path,
    *,
    write: bool = True,
    wait: float = 0.0,
    seconds: float | None = None,
    vfs: str | None = None,
) -> SqlStore:
    """Open a store: a file of SQLite, or `postgresql://...` (its schema `rashomon`, or `...#schema`).

    It is made where there is none and `write` is set. `wait` is how many seconds to wait for another writer; `seconds`
    is the time limit of one query. One thread to a store.

    Raises:
        StoreBusyError: another process writes into it.
        StoreError: it cannot be opened, with the cause.
    """
    if str(name).startswith(("postgresql://", "postgres://")):
        return _store(_postgres(str(name), write=write, wait=wait, seconds=seconds), None)
    db, lock = open_sqlite(Path(name), write=write, wait=wait, seconds=seconds, vfs=vfs)
    return _store(db, lock)


@contextmanager
def open_inbox(name: str | Path) -> Generator[SqlInbox]:
    """Open the inbox of a store that is there, also while another one writes into it.

    Raises:
        StoreError: there is no store, or it is older than this program.
    """
    if str(name).startswith(("postgresql://", "postgres://")):
        url, _, schema = str(name).partition("#")
        db: Database = _engine().open_beside(url, schema or "rashomon")
    else:
        db = open_beside(Path(name))
    try:
        yield SqlInbox(db)
    finally:
        db.close()


def _postgres(name: str, *, write: bool, wait: float, seconds: float | None) -> Database:
    url, _, schema = name.partition("#")
    return _engine().open_postgres(url, schema=schema or "rashomon", write=write, wait=wait, seconds=seconds)


def _engine() -> ModuleType:
    try:
        from rashomon.stores import postgres  # noqa: PLC0415  (an extra that few install)
    except ImportError as error:
        raise StoreError("PostgreSQL needs the extra: pip install 'rashomon[postgres]'") from error
    return postgres


def _store(db: Database, lock: WriterLock | None) -> SqlStore:
    return SqlStore(
        SqlDocuments(db),
        SqlReadings(db),
        SqlStories(db),
        SqlDecisions(db),
        SqlFeeds(db),
        SqlInbox(db),
        SqlUpkeep(db),
        db,
        lock,
    )
