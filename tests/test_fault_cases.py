"""Every one of the 86 cases of the fault list has a test that names it: in its name, or in its first line."""

import ast
import csv
import io
import re
import tarfile
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from msgspec import structs
from tests.test_compare_verify import OTHER, REPORT
from tests.test_compare_verify import build as record_of
from tests.test_group_copies import WIRE, candidates
from tests.test_losses import Deadly, build, gathered

import rashomon
from rashomon.engines.local import Cores, Serial
from rashomon.gather.files import gather_reports
from rashomon.gather.offers import offers_under
from rashomon.show.tables import csv_tables
from rashomon.types import Outlet
from rashomon.wiring import Settings

HERE = Path(__file__).parent


def named(test):
    """Return the cases that a test names: `test_case_9_`, `test_cases_1_to_7_`, `test_28_10_`, "Fault case 85."."""
    listed = re.match(r"test_(?:cases?_)?(\d+(?:_(?:to_|and_)?\d+)*)_", test.name)
    told = re.findall(r"[Ff]ault cases? (\d+)", ast.get_docstring(test) or "")
    numbers = [int(number) for number in re.findall(r"\d+", listed[1])] if listed else []
    inner = [int(number) for number in re.findall(r"_case_(\d+)_", test.name)]
    run = range(numbers[0], numbers[-1] + 1) if listed and "_to_" in listed[1] else numbers
    return {*run, *inner, *map(int, told)} if "promise" not in test.name else set(map(int, told))


def written_in(file):
    nodes = ast.walk(ast.parse(file.read_text()))
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def test_each_of_the_86_cases_has_a_test_that_names_it_and_asserts_something():
    tests = list(chain.from_iterable(map(written_in, sorted(HERE.glob("test_*.py")))))
    numbered = [test for test in tests if named(test)]
    covered = set().union(*map(named, numbered))

    assert set(range(1, 87)) - covered == set()
    silent = [test.name for test in numbered if not any(
        isinstance(node, ast.Assert | ast.With) or (isinstance(node, ast.Call) and "holds" in ast.unparse(node.func))
        for node in ast.walk(test)
    )]  # fmt: skip
    assert silent == []


def test_case_72_packed_folders_and_links_that_lead_out_are_refused_and_a_name_leads_nowhere(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The mayor's own letter, which nobody offered.")
    folder = tmp_path / "sent"
    (folder / "deep").mkdir(parents=True)
    (folder / "good.txt").write_text("Rain fell on Tarn.")
    (folder / "within.txt").symlink_to(folder / "good.txt")
    (folder / "out.txt").symlink_to(secret)
    (folder / "deep" / "up.txt").symlink_to("../../secret.txt")
    with zipfile.ZipFile(folder / "pack.zip", "w") as pack:
        pack.writestr("../../etc/x.txt", "Rain fell.")
    with tarfile.open(folder / "pack.tar", "w") as pack:
        pack.add(secret, "../../secret.txt")
    # names inside a table are names and no paths; a NUL in one is no end of it
    (folder / "rows.jsonl").write_text('{"text": "It stopped.", "url": "../../etc/passwd\\u0000.txt"}\n')

    intake = gather_reports([folder]).intake
    found = {taken.source: taken.why or taken.outcome for taken in intake.sources}
    offered = {item.source: item.problem for item in offers_under([folder]) if item.problem}

    assert {name: found[name] for name in ("good.txt", "out.txt", "deep/up.txt", "pack.zip", "pack.tar")} == {
        "good.txt": "read", "out.txt": "link-out-of-the-folder", "deep/up.txt": "link-out-of-the-folder",
        "pack.zip": "unsupported", "pack.tar": "unsupported",
    }  # fmt: skip
    assert found["within.txt"] == "same text as good.txt"
    assert found["rows.jsonl#1"] == "read"
    assert offered == {name: why for name, why in found.items() if why.startswith(("link", "unsup"))}
    assert {path.name for path in tmp_path.iterdir()} == {"secret.txt", "sent"}


def test_case_83_a_worker_lost_in_the_middle_leaves_the_record_that_one_process_makes(tmp_path):
    taken = gathered(tmp_path)
    pooled = build(taken, Cores(2), Deadly())
    alone = build(taken, Serial(), Deadly("raise"))

    # the same lines but for the reason: one says that a process died, the other what was raised
    assert pooled.statements == alone.statements
    assert pooled.stories == alone.stories
    assert [line.outcome for line in pooled.intake.sources] == [line.outcome for line in alone.intake.sources]


def test_case_75_ten_thousand_copies_of_one_wire_text_give_each_one_pair_and_no_more():
    # every pair of ten thousand would be fifty million
    assert len(candidates([WIRE.split()] * 10_000)) == 9_999


def test_case_75_ten_thousand_near_copies_of_one_wire_text_stay_far_from_every_pair():
    # each edition changes one word of the wire text, and says its number
    editions = [[*WIRE.split(), f"edition{number}"] for number in range(10_000)]
    for number, words in enumerate(editions):
        words[number % len(WIRE.split())] = f"other{number}"

    pairs = candidates(editions)

    # no edition is lost, and the pairs are two an edition at most where every pair would be fifty million
    assert {place for pair in pairs for place in pair} == set(range(10_000))
    assert len(pairs) <= 20_000


def test_case_75_sixty_near_copies_of_a_wire_text_are_one_story(tmp_path):
    wire = "A ferry ran aground off Brask on Monday and forty passengers were brought ashore, the coast guard said."
    rows = "".join(f'{{"text": "{wire} Edition {number}."}}\n' for number in range(60))
    (tmp_path / "rows.jsonl").write_text(rows)

    record = rashomon.read(tmp_path, settings=Settings(workers=1, models="none")).data

    assert record.intake.read == 60
    assert [len(story.articles) for story in record.stories] == [60]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_case_85_a_cell_that_begins_like_a_formula_is_text(first):
    report = structs.replace(REPORT, source=f"{first}HYPERLINK(1)", outlet=Outlet(f"{first}SUM(A1)", None))
    cells = [
        cell for table in csv_tables(structs.replace(record_of(), articles=(report, OTHER))).values()
        for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")) for cell in row
    ]  # fmt: skip

    assert any(cell.startswith("'" + first) for cell in cells)
    assert [
        cell for cell in cells if cell.startswith(first) and not cell.lstrip("+-").replace(".", "").isdigit()
    ] == []
