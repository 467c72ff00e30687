"""Collecting into a store: each offer is read, kept and counted before the next one is asked for."""

from __future__ import annotations

import logging
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
log = logging.getLogger(__name__)
# Hears what became of an offer and, where it is no report, why.
type Told = Callable[[Offered, Fate, str], None]
# What an offer was read as, and what else was found in it to count (the other text that its metadata give).
type _Ready = tuple[Read, tuple[Offered, ...]]
# What is known already is counted once more, whatever is read of it.
_NOTHING: _Ready = (Read(None), ())


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
            fates: list[Fate] = [self._keep(one, *read or _NOTHING) for one, read in ready]
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
        self._say(Offered(source, flags=("not-modified",)), fate, offer)

    def catch_up(self, why: str = NOT_READ) -> int:
        """Read what is in quarantine for a reason (none: for any); return how much of it left."""
        left = 0
        for key, offered in list(self.store.documents.quarantined(why)):
            read, beside = read_offered(offered, self.reader)
            with self.store.together():
                fate = self.store.documents.settle(key, read, self.clock())
                self._count(beside)
            left += fate != "quarantined"
            self._say(offered, fate)
        return left

    def _say(self, offered: Offered, fate: Fate, key: str = "") -> None:
        if not (self.told or log.isEnabledFor(logging.INFO)):
            return
        why = self.store.documents.why(key or offered.id) if fate in {"skipped", "quarantined"} else ""
        log.info("offer", extra={"source": offered.source, "fate": fate, "why": why})
        if self.told:
            self.told(offered, fate, why)

    def _ready(self, offered: Offered) -> _Ready:
        late = self.stop is not None and self.stop.is_set() and not offered.problem
        return (Read(None, NOT_READ, quarantined=True), ()) if late else read_offered(offered, self.reader)

    def _keep(self, offered: Offered, read: Read, beside: Sequence[Offered]) -> Fate:
        fate = self.store.documents.take(offered, read, self.run, self.clock())
        self._count(beside)
        return fate

    def _count(self, beside: Sequence[Offered]) -> None:
        for other in beside:
            self.store.documents.take(other, Read(None, other.problem), self.run, self.clock())


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
    # what a page turns out to hold besides its text is counted in a run of its own
    run = store.documents.begin("quarantine", clock())
    with closing(PageReader()) as reader:
        left = Gate(store, run, reader, clock, told).catch_up(why="")
    store.documents.end(run, clock())
    return left
