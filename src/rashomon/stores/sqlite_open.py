"""Opening a SQLite store: what is no store is refused by name, a new one appears whole, an older one moves up."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rashomon.stores.locking import WriterLock
from rashomon.stores.sqlite import Sqlite
from rashomon.stores.steps import Step, steps
from rashomon.storing import StoreError

# "RSMN": the mark of a store in the header of its file.
APPLICATION = 0x52534D4E
HEADER = 100
MAGIC = b"SQLite format 3\x00"


def open_sqlite(
    path: Path,
    *,
    write: bool = True,
    wait: float = 0.0,
    seconds: float | None = None,
    vfs: str | None = None,
    through: tuple[Step, ...] | None = None,
) -> tuple[Sqlite, WriterLock | None]:
    """Open the store at `path`, making it where there is none and it is to be written.

    `wait` is how many seconds to wait for another writer, `seconds` the time limit of one query, `through` the steps
    that this program knows (for tests of moving up).

    Raises:
        StoreBusyError: another process writes into it.
        StoreError: it is no store, is damaged, or comes from a newer program.
    """
    known = steps("sqlite") if through is None else through
    if not write:
        if not path.exists():
            raise StoreError(f"{path}: there is no store")
        return _opened(path, known, write=False, seconds=seconds, vfs=vfs), None
    lock = WriterLock(path, wait=wait)
    try:
        if not path.exists():
            _create(path, known, vfs)
        return _opened(path, known, write=True, seconds=seconds, vfs=vfs), lock
    except BaseException:
        lock.close()
        raise


def open_beside(path: Path) -> Sqlite:
    """Open a store to hand something in, without its lock: one short transaction beside those of its writer.

    Raises:
        StoreError: there is none, or it is older than this program.
    """
    db, _ = open_sqlite(path, write=False)
    db.close()
    return Sqlite(path, write=True)


def _opened(
    path: Path, known: tuple[Step, ...], *, write: bool, seconds: float | None, vfs: str | None
) -> Sqlite:
    refuse(path)
    db = Sqlite(path, write=write, seconds=seconds, vfs=vfs)
    try:
        version = _version(db, path, known)
        if version < len(known):
            _move_up(db, path, version, known, write=write)
    except BaseException:
        db.close()
        raise
    return db


def _version(db: Sqlite, path: Path, known: tuple[Step, ...]) -> int:
    version = int(db.rows("PRAGMA user_version")[0][0])
    if version > len(known):
        raise StoreError(
            f"{path}: made by a newer Rashomon (schema {version}, this one knows {len(known)}); it was left as it is"
        )
    return version


def refuse(path: Path) -> None:
    """Refuse what cannot be a store, before SQLite touches it.

    Raises:
        StoreError: says what it is instead.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEADER)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    if not size:
        raise StoreError(f"{path}: an empty file, no store; it was left as it is")
    if not head.startswith(MAGIC):
        raise StoreError(f"{path}: no SQLite database; it was left as it is")
    # a store is moved to its place whole, so its mark is always in the file and never in a log alone
    if size >= HEADER and int.from_bytes(head[68:72], "big") != APPLICATION:
        raise StoreError(f"{path}: a SQLite database, but no store of Rashomon; it was left as it is")
    log = path.with_name(path.name + "-wal")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    # with a write-ahead log the file may lag behind its own header; SQLite makes that good by itself
    if not (log.exists() and log.stat().st_size) and size < pages * (65536 if page == 1 else page):
        raise StoreError(
            f"{path}: cut off ({size} of {pages * page} bytes); restore a backup. It was left as it is"
        )


def _create(path: Path, known: tuple[Step, ...], vfs: str | None) -> None:
    """Make a store beside its place and move it there whole: neither a kill nor a full disk leaves a half-made one."""
    fresh = path.with_name(f".{path.name}.new")
    _forget(fresh)
    try:
        _fill(fresh, known, vfs)
        put_in_place(fresh, path)
    except StoreError:
        _forget(fresh)
        raise


def _forget(fresh: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _fill(fresh: Path, known: tuple[Step, ...], vfs: str | None) -> None:
    db = Sqlite(fresh, write=True, vfs=vfs)
    try:
        with db.transaction():
            db.rows(f"PRAGMA application_id = {APPLICATION}")
            _walk(db, known, 0)
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


def copy_whole(db: Sqlite, target: Path) -> None:
    """Copy a store into a new file beside its place and move it there whole; what ends it early leaves nothing behind.

    Raises:
        StoreError: names the file that failed, the store or its copy, with the cause.
    """
    part = target.with_name(target.name + ".part")
    try:
        _forget(part)
        db.backup(part)
        put_in_place(part, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        # what hinders the removal hindered the copy too, and that is told; a whole copy has left this name
        with suppress(OSError):
            _forget(part)


def put_in_place(part: Path, path: Path) -> None:
    """Move a whole file to its place, so that a power cut after it does not undo it.

    Raises:
        StoreError: the disk refuses, with the cause.
    """
    try:
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise StoreError(f"{path}: cannot be put in its place ({error.strerror})") from error


def _move_up(db: Sqlite, path: Path, version: int, known: tuple[Step, ...], *, write: bool) -> None:
    """Go through the missing steps, all or none, with a copy made before."""
    if not write:
        raise StoreError(
            f"{path}: schema {version} is older than {len(known)}; any writing command moves it up"
        )
    copy = path.with_name(f"{path.name}.before-{known[version].name}")
    if not copy.exists():
        copy_whole(db, copy)
    with db.transaction():
        _walk(db, known, version)


def _walk(db: Sqlite, known: tuple[Step, ...], version: int) -> None:
    for step in known[version:]:
        for statement in step.statements:
            db.rows(statement)
    db.rows(f"PRAGMA user_version = {len(known)}")
