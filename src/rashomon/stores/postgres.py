"""PostgreSQL through psycopg 3: one schema of a database, one writer, many readers."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, Literal

import psycopg
from psycopg import sql

from rashomon.stores.database import Value
from rashomon.stores.steps import Step, steps
from rashomon.storing import StoreBusyError, StoreError

PAUSE = 0.05


class Postgres:
    """One psycopg connection. Each statement stands alone unless it is in a transaction."""

    dialect: Literal["sqlite", "postgres"] = "postgres"

    def __init__(self, url: str, *, schema: str, write: bool, seconds: float | None) -> None:
        self.url, self.schema = url, schema
        # the address may hold a password: messages name the schema alone
        self.name = f"PostgreSQL schema {schema}"
        with self._told():
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
            self._connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
            if seconds is not None:
                self._connection.execute(sql.SQL("SET statement_timeout TO {}").format(int(seconds * 1000)))
            if not write:
                self._connection.execute("SET default_transaction_read_only TO on")

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        with self._told():
            cursor = self._connection.execute(_spoken(sql), _carried(values) or None)
            return cursor.fetchall() if cursor.description else []

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(_spoken(sql), [_carried(row) for row in rows])

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Do everything inside whole, or nothing of it; one inside another is part of the outer one."""
        with self._told(), self._connection.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Read everything inside as it stood at the first look, whatever another one writes meanwhile."""
        with self.transaction():
            self.rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def close(self) -> None:
        """Close the connection; the lock of a writer goes with it."""
        self._connection.close()

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except psycopg.errors.QueryCanceled as error:
            raise StoreError(f"{self.name}: the question took too long") from error
        except (psycopg.errors.DiskFull, psycopg.errors.IoError) as error:
            raise StoreError(
                f"{self.name}: the disk of the server is full or failing ({_first(error)})"
            ) from error
        except psycopg.OperationalError as error:
            raise StoreError(
                f"{self.name}: the server cannot be reached or gave up ({_first(error)})"
            ) from error
        except psycopg.Error as error:
            raise StoreError(f"{self.name}: the database refused ({_first(error)})") from error


def _carried(values: Sequence[Value]) -> tuple[Value, ...]:
    """Put U+FFFD for NUL, which PostgreSQL's text cannot hold: what somebody asks for with one in it is not there."""
    return tuple(value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values)


def open_postgres(
    url: str,
    *,
    schema: str = "rashomon",
    write: bool = True,
    wait: float = 0.0,
    seconds: float | None = None,
    through: tuple[Step, ...] | None = None,
) -> Postgres:
    """Open the store in a schema of a database, making it where there is none and it is to be written.

    Raises:
        StoreBusyError: another process writes into it.
        StoreError: the server cannot be reached, or the schema is no store or comes from a newer program.
    """
    known = steps("postgres") if through is None else through
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", schema):
        raise StoreError(f"{schema!r}: a schema is named with small letters, digits and _")
    db = Postgres(url, schema=schema, write=write, seconds=seconds)
    try:
        if write:
            _lock(db, wait)
        _settle(db, known, write=write)
    except BaseException:
        db.close()
        raise
    return db


def open_beside(url: str, schema: str) -> Postgres:
    """Open a store to hand something in, without its lock: one short transaction beside those of its writer.

    Raises:
        StoreError: there is none, or it is older than this program.
    """
    db = Postgres(url, schema=schema, write=True, seconds=None)
    try:
        _settle(db, steps("postgres"), write=False)
    except BaseException:
        db.close()
        raise
    return db


def _lock(db: Postgres, wait: float) -> None:
    """Take the lock of the one writer: it belongs to the session, and goes when that ends."""
    until = monotonic() + wait
    while not db.rows("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", (f"rashomon:{db.schema}",))[0][
        0
    ]:
        if monotonic() >= until:
            raise StoreBusyError(f"{db.name}: another process is writing into this store; waited {wait:g} s")
        sleep(PAUSE)


def _settle(db: Postgres, known: tuple[Step, ...], *, write: bool) -> None:
    tables = {
        name for (name,) in db.rows("SELECT tablename FROM pg_tables WHERE schemaname = ?", (db.schema,))
    }
    if "rashomon_steps" not in tables:
        if tables:
            raise StoreError(f"{db.name}: has tables, but is no store of Rashomon; it was left as it is")
        if not write:
            raise StoreError(f"{db.name}: there is no store")
        _begin(db, known)
        return
    version = int(db.rows("SELECT count(*) FROM rashomon_steps")[0][0])
    if version > len(known):
        raise StoreError(
            f"{db.name}: made by a newer Rashomon (schema {version}, this one knows {len(known)}); it was left as it is"
        )
    if version < len(known):
        if not write:
            raise StoreError(
                f"{db.name}: schema {version} is older than {len(known)}; any writing command moves it up"
            )
        with db.transaction():
            _copy(db, tables, f"{db.schema}_before_{known[version].name}")
            _walk(db, known, version)


def _begin(db: Postgres, known: tuple[Step, ...]) -> None:
    with db.transaction():
        db.rows(f"CREATE SCHEMA IF NOT EXISTS {db.schema}")
        db.rows("CREATE TABLE rashomon_steps (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        _walk(db, known, 0)


def _copy(db: Postgres, tables: set[str], target: str) -> None:
    """Keep every table as it was in a schema beside, within the transaction that moves up."""
    if db.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (target,)):
        return
    db.rows(f"CREATE SCHEMA {target}")
    for table in sorted(tables):
        db.rows(f"CREATE TABLE {target}.{table} AS TABLE {db.schema}.{table}")


def _walk(db: Postgres, known: tuple[Step, ...], version: int) -> None:
    for number, step in enumerate(known[version:], version + 1):
        for statement in step.statements:
            db.rows(statement)
        db.rows("INSERT INTO rashomon_steps (number, name) VALUES (?, ?)", (number, step.name))


def _spoken(statement: str) -> bytes:
    # none of our statements holds a question mark or a percent sign that is no placeholder
    return statement.replace("?", "%s").encode()


def _first(error: psycopg.Error) -> str:
    return str(error).strip().split("\n", 1)[0]
