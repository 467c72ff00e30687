import os
from functools import partial

import pytest

from rashomon.engines.local import Cores, Serial


def double(number):
    return number * 2


def die_at(bad, number):
    if number == bad:
        os._exit(9)
    return number


def refuse(number):
    raise ValueError(f"no {number}")


def test_cores_and_serial_give_the_same_in_the_same_order():
    assert list(Cores(2).map(double, range(30))) == list(Serial().map(double, range(30)))


def test_nothing_in_gives_nothing_out():
    assert list(Cores(1).map(double, [])) == []


def test_a_worker_that_dies_costs_its_item_only_and_is_told():
    lost = []
    results = list(
        Cores(2, lost=lambda item, why: lost.append((item, why))).map(partial(die_at, 9), range(18))
    )
    assert results == [number for number in range(18) if number != 9]
    assert lost == [(9, "its worker died")]


def test_an_error_of_the_work_is_raised():
    with pytest.raises(ValueError, match="no 1"):
        list(Cores(1).map(refuse, [1]))
