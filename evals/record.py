"""A whole record scored against a gold story, by the scorer that is shared with those who hold back other stories."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from evals.places import SCORER
from rashomon.types import RecordData
from rashomon.wiring import Settings, read_paths


def scorer() -> ModuleType:
    """Load the shared scorer. Raises FileNotFoundError where `../shared` is missing."""
    if not SCORER.exists():
        raise FileNotFoundError(SCORER)
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_story(path: Path, *, models: str = "default") -> RecordData:
    """Read the texts of a gold story folder into a record; where it has no texts, those inside its gold."""
    chosen = Settings(models="none" if models == "none" else "default", workers=1)
    if (path / "texts").is_dir():
        return read_paths([path / "texts"], settings=chosen)
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, file in gold["files"].items():
            Path(folder, name).write_text(file["text"], encoding="utf-8", newline="")
        return read_paths([folder], settings=chosen)


def run(path: Path, *, models: str = "default") -> dict[str, Any]:
    """Score the record of a gold story: the figures of `score.py`, groups and all.

    Beside them `false_contradictions`, below zero, and `not_read`: the reports that the account counts as skipped.
    """
    folder = path if path.is_dir() else path.parent
    score = scorer()
    beside = folder / "texts"
    gold, texts = score.load(folder, beside if beside.is_dir() else None)
    record = read_story(folder, models=models)
    found = score.score(json.loads(msgspec.json.encode(record)), gold, texts)
    found.pop("detail", None)
    wrong = found["groups"].get("contradictions", {}).get("false_contradictions") or 0
    skipped = (
        [taken.source for taken in record.intake.sources if taken.outcome == "skipped"]
        if record.intake
        else []
    )
    return found | {"false_contradictions": -wrong, "not_read": skipped}
