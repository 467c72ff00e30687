"""A row that was damaged and still reads like one is found by the check, and a collector at work is no damage."""

import random
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.kill_works import older
from tests.test_store_faults import _counted
from tests.test_stores import NOW, offer, take

from rashomon.spans import cut
from rashomon.stores.seals import SEALED, unsealed
from rashomon.stores.store import open_store
from rashomon.storing import StoreError
from rashomon.types import Decision


def fill(store):
    _counted(store, [])
    store.feeds.keep_sites({"a.example": b"known"})
    (rain, *_) = store.documents.articles()
    words = (cut(rain, 0, 4),)
    store.decisions.add(Decision("same-story", rain.id, "a2", words, words, "no", "ada"), NOW)
    take(
        store,
        offer("a.txt", "Rain fell. " * 900),
        *(offer(f"{n}.txt", f"Snow fell {n} times.") for n in range(6)),
    )
    store.db.rows("INSERT INTO moved (id, article) VALUES ('y0', 'a0')")


def columns(table):
    letters, numbers = SEALED[table]
    return [*letters.split(), *numbers.split()]


def rows(store):
    names = {table: ", ".join(f'"{name}"' for name in columns(table)) for table in SEALED}
    kept = {table: store.db.rows(f"SELECT {names[table]} FROM {table} ORDER BY 1, 2") for table in SEALED}
    return kept, [store.stories.search(words) for words in ("rain", "snow fell", "3", "times")]


def blind(store):
    """Let rows be changed as a failing disk changes them: nobody is told, and no seal follows."""
    if store.db.dialect == "postgres":
        store.db.rows("SET session_replication_role = replica")
        store.db.rows("ALTER TABLE passage ALTER COLUMN number DROP IDENTITY")
        for table in SEALED:
            store.db.rows(f"ALTER TABLE {table} ALTER COLUMN seal DROP EXPRESSION")
        return
    store.db.rows("PRAGMA foreign_keys = OFF")
    for (name,) in store.db.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        store.db.rows(f"DROP TRIGGER {name}")


def other(store, table, name):
    """Return what else could stand in a column: a thousand more, a letter more, a byte more."""
    if name in SEALED[table][1].split():
        return f'"{name}" + 1000'
    (kept,) = store.db.rows(f'SELECT "{name}" FROM {table} LIMIT 1')[0]
    if not isinstance(kept, bytes):
        return f"""coalesce("{name}", '') || 'x'"""
    return (
        f"CAST(\"{name}\" || x'00' AS BLOB)"
        if store.db.dialect == "sqlite"
        else f"\"{name}\" || decode('00', 'hex')"
    )


def noticed(store, table, name):
    """Say whether another value in one column is noticed, and take it back."""
    question = dict(unsealed(store.db.dialect))[table]
    assert store.db.rows(question) == []
    found = []
    with suppress(ZeroDivisionError), store.db.transaction():
        store.db.rows(f'UPDATE {table} SET "{name}" = {other(store, table, name)}')
        found = store.db.rows(question)
        raise ZeroDivisionError
    return found != []


def test_whatever_is_changed_in_a_row_behind_the_back_of_the_store_is_found(store):
    fill(store)
    assert store.upkeep.check() == []
    assert all(rows(store)[0].values())
    blind(store)
    missed = [(table, name) for table in SEALED for name in columns(table) if not noticed(store, table, name)]

    assert missed == []
    store.db.rows("UPDATE sighting SET last_seen = '2031-04-07T08:00:00Z' WHERE source = '3.txt'")
    assert [line.partition(" ")[0] for line in store.upkeep.check()] == ["sighting"]


def test_what_the_store_changes_itself_keeps_its_seal(store):
    fill(store)
    run = store.documents.begin("again", NOW)
    again = offer("a.txt", "Rain fell. " * 900)[0]
    assert store.documents.again(again.id, run, NOW) == "duplicate"
    store.documents.end(run, NOW)
    store.inbox.tried("h1")
    (waiting,) = store.feeds.waiting()
    store.feeds.later(waiting)
    store.feeds.done(waiting, again.id)
    store.feeds.keep_sites({"a.example": b"known better"})
    store.readings.keep_part("k", "maker", b"another part")

    assert store.upkeep.check() == []


def flipped(path, whole, places):
    """Flip one bit of a store at each place and return those that nobody noticed, though they changed what is read."""
    copy, missed, found = path.with_name("flipped.db"), [], 0
    with closing(open_store(path, write=False)) as store:
        before = rows(store)
    for place, bit in places:
        raw = bytearray(whole)
        raw[place] ^= 1 << bit
        copy.write_bytes(raw)
        try:
            with closing(open_store(copy, write=False)) as store:
                noticed = bool(store.upkeep.check())
                same = noticed or rows(store) == before
        except StoreError:
            noticed = same = True
        found += noticed
        missed += [] if same else [(place, bit)]
    return missed, found


def flip(tmp_path, count, seed):
    path = tmp_path / "n.db"
    with closing(open_store(path)) as store:
        fill(store)
        # no page is left that nothing stands on
        store.upkeep.vacuum()
    whole = path.read_bytes()
    written = [place for place, byte in enumerate(whole) if byte]
    rng = random.Random(seed)
    missed, found = flipped(path, whole, [(rng.choice(written), rng.randrange(8)) for _ in range(count)])
    assert missed == []
    assert found > count / 2


def test_a_bit_that_turns_in_the_file_is_found_or_changes_nothing_that_is_read(tmp_path):
    flip(tmp_path, 150, 1)


def test_a_letter_that_turns_in_the_name_of_a_column_is_found(tmp_path):
    path, copy = tmp_path / "n.db", tmp_path / "turned.db"
    with closing(open_store(path)) as store:
        fill(store)
        store.upkeep.vacuum()
    whole = path.read_bytes()
    at = whole.index(b"CREATE TABLE inbox")
    copy.write_bytes(whole[:at] + whole[at:].replace(b"packed", b"pqcked", 1))
    with closing(open_store(copy, write=False)) as store:
        assert "inbox: its column packed is missing" in store.upkeep.check()


@pytest.mark.slow
@pytest.mark.nightly
def test_none_of_ten_thousand_bits_that_turn_in_the_file_goes_unseen(tmp_path):
    flip(tmp_path, 10_000, 2)


def test_81_a_store_that_moves_up_has_a_seal_on_every_row(tmp_path):
    path = tmp_path / "n.db"
    with closing(open_store(path)) as store:
        fill(store)
        before = rows(store)
    older(str(path))
    with closing(open_store(path)) as store:
        assert rows(store) == before
        assert store.upkeep.check() == []
        blind(store)
        store.db.rows("UPDATE passage SET words = x'00' WHERE number = 1")
        assert [line.partition(":")[0] for line in store.upkeep.check()] == ["passage 1", "passage 1"]
    assert Path(f"{path}.before-seals").exists()


def test_81_a_store_in_postgres_that_moves_up_has_a_seal_on_every_row(postgres):
    place = f"{postgres}#unsealed"
    with closing(open_store(place)) as store:
        fill(store)
        for table in SEALED:
            store.db.rows(f"ALTER TABLE {table} DROP COLUMN seal")
        store.db.rows("DROP FUNCTION seal_of_words")
        store.db.rows("DELETE FROM rashomon_steps WHERE name = 'seals'")
    with closing(open_store(place)) as store:
        assert store.upkeep.check() == []
        blind(store)
        store.db.rows("UPDATE passage SET words = '{hail}'")
        assert {line.partition(" ")[0] for line in store.upkeep.check()} == {"passage"}


COLLECTOR = """
import sys
from rashomon.stores.store import open_store
from tests.test_stores import offer, take
store = open_store(sys.argv[1])
number = 0
while True:
    number += 1
    take(store, offer(f"{number}.txt", f"Rain fell {number} times."))
    print(number, flush=True)
"""


def test_a_store_that_is_checked_while_a_collector_writes_holds(place):
    open_store(place).close()
    with subprocess.Popen(
        [sys.executable, "-c", COLLECTOR, place], stdout=subprocess.PIPE, text=True
    ) as child:
        said, grown = [], []
        assert child.stdout
        assert child.stdout.readline() == "1\n"
        for _ in range(25):
            with closing(open_store(place, write=False)) as store:
                said += store.upkeep.check()
                grown.append(store.documents.counts().offered)
        child.kill()

    assert said == []
    assert grown[-1] > grown[0]
