"""The gate says no where it must: under a floor, for a figure that was not measured, for gold that is not there."""

from pathlib import Path

import pytest
from evals import gate
from evals.checks import ANCHORS, CHECKS, Check

HERE = Path(__file__)


def test_a_figure_under_its_floor_fails_and_one_within_the_slack_passes():
    _, counts = gate.judge([("a", 0.70), ("b", 0.697), ("c", 0.9)], {"a": 0.72, "b": 0.70})

    assert counts == {"passed": 2, "failed": 1, "skipped": 0}


def test_a_floor_that_nobody_measures_fails():
    lines, counts = gate.judge([("a x", 1.0)], {"a x": 1.0, "a y": 0.5})

    assert counts["failed"] == 1
    assert "a y" in lines[0]


def test_gold_that_is_not_there_is_said_aloud_and_its_floors_wait():
    lines, counts = gate.judge([("record away", None)], {"record away points.found": 0.5})

    assert counts == {"passed": 0, "failed": 0, "skipped": 1}
    assert "THE GOLD IS NOT HERE" in lines[0]


def test_a_floor_is_never_lowered():
    assert gate.raised([("a", 0.1)], {"a": 0.7, "b": 0.2}) == {"a": 0.7, "b": 0.2}


def test_a_check_without_any_of_its_figures_is_an_error(tmp_path):
    path = tmp_path / "claims-none.jsonl"
    path.write_text("")

    with pytest.raises(LookupError, match="claims-none"):
        gate.run_check(Check("claims", path, ("accuracy",), 1))


def test_every_judgement_has_a_check():
    assert {check.name for check in CHECKS} == {
        "record", "cleaning", "speakers", "quotes", "stories", "pages", "copies", "claims", "wording", "events",
        "timelines", "planted", "standing", "annotated",
    }  # fmt: skip


def test_every_anchor_stands_beside_a_figure_that_is_measured():
    measured = {f"{check.label} {path.removeprefix('groups.')}" for check in CHECKS for path in check.figures}

    assert measured >= ANCHORS.keys()


def test_every_floor_belongs_to_a_figure_that_is_measured():
    floors = gate.json.loads(gate.FLOORS.read_text())
    measured = {f"{check.label} {path.removeprefix('groups.')}" for check in CHECKS for path in check.figures}

    assert measured >= floors.keys()
