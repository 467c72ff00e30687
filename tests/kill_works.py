"""The works that `kill_loop` kills: each takes the name of a store and a way to acknowledge what is safe in it."""

import random
import re
from pathlib import Path

from rashomon.desk.collect import collect
from rashomon.desk.moving import import_file
from rashomon.stores.sqlite_open import open_sqlite
from rashomon.stores.steps import steps
from rashomon.stores.store import open_store
from rashomon.wiring import update_store

EXAMPLE = Path(__file__).parents[1] / "examples" / "dam" / "texts"
REPORTS = 60
NOW = "2031-04-06T08:00:00Z"


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


def collecting(offers, rng):
    def work(place, acknowledge):
        store = open_store(place, wait=20)
        source = Shuffled(offers, rng.random())
        collect(
            store, [source], what="loop", clock=lambda: NOW, told=lambda offered, *_: acknowledge(offered.id)
        )
        store.close()

    return work


def updating(settings):
    def work(place, acknowledge):
        store = open_store(place, wait=20)
        # when this is told, that many pieces of the work are in the store
        done = {"read": 0, "compare": 0}

        def progress(stage, number, _):
            if stage in done:
                done[stage] = number
                acknowledge(f"work {sum(done.values())}")

        update_store(store, now=NOW, settings=settings, progress=progress)
        store.close()

    return work


def importing(exported):
    return lambda place, _: import_into(place, exported)


def import_into(place, exported):
    store = open_store(place, wait=20)
    import_file(store, exported)
    store.close()


def backing_up(place, acknowledge):
    store = open_store(place, write=False)
    # killed after its last word, it is done: a second copy would be refused, as it should
    if not Path(f"{place}.copy").exists():
        store.upkeep.backup(Path(f"{place}.copy"))
    acknowledge("copied")
    store.close()


def shrinking(place, _):
    store = open_store(place, wait=20)
    store.upkeep.vacuum()
    store.close()


def moving_up(place, _):
    open_store(place, wait=20).close()


def older(place: str) -> str:
    """Take the last step of the schema back, as if a program before this one had made the store."""
    known = steps("sqlite")
    db, lock = open_sqlite(Path(place))
    last = " ".join(known[-1].statements)
    for trigger in re.findall(r"CREATE TRIGGER (\w+)", last):
        db.rows(f"DROP TRIGGER {trigger}")
    for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", last):
        db.rows(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in re.findall(r"CREATE TABLE (\w+)", last):
        db.rows(f"DROP TABLE {table}")
    db.rows(f"PRAGMA user_version = {len(known) - 1}")
    db.close()
    lock.close()
    return place
