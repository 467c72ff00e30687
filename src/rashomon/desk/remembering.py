"""An engine with a memory: what was read or compared before, by the same makers, is not done again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.desk.soundness import fault_of_reading
from rashomon.desk.soundness_stories import fault_of_comparison
from rashomon.ports import Engine, Store
from rashomon.spans import fingerprint
from rashomon.storing import DamagedWorkError
from rashomon.types import Article, Comparison, Dossier, Model, Reading

log = logging.getLogger(__name__)


class Makers(Struct, frozen=True):
    """Who makes what: digests of the models, the settings and our own rules that take part."""

    readings: str
    comparisons: str
    groupings: str


class Remembering(Struct):
    """Runs another engine on what the store does not know yet, and keeps each result as soon as it is there.

    What the store holds and is damaged or foreign is refused and made anew. `read` and `compared` count what was really
    done, `refused` what was refused; `keys` are those of the articles, by their ids.
    """

    engine: Engine
    store: Store
    makers: Makers
    read: int = 0
    compared: int = 0
    refused: int = 0
    keys: dict[str, str] = {}

    def map[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Any]:
        """Yield the results in the order of the items."""
        listed = list(items)
        keys = [self._key(item) for item in listed]
        makers = [self._maker(item) for item in listed]
        known = {maker: self.store.readings.known(maker) for maker in set(makers) - {""}}
        # all that is kept is looked at first: whatever is refused is made together with what is new
        kept = [
            self._recalled(item, key, maker) if key in known.get(maker, ()) else None
            for item, key, maker in zip(listed, keys, makers, strict=True)
        ]
        new = [item for item, result in zip(listed, kept, strict=True) if result is None]
        made = iter(self.engine.map(work, new))
        for key, maker, result in zip(keys, makers, kept, strict=True):
            if result is not None:
                yield result
                continue
            fresh = next(made)
            self._keep(key, maker, fresh)
            yield fresh

    def key(self, article: Article) -> str:
        """Return the key of an article: that of the one from which it was read (reading adds marks and dates)."""
        return self.keys.get(article.id) or item_key(article)

    def recall(self, kind: str, articles: Sequence[Article]) -> list[bytes | None]:
        """Return what grouping worked out of each article before, by the same rules from the same readings."""
        kept = self.store.readings.parts(f"{kind}:{self.makers.groupings}")
        keys = [self.key(article) for article in articles]
        broken = [article for article, key in zip(articles, keys, strict=True) if kept.get(key, b"") is None]
        self.refuse(kind, [(article, "it cannot be unpacked") for article in broken])
        return [kept.get(key) for key in keys]

    def retain(self, kind: str, made: Sequence[tuple[Article, bytes]]) -> None:
        """Keep what grouping worked out of articles."""
        if made:
            parts = {self.key(article): packed for article, packed in made}
            self.store.readings.keep_parts(f"{kind}:{self.makers.groupings}", parts)

    def refuse(self, kind: str, faults: Sequence[tuple[Article, str]]) -> None:
        """Drop what grouping may not use, count and log it: it is worked out anew."""
        if faults:
            gone = [self.key(article) for article, _ in faults]
            self.store.readings.forget_keys(f"{kind}:{self.makers.groupings}", gone)
        for article, fault in faults:
            self._refused(article.source, f"{kind}: {fault}")

    def _refused(self, name: str, fault: str) -> None:
        self.refused += 1
        log.warning("kept work refused and made anew (%s): %s", name, fault)

    def _key(self, item: object) -> str:
        if isinstance(item, Article):
            self.keys[item.id] = item_key(item)
            return self.keys[item.id]
        if isinstance(item, Dossier) and all(reading.article.id in self.keys for reading in item.readings):
            # a reading hangs on its article and its maker alone: to pack all of them anew took 19 s of 10,000 reports
            readings = [self.keys[reading.article.id] for reading in item.readings]
            bare = msgspec.structs.replace(item, readings=())
            return item_key((bare, readings, self.makers.readings))
        return item_key(item)

    def _maker(self, item: object) -> str:
        if isinstance(item, Article):
            return self.makers.readings
        return self.makers.comparisons if isinstance(item, Dossier) else ""

    def _keep(self, key: str, maker: str, result: object) -> None:
        # whatever else an engine hands back (a loss) is tried again next time
        if isinstance(result, Reading):
            self.read += 1
            self.store.readings.keep(key, maker, result)
        elif isinstance(result, Comparison):
            self.compared += 1
            self.store.readings.keep_part(key, maker, msgspec.msgpack.encode(result))

    def _recalled(self, item: object, key: str, maker: str) -> Reading | Comparison | None:
        """Return what is kept of an item; None, counted and logged, where it may not be used."""
        try:
            kept = self._kept(item, key, maker)
        except DamagedWorkError as error:
            kept, fault = None, str(error)
        else:
            fault = _fault(item, kept)
        if not fault:
            return kept
        self._refused(_name(item), fault)
        return None

    def _kept(self, item: object, key: str, maker: str) -> Reading | Comparison | None:
        if isinstance(item, Article):
            return self.store.readings.reading(key, maker)
        packed = self.store.readings.part(key, maker)
        try:
            return msgspec.msgpack.decode(packed, type=Comparison) if packed is not None else None
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise DamagedWorkError(f"it is no comparison ({error})") from error


def _fault(item: object, kept: Reading | Comparison | None) -> str:
    if isinstance(item, Article) and isinstance(kept, Reading):
        return fault_of_reading(kept, item)
    if isinstance(item, Dossier) and isinstance(kept, Comparison):
        return fault_of_comparison(kept, item)
    return ""


def _name(item: object) -> str:
    return item.source if isinstance(item, Article) else "a story"


def item_key(item: object) -> str:
    """Return what a result depends on besides its makers: the whole item."""
    return fingerprint(msgspec.msgpack.encode(item))


def makers_of(reading: Sequence[Model], comparing: Sequence[Model], min_score: float) -> Makers:
    """Name the makers of a run: other weights, other rules or another threshold is another maker."""
    readings = item_key((tuple(reading), min_score, code_digest("read")))
    return Makers(
        "reading:" + readings,
        "comparing:" + item_key((tuple(comparing), code_digest("compare"))),
        # what a report shows of itself hangs on its reading too
        "grouping:" + item_key((readings, code_digest("group"))),
    )


def grounds_maker() -> str:
    """Name who cuts excerpts: the rules of this room."""
    return "excerpts:" + code_digest("desk")


@cache
def code_digest(room: str) -> str:
    """Return the digest of our own rules: the code and word lists of a room and of what it stands on.

    A rule that changes between two versions is as good as another model: without this an old reading would stay.
    """
    house = Path(__file__).parents[1]
    files = [*house.glob("*.py"), *house.glob("models/*.py"), *(house / room).rglob("*")]
    kept = sorted(
        file for file in files
        if file.is_file() and file.suffix in {".py", ".toml", ".txt", ".json"} and not file.name.startswith(("cli", "wiring"))
    )  # fmt: skip
    return item_key([(file.relative_to(house).as_posix(), file.read_bytes()) for file in kept])
