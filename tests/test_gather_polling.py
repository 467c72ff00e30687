"""Promise 7 and the run of 200 feeds: schedule, backoff, pause, politeness, memory, and a stop at any moment."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise

import pytest
from msgspec import structs
from tests.loopback import ALLOW_ALL, World, host_of, reply, serving
from tests.poll_many import feed_of

from rashomon.gather.entries import Listing
from rashomon.gather.fetch import Outcome
from rashomon.gather.polling import documents, offered_page, poll
from rashomon.gather.schedule import FeedState, due, failed, resumed, succeeded, validators

NOW = 2_000_000_000.0
DAY = 24 * 3600.0


def feeds_handler(connection, path, head):
    body = feed_of(host_of(head))
    connection.sendall(
        ALLOW_ALL
        if path == "/robots.txt"
        else reply(body=body, Content_Type="application/rss+xml", ETag='"1"')
    )


def chance() -> random.Random:
    return random.Random(3)


def test_feeds_are_due_by_their_time_and_paused_ones_never():
    feeds = [
        FeedState("b", due=NOW - 1),
        FeedState("a", due=NOW - 5),
        FeedState("c", due=NOW + 9),
        FeedState("d", paused="by hand"),
    ]

    assert [feed.url for feed in due(feeds, NOW)] == ["a", "b"]


def test_case_76_a_due_time_from_a_clock_that_ran_ahead_does_not_silence_a_feed():
    assert due([FeedState("a", due=NOW + 400 * DAY)], NOW)


@pytest.mark.parametrize(("code", "count"), [("http_410", 30), ("http_503", 60), ("dns_temporary", 120)])
def test_promise_7_a_feed_is_paused_after_thirty_weighted_failures_and_never_deleted(code, count):
    feed = FeedState("a")
    for number in range(count):
        assert not feed.paused, number
        feed = failed(feed, code, NOW, chance())

    assert feed.paused == "failing"
    assert due([resumed(feed, NOW)], NOW)


def test_promise_7_five_broken_bodies_pause_a_feed():
    feed = FeedState("a", etag='"1"')
    for _ in range(5):
        assert not feed.paused
        feed = failed(feed, "not_a_feed", NOW, chance(), broken=True)

    assert (feed.paused, feed.etag, feed.failures) == ("broken", "", 0)


def test_promise_7_the_wait_doubles_up_to_a_day_with_jitter_and_falls_back_after_a_success():
    feed, waits = FeedState("a"), []
    seeded = chance()
    for _ in range(8):
        feed = failed(feed, "http_503", NOW, seeded)
        waits.append(feed.due - NOW)

    assert all(1.5 < later / earlier < 2.6 for earlier, later in pairwise(waits[:4]))
    assert max(waits) <= DAY
    assert len(set(waits)) > 4
    assert succeeded(feed, Outcome("not-modified", "a"), NOW, chance()).due - NOW < 4_000


def test_a_site_that_asks_for_a_longer_wait_gets_it():
    assert failed(FeedState("a"), "http_429", NOW, chance(), retry_at=NOW + DAY).due == NOW + DAY


@pytest.mark.parametrize(
    ("polls", "age", "asks"),
    [(0, 60, True), (18, 60, True), (19, 60, False), (3, 7 * DAY, False), (3, -5, False)],
)
def test_case_27_every_twentieth_poll_and_each_after_a_week_asks_for_the_whole_body(polls, age, asks):
    feed = FeedState("http://a.example/", etag='"1"', place="http://a.example/", polls=polls, full=NOW - age)

    assert (validators(feed, NOW) is not None) == asks


def test_case_27_a_change_behind_the_same_mark_is_seen_within_twenty_polls():
    turn = [0]

    def handler(connection, path, head):
        known = "If-None-Match" in head
        turn[0] += path != "/robots.txt"
        body = feed_of("new.example" if turn[0] > 1 else "old.example", 1)
        answer = reply("304 Not Modified") if known else reply(body=body, ETag='"1"')
        connection.sendall(ALLOW_ALL if path == "/robots.txt" else answer)

    with serving(handler) as server:
        world = World(server)
        feed, titles = FeedState("http://a.example/feed"), []
        for number in range(21):
            (result,) = poll([feed], world.fetcher, now=NOW + number, chance=chance())
            feed = result.feed
            titles += [result.listing.title] if result.listing.title else []

    assert titles == ["old.example", "new.example"]


def test_a_poll_gives_documents_with_what_the_feed_says_of_them_or_the_reason():
    with serving(feeds_handler) as server:
        world = World(
            server, resolver=lambda host, port: ["10.0.0.1"] if host == "in.example" else ["93.184.216.34"]
        )
        results = {result.feed.url: result for result in poll(
            [FeedState("http://a.example/feed"), FeedState("http://in.example/feed"), FeedState("nonsense")],
            world.fetcher, now=NOW, chance=chance(),
        )}  # fmt: skip

    good = list(documents(results["http://a.example/feed"]))
    assert [
        item.problem
        for item in documents(structs.replace(results["nonsense"], listing=Listing(left_out={"same-key": 2})))
    ][1:] == ["same-key"]
    assert len(good) == 50
    assert good[0].raw == b"Rain 0 at a.example\n\nIt fell."
    assert good[0].given["outlet"] == "a.example"
    assert [item.problem for item in documents(results["http://in.example/feed"])] == ["blocked_address"]
    assert [item.problem for item in documents(results["nonsense"])] == ["blocked_scheme"]


def test_a_page_becomes_a_document_or_a_line_that_says_why_not():
    assert offered_page(Outcome("failed", "http://a.example/", "http_404")).problem == "http_404"
    assert offered_page(
        Outcome("fetched", "http://a.example/", chain=("http://a.example/", "http://b.example/"))
    ).given == {"url": "http://b.example/"}


def test_two_hundred_feeds_of_fifty_entries_are_polled_in_one_go_politely_and_in_little_memory():
    # by the real clock, with a gap of half a second in the place of five; the memory is that of both its processes
    command = [sys.executable, "-m", "tests.poll_many", "0.5"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=300).stdout)

    assert (told["entries"], told["left"], told["hosts"], told["requests"]) == (200 * 50, 0, 200, [2])
    assert told["shortest_gap"] >= 0.45
    assert told["mebibytes"] < 500


def test_case_78_a_stopped_poll_ends_within_five_seconds_and_the_next_repeats_nothing_stored():
    stop = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    feeds = {
        f"http://h{number}.example/feed": FeedState(f"http://h{number}.example/feed") for number in range(30)
    }
    with serving(feeds_handler) as server:
        world = World(server)
        try:
            for number, result in enumerate(
                poll(list(feeds.values()), world.fetcher, now=NOW, chance=chance(), stop=stop, threads=2)
            ):
                feeds[result.feed.url] = result.feed
                if number == 9:
                    started = time.monotonic()
                    os.kill(os.getpid(), signal.SIGTERM)
            assert time.monotonic() - started < 5
        finally:
            signal.signal(signal.SIGTERM, before)
        left = due(feeds.values(), NOW)
        again = list(poll(left, world.fetcher, now=NOW, chance=chance()))

    assert len(left) == 20
    assert {result.feed.url for result in again}.isdisjoint(url for url, feed in feeds.items() if feed.polled)
    assert len(again) == 20


def test_case_78_a_site_that_hangs_does_not_hold_up_the_stop():
    def hangs(connection, path, head):
        time.sleep(8)

    stop = threading.Event()
    with serving(hangs) as server:
        threading.Timer(0.5, stop.set).start()
        started = time.monotonic()
        assert (
            list(
                poll(
                    [FeedState("http://a.example/")],
                    World(server).fetcher,
                    now=NOW,
                    chance=chance(),
                    stop=stop,
                )
            )
            == []
        )

    assert time.monotonic() - started < 5
