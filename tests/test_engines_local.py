import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from rashomon.engines.local import Cores, Serial
from rashomon.ports import Lost


def double(number):
    return number * 2


def die_at(bad, number):
    if number == bad:
        os._exit(9)
    return number


def die_once(marker, number):
    if number == 1 and not marker.exists():
        marker.touch()
        os._exit(9)
    return number


def refuse(number):
    raise ValueError(f"no {number}")


def test_cores_and_serial_give_the_same_in_the_same_order():
    assert list(Cores(2).map(double, range(30))) == list(Serial().map(double, range(30)))


def test_nothing_in_gives_nothing_out():
    assert list(Cores(1).map(double, [])) == []


def test_a_worker_that_dies_costs_its_item_only_which_is_told():
    """Fault case 82."""
    results = list(Cores(2).map(partial(die_at, 9), range(18)))

    assert results == [*range(9), Lost("its-worker-died"), *range(10, 18)]


def test_an_item_whose_worker_died_once_is_tried_again(tmp_path):
    """Fault case 83."""
    assert list(Cores(1).map(partial(die_once, tmp_path / "died"), range(3))) == [0, 1, 2]


def test_an_error_of_the_work_is_raised():
    with pytest.raises(ValueError, match="no 1"):
        list(Cores(1).map(refuse, [1]))


def test_a_script_without_a_main_guard_may_use_every_core(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from rashomon.engines.local import Cores\nprint(list(Cores(2).map(abs, [-1, -2])))\n")

    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=True)

    assert done.stdout == "[1, 2]\n"


def note_and_wait(folder, number):
    (folder / str(os.getpid())).touch()
    time.sleep(0.05)
    return number


def is_there(worker):
    # a process that ended and was not yet waited for is gone for us
    try:
        return "State:\tZ" not in Path(f"/proc/{worker}/status").read_text()
    except FileNotFoundError:
        return False


def test_77_the_workers_of_a_killed_process_end_with_it(tmp_path):
    code = (
        "from functools import partial; from pathlib import Path; from rashomon.engines.local import Cores;"
        "from tests.test_engines_local import note_and_wait;"
        f"list(Cores(2).map(partial(note_and_wait, Path({str(tmp_path)!r})), range(100_000)))"
    )
    child = subprocess.Popen([sys.executable, "-c", code])
    patience = time.monotonic() + 100
    while len(workers := [int(file.name) for file in tmp_path.iterdir()]) < 2 and time.monotonic() < patience:
        time.sleep(0.1)
    child.kill()
    child.wait()
    patience = time.monotonic() + 20
    while any(map(is_there, workers)) and time.monotonic() < patience:
        time.sleep(0.1)

    assert len(workers) == 2
    assert not any(map(is_there, workers))
