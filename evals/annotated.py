"""Real stories annotated by readers who had never seen the program, scored with `score.py`.

Each file holds the annotation by offsets, and which public reports it is of. `worked_on` says whether the program's
makers looked at where it errs: they did in `eight-stories/` and, later, in `opened-stories/`; `unseen-stories/` show what to expect of a new one.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evals import record
from evals.annotated_texts import write_texts
from evals.places import SHARED

# What is averaged over the stories, by its name here and its path in the scorer's result.
MEANS = {
    "overall": "overall",
    "cleaning": "groups.cleaning.score",
    "metadata": "groups.metadata.score",
    "statements": "groups.statements.score",
    "speakers": "groups.statements.speaker_accuracy",
    "same_as": "groups.links.same_as.f1",
    "denials": "groups.links.denial.f1",
    "stories": "groups.stories.score",
    "points_found": "groups.points.found",
    "points_pure": "groups.points.purity",
    "status": "groups.points.status_accuracy",
    "contradictions": "groups.contradictions.score",
    "silences": "groups.silent.score",
    "wordings": "groups.wordings.score",
    "timeline": "groups.timeline.score",
}
# What a single story is too small for, averaged over the eight and the two whose gold is shared.
OF_TEN = {
    "links_of_ten": "groups.links.score",
    "silences_of_ten": "groups.silent.score",
    "wordings_of_ten": "groups.wordings.score",
}
SHARED_STORIES = tuple(SHARED / "gold" / name for name in ("story-pompeo", "story-uk-visit"))
PER_CENT = 100


def run(folder: Path) -> dict[str, Any]:
    """Return the mean figures over all stories of a folder, and the faults of all.

    `false_contradictions` and `must_not` are counts below zero; `by_story` maps each story to the scorer's overall figure.
    """
    return _figures({path.stem: scored(path) for path in sorted(folder.glob("*.json"))})


def with_shared(folder: Path) -> dict[str, Any]:
    """Return the figures of `run`, and those that are averaged over the two shared stories as well (`OF_TEN`)."""
    results = {path.stem: scored(path) for path in sorted(folder.glob("*.json"))}
    ten = [*results.values(), *(record.run(story) for story in SHARED_STORIES)]
    return _figures(results) | {
        name: _mean(_found(result, path) for result in ten) for name, path in OF_TEN.items()
    }


def _figures(results: dict[str, dict[str, Any]]) -> dict[str, Any]:
    told = list(results.values())
    return {name: _mean(_found(result, path) for result in told) for name, path in MEANS.items()} | {
        "overall": _mean(result["overall"] for result in told) / PER_CENT,
        "false_contradictions": sum(result["false_contradictions"] for result in told),
        "must_not": -sum(len(result["must_not"]) for result in told),
        "by_story": {name: result["overall"] for name, result in results.items()},
    }


def read(path: Path) -> dict[str, Any]:
    """Read the annotation of one story."""
    return json.loads(path.read_text(encoding="utf-8"))


def scored(path: Path) -> dict[str, Any]:
    """Read the texts of one story with the program and score its record.

    Raises:
        FileNotFoundError: the public sets or the scorer are not there.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, path.stem)
        unpack(path, folder)
        return record.run(folder)


def unpack(path: Path, folder: Path) -> None:
    """Write a story as a gold folder: `gold.json` and `texts`."""
    story = read(path)
    (folder / "texts").mkdir(parents=True)
    write_texts(story["made_from"], folder / "texts")
    (folder / "gold.json").write_text(json.dumps(story["gold"], ensure_ascii=False), encoding="utf-8")


def _found(result: dict[str, Any], path: str) -> float | None:
    value: Any = result
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0
