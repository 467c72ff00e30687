"""The command line: what it writes, what it says, how it ends."""

import json

import pytest
from tests.repin import EXAMPLE
from typer.testing import CliRunner

from rashomon.cli import app

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    result = RUNNER.invoke(app, ["read", str(EXAMPLE / "texts"), "-o", str(folder), "--workers", "1"])
    assert result.exit_code == 0, result.output
    return folder


def test_reading_writes_the_record_the_page_and_three_tables(out):
    names = {path.name for path in out.iterdir()}

    assert names == {"record.json", "index.html", "statements.csv", "points.csv", "timeline.csv"}


def test_verify_finds_nothing_in_a_fresh_record(out):
    assert RUNNER.invoke(app, ["verify", str(out)]).exit_code == 0


def test_verify_finds_one_shifted_letter(out, tmp_path):
    data = json.loads((out / "record.json").read_bytes())
    data["statements"][0]["content"][0]["start"] += 1
    (tmp_path / "record.json").write_text(json.dumps(data))

    result = RUNNER.invoke(app, ["verify", str(tmp_path)])

    assert result.exit_code == 1
    assert "statements[0].content[0]" in result.output


def test_explain_tells_why_a_point_has_its_status(out):
    point = json.loads((out / "record.json").read_bytes())["stories"][0]["points"][0]

    result = RUNNER.invoke(app, ["explain", point["id"], str(out)])

    assert result.exit_code == 0
    assert point["status"] in result.output


def test_explain_of_an_unknown_id_is_wrong_use(out):
    assert RUNNER.invoke(app, ["explain", "nobody", str(out)]).exit_code == 2


@pytest.mark.parametrize("style", ["table", "md", "csv", "jsonl"])
def test_show_has_every_form(out, style):
    result = RUNNER.invoke(app, ["show", str(out), "--format", style])

    assert result.exit_code == 0
    assert result.output


def test_a_missing_path_is_named_and_ends_with_three(tmp_path):
    result = RUNNER.invoke(app, ["read", str(tmp_path / "nothing.txt"), "-o", str(tmp_path / "out")])

    assert result.exit_code == 3
    assert "nothing.txt" in result.output


def test_the_summary_as_json_adds_up(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("Rain fell on Tarn, the mayor said on Monday.\n")
    (tmp_path / "in" / "c.pdf").write_bytes(b"%PDF-1.7")

    result = RUNNER.invoke(app, ["read", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--json"])

    assert json.loads(result.output)["intake"] == {"offered": 3, "read": 1, "duplicate": 1, "skipped": 1}


def test_a_file_that_is_no_record_is_named(tmp_path):
    (tmp_path / "record.json").write_text("{}")

    result = RUNNER.invoke(app, ["verify", str(tmp_path)])

    assert result.exit_code == 1
