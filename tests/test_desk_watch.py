"""Watching feeds with the real program: resumed without repeating work, told round by round, the record kept up to date.

Numbers are cases of the fault list.
"""

import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import pytest
from tests.collect_many import run
from tests.loopback import ALLOW_ALL, World, host_of, reply, serving
from tests.test_desk_news import Site, feed, net_of, page

from rashomon.desk.news import collect_news, has_work
from rashomon.gather.sites import StoppedError, sleep_until
from rashomon.stored import Counts, FeedState
from rashomon.stores.store import open_store


def holds(told, feeds, entries, gap):
    sys.stdout.write(json.dumps({**told, "counts": repr(told["counts"])}) + "\n")
    assert told["counts"] == Counts(feeds * entries, feeds * entries, 0, 0, 0)
    assert (told["articles"], told["waiting"], told["breaches"]) == (feeds * entries, 0, [])
    assert (told["hosts"], told["addresses"]) == (feeds, feeds * (entries + 1))
    # from the end of one request to the start of the next; between the two processes too
    assert told["shortest_gap"] >= gap * 0.95
    assert told["mebibytes"] < 500
    assert told["seconds_to_stop"] < 5


def test_78_feeds_and_their_entries_come_into_a_store_politely_and_a_stop_in_the_middle_repeats_nothing():
    told = run(12, 4, 0.2)

    holds(told, 12, 4, 0.2)
    assert told["repeated"] == 0


@pytest.mark.slow
@pytest.mark.nightly
def test_78_two_hundred_feeds_of_fifty_entries_come_into_a_store_and_a_stop_repeats_nothing():
    told = run(200, 50, 0.1)

    holds(told, 200, 50, 0.1)
    assert told["repeated"] == 0


@pytest.mark.slow
@pytest.mark.nightly
def test_77_a_killed_collector_repeats_at_most_the_request_that_each_of_its_workers_had_in_hand():
    told = run(40, 10, 0.2, (signal.SIGKILL,) * 3)

    holds(told, 40, 10, 0.2)
    # promise 10; 32 workers, three kills
    assert told["repeated"] <= 3 * 32


def test_78_what_was_fetched_when_the_stop_came_is_kept_unread_and_read_by_the_next_round(store):
    pages = {"http://a.example/1": page("Rain"), "http://b.example/2": page("Hail")}
    site = Site(pages)
    with serving(site) as server:
        world, stop = World(server), threading.Event()
        first = collect_news(store, net_of(world, stop), sorted(pages), lambda *_: stop.set())
        kept = store.documents.counts()
        assert store.upkeep.check() == []
        assert has_work(store, world.clock.now()) == (kept.quarantined > 0)
        collect_news(store, net_of(world), [])

    assert 1 <= first.counts.ingested < first.counts.offered + 1 <= 3
    assert kept.ingested == 1
    assert store.documents.counts() == Counts(kept.offered, kept.offered, 0, 0, 0)
    assert len(site.asked) == len(set(site.asked)) == kept.offered
    assert store.upkeep.check() == []


def test_78_a_wait_before_a_request_is_broken_off_and_the_request_is_not_made():
    stop = threading.Event()
    sleep_until(stop)(0.01)
    stop.set()
    with pytest.raises(StoppedError):
        sleep_until(stop)(60)


def watching(store, port, *arguments):
    # a tick of fifteen seconds is for weeks; a test looks more often
    code = "from rashomon import cli, cli_collect; cli_collect.TICK_SECONDS = 0.2; cli.main()"
    command = [sys.executable, "-c", code, "collect", "--store", str(store), "--allow", "127.0.0.0/8", "--port", str(port),
               "--watch", "--update", "--models", "none", *arguments]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_watching_collector_tells_each_round_keeps_the_record_up_to_date_and_sums_up_at_the_end(tmp_path):
    items = [("1", "Rain")]

    def handler(connection, path, head):
        host = host_of(head)
        if path == "/robots.txt":
            connection.sendall(ALLOW_ALL)
            return
        listed = feed(*((key, title, f"http://{host}/{key}") for key, title in items))
        connection.sendall(reply(body=listed if path.startswith("/feed") else page(f"Rain {path}")))

    with serving(handler) as server:
        place = tmp_path / "n.db"
        address = f"http://127.0.0.1:{server.port}/feed"
        child = watching(place, server.port, address)
        first = [child.stdout.readline() for _ in range(2)]
        # another process follows a feed meanwhile: the store is free between two rounds
        items[:] = [("2", "Snow")]
        store = open_store(place, wait=20)
        store.feeds.add(FeedState(f"http://127.0.0.1:{server.port}/feed?b"))
        store.close()
        second = [child.stdout.readline() for _ in range(2)]
        child.send_signal(signal.SIGTERM)
        said, complaint = child.communicate(timeout=60)

    assert child.returncode == 143, complaint
    assert "offered 1  ingested 1" in first[0]
    assert first[1].startswith("reports 1  read 1")
    assert "ingested 1" in second[0]
    assert second[1].startswith("reports 2  read 1")
    # the sum is over every round, the first one included
    assert said.startswith("rounds 2  offered 2  ingested 2  duplicate 0  skipped 0  quarantined 0")
    store = open_store(place, write=False)
    assert len(store.stories.record().articles) == len(list(store.documents.articles())) == 2
    store.close()


def test_a_watching_collector_serves_its_figures_and_logs_lines_of_json(tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pages = Site({})
    with serving(pages) as server:
        address = f"http://127.0.0.1:{server.port}/feed"
        pages.pages[f"http://127.0.0.1:{server.port}/feed"] = feed(("1", "Fog", ""), ("2", "Hail", ""))
        child = watching(
            tmp_path / "n.db", server.port, address, "--metrics", str(port), "--log-json", "--json"
        )
        assert json.loads(child.stdout.readline())["offered"] == 2
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        child.send_signal(signal.SIGTERM)
        rest, complaint = child.communicate(timeout=60)

    # what follows is a line for each round and for the sum, as far as it came before the stop
    assert all("offered" in json.loads(line) for line in rest.splitlines())
    figures = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert [figures[f'rashomon_offers_total{{fate="{fate}"}}'] for fate in ("ingested", "duplicate", "skipped", "quarantined")] == [
        "2.0", "0.0", "0.0", "0.0",
    ]  # fmt: skip
    logged = [json.loads(line) for line in complaint.splitlines()]
    assert any("proxy" in line["message"] and line["level"] == "warning" for line in logged)
    offers = [(line["source"], line["fate"], line["why"]) for line in logged if line["message"] == "offer"]
    assert offers == [(f"{address}#{key}", "ingested", "") for key in ("1", "2")]
    assert next(line["ingested"] for line in logged if line["message"] == "round") == 2


def test_a_round_is_one_line_for_a_machine(capsys):
    from rashomon.cli_collect import Screen, _line  # noqa: PLC0415

    _line({"round": "2031-04-06T08:00:00Z"}, Counts(2, 1, 1, 0, 0), Screen(print, as_json=True))
    said = capsys.readouterr().out

    assert said.count("\n") == 1
    assert json.loads(said) == {
        "round": "2031-04-06T08:00:00Z", "offered": 2, "ingested": 1, "duplicate": 1, "skipped": 0, "quarantined": 0,
    }  # fmt: skip
