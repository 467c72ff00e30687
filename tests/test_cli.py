"""The command line: what it writes, what it says, how it ends."""

import json

import pytest
from pyarrow import parquet
from tests.repin import EXAMPLE
from typer.testing import CliRunner

from rashomon import load
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


@pytest.fixture(scope="module")
def hundred(tmp_path_factory):
    """A folder of a hundred files, of which some cannot be read, and what the command says of them."""
    folder = tmp_path_factory.mktemp("hundred") / "in"
    folder.mkdir()
    for number in range(91):
        (folder / f"copy{number:02}.txt").write_text("Rain fell on Tarn, the mayor said on Monday.\n")
    (folder / "other.txt").write_text(
        "A ferry sank off Aldersea. Divers found the wreck, the coast guard said.\n"
    )
    (folder / "old.txt").write_bytes("Müller said “it will rain” on Monday in Tarn.\n".encode("cp1252"))
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "zero.txt").write_bytes(b"")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "sheet.xlsx").write_bytes(b"PK")
    (folder / "news.warc").write_bytes(b"this is no archive")
    (folder / "rows.jsonl").write_text('{"text": "Snow fell on Corrin, the minister said."}\n{broken\n')
    out = folder.parent / "out"
    arguments = [
        "read",
        str(folder),
        str(folder.parent / "gone.txt"),
        str(folder / "no*.txt"),
        "-o",
        str(out),
    ]
    return RUNNER.invoke(app, [*arguments, "--models", "none", "--workers", "1"]), out


@pytest.mark.parametrize(
    "line",
    [
        "offered 103, read 4, duplicate 90, skipped 9",
        "skipped: loop.txt (cannot be opened",
        "skipped: zero.txt (the file is empty",
        "skipped: paper.pdf (a PDF",
        "skipped: picture.txt (no text inside",
        "skipped: sheet.xlsx (this kind of file is not read",
        "skipped: news.warc (this kind of file is not read",
        "skipped: rows.jsonl#2 (this line is not JSON",
        "skipped: gone.txt (no such file",
        "skipped: no*.txt (no file matches",
        "duplicate: copy01.txt, 89 more (same text as copy00.txt)",
    ],
)
def test_a_clear_line_says_what_happened_to_each_file(hundred, line):
    result, _ = hundred

    assert result.exit_code == 0
    assert line in result.output


def test_what_could_be_read_among_a_hundred_is_in_the_record(hundred):
    record = load(hundred[1] / "record.json")

    assert record.breaches() == []
    assert [article.source for article in record.articles] == [
        "copy00.txt",
        "old.txt",
        "other.txt",
        "rows.jsonl#1",
    ]
    assert "Müller said “it will rain”" in record.articles[1].text
    assert ("decoded", "guessed-cp1252") in {(gap.what, gap.why) for gap in record.data.gaps}


def test_what_we_wrote_ourselves_is_no_report(hundred):
    result = RUNNER.invoke(
        app, ["read", str(hundred[1]), "-o", str(hundred[1].parent / "again"), "--models", "none"]
    )

    assert result.exit_code == 3
    assert "index.html (written by rashomon itself" in result.output


@pytest.mark.parametrize("content", ["a,b\n1,2\n", None, "[1, 2]"])
def test_a_sidecar_that_is_none_is_wrong_use_in_one_line(tmp_path, content):
    sidecar = tmp_path / ("side.json" if content and content.startswith("[") else "side.csv")
    if content:
        sidecar.write_text(content)
    (tmp_path / "a.txt").write_text("Rain fell on Tarn.\n")

    result = RUNNER.invoke(
        app, ["read", str(tmp_path / "a.txt"), "--sidecar", str(sidecar), "-o", str(tmp_path / "out")]
    )

    assert result.exit_code == 2
    assert result.output.startswith("sidecar ")
    assert "Traceback" not in result.output


def test_an_output_that_cannot_be_written_is_found_out_before_the_work(tmp_path):
    (tmp_path / "taken").write_text("")

    result = RUNNER.invoke(app, ["read", "whatever.txt", "-o", str(tmp_path / "taken")])

    assert result.exit_code == 2
    assert "cannot write there" in result.output


def test_standard_input_with_a_sidecar_is_read(tmp_path):
    (tmp_path / "side.csv").write_text(
        "file,outlet,published\n-,The Tarn Post,2031-04-07\nnobody.txt,X,2031-04-07\n"
    )
    arguments = [
        "read",
        "-",
        "-o",
        str(tmp_path / "out"),
        "--sidecar",
        str(tmp_path / "side.csv"),
        "--models",
        "none",
    ]

    result = RUNNER.invoke(app, arguments, input="Rain fell on Tarn, the mayor said on Monday.\n")

    assert load(tmp_path / "out" / "record.json").articles[0].outlet.name == "The Tarn Post"
    assert "unused: sidecar row nobody.txt" in result.output


def test_quiet_says_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell on Tarn.\n")

    result = RUNNER.invoke(
        app, ["read", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "-q", "--models", "none"]
    )

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("what", ["points", "statements", "timeline", "speakers", "stories"])
def test_one_list_is_shown_as_a_table(out, what):
    result = RUNNER.invoke(app, ["show", str(out), "--what", what])

    assert result.exit_code == 0
    assert f"{what} (" in result.output


def test_parquet_goes_to_a_file_and_comes_back(out, tmp_path):
    result = RUNNER.invoke(
        app,
        ["show", str(out), "--what", "statements", "--format", "parquet", "-o", str(tmp_path / "s.parquet")],
    )

    assert result.exit_code == 0
    assert parquet.read_table(tmp_path / "s.parquet").num_rows == len(load(out / "record.json").statements)


@pytest.mark.parametrize("arguments", [["--what", "rumours"], ["--format", "xml"]])
def test_a_list_or_a_form_that_does_not_exist_is_wrong_use(out, arguments):
    assert RUNNER.invoke(app, ["show", str(out), *arguments]).exit_code == 2


def test_a_file_that_is_no_record_is_named(tmp_path):
    (tmp_path / "record.json").write_text("{}")

    result = RUNNER.invoke(app, ["verify", str(tmp_path)])

    assert result.exit_code == 1
