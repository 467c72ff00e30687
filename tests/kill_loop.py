"""Kill a collector and an updater again and again (SIGKILL), and look after each kill at what is left.

Run as `python -m tests.kill_loop KILLS UPDATE_KILLS`; prints one line of figures. One process loads everything, its
forked children do the work and die, so that a thousand kills take minutes.
"""

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from rashomon import Record
from rashomon.desk.collect import collect
from rashomon.gather.files import gather_reports
from rashomon.gather.offers import offers_under
from rashomon.stores.store import open_store
from rashomon.wiring import Settings, read_paths, update_store

EXAMPLE = Path(__file__).parents[1] / "examples" / "dam" / "texts"
SETTINGS = Settings(workers=1)
REPORTS = 60
NOW = "2031-04-06T08:00:00Z"
# A kill takes nothing from the memory of the kernel: a folder there shows the same as a disk, without its waiting.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
_fork = multiprocessing.get_context("fork")


class Shuffled:
    def __init__(self, offers, seed):
        self._offers = list(offers)
        random.Random(seed).shuffle(self._offers)

    def offers(self):
        return iter(self._offers)


def write_reports(folder: Path) -> None:
    texts = [file.read_text() for file in sorted(EXAMPLE.glob("*.txt"))]
    for number in range(REPORTS):
        # every fourth one is a copy of another, every tenth cannot be read
        text = texts[number % 5] + f"\nReport {number - number % 4}.\n" * (number > 4)
        (folder / f"{number:03}.txt").write_text(text)
        if number % 10 == 0:
            (folder / f"{number:03}.pdf").write_bytes(b"%PDF-1.7")


def collecting(store: str, offers, seed: int, said: int) -> None:
    opened = open_store(store, wait=20)
    collect(
        opened, [Shuffled(offers, seed)], what="loop", clock=lambda: NOW,
        told=lambda offered, _: os.write(said, offered.id.encode() + b"\n"),
    )  # fmt: skip
    opened.close()


def killed(work, *arguments, within: float, rng) -> bool:
    child = _fork.Process(target=work, args=arguments)
    child.start()
    child.join(rng.random() * within)
    alive = child.exitcode is None
    if alive:
        os.kill(child.pid, 9)
    child.join()
    assert alive or child.exitcode == 0, child.exitcode
    return alive


def look(store: str, acknowledged: set[str]) -> int:
    """Open what a kill left behind: it must be sound, and hold everything that was acknowledged."""
    if not Path(store).exists():
        assert not acknowledged, "acknowledged, and no store"
        return 0
    opened = open_store(store, wait=20)
    try:
        breaches = opened.upkeep.check()
        assert breaches == [], breaches
        there = {sighting.id for _, sighting in opened.documents.offers()}
        assert acknowledged <= there, f"lost: {acknowledged - there}"
        return len(there)
    finally:
        opened.close()


def kill_collectors(kills: int, folder: Path, reports: Path, rng) -> tuple[str, int]:
    offers, done, number = list(offers_under([reports])), 0, 0
    while True:
        store, number = str(folder / f"{number}.db"), number + 1
        acknowledged: set[str] = set()
        fresh = 0
        while fresh < 20 and done < kills:
            reading, writing = os.pipe()
            within = 0.02 if fresh == 0 else 0.3
            died = killed(collecting, store, offers, rng.random(), writing, within=within, rng=rng)
            os.close(writing)
            with os.fdopen(reading) as said:
                acknowledged |= {line.strip() for line in said if line.endswith("\n")}
            look(store, acknowledged)
            done, fresh = done + died, fresh + died
        if done >= kills:
            reading, writing = os.pipe()
            os.set_blocking(writing, False)
            collecting(store, offers, 0, writing)
            assert look(store, acknowledged) == len(offers)
            return store, done


def updating(store: str) -> None:
    opened = open_store(store, wait=20)
    update_store(opened, now=NOW, settings=SETTINGS)
    opened.close()


def main(kills: int, update_kills: int) -> None:
    rng, began = random.Random(kills), time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder, reports = Path(name, "stores"), Path(name, "reports")
        folder.mkdir()
        reports.mkdir()
        write_reports(reports)
        store, done = kill_collectors(kills, folder, reports, rng)
        opened = open_store(store, write=False)
        assert list(opened.documents.taken()) == list(gather_reports([reports]).intake.sources)
        opened.close()
        same = kill_updaters(update_kills, folder, rng)
    figures = {"kills": done, "update_kills": same, "seconds": round(time.monotonic() - began)}
    sys.stdout.write(json.dumps(figures) + "\n")


def kill_updaters(kills: int, folder: Path, rng) -> int:
    store, done = str(folder / "update.db"), 0
    batch = Record(read_paths([EXAMPLE], settings=SETTINGS)).to_json()
    opened = open_store(store)
    collect(opened, [Shuffled(offers_under([EXAMPLE]), 3)], what="loop", clock=lambda: NOW)
    opened.close()
    while done < kills and killed(updating, store, within=3.0, rng=rng):
        done += 1
        look(store, set())
    updating(store)
    opened = open_store(store, write=False)
    assert Record(opened.stories.record()).to_json() == batch
    assert opened.upkeep.check() == []
    opened.close()
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
