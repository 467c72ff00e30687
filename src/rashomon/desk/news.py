"""Collecting from the net into a store: feeds that are followed, addresses that are named, the pages behind both.

What keeps the promises: the lines about what could not be read, a feed's new state and its new entries are kept together;
each page is kept together with the note that its entry is done. A kill between any two loses none and counts none twice.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from threading import Event

import msgspec
from msgspec import Struct

from rashomon.desk.collect import NOT_READ, Gate, Told
from rashomon.gather.entries import Entry, Listing
from rashomon.gather.feeds import Fed, FeedReader
from rashomon.gather.fetch import Fetcher, Outcome
from rashomon.gather.many import THREADS, Job, fetch_many
from rashomon.gather.polling import Poll, offered_entry, offered_page, poll, remarks
from rashomon.gather.schedule import failed, succeeded, validators
from rashomon.gather.sites import SiteState
from rashomon.gather.worker import PageReader
from rashomon.ports import Store
from rashomon.stored import Asked, Counts, Waiting

log = logging.getLogger(__name__)
# Passes by itself: the page waits for another round, and after so many of them is counted as it is.
LATER = frozenset({"site_closed", "http_429", "dns_temporary"})
MOST_TRIES = 10
# A list of lists (OPML, the index of a sitemap) may name lists again; sitemaps nest twice by their own rules.
DEEPEST = 3
LIST_BEGINS = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"<opml", b"<urlset", b"<sitemapindex", b"{", b"[")
LIST_TYPES = ("xml", "rss", "atom", "opml", "json")


class Net(Struct):
    """The way to the net: who fetches, the clock (seconds since 1970), chance, and how to stop.

    `kept` is what the store knows of the sites by now.
    """

    fetcher: Fetcher
    clock: Callable[[], float]
    chance: random.Random
    stop: Event
    threads: int = THREADS
    kept: dict[str, SiteState] = {}


class Round(Struct, frozen=True):
    """What one round did: what became of everything offered, lists asked, answers "not modified", new entries, pages put off."""

    counts: Counts
    lists: int
    unchanged: int
    entries: int
    put_off: int


def collect_news(store: Store, net: Net, addresses: Sequence[str], told: Told | None = None) -> Round:
    """Poll the feeds that are due, ask the named addresses, and read every page that waits.

    It may be stopped or killed at any moment; the next round goes on where this one was, and stays as polite.
    """
    _restore(store, net)
    tally: Counter[str] = Counter()
    run = store.documents.begin(" ".join(addresses) or "feeds", _told_time(net))
    with closing(PageReader()) as reader:
        gate = Gate(store, run, reader, lambda: _told_time(net), told, net.stop)
        gate.catch_up()
        asked, named = _poll(gate, net, tally)
        _named(gate, net, [*addresses, *named], tally, asked)
        tally["put_off"] = _pages(gate, net)
    store.documents.end(run, _told_time(net))
    done = store.documents.run(run)
    figures = {name: tally[name] for name in Round.__struct_fields__[1:]}
    counts = done.counts if done else Counts()
    log.info("round", extra=msgspec.to_builtins(counts) | figures)
    return Round(counts, **figures)


def has_work(store: Store, now: float) -> bool:
    """Say whether a feed is due, or a page waits to be fetched or read."""
    unread = any(True for _ in store.documents.quarantined(NOT_READ))
    return bool(store.feeds.due(now, 1) or store.feeds.waiting() or unread)


def _told_time(net: Net) -> str:
    return datetime.fromtimestamp(net.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _restore(store: Store, net: Net) -> None:
    states = {
        site: msgspec.msgpack.decode(packed, type=SiteState) for site, packed in store.feeds.sites().items()
    }
    known = {state.site for state in net.fetcher.sites.states()}
    net.fetcher.sites.restore([state for site, state in states.items() if site not in known])
    net.kept = states


def _remember(store: Store, net: Net) -> None:
    """Keep what is known of each site that was asked: a process that comes after this one waits as long for it."""
    states = {state.site: state for state in net.fetcher.sites.states()}
    new = {site: state for site, state in states.items() if net.kept.get(site) != state}
    if new:
        store.feeds.keep_sites({site: msgspec.msgpack.encode(state) for site, state in new.items()})
        net.kept |= new


def _poll(gate: Gate, net: Net, tally: Counter[str]) -> tuple[set[str], list[str]]:
    """Poll what is due; return what was asked, and the lists that lists named (parts of a sitemap)."""
    asked: set[str] = set()
    named: list[str] = []
    now = net.clock()
    feeds = gate.store.feeds.due(now)
    polls = poll(
        feeds, net.fetcher, now=now, chance=net.chance, stop=net.stop, threads=net.threads, last=True
    )
    for result in polls:
        asked.add(result.feed.url)
        tally["lists"] += 1
        tally["unchanged"] += result.outcome.kind == "not-modified"
        tally["entries"] += _note(gate, net, result)
        named += result.listing.lists if result.listing.kind != "nothing" else ()
    return asked, named


def _note(gate: Gate, net: Net, result: Poll) -> int:
    waiting = [_waiting(result.feed.url, entry) for entry in result.listing.entries]
    _remember(gate.store, net)
    # a list of lists is asked whole each time: that it has not changed says nothing of the lists it names
    feed = msgspec.structs.replace(result.feed, etag="", modified="") if result.listing.lists else result.feed
    fresh: list[int] = []
    gate.take(*remarks(result), also=lambda: fresh.append(gate.store.feeds.polled(feed, waiting)))
    return sum(fresh)


def _waiting(feed: str, entry: Entry) -> Waiting:
    return Waiting(feed, entry.key, entry.digest, entry.link or "", msgspec.msgpack.encode(entry))


def _named(gate: Gate, net: Net, addresses: Sequence[str], tally: Counter[str], seen: set[str]) -> None:
    """Ask addresses, and the lists that they name: pages are taken, the entries of lists wait to be read."""
    level = list(addresses)
    with closing(FeedReader()) as reader:
        for _ in range(DEEPEST):
            jobs = [_job(gate.store, url, net.clock()) for url in dict.fromkeys(level) if url not in seen]
            seen |= {job.url for job in jobs}
            level.clear()
            for job, outcome in fetch_many(jobs, net.fetcher, stop=net.stop, threads=net.threads, last=True):
                level += _answered(gate, net, job.subject, outcome, reader=reader, tally=tally)


def _job(store: Store, url: str, now: float) -> Job:
    """Ask an address that was asked before whether it has changed, as a feed is asked."""
    known = store.feeds.asked(url)
    return Job(url, validators(known.state, now), known)


def _answered(
    gate: Gate, net: Net, known: Asked, outcome: Outcome, *, reader: FeedReader, tally: Counter[str]
) -> tuple[str, ...]:
    """Take what a named address gave; return the lists that it names."""
    same = outcome.kind == "not-modified"
    tally["unchanged"] += same
    listing = Listing() if same and not known.offer else _listing(outcome, reader, net.clock())
    if listing is None:
        _named_page(gate, net, known, outcome)
        return ()
    state = succeeded(known.state, outcome, net.clock(), net.chance, listing.title)
    tally["lists"] += 1
    tally["entries"] += _note(gate, net, Poll(state, outcome, listing))
    return listing.lists


def _named_page(gate: Gate, net: Net, known: Asked, outcome: Outcome) -> None:
    """Count the page of a named address together with how it answered."""
    now, feeds = net.clock(), gate.store.feeds
    _remember(gate.store, net)
    if outcome.kind == "not-modified":
        asked = Asked(succeeded(known.state, outcome, now, net.chance), known.offer)
        gate.again(known.offer, outcome.url, lambda: feeds.keep_asked(asked))
        return
    page = offered_page(outcome, fetched=_told_time(net))
    if outcome.kind == "fetched":
        asked = Asked(succeeded(known.state, outcome, now, net.chance), page.id)
        gate.take(page, also=lambda: feeds.keep_asked(asked))
    else:
        # a feed that is followed bears its failures, also where it was named; of other addresses the last answer stays
        state = failed(known.state, outcome.code, now, net.chance, retry_at=outcome.retry_at or 0.0)
        gate.take(page, also=lambda: feeds.save(state))


def _listing(outcome: Outcome, reader: FeedReader, now: float) -> Listing | None:
    """Read what was fetched as a list; None where it is a page, or nothing."""
    answer = outcome.answer
    kind = answer.header("content-type").lower()
    looks = any(name in kind for name in LIST_TYPES) and "xhtml" not in kind
    begins = answer.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(LIST_BEGINS)
    if outcome.kind != "fetched" or not (looks or begins):
        return None
    listing = reader.read(Fed(answer.body, outcome.chain[-1], kind, now))
    return listing if listing.kind != "nothing" else None


def feeds_in(raw: bytes) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """Return the feeds that an OPML file names, none where it is no OPML, and what it left out, counted by reason."""
    with closing(FeedReader()) as reader:
        listing = reader.read(Fed(raw, "https://opml.invalid/", "text/x-opml"))
    return (listing.lists, listing.left_out) if listing.kind == "opml" else ((), {})


def _pages(gate: Gate, net: Net) -> int:
    """Read every entry that waits: the page behind its link, once a link; without a link what the feed tells of it."""
    links: dict[str, list[Waiting]] = {}
    for entry in gate.store.feeds.waiting():
        if net.stop.is_set():
            return 0
        if entry.link:
            links.setdefault(entry.link, []).append(entry)
        else:
            offered = offered_entry(entry.feed, _entry(entry))
            gate.take(offered, also=partial(gate.store.feeds.done, entry, offered.id))
    put_off = 0
    jobs = [Job(link, subject=entries) for link, entries in _unread(gate, links)]
    for job, outcome in fetch_many(jobs, net.fetcher, stop=net.stop, threads=net.threads, last=True):
        _remember(gate.store, net)
        put_off += _page(gate, net, job.subject, outcome)
    return put_off


def _unread(gate: Gate, links: dict[str, list[Waiting]]) -> Iterator[tuple[str, list[Waiting]]]:
    """Part the links whose page must be fetched from those that another list named before: one page, more sightings."""
    for link, entries in links.items():
        before = gate.store.feeds.offer_of(link)
        if before is None or any(entry.changed for entry in entries):
            yield link, entries
            continue
        with gate.store.together():
            _once_more(gate, entries, before)


def _once_more(gate: Gate, entries: Sequence[Waiting], offer: str) -> None:
    """Count one more sighting of a page for each further entry that leads to it."""
    for entry in entries:
        gate.store.documents.again(offer, gate.run, gate.clock())
        gate.store.feeds.done(entry, offer)


def _page(gate: Gate, net: Net, entries: list[Waiting], outcome: Outcome) -> int:
    first, *others = entries
    if outcome.code in LATER and (outcome.code == "site_closed" or first.tries < MOST_TRIES):
        for entry in entries:
            gate.store.feeds.later(entry)
        return len(entries)
    page = offered_page(outcome, _entry(first), _told_time(net))
    # the page cannot be had, and what the feed tells of it is better than nothing
    told = outcome.kind != "fetched" and _entry(first).text
    instead = [offered_entry(first.feed, _entry(first))] if told else []

    def noted() -> None:
        gate.store.feeds.done(first, page.id)
        _once_more(gate, others, page.id)

    gate.take(page, *instead, also=noted)
    return 0


def _entry(entry: Waiting) -> Entry:
    return msgspec.msgpack.decode(entry.packed, type=Entry)
