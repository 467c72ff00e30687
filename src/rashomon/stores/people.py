"""What people bring: their decisions."""

from __future__ import annotations

from msgspec import Struct

from rashomon.stores.database import Database, pack, unpack
from rashomon.types import Decision


class SqlDecisions(Struct, frozen=True):
    """The room of decisions (see `storing_reports.Decisions`)."""

    db: Database

    def add(self, decision: Decision, now: str) -> bool:
        """Keep a decision; False where it is its maker's last word on this pair already."""
        with self.db.transaction():
            kept = self.decisions()
            last = next((one for one in reversed(kept) if _same_question(one, decision)), None)
            if last == decision:
                return False
            self.db.rows(
                "INSERT INTO decision (number, made, packed) VALUES (?, ?, ?)",
                (len(kept), now, pack(decision)),
            )
        return True

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision in the order in which they were made."""
        rows = self.db.rows("SELECT packed FROM decision ORDER BY number")
        return tuple(unpack(packed, Decision) for (packed,) in rows)


def _same_question(one: Decision, other: Decision) -> bool:
    names = ("maker", "relation", "left_spans", "right_spans")
    return all(getattr(one, name) == getattr(other, name) for name in names)
