"""The steps that make the tables: small, named, forward only. A step that was released is never edited.

Text compares by code point in both engines (BINARY in SQLite, "C" in PostgreSQL), as Python does, because the order of
sources decides which of several sightings gives an article its name.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.schema import sql_table
from rashomon.stored import FeedState
from rashomon.stores.seals import sealing

Dialect = Literal["sqlite", "postgres"]


class Step(Struct, frozen=True):
    """One step: its name and its statements."""

    name: str
    statements: tuple[str, ...]


_DOCUMENTS = (
    "CREATE TABLE raw (digest TEXT NOT NULL PRIMARY KEY, size BIGINT NOT NULL, packed BLOB NOT NULL)",
    "CREATE TABLE run (id TEXT NOT NULL PRIMARY KEY, what TEXT NOT NULL, started TEXT NOT NULL, ended TEXT)",
    (
        "CREATE TABLE tally (run TEXT NOT NULL REFERENCES run (id), fate TEXT NOT NULL, number BIGINT NOT NULL,"
        " PRIMARY KEY (run, fate))"
    ),
    # `place` is source and a digest of what reading came to: the sighting of least place speaks for the article
    (
        "CREATE TABLE article (id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL, sighting TEXT NOT NULL,"
        " key TEXT NOT NULL, story TEXT, packed BLOB NOT NULL)"
    ),
    (
        "CREATE TABLE sighting (id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL, source TEXT NOT NULL,"
        " outcome TEXT NOT NULL, why TEXT NOT NULL, article TEXT REFERENCES article (id),"
        " digest TEXT NOT NULL REFERENCES raw (digest), times BIGINT NOT NULL, first_seen TEXT NOT NULL,"
        " last_seen TEXT NOT NULL, run TEXT NOT NULL REFERENCES run (id), offer BLOB NOT NULL, reading BLOB NOT NULL)"
    ),
    "CREATE INDEX sighting_by_article ON sighting (article, place)",
    "CREATE INDEX sighting_by_place ON sighting (place)",
    "CREATE INDEX sighting_by_outcome ON sighting (outcome, place)",
    "CREATE INDEX sighting_by_digest ON sighting (digest)",
    "CREATE INDEX article_by_story ON article (story)",
)
_WORK = (
    "CREATE TABLE work (key TEXT NOT NULL, maker TEXT NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (key, maker))",
)
_STORIES = (
    (
        "CREATE TABLE story (id TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, digest TEXT NOT NULL,"
        " headline BLOB NOT NULL, packed BLOB NOT NULL)"
    ),
    "CREATE INDEX story_by_day ON story (day DESC, id)",
    # a story that grew has another id: the old one leads to the story of one of its reports
    "CREATE TABLE moved (id TEXT NOT NULL PRIMARY KEY, article TEXT NOT NULL)",
    (
        "CREATE TABLE record_part (list TEXT NOT NULL, number BIGINT NOT NULL, digest TEXT NOT NULL,"
        " packed BLOB NOT NULL, PRIMARY KEY (list, number))"
    ),
)
_NEWS = (
    (
        "CREATE TABLE entry (feed TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, link TEXT NOT NULL,"
        " offer TEXT NOT NULL, tries BIGINT NOT NULL, changed BIGINT NOT NULL,"
        " packed BLOB NOT NULL, PRIMARY KEY (feed, key))"
    ),
    "CREATE INDEX entry_by_link ON entry (link)",
    "CREATE INDEX entry_by_offer ON entry (offer)",
    "CREATE TABLE site (site TEXT NOT NULL PRIMARY KEY, packed BLOB NOT NULL)",
)
_PASSAGES: dict[Dialect, tuple[str, ...]] = {
    # the words live in the index alone; what a find says is cut out of the article again
    "sqlite": (
        (
            "CREATE TABLE passage (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL,"
            " article TEXT NOT NULL REFERENCES article (id), story TEXT, start BIGINT NOT NULL, stop BIGINT NOT NULL)"
        ),
        "CREATE INDEX passage_by_story ON passage (story)",
        (
            "CREATE VIRTUAL TABLE word_index USING fts5 (words, content='', contentless_delete=1, detail=none,"
            " tokenize='ascii')"
        ),
    ),
    "postgres": (
        (
            "CREATE TABLE passage (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind TEXT NOT NULL,"
            " id TEXT NOT NULL, article TEXT NOT NULL REFERENCES article (id), story TEXT, start BIGINT NOT NULL,"
            " stop BIGINT NOT NULL, words TEXT[] NOT NULL)"
        ),
        "CREATE INDEX passage_by_story ON passage (story)",
        "CREATE INDEX passage_by_words ON passage USING gin (words)",
    ),
}
# what was handed in and is not worked in yet, in its order
_INBOX = (
    (
        "CREATE TABLE inbox (id TEXT NOT NULL PRIMARY KEY, number BIGINT NOT NULL, what TEXT NOT NULL,"
        " made TEXT NOT NULL, packed BLOB NOT NULL, tries BIGINT NOT NULL)"
    ),
)
# addresses that somebody named, so that they are asked whether they changed; the offer of a page, empty for a list
_ASKED = ("CREATE TABLE asked (url TEXT NOT NULL PRIMARY KEY, offer TEXT NOT NULL, packed BLOB NOT NULL)",)


def steps(dialect: Dialect) -> tuple[Step, ...]:
    """Return every step in order; the version of a schema is how many of them it went through.

    >>> [step.name for step in steps("sqlite")][:2]
    ['documents', 'work']
    """
    made = (
        Step("documents", _DOCUMENTS),
        Step("work", _WORK),
        Step("stories", _STORIES),
        Step("passages", _PASSAGES[dialect]),
        Step(
            "people",
            (
                "CREATE TABLE decision (number BIGINT NOT NULL PRIMARY KEY, made TEXT NOT NULL, packed BLOB NOT NULL)",
                sql_table(FeedState, "feed", dialect, key="url"),
                "CREATE INDEX feed_by_due ON feed (paused, due)",
            ),
        ),
        Step("news", _NEWS),
        Step("inbox", _INBOX),
        Step("asked", _ASKED),
        Step("seals", sealing(dialect)),
    )
    return tuple(Step(step.name, tuple(_spoken(line, dialect) for line in step.statements)) for step in made)


def _spoken(statement: str, dialect: Dialect) -> str:
    if dialect == "postgres":
        return (
            statement.replace(" BLOB ", " BYTEA ")
            .replace(" TEXT ", ' TEXT COLLATE "C" ')
            .replace(" TEXT,", ' TEXT COLLATE "C",')
        )
    # STRICT knows INTEGER, REAL, TEXT, BLOB: a value of another type is refused instead of kept as it came
    plain = statement.replace("BIGINT", "INTEGER")
    return f"{plain} STRICT" if plain.startswith("CREATE TABLE") else plain
