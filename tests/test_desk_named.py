"""Addresses that somebody names: asked again, they are asked whether they changed, and the counters say what happened.

Servers are on loopback and the clock moves by sleeping alone. Numbers are cases of the fault list.
"""

import contextlib
import gzip
import hashlib

import msgspec
import pytest
from msgspec import structs
from tests.loopback import ALLOW_ALL, World, host_of, reply, serving
from tests.test_desk_news import PAGES, adds_up, feed, net_of, page, readers_in_this_process

from rashomon.desk.moving import export_file, export_lines, import_file
from rashomon.desk.news import collect_news
from rashomon.gather.entries import Entry
from rashomon.stored import Asked, Counts, FeedState, Waiting
from rashomon.stores.store import open_store
from rashomon.storing import StoreError

__all__ = ["readers_in_this_process"]
PAGE, FEED = "http://a.example/1", "http://a.example/feed"
NEW, SAME = "200", "304"


class Marked:
    """Pages with an ETag each; knows what was asked and how it answered. With `stuck`, the mark never changes."""

    def __init__(self, pages, *, stuck=False):
        self.pages, self.stuck, self.asked = pages, stuck, []

    def __call__(self, connection, path, head):
        body = self.pages.get(f"http://{host_of(head)}{path}")
        if body is None:
            connection.sendall(ALLOW_ALL)
            return
        mark = '"stuck"' if self.stuck else f'"{hashlib.sha256(body).hexdigest()[:8]}"'
        same = f"If-None-Match: {mark}".lower() in head.lower()
        self.asked.append((f"http://{host_of(head)}{path}", SAME if same else NEW))
        connection.sendall(reply("304 Not Modified", ETag=mark) if same else reply(body=body, ETag=mark))

    def of(self, url):
        return [answer for asked, answer in self.asked if asked == url]


def figures(done):
    return (done.lists, done.unchanged, done.entries, done.put_off)


def test_a_named_address_is_asked_again_whether_it_changed_and_the_counters_say_what_happened(store):
    pages = {**PAGES, "http://e.example/alone": page("Frost")}
    site, named = Marked(pages), [FEED, "http://e.example/alone"]
    with serving(site) as server:
        world, told = World(server), []
        first = collect_news(store, net_of(world), named)
        again = collect_news(
            store,
            net_of(world),
            named,
            lambda offered, fate, _: told.append((offered.source, offered.flags, fate)),
        )
        pages["http://e.example/alone"] = page("Frost and ice")
        pages[FEED] = feed(("3", "Fog", ""))
        third = collect_news(store, net_of(world), named)

    assert (adds_up(first.counts), figures(first)) == (Counts(3, 3, 0, 0, 0), (1, 0, 2, 0))
    # the page is as it was, and so is the list with its two entries: nothing is sent a second time
    assert (adds_up(again.counts), figures(again)) == (Counts(1, 0, 1, 0, 0), (1, 2, 0, 0))
    assert told == [("http://e.example/alone", ("not-modified",), "duplicate")]
    assert (adds_up(third.counts), figures(third)) == (Counts(2, 2, 0, 0, 0), (1, 0, 1, 0))
    assert site.of("http://e.example/alone") == site.of(FEED) == [NEW, SAME, NEW]
    assert (site.of(PAGE), site.of("http://b.example/2")) == ([NEW], [NEW])
    assert store.upkeep.check() == []


def test_27_a_page_that_changed_behind_the_same_mark_is_seen_within_twenty_questions_or_a_week(store):
    pages = {PAGE: page("Rain")}
    site = Marked(pages, stuck=True)
    with serving(site) as server:
        world = World(server)
        collect_news(store, net_of(world), [PAGE])
        pages[PAGE] = page("Hail")
        done = [collect_news(store, net_of(world), [PAGE]).counts.ingested for _ in range(20)]
        pages[PAGE] = page("Snow")
        collect_news(store, net_of(world), [PAGE])
        world.clock.moment += 8 * 24 * 3600.0
        late = collect_news(store, net_of(world), [PAGE])

    assert done == [0] * 19 + [1]
    assert late.counts.ingested == 1
    assert site.of(PAGE) == [NEW, *[SAME] * 19, NEW, SAME, NEW]


def test_naming_a_feed_that_is_followed_asks_it_once_and_keeps_what_is_known_of_it(store):
    site = Marked(PAGES)
    with serving(site) as server:
        world = World(server)
        store.feeds.add(FeedState(FEED))
        both = collect_news(store, net_of(world), [FEED])
        paused = FeedState(FEED, etag=store.feeds.feed(FEED).etag, place=FEED, full=world.clock.now(), failures=3.0,
                           paused="by hand")  # fmt: skip
        store.feeds.save(paused)
        collect_news(store, net_of(world), [FEED])

    assert figures(both) == (1, 0, 2, 0)
    assert site.of(FEED) == [NEW, SAME]
    kept = store.feeds.feed(FEED)
    assert (kept.paused, kept.etag, kept.failures) == ("by hand", paused.etag, 0.0)
    assert kept.due > world.clock.now()


def test_a_feed_that_is_followed_and_fails_when_it_is_named_bears_the_failure(store):
    store.feeds.add(FeedState("http://gone.example/feed", due=9e9, etag='"1"'))
    with serving(Marked({})) as server:
        world = World(server)
        store.feeds.save(FeedState("http://gone.example/feed", due=world.clock.now() + 60, etag='"1"'))
        done = collect_news(store, net_of(world), ["http://gone.example/feed"])

    assert adds_up(done.counts) == Counts(1, 0, 0, 1, 0)
    kept = store.feeds.feed("http://gone.example/feed")
    assert (kept.failures, kept.status, kept.etag) == (0.5, "http_404", '"1"')


def test_22_a_body_that_was_cut_off_is_asked_for_whole_the_next_time(store):
    body, times = page("Rain"), []

    def handler(connection, path, head):
        if path == "/robots.txt":
            connection.sendall(ALLOW_ALL)
            return
        times.append("If-None-Match" in head)
        short = len(times) == 1
        connection.sendall(
            reply(body=body[: len(body) // 2] if short else body, length=len(body), ETag='"1"')
        )

    with serving(handler) as server:
        world = World(server)
        done = [collect_news(store, net_of(world), [PAGE]).counts for _ in range(3)]

    assert times == [False, False, True]
    assert [(counts.ingested, counts.duplicate) for counts in done] == [(1, 0), (1, 0), (0, 1)]
    assert len({article.text for article in store.documents.articles()}) == 2


@pytest.mark.parametrize("moment", range(1, 9))
def test_77_a_kill_between_any_two_steps_with_a_named_address_loses_nothing(tmp_path, moment):
    class KilledError(Exception):
        pass

    with serving(Marked(PAGES)) as server:
        store = open_store(tmp_path / "n.db")
        steps, whole = [0], store.db.__class__.transaction

        def counted(self):
            steps[0] += 1
            if steps[0] == moment:
                raise KilledError
            return whole(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store.db.__class__, "transaction", counted)
            with pytest.raises(KilledError):
                collect_news(store, net_of(World(server)), ["http://b.example/2", FEED])
        store.close()
        store = open_store(tmp_path / "n.db")
        collect_news(store, net_of(World(server)), ["http://b.example/2", FEED])

    assert {article.url for article in store.documents.articles()} == {PAGE, "http://b.example/2"}
    assert store.feeds.waiting() == []
    assert store.upkeep.check() == []
    store.close()


def moved(store, tmp_path, name="other"):
    export_file(store, tmp_path / f"{name}.jsonl.gz")
    other = open_store(tmp_path / f"{name}.db")
    import_file(other, tmp_path / f"{name}.jsonl.gz")
    return other


def test_a_store_that_took_another_one_in_goes_on_asking_whether_anything_changed(store, tmp_path):
    alone, followed = "http://e.example/alone", "http://c.example/feed"
    pages = {**PAGES, alone: page("Frost"), followed: feed(("x", "Fog", "http://c.example/x"))}
    pages["http://c.example/x"] = page("Fog")
    site = Marked(pages)
    with serving(site) as server:
        world = World(server)
        store.feeds.add(FeedState(followed))
        collect_news(store, net_of(world), [alone, FEED])
        other = moved(store, tmp_path)
        assert other.feeds.all_asked() == store.feeds.all_asked()
        assert other.feeds.feeds() == store.feeds.feeds()
        world.clock.moment += 2 * 3600.0
        done = collect_news(other, net_of(world), [alone, FEED])
        pages[FEED] = feed(("1", "Rain, corrected", PAGE))
        third = collect_news(other, net_of(world), [FEED])

    # the page, the list that was named and the one that is followed: asked whether they changed; no entry read again
    assert [site.of(url) for url in (alone, FEED, followed)] == [[NEW, SAME], [NEW, SAME, NEW], [NEW, SAME]]
    assert (adds_up(done.counts), figures(done)) == (Counts(1, 0, 1, 0, 0), (2, 3, 0, 0))
    assert third.entries == 1
    assert (len(site.of(PAGE)), len(site.of("http://c.example/x"))) == (2, 1)
    assert other.upkeep.check() == []
    other.close()


def test_an_entry_that_waited_when_its_store_was_moved_is_read_in_the_new_one_though_no_list_shows_it(
    store, tmp_path
):
    pages = dict(PAGES)
    with serving(Marked(pages)) as server:
        world = World(server)
        net = net_of(world)
        # told to stop as soon as the first page came: the other one waits
        collect_news(store, net, [FEED], lambda *_: net.stop.set())
        waited = store.feeds.waiting()
        other = moved(store, tmp_path)
        pages[FEED] = feed(("3", "Fog", ""))
        assert other.feeds.waiting() == waited
        collect_news(other, net_of(world), [FEED])

    assert {article.url for article in other.documents.articles()} >= {PAGE, "http://b.example/2"}
    assert other.feeds.waiting() == []
    assert other.upkeep.check() == []
    other.close()


def test_a_moved_store_is_exported_to_the_same_bytes_and_taking_it_in_twice_changes_nothing_asked(
    store, tmp_path
):
    with serving(Marked(dict(PAGES))) as server:
        collect_news(store, net_of(World(server)), [FEED, "http://b.example/2"])
    other = moved(store, tmp_path)
    export_file(other, tmp_path / "again.jsonl.gz")
    assert (tmp_path / "again.jsonl.gz").read_bytes() == (tmp_path / "other.jsonl.gz").read_bytes()

    before = list(store.feeds.entries()), store.feeds.all_asked()
    import_file(store, tmp_path / "other.jsonl.gz")
    assert (list(store.feeds.entries()), store.feeds.all_asked()) == before
    assert store.upkeep.check() == []
    other.close()


def test_what_a_store_knows_itself_outweighs_what_it_takes_in_and_other_words_of_an_entry_are_read(store):
    url = "http://a.example/feed"
    newer = Asked(FeedState(url, etag='"2"'))
    older = Waiting(url, "1", "d1", PAGE, msgspec.msgpack.encode(Entry("1", "d1", PAGE)))
    store.feeds.polled(newer.state, [structs.replace(older, digest="d2")])
    for entry in store.feeds.waiting():
        store.feeds.done(entry, "an offer")

    store.feeds.keep_entry(structs.replace(older, digest="d2"), "")
    assert store.feeds.waiting() == []
    store.feeds.keep_entry(older, "another offer")
    assert [offer for _, offer in store.feeds.entries()] == ["an offer"]
    store.feeds.keep_entry(older, "")
    assert [(entry.digest, entry.changed) for entry in store.feeds.waiting()] == [("d1", 1)]
    assert store.feeds.asked(url) == newer


def test_a_store_exported_before_entries_came_along_asks_for_everything_whole(store, tmp_path):
    site = Marked(dict(PAGES))
    with serving(site) as server:
        world = World(server)
        store.feeds.add(FeedState(FEED))
        collect_news(store, net_of(world), [PAGE])
        lines = [
            line
            for line in export_lines(store)
            if not line.startswith((b'{"type":"entry"', b'{"type":"asked"'))
        ]
        assert (lines[0], lines[-1][:14]) == (
            b'{"type":"head","format":"rashomon-store/2"}\n',
            b'{"type":"feed"',
        )
        lines[0] = lines[0].replace(b"store/2", b"store/1")
        (tmp_path / "old.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))
        other = open_store(tmp_path / "other.db")
        import_file(other, tmp_path / "old.jsonl.gz")
        collect_news(other, net_of(world), [PAGE])

    assert site.of(FEED) == [NEW, NEW]
    assert site.of("http://b.example/2") == [NEW, NEW]
    assert other.documents.counts().ingested == 2
    other.close()


def test_an_entry_that_no_list_reader_wrote_is_named_and_not_taken_in(store, tmp_path):
    lines = [
        b'{"type":"head","format":"rashomon-store/2"}\n',
        b'{"type":"entry","entry":{"feed":"f","key":"1","digest":"d","link":"","packed":"AAAA"},"offer":""}\n',
    ]
    (tmp_path / "bad.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))

    with pytest.raises(StoreError, match="line 2 is none of an exported store"):
        import_file(store, tmp_path / "bad.jsonl.gz")
    assert store.feeds.waiting() == []


@pytest.mark.parametrize("moment", range(1, 16))
def test_77_a_kill_between_any_two_steps_of_taking_a_store_in_loses_no_entry(tmp_path, moment):
    class KilledError(Exception):
        pass

    steps = [0]
    with serving(Marked(dict(PAGES))) as server:
        world = World(server)
        store, other = open_store(tmp_path / "n.db"), open_store(tmp_path / "other.db")
        net = net_of(world)
        collect_news(store, net, [FEED], lambda *_: net.stop.set())
        export_file(store, tmp_path / "all.jsonl.gz")
        whole = other.db.__class__.transaction

        def counted(self):
            steps[0] += 1
            if steps[0] == moment:
                raise KilledError
            return whole(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(other.db.__class__, "transaction", counted)
            with contextlib.suppress(KilledError):
                import_file(other, tmp_path / "all.jsonl.gz")
        # not taken in once more: what came over is all that the next round goes by
        waited = {entry.link for entry in other.feeds.waiting()}
        known = {asked.state.url for asked in other.feeds.all_asked()}
        collect_news(other, net_of(world), [FEED])

    assert {article.url for article in other.documents.articles()} == {PAGE, "http://b.example/2"}
    assert other.upkeep.check() == []
    # the list counts as asked only where its entries came over
    assert not known or waited == {entry.link for entry in store.feeds.waiting()}
    assert steps[0] == moment or moment > 5
    store.close()
    other.close()


def test_78_a_named_page_that_came_when_the_stop_did_is_read_by_the_next_round_and_not_fetched_again(store):
    site = Marked({PAGE: page("Rain")})
    with serving(site) as server:
        world = World(server)
        net = net_of(world)
        answer = site.__call__

        def stopping(connection, path, head):
            if path != "/robots.txt":
                net.stop.set()
            answer(connection, path, head)

        server.handler = stopping
        collect_news(store, net, [PAGE])
        before = store.documents.counts()
        server.handler = site
        again = collect_news(store, net_of(world), [PAGE])

    assert before == Counts(1, 0, 0, 0, 1)
    assert (again.unchanged, site.of(PAGE)) == (1, [NEW, SAME])
    assert store.documents.counts() == Counts(2, 1, 1, 0, 0)
    assert store.upkeep.check() == []
