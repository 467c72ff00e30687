"""A whole record scored against a gold story, by the scorer that is shared with those who hold back other stories."""

from __future__ import annotations

import importlib.util
import json
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
    """Read the texts of a gold story folder into a record."""
    chosen = Settings(models="none" if models == "none" else "default", workers=1)
    return read_paths([path / "texts"], settings=chosen)


def run(path: Path, *, models: str = "default") -> dict[str, Any]:
    """Score the record of a gold story: the figures of `score.py`, groups and all."""
    folder = path if path.is_dir() else path.parent
    score = scorer()
    gold, texts = score.load(folder, folder / "texts")
    data = json.loads(msgspec.json.encode(read_story(folder, models=models)))
    found = score.score(data, gold, texts)
    found.pop("detail", None)
    return found
