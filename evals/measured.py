"""Figures that take too long for the gate: measured by their own command, kept in a file, shown on the scoreboard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

KEPT = Path(__file__).with_name("measured.json")


def keep(name: str, figures: Mapping[str, float], kept: Path = KEPT) -> None:
    """Keep the figures of a measurement in place of its earlier ones."""
    held = {key: value for key, value in measured(kept) if not key.startswith(f"{name} ")}
    held |= {f"{name} {key}": round(value, 4) for key, value in figures.items()}
    kept.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def measured(kept: Path = KEPT) -> list[tuple[str, float]]:
    """List what was kept, by name."""
    return sorted(json.loads(kept.read_text(encoding="utf-8")).items()) if kept.exists() else []
