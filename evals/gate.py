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


# What the figures stand against: a simple baseline and the best published, where there is one.
ANCHORS = {
    "quotes quotes-polnear content.overlap.f1": (
        "33.4, a bare quote-mark rule",
        "65.5, Citron retrained on the same data",
    ),
    "quotes quotes-polnear content.exact.f1": ("14.8, a bare quote-mark rule", "39.4, Citron retrained"),
    "quotes quotes-polnear joint.overlap.f1": ("-", "60.1, Citron retrained"),
    "stories stories-ecbplus-docs b3_f1": ("85.7, TF-IDF with average linkage, on its test part", "-"),
    "stories stories-newscluster-half b3_f1": ("90.7, TF-IDF", "94.7, TF-IDF with average linkage"),
    "pages pages-aeb f1": ("66.5, raw text", "95.8, trafilatura"),
    "copies copies-articles_1000 p": ("-", "100"),
    "copies copies-articles_1000 r": ("-", "100"),
}
SCOREBOARD = Path(__file__).resolve().parent.parent / "docs" / "scoreboard.md"
PREFACE = """# The scoreboard

Written by `make scoreboard`. Figures in per cent; counts of faults are negative. The gold stories and the dev parts were
looked at while the rules were written, so these figures are optimistic; stories that were held back are the real test.

| what | measured | simple baseline | best published |
|---|---|---|---|
"""


def write_scoreboard(figures: list[tuple[str, float | None]]) -> None:
    """Write every figure beside its baseline and the best published."""
    lines = [
        f"| {name} | {_shown(value)} | {' | '.join(ANCHORS.get(name, ('-', '-')))} |\n"
        for name, value in figures
    ]
    SCOREBOARD.write_text(PREFACE + "".join(lines), encoding="utf-8")


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
    lift = chosen.lift
    figures: list[tuple[str, float | None]] = []
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = skipped = passed = 0
    for name, value in measure():
        figures.append((name, value))
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
    if chosen.scoreboard:
        write_scoreboard(figures)
    print(f"gate: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
