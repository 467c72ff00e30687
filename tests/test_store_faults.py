"""Disks that fill and fail, files that are no stores, older and newer schemas. Numbers are cases of the fault list."""

import errno
import json
import os
import stat
import subprocess
import sys
import time
from contextlib import closing, suppress
from time import perf_counter
from types import SimpleNamespace

import apsw
import msgspec
import psycopg
import pytest
from tests.test_stores import NOW, offer, record_of, take, telling

from rashomon.desk.moving import export_file
from rashomon.stored import Asked, Counts, FeedState, Handed, Waiting
from rashomon.stores import steps as steps_module
from rashomon.stores.database import pack
from rashomon.stores.postgres import open_postgres
from rashomon.stores.sqlite_open import open_sqlite
from rashomon.stores.store import open_store
from rashomon.storing import StoreBusyError, StoreError


class _FailingFile(apsw.VFSFile):
    def __init__(self, vfs, name, flags):
        self._faults = vfs.faults
        super().__init__(vfs.base, name, flags)

    def xRead(self, amount, offset):  # noqa: N802
        self._faults.step("read")
        return super().xRead(amount, offset)

    def xWrite(self, data, offset):  # noqa: N802  (the names are SQLite's)
        self._faults.step("write")
        return super().xWrite(data, offset)

    def xSync(self, flags):  # noqa: N802
        self._faults.step("sync")
        return super().xSync(flags)

    def xTruncate(self, size):  # noqa: N802
        self._faults.step("write")
        return super().xTruncate(size)


class FailingDisk(apsw.VFS):
    """SQLite's own way to the disk, failing at the Nth call, and at every one after it unless once only."""

    def __init__(self, name, faults):
        self.vfs_name, self.base, self.faults = name, "", faults
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802
        self.faults.step("open")
        return _FailingFile(self, name, flags)


class Faults:
    def __init__(self, error, *, once=False):
        self.error, self.at, self.calls, self.kinds = error, None, 0, ("write", "sync")
        self.once = once

    def step(self, kind):
        if kind not in self.kinds:
            return
        self.calls += 1
        if self.at is not None and (self.calls == self.at if self.once else self.calls >= self.at):
            raise self.error("simulated")


ERRORS = {"79_enospc": apsw.FullError, "79_eio": apsw.IOError}


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        (("write", "sync"), "79_enospc"),
        (("write", "sync"), "79_eio"),
        (("sync",), "79_eio"),
        (("read",), "79_eio"),
    ],
)
def test_79_a_disk_that_fails_at_any_call_leaves_a_sound_store(tmp_path, kinds, error):
    faults = Faults(ERRORS[error])
    faults.kinds = kinds
    disk = FailingDisk(f"failing-{error}-{'-'.join(kinds)}", faults)
    said, at = [], 0
    while True:
        at += 1
        path = tmp_path / f"{at}.db"
        open_store(path).close()
        faults.at, faults.calls = at, 0
        acknowledged = []
        try:
            store = open_store(path, vfs=disk.vfs_name)
            try:
                _counted(store, acknowledged)
            finally:
                store.close()
        except StoreError as problem:
            said.append(str(problem))
        passed = faults.calls < at
        faults.at = None
        store = open_store(path)
        assert store.upkeep.check() == [], at
        assert set(acknowledged) <= {sighting.id for _, sighting in store.documents.offers()}, at
        # the mark of a feed is there with its entry, or neither is
        marked = [feed.url for feed in store.feeds.feeds() if feed.etag]
        assert marked == [entry.feed for entry in store.feeds.waiting()], at
        store.close()
        if passed:
            break

    assert len(said) >= 5
    assert all("the disk is full" in line or "writing the file failed" in line for line in said)


@pytest.mark.parametrize("error", ["79_enospc", "79_eio"])
def test_79_a_store_that_cannot_be_made_leaves_nothing_behind(tmp_path, error):
    faults = Faults(ERRORS[error])
    disk = FailingDisk(f"failing-new-{error}", faults)
    path, at = tmp_path / "n.db", 0
    while not path.exists():
        at += 1
        faults.at, faults.calls = at, 0
        try:
            open_store(path, vfs=disk.vfs_name).close()
        except StoreError:
            # a store that is there was made whole, and the fault came after
            left = {file.name for file in tmp_path.iterdir()}
            assert left == {"n.db.lock"} or "n.db" in left, at
    faults.at = None

    assert at > 5
    with closing(open_store(path)) as store:
        assert store.upkeep.check() == []


def test_79_a_disk_without_room_for_the_index_of_the_log_is_called_full(tmp_path, monkeypatch):
    open_store(tmp_path / "n.db").close()
    faults = Faults(apsw.IOError)
    faults.at = 1
    disk = FailingDisk("failing-index", faults)
    monkeypatch.setattr("rashomon.stores.sqlite.shutil.disk_usage", lambda _: SimpleNamespace(free=4_096))
    with (
        pytest.raises(StoreError, match="the disk is full"),
        closing(open_store(tmp_path / "n.db", vfs=disk.vfs_name)) as store,
    ):
        take(store, offer("a.txt", "Rain fell."))


def test_79_a_folder_that_cannot_be_synced_is_told_of_by_name(tmp_path, monkeypatch):
    def fails(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("rashomon.stores.sqlite_open.os.fsync", fails)
    with pytest.raises(StoreError, match=r"n\.db: cannot be put in its place \(Input/output error\)"):
        open_store(tmp_path / "n.db")


@pytest.mark.slow
@pytest.mark.parametrize("error", ["79_enospc", "79_eio"])
def test_79_a_disk_that_fails_once_and_works_again_loses_nothing_that_was_acknowledged(tmp_path, error):
    faults = Faults(ERRORS[error], once=True)
    disk = FailingDisk(f"failing-once-{error}", faults)
    at, told = 0, 0
    while True:
        at += 1
        path = tmp_path / f"{at}.db"
        open_store(path).close()
        faults.at, faults.calls = at, 0
        acknowledged = []
        with suppress(StoreError), closing(open_store(path, vfs=disk.vfs_name)) as store:
            for _ in range(2):
                # whoever is told of a fault tries again, in the same process: the disk has room by then
                try:
                    _counted(store, acknowledged)
                except StoreError:
                    told += 1
        passed = faults.calls < at
        faults.at = None
        with closing(open_store(path)) as store:
            assert store.upkeep.check() == [], at
            assert set(acknowledged) <= {sighting.id for _, sighting in store.documents.offers()}, at
        if passed:
            break

    assert told >= 5


@pytest.mark.parametrize("at", [1, 2])
def test_79_where_no_file_can_be_opened_the_store_is_named_and_stays_as_it_is(tmp_path, at):
    path = tmp_path / "n.db"
    store = open_store(path)
    take(store, offer("a.txt", "Rain fell."))
    store.close()
    # what SQLite hears where no inode is left, or the file system may not be written: of the file, then of its log
    faults = Faults(apsw.CantOpenError)
    faults.kinds, faults.at = ("open",), at
    disk = FailingDisk(f"failing-open-{at}", faults)

    with pytest.raises(StoreError, match=r"n\.db: it cannot be opened"):
        open_store(path, vfs=disk.vfs_name)
    store = open_store(path)
    assert [article.text for article in store.documents.articles()] == ["Rain fell."]
    assert store.upkeep.check() == []
    store.close()


def _counted(store, acknowledged):
    run = store.documents.begin("test", NOW)
    for name, text in (
        ("a.txt", "Rain fell. " * 900),
        ("b.txt", "Snow fell."),
        ("c.txt", "Rain fell. " * 900),
    ):
        offered, read = offer(name, text)
        store.documents.take(offered, read, run, NOW)
        acknowledged.append(offered.id)
    one = offer("a.txt", "Rain fell. " * 900)[1].article
    store.stories.save(record_of(one, story="y1"), [telling("y1", one)], NOW)
    feed = FeedState("http://a.example/feed", etag='"1"')
    store.feeds.add(FeedState(feed.url))
    store.feeds.polled(feed, [Waiting(feed.url, "1", "d1", "", b"packed")])
    store.feeds.keep_asked(Asked(FeedState("http://a.example/1"), acknowledged[0]))
    store.readings.keep_part("k", "maker", b"part")
    store.inbox.add(Handed("h1", "a report", NOW, b"packed"))


def test_79_a_store_that_may_not_be_written_is_named(tmp_path):
    path = tmp_path / "folder" / "n.db"
    with pytest.raises(StoreError, match=r"cannot be made \(No such file"):
        open_store(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
def test_79_a_folder_without_the_right_to_write_is_named(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    code = f"from rashomon.stores.store import open_store\nopen_store({str(tmp_path / 'n.db')!r})"
    done = subprocess.run(
        [sys.executable, "-c", _as_nobody(code)], capture_output=True, text=True, check=False
    )

    assert "StoreError" in done.stderr
    assert "cannot be made (Permission denied)" in done.stderr


def _as_nobody(code):
    # everything is imported before the rights go, so that only the store meets them
    return f"import os, rashomon.stores.store\nos.setuid(65534)\n{code}"


def test_a_library_that_may_damage_a_store_is_refused_before_it_touches_it(tmp_path, monkeypatch):
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(StoreError, match=r"SQLite 3\.51\.2 may damage a store"):
        open_store(tmp_path / "n.db")
    assert not (tmp_path / "n.db").exists()

    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.3")
    open_store(tmp_path / "n.db").close()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "an empty file"),
        (b"hello, I am a text\n" * 50, "no SQLite database"),
        (b"SQLite format 3\x00", "cut off|no SQLite database|damaged"),
    ],
)
def test_81_what_is_no_store_is_refused_and_left_as_it_is(tmp_path, content, says):
    path = tmp_path / "n.db"
    path.write_bytes(content)
    for write in (True, False):
        with pytest.raises(StoreError, match=says):
            open_store(path, write=write)

    assert path.read_bytes() == content


def test_81_a_store_cut_off_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "n.db"
    store = open_store(path)
    take(store, offer("a.txt", "Rain fell."))
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(StoreError, match="cut off"):
        open_store(path)
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_81_a_damaged_page_is_found_by_the_check(tmp_path):
    path = tmp_path / "n.db"
    store = open_store(path)
    take(store, *(offer(f"{n}.txt", f"Rain fell {n} times. " * 50) for n in range(50)))
    store.close()
    raw = bytearray(path.read_bytes())
    raw[8 * 4096 : 20 * 4096] = os.urandom(12 * 4096)
    path.write_bytes(raw)

    store = open_store(path, write=False)
    assert store.upkeep.check() != []
    store.close()


def test_81_another_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "n.db"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match="no store of Rashomon"):
        open_store(path, write=False)
    with pytest.raises(StoreError, match="no store of Rashomon"):
        open_store(path)
    assert path.read_bytes() == before


def test_81_another_schema_of_postgres_is_refused(postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA kitchen")
        connection.execute("CREATE TABLE kitchen.recipes (name TEXT)")

    with pytest.raises(StoreError, match="no store of Rashomon"):
        open_store(f"{postgres}#kitchen")


def _without_last(dialect):
    return steps_module.steps(dialect)[:-1]


def test_81_an_older_store_moves_up_with_a_copy_made_before(tmp_path):
    path = tmp_path / "n.db"
    db, lock = open_sqlite(path, through=_without_last("sqlite"))
    db.close()
    lock.close()
    with pytest.raises(StoreError, match="is older than"):
        open_store(path, write=False)

    store = open_store(path)
    assert store.upkeep.facts()["schema"] == len(steps_module.steps("sqlite"))
    assert store.feeds.feeds() == []
    store.feeds.keep_asked(Asked(FeedState("http://a.example/1", etag='"1"')))
    assert store.feeds.asked("http://a.example/1").state.etag == '"1"'
    assert store.upkeep.check() == []
    store.close()
    kept = tmp_path / "n.db.before-seals"
    assert kept.exists()
    copy, lock = open_sqlite(kept, through=_without_last("sqlite"))
    assert copy.rows("PRAGMA user_version") == [(len(steps_module.steps("sqlite")) - 1,)]
    copy.close()
    lock.close()


def test_81_a_step_that_fails_leaves_the_older_store(tmp_path):
    path = tmp_path / "n.db"
    known = steps_module.steps("sqlite")
    open_store(path).close()
    broken = (*known, steps_module.Step("broken", ("CREATE TABLE fresh (x TEXT) STRICT", "CREATE NONSENSE")))
    with pytest.raises(StoreError):
        open_sqlite(path, through=broken)

    store = open_store(path)
    assert store.upkeep.facts()["schema"] == len(known)
    assert store.db.rows("SELECT name FROM sqlite_schema WHERE name = 'fresh'") == []
    store.close()


def test_81_an_older_store_in_postgres_moves_up_with_a_copy_made_before(postgres):
    open_postgres(postgres, schema="older", through=_without_last("postgres")).close()
    store = open_store(f"{postgres}#older")

    assert store.feeds.waiting() == []
    assert store.inbox.waiting() == []
    assert store.db.rows("SELECT count(*) FROM older_before_seals.rashomon_steps")[0][0] == 8
    store.close()


def test_81_a_newer_store_is_refused(tmp_path, postgres):
    path = tmp_path / "n.db"
    open_store(path).close()
    with pytest.raises(StoreError, match="newer Rashomon"):
        open_sqlite(path, through=_without_last("sqlite"))
    open_store(f"{postgres}#newer").close()
    with pytest.raises(StoreError, match="newer Rashomon"):
        open_postgres(postgres, schema="newer", through=_without_last("postgres"))


def test_a_backup_is_a_store_and_never_overwrites(tmp_path):
    store = open_store(tmp_path / "n.db")
    take(store, offer("a.txt", "Rain fell."))
    store.upkeep.backup(tmp_path / "copy.db")
    with pytest.raises(StoreError, match="never overwrites"):
        store.upkeep.backup(tmp_path / "copy.db")
    store.close()

    copy = open_store(tmp_path / "copy.db")
    assert [article.text for article in copy.documents.articles()] == ["Rain fell."]
    assert copy.upkeep.check() == []
    copy.close()


@pytest.mark.parametrize(
    ("change", "finds"),
    [
        ("UPDATE raw SET packed = x'00'", "its bytes are not what was offered"),
        ("UPDATE tally SET number = 7 WHERE fate = 'ingested'", "totals: ingested was counted 7 times"),
        ("UPDATE article SET key = 'x'", "is not what was kept"),
        ("DELETE FROM word_index", "in the index"),
        ("UPDATE sighting SET outcome = 'skipped'", "says read and has no article"),
        ("UPDATE article SET story = 'gone'", "a story that is not there"),
    ],
)
def test_the_check_finds_what_was_changed_behind_its_back(tmp_path, change, finds):
    store = open_store(tmp_path / "n.db")
    take(store, offer("a.txt", "Rain fell."))
    store.db.rows(change)

    assert any(finds in line for line in store.upkeep.check())
    store.close()


def test_a_store_shrinks_when_it_is_vacuumed(tmp_path):
    store = open_store(tmp_path / "n.db")
    store.readings.keep_part("k", "old", os.urandom(3_000_000))
    store.readings.forget(["new"])
    before = store.upkeep.facts()["bytes"]
    store.upkeep.vacuum()

    assert store.upkeep.facts()["bytes"] < before / 10
    assert store.upkeep.check() == []
    store.close()


def test_a_question_that_takes_too_long_is_ended(tmp_path):
    open_store(tmp_path / "n.db").close()
    store = open_store(tmp_path / "n.db", write=False, seconds=0.2)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreError, match="took too long"):
        store.db.rows(endless)
    assert store.stories.count() == 0
    store.close()


def test_a_question_that_takes_too_long_is_ended_in_postgres(postgres):
    open_store(f"{postgres}#slow").close()
    store = open_store(f"{postgres}#slow", write=False, seconds=0.2)
    with pytest.raises(StoreError, match="took too long"):
        store.db.rows("SELECT pg_sleep(5)")
    store.close()


def test_80_two_collectors_at_once_the_second_waits_for_the_first(tmp_path):
    path = tmp_path / "n.db"
    store = open_store(path)
    code = f"""
import time
from rashomon.stores.store import open_store
print("trying", flush=True)
open_store({str(path)!r}, wait=30)
print(time.monotonic())
"""
    second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert second.stdout.readline() == "trying\n"
    take(store, offer("a.txt", "Rain fell."))
    time.sleep(1)
    assert second.poll() is None
    left = time.monotonic()
    store.close()

    # one clock for both processes: the second came in when the first had left, and no sooner
    assert float(second.communicate(timeout=60)[0]) > left
    assert second.returncode == 0


def test_80_two_collectors_started_at_once_both_come_to_their_end_and_nothing_is_lost_or_counted_twice(
    place, tmp_path
):
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        for number in range(40):
            (tmp_path / name / f"{name}{number}.txt").write_text(
                f"Rain fell on {name} {number} times, officials said."
            )
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "collect",
        "--store",
        place,
        "--json",
    ]
    both = [
        subprocess.Popen(
            [*command, str(tmp_path / name)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in ("north", "south")
    ]
    said = [child.communicate(timeout=120) for child in both]

    assert [child.returncode for child in both] == [0, 0], said
    assert [json.loads(out)["ingested"] for out, _ in said] == [40, 40]
    assert not any("lock" in complaint for _, complaint in said)
    store = open_store(place, write=False)
    assert store.documents.counts() == Counts(80, 80, 0, 0, 0)
    assert store.upkeep.check() == []
    store.close()


def test_79_a_backup_or_an_export_onto_a_full_disk_names_its_target_and_leaves_nothing(tmp_path, monkeypatch):
    store = open_store(tmp_path / "n.db")
    take(store, offer("a.txt", "Rain fell."))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    faults = Faults(apsw.FullError)
    faults.at = 3
    disk = FailingDisk("failing-copy", faults)
    whole = apsw.Connection
    monkeypatch.setattr(
        apsw, "Connection", lambda name, **options: whole(name, **{"vfs": disk.vfs_name, **options})
    )
    with pytest.raises(StoreError, match=r"copy\.db: no backup was made.*the disk is full"):
        store.upkeep.backup(tmp_path / "copy.db")
    monkeypatch.setattr(apsw, "Connection", whole)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"all\.jsonl\.gz: cannot be written \(No space left"):
        export_file(store, tmp_path / "all.jsonl.gz")
    with pytest.raises(StoreError, match="cannot be written"):
        export_file(store, tmp_path / "nowhere" / "all.jsonl.gz")
    monkeypatch.undo()

    assert {file.name for file in tmp_path.iterdir()} - {"n.db", "n.db-wal", "n.db-shm", "n.db.lock"} == set()
    store.upkeep.backup(tmp_path / "copy.db")
    assert store.upkeep.check() == []
    store.close()


def _failing_read(_):
    problem = apsw.IOError("simulated")
    problem.extendedresult = apsw.SQLITE_IOERR_READ
    return problem


def test_79_a_store_that_fails_while_it_is_copied_is_named_and_not_its_copy(tmp_path):
    with closing(open_store(tmp_path / "n.db")) as store:
        take(store, *(offer(f"{n}.txt", f"Rain fell {n} times. " * 50) for n in range(50)))
    faults = Faults(_failing_read)
    faults.kinds = ("read",)
    disk = FailingDisk("failing-source", faults)
    with closing(open_store(tmp_path / "n.db", vfs=disk.vfs_name)) as store:
        faults.at = faults.calls + 3
        with pytest.raises(StoreError, match=r"copy\.db: no backup was made \(\S*/n\.db: reading or writing"):
            store.upkeep.backup(tmp_path / "copy.db")
        faults.at = None
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith("copy")]


@pytest.mark.parametrize("end", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_79_a_backup_that_ends_before_it_is_in_its_place_leaves_nothing(tmp_path, monkeypatch, end):
    def ends(*_):
        raise end

    with closing(open_store(tmp_path / "n.db")) as store:
        monkeypatch.setattr("rashomon.stores.sqlite_open.Path.replace", ends)
        with pytest.raises((KeyboardInterrupt, StoreError)):
            store.upkeep.backup(tmp_path / "copy.db")
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith("copy")]


def test_79_a_copy_made_before_a_store_moves_up_leaves_nothing_on_a_full_disk(tmp_path, monkeypatch):
    db, lock = open_sqlite(tmp_path / "n.db", through=_without_last("sqlite"))
    db.close()
    lock.close()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rashomon.stores.sqlite_open.Path.replace", full)
    with pytest.raises(StoreError, match="No space left"):
        open_store(tmp_path / "n.db")
    assert not [file.name for file in tmp_path.iterdir() if ".before-" in file.name]


@pytest.mark.parametrize("word", ["COMMIT", "ROLLBACK"])
def test_79_a_disk_that_fails_while_work_is_ended_or_undone_is_told_of_in_plain_words(tmp_path, word):
    def refuses(_, sql, __):
        if sql == word:
            raise apsw.IOError("simulated")
        return True

    with closing(open_store(tmp_path / "n.db")) as store:
        store.db._connection.exec_trace = refuses
        with pytest.raises(StoreError, match=r"n\.db: reading or writing the file failed"):
            _worked(store, ends_badly=word == "ROLLBACK")
        store.db._connection.exec_trace = None


def _worked(store, *, ends_badly):
    with store.together():
        if ends_badly:
            raise ValueError


def test_80_the_lock_of_a_killed_writer_is_free(tmp_path):
    path = tmp_path / "n.db"
    code = f"from rashomon.stores.store import open_store\nopen_store({str(path)!r})\nprint('in', flush=True)\nimport time; time.sleep(60)"
    first = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "in\n"
    with pytest.raises(StoreBusyError, match=f"process {first.pid} is writing"):
        open_store(path)
    first.kill()
    first.wait()

    open_store(path).close()


@pytest.mark.slow
def test_a_hundred_thousand_stories_are_listed_and_searched_in_time(tmp_path):
    store = open_store(tmp_path / "n.db")
    store.db.rows("PRAGMA synchronous = OFF")
    model = telling("y", offer("a.txt", "Rain fell on Tarn.")[1].article)
    line, packed = model.headline, b"x" * 2_000
    with store.db.transaction():
        store.db.many(
            "INSERT INTO story (id, day, digest, headline, packed) VALUES (?, ?, '', ?, ?)",
            (
                (f"y{n:06}", day, pack(msgspec.structs.replace(line, id=f"y{n:06}", day=day)), packed)
                for n in range(100_000)
                for day in (f"20{31 + n % 7}-0{1 + n % 9}-{10 + n % 17}",)
            ),
        )
        take_rows = [(f"a{n}", "Rain fell on Tarn.") for n in range(100_000)]
        store.db.many(
            "INSERT INTO article (id, place, sighting, key, packed) VALUES (?, '', '', '', ?)",
            (
                (key, pack(msgspec.structs.replace(offer("a.txt", text)[1].article, id=key)))
                for key, text in take_rows
            ),
        )
        store.db.many(
            "INSERT INTO passage (kind, id, article, start, stop) VALUES ('article', ?, ?, 0, 18)",
            ((key, key) for key, _ in take_rows),
        )
        store.db.rows("INSERT INTO word_index (rowid, words) SELECT number, 'fell on rain tarn' FROM passage")
    took = []
    last = None
    for _ in range(20):
        began = perf_counter()
        page = store.stories.headlines(50, last)
        took.append(perf_counter() - began)
        last = (page[-1].day, page[-1].id)
    began = perf_counter()
    deep = store.stories.headlines(50, ("2031-01-11", "y"))
    took.append(perf_counter() - began)
    began = perf_counter()
    hits = store.stories.search("tarn rain")
    took.append(perf_counter() - began)

    assert deep
    assert len(hits) == 20
    assert max(took) < 0.2
    store.close()
