"""Collecting from the net: what is named and what is followed, counted exactly, stopped and killed at any moment.

Servers are on loopback and the clock moves by sleeping alone. Numbers are cases of the fault list.
"""

import gzip
import json
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from tests.loopback import ALLOW_ALL, World, host_of, reply, serving
from tests.test_gather_archives import record

from rashomon.desk.collect import Folders, collect, replay
from rashomon.desk.news import Net, collect_news, has_work
from rashomon.gather.feeds import read_feed
from rashomon.gather.fetch import Fetcher
from rashomon.gather.files import gather_reports
from rashomon.gather.pages import read_page
from rashomon.stored import Counts, FeedState, Offered, Read
from rashomon.stores.store import open_store

HOUR = 3600.0


def page(
    title, words="The river rose over the quay on Monday and the market hall was closed, officials said. "
):
    body = "".join(
        f"<p>{words} {title} {n} was named by the mayor and by two engineers.</p>" for n in range(6)
    )
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def feed(*items, title="The Tarn Post"):
    entries = "".join(
        f"<item><guid>{key}</guid><title>{text}</title><link>{link}</link><description>{text} fell.</description></item>"
        for key, text, link in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


class PagesHere:
    def read(self, source, raw, *, mail=False, charset=""):
        return read_page(source, raw, charset)

    def close(self):
        pass


class FeedsHere:
    def read(self, fed):
        return read_feed(fed)

    def close(self):
        pass


@pytest.fixture(autouse=True)
def readers_in_this_process(monkeypatch):
    # their own processes are tested where they live (test_gather_feeds, test_gather_pages); starting them takes seconds
    monkeypatch.setattr("rashomon.desk.news.PageReader", PagesHere)
    monkeypatch.setattr("rashomon.desk.news.FeedReader", FeedsHere)
    monkeypatch.setattr("rashomon.gather.polling.FeedReader", FeedsHere)


class Site:
    """Pages by address; knows what was asked for, without robots.txt."""

    def __init__(self, pages):
        self.pages = pages
        self.asked = []

    def __call__(self, connection, path, head):
        if path == "/robots.txt":
            connection.sendall(ALLOW_ALL)
            return
        url = f"http://{host_of(head)}{path}"
        self.asked.append(url)
        answer = self.pages.get(url, ALLOW_ALL)
        connection.sendall(answer if answer.startswith(b"HTTP/") else reply(body=answer))


def net_of(world, stop=None):
    return Net(world.fetcher, world.clock.now, random.Random(3), stop or threading.Event())


def adds_up(counts):
    assert counts.offered == counts.ingested + counts.duplicate + counts.skipped + counts.quarantined
    return counts


PAGES = {
    "http://a.example/feed": feed(("1", "Rain", "http://a.example/1"), ("2", "Hail", "http://b.example/2")),
    "http://a.example/1": page("Rain"),
    "http://b.example/2": page("Hail"),
}


def test_a_followed_feed_brings_the_pages_behind_it_and_is_not_asked_again_before_its_time(store):
    site = Site(PAGES)
    with serving(site) as server:
        world = World(server)
        store.feeds.add(FeedState("http://a.example/feed"))
        done = collect_news(store, net_of(world), [])
        assert not has_work(store, world.clock.now())
        world.clock.moment += 2 * HOUR
        assert has_work(store, world.clock.now())
        again = collect_news(store, net_of(world), [])

    assert (adds_up(done.counts), done.lists, done.entries) == (Counts(2, 2, 0, 0, 0), 1, 2)
    assert (again.counts, again.entries) == (Counts(), 0)
    assert sorted(site.asked) == sorted([*PAGES, "http://a.example/feed"])
    assert {article.url for article in store.documents.articles()} == {
        "http://a.example/1",
        "http://b.example/2",
    }
    assert store.upkeep.check() == []


@pytest.mark.parametrize("note", ["done", "polled", "keep_asked"])
def test_what_is_taken_and_the_note_that_it_was_taken_are_kept_together_or_not_at_all(
    store, monkeypatch, note
):
    site = Site(PAGES)
    named = ["http://b.example/2"] if note == "keep_asked" else []

    def dies(*_):
        raise OSError("killed between the two")

    with serving(site) as server:
        world = World(server)
        if not named:
            store.feeds.add(FeedState("http://a.example/feed"))
        with monkeypatch.context() as patched:
            patched.setattr(type(store.feeds), note, dies)
            with pytest.raises(OSError, match="killed between"):
                collect_news(store, net_of(world), named)
        before = store.documents.counts()
        world.clock.moment += 2 * HOUR
        collect_news(store, net_of(world), named)

    assert before == Counts()
    assert store.documents.counts() == (Counts(1, 1, 0, 0, 0) if named else Counts(2, 2, 0, 0, 0))
    assert store.upkeep.check() == []


def test_41_a_nul_in_a_feed_stops_no_round_on_either_engine(store):
    items = [
        {"id": "k\0", "title": "Rain\0", "content_text": "Rain fell."},
        {"id": "k\ud800", "title": "Hail", "content_text": "Hail fell."},
    ]
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "T\0", "items": items}
    ).encode()
    with serving(
        Site({"http://a.example/feed": reply(body=body, Content_Type="application/feed+json")})
    ) as server:
        world = World(server)
        store.feeds.add(FeedState("http://a.example/feed"))
        done = collect_news(store, net_of(world), [])

    assert (adds_up(done.counts).ingested, done.entries) == (2, 2)
    assert sorted(article.text for article in store.documents.articles()) == [
        "Hail\n\nHail fell.",
        "Rain\n\nRain fell.",
    ]
    assert store.upkeep.check() == []


def two_texts(title, other):
    shown = page(title).decode()
    data = json.dumps({"@type": "NewsArticle", "articleBody": other})
    return shown.replace("<head>", f'<head><script type="application/ld+json">{data}</script>', 1).encode()


RIVAL = " ".join(
    f"The harbour master of Pell gave the {n}th ferry back to its owner in winter." for n in range(9)
)


@pytest.mark.parametrize("after", ["the page", "its other text"])
def test_60_77_a_page_that_holds_two_texts_is_counted_with_both_or_not_at_all(store, monkeypatch, after):
    whole = type(store.documents).take
    last = "#articleBody" if after == "its other text" else "/1"

    def dies(room, offered, *rest):
        whole(room, offered, *rest)
        if offered.source.endswith(last):
            raise OSError("killed here")

    with serving(Site({"http://a.example/1": two_texts("Rain", RIVAL)})) as server:
        world = World(server)
        with monkeypatch.context() as patched:
            patched.setattr(type(store.documents), "take", dies)
            with pytest.raises(OSError, match="killed here"):
                collect_news(store, net_of(world), ["http://a.example/1"])
        before = store.documents.counts()
        world.clock.moment += HOUR
        collect_news(store, net_of(world), ["http://a.example/1"])

    assert (before, store.documents.counts()) == (Counts(), Counts(2, 1, 0, 1, 0))
    assert [(one.source, one.why) for one in store.documents.taken()] == [
        ("http://a.example/1", ""), ("http://a.example/1#articleBody", "contradicts-the-page"),
    ]  # fmt: skip


def test_60_what_is_read_again_out_of_quarantine_is_counted_with_both_its_texts(store, tmp_path):
    held = Offered("r.html", two_texts("Rain", RIVAL), "page")
    run = store.documents.begin("test", "2031-04-06T08:00:00Z")
    store.documents.take(held, Read(None, "took-too-long", quarantined=True), run, "2031-04-06T08:00:00Z")
    told = []

    left = replay(store, clock=lambda: "2031-04-06T09:00:00Z", told=lambda *one: told.append(one[1]))

    assert (left, told) == (1, ["ingested"])
    assert store.documents.counts() == Counts(2, 1, 0, 1, 0)
    assert [(one.source, one.why) for one in store.documents.taken()] == [
        ("r.html", ""), ("r.html#articleBody", "contradicts-the-page"),
    ]  # fmt: skip
    assert store.upkeep.check() == []


def test_47_to_50_a_page_that_two_feeds_name_is_read_once_and_a_changed_entry_is_read_anew(store):
    twice = {
        **PAGES,
        "http://c.example/feed": feed(
            ("x", "Rain again", "http://a.example/1"), ("y", "Bad", "javascript:alert(1)")
        ),
    }
    site = Site(twice)
    with serving(site) as server:
        world = World(server)
        for url in ("http://a.example/feed", "http://c.example/feed"):
            store.feeds.add(FeedState(url))
        done = collect_news(store, net_of(world), [])
        twice["http://a.example/feed"] = feed(("1", "Rain, corrected", "http://a.example/1"))
        twice["http://a.example/1"] = page("Rain, corrected")
        world.clock.moment += 2 * HOUR
        again = collect_news(store, net_of(world), [])

    # two pages, the second sighting of one, and an entry whose link leads nowhere with its own text
    assert (done.counts.ingested, done.counts.duplicate) in {(3, 1), (2, 1)}
    assert adds_up(done.counts).offered == 4
    assert again.counts.ingested == 1
    assert site.asked.count("http://a.example/1") == 2
    assert len({a.text for a in store.documents.articles() if a.url == "http://a.example/1"}) == 2
    assert store.upkeep.check() == []


def test_opml_sitemaps_feeds_and_pages_are_told_apart_by_what_they_hold(store):
    opml = b'<opml version="2.0"><body><outline text="a" xmlUrl="http://a.example/feed"/></body></opml>'
    index = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://d.example/news.xml</loc></sitemap></sitemapindex>'
    news = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://d.example/story</loc></url></urlset>'
    pages = {
        **PAGES,
        "http://x.example/list.opml": opml,
        "http://d.example/index.xml": index,
        "http://d.example/news.xml": news,
        "http://d.example/story": page("Snow"),
        "http://e.example/alone": page("Frost"),
    }
    named = [
        "http://x.example/list.opml",
        "http://d.example/index.xml",
        "http://e.example/alone",
        "http://e.example/gone",
    ]
    with serving(Site(pages)) as server:
        done = collect_news(store, net_of(World(server)), named)

    assert (adds_up(done.counts), done.lists, done.entries) == (Counts(5, 4, 0, 1, 0), 4, 3)
    assert {sighting.why for _, sighting in store.documents.offers()} == {"", "http_404"}


def test_28_10_what_may_not_be_asked_is_counted_and_what_the_feed_tells_is_taken_instead(store):
    pages = {
        "http://a.example/feed": feed(
            ("1", "Rain", "http://a.example/shut/1"), ("2", "Hail", "http://127.0.0.1/2")
        )
    }

    class Shut(Site):
        def __call__(self, connection, path, head):
            if path == "/robots.txt":
                connection.sendall(reply(body=b"User-agent: *\nDisallow: /shut/"))
            else:
                super().__call__(connection, path, head)

    site = Shut(pages)
    with serving(site) as server:
        world = World(server)
        done = collect_news(store, net_of(world), ["http://a.example/feed"])

    assert adds_up(done.counts) == Counts(4, 2, 0, 2, 0)
    assert {sighting.why for _, sighting in store.documents.offers()} == {
        "",
        "robots_disallow",
        "blocked_address",
    }
    assert site.asked == ["http://a.example/feed"]


def test_10_the_way_by_which_an_address_inside_was_come_to_is_kept_in_the_store(store):
    inside = "http://169.254.169.254/latest/"
    pages = {
        "http://a.example/1": reply("302 Found", Location="http://b.example/2"),
        "http://b.example/2": reply("302 Found", Location=inside),
    }
    site = Site(pages)
    with serving(site) as server:
        world = World(server)
        done = collect_news(store, net_of(world), ["http://a.example/1", "http://c.example/none"])

    kept = {offered.source: (offered.problem, offered.flags) for offered, _ in store.documents.offers()}
    assert kept == {
        "http://a.example/1": ("blocked_address", ("asked http://a.example/1", "asked http://b.example/2", f"asked {inside}")),
        "http://c.example/none": ("http_404", ()),
    }  # fmt: skip
    assert adds_up(done.counts) == Counts(2, 0, 0, 2, 0)
    assert sorted(site.asked) == sorted([*pages, "http://c.example/none"])


def test_a_followed_index_of_sitemaps_brings_the_pages_of_its_parts_and_of_new_parts(store):
    def index(*parts):
        lines = "".join(f"<sitemap><loc>http://d.example/{part}.xml</loc></sitemap>" for part in parts)
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</sitemapindex>'.encode()

    def part(key):
        return (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
            f"<url><loc>http://d.example/{key}</loc><n:news><n:publication><n:name>The Tarn Post</n:name></n:publication>"
            "<n:publication_date>2031-04-05T23:30:00-02:00</n:publication_date></n:news></url></urlset>"
        ).encode()

    pages = {"http://d.example/index.xml": index("1"), "http://d.example/1.xml": part("one")}
    pages |= {
        "http://d.example/2.xml": part("two"),
        "http://d.example/one": page("Snow"),
        "http://d.example/two": page("Frost"),
    }
    site = Site(pages)
    with serving(site) as server:
        world = World(server)
        store.feeds.add(FeedState("http://d.example/index.xml"))
        collect_news(store, net_of(world), [])
        pages["http://d.example/index.xml"] = index("1", "2")
        world.clock.moment += 24 * HOUR
        collect_news(store, net_of(world), [])

    articles = {article.url: article.published.start for article in store.documents.articles()}
    # half past eleven two hours west of Greenwich is the next day in UTC
    assert articles == {
        "http://d.example/one": "2031-04-06",
        "http://d.example/two": "2031-04-06",
    }
    assert site.asked.count("http://d.example/one") == 1
    assert store.upkeep.check() == []


def test_30_an_error_page_behind_a_feed_is_no_report(store):
    stub = b"<html><body><p>Sorry, the page you requested was not found. Go to the front page of our paper.</p></body></html>"
    with serving(Site({"http://a.example/1": stub})) as server:
        done = collect_news(store, net_of(World(server)), ["http://a.example/1"])

    assert done.counts == Counts(1, 0, 0, 1, 0)
    assert [sighting.why for _, sighting in store.documents.offers()] == ["low_content"]


def test_31_the_charset_of_the_answer_goes_before_what_the_page_declares(store):
    text = page("Zürich").replace(b"<head>", b'<head><meta charset="koi8-r">').decode().encode("latin-1")
    with serving(
        Site({"http://a.example/1": reply(body=text, Content_Type="text/html; charset=iso-8859-1")})
    ) as server:
        collect_news(store, net_of(World(server)), ["http://a.example/1"])

    assert "Zürich" in next(iter(store.documents.articles())).text


def test_24_a_page_of_a_site_that_wants_no_request_now_waits_and_is_read_later(store):
    pages = {**PAGES, "http://b.example/2": reply("429 Too Many Requests", Retry_After="3600")}
    with serving(Site(pages)) as server:
        world = World(server)
        done = collect_news(store, net_of(world), ["http://a.example/feed"])
        waiting = [entry.link for entry in store.feeds.waiting()]
        pages["http://b.example/2"] = page("Hail")
        world.clock.moment += 2 * HOUR
        later = collect_news(store, net_of(world), [])

    assert (done.counts, done.put_off, waiting) == (Counts(1, 1, 0, 0, 0), 1, ["http://b.example/2"])
    assert later.counts == Counts(1, 1, 0, 0, 0)


def test_78_a_stopped_round_goes_on_where_it_was_in_a_new_process_and_stays_as_polite(place):
    pages = {
        "http://a.example/feed": feed(*((str(n), f"Rain {n}", f"http://a.example/{n}") for n in range(20)))
    }
    pages |= {f"http://a.example/{n}": page(f"Rain {n}") for n in range(20)}
    site, stop = Site(pages), threading.Event()
    with serving(site) as server:
        world = World(server)
        store = open_store(place)
        store.feeds.add(FeedState("http://a.example/feed"))
        net = net_of(world, stop)
        first = collect_news(store, net, [], lambda *_: stop.set())
        store.close()
        slept = len(world.clock.slept)
        # another process: nothing of the fetcher is left but what the store kept
        world.fetcher = Fetcher(world.fetcher._manners, world.fetcher._world)
        store = open_store(place)
        done = collect_news(store, net_of(world), [])

    assert has_work(store, world.clock.now()) is False
    assert site.asked.count("http://a.example/feed") == 1
    # the stop came while one page was being read; the one that was being fetched meanwhile is fetched again
    assert len(site.asked) - len(set(site.asked)) <= 1
    assert world.clock.slept[slept] > 0
    assert adds_up(store.documents.counts()) == Counts(20, 20, 0, 0, 0)
    # of the page in hand, the few that were fetched by then, and no other
    assert 1 <= first.counts.ingested < 10
    assert first.counts.ingested + done.counts.ingested == 20
    store.close()


@pytest.mark.parametrize("moment", range(1, 15))
def test_77_a_kill_between_any_two_steps_of_a_round_loses_no_entry(tmp_path, moment):
    pages = {
        **PAGES,
        "http://a.example/feed": feed(
            ("1", "Rain", "http://a.example/1"), ("2", "Hail", "http://b.example/2"), ("3", "Fog", "")
        ),
    }
    with serving(Site(pages)) as server:
        store = open_store(tmp_path / "n.db")
        store.feeds.add(FeedState("http://a.example/feed"))
        steps = [0]
        whole = store.db.__class__.transaction

        class KilledError(Exception):
            pass

        def counted(self):
            steps[0] += 1
            if steps[0] == moment:
                raise KilledError
            return whole(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store.db.__class__, "transaction", counted)
            killed = False
            try:
                collect_news(store, net_of(World(server)), [])
            except KilledError:
                killed = True
        store.close()
        store = open_store(tmp_path / "n.db")
        collect_news(store, net_of(World(server)), [])

    assert killed == (steps[0] >= moment)
    assert len(list(store.documents.articles())) == 3
    assert adds_up(store.documents.counts()).ingested == 3
    assert store.feeds.waiting() == []
    assert store.upkeep.check() == []
    store.close()


def test_68_an_archive_is_collected_past_its_broken_member_and_counts_as_in_one_run(store, tmp_path):
    members = [gzip.compress(record(n, body=page(f"Rain {n}")), mtime=0) for n in range(3)]
    members[1] = members[1][:60] + bytes(40) + members[1][100:]
    folder = tmp_path / "archives"
    folder.mkdir()
    (folder / "news.warc.gz").write_bytes(b"".join(members))
    counts = collect(store, [Folders((str(folder),))], what="warc", clock=lambda: "2031-04-06T08:00:00Z")
    one_run = gather_reports([folder])

    assert adds_up(counts) == Counts(3, 2, 0, 1, 0)
    assert [item.source[:13] for item in store.documents.taken()] == ["news.warc.gz@"] * 3
    assert list(store.documents.taken()) == list(one_run.intake.sources)
    assert sorted(store.documents.articles(), key=lambda a: a.source) == list(one_run.articles)
    assert [article.url for article in one_run.articles] == ["http://tarn.example/0", "http://tarn.example/2"]


def run_program(store, *arguments):
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "collect",
        "--store",
        str(store),
        *arguments,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_78_the_program_told_to_stop_is_gone_at_once_and_the_next_run_goes_on(tmp_path):
    # real sockets and the real clock: every site is an address of loopback, allowed by name
    class Numbers(Site):
        def __call__(self, connection, path, head):
            host = host_of(head).partition(":")[0]
            if path == "/robots.txt":
                connection.sendall(ALLOW_ALL)
                return
            self.asked.append(f"{host}{path}")
            if path == "/1":
                go_on.wait(20)
            items = ((str(n), f"Rain {n}", f"http://{host}:{server.port}/{n}") for n in range(2))
            connection.sendall(reply(body=feed(*items) if path == "/feed" else page(f"Rain {path}")))

    site, go_on = Numbers({}), threading.Event()
    with serving(site) as server:
        options = ["--allow", "127.0.0.0/8", "--port", str(server.port)]
        address = f"http://127.0.0.1:{server.port}/feed"
        child = run_program(tmp_path / "n.db", *options, "-v", "--watch", address)
        assert child.stdout.readline().startswith("ingested")
        began = time.monotonic()
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 143
        took = time.monotonic() - began
        go_on.set()
        store = open_store(tmp_path / "n.db", write=False)
        first = store.documents.counts().ingested
        store.close()
        again = run_program(tmp_path / "n.db", *options, "--json")
        answer, complaint = again.communicate(timeout=60)
        told = json.loads(answer or complaint)

    assert took < 5
    assert first == 1
    assert site.asked.count("127.0.0.1/feed") == 1
    assert told["ingested"] == 1
    store = open_store(tmp_path / "n.db", write=False)
    assert adds_up(store.documents.counts()) == Counts(2, 2, 0, 0, 0)
    assert store.upkeep.check() == []
    store.close()
