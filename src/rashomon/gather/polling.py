"""Polling many feeds in one go: several sites at once, one request at a time to each, stoppable between any two.

The caller stores each result before it asks for the next; what was not handed over when the process stopped is simply
due again.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

from msgspec import Struct

from rashomon.gather.entries import Entry, Listing
from rashomon.gather.feeds import Fed, FeedReader
from rashomon.gather.fetch import Fetcher, Outcome
from rashomon.gather.many import THREADS, Job, fetch_many
from rashomon.gather.schedule import FeedState, failed, succeeded, validators
from rashomon.stored import Offered


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
    last: bool = False,
) -> Iterator[Poll]:
    """Poll these feeds, yielding each as it is done; feeds of one site are asked one after the other.

    When `stop` is set, it ends within a moment, and nothing is half done; with `last`, polls under way are still handed
    over if they end soon. Results come in the order of the answers.
    """
    jobs = [Job(feed.url, validators(feed, now), feed) for feed in feeds]
    with closing(FeedReader()) as reader:
        for job, outcome in fetch_many(jobs, fetcher, stop=stop, threads=threads, last=last):
            yield _read(job.subject, outcome, reader, now, chance)


def documents(poll: Poll) -> Iterator[Offered]:
    """Yield what a poll offers: the lines that say what could not be read, then each entry as a document."""
    yield from remarks(poll)
    for entry in poll.listing.entries:
        yield offered_entry(poll.feed.url, entry)


def remarks(poll: Poll) -> Iterator[Offered]:
    """Yield one line for a feed that could not be read, and one for each reason for which entries were left out."""
    if poll.listing.problem or poll.outcome.kind not in {"fetched", "not-modified"}:
        yield Offered(poll.feed.url, problem=poll.listing.problem or poll.outcome.code)
    for reason, count in sorted(poll.listing.left_out.items()):
        yield Offered(f"{poll.feed.url}#left-out", problem=reason, flags=(f"{count} entries",))


def offered_entry(feed: str, entry: Entry) -> Offered:
    """Turn an entry into an offered document: its own text, with what the feed says about it."""
    given = {"title": entry.title, "url": entry.link, "published": entry.published, "outlet": entry.outlet,
             "byline": entry.byline, "language": entry.language}  # fmt: skip
    known = {name: value for name, value in given.items() if value}
    return Offered(f"{feed}#{entry.key}", _body(entry), "text", given=known)


def offered_page(outcome: Outcome, entry: Entry | None = None, fetched: str | None = None) -> Offered:
    """Turn the fetch of a page into an offered document, with what the feed's entry said about it."""
    last = outcome.chain[-1] if outcome.chain else outcome.url
    given = {"url": last} | ({"published": entry.published} if entry and entry.published else {})
    if outcome.kind != "fetched":
        # who refuses an address wants to know by which way it was come to
        way = tuple(f"asked {place}" for place in outcome.chain if len(outcome.chain) > 1)
        return Offered(outcome.url, problem=outcome.code or outcome.kind, given=given, flags=way)
    answer = outcome.answer
    return Offered(outcome.url, answer.body, "page", "", given, answer.headers, fetched, answer.flags)


def _body(entry: Entry) -> bytes:
    return "\n\n".join(part for part in (entry.title, entry.text) if part).encode()


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
