"""The record in pieces, its stories one by one, and the search over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.spans import fingerprint
from rashomon.stored import Headline, Hit, HitKind, Telling, record_digest
from rashomon.stores.database import Database, compressed, pack, unpack
from rashomon.stores.pieces import cut_record, type_of
from rashomon.stores.search import add_passages, drop_passages, find, story_passages
from rashomon.types import MadeBy, RecordData


class SqlStories(Struct, frozen=True):
    """The room of the record and its stories (see `storing_reports.Stories`)."""

    db: Database

    def save(self, record: RecordData, changed: Sequence[Telling], now: str) -> None:
        """Keep a record whole, or not at all: `changed` are the stories that are new or other than before."""
        del now  # when a story changed stands in its headline
        with self.db.transaction():
            kept = {key for (key,) in self.db.rows("SELECT id FROM story")}
            for key in sorted(kept - {story.id for story in record.stories}):
                self._drop(key)
            for telling in changed:
                self._keep(telling)
            self._pieces(record)

    def _drop(self, key: str) -> None:
        drop_passages(self.db, key)
        self.db.rows(
            "INSERT INTO moved (id, article) SELECT ?, min(id) FROM article WHERE story = ?"
            " ON CONFLICT (id) DO NOTHING",
            (key, key),
        )
        self.db.rows("UPDATE article SET story = NULL WHERE story = ?", (key,))
        self.db.rows("DELETE FROM story WHERE id = ?", (key,))

    def _keep(self, telling: Telling) -> None:
        key, packed = telling.headline.id, pack(telling.record)
        drop_passages(self.db, key)
        self.db.rows("DELETE FROM moved WHERE id = ?", (key,))
        self.db.rows(
            "INSERT INTO story (id, day, digest, headline, packed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
            " DO UPDATE SET day = excluded.day, digest = excluded.digest, headline = excluded.headline,"
            " packed = excluded.packed",
            (key, telling.headline.day, record_digest(telling.record), pack(telling.headline), packed),
        )
        self.db.many(
            "UPDATE article SET story = ? WHERE id = ?",
            [(key, article.id) for article in telling.record.articles],
        )
        add_passages(self.db, story_passages(telling.record, key))

    def _pieces(self, record: RecordData) -> None:
        known = {
            (name, number): digest
            for name, number, digest in self.db.rows("SELECT list, number, digest FROM record_part")
        }
        for (name, number), piece in cut_record(record):
            digest = fingerprint(piece)
            if known.pop((name, number), "") != digest:
                self.db.rows(
                    "INSERT INTO record_part (list, number, digest, packed) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (list, number) DO UPDATE SET digest = excluded.digest, packed = excluded.packed",
                    (name, number, digest, compressed(piece)),
                )
        self.db.many("DELETE FROM record_part WHERE list = ? AND number = ?", sorted(known))

    def digests(self) -> dict[str, str]:
        """Return a digest of each kept story by id."""
        return dict(self.db.rows("SELECT id, digest FROM story"))

    def record(self) -> RecordData | None:
        """Return the whole record; None before the first update."""
        parts: dict[str, list[bytes]] = {}
        for name, packed in self.db.rows("SELECT list, packed FROM record_part ORDER BY list, number"):
            parts.setdefault(name, []).append(packed)
        if not parts:
            return None
        head = unpack(parts.pop("head")[0], RecordData)
        lists = {
            name: tuple(item for packed in pieces for item in unpack(packed, type_of(name)))
            for name, pieces in parts.items()
        }
        taken = lists.pop("taken", ())
        if head.intake is not None:
            lists["intake"] = msgspec.structs.replace(head.intake, sources=taken)  # pyright: ignore[reportArgumentType]
        return msgspec.structs.replace(head, **lists)

    def made_by(self) -> MadeBy | None:
        """Return what made the record; None before the first update."""
        head = self.db.rows("SELECT packed FROM record_part WHERE list = 'head'")
        return unpack(head[0][0], RecordData).made_by if head else None

    def story(self, key: str) -> RecordData | None:
        """Return the record cut down to one story; an id that a story had before it grew leads to it as well."""
        found = self.db.rows("SELECT packed FROM story WHERE id = ?", (key,)) or self.db.rows(
            "SELECT s.packed FROM moved m JOIN article a ON a.id = m.article JOIN story s ON s.id = a.story"
            " WHERE m.id = ?",
            (key,),
        )
        return unpack(found[0][0], RecordData) if found else None

    def digest(self, key: str) -> str | None:
        """Return the digest of one story; None where no story has this id now."""
        found = self.db.rows("SELECT digest FROM story WHERE id = ?", (key,))
        return found[0][0] if found else None

    def story_of(self, article: str) -> str | None:
        """Return the id of the story that a report is in; None before the update that reads it."""
        found = self.db.rows("SELECT story FROM article WHERE id = ?", (article,))
        return found[0][0] if found else None

    def count(self) -> int:
        """Return how many stories there are."""
        return int(self.db.rows("SELECT count(*) FROM story")[0][0])

    def headlines(self, limit: int = 50, before: tuple[str, str] | None = None) -> list[Headline]:
        """List stories, the newest day first; `before` is (day, id) of the last one of the page before."""
        # two ranges instead of one OR: each is a plain walk along the index
        rows: list[tuple[Any, ...]] = []
        if before:
            day, key = before
            rows = self._page("WHERE day = ? AND id > ?", (day, key), limit)
            rows += self._page("WHERE day < ?", (day,), limit - len(rows))
        else:
            rows = self._page("", (), limit)
        return [unpack(packed, Headline) for (packed,) in rows]

    def _page(self, where: str, values: tuple[str, ...], limit: int) -> list[tuple[Any, ...]]:
        order = "ORDER BY day DESC, id LIMIT ?"
        return (
            self.db.rows(f"SELECT headline FROM story {where} {order}", (*values, limit)) if limit > 0 else []
        )

    def search(self, words: str, limit: int = 20, kind: HitKind | None = None) -> list[Hit]:
        """Find all the words in articles, statements, points; whatever stands in `words` is text, never syntax."""
        return find(self.db, words, limit, kind)
