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

    def take(self, *offers: Offered, also: Callable[[], object] | None = None) -> None:
        """Keep and count offers; one that is there already is counted and not read again.

        `also` is what their source notes of itself: it is kept with them or not at all, so that a kill at any moment
        neither loses an offer nor counts it twice.
        """
        # read first: nobody waits for a transaction while a page is parsed
        ready = [(one, None if self.store.documents.known(one.id) else self._ready(one)) for one in offers]
        with self.store.together():
            fates: list[Fate] = [self._keep(one, read) for one, read in ready]
            if also:
                also()
        for one, fate in zip(offers, fates, strict=True):
            self._say(one, fate)

    def again(self, offer: str, source: str, also: Callable[[], object]) -> None:
        """Count an offer that its source says has not changed; `also` as in `take`."""
        with self.store.together():
            fate = self.store.documents.again(offer, self.run, self.clock())
            assert fate is not None, f"{offer} was taken from {source} and is not in the store"
            also()
        self._say(Offered(source, flags=("not-modified",)), fate)

    def catch_up(self) -> None:
        """Read what a stop left unread."""
        for key, offered in list(self.store.documents.quarantined(NOT_READ)):
            fate = self.store.documents.settle(key, self._read(offered), self.clock())
            if self.told:
                self.told(offered, fate)

    def _say(self, offered: Offered, fate: Fate) -> None:
        if self.told:
            self.told(offered, fate)

    def _ready(self, offered: Offered) -> Read:
        late = self.stop is not None and self.stop.is_set() and not offered.problem
        return Read(None, NOT_READ, quarantined=True) if late else self._read(offered)

    def _keep(self, offered: Offered, read: Read | None) -> Fate:
        # what is known is counted once more, whatever was read of it
        known = Read(None) if read is None else read
        return self.store.documents.take(offered, known, self.run, self.clock())

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
