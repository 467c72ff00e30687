"""Finding words in articles, statements and points. What a find says is cut out of its article again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from rashomon.stored import Hit, HitKind
from rashomon.stores.database import Database, unpack
from rashomon.types import Article, RecordData, Span

# A question of more words or characters than this is no question; the rest is left out.
MOST_WORDS, MOST_CHARACTERS = 20, 512
# A word longer than this is no word, and PostgreSQL cannot index a key of more than a third of a page.
LONGEST = 100
AROUND = 80
# What stands in a word and is not seen: a place to break it, marks of direction, tags (Unicode 16, category Cf). Between
# letters of other scripts than ours U+200B parts words (Khmer), so it is no part of one there.
UNSEEN = re.compile(
    "[\u00ad\u2060\ufeff\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
    "|(?<=[A-Za-z\u00c0-\u024f])\u200b(?=[A-Za-z\u00c0-\u024f])"
)
WORD = re.compile(rf"[^\W_](?:[^\W_]|{UNSEEN.pattern})*")


class PassageRow(Struct, frozen=True):
    """One stretch that can be found: where it stands, and its words."""

    kind: HitKind
    id: str
    span: Span
    story: str | None


def bare_words(text: str) -> list[str]:
    r"""Return the words of a text without case, accents and what is not seen: the same for both engines, without syntax.

    >>> bare_words('Ca\u00adfé "NEAR(" col:x -OR*')
    ['cafe', 'near', 'col', 'x', 'or']
    """
    flat = unicodedata.normalize("NFKD", UNSEEN.sub("", text).casefold())
    kept = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", kept)]


def _keys(words: Iterable[str]) -> list[str]:
    # SQLite's own tokenizer would cut words of scripts it does not know: it is given letters and digits alone
    return [word if word.isascii() else "zz" + word.encode().hex() for word in words]


def _array(words: Iterable[str]) -> str:
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def article_passage(article: Article) -> PassageRow:
    """Return the passage of a whole article."""
    return PassageRow("article", article.id, Span(article.id, 0, len(article.text), article.text), None)


def story_passages(record: RecordData, story: str) -> list[PassageRow]:
    """List the passages of one story: each piece of a statement, and the gist of each point."""
    said = [
        PassageRow("statement", item.id, span, story) for item in record.statements for span in item.content
    ]
    told = [
        PassageRow("point", point.id, point.gist, story) for found in record.stories for point in found.points
    ]
    return said + told


def add_passages(db: Database, passages: Iterable[PassageRow]) -> None:
    """Index passages, within the transaction of the caller."""
    for row in passages:
        place = (row.kind, row.id, row.span.article, row.story, row.span.start, row.span.end)
        words = sorted(set(_keys(bare_words(row.span.text))))
        if db.dialect == "postgres":
            db.rows(
                "INSERT INTO passage (kind, id, article, story, start, stop, words) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*place, _array(words)),
            )
            continue
        number = db.rows(
            "INSERT INTO passage (kind, id, article, story, start, stop, words)"
            " VALUES (?, ?, ?, ?, ?, ?, seal_of(CAST(? AS BLOB))) RETURNING number",
            (*place, " ".join(words)),
        )[0][0]
        db.rows("INSERT INTO word_index (rowid, words) VALUES (?, ?)", (number, " ".join(words)))


def drop_passages(db: Database, story: str) -> None:
    """Take the statements and points of a story out of the index, within the transaction of the caller."""
    if db.dialect == "sqlite":
        db.rows(
            "DELETE FROM word_index WHERE rowid IN (SELECT number FROM passage WHERE story = ?)", (story,)
        )
    db.rows("DELETE FROM passage WHERE story = ?", (story,))


def find(db: Database, words: str, limit: int, kind: HitKind | None) -> list[Hit]:
    """Find all the words, what was stored last first."""
    wanted = list(dict.fromkeys(bare_words(words[:MOST_CHARACTERS])))[:MOST_WORDS]
    if not wanted or limit < 1:
        return []
    ours = " AND p.kind = ?" if kind else ""
    if db.dialect == "postgres":
        source, question = "passage p", "p.words @> CAST(? AS TEXT[])"
        asked = _array(_keys(wanted))
    else:
        source, question = "word_index JOIN passage p ON p.number = word_index.rowid", "word_index MATCH ?"
        asked = " ".join(f'"{word}"' for word in _keys(wanted))
    order = "p.number" if db.dialect == "postgres" else "word_index.rowid"
    rows = db.rows(
        f"SELECT p.kind, p.id, p.article, coalesce(p.story, a.story), p.start, p.stop, a.packed FROM {source}"
        f" JOIN article a ON a.id = p.article WHERE {question}{ours} ORDER BY {order} DESC LIMIT ?",
        (asked, *([kind] if kind else []), limit),
    )
    return [_hit(row[:6], unpack(row[6], Article), wanted) for row in rows]


def _hit(row: Sequence[str | int | None], article: Article, wanted: Sequence[str]) -> Hit:
    kind, key, _, story, start, stop = row
    assert isinstance(start, int)
    assert isinstance(stop, int)
    if kind == "article":
        start, stop = _around(article.text, wanted)
    return Hit(kind, key, article.id, story, start, stop, article.text[start:stop])  # pyright: ignore[reportArgumentType]


def _around(text: str, wanted: Sequence[str]) -> tuple[int, int]:
    """Return the neighbourhood of the first word that was asked for."""
    for found in WORD.finditer(text):
        if set(bare_words(found[0])) & set(wanted):
            return max(0, found.start() - AROUND), min(len(text), found.end() + AROUND)
    return 0, min(len(text), 2 * AROUND)
