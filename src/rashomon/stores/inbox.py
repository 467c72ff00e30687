"""What was handed in and is not worked in yet."""

from __future__ import annotations

from msgspec import Struct

from rashomon.stored import Handed
from rashomon.stores.database import Database


class SqlInbox(Struct, frozen=True):
    """The room of what was handed in (see `storing.Inbox`). Each change is one statement or one short transaction."""

    db: Database

    def add(self, work: Handed) -> None:
        """Keep a piece of work; when this returns, no stop loses it."""
        with self.db.transaction():
            number = self.db.rows("SELECT coalesce(max(number), 0) + 1 FROM inbox")[0][0]
            self.db.rows(
                "INSERT INTO inbox (id, number, what, made, packed, tries) VALUES (?, ?, ?, ?, ?, ?)",
                (work.id, number, work.what, work.made, work.packed, work.tries),
            )

    def waiting(self) -> list[Handed]:
        """List what is not done, in the order in which it was handed in."""
        rows = self.db.rows("SELECT id, what, made, packed, tries FROM inbox ORDER BY number, id")
        return [Handed(*row) for row in rows]

    def tried(self, key: str) -> None:
        """Note that a piece of work is taken up once more."""
        with self.db.transaction():
            self.db.rows("UPDATE inbox SET tries = tries + 1 WHERE id = ?", (key,))

    def done(self, key: str) -> None:
        """Let go of a piece of work that is done."""
        with self.db.transaction():
            self.db.rows("DELETE FROM inbox WHERE id = ?", (key,))
