"""Collecting into a store: each offer is read, kept and counted before the next one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

from msgspec import Struct

from rashomon.gather.offers import offers_under, read_offered
from rashomon.gather.worker import PageReader
from rashomon.ports import Source, Store
from rashomon.stored import Counts, Fate, Offered, Read

type Clock = Callable[[], str]
type Told = Callable[[Offered, Fate], None]


class Folders(Struct, frozen=True):
    """Folders, globs and files as a source (see `storing.Source`)."""

    paths: tuple[str, ...]
    sidecar: Path | None = None

    def offers(self) -> Iterator[Offered]:
        """Yield each file, and each row of a table, once, by name."""
        return offers_under(self.paths, sidecar=self.sidecar)


# Why an offer is in quarantine that came when there was no time left to read it.
NOT_READ = "not-read-yet"


class Gate(Struct, frozen=True):
    """Where offers go during one run: the store, the run, the reader of pages, the clock, and who hears of each.

    Once `stop` is set, what comes is kept unread (to read a page may take seconds); `catch_up` reads it.
    """

    store: Store
    run: str
    reader: PageReader
    clock: Clock
    told: Told | None = None
    stop: Event | None = None

    def take(self, offered: Offered) -> Fate:
        """Keep and count one offer; what is there already is counted and not read again."""
        fate = self.store.documents.again(offered.id, self.run, self.clock())
        if fate is None:
            fate = self._new(offered)
        if self.told:
            self.told(offered, fate)
        return fate

    def again(self, offer: str, source: str) -> None:
        """Count an offer that its source says has not changed."""
        fate = self.store.documents.again(offer, self.run, self.clock())
        assert fate is not None, f"{offer} was taken from {source} and is not in the store"
        if self.told:
            self.told(Offered(source, flags=("not-modified",)), fate)

    def catch_up(self) -> None:
        """Read what a stop left unread."""
        for key, offered in list(self.store.documents.quarantined(NOT_READ)):
            fate = self.store.documents.settle(key, self._read(offered), self.clock())
            if self.told:
                self.told(offered, fate)

    def _new(self, offered: Offered) -> Fate:
        late = self.stop is not None and self.stop.is_set() and not offered.problem
        read = Read(None, NOT_READ, quarantined=True) if late else self._read(offered)
        return self.store.documents.take(offered, read, self.run, self.clock())

    def _read(self, offered: Offered) -> Read:
        # what else a page brought is kept first, so that a kill between the two loses nothing
        read, beside = read_offered(offered, self.reader)
        for other in beside:
            if self.store.documents.again(other.id, self.run, self.clock()) is None:
                self.store.documents.take(other, Read(None, other.problem), self.run, self.clock())
        return read


def collect(
    store: Store,
    sources: Sequence[Source],
    *,
    what: str,
    clock: Clock,
    told: Told | None = None,
    stop: Event | None = None,
) -> Counts:
    """Put everything that the sources offer into a store; return what became of it.

    A kill at any moment loses at most the offer in hand: run it again, and what is there already is counted as a
    duplicate and not read again. `clock` gives the time of each offer, `told` hears what became of it. When `stop` is
    set, it ends after the offer in hand.
    """
    run = store.documents.begin(what, clock())
    with closing(PageReader()) as reader:
        gate = Gate(store, run, reader, clock, told)
        for source in sources:
            for offered in source.offers():
                gate.take(offered)
                if stop is not None and stop.is_set():
                    break
    store.documents.end(run, clock())
    done = store.documents.run(run)
    return done.counts if done else Counts()


def replay(store: Store, *, clock: Clock, told: Told | None = None) -> int:
    """Read everything in quarantine again; return how much of it left."""
    left = 0
    with closing(PageReader()) as reader:
        for key, offered in list(store.documents.quarantined()):
            fate = store.documents.settle(key, read_offered(offered, reader)[0], clock())
            left += fate != "quarantined"
            if told:
                told(offered, fate)
    return left
