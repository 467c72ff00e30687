"""The commands on a store, their exit codes and what they say; figures for machines."""

import errno
import json
import logging
import re
import socket
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.kill_works import EXAMPLE
from typer.testing import CliRunner

import rashomon
from rashomon.cli import app
from rashomon.desk.doctor import FAULTS, examine_versions
from rashomon.desk.logs import JsonLines
from rashomon.desk.metrics import metrics, serve_metrics
from rashomon.stored import Counts, Offered, Read
from rashomon.stores.store import open_store
from rashomon.storing import StoreBusyError, StoreError

SETTINGS = rashomon.Settings(workers=1)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_STORE", str(tmp_path / "news.db"))

    def call(*arguments, code=0):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert done.exit_code == code, done.output
        return done.output

    return call


def test_collect_update_and_export_give_the_record_of_read(run, tmp_path):
    said = run("collect", EXAMPLE, tmp_path / "gone.txt", "--json")
    figures = json.loads(said[said.index("{") :])
    assert figures == {"offered": 6, "ingested": 5, "duplicate": 0, "skipped": 1, "quarantined": 0}
    assert "read 5" in run("update", "--workers", 1)
    run("store", "export", tmp_path / "out")

    batch = rashomon.read([EXAMPLE, tmp_path / "gone.txt"], settings=SETTINGS)
    assert (tmp_path / "out" / "record.json").read_bytes() == batch.to_json()
    assert (tmp_path / "out" / "index.html").stat().st_size > 10_000
    assert "The store holds." in run("store", "check")


def test_a_record_that_lags_behind_says_so(run, tmp_path):
    run("collect", EXAMPLE / "000_courier.txt")
    run("update", "--workers", 1)
    run("collect", EXAMPLE)

    assert "4 collected reports are not in this record yet" in run("store", "export", tmp_path / "out")


def test_a_store_is_backed_up_moved_and_shrunk(run, tmp_path, monkeypatch):
    run("collect", EXAMPLE)
    run("store", "backup", tmp_path / "copy.db")
    run("store", "backup", tmp_path / "copy.db", code=1)
    run("store", "export", tmp_path / "all.jsonl.gz")
    run("store", "vacuum")
    monkeypatch.setenv("RASHOMON_STORE", str(tmp_path / "other.db"))
    assert "ingested 5" in run("store", "import", tmp_path / "all.jsonl.gz")
    (tmp_path / "bad.jsonl.gz").write_bytes(b"no gzip")
    run("store", "import", tmp_path / "bad.jsonl.gz", code=1)
    run("store", "import", tmp_path / "gone.jsonl.gz", code=2)


def test_wrong_use_is_told_and_not_done(run):
    run("collect", code=2)
    run("update", "--models", "best", code=2)
    run("store", "check", code=2)
    run("feeds", "add", "file:///etc/passwd", code=2)
    run("feeds", "remove", "https://tarn.example/feed", code=2)
    run("update", code=3)


def test_80_a_store_in_use_has_its_own_exit_code(run, tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.cli_store.WAIT", 0.1)
    store = open_store(tmp_path / "news.db")
    assert "is writing into this store" in run("collect", EXAMPLE, code=4)
    store.close()


def test_feeds_are_added_listed_paused_and_removed(run):
    url = "https://tarn.example/feed"
    assert "added" in run("feeds", "add", url)
    assert "known already" in run("feeds", "add", url)
    assert url in run("feeds", "list")
    run("feeds", "pause", url)
    assert json.loads(run("feeds", "list", "--json"))["paused"] == "by hand"
    run("feeds", "pause", url, "--resume")
    assert json.loads(run("feeds", "list", "--json"))["paused"] == ""
    run("feeds", "remove", url)
    assert run("feeds", "list") == ""


def test_an_opml_file_is_a_list_of_feeds_to_follow(run, tmp_path):
    outlines = "".join(f'<outline xmlUrl="https://{name}.example/feed"/>' for name in ("tarn", "corrin"))
    (tmp_path / "list.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    (tmp_path / "none.opml").write_text("<p>no list</p>")

    assert run("feeds", "add", tmp_path / "list.opml").count("added") == 2
    assert "https://corrin.example/feed  due now" in run("feeds", "list")
    run("feeds", "add", tmp_path / "none.opml", code=2)
    run("collect", tmp_path / "none.opml", code=2)
    run("collect", "--allow", "everything", "https://tarn.example/1", code=2)


def test_an_address_inside_the_house_is_counted_and_never_asked(run):
    told = run("collect", "http://127.0.0.1:1/feed", "http://169.254.169.254/", "--json")
    figures = json.loads(told[told.index("{") :])

    assert figures == {"offered": 2, "ingested": 0, "duplicate": 0, "skipped": 2, "quarantined": 0}


def test_12_an_address_of_another_kind_is_refused_by_name_and_no_missing_file(run):
    said = run(
        "collect",
        "file:///etc/passwd",
        "ftp://news.example/1",
        "gopher://news.example/",
        "HTTP://127.0.0.1/",
        "-v",
    )

    assert "file:///etc/passwd blocked_scheme" in said
    assert (said.count("blocked_scheme"), said.count("blocked_address")) == (3, 1)
    assert "offered 4  ingested 0  duplicate 0  skipped 4" in " ".join(said.split("\n"))


def test_what_is_named_and_not_taken_is_told_with_its_reason_and_what_lies_in_a_folder_only_when_asked(
    run, tmp_path
):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "paper.pdf").write_bytes(b"%PDF-1.7")
    said = run("collect", tmp_path / "gone.txt", "http://10.0.0.1/1", tmp_path / "in")

    assert "skipped: gone.txt missing" in said
    assert "skipped: http://10.0.0.1/1 blocked_address" in said
    assert "paper.pdf" not in said
    # also where the reason showed only when it was read, and where it is known from an earlier run
    (tmp_path / "hollow.html").write_text("<html><body><article></article></body></html>")
    for _ in range(2):
        assert "skipped: hollow.html no-text" in run("collect", tmp_path / "hollow.html")
    assert "skipped: paper.pdf pdf" in run("collect", "-v", tmp_path / "in")


def test_totals_as_json_are_all_that_stands_on_standard_output(run, tmp_path):
    run("feeds", "add", "http://10.0.0.1/feed")
    arguments = ["collect", str(EXAMPLE), str(tmp_path / "gone.txt"), "-v", "--replay", "--json"]
    done = CliRunner().invoke(app, arguments)

    assert json.loads(done.stdout)["offered"] == 7
    assert "skipped: gone.txt missing" in done.stderr
    assert "0 left quarantine" in done.stderr


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://", "bad_url"),
        ("http://user:pw@news.example/feed", "blocked_address"),
        ("ftp://news.example/feed", "blocked_scheme"),
        ("http://127.1/feed", "blocked_address"),
    ],
)
def test_an_address_that_may_never_be_asked_is_not_followed(run, url, why):
    assert why in run("feeds", "add", "https://tarn.example/feed", url, code=2)

    run("feeds", "list", code=2)


def test_a_feed_on_a_port_of_its_own_or_in_capitals_is_followed(run):
    for url in ("HTTPS://Tarn.example/feed", "http://desk.example:8080/feed"):
        assert f"added: {url}" in run("feeds", "add", url)


def test_no_name_of_a_file_acts_on_the_terminal_or_becomes_a_picture(run, tmp_path):
    for name in ("red\x1b[31m\x9b1m:car:.pdf", "bell\x07\x1b]0;title\x7f.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")

    said = run("collect", "-v", *tmp_path.glob("*.pdf"))

    assert "red\\u001b[31m\\u009b1m:car:.pdf pdf" in said
    assert "bell\\u001b]0;title\\u007f.pdf pdf" in said
    assert not any(sign in said for sign in "\x07\x1b\x7f\x9b")


def test_no_name_of_a_file_forges_a_line_or_turns_the_direction(run, tmp_path):
    for name in ("a\npage: forged.pdf", "turned\u202efdp.exe.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")

    said = run("collect", "-v", *tmp_path.glob("*.pdf"))

    assert "a\\u000apage: forged.pdf" in said
    assert "turned\\u202efdp.exe.pdf" in said
    assert not any(line.startswith("page: forged") for line in said.splitlines())


def test_no_words_of_a_report_act_on_the_terminal(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("“We\x1b[2J will not sell,” Anna Bell said.\n")
    run("read", tmp_path / "in", "-o", tmp_path / "out", "--models", "none", "--workers", 1)

    said = run("show", tmp_path / "out")

    assert "We\\u001b[2J will not sell" in said
    assert "\x1b" not in said


def test_79_a_record_that_finds_no_room_is_named_and_leaves_no_half_written_file(run, tmp_path, monkeypatch):
    def full(path, content):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = run("read", EXAMPLE, "-o", tmp_path / "out", "--models", "none", "--workers", 1, code=2)

    assert "cannot write there (No space left on device)" in said
    assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_that_cannot_be_written_names_its_target_and_not_the_store(run, tmp_path):
    run("collect", EXAMPLE)

    said = run("store", "backup", tmp_path / "nowhere" / "copy.db", code=1)

    assert "copy.db: no backup was made" in said
    assert "news.db" not in said


def test_the_figures_are_served_on_loopback_alone(run, tmp_path):
    run("collect", EXAMPLE)
    server = serve_metrics(0, lambda: run("store", "metrics").encode())
    try:
        address, port = server.server_address[:2]
        with urllib.request.urlopen(f"http://{address}:{port}/metrics", timeout=20) as answer:
            body, kind = answer.read().decode(), answer.headers["Content-Type"]
        for path, host in (("/", f"{address}:{port}"), ("/metrics", f"evil.example:{port}")):
            asked = urllib.request.Request(f"http://{address}:{port}{path}", headers={"Host": host})
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(asked, timeout=20)
    finally:
        server.shutdown()
        server.server_close()

    assert address == "127.0.0.1"
    assert 'rashomon_offers_total{fate="ingested"} 5.0' in body
    assert kind.startswith("text/plain; version=")


def asked_for_figures(server):
    """Return the status, the kind and the words of an answer."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{server.server_address[1]}/metrics", timeout=20
        ) as got:
            return got.status, got.headers["Content-Type"], got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


TROUBLE = {
    "locked": StoreBusyError("news.db: another process is writing into it"),
    "disk": StoreError("news.db: reading or writing the file failed\n(disk I/O error)"),
    "text": UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    "number": ValueError("could not convert string to float: 'many'"),
}


@pytest.mark.parametrize("kind", TROUBLE)
def test_figures_that_cannot_be_had_are_told_counted_and_logged_and_the_next_are_served(kind, caplog):
    told = iter([b"", TROUBLE[kind], TROUBLE[kind], b"rashomon_stories 1.0\n"])

    def figures():
        if isinstance(now := next(told), Exception):
            raise now
        return now

    server = serve_metrics(0, figures)
    try:
        before, first, second, after = (asked_for_figures(server) for _ in range(4))
    finally:
        server.shutdown()
        server.server_close()

    assert "rashomon_metrics_failures_total 0.0" in before[2]
    cause = " ".join(str(TROUBLE[kind]).split())
    assert first == second
    assert first[:2] == (503, "text/plain; charset=utf-8")
    assert first[2].startswith("The figures cannot be had: ")
    assert first[2].endswith(f"{cause}\n")
    assert first[2].count("\n") == 1
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 2
    assert after[0] == 200
    assert "rashomon_stories 1.0" in after[2]
    assert "rashomon_metrics_failures_total 2.0" in after[2]


def test_a_store_damaged_while_its_figures_are_served_is_told_and_serves_again_once_restored(run, tmp_path):
    run("collect", EXAMPLE)
    place = tmp_path / "news.db"
    whole = place.read_bytes()

    def figures():
        store = open_store(place, write=False)
        try:
            return metrics(store, 0.0)
        finally:
            store.close()

    server = serve_metrics(0, figures)
    try:
        place.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
        damaged = asked_for_figures(server)
        place.write_bytes(whole)
        restored = asked_for_figures(server)
    finally:
        server.shutdown()
        server.server_close()

    assert (damaged[0], restored[0]) == (503, 200)
    assert "the file is damaged" in damaged[2]
    assert 'rashomon_offers_total{fate="ingested"} 5.0' in restored[2]


def test_the_check_of_a_store_that_does_not_hold_has_its_own_exit_code(run, tmp_path):
    run("collect", EXAMPLE)
    store = open_store(tmp_path / "news.db")
    store.db.rows("UPDATE tally SET number = 9 WHERE fate = 'ingested'")
    store.close()

    assert "was counted 9 times" in run("store", "check", code=1)


def test_what_is_in_quarantine_is_read_again_when_it_is_asked_for(run, tmp_path, monkeypatch):
    store = open_store(tmp_path / "news.db")
    number = store.documents.begin("test", "2031-04-06T08:00:00Z")
    held = Offered("d.txt", b"Snow fell on Tarn.", "text")
    store.documents.take(held, Read(None, "took-too-long", quarantined=True), number, "2031-04-06T08:00:00Z")
    store.close()
    found = {finding["what"]: finding for finding in json.loads(run("doctor", "--json"))}
    assert (found["quarantine"]["state"], found["quarantine"]["found"]) == ("warning", "1 of 1 offers")

    held_on = (Read(None, "took-too-long", quarantined=True), ())
    with monkeypatch.context() as slow:
        slow.setattr("rashomon.desk.collect.read_offered", lambda *_: held_on)
        said = run("collect", "--replay")
    assert "0 left quarantine" in said
    assert "quarantined: d.txt took-too-long" in said
    assert "1 left quarantine" in run("collect", "--replay")

    store = open_store(tmp_path / "news.db", write=False)
    assert store.documents.counts() == Counts(1, 1, 0, 0, 0)
    assert [article.text for article in store.documents.articles()] == ["Snow fell on Tarn."]
    store.close()


def test_the_doctor_warns_of_little_room_and_of_paused_feeds(run, tmp_path, monkeypatch):
    run("feeds", "add", "https://tarn.example/feed")
    run("feeds", "pause", "https://tarn.example/feed")
    monkeypatch.setattr("rashomon.desk.doctor.shutil.disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    found = {
        finding["what"]: (finding["state"], finding["found"])
        for finding in json.loads(run("doctor", "--json"))
    }

    assert found["room on the disk"] == ("warning", "0.0 GB")
    assert found["paused feeds"] == ("warning", "https://tarn.example/feed")


def test_a_port_for_figures_that_is_taken_is_told_and_nothing_is_collected(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"--metrics {port}" in run("collect", EXAMPLE, "--metrics", port, code=2)
    store = open_store(tmp_path / "news.db", write=False)
    assert store.documents.counts() == Counts()
    store.close()


def test_the_figures_of_prometheus_add_up(run):
    run("collect", EXAMPLE, EXAMPLE / "gone.txt")
    lines = dict(
        line.rsplit(" ", 1) for line in run("store", "metrics").splitlines() if not line.startswith("#")
    )

    assert lines['rashomon_offers_total{fate="ingested"}'] == "5.0"
    assert lines['rashomon_offers_total{fate="skipped"}'] == "1.0"
    assert lines['rashomon_rows{table="article"}'] == "5.0"
    assert sum(float(value) for name, value in lines.items() if name.startswith("rashomon_offers_total")) == 6


def test_the_doctor_names_versions_store_and_models(run, tmp_path):
    run("collect", EXAMPLE)
    findings = json.loads(run("doctor", "--json"))
    by_name = {finding["what"]: finding for finding in findings}

    assert by_name["sqlite (apsw)"]["state"] == "good"
    assert any(finding["found"] == "every check holds" for finding in findings)
    assert any(name.startswith("model ") and finding["found"] for name, finding in by_name.items())
    store = open_store(tmp_path / "news.db")
    store.db.rows("UPDATE tally SET number = 9")
    store.close()
    assert "was counted 9 times" in run("doctor", code=1)


def test_the_doctor_warns_below_the_very_versions_that_the_promise_names_and_not_at_them():
    promised = Path(rashomon.__file__).parents[2] / "SECURITY.md"
    told = dict(re.findall(r"([\w-]+) before (\d+\.\d+\.\d+)", promised.read_text()))
    sound = {fault.library: fault.sound for fault in FAULTS}
    below = {name: re.sub(r"\d+$", lambda last: str(int(last[0]) - 1), number) if not number.endswith(".0")
             else f"{number[:-2].rpartition('.')[0]}.{int(number[:-2].rpartition('.')[2]) - 1}.99"
             for name, number in sound.items()}  # fmt: skip

    assert told == {
        name.removesuffix(" (apsw)").replace("sqlite", "SQLite"): number for name, number in sound.items()
    }
    assert {found.state for found in examine_versions(sound | {"msgspec": "0.1"})} == {"good"}
    assert {found.state for found in examine_versions(below)} == {"warning"}


def test_a_log_line_is_one_json_object():
    record = logging.LogRecord("rashomon.x", logging.WARNING, "f", 1, "lost %s\nand more", ("a",), None)
    record.source = "a.txt"
    line = JsonLines().format(record)

    assert "\n" not in line
    assert json.loads(line) | {"time": ""} == {
        "time": "", "level": "warning", "logger": "rashomon.x", "message": "lost a\nand more", "source": "a.txt",
    }  # fmt: skip


def test_an_address_in_a_list_is_judged_as_one_given_by_hand(run, tmp_path):
    listed = tmp_path / "feeds.opml"
    urls = ("http://127.1/feed", "https://tarn.example/feed", "https://tarn.example/feed")
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in urls)
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')

    said = run("feeds", "add", listed)

    assert "feeds.opml: no-web-address 1, twice-or-too-many 1" in said
    assert said.count("added: https://tarn.example/feed") == 1
    assert "127.1" not in run("feeds", "list")


def test_a_file_that_cannot_be_written_is_named_in_one_line(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("“We will not sell,” Anna Bell said.\n")
    run("read", tmp_path / "in", "-o", tmp_path / "out", "--models", "none", "--workers", 1)

    for extra in ((), ("--format", "csv"), ("--by", "party")):
        said = run("show", tmp_path / "out", "-o", tmp_path / "no" / "where.txt", *extra, code=2)
        assert "where.txt: cannot be written" in said
