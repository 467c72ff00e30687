"""Polling many feeds in one go: several sites at once, one request at a time to each, stoppable between any two.

The caller stores each result before it asks for the next; what was not handed over when the process stopped is simply
due again.
"""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

from msgspec import Struct

from rashomon.gather.entries import ANY_PORT, Entry, Listing
from rashomon.gather.feeds import Fed, FeedReader
from rashomon.gather.fetch import Fetcher, Outcome
from rashomon.gather.offered import RawDocument
from rashomon.gather.schedule import FeedState, failed, succeeded, validators
from rashomon.gather.targets import Target, read_target

# Sites asked at once. Each thread mostly sleeps between two requests to its site.
THREADS = 16
# Fetched bodies that wait to be read; more would only fill the memory (each up to 10 MiB).
WAITING = 4


class Poll(Struct, frozen=True):
    """What one poll of one feed gave: the state to be stored, the fetch and the list that was read."""

    feed: FeedState
    outcome: Outcome
    listing: Listing = Listing()


def poll(
    feeds: Sequence[FeedState],
    fetcher: Fetcher,
    *,
    now: float,
    chance: random.Random,
    stop: threading.Event | None = None,
    threads: int = THREADS,
) -> Iterator[Poll]:
    """Poll these feeds, yielding each as it is done; feeds of one site are asked one after the other.

    When `stop` is set, it ends within a moment, and nothing is half done. Results come in the order of the answers.
    """
    halt = stop or threading.Event()
    sites = _by_site(feeds)
    done: queue.Queue[tuple[FeedState, Outcome]] = queue.Queue(WAITING)
    leave = threading.Event()
    for _ in range(threads):
        threading.Thread(target=_work, args=(sites, done, fetcher, now, (halt, leave)), daemon=True).start()
    try:
        with closing(FeedReader()) as reader:
            for feed, outcome in _results(done, len(feeds), halt):
                yield _read(feed, outcome, reader, now, chance)
    finally:
        leave.set()


def documents(poll: Poll) -> Iterator[RawDocument]:
    """Yield the entries of a poll as offered documents: the text of the entry with what the feed says about it.

    A feed that could not be read is one line with its reason, and so is each reason for which entries were left out.
    """
    if poll.listing.problem or poll.outcome.kind not in {"fetched", "not-modified"}:
        yield RawDocument(poll.feed.url, problem=poll.listing.problem or poll.outcome.code)
    for reason, count in sorted(poll.listing.left_out.items()):
        yield RawDocument(f"{poll.feed.url}#left-out", problem=reason, flags=(f"{count} entries",))
    for entry in poll.listing.entries:
        given = {"title": entry.title, "url": entry.link, "published": entry.published, "outlet": entry.outlet,
                 "byline": entry.byline, "language": entry.language}  # fmt: skip
        known = {name: value for name, value in given.items() if value}
        yield RawDocument(f"{poll.feed.url}#{entry.key}", _body(entry), "text", given=known)


def offered_page(outcome: Outcome, entry: Entry | None = None) -> RawDocument:
    """Turn the fetch of a page into an offered document, with what the feed's entry said about it."""
    last = outcome.chain[-1] if outcome.chain else outcome.url
    given = {"url": last} | ({"published": entry.published} if entry and entry.published else {})
    if outcome.kind != "fetched":
        return RawDocument(outcome.url, problem=outcome.code or outcome.kind, given=given)
    answer = outcome.answer
    return RawDocument(outcome.url, answer.body, "page", "", given, answer.headers, answer.flags)


def _body(entry: Entry) -> bytes:
    return "\n\n".join(part for part in (entry.title, entry.text) if part).encode()


def _by_site(feeds: Sequence[FeedState]) -> queue.SimpleQueue[list[FeedState]]:
    waiting: queue.SimpleQueue[list[FeedState]] = queue.SimpleQueue()
    sites: dict[str, list[FeedState]] = {}
    for feed in feeds:
        target = read_target(feed.url, ANY_PORT)
        sites.setdefault(target.site if isinstance(target, Target) else "", []).append(feed)
    for site in sites.values():
        waiting.put(site)
    return waiting


def _work(
    sites: queue.SimpleQueue[list[FeedState]],
    done: queue.Queue[tuple[FeedState, Outcome]],
    fetcher: Fetcher,
    now: float,
    ends: tuple[threading.Event, threading.Event],
) -> None:
    while True:
        try:
            site = sites.get_nowait()
        except queue.Empty:
            return
        for feed in site:
            if any(end.is_set() for end in ends):
                return
            outcome = fetcher.fetch(feed.url, validators(feed, now))
            if not _hand_over(done, (feed, outcome), ends):
                return


def _hand_over(
    done: queue.Queue[tuple[FeedState, Outcome]],
    item: tuple[FeedState, Outcome],
    ends: tuple[threading.Event, threading.Event],
) -> bool:
    while not any(end.is_set() for end in ends):
        try:
            done.put(item, timeout=0.2)
        except queue.Full:
            continue
        return True
    return False


def _results(
    done: queue.Queue[tuple[FeedState, Outcome]], count: int, halt: threading.Event
) -> Iterator[tuple[FeedState, Outcome]]:
    while count and not halt.is_set():
        try:
            yield done.get(timeout=0.2)
        except queue.Empty:
            continue
        count -= 1


def _read(feed: FeedState, outcome: Outcome, reader: FeedReader, now: float, chance: random.Random) -> Poll:
    if outcome.kind == "not-modified":
        return Poll(succeeded(feed, outcome, now, chance), outcome)
    if outcome.kind != "fetched":
        return Poll(failed(feed, outcome.code, now, chance, retry_at=outcome.retry_at or 0.0), outcome)
    kind = outcome.answer.header("content-type")
    listing = reader.read(Fed(outcome.answer.body, outcome.chain[-1], kind, now))
    if listing.problem:
        return Poll(failed(feed, listing.problem, now, chance, broken=True), outcome, listing)
    return Poll(succeeded(feed, outcome, now, chance, listing.title), outcome, listing)
