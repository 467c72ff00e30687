"""SQLite through apsw: one file, one writer, whole transactions."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, Literal

import apsw

from rashomon.stores.database import Value
from rashomon.stores.seals import seal
from rashomon.storing import StoreBusyError, StoreError

# Two connections that checkpoint at once could damage a WAL file in every SQLite before this one (the system library
# of Debian 12, 3.40.1, is among them): apsw brings its own.
SAFE = (3, 51, 3)
BUSY_MS = 10_000
# SQLite makes the index of its log in steps of 32 KiB.
NO_ROOM = 32_768
# Steps of SQLite's machine between two looks at the clock of a query with a time limit.
LOOK = 20_000

_CAUSES: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.FullError, "the disk is full"),
    (apsw.IOError, "reading or writing the file failed"),
    (apsw.CorruptError, "the file is damaged; restore a backup"),
    (apsw.NotADBError, "this is no SQLite database"),
    (apsw.ReadOnlyError, "it may not be written"),
    (apsw.CantOpenError, "it cannot be opened"),
    (apsw.InterruptError, "the question took too long"),
    (apsw.TooBigError, "one document is larger than the database takes"),
)
# What SQLite reports of a file that it reads, or of the index of a log that it reads through.
_READING = {
    apsw.SQLITE_IOERR_READ,
    apsw.SQLITE_IOERR_SHORT_READ,
    apsw.SQLITE_IOERR_CORRUPTFS,
    apsw.SQLITE_IOERR_DATA,
    apsw.SQLITE_IOERR_SHMOPEN,
    apsw.SQLITE_IOERR_SHMSIZE,
    apsw.SQLITE_IOERR_SHMMAP,
    apsw.SQLITE_IOERR_SHMLOCK,
}


class Sqlite:
    """One apsw connection. Not for several threads at once: each opens its own."""

    dialect: Literal["sqlite", "postgres"] = "sqlite"

    def __init__(
        self, path: Path, *, write: bool, seconds: float | None = None, vfs: str | None = None
    ) -> None:
        if _version(apsw.sqlite_lib_version()) < SAFE:
            raise StoreError(
                f"SQLite {apsw.sqlite_lib_version()} may damage a store: 3.51.3 or newer is needed"
            )
        self.path = path
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if write else apsw.SQLITE_OPEN_READONLY
        with self._told():
            self._connection = apsw.Connection(str(path), flags=flags, vfs=vfs)
            self._connection.set_busy_timeout(BUSY_MS)
            # the triggers call it, and trust no function that may do more than count
            self._connection.create_scalar_function(
                "seal_of", seal, deterministic=True, flags=apsw.SQLITE_INNOCUOUS
            )
            self._settings(write=write)
        self._seconds, self._began = seconds, 0.0
        if seconds is not None:
            self._connection.set_progress_handler(self._late, LOOK)

    def _settings(self, *, write: bool) -> None:
        # no memory map: a failed read then is an error and no signal, and no stray pointer writes into the file
        settings = ["mmap_size = 0", "foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"]
        if write:
            # FULL: what was acknowledged survives a power cut too, and a feed is not asked for the same report again.
            # It costs one fsync a report (measured: docs/store.md), and reading a report costs a hundred times that.
            settings += ["journal_mode = WAL", "synchronous = FULL"]
        else:
            settings += ["query_only = ON"]
        for setting in settings:
            self._connection.execute(f"PRAGMA {setting}").fetchall()

    def _late(self) -> bool:
        return self._seconds is not None and monotonic() - self._began > self._seconds

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        self._began = monotonic()
        with self._told():
            return self._connection.execute(sql, tuple(values)).fetchall()

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        with self._told():
            self._connection.executemany(sql, [tuple(row) for row in rows]).fetchall()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Do everything inside whole, or nothing of it; one inside another is part of the outer one."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Read everything inside as it stood at the first look, whatever another one writes meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    def backup(self, target: Path) -> None:
        """Copy the whole database into a new file, page by page, while others read."""
        with self._told(target):
            copy = apsw.Connection(str(target))
            try:
                self._copy_pages(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            finally:
                copy.close(True)

    def _copy_pages(self, copy: apsw.Connection) -> None:
        # SQLite tells a fault of either file through the copy; the kind of fault says which of them it is
        try:
            with copy.backup("main", self._connection, "main") as running:
                while not running.done:
                    running.step(1000)
        except apsw.Error as error:
            if not _of_source(error):
                raise
            with self._told():
                raise

    def close(self) -> None:
        """Close the connection, whatever the disk does: all that was acknowledged is on it by now.

        Where the last checkpoint fails, the log stays beside the store, and whoever opens it next reads it.
        """
        with suppress(apsw.Error):
            self._connection.close(True)

    @contextmanager
    def _told(self, path: Path | None = None) -> Generator[None]:
        """Say in plain words what goes wrong, with the name of the file: that of this store, or of its copy."""
        path = path or self.path
        try:
            yield
        except (apsw.BusyError, apsw.LockedError) as error:
            raise StoreBusyError(f"{path}: another process is writing into it") from error
        except apsw.Error as error:
            raise StoreError(f"{path}: {_cause(error, path)} ({error})") from error


def _cause(error: apsw.Error, path: Path) -> str:
    # where no page is left for the index of the log, SQLite says that the disk failed; what helps is room
    with suppress(OSError):
        if isinstance(error, apsw.IOError) and shutil.disk_usage(path.parent).free < NO_ROOM:
            return "the disk is full"
    return next((words for kind, words in _CAUSES if isinstance(error, kind)), "the database refused")


def _of_source(error: apsw.Error) -> bool:
    """Say whether a copy failed because of the file that is copied: the copy is new, so it is written and not read."""
    if isinstance(error, apsw.IOError):
        return getattr(error, "extendedresult", None) in _READING  # apsw sets it, its stubs do not name it
    return isinstance(error, apsw.CorruptError | apsw.NotADBError | apsw.BusyError | apsw.LockedError)


def library_versions() -> dict[str, str]:
    """Return the versions of SQLite in use and of the one in this Python, which is not used."""
    return {"sqlite (apsw)": apsw.sqlite_lib_version(), "sqlite (python, unused)": sqlite3.sqlite_version}


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
