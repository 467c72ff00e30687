"""Collecting into a store: each offer is read, kept and counted before the next one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

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


def collect(
    store: Store, sources: Sequence[Source], *, what: str, clock: Clock, told: Told | None = None
) -> Counts:
    """Put everything that the sources offer into a store; return what became of it.

    A kill at any moment loses at most the offer in hand: run it again, and what is there already is counted as a
    duplicate and not read again. `clock` gives the time of each offer, `told` hears what became of it.
    """
    run = store.documents.begin(what, clock())
    with closing(PageReader()) as reader:
        for source in sources:
            for offered in source.offers():
                fate = store.documents.again(offered.id, run, clock())
                if fate is None:
                    fate = _take(store, offered, reader, run, clock)
                if told:
                    told(offered, fate)
    store.documents.end(run, clock())
    done = store.documents.run(run)
    return done.counts if done else Counts()


def _take(store: Store, offered: Offered, reader: PageReader, run: str, clock: Clock) -> Fate:
    """Read a new offer and keep it; what else it brought is kept first, so that a kill between the two loses nothing."""
    read, beside = read_offered(offered, reader)
    for other in beside:
        if store.documents.again(other.id, run, clock()) is None:
            store.documents.take(other, Read(None, other.problem), run, clock())
    return store.documents.take(offered, read, run, clock())


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
