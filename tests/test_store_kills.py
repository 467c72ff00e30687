"""Killed at any moment, whatever the order, and however often: nothing lost, nothing half-written, the same record.

Numbers are cases of the fault list.
"""

import contextlib
import json
import random
import shutil
import subprocess
import sys

import msgspec
import pytest
from tests.kill_works import EXAMPLE, Shuffled
from tests.postgres_server import binaries

import rashomon
from rashomon.compare.verify import verify
from rashomon.decisions import decide
from rashomon.desk.collect import Folders, collect
from rashomon.desk.excerpt import excerpt, shelve
from rashomon.desk.moving import export_file, import_file
from rashomon.gather.offers import offers_under
from rashomon.stored import Counts, Offered
from rashomon.stores.store import open_store
from rashomon.wiring import Settings, read_paths, update_store

SETTINGS = Settings(workers=1)
NOW = "2031-04-06T08:00:00Z"


def clock():
    return NOW


def loop(request, kills, models):
    server = [request.getfixturevalue("postgres")] if binaries() else []
    command = [sys.executable, "-m", "tests.kill_loop", str(kills), models, *server]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    sys.stdout.write(done.stdout)
    told = json.loads(done.stdout)
    # collectors, updaters, importers, upkeep and the writers of PostgreSQL: each kind has its fair share
    kinds = ("collect", "update", "import", "upkeep", "postgresql")
    assert sum(told[kind] for kind in kinds) == told["kills"]
    assert min(told[kind] for kind in kinds if server or kind != "postgresql") >= kills // 10
    return told


def test_77_a_hundred_kills_lose_nothing_and_leave_nothing_half_written(request):
    told = loop(request, 100, "none")

    assert (told["kills"], told["lost"], told["half-written"], told["corrupt"]) == (100, 0, 0, 0)


@pytest.mark.slow
@pytest.mark.nightly
def test_77_a_thousand_kills_lose_nothing_and_leave_nothing_half_written(request):
    told = loop(request, 1000, "default")

    assert (told["kills"], told["lost"], told["half-written"], told["corrupt"]) == (1000, 0, 0, 0)


@pytest.fixture(scope="module")
def batch():
    return rashomon.read(EXAMPLE, settings=SETTINGS).to_json()


def record_bytes(store):
    return rashomon.Record(store.stories.record()).to_json()


def test_one_report_at_a_time_in_any_order_gives_the_record_of_one_run(store, batch):
    offers = list(offers_under([EXAMPLE]))
    random.Random(5).shuffle(offers)
    for offered in offers:
        collect(store, [Shuffled([offered], 0)], what="one", clock=clock)
        last = update_store(store, now=NOW, settings=SETTINGS)

    assert record_bytes(store) == batch
    assert (last.read, last.reports) == (1, 5)
    assert store.upkeep.check() == []


def test_an_update_with_nothing_new_reads_and_compares_nothing(store):
    collect(store, [Folders((str(EXAMPLE),))], what="all", clock=clock)
    first = update_store(store, now=NOW, settings=SETTINGS)
    again = update_store(store, now="2031-04-07T08:00:00Z", settings=SETTINGS)

    assert (first.read, first.stories, first.changed) == (5, 2, 2)
    assert (again.read, again.compared, again.changed) == (0, 0, 0)


def test_a_new_report_of_another_story_leaves_the_old_stories_alone(store):
    collect(store, [Folders((str(EXAMPLE),))], what="all", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)
    other = Offered("other.txt", b"A bakery opened in Brask on Monday. The bread was good.\n", "text")
    collect(store, [Shuffled([other], 0)], what="one", clock=clock)
    done = update_store(store, now=NOW, settings=SETTINGS)

    assert (done.read, done.stories, done.changed) == (1, 3, 1)
    assert done.compared == 1


def test_another_model_reads_again_and_the_old_one_does_not(store):
    collect(store, [Folders((str(EXAMPLE),))], what="all", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)
    other = update_store(store, now=NOW, settings=Settings(workers=1, min_score=0.5))
    back = update_store(store, now=NOW, settings=SETTINGS)

    assert (other.read, back.read, back.compared) == (5, 0, 0)


def test_a_name_before_all_others_changes_the_record_as_it_changes_the_batch(store, tmp_path):
    folder = tmp_path / "reports"
    shutil.copytree(EXAMPLE, folder)
    collect(store, [Folders((str(folder),))], what="all", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)
    shutil.copy(folder / "004_wire.txt", folder / "000_a.txt")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7")
    (folder / "rows.jsonl").write_text('{"text": "A ferry sank off Brask, officials said."}\nbroken\n')
    collect(store, [Folders((str(folder),))], what="more", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)

    assert record_bytes(store) == rashomon.read(folder, settings=SETTINGS).to_json()
    # five, then the five again with one copy of one, one row, and two that cannot be read
    assert store.documents.counts() == Counts(14, 6, 6, 2, 0)
    assert store.upkeep.check() == []


def test_each_story_by_itself_is_a_record_that_holds(store):
    collect(store, [Folders((str(EXAMPLE),))], what="all", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)
    whole = store.stories.record()
    for line in store.stories.headlines():
        cut = store.stories.story(line.id)
        assert verify(cut) == []
        assert cut == excerpt(shelve(whole), next(s for s in whole.stories if s.id == line.id))
        assert (len(cut.articles), len(cut.stories[0].points)) == (line.reports, line.points)
    assert {hit.kind for hit in store.stories.search("dam", limit=200)} == {"article", "statement", "point"}
    assert all(
        store.documents.article(hit.article).text[hit.start : hit.end] == hit.text
        for hit in store.stories.search("dam", limit=200)
    )


def test_a_decision_of_a_person_in_the_store_counts_as_it_does_in_one_run(store):
    collect(store, [Folders((str(EXAMPLE),))], what="all", clock=clock)
    update_store(store, now=NOW, settings=SETTINGS)
    record = store.stories.record()
    decision = decide(record, (record.articles[0].id, record.articles[1].id), "no", "ada", "same-story")
    store.decisions.add(decision, NOW)
    update_store(store, now=NOW, settings=SETTINGS)

    decided = store.stories.record()
    assert "person:ada" in {link.made_by for link in decided.links}
    assert decided == read_paths([EXAMPLE], settings=SETTINGS, decisions=[decision])


def test_a_store_moves_whole_into_another(store, tmp_path, batch):
    collect(store, [Folders((str(EXAMPLE),))] * 2, what="twice", clock=clock)
    export_file(store, tmp_path / "all.jsonl.gz")
    other = open_store(tmp_path / "other.db")
    counts = import_file(other, tmp_path / "all.jsonl.gz")
    update_store(other, now=NOW, settings=SETTINGS)

    assert counts == store.documents.counts() == Counts(10, 5, 5, 0, 0)
    assert record_bytes(other) == batch
    strip = [msgspec.structs.replace(sighting, times=0) for _, sighting in other.documents.offers()]
    assert strip == [msgspec.structs.replace(sighting, times=0) for _, sighting in store.documents.offers()]
    export_file(other, tmp_path / "again.jsonl.gz")
    assert (tmp_path / "again.jsonl.gz").read_bytes() == (tmp_path / "all.jsonl.gz").read_bytes()
    other.close()


def test_78_a_collector_told_to_stop_is_gone_at_once_and_goes_on_where_it_was(tmp_path):
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"Rain fell on Tarn {number} times.")
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "collect",
        str(tmp_path / "*.txt"),
        "--store",
        str(tmp_path / "n.db"),
        "-v",
    ]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    lines = [child.stdout.readline() for _ in range(5)]
    child.terminate()
    assert child.wait(timeout=5) != 0
    assert all(line.startswith("ingested") for line in lines)

    again = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    store = open_store(tmp_path / "n.db", write=False)
    assert again.returncode == 0
    assert len(list(store.documents.articles())) == 200
    assert store.upkeep.check() == []
    store.close()


class KilledError(Exception):
    pass


def dying(store, moment):
    """Let the store fail like a killed process when its transaction of this number begins."""
    begun, whole = [0], store.db.__class__.transaction

    def transaction(self):
        begun[0] += 1
        if begun[0] == moment:
            raise KilledError
        return whole(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(store.db.__class__, "transaction", transaction)
    return patch


def killed_once(place, moment, work):
    """Do the work in a store that dies at its transaction of this number, then once more in a fresh one."""
    for number in (moment, 0):
        store = open_store(place, wait=20)
        patch = dying(store, number)
        with contextlib.suppress(KilledError):
            work(store)
        patch.undo()
        store.close()


@pytest.mark.parametrize("seed", range(2))
def test_77_one_at_a_time_in_any_order_with_a_kill_in_every_step_gives_the_record_of_one_run(
    place, batch, seed
):
    chance = random.Random(seed)
    offers = list(offers_under([EXAMPLE]))
    chance.shuffle(offers)
    for offered in offers:
        one = [Shuffled([offered], 0)]
        killed_once(
            place, chance.randint(1, 4), lambda store, one=one: collect(store, one, what="one", clock=clock)
        )
        killed_once(
            place, chance.randint(1, 6), lambda store: update_store(store, now=NOW, settings=SETTINGS)
        )

    store = open_store(place, write=False)
    assert record_bytes(store) == batch
    assert store.upkeep.check() == []
    counts = store.documents.counts()
    assert (counts.ingested, counts.skipped, counts.quarantined) == (5, 0, 0)
    store.close()


def by_command(place, seed, models="none"):
    command = [sys.executable, "-m", "tests.kill_commands", place, str(seed), models]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    sys.stdout.write(done.stdout)
    # eleven reports of four stories: most of the kills met a command at work, and one report changed several stories
    assert told["stories"] == 4
    assert told["kills"] >= 11
    assert told["widest"] >= 2
    return told


def test_77_the_commands_killed_and_run_again_report_by_report_leave_every_file_of_one_run(place):
    told = by_command(place, 1)

    assert told["files"] == ["index.html", "points.csv", "record.json", "statements.csv", "timeline.csv"]
    assert told["differing"] == []


@pytest.mark.slow
@pytest.mark.nightly
def test_77_the_commands_with_the_trained_models_leave_every_file_of_one_run(place):
    assert by_command(place, 2, "default")["differing"] == []
