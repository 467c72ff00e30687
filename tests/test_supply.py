"""What is installed is what was looked at: every library is pinned by the hash of its files."""

import re
import tomllib
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def locked():
    return tomllib.loads((HOUSE / "uv.lock").read_text())["package"]


def test_every_locked_library_comes_from_a_registry_and_each_of_its_files_has_a_sha256():
    ours, others = [], []
    for package in locked():
        (others if "registry" in package["source"] else ours).append(package)

    # ourselves alone come from elsewhere: no library from a branch, an address or a folder
    assert [(package["name"], package["source"]) for package in ours] == [("rashomon", {"editable": "."})]
    files = [
        (package["name"], file)
        for package in others
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    ]
    assert {name for name, _ in files} == {package["name"] for package in others}
    bare = [name for name, file in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", file.get("hash", ""))]
    assert bare == []


def test_every_library_named_in_the_project_is_locked():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    named = {
        re.match(r"[A-Za-z0-9._-]+", line)[0].lower()
        for line in [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    }

    assert named - {package["name"] for package in locked()} == set()


def test_every_command_that_installs_refuses_a_lock_that_does_not_fit_the_project():
    commands = [
        line
        for line in (HOUSE / "Makefile").read_text().splitlines()
        if re.search(r"\$\(UV\) (sync|export)", line)
    ]

    assert commands
    assert [line for line in commands if "--locked" not in line] == []
