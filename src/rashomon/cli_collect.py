"""The command `collect`: files, archives, addresses and feeds into a store, once or for weeks. `cli` registers it."""

from __future__ import annotations

import ipaddress
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec import Struct

from rashomon.cli_feeds import SCHEME, feeds_app, listed
from rashomon.cli_screen import BREACHES, WRONG_USE, aside, err, fail, one_line, out
from rashomon.cli_store import (
    PLACE,
    JsonLogs,
    StoreOption,
    chosen_models,
    now,
    opened,
    show_counts,
    show_update,
)
from rashomon.desk.collect import Folders, Told, collect, replay
from rashomon.desk.logs import log_json_lines
from rashomon.desk.metrics import metrics, serve_metrics
from rashomon.desk.news import Net, Round, collect_news, has_work
from rashomon.desk.update import unread
from rashomon.gather.listing import legible_name
from rashomon.ports import Store
from rashomon.stored import Counts, Fate, Offered
from rashomon.storing import StoreBusyError, StoreError
from rashomon.wiring import BrokenRecordError, Settings, SidecarError, open_net, open_store, update_store

# As a shell reports a process that SIGTERM ended.
STOPPED = 143
# Whatever it is busy with (a page may take 10 s), a collector that is told to stop is gone after so many seconds: the
# store bears a kill at any moment. Three seconds once ended, on two busy cores, before twelve answers at hand were stored.
GRACE_SECONDS = 4.0
# How often a watching collector looks whether a feed is due.
TICK_SECONDS = 15.0


class Screen(Struct, frozen=True):
    """How `collect` says what it does: who hears of each offer, whether totals are JSON, and each a line of its own."""

    told: Told
    as_json: bool
    in_lines: bool = False


class Wanted(Struct, frozen=True):
    """What the arguments of `collect` name: files and folders, and addresses."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]


def register(app: typer.Typer) -> None:
    """Add every command of this module to the command line."""
    app.command("collect")(collect_command)
    app.add_typer(feeds_app, name="feeds")


def collect_command(
    things: Annotated[
        list[str] | None,
        typer.Argument(help="Folders, globs, files, WARC, OPML; addresses of pages, feeds, OPML, sitemaps."),
    ] = None,
    name: StoreOption = PLACE,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on polling the followed feeds until stopped.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Bring the record up to date whenever something new came.")
    ] = False,
    models: Annotated[str, typer.Option(help="For --update: default, or none.")] = "default",
    sidecar: Annotated[Path | None, typer.Option(help="CSV or JSON: file, outlet, published, url.")] = None,
    replay_held: Annotated[bool, typer.Option("--replay", help="Read what is in quarantine again.")] = False,
    allow: Annotated[
        list[str] | None, typer.Option(help="A network inside the house that may be asked: 10.1.0.0/16.")
    ] = None,
    port: Annotated[list[int] | None, typer.Option(help="A port to allow besides 80 and 443.")] = None,
    metrics_port: Annotated[
        int, typer.Option("--metrics", min=0, help="Serve figures for Prometheus at 127.0.0.1:PORT.")
    ] = 0,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name everything offered.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the totals as JSON.")] = False,
    log_json: JsonLogs = False,
) -> None:
    """Collect reports into a store: what is named, and the followed feeds that are due."""
    if log_json:
        log_json_lines()
    settings = chosen_models(models) if update else None
    wanted = _wanted(things or [])
    if not (wanted.paths or wanted.addresses or replay_held):
        _need_feeds(name)
    screen = Screen(_teller(wanted, verbose=verbose, as_json=as_json), as_json, watch)
    with stoppable() as stop:
        net = open_net(_networks(allow or []), port or [], stop)
        with opened(name) as store:
            if replay_held:
                left = replay(store, clock=now, told=screen.told)
                (err if as_json else out).print(f"{left} left quarantine")
            if metrics_port:
                _serve_figures(name, metrics_port)
            first = _once(store, wanted, sidecar, net, screen)
            if settings:
                _update(store, settings, net.stop, screen)
        if watch:
            _watch(name, net, screen, settings, first)
        if stop.is_set():
            aside("stopped; run it again, and it goes on where it was")
            raise typer.Exit(STOPPED)


def _need_feeds(name: str) -> None:
    with opened(name, write=False) as store:
        if not (store.feeds.feeds() or store.feeds.waiting()):
            fail("nothing to collect: name folders, files or addresses, or follow feeds", WRONG_USE)


def _wanted(things: list[str]) -> Wanted:
    addresses = [thing for thing in things if SCHEME.match(thing)]
    lists = [thing for thing in things if thing.lower().endswith(".opml") and thing not in addresses]
    addresses += [url for file in lists for url in listed(file)]
    return Wanted(tuple(thing for thing in things if thing not in {*addresses, *lists}), tuple(addresses))


def _networks(allow: list[str]) -> list[str]:
    for network in allow:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            fail(f"--allow {network}: {error}", WRONG_USE)
    return allow


def _teller(wanted: Wanted, *, verbose: bool, as_json: bool) -> Told:
    # where standard output is for a machine, it holds totals and nothing else
    say = aside if as_json else partial(out.print, markup=False)
    named = {*wanted.addresses, *(Path(path).name for path in wanted.paths)}

    def told(offered: Offered, fate: Fate, why: str) -> None:
        # who named an address or a file wants to know why it was not taken, and a row of the sidecar that names no file
        # is a slip of the pen
        asked = offered.source in named or offered.problem == "names-no-file"
        if verbose or fate == "quarantined" or (asked and fate == "skipped"):
            say(one_line(f"{fate}: {offered.source} {why}".rstrip()))

    return told


def _once(store: Store, wanted: Wanted, sidecar: Path | None, net: Net, screen: Screen) -> Counter[str]:
    """Collect what is named and what is due, and say what became of it all; empty where there was nothing to do."""
    totals: Counter[str] = Counter()
    try:
        if wanted.paths:
            source = Folders(wanted.paths, sidecar)
            what = legible_name(" ".join(wanted.paths))
            totals.update(
                _figures(collect(store, [source], what=what, clock=now, told=screen.told, stop=net.stop))
            )
    except SidecarError as error:
        fail(str(error), WRONG_USE)
    if not net.stop.is_set() and (wanted.addresses or has_work(store, net.clock())):
        done = _round(store, net, wanted.addresses, screen.told)
        totals.update(_figures(done.counts))
        _tell_round(done)
    if wanted.paths or wanted.addresses or totals:
        if screen.as_json and screen.in_lines:
            _line({"round": now()}, Counts(**totals), screen)
        else:
            show_counts(Counts(**totals), as_json=screen.as_json)
    return totals


def _update(store: Store, settings: Settings, stop: threading.Event, screen: Screen) -> None:
    """Bring the record up to date, where it does not hold everything that was collected.

    A record that does not hold is our fault and no reason to stop collecting: it is told, and the one before stays.
    """
    record = store.stories.record()
    if stop.is_set() or not unread(store, [article.id for article in record.articles] if record else []):
        return
    try:
        done = update_store(store, now=now(), settings=settings)
    except BrokenRecordError as error:
        err.print(f"the record does not hold ({error}); this is a fault of the program", style="red")
    else:
        # where standard output is for a machine, it holds totals and nothing else
        show_update(done, aside if screen.as_json else out.print)


def _round(store: Store, net: Net, addresses: tuple[str, ...], told: Told) -> Round:
    seen: Counter[str] = Counter()
    with err.status("asking feeds and pages") as status:

        def counting(offered: Offered, fate: Fate, why: str) -> None:
            seen[fate] += 1
            status.update("  ".join(f"{name} {figure}" for name, figure in sorted(seen.items())))
            told(offered, fate, why)

        return collect_news(store, net, addresses, counting)


def _tell_round(done: Round) -> None:
    aside(
        f"lists {done.lists}  unchanged {done.unchanged}  new entries {done.entries}  put off {done.put_off}"
    )


def _figures(counts: Counts) -> dict[str, int]:
    return msgspec.convert(msgspec.to_builtins(counts), dict[str, int])


def _watch(name: str, net: Net, screen: Screen, settings: Settings | None, first: Counter[str]) -> None:
    """Poll until stopped, a line a round, then the sum with the first round in it.

    Between two rounds the store is free for `update` and its like.
    """
    rounds, totals = int(bool(first)), Counter(first)
    while not net.stop.wait(TICK_SECONDS):
        try:
            store = open_store(name, wait=TICK_SECONDS)
        except StoreBusyError as error:
            err.print(one_line(f"{error}; trying again"), markup=False)
            continue
        except StoreError as error:
            fail(str(error), BREACHES)
        try:
            if has_work(store, net.clock()):
                done = _round(store, net, (), screen.told)
                rounds += 1
                totals.update(_figures(done.counts))
                _line({"round": now()}, done.counts, screen)
                _tell_round(done)
                if settings and done.counts.ingested:
                    _update(store, settings, net.stop, screen)
        except StoreError as error:
            fail(str(error), BREACHES)
        finally:
            store.close()
    _line({"rounds": rounds}, Counts(**totals), screen)


def _line(begins: dict[str, str | int], counts: Counts, screen: Screen) -> None:
    if screen.as_json:
        out.print(msgspec.json.encode(begins | _figures(counts)).decode(), markup=False)
    else:
        out.print(
            *(value if name == "round" else f"{name} {value}" for name, value in begins.items()), end="  "
        )
        show_counts(counts, as_json=False)


def _serve_figures(name: str, port: int) -> None:
    def figures() -> bytes:
        store = open_store(name, write=False)
        try:
            return metrics(store, time.time())
        finally:
            store.close()

    try:
        serve_metrics(port, figures)
    except OSError as error:
        fail(f"--metrics {port}: {error.strerror}", WRONG_USE)


@contextmanager
def stoppable() -> Generator[threading.Event]:
    """Turn SIGTERM and Ctrl-C into an event; what does not heed it within the grace is ended."""
    stop = threading.Event()

    def halt(*_: object) -> None:
        stop.set()
        timer = threading.Timer(GRACE_SECONDS, os._exit, (STOPPED,))
        timer.daemon = True
        timer.start()

    before = {number: signal.signal(number, halt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
