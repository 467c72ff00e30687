"""Kill what writes a store again and again (SIGKILL), and look after each kill at what is left.

Run as `python -m tests.kill_loop KILLS [default|none [POSTGRESQL_URL]]`; prints one line of figures. Collectors,
updaters, importers and upkeep each get their share. One process loads everything, its forked children do the work and
die, so that a thousand kills take minutes.
"""

import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from itertools import count
from pathlib import Path

import msgspec
from msgspec import Struct
from tests.kill_works import (
    EXAMPLE,
    NOW,
    Shuffled,
    backing_up,
    collecting,
    import_into,
    importing,
    moving_up,
    older,
    shrinking,
    updating,
    write_reports,
)

from rashomon import Record
from rashomon.desk.collect import collect
from rashomon.desk.moving import export_file
from rashomon.gather.entries import Entry
from rashomon.gather.files import gather_reports
from rashomon.gather.offers import offers_under
from rashomon.stored import Asked, FeedState, Waiting
from rashomon.stores.steps import steps
from rashomon.stores.store import open_store
from rashomon.storing import StoreError
from rashomon.wiring import Settings, read_paths

FEEDS = [f"http://h{number}.example/feed" for number in range(5)]
# Of a hundred kills. Upkeep is a backup, giving room back, and moving an older store up; PostgreSQL has its own for these.
SHARES = {"collect": 50, "update": 20, "import": 15, "upkeep": 15}
# Of a hundred kills again: those of writers of a store in PostgreSQL, where there is a server.
SERVED = 12
# A kill takes nothing from the memory of the kernel: a folder there shows the same as a disk, without its waiting.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
_fork = multiprocessing.get_context("fork")
_numbers = count()


class Bench(Struct):
    """What all kinds of kills share. `found` counts what should not be: lost, half-written, corrupt."""

    folder: Path
    rng: random.Random
    settings: Settings
    server: str = ""
    found: Counter[str] = Counter()

    def fresh(self) -> str:
        return (
            f"{self.server}#killed_{next(_numbers)}"
            if self.server
            else str(self.folder / f"{next(_numbers)}.db")
        )

    def full(self, exported: Path) -> str:
        """Return a store that holds everything exported: imported once, then copied where a store is a file."""
        place, first = self.fresh(), exported.with_name(f"{exported.name}.db")
        if self.server:
            import_into(place, exported)
        else:
            if not first.exists():
                import_into(str(first), exported)
            shutil.copy(first, place)
        return place


def killed(work, place, within, rng) -> tuple[bool, set[str]]:
    """Let a child do the work, kill it at a random moment; return whether it was alive then, and what it acknowledged."""
    reading, writing = os.pipe()
    child = _fork.Process(target=work, args=(place, lambda word: os.write(writing, word.encode() + b"\n")))
    child.start()
    os.close(writing)
    child.join(rng.random() * within)
    alive = child.exitcode is None
    if alive:
        os.kill(child.pid, 9)
    child.join()
    assert alive or child.exitcode == 0, child.exitcode
    with os.fdopen(reading) as said:
        return alive, {line.strip() for line in said if line.endswith("\n")}


def look(bench: Bench, place: str, acknowledged: set[str]) -> None:
    """Open what a kill left behind: it must be sound, and hold everything that was acknowledged."""
    if not bench.server and not Path(place).exists():
        bench.found["lost"] += len(acknowledged)
        return
    store = open_store(place, wait=20)
    breaches = store.upkeep.check()
    bench.found["corrupt"] += sum("damaged" in line or line.startswith("SQLite") for line in breaches)
    bench.found["half-written"] += len(breaches)
    there = _held(store)
    store.close()
    if Path(f"{place}.copy").exists():
        there.add("copied")
    bench.found["lost"] += len(acknowledged - there)
    _look_at_copies(bench, place, there)


def _look_at_copies(bench: Bench, place: str, there: set[str]) -> None:
    """A copy is whole or not there: of a backup, and of a store before it was moved up."""
    names = [f"{place}.copy", f"{place}.before-{steps('sqlite')[-1].name}"]
    for copy in (Path(name) for name in names if Path(name).exists()):
        shutil.copy(copy, scratch := copy.with_name("scratch.db"))
        try:
            store = open_store(scratch)
        except StoreError:
            bench.found["half-written"] += 1
            continue
        bench.found["half-written"] += len(store.upkeep.check())
        bench.found["lost"] += len(there - {"copied"} - _held(store))
        store.close()


def _held(store) -> set[str]:
    """Return every offer in a store by id, and a word for each piece of work."""
    pieces = int(store.upkeep.facts()["work"])
    return {s.id for _, s in store.documents.offers()} | {f"work {number}" for number in range(pieces + 1)}


def kill_again(bench: Bench, kills: int, fresh, work, ended, *, part: float) -> int:
    """Kill the work on a store until it comes to its end there; `ended` looks at that, and a fresh store is next.

    A kill comes within `part` of the time that the work takes. Where the next try goes on from the last one, a part of
    it reaches every moment; where it begins anew, only the whole does.
    """
    began, place = time.monotonic(), fresh()
    assert not killed(work, place, 1e6, random.Random(0))[0]
    within, done = part * (time.monotonic() - began), 0
    ended(place)
    while done < kills:
        place, acknowledged, alive = fresh(), set(), True
        while alive:
            alive, said = killed(work, place, within if done < kills else 1e6, bench.rng)
            acknowledged |= said
            look(bench, place, acknowledged)
            done += alive
        ended(place)
    return done


def kill_collectors(bench: Bench, kills: int, reports: Path) -> int:
    offers = list(offers_under([reports]))
    account = list(gather_reports([reports]).intake.sources)

    def ended(place):
        store = open_store(place, write=False)
        assert list(store.documents.taken()) == account
        store.close()

    return kill_again(bench, kills, bench.fresh, collecting(offers, bench.rng), ended, part=0.6)


@cache
def batch_of(settings: Settings) -> str:
    """Return the record that one run makes of the reports."""
    return Record(read_paths([EXAMPLE], settings=settings)).to_json()


def kill_updaters(bench: Bench, kills: int, exported: Path) -> int:
    batch = batch_of(bench.settings)

    def ended(place):
        store = open_store(place, write=False)
        assert Record(store.stories.record()).to_json() == batch
        store.close()

    return kill_again(bench, kills, lambda: bench.full(exported), updating(bench.settings), ended, part=0.6)


def kill_importers(bench: Bench, kills: int, exported: Path) -> int:
    first = open_store(bench.full(exported), write=False)
    whole = _moved(first)
    first.close()
    assert [feed.url for feed in whole[2]] == [asked.state.url[:-1] for asked in whole[4]] == FEEDS
    assert len(whole[3]) == 20 * len(FEEDS)

    def ended(place):
        store = open_store(place, write=False)
        assert _moved(store) == whole
        store.close()

    return kill_again(bench, kills, bench.fresh, importing(exported), ended, part=0.6)


def _moved(store):
    offers = {sighting.id for _, sighting in store.documents.offers()}
    news = (store.feeds.feeds(), list(store.feeds.entries()), store.feeds.all_asked())
    return offers, list(store.documents.taken()), *news


def kill_upkeep(bench: Bench, kills: int, exported: Path) -> int:
    shares = [kills - 2 * (kills // 3), kills // 3, kills // 3]
    works = [
        (backing_up, bench.full),
        (shrinking, bench.full),
        (moving_up, lambda file: older(bench.full(file))),
    ]

    def ended(place):
        look(bench, place, set())

    return sum(
        kill_again(bench, share, lambda make=make: make(exported), work, ended, part=1.0)
        for share, (work, make) in zip(shares, works, strict=True)
    )


def export_of(bench: Bench, source, feeds=()) -> Path:
    place, target = bench.fresh(), bench.folder / f"{next(_numbers)}.jsonl.gz"
    store = open_store(place)
    collect(store, [source], what="loop", clock=lambda: NOW)
    for url in feeds:
        entries = [Entry(str(number), f"Rain {number}") for number in range(20)]
        store.feeds.add(FeedState(url))
        store.feeds.polled(
            FeedState(url, etag='"1"'),
            [Waiting(url, one.key, one.digest, "", msgspec.msgpack.encode(one)) for one in entries],
        )
        store.feeds.keep_asked(Asked(FeedState(f"{url}2", etag='"2"')))
    export_file(store, target)
    store.close()
    return target


def shares(kills: int, *, upkeep: bool) -> dict[str, int]:
    """Give each kind of work its share of the kills; collectors get what is left over."""
    kinds = {kind: share for kind, share in SHARES.items() if upkeep or kind != "upkeep"}
    parts = {kind: kills * share // sum(kinds.values()) for kind, share in kinds.items()}
    return parts | {"collect": parts["collect"] + kills - sum(parts.values())}


def kill_all(bench: Bench, kills: int, reports: Path) -> dict[str, int]:
    few = export_of(bench, Shuffled(offers_under([EXAMPLE]), 3))
    many = export_of(bench, Shuffled(offers_under([reports]), 3), FEEDS)
    share = shares(kills, upkeep=not bench.server)
    done = {
        "collect": kill_collectors(bench, share["collect"], reports),
        "update": kill_updaters(bench, share["update"], few),
        "import": kill_importers(bench, share["import"], many),
    }
    return done if bench.server else {**done, "upkeep": kill_upkeep(bench, share["upkeep"], many)}


def main(kills: int, models: str = "default", server: str = "") -> None:
    began, served = time.monotonic(), kills * SERVED // 100 if server else 0
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        reports = Path(name, "reports")
        reports.mkdir()
        write_reports(reports)
        bench = Bench(Path(name), random.Random(kills), Settings(models=models, workers=1))
        done = kill_all(bench, kills - served, reports)
        bench.server = server
        done["postgresql"] = sum(kill_all(bench, served, reports).values()) if served else 0
    found = {kind: bench.found[kind] for kind in ("lost", "half-written", "corrupt")}
    seconds = round(time.monotonic() - began)
    sys.stdout.write(json.dumps({"kills": sum(done.values()), **done, **found, "seconds": seconds}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
