"""The gate: every figure beside its floor, in one table; exit 1 under a floor.

`python -m evals.gate` measures and compares, two checks at a time. `--raise` writes what was measured as the new
floors where that is higher; it never lowers one. Gold that is not there is skipped, and the table says so in capitals.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from evals import record
from evals.checks import ANCHORS, CHECKS, Check
from evals.cost import curve
from evals.measured import measured
from evals.places import SCORER

FLOORS = Path(__file__).with_name("floors.json")
SCOREBOARD = Path(__file__).resolve().parent.parent / "docs" / "scoreboard.md"
# A figure may fall this far under its floor: one statement or one page more or less moves most figures by about as
# much, and another processor may round a model's scores otherwise.
SLACK = 0.005
NEEDS_SCORER = {"record", "cleaning", "speakers", "annotated"}
PROCESSES = 2

type Figures = list[tuple[str, float | None]]


def figure(result: dict[str, Any], path: str) -> float | None:
    """Look a figure up by its dotted path; None where the gold says nothing about it. Faults count below zero.

    >>> figure({"a": {"b": 1}, "must_not": ["merged"]}, "a.b"), figure({"must_not": ["merged"]}, "must_not")
    (1.0, -1.0)
    """
    value: Any = result
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, list):
        return float(-len(value))
    return float(value) if isinstance(value, int | float) else None


def is_here(check: Check) -> bool:
    """Say whether the gold of a check is there."""
    return check.data.exists() and (check.name not in NEEDS_SCORER or SCORER.exists())


def run_check(check: Check) -> tuple[Figures, float]:
    """Run one check; returns its figures by name, and the seconds it took.

    Raises:
        LookupError: where the check yields none of its figures, which must not pass for "nothing to hold".
    """
    began = time.perf_counter()
    result = getattr(importlib.import_module(f"evals.{check.name}"), check.call)(check.data)
    found = [(path, figure(result, path)) for path in check.figures]
    figures: Figures = [
        (f"{check.label} {path.removeprefix('groups.')}", round(value, 4))
        for path, value in found
        if value is not None
    ]
    if not figures:
        raise LookupError(f"{check.label}: none of {', '.join(check.figures)} in its result")
    return figures, time.perf_counter() - began


def measure(checks: tuple[Check, ...] = CHECKS) -> Iterator[tuple[str, float | None]]:
    """Run the checks, the longest first, and yield their figures in the order of the list.

    A check without its gold yields one None.
    """
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        ordered = sorted(filter(is_here, checks), key=lambda check: -check.seconds)
        running = {check: pool.submit(run_check, check) for check in ordered}
        for check in checks:
            if check not in running:
                yield check.label, None
                continue
            figures, seconds = running[check].result()
            print(f"# {check.label}: {seconds:.0f} s", file=sys.stderr)
            yield from figures


def judge(figures: Figures, floors: dict[str, float]) -> tuple[list[str], dict[str, int]]:
    """Set every figure against its floor: the lines of the table, and the count of each outcome.

    A floor whose figure was not measured, though its gold is there, fails: no check falls out of the gate unseen.
    """
    lines: list[str] = []
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    absent = tuple(f"{name} " for name, value in figures if value is None)
    measured = {name for name, _ in figures}
    for name in sorted(floors.keys() - measured):
        if not name.startswith(absent):
            counts["failed"] += 1
            lines.append(f"FAIL {name:<70} was not measured; floor {floors[name]:.4f}")
    for name, value in figures:
        floor = floors.get(name)
        if value is None:
            outcome, line = "skipped", f"SKIPPED {name}: THE GOLD IS NOT HERE"
        else:
            outcome = "passed" if floor is None or value >= floor - SLACK else "failed"
            shown = "none" if floor is None else f"{floor:.4f}"
            line = f"{'ok  ' if outcome == 'passed' else 'FAIL'} {name:<70} {value:8.4f}  floor {shown}"
        counts[outcome] += 1
        lines.append(line)
    return lines, counts


def raised(figures: Figures, floors: dict[str, float]) -> dict[str, float]:
    """Return the floors, each as high as it was or as what was measured.

    >>> raised([("a", 0.5), ("b", 0.9), ("c", None)], {"a": 0.7})
    {'a': 0.7, 'b': 0.9}
    """
    return floors | {
        name: max(value, floors.get(name, value)) for name, value in figures if value is not None
    }


PREFACE = """# The scoreboard

Written by `make scoreboard`. Figures in per cent; counts of faults are negative. The gold stories and the dev parts were
looked at while the rules were written, so these figures are optimistic; stories that were held back are the real test.

| what | measured | simple baseline | best published |
|---|---|---|---|
"""


def plain_records(checks: tuple[Check, ...] = CHECKS) -> dict[str, str]:
    """Score the gold stories as they are read with no trained weights at all: word lists, rules, shared words."""
    found: dict[str, str] = {}
    for check in (c for c in checks if c.name == "record" and is_here(c)):
        result = record.run(check.data, models="none")
        for path in check.figures:
            value = figure(result, path)
            if value is not None:
                found[f"{check.label} {path.removeprefix('groups.')}"] = (
                    f"{_shown(value)}, no trained weights"
                )
    return found


def write_scoreboard(figures: Figures) -> None:
    """Write every figure beside its baseline and the best published."""
    plain = plain_records()
    lines = [
        f"| {name} | {_shown(value)} | {' | '.join(ANCHORS.get(name, (plain.get(name, '-'), '-')))} |\n"
        for name, value in [*figures, *measured()]
    ]
    SCOREBOARD.write_text(PREFACE + "".join(lines) + curve(), encoding="utf-8")


def _shown(value: float | None) -> str:
    if value is None:
        return "the gold is not here"
    return f"{value * 100 if 0 <= value <= 1 else value:.1f}"


def main() -> int:
    """Compare every figure with its floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="raise the floors to what was measured"
    )
    parser.add_argument("--scoreboard", action="store_true", help="write docs/scoreboard.md")
    chosen = parser.parse_args()
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    began = time.perf_counter()
    figures = list(measure())
    lines, counts = judge(figures, floors)
    print("\n".join(lines))
    if chosen.lift:
        FLOORS.write_text(
            json.dumps(raised(figures, floors), indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    if chosen.scoreboard:
        write_scoreboard(figures)
    summary = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    print(f"gate: {summary}, in {time.perf_counter() - began:.0f} s")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
