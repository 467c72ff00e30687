import os
import subprocess
import sys
from functools import partial

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
