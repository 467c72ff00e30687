"""The gate: every figure beside its floor, in one table; exit 1 under a floor.

`python -m evals.gate` measures and compares. `--raise` writes what was measured as the new floors where that is
higher; it never lowers one. Gold that is not there is skipped, and the table says so in capitals.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.places import EXAMPLE, PUBLIC, SCORER, SHARED

FLOORS = Path(__file__).with_name("floors.json")
# A figure may fall this far under its floor: one statement or one page more or less moves most figures by about as
# much, and another processor may round a model's scores otherwise.
SLACK = 0.005

# Which measurements the gate runs: name, data, and the figures to hold, by their path in the result.
RECORD = (
    "groups.cleaning.char_f1", "groups.metadata.score", "groups.statements.overlap.f1", "groups.statements.exact.f1",
    "groups.statements.speaker_accuracy", "groups.statements.act_accuracy", "groups.links.score",
    "groups.stories.b3_f1", "groups.points.found", "groups.points.status_accuracy", "groups.contradictions.score",
    "groups.timeline.score", "groups.wordings.score", "groups.numbers.score", "groups.origins.score",
)  # fmt: skip
CHECKS: tuple[tuple[str, Path, tuple[str, ...]], ...] = (
    ("record", EXAMPLE, RECORD),
    ("record", SHARED / "gold" / "story-pompeo", RECORD),
    ("record", SHARED / "gold" / "story-uk-visit", RECORD),
    (
        "quotes",
        PUBLIC / "quotes-polnear.jsonl",
        ("content.overlap.f1", "content.exact.f1", "joint.overlap.f1"),
    ),
    ("stories", PUBLIC / "stories-ecbplus-docs.jsonl", ("b3_f1",)),
    ("stories", PUBLIC / "stories-newscluster-half.jsonl", ("b3_f1",)),
    ("pages", PUBLIC / "pages-aeb.jsonl", ("f1",)),
    ("copies", PUBLIC / "copies-articles_1000.train", ("p", "r")),
)


def figure(result: dict[str, Any], path: str) -> float | None:
    """Look a figure up by its dotted path; None where the gold says nothing about it."""
    value: Any = result
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def measure() -> Iterator[tuple[str, float | None]]:
    """Run every check and yield its figures by name; a check without its gold yields one None."""
    for name, data, paths in CHECKS:
        label = f"{name} {data.stem if data.suffix else data.name}"
        if not data.exists() or (name == "record" and not SCORER.exists()):
            yield label, None
            continue
        began = time.perf_counter()
        result = importlib.import_module(f"evals.{name}").run(data)
        print(f"# {label}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
        if name == "record":
            yield f"{label} must_not", float(-len(result["must_not"]))
            yield (
                f"{label} false_contradictions",
                float(-result["groups"]["contradictions"].get("false_contradictions", 0)),
            )
        for path in paths:
            if (value := figure(result, path)) is not None:
                yield f"{label} {path.removeprefix('groups.')}", round(value, 4)


def main() -> int:
    """Compare every figure with its floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="raise the floors to what was measured"
    )
    lift = parser.parse_args().lift
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = skipped = passed = 0
    for name, value in measure():
        floor = floors.get(name)
        if value is None:
            skipped += 1
            print(f"SKIPPED {name}: THE GOLD IS NOT HERE")
            continue
        good = floor is None or value >= floor - SLACK
        failed, passed = failed + (not good), passed + good
        print(
            f"{'ok  ' if good else 'FAIL'} {name:<70} {value:8.4f}  floor {'none' if floor is None else f'{floor:.4f}'}"
        )
        if lift and (floor is None or value > floor):
            floors[name] = value
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"gate: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
