"""Moving a store: everything offered, decided, followed and asked, as lines of JSON that any store takes in again.

What stays behind: the record and the readings, which the next update makes anew, and when a site was last asked.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from rashomon.gather.entries import Entry
from rashomon.gather.offers import read_offered
from rashomon.gather.worker import PageReader
from rashomon.ports import Store
from rashomon.stored import Asked, Counts, FeedState, Handed, Offered, Sighting, Waiting
from rashomon.storing import StoreError
from rashomon.types import Decision

FORMAT = "rashomon-store/2"
# The form before it held no entries of lists, so that a feed in it must be asked for everything.
WITHOUT_ENTRIES = "rashomon-store/1"


class Head(Struct, frozen=True, tag="head"):
    """The first line."""

    format: str


class Kept(Struct, frozen=True, tag="offer"):
    """One offer with its raw bytes, and how often it was seen."""

    offered: Offered
    sighting: Sighting


class Decided(Struct, frozen=True, tag="decision"):
    """One decision."""

    decision: Decision


class Listed(Struct, frozen=True, tag="entry"):
    """One entry of a list, and the offer that it became; empty where it still has to be read."""

    entry: Waiting
    offer: str


class Followed(Struct, frozen=True, tag="feed"):
    """One feed."""

    feed: FeedState


class Named(Struct, frozen=True, tag="asked"):
    """What is known of one address that somebody named."""

    asked: Asked


class HandedIn(Struct, frozen=True, tag="handed"):
    """One piece of work that was handed in and is not done."""

    handed: Handed


type Line = Head | Kept | Decided | Listed | Followed | Named | HandedIn


def export_lines(store: Store) -> Iterator[bytes]:
    """Yield the lines of a store: its head, every offer by source, every decision, entry, feed and address, what waits.

    Entries stand before the lists they are of: where taking in is broken off, no mark says that they are known.
    """
    yield _line(Head(FORMAT))
    for offered, sighting in store.documents.offers():
        yield _line(Kept(offered, sighting))
    for decision in store.decisions.decisions():
        yield _line(Decided(decision))
    for entry, offer in store.feeds.entries():
        yield _line(Listed(entry, offer))
    for feed in store.feeds.feeds():
        yield _line(Followed(feed))
    for asked in store.feeds.all_asked():
        yield _line(Named(asked))
    for handed in store.inbox.waiting():
        yield _line(HandedIn(handed))


def export_file(store: Store, target: Path) -> int:
    """Write a store to a `.jsonl.gz` file, whole or not at all; return how many lines it has.

    Raises:
        StoreError: the file cannot be written, with the cause.
    """
    part = target.with_name(target.name + ".part")
    try:
        # as it stood at one moment: no entry that is done whose report came too late to be written
        with store.snapshot(), part.open("wb") as file:
            lines = _write(store, file)
            # on the disk before it has its name: a power cut leaves the old file or the new one
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreError(f"{target}: cannot be written ({error.strerror})") from error
    return lines


def _write(store: Store, file: BinaryIO) -> int:
    lines = 0
    # no time in the header: the same store gives the same file
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        for line in export_lines(store):
            packed.write(line)
            lines += 1
    return lines


def import_file(store: Store, source: Path) -> Counts:
    """Take the lines of an exported store in. What is there already is seen once more, and not read again.

    Raises:
        StoreError: names the line that is none of an exported store; what stood before it is in.
    """
    run = form = ""
    with gzip.open(source) as lines, closing(PageReader()) as reader:
        for number, line in enumerate(_lines(lines, source), 1):
            match _read(line, number, source):
                case Head(form):
                    run = store.documents.begin(f"import {source.name}", "")
                case Kept(offered, sighting):
                    _take(store, offered, sighting, run, reader)
                case Followed(feed):
                    store.feeds.add(_anew(feed) if form == WITHOUT_ENTRIES else feed)
                case other:
                    _keep(store, other)
    done = store.documents.run(run)
    return done.counts if done else Counts()


def _keep(store: Store, item: Decided | Listed | Named | HandedIn) -> None:
    match item:
        case Decided(decision):
            store.decisions.add(decision, "")
        case Listed(entry, offer):
            store.feeds.keep_entry(entry, offer)
        case Named(asked):
            # of an address that this store asked itself it knows better
            if store.feeds.asked(asked.state.url) == Asked(FeedState(asked.state.url)):
                store.feeds.keep_asked(asked)
        case HandedIn(handed):
            _hand_in(store, handed)


def _hand_in(store: Store, handed: Handed) -> None:
    if handed.id not in {known.id for known in store.inbox.waiting()}:
        store.inbox.add(handed)


def _anew(feed: FeedState) -> FeedState:
    # without its marks a feed is asked for everything, and no entry that waited is lost
    return msgspec.structs.replace(feed, etag="", modified="", place="", due=0.0)


def _lines(lines: gzip.GzipFile | BinaryIO, source: Path) -> Iterator[bytes]:
    try:
        yield from lines
    except (OSError, EOFError) as error:
        raise StoreError(f"{source}: cut off or no gzip file ({error})") from error


def _read(line: bytes, number: int, source: Path) -> Line:
    try:
        found = msgspec.json.decode(line, type=Head | Kept | Decided | Listed | Followed | Named | HandedIn)
        if isinstance(found, Listed) and not found.offer:
            msgspec.msgpack.decode(found.entry.packed, type=Entry)
    except msgspec.DecodeError as error:
        raise StoreError(f"{source}: line {number} is none of an exported store ({error})") from error
    known = not isinstance(found, Head) or found.format in {FORMAT, WITHOUT_ENTRIES}
    if (number == 1) != isinstance(found, Head) or not known:
        raise StoreError(f"{source}: line {number}: not the form {FORMAT}")
    return found


def _take(store: Store, offered: Offered, sighting: Sighting, run: str, reader: PageReader) -> None:
    # the first and the last time come over by being told in their order; the other times are between them
    for now in [sighting.first_seen] + [sighting.last_seen] * (sighting.times - 1):
        if store.documents.again(offered.id, run, now) is None:
            store.documents.take(offered, read_offered(offered, reader)[0], run, now)


def _line(item: Line) -> bytes:
    return msgspec.json.encode(item) + b"\n"
