"""What grouping kept and was damaged since is refused, counted once and made anew: the grouping is that of a sound store."""

import zlib

import msgspec
import numpy as np
import pytest
from tests.kill_works import EXAMPLE
from tests.test_group_remembered import dated, grouped, memory_of, reports

from rashomon.desk.collect import Folders, collect
from rashomon.group.stories_kept import pack_account, unpack_account
from rashomon.group.stories_sheets import Sheet
from rashomon.group.stories_window_kept import window_of
from rashomon.spans import cut
from rashomon.stores.store import open_store
from rashomon.types import Span
from rashomon.wiring import Settings, update_store

NOW = "2031-04-06T08:00:00Z"
PLAIN = Settings(models="none", workers=1)
# past the number up to which every pair is looked at for copies; one has days and weekdays
SOME = [dated(), *reports(44)]
encode = msgspec.msgpack.encode


def account(**other):
    return lambda packed: pack_account(msgspec.structs.replace(unpack_account(packed), **other))


def laid(change):
    def damage(packed):
        held = unpack_account(packed)
        sheet = held.sheet
        return pack_account(
            msgspec.structs.replace(held, sheet=Sheet(*change(sheet.codes, sheet.weights, sheet.marks)))
        )

    return damage


def figure(column, value):
    def damage(packed):
        held = unpack_account(packed)
        figures = held.figures.copy()
        figures[column] = value
        return pack_account(msgspec.structs.replace(held, figures=figures))

    return damage


def raw(place, value):
    """Put other bytes or another value at a place of an account, as it is packed."""

    def damage(packed):
        held = msgspec.msgpack.decode(packed)
        held[place] = value(held[place])
        return encode(held)

    return damage


def window(name, change):
    def damage(packed):
        kept = window_of(packed)
        return encode(
            msgspec.structs.replace(kept, **{name: change(getattr(kept, name))}), order="deterministic"
        )

    return damage


def rows(change):
    def damage(packed):
        held = np.frombuffer(packed, dtype="<i4").reshape(-1, 3).copy()
        change(held)
        return held.tobytes()

    return damage


def at(row, column, value):
    def change(held):
        held[row, column] = value

    return rows(change)


def passages(change):
    def damage(packed):
        row = msgspec.msgpack.decode(packed)
        return encode({key: [change(*one) for one in found] for key, found in row.items()})

    return damage


def turned(codes, weights, marks):
    return codes[::-1], weights, marks


ANY = {
    "nothing": lambda packed: b"",
    "letters": lambda packed: b"no work of ours",
    "another noun": lambda packed: encode({"rain": "fell"}),
    "lists without end": lambda packed: b"\x91" * 100_000,
    "cut off": lambda packed: packed[:-3],
}
OWN = {
    "account": {
        "another report": account(id="r001"),
        "a span that is not there": account(named=(("rain", Span("d", 3, 7, "rain")),)),
        "a span past the end": account(weekdays=((4, Span("d", 3, 900, "rain")),)),
        "a weekday that is none": account(weekdays=((7, cut(SOME[0].article, 47, 53)),)),
        "a date that is none": account(dates=frozenset({(13, 1)})),
        "no days": account(days=()),
        "a weight that is no number": account(words={"rain": float("nan")}),
        "no words to look for": account(telling=()),
        "words that are not weighed": account(words={}),
        "codes cut": raw(10, lambda held: held[:-1]),
        "a row short": raw(11, lambda held: held[:-24]),
        "a mark short": raw(12, lambda held: held[:-1]),
        "a figure short": raw(13, lambda held: held[:-8]),
        "words out of order": laid(turned),
        "a weight that is none": laid(lambda codes, weights, marks: (codes, weights * np.nan, marks)),
        "a length that is no number": figure(0, np.nan),
        "weekdays that are none": figure(7, 500),
        "a month that is none": figure(9, 13),
    },
    "shingles": {
        "half a code": lambda packed: packed[:-4],
        "out of order": lambda packed: packed[8:] + packed[:8],
        "of another text": lambda packed: np.arange(len(packed) // 8, dtype="<u8").tobytes(),
    },
    "passages": {
        "past the end": passages(lambda a, b, c, d, kind: (a, b, c, 90_000, kind)),
        "backwards": passages(lambda a, b, c, d, kind: (b, a, c, d, kind)),
        "before the beginning": passages(lambda a, b, c, d, kind: (-4, b, c, d, kind)),
        "another kind": passages(lambda a, b, c, d, kind: (a, b, c, d, "rain")),
        "other words": passages(lambda a, b, c, d, kind: (a, b, c, d - 4, kind)),
    },
    "window": {
        "a report twice": window("reports", lambda held: (held[0], *held)),
        "pairs cut": window("pairs", lambda held: held[:-2]),
        "a pair of a report that is not there": window("pairs", at(0, 1, 99)),
        "a pair of a report before the first": window("pairs", at(0, 0, -1)),
        "a pair twice": window("pairs", lambda held: held + held[:12]),
        "a figure that is none": window("pairs", at(0, 2, 2_000_000)),
        "a pair of itself": window("pairs", rows(lambda held: held.__setitem__((0, 1), held[0, 0]))),
        "a story missing": window("stories", lambda held: held[1:]),
        "a story twice": window("stories", lambda held: (held[0], *held)),
        "an area of nobody": window("areas", lambda held: {"nobody": 1}),
        "merges of nobody": window("merges", lambda held: ((("nobody",), ()),)),
    },
}
FAULTS = [(kind, what, damage) for kind, own in OWN.items() for what, damage in (ANY | own).items()]


@pytest.fixture
def db(tmp_path):
    """A store with all that grouping keeps of SOME; the path of damage does not depend on the database."""
    store = open_store(tmp_path / "news.db")
    store.db.rows("PRAGMA synchronous = OFF")
    yield store
    store.close()


def damaged(store, kind, damage):
    """Damage the row of this kind that is kept of the first report that has one; return how it was."""
    maker = f"{kind}:rules"
    kept = store.readings.parts(maker)
    memory = memory_of(store)
    key = next(key for reading in SOME if (key := memory.key(reading.article)) in kept and len(kept[key]) > 1)
    store.readings.keep_part(key, maker, damage(kept[key]))
    return kept


@pytest.mark.parametrize(("kind", "what", "damage"), FAULTS, ids=[f"{k}: {w}" for k, w, _ in FAULTS])
def test_kept_grouping_that_is_unsound_is_refused_once_and_made_anew(db, kind, what, damage, caplog):
    sound = grouped(SOME, memory_of(db))
    before = damaged(db, kind, damage)

    memory = memory_of(db)
    assert grouped(SOME, memory) == sound
    assert memory.refused == 1
    assert f"{kind}: " in caplog.text
    assert db.readings.parts(f"{kind}:rules") == before
    again = memory_of(db)
    assert (grouped(SOME, again), again.refused) == (sound, 0)


def test_a_report_whose_shingles_are_gone_is_still_held_against_the_others(db):
    sound = grouped(SOME, memory_of(db))
    parts = db.readings.parts("shingles:rules")
    db.readings.keep_parts("shingles:rules", dict.fromkeys(parts, b""))
    memory = memory_of(db)
    assert grouped(SOME, memory) == sound
    assert memory.refused == len(SOME)


def test_a_window_that_cannot_be_unpacked_is_refused_once_beside_whichever_report_it_was_kept(db):
    grouped(SOME[1:], memory_of(db))
    db.db.rows("UPDATE work SET packed = ? WHERE maker = 'window:rules'", (b"\x00",))
    memory, again = memory_of(db), memory_of(db)
    sound = grouped(SOME)
    assert (grouped(SOME, memory), memory.refused) == (sound, 1)
    assert (grouped(SOME, again), again.refused) == (sound, 0)


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """A store that was brought up to date, and its record."""
    store = open_store(tmp_path_factory.mktemp("news") / "news.db")
    collect(store, [Folders((str(EXAMPLE),))], what="test", clock=lambda: NOW)
    update_store(store, now=NOW, settings=PLAIN)
    yield store, msgspec.json.encode(store.stories.record())
    store.close()


@pytest.mark.parametrize(
    "packed", [b"\x00", zlib.compress(b"no work of ours"), zlib.compress(encode(["rain"]))]
)
def test_an_update_over_a_store_of_damaged_rows_refuses_each_row_once(news, packed):
    store, record = news
    rows = store.db.rows("SELECT count(*) FROM work")[0][0]
    store.db.rows("UPDATE work SET packed = ?", (packed,))

    done = update_store(store, now=NOW, settings=PLAIN)
    assert done.refused == rows
    assert msgspec.json.encode(store.stories.record()) == record
    assert update_store(store, now=NOW, settings=PLAIN).refused == 0
