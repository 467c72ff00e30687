"""The web application answers: what is read is shown, found, beside it as JSON; what is added or corrected changes it."""

import json
import re
import time
from concurrent.futures import Executor, Future
from xml.etree import ElementTree as ET

import msgspec
import pytest
from markupsafe import escape
from starlette.testclient import TestClient
from tests.large import large
from tests.repin import EXAMPLE
from tests.test_compare_verify import OTHER, REPORT, build
from typer.testing import CliRunner

import rashomon
from rashomon import Record
from rashomon.cli import app as command
from rashomon.decisions import read_decisions
from rashomon.desk.moving import export_file, import_file
from rashomon.web.app import create_app
from rashomon.web.jobs import Jobs, Outcome
from rashomon.web.shelf import opened, shelf_of_record, shelf_of_store
from rashomon.web.work import Upload, add_reports, safe_name
from rashomon.wiring import Settings, open_inbox, open_store, update_store

HOME = "http://127.0.0.1"
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = "Rain fell on Tarn for nine hours, the mayor of Tarn, Ada Brook, said on Monday 3 March 2031.\n"
SECOND = (
    "The mayor of Tarn, Ada Brook, denied on Monday 3 March 2031 that rain fell on Tarn for nine hours.\n"
)
THIRD = "The bridge of Quell stays closed until 9 May 2031, its keeper Bo Lunt said on 4 May 2031.\n"


class AtOnce(Executor):
    """Does the work before it returns, so that a test need not wait."""

    def submit(self, work, /, *args, **kwargs):
        future = Future()
        future.set_result(work(*args, **kwargs))
        return future


class Never(Executor):
    """Takes work on and leaves it."""

    def submit(self, work, /, *args, **kwargs):
        return Future()


class Late(Executor):
    """Takes work on and does it when told."""

    def __init__(self):
        self.left = []

    def submit(self, work, /, *args, **kwargs):
        self.left.append(lambda: work(*args, **kwargs))
        return Future()

    def do(self):
        while self.left:
            self.left.pop(0)()


def served(shelf, executor=None, **options) -> TestClient:
    """Open an application over a shelf as a browser on this machine would."""
    app = create_app(shelf, jobs=Jobs(executor or AtOnce()), **options)
    return TestClient(app, base_url=HOME, follow_redirects=False)


def small_shelf(folder, record=None):
    """Put a small record into a folder and serve it."""
    folder.mkdir(exist_ok=True)
    (folder / "record.json").write_bytes(Record(record or build()).to_json())
    return shelf_of_record(folder / "record.json")


@pytest.fixture
def small(tmp_path):
    return served(small_shelf(tmp_path / "small"))


@pytest.fixture
def empty(place):
    """An application over a store that holds nothing yet, on each engine."""
    return served(shelf_of_store(place, Settings(models="none", workers=1)))


@pytest.fixture(scope="module")
def dam(tmp_path_factory):
    """The story example as a record that was read before; its folder."""
    folder = tmp_path_factory.mktemp("dam")
    rashomon.read(EXAMPLE / "texts", settings=Settings(models="none", workers=1)).save(folder / "record.json")
    return folder


@pytest.mark.parametrize("path", ["/", "/stories/s1", "/reports/a1", "/outlets", "/add", "/api", "/?q=rain"])
def test_every_page_answers_with_html_to_a_browser(small, path):
    answer = small.get(path, headers={"accept": "text/html"})

    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")


def test_a_story_shows_the_words_of_its_reports(small):
    page = small.get("/stories/s1").text

    assert "Rain fell on Tarn" in page
    assert "Tarn stayed dry." in page


@pytest.mark.slow
def test_sixty_reports_and_fifteen_hundred_points_are_served_soon_and_laid_out_once(tmp_path):
    small_shelf(tmp_path / "large", large(60, 1500))
    client = served(shelf_of_record(tmp_path / "large" / "record.json"))

    began = time.process_time()
    answer = client.get("/stories/y1")
    took = time.process_time() - began

    assert answer.status_code == 200
    assert len(answer.content) < 5_000_000
    # the processor's time: what the first look at a story needs, not what else this machine does
    assert took < 2
    began = time.process_time()
    assert client.get("/stories/y1").content
    assert time.process_time() - began < took / 2


@pytest.mark.slow
def test_a_large_story_is_laid_out_before_somebody_asks_for_it(tmp_path):
    small_shelf(tmp_path / "large", large(60, 1500))
    client = served(shelf_of_record(tmp_path / "large" / "record.json"))
    with client:
        pass  # the start of the server; its end waits for what is being laid out

    began = time.process_time()
    answer = client.get("/stories/y1")
    took = time.process_time() - began

    assert answer.status_code == 200
    # the first visit of a page that nobody laid out takes 0.9 s of the processor, of one laid out 0.05 s
    assert took < 0.4


def test_the_list_shows_the_newest_story_first(dam):
    lines = served(shelf_of_record(dam / "record.json")).get("/api/stories").json()

    assert [line["day"] for line in lines] == sorted((line["day"] for line in lines), reverse=True)
    assert len(lines) == 2


def test_the_second_page_of_a_list_goes_on_where_the_first_ended(dam):
    client = served(shelf_of_record(dam / "record.json"))
    whole = client.get("/api/stories").json()

    first = client.get("/api/stories", params={"limit": 1}).json()
    rest = client.get("/api/stories", params={"day": first[0]["day"], "after": first[0]["id"]}).json()

    assert first + rest == whole


def test_search_finds_points_statements_and_texts_and_links_to_the_words(small):
    page = small.get("/", params={"q": "rain tarn"}).text

    assert "/stories/s1#q1" in page
    assert "/stories/s1#a1.0-17" in page


def test_search_for_words_that_nobody_wrote_says_so(small):
    assert "Nothing was found for" in small.get("/", params={"q": "walrus"}).text


def test_an_empty_store_invites_to_add_reports(empty):
    page = empty.get("/").text

    assert "No story yet" in page
    assert "Offered 0" not in page
    assert empty.get("/api/stories").json() == []


@pytest.mark.parametrize(
    "path", ["/stories/x", "/reports/x", "/speakers/x", "/outlets?name=x", "/jobs/x", "/nowhere"]
)
def test_what_is_not_here_is_a_page_that_says_so(small, path):
    answer = small.get(path)

    assert answer.status_code == 404
    assert "Not here" in answer.text


def test_json_beside_a_story_is_a_record_that_holds(small):
    record = rashomon.types.decode_record(small.get("/api/stories/s1").content)

    assert Record(record).breaches() == []


def test_every_point_and_statement_has_an_address_that_explains_it_with_json_beside(dam):
    client = served(shelf_of_record(dam / "record.json"))
    told = client.get("/api/stories").json()[0]["id"]
    record = rashomon.types.decode_record(client.get(f"/api/stories/{told}").content)

    for item in (*record.stories[0].points[:3], *record.statements[:3]):
        address = f"/stories/{told}/explain/{item.id}"
        lines = client.get(f"/api{address}").json()
        page = client.get(address)
        assert page.status_code == 200
        assert f'href="/stories/{told}#{item.id}"' in page.text
        assert f'href="/api{address}"' in page.text
        assert f'href="/correct?story={told}&amp;left={item.id}"' in page.text
        assert item.id in lines[0]
        assert str(escape(lines[0])) in page.text


@pytest.mark.parametrize("path", ["/stories/s1/explain/x", "/stories/x/explain/x"])
def test_what_is_no_item_has_no_explanation(small, path):
    assert small.get(path).status_code == 404
    assert small.get(f"/api{path}").status_code == 404


def test_everything_a_speaker_said_stands_by_date(dam):
    client = served(shelf_of_record(dam / "record.json"))
    record = json.loads((dam / "record.json").read_bytes())
    key = max(
        record["speakers"], key=lambda one: sum(s["speaker"] == one["id"] for s in record["statements"])
    )["id"]

    found = client.get(f"/api/speakers/{key}").json()

    days = [one["day"] for one in found["uttered"] if one["day"]]
    assert days == sorted(days)
    shown = {one["said"]["statement"]["id"] for one in found["uttered"]}
    beside = {other for one in found["uttered"] for other in one["said"]["statement"]["same_as"]}
    assert {s["id"] for s in record["statements"] if s["speaker"] == key} <= shown | beside
    assert client.get(f"/speakers/{key}").status_code == 200
    with_others = [one for one in record["speakers"] if key in one["members"]]
    assert {one["group"] for one in found["uttered"]} == {"", *(one["name"]["text"] for one in with_others)}


def test_an_outlet_lists_its_reports(dam):
    client = served(shelf_of_record(dam / "record.json"))

    found = client.get("/api/outlets", params={"name": "Tide TV"}).json()

    assert [one["article"]["source"] for one in found["printed"]] == ["001_tide.txt"]
    assert ["Tide TV", 1] in client.get("/api/outlet-names").json()
    assert found["printed"][0]["article"]["id"] in client.get("/outlets", params={"name": "Tide TV"}).text


def test_the_feed_names_every_story_and_reads_as_atom(small):
    answer = small.get("/feed.atom")

    feed = ET.fromstring(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Rain fell on Tarn"]


def test_a_served_record_read_again_is_the_record_byte_for_byte(dam):
    shelf = shelf_of_record(dam / "record.json")

    with opened(shelf, write=True) as store:
        update_store(store, now="2031-04-08T00:00:00Z", settings=shelf.settings)
        again = store.stories.record()

    assert Record(again).to_json() == (dam / "record.json").read_bytes()


def test_serving_leaves_the_record_file_as_it_is(tmp_path):
    shelf = small_shelf(tmp_path / "small")
    before = (tmp_path / "small" / "record.json").read_bytes()

    assert served(shelf).get("/").status_code == 200
    assert (tmp_path / "small" / "record.json").read_bytes() == before


def csrf_of(client) -> str:
    return client.app.state.csrf


def test_a_pasted_text_becomes_a_story(empty):
    answer = empty.post("/add", data={"csrf": csrf_of(empty), "text": FIRST, "outlet": "The Tarn Post"})

    job = empty.get(answer.headers["location"])
    assert "Done." in job.text
    story = empty.get("/api/stories").json()[0]
    assert story["outlets"] == ["The Tarn Post"]
    assert f"/stories/{story['id']}" in job.text


def test_dropped_files_are_each_accounted_for(empty):
    files = [
        ("files", ("one.txt", FIRST.encode())),
        ("files", ("two.pdf", b"%PDF-1.7")),
        ("files", ("three.txt", FIRST.encode())),
    ]

    answer = empty.post("/add", data={"csrf": csrf_of(empty)}, files=files)

    told = empty.get(answer.headers["location"].replace("/jobs", "/api/jobs")).json()
    assert told["state"] == "done", told
    assert len([line for line in told["lines"] if line.endswith(": read")]) == 1
    assert any("there already" in line for line in told["lines"])
    assert any("two-" in line and "not read" in line for line in told["lines"])
    counts = empty.get("/api/account").json()
    assert (
        counts["offered"]
        == counts["ingested"] + counts["duplicate"] + counts["skipped"] + counts["quarantined"]
        == 3
    )


def test_reports_added_as_json_are_compared(empty):
    answer = empty.post("/api/reports", json={"texts": [{"text": FIRST}, {"text": SECOND}]})

    assert answer.status_code == 202
    assert empty.get(f"/api/jobs/{answer.json()['id']}").json()["state"] == "done"
    assert sum(line["reports"] for line in empty.get("/api/stories").json()) == 2


def waiting(place) -> list[str]:
    with open_inbox(place) as inbox:
        return [handed.what for handed in inbox.waiting()]


def test_what_was_handed_in_before_a_stop_is_worked_in_after_the_next_start(place):
    shelf = shelf_of_store(place, Settings(models="none", workers=1))
    with served(shelf, Never()) as client:
        first = client.post(
            "/add", data={"csrf": csrf_of(client)}, files=[("files", ("a.txt", FIRST.encode()))]
        )
        client.post("/api/reports", json={"texts": [{"text": SECOND}]})
    assert waiting(place) == ["Adding 1 report"] * 2

    with served(shelf) as again:
        job = again.get(first.headers["location"].replace("/jobs", "/api/jobs")).json()
        reports = sum(line["reports"] for line in again.get("/api/stories").json())

    assert (job["state"], job["what"]) == ("done", "Adding 1 report, again after a stop")
    assert reports == 2
    assert waiting(place) == []


def test_a_stop_between_taking_in_and_comparing_leaves_no_report_out(place, monkeypatch):
    shelf = shelf_of_store(place, Settings(models="none", workers=1))

    def stopped(*_, **__):
        raise OSError("stopped")

    with monkeypatch.context() as patched, served(shelf) as client:
        patched.setattr("rashomon.web.work.update_store", stopped)
        job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()
        assert client.get(f"/api/jobs/{job['id']}").json()["state"] == "failed"
        assert client.get("/api/account").json()["ingested"] == 1

    with served(shelf) as again:
        assert again.get(f"/api/jobs/{job['id']}").json()["state"] == "done"
        assert [line["reports"] for line in again.get("/api/stories").json()] == [1]


def test_work_that_never_ends_is_not_begun_at_every_start_and_stays_named(tmp_path):
    shelf = shelf_of_store(str(tmp_path / "a.db"), Settings(models="none", workers=1))
    with served(shelf, Never()) as client:
        job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()
    for _ in range(3):
        with served(shelf, Never()) as client:
            assert client.get(f"/api/jobs/{job['id']}").json()["state"] == "waiting"

    for _ in range(2):
        with served(shelf) as client:
            told = client.get(f"/api/jobs/{job['id']}").json()

    assert told["state"] == "failed"
    assert "begun at 4 starts and never ended" in told["why"]
    assert waiting(shelf.name) == ["Adding 1 report"]


def test_what_never_ends_is_named_on_every_page_and_discarded_by_its_button(place, caplog):
    shelf = shelf_of_store(place, Settings(models="none", workers=1))
    with served(shelf, Never()) as client:
        job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()
    for _ in range(3):
        with served(shelf, Never()):
            pass
    with served(shelf) as client:
        assert f'href="/jobs/{job["id"]}">1 hand-in not done' in client.get("/").text
        page = client.get(f"/jobs/{job['id']}").text
        assert f'action="/jobs/{job["id"]}/discard"' in page
        assert "begun again at the next start" not in page
        path = f"/jobs/{job['id']}/discard"
        assert client.post(path, data={"csrf": "guess"}).status_code == 400
        assert waiting(place) == ["Adding 1 report"]

        assert client.post(path, data={"csrf": csrf_of(client)}).headers["location"] == f"/jobs/{job['id']}"

        assert "Discarded." in client.get(f"/jobs/{job['id']}").text
        assert "hand-in not done" not in client.get("/").text
    assert waiting(place) == []
    assert f"{job['id']} (Adding 1 report" in caplog.text
    with served(shelf) as client:
        assert client.get(f"/jobs/{job['id']}").status_code == 404
        assert client.get("/api/account").json()["offered"] == 0


def test_what_waits_and_is_discarded_is_never_begun(tmp_path):
    late = Late()
    client = served(shelf_of_store(str(tmp_path / "a.db"), Settings(models="none", workers=1)), late)
    first, second = (
        client.post("/api/reports", json={"texts": [{"text": text}]}).json() for text in (FIRST, SECOND)
    )

    assert client.delete(f"/api/jobs/{first['id']}").json()["state"] == "discarded"
    late.do()

    assert client.get(f"/api/jobs/{first['id']}").json()["state"] == "discarded"
    assert client.get(f"/api/jobs/{second['id']}").json()["state"] == "done"
    assert client.get("/api/account").json()["offered"] == 1
    assert client.delete(f"/api/jobs/{second['id']}").json()["state"] == "done"
    assert client.delete("/api/jobs/nobody").status_code == 404


def stops_at(stage, monkeypatch, stop):
    """Let a person ask for the stop (`stop()`) just when the work comes to a stage."""

    def add(shelf, given, tell, **options):
        def told(now, done, total):
            if now == stage:
                stop()
            tell(now, done, total)

        return add_reports(shelf, given, told, **options)

    monkeypatch.setattr("rashomon.web.handing.add_reports", add)


@pytest.mark.parametrize("stage", ["take in", "read", "group", "compare"])
def test_work_being_done_is_stopped_and_the_next_begins(place, monkeypatch, stage):
    late, shelf = Late(), shelf_of_store(place, Settings(models="none", workers=1))
    client = served(shelf, late)
    texts = [{"text": FIRST}, {"text": SECOND}]
    first = client.post("/api/reports", json={"texts": texts}).json()["id"]
    second = client.post("/api/reports", json={"texts": [{"text": THIRD}]}).json()["id"]
    asked = []
    stops_at(stage, monkeypatch, lambda: asked.append(client.delete(f"/api/jobs/{first}").json()["state"]))

    late.left.pop(0)()

    assert asked == ["stopping"]
    assert client.get(f"/api/jobs/{first}").json()["state"] == "stopped"
    assert "Stopped." in client.get(f"/jobs/{first}").text
    assert waiting(place) == ["Adding 1 report"]
    assert client.get("/api/stories").json() == []
    late.do()
    taken = 2 if stage == "take in" else 3
    assert client.get(f"/api/jobs/{second}").json()["state"] == "done"
    assert sum(line["reports"] for line in client.get("/api/stories").json()) == taken
    with opened(shelf, write=True) as store:
        assert store.upkeep.check() == []
        assert store.documents.counts().ingested == taken


def test_reports_whose_comparison_was_stopped_are_compared_when_they_are_added_once_more(
    tmp_path, monkeypatch
):
    late, shelf = Late(), shelf_of_store(str(tmp_path / "a.db"), Settings(models="none", workers=1))
    client = served(shelf, late)
    job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()["id"]
    with monkeypatch.context() as patched:
        stops_at("read", patched, lambda: client.delete(f"/api/jobs/{job}"))
        late.do()

    again = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()["id"]
    late.do()

    assert any("there already" in line for line in client.get(f"/api/jobs/{again}").json()["lines"])
    assert [line["reports"] for line in client.get("/api/stories").json()] == [1]


def test_work_that_was_done_before_it_could_be_stopped_says_so():
    jobs = Jobs(AtOnce())

    def last_step(tell):
        tell("compare", 1, 1)
        jobs.discard("j1")
        return Outcome(("All is kept.",))

    done = jobs.find(jobs.start("first", last_step, key="j1").id)

    assert (done.state, done.lines) == ("done", ("It was done before it could be stopped.", "All is kept."))


def test_the_page_of_work_being_done_has_a_button_that_stops_it(place):
    late, shelf = Late(), shelf_of_store(place, Settings(models="none", workers=1))
    client = served(shelf, late)
    job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()["id"]
    seen = []

    def look():
        seen.append(client.get(f"/jobs/{job}").text)
        client.post(f"/jobs/{job}/discard", data={"csrf": csrf_of(client)})
        seen.append(client.get(f"/jobs/{job}").text)

    with pytest.MonkeyPatch.context() as patched:
        stops_at("take in", patched, look)
        late.do()

    assert "<button>Stop it</button>" in seen[0]
    assert "Stopping: it ends at its next step" in seen[1]
    assert "Stop it" not in seen[1]
    assert "It had come to: Taking reports in." in client.get(f"/jobs/{job}").text


def test_what_fails_can_be_discarded_and_is_not_begun_again(tmp_path, monkeypatch):
    shelf = shelf_of_store(str(tmp_path / "a.db"), Settings(models="none", workers=1))

    def broken(*_, **__):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched, served(shelf) as client:
        patched.setattr("rashomon.web.handing.add_reports", broken)
        job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()
        page = client.get(f"/jobs/{job['id']}").text
        assert "begun again at the next start" in page
        assert client.delete(f"/api/jobs/{job['id']}").json()["state"] == "discarded"

    assert waiting(shelf.name) == []


def test_reports_are_handed_in_while_another_one_writes(place):
    shelf = shelf_of_store(place, Settings(models="none", workers=1))
    with served(shelf, Never()) as client, opened(shelf, write=True):
        assert client.post("/api/reports", json={"texts": [{"text": FIRST}]}).status_code == 202

    assert waiting(place) == ["Adding 1 report"]


def test_a_correction_before_a_stop_is_kept_as_well(dam):
    shelf = shelf_of_record(dam / "record.json")
    with served(shelf, Never()) as client:
        story = client.get("/api/stories").json()[0]["id"]
        record = client.get(f"/api/stories/{story}").json()
        one, other = next((s["id"], s["same_as"][0]) for s in record["statements"] if s["same_as"])
        pair = {"story": story, "left": one, "right": other, "verdict": "no", "maker": "Cy"}
        assert client.post("/api/corrections", json=pair).status_code == 202

    with served(shelf) as again:
        assert again.get("/api/corrections").json()[-1]["maker"] == "Cy"
    assert read_decisions(dam / "decisions.jsonl")[-1].maker == "Cy"
    (dam / "decisions.jsonl").unlink()


def test_what_was_handed_in_is_worked_in_also_where_the_record_was_written_anew_since(tmp_path, caplog):
    shelf = small_shelf(tmp_path / "small")
    with served(shelf, Never()) as client:
        job = client.post("/api/reports", json={"texts": [{"text": FIRST}]}).json()
    (tmp_path / "small" / "serve-000000000000.db").write_bytes(b"no store")

    anew = small_shelf(
        tmp_path / "small",
        build(statements=(), stories=(msgspec.structs.replace(build().stories[0], points=()),)),
    )
    assert anew.name != shelf.name
    assert waiting(anew.name) == ["Adding 1 report"]
    assert waiting(shelf.name) == []
    assert "are taken over" in caplog.text
    assert "serve-000000000000.db: what was handed in there is not looked at" in caplog.text
    with served(anew) as client:
        assert client.get(f"/api/jobs/{job['id']}").json()["state"] == "done"
        assert client.get("/api/account").json()["ingested"] == 3
    assert shelf_of_record(tmp_path / "small" / "record.json").inherited == 0


def anew(folder):
    """Write the record of a folder anew, other than before, and serve it."""
    story = msgspec.structs.replace(build().stories[0], points=())
    return small_shelf(folder, build(statements=(), stories=(story,)))


def test_reports_added_in_the_browser_are_carried_over_when_the_record_is_written_anew(tmp_path, caplog):
    shelf = small_shelf(tmp_path / "small")
    with served(shelf) as client:
        client.post("/api/reports", json={"texts": [{"text": FIRST, "outlet": "Tarn Post"}]})
        assert client.get("/api/account").json()["ingested"] == 3

    later = anew(tmp_path / "small")
    with served(later) as client:
        texts = [one["text"] for line in client.get("/api/stories").json() for one in told(client, line)]
        page = client.get("/outlets").text
    with served(shelf_of_record(tmp_path / "small" / "record.json")) as client:
        account = client.get("/api/account").json()

    assert later.name != shelf.name
    assert texts.count(FIRST) == 1
    assert "Tarn Post" in page
    assert (
        f"1 reports added in the browser are taken over from {shelf.name.rpartition('/')[2]}" in caplog.text
    )
    assert (account["offered"], account["ingested"]) == (3, 3)


def told(client, line) -> list[dict]:
    return client.get(f"/api/stories/{line['id']}").json()["articles"]


def test_what_the_new_record_left_out_itself_is_not_carried_over(tmp_path):
    with served(small_shelf(tmp_path / "small")):
        pass
    record = build(
        articles=(build().articles[0],), statements=(), speakers=(), links=(), stories=(), intake=None
    )

    with served(small_shelf(tmp_path / "small", record)) as client:
        assert client.get("/api/account").json()["ingested"] == 1


def test_reports_added_to_other_news_stay_where_they_are_and_a_line_says_so(tmp_path, caplog):
    place = tmp_path / "small"
    with served(small_shelf(place)) as client:
        client.post("/api/reports", json={"texts": [{"text": FIRST}]})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(SECOND)
    other = rashomon.read(tmp_path / "texts", settings=Settings(models="none", workers=1))

    with served(small_shelf(place, other.data)) as client:
        assert client.get("/api/account").json()["ingested"] == 1
    assert "1 reports added in the browser stay in serve-" in caplog.text


def test_a_store_from_which_nothing_can_be_carried_over_is_named_on_every_page(tmp_path):
    small_shelf(tmp_path / "small")
    (tmp_path / "small" / "serve-000000000000.db").write_bytes(b"no store")

    with served(shelf_of_record(tmp_path / "small" / "record.json")) as client:
        job = re.search(r'href="/jobs/(\w+)">1 hand-in not done', client.get("/").text)[1]
        page = client.get(f"/jobs/{job}").text
        client.post(f"/jobs/{job}/discard", data={"csrf": csrf_of(client)})

        assert "serve-000000000000.db cannot be read" in page
        assert "stays there and is not shown here" in page
        assert "Put this notice away" in page
        assert "thrown away" not in page
        assert "not done" not in client.get("/").text


def test_what_waits_moves_with_an_exported_store(tmp_path):
    shelf = shelf_of_store(str(tmp_path / "a.db"), Settings(models="none", workers=1))
    with served(shelf, Never()) as client:
        client.post("/api/reports", json={"texts": [{"text": FIRST}]})
    with opened(shelf) as store:
        export_file(store, tmp_path / "a.jsonl.gz")

    target = open_store(tmp_path / "b.db")
    import_file(target, tmp_path / "a.jsonl.gz")
    import_file(target, tmp_path / "a.jsonl.gz")
    target.close()

    assert waiting(tmp_path / "b.db") == ["Adding 1 report"]


def test_nothing_given_is_said_and_starts_nothing(empty):
    answer = empty.post("/add", data={"csrf": csrf_of(empty)})

    assert answer.status_code == 400
    assert "Nothing was given" in answer.text


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "http://169.254.169.254/latest", "http://[::1]/"])
def test_an_address_inside_the_house_is_not_asked_for(empty, url):
    answer = empty.post("/api/reports", json={"urls": [url]})

    job = empty.get(f"/api/jobs/{answer.json()['id']}").json()
    assert job["state"] == "done"
    assert "not read" in job["lines"][0]
    assert empty.get("/api/account").json()["skipped"] == 1


def test_an_address_that_is_no_web_address_is_refused(empty):
    assert empty.post("/api/reports", json={"urls": ["file:///etc/passwd"]}).status_code == 400


def test_a_correction_is_kept_beside_the_record_and_worked_in(dam):
    shelf = shelf_of_record(dam / "record.json")
    client = served(shelf)
    story = client.get("/api/stories").json()[0]["id"]
    record = client.get(f"/api/stories/{story}").json()
    one, other = next((s["id"], s["same_as"][0]) for s in record["statements"] if s["same_as"])

    form = client.get("/correct", params={"story": story, "left": one, "right": other})
    assert f'value="{other}" required checked>' in form.text
    answer = client.post(
        "/correct",
        data={
            "csrf": csrf_of(client),
            "story": story,
            "left": one,
            "right": other,
            "verdict": "no",
            "maker": "Ada",
        },
    )

    job = client.get(answer.headers["location"].replace("/jobs", "/api/jobs")).json()
    assert job["state"] == "done", job
    after = client.get(f"/api/stories/{client.get('/api/stories').json()[0]['id']}").json()
    assert next(s for s in after["statements"] if s["id"] == one)["same_as"] == []
    assert read_decisions(dam / "decisions.jsonl")[0].maker == "Ada"
    assert client.get("/api/corrections").json()[0]["verdict"] == "no"
    (dam / "decisions.jsonl").unlink()


TALES = [
    "Rain fell on Tarn for nine hours, the mayor of Tarn, Ada Brook, said on Monday 3 March 2031.\n",
    "The harbour of Quell burned for six days, the fire chief Omar Lind said on Friday 9 May 2031.\n",
    "Voters in Brask chose Ines Holt as president, the election office said on Sunday 2 November 2031.\n",
]


@pytest.fixture
def three(place):
    """An application over three stories of one report each, on each engine; the report of each tale by its place in `TALES`."""
    client = served(shelf_of_store(place, Settings(models="none", workers=1)))
    client.post("/api/reports", json={"texts": [{"text": tale} for tale in TALES]})
    assert stories_of(client) == [[0], [1], [2]]
    return client


def stories_of(client) -> list[list[int]]:
    """List the stories by the places of their reports in `TALES`."""
    keys = [line["id"] for line in client.get("/api/stories").json()]
    told = [client.get(f"/api/stories/{key}").json()["articles"] for key in keys]
    return sorted(sorted(TALES.index(one["text"]) for one in articles) for articles in told)


def story_with(client, place: int) -> tuple[str, str]:
    """Return the ids of a tale's story and of its report."""
    for line in client.get("/api/stories").json():
        for one in client.get(f"/api/stories/{line['id']}").json()["articles"]:
            if one["text"] == TALES[place]:
                return line["id"], one["id"]
    raise AssertionError(place)


def said_of(client, story: str, left: str, right: str, verdict: str, *, maker: str = "Ada") -> dict:
    """Fill in the form of correction as a browser without scripts would; return what became of it."""
    form = client.get("/correct", params={"story": story, "left": left, "right": right})
    assert f'value="{right}" required checked>' in form.text
    told = {"story": story, "left": left, "right": right, "verdict": verdict, "maker": maker}
    answer = client.post("/correct", data=told | {"csrf": csrf_of(client), "relation": "same-story"})
    job = client.get(answer.headers["location"].replace("/jobs", "/api/jobs")).json()
    assert job["state"] == "done", job
    return job


def test_two_stories_are_made_one_by_hand(three):
    (one, _), (other, _) = story_with(three, 0), story_with(three, 1)

    job = said_of(three, one, one, other, "yes")

    assert stories_of(three) == [[0, 1], [2]]
    assert [story["reports"] for story in job["stories"]] == [2]
    told = job["stories"][0]["id"]
    lines = three.get(f"/api/stories/{told}/explain/{told}").json()
    assert "2 reports because decided by a person" in " ".join(lines).replace("-", " ")


@pytest.mark.parametrize("tale", [0, 1])
def test_a_report_is_taken_out_of_its_story_by_hand(three, tale):
    said_of(three, story_with(three, 0)[0], story_with(three, 0)[0], story_with(three, 1)[0], "yes")
    story, report = story_with(three, tale)

    said_of(three, story, report, story, "no")

    assert stories_of(three) == [[0], [1], [2]]


@pytest.mark.parametrize("tale", [0, 1])
def test_a_report_is_moved_into_another_story_and_back_by_hand(three, tale):
    said_of(three, story_with(three, 0)[0], story_with(three, 0)[0], story_with(three, 1)[0], "yes")
    story, report = story_with(three, tale)

    said_of(three, story, report, story_with(three, 2)[0], "yes")
    assert stories_of(three) == sorted([[1 - tale], [tale, 2]])

    story, report = story_with(three, tale)
    said_of(three, story, report, story_with(three, 1 - tale)[0], "yes")
    assert stories_of(three) == [[0, 1], [2]]


def test_stories_parted_by_one_and_joined_by_another_stay_as_the_program_has_them(three):
    story, report = story_with(three, 0)
    said_of(three, story, story, story_with(three, 1)[0], "yes")
    story, report = story_with(three, 0)

    said_of(three, story, report, story, "no", maker="Ben")

    assert stories_of(three) == [[0], [1], [2]]


def test_stories_are_corrected_as_json_and_the_feed_names_what_changed(three):
    one, other = story_with(three, 1)[0], story_with(three, 2)[0]

    said = {"story": one, "left": one, "right": other, "verdict": "yes", "maker": "Ada"}
    answer = three.post("/api/corrections", json=said)

    changed = three.get(f"/api/jobs/{answer.json()['id']}").json()["stories"][0]["id"]
    entries = ET.fromstring(three.get("/feed.atom").content).iter(f"{ATOM}entry")
    assert f"{HOME}/stories/{changed}" in [entry.findtext(f"{ATOM}id") for entry in entries]
    assert stories_of(three) == [[0], [1, 2]]
    assert (
        three.post(
            "/api/corrections", json=said | {"story": changed, "left": changed, "right": "no"}
        ).status_code
        == 400
    )


def test_the_feed_begins_with_an_old_story_that_was_corrected_today(three, monkeypatch):
    monkeypatch.setattr("rashomon.web.pages.A_PAGE", 1)
    monkeypatch.setattr("rashomon.web.work.now", lambda: "2099-01-01T00:00:00Z")
    one, other, newest = (story_with(three, place)[0] for place in range(3))

    job = said_of(three, one, one, other, "yes")

    ids = [
        e.findtext(f"{ATOM}id") for e in ET.fromstring(three.get("/feed.atom").content).iter(f"{ATOM}entry")
    ]
    assert ids == [f"{HOME}/stories/{job['stories'][0]['id']}"]
    assert newest not in ids[0]


def test_another_story_is_found_by_its_words_on_the_form_of_correction(three):
    one, other, third = (story_with(three, place)[0] for place in range(3))

    form = three.get("/correct", params={"story": one, "left": one, "q": "harbour burned"}).text

    assert f'value="{other}"' in form
    assert f'value="{third}"' not in form
    assert (
        "No other story has these words"
        in three.get("/correct", params={"story": one, "left": one, "q": "walrus"}).text
    )


def test_a_story_and_a_report_lead_to_their_correction_and_their_reasons(three):
    story, report = story_with(three, 0)

    page, alone = three.get(f"/stories/{story}").text, three.get(f"/reports/{report}").text

    for item, shown in ((story, page), (report, alone)):
        assert f"/stories/{story}/explain/{item}" in shown
        assert three.get(f"/stories/{story}/explain/{item}").status_code == 200
        assert f"/correct?story={story}&amp;left={item}" in shown
    assert f"/correct?story={story}&amp;left={report}" in page


def test_a_decision_made_on_the_command_line_is_worked_in_at_the_next_start(dam):
    client = served(shelf_of_record(dam / "record.json"))
    record = client.get(f"/api/stories/{client.get('/api/stories').json()[0]['id']}").json()
    one, other = next((s["id"], s["same_as"][0]) for s in record["statements"] if s["same_as"])
    said = ["link", str(dam), one, other, "--no", "--maker", "Ben", "--relation", "same-utterance"]
    assert CliRunner().invoke(command, said).exit_code == 0

    with served(shelf_of_record(dam / "record.json")) as started:
        after = started.get(f"/api/stories/{started.get('/api/stories').json()[0]['id']}").json()

    assert other not in next(s for s in after["statements"] if s["id"] == one)["same_as"]
    (dam / "decisions.jsonl").unlink()


@pytest.mark.parametrize(
    "change", [{"verdict": "perhaps"}, {"maker": " "}, {"right": "t1"}, {"right": "nobody"}, {"story": "x"}]
)
def test_a_correction_that_says_nothing_definite_is_refused(small, change):
    form = {
        "csrf": csrf_of(small),
        "story": "s1",
        "left": "t1",
        "right": "q1",
        "verdict": "yes",
        "maker": "Ada",
    }

    assert small.post("/correct", data=form | change).status_code == 400


def test_work_in_hand_is_named_on_every_page_and_too_much_is_refused(tmp_path):
    client = served(shelf_of_store(str(tmp_path / "a.db"), Settings(models="none")), Never())

    answers = [client.post("/api/reports", json={"texts": [{"text": FIRST}]}).status_code for _ in range(51)]

    assert set(answers[:50]) == {202}
    assert answers[50] == 429
    assert "Adding 1 report" in client.get("/").text


def test_work_that_fails_says_why_and_the_next_goes_on(tmp_path):
    jobs = Jobs(AtOnce())

    def broken(tell):
        tell("read", 1, 2)
        raise OSError("the disk is full")

    failed = jobs.find(jobs.start("first", broken).id)

    assert (failed.state, failed.why) == ("failed", "OSError: the disk is full")
    assert jobs.now() is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.html", "a/b\x00c.txt", "", ".txt", "é" * 300 + ".html"]
)
def test_a_file_name_never_leads_out_of_its_folder(name):
    safe = safe_name(Upload(name, b"x"))

    assert "/" not in safe
    assert not safe.startswith(".")
    assert 0 < len(safe) < 100
    assert safe.isascii()


def test_two_reports_of_a_record_are_both_here(small):
    assert REPORT.text in small.get("/api/reports/a1").json()["text"]
    assert small.get("/api/reports/a2").json()["text"] == OTHER.text


def test_a_speaker_of_a_large_store_is_found_by_name(dam, monkeypatch):
    client = served(shelf_of_record(dam / "record.json"))
    story = client.get("/api/stories").json()[0]["id"]
    key = client.get(f"/api/stories/{story}").json()["statements"][0]["speaker"]
    whole = client.get(f"/api/speakers/{key}").json()

    monkeypatch.setattr("rashomon.web.people.FEW_STORIES", 0)

    assert client.get(f"/api/speakers/{key}", params={"story": story}).json() == whole


def test_the_forms_too_lead_to_what_they_change_as_json(dam):
    client = served(shelf_of_record(dam / "record.json"))
    whole = client.get(f"/api/stories/{client.get('/api/stories').json()[0]['id']}").json()
    story = whole["stories"][0]
    forms = [
        ("/add", {}),
        ("/correct", {"story": story["id"], "left": story["points"][0]["id"]}),
        ("/correct", {"story": story["id"], "left": story["articles"][0]}),
    ]

    for address, query in forms:
        html = client.get(address, params=query).text
        found = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)">', html)
        assert found, address
        assert client.get(found[1]).headers["content-type"] == "application/json"
