"""Work that is done once: readings and comparisons, by what they were made from and by what made them."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import Struct

from rashomon.stores.database import Database, marks, pack, unpack
from rashomon.storing import DamagedWorkError
from rashomon.types import Reading, Token

log = logging.getLogger(__name__)


class SqlReadings(Struct, frozen=True):
    """The room of kept work (see `storing_reports.Readings`)."""

    db: Database

    def known(self, maker: str) -> set[str]:
        """Return the keys that `maker` has filled."""
        return {key for (key,) in self.db.rows("SELECT key FROM work WHERE maker = ?", (maker,))}

    def reading(self, key: str, maker: str) -> Reading | None:
        """Return the reading of the article with this key by this maker."""
        found = self._find(key, maker)
        with _told(key, maker):
            return _with_words_once(unpack(found, Reading)) if found is not None else None

    def keep(self, key: str, maker: str, reading: Reading) -> None:
        """Keep a reading."""
        self._keep(key, maker, pack(reading))

    def part(self, key: str, maker: str) -> bytes | None:
        """Return other kept work, packed by its maker."""
        found = self._find(key, maker)
        with _told(key, maker):
            return zlib.decompress(found) if found is not None else None

    def keep_part(self, key: str, maker: str, packed: bytes) -> None:
        """Keep other work."""
        self._keep(key, maker, zlib.compress(packed, 3))

    def parts(self, maker: str) -> dict[str, bytes | None]:
        """Return all other work that `maker` packed, by key; what cannot be unpacked is logged, and None."""
        parts: dict[str, bytes | None] = {}
        for key, packed in self.db.rows("SELECT key, packed FROM work WHERE maker = ?", (maker,)):
            try:
                with _told(key, maker):
                    parts[key] = zlib.decompress(bytes(packed))
            except DamagedWorkError as error:
                parts[key] = None
                log.warning("%s", error)
        return parts

    def keep_parts(self, maker: str, packed: Mapping[str, bytes]) -> None:
        """Keep many pieces of other work, all or none."""
        with self.db.transaction():
            for key, part in packed.items():
                self._put(key, maker, zlib.compress(part, 1))

    def forget(self, makers: Sequence[str]) -> int:
        """Drop all work of makers other than these; return how many pieces went."""
        others = f"WHERE maker NOT IN ({marks(len(makers))})" if makers else ""
        with self.db.transaction():
            gone = self.db.rows(f"SELECT count(*) FROM work {others}", makers)[0][0]
            self.db.rows(f"DELETE FROM work {others}", makers)
        return int(gone)

    def makers(self) -> list[str]:
        """List whoever made a piece of kept work, by name."""
        return [maker for (maker,) in self.db.rows("SELECT DISTINCT maker FROM work ORDER BY maker")]

    def forget_keys(self, maker: str, keys: Iterable[str]) -> int:
        """Drop what a maker filled under some keys; return how many pieces went."""
        gone = sorted(self.known(maker).intersection(keys))
        with self.db.transaction():
            self.db.many("DELETE FROM work WHERE key = ? AND maker = ?", [(key, maker) for key in gone])
        return len(gone)

    def _find(self, key: str, maker: str) -> bytes | None:
        found = self.db.rows("SELECT packed FROM work WHERE key = ? AND maker = ?", (key, maker))
        return bytes(found[0][0]) if found else None

    def _keep(self, key: str, maker: str, packed: bytes) -> None:
        with self.db.transaction():
            self._put(key, maker, packed)

    def _put(self, key: str, maker: str, packed: bytes) -> None:
        self.db.rows(
            "INSERT INTO work (key, maker, packed) VALUES (?, ?, ?)"
            " ON CONFLICT (key, maker) DO UPDATE SET packed = excluded.packed",
            (key, maker, packed),
        )


@contextmanager
def _told(key: str, maker: str) -> Generator[None]:
    try:
        yield
    # the last is what the decoder raises of lists in lists without end
    except (zlib.error, msgspec.DecodeError, ValueError, RecursionError) as error:
        raise DamagedWorkError(f"kept work {key[:16]} of {maker[:26]} is damaged ({error})") from error


def _with_words_once(reading: Reading) -> Reading:
    """Let equal words of the tokens be one string: 105 kB a short report instead of 154, for 0.2 ms."""
    once: dict[str, str] = {}
    share = once.setdefault
    tokens = tuple(
        Token(
            token.start,
            token.end,
            share(token.text, token.text),
            share(token.lemma, token.lemma),
            share(token.pos, token.pos),
            share(token.tag, token.tag),
            share(token.dep, token.dep),
            token.head,
            share(token.ent, token.ent),
            token.sent,
        )
        for token in reading.tokens
    )
    return msgspec.structs.replace(reading, tokens=tokens)
