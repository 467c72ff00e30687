"""A digest beside every row, so that a row that was damaged and still reads like one is found by the check.

The database makes it from all that the row holds whenever the row is written: in SQLite a trigger with a function of ours,
in PostgreSQL a column that the server fills. It tells of damage to the file and not of a change made through the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Literal

import msgspec

from rashomon.stores.database import Database

Dialect = Literal["sqlite", "postgres"]

SIZE = 16
# Of each table the columns of letters and bytes, then those of numbers; of passages also their words, which each engine has
# in its own form.
SEALED: dict[str, tuple[str, str]] = {
    "raw": ("digest packed", "size"),
    "run": ("id what started ended", ""),
    "tally": ("run fate", "number"),
    "article": ("id place sighting key story packed", ""),
    "sighting": (
        "id place source outcome why article digest first_seen last_seen run offer reading",
        "times",
    ),
    "work": ("key maker packed", ""),
    "story": ("id day digest headline packed", ""),
    "moved": ("id article", ""),
    "record_part": ("list digest packed", "number"),
    "passage": ("kind id article story", "number start stop"),
    "decision": ("made packed", "number"),
    "feed": ("url title etag modified place status paused", "due polled full polls failures row broken"),
    "entry": ("feed key digest link offer packed", "tries changed"),
    "site": ("site packed", ""),
    "inbox": ("id what made packed", "number tries"),
    "asked": ("url offer packed", ""),
}
# PostgreSQL takes no function in such a column that may hang on the settings of a session, as that which writes out a list
# may; these words are plain. In small letters: to "TEXT" the steps add an order of letters.
_WORDS = (
    "CREATE FUNCTION seal_of_words(words text[]) RETURNS text IMMUTABLE LANGUAGE sql"
    " AS 'SELECT md5(array_to_string(words, '' ''))'"
)
# The words of each passage stand in the index alone, whose pages hold no digest: one of them all stands beside the passage.
_VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, word_index, instance)"
_INDEXED = (
    "(SELECT doc, seal_of(CAST(group_concat(term, ' ' ORDER BY term) AS BLOB)) AS words"
    " FROM temp.vocabulary GROUP BY doc) AS found"
)
_NO_WORDS = "seal_of(CAST('' AS BLOB))"
_INDEX = (
    "ALTER TABLE passage ADD COLUMN words BLOB NOT NULL DEFAULT x''",
    _VOCABULARY,
    (
        f"UPDATE passage SET words = coalesce(found.words, {_NO_WORDS}) FROM passage AS p"
        f" LEFT JOIN {_INDEXED} ON found.doc = p.number WHERE p.number = passage.number"
    ),
    "DROP TABLE temp.vocabulary",
)


def seal(*parts: object) -> bytes:
    """Return the digest of a row.

    >>> seal(b"a", 1) == seal(b"a", 1), seal(b"a", 1) == seal(b"a1"), len(seal(None))
    (True, False, 16)
    """
    return blake2b(msgspec.msgpack.encode(parts), digest_size=SIZE).digest()


def sealing(dialect: Dialect) -> tuple[str, ...]:
    """Return the statements that put a seal on every row there is and on all that come."""
    if dialect == "postgres":
        made = [
            f"ALTER TABLE {table} ADD COLUMN seal text GENERATED ALWAYS AS ({_by_server(table)}) STORED"
            for table in SEALED
        ]
        return (_WORDS, *made)
    return (*_INDEX, *(line for table in SEALED for line in _by_triggers(table)))


def unsealed(dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield of each table the question for the rows that are not what was kept."""
    for table in SEALED:
        if dialect == "postgres":
            made, place = _by_server(table), "ctid"
        else:
            made, place = _by_function(table, ""), "rowid"
        yield table, f"SELECT CAST({place} AS TEXT) FROM {table} WHERE seal IS DISTINCT FROM {made} LIMIT 5"


def unindexed(db: Database) -> Iterator[str]:
    """Yield the numbers of passages whose words are not those in the index of SQLite."""
    (fixed,) = db.rows("PRAGMA query_only")[0]
    # the file stays closed to writing: this table lies in memory and shows the index as it is
    db.rows("PRAGMA query_only = OFF")
    db.rows(_VOCABULARY)
    db.rows(f"PRAGMA query_only = {fixed}")
    try:
        for (number,) in db.rows(
            f"SELECT coalesce(p.number, found.doc) FROM passage AS p FULL JOIN {_INDEXED} ON found.doc = p.number"
            f" WHERE p.words IS DISTINCT FROM coalesce(found.words, {_NO_WORDS}) LIMIT 5"
        ):
            yield str(number)
    finally:
        db.rows("PRAGMA query_only = OFF")
        db.rows("DROP TABLE temp.vocabulary")
        db.rows(f"PRAGMA query_only = {fixed}")


def _by_triggers(table: str) -> tuple[str, ...]:
    columns = ", ".join(f'"{name}"' for names in _columns(table) for name in names)
    put = f"UPDATE {table} SET seal = {_by_function(table, 'NEW.')} WHERE rowid = NEW.rowid"
    return (
        # as long as the seal that takes its place: SQLite then writes that one over it and nothing else of the row
        f"ALTER TABLE {table} ADD COLUMN seal BLOB NOT NULL DEFAULT x'{bytes(SIZE).hex()}'",
        f"UPDATE {table} SET seal = {_by_function(table, '')}",
        f"CREATE TRIGGER {table}_sealed_new AFTER INSERT ON {table} BEGIN {put}; END",
        f"CREATE TRIGGER {table}_sealed_again AFTER UPDATE OF {columns} ON {table} BEGIN {put}; END",
    )


def _by_function(table: str, row: str) -> str:
    letters, numbers = _columns(table)
    # as bytes: what was damaged may be no letters any more
    parts = [f'CAST({row}"{name}" AS BLOB)' for name in letters] + [f'{row}"{name}"' for name in numbers]
    return f"seal_of({', '.join(parts)})"


def _columns(table: str) -> tuple[list[str], list[str]]:
    letters, numbers = (names.split() for names in SEALED[table])
    return letters + ["words"] * (table == "passage"), numbers


def _by_server(table: str) -> str:
    letters, numbers = _columns(table)
    parts = [f'seal_of_words("{name}")' if name == "words" else f'md5("{name}")' for name in letters]
    parts += [f'"{name}"::text' for name in numbers]
    return "md5(" + " || ' ' || ".join(f"coalesce({part}, '-')" for part in parts) + ")"
