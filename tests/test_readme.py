"""The README keeps its word: every command and every line of Python in it runs as it stands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rashomon

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands():
    found = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in found if line.startswith("rashomon")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples" / "dam" / "texts", folder / "reports")
    return folder


def run(desk, command):
    program = [sys.executable, "-c", "from rashomon.cli import main; main()"]
    return subprocess.run(
        [*program, *command.split()[1:]], cwd=desk, capture_output=True, text=True, timeout=300, check=False
    )


def test_every_command_of_the_readme_runs_in_its_order(desk):
    assert [command.split()[1] for command in commands()] == ["read", "show", "verify", "explain"]
    for command in commands():
        if " ID " in command:
            points = rashomon.load(desk / "out" / "record.json").points
            command = command.replace(" ID ", f" {points[0].id} ")  # noqa: PLW2901
        done = run(desk, command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout
    assert "-o out" in commands()[0]
    assert {path.name for path in (desk / "out").iterdir()} == {
        "record.json", "index.html", "statements.csv", "points.csv", "timeline.csv",
    }  # fmt: skip


def test_the_python_of_the_readme_runs_as_a_plain_script(desk):
    (block,) = blocks("python")
    (desk / "script.py").write_text(block + "\nprint(sorted(tables))\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "script.py"], cwd=desk, capture_output=True, text=True, timeout=300, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "'statements'" in done.stdout.splitlines()[-1]


def test_make_demo_does_what_the_readme_shows():
    assert re.search(
        r"^demo: setup.*\n\t\$\(UV\) run --no-sync rashomon read examples/dam/texts -o demo$",
        MAKEFILE,
        re.MULTILINE,
    )
    assert "make demo" in README
    assert "make test" in README


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_every_file_that_the_readme_points_at_is_there(link):
    assert (ROOT / link).exists()
