"""Where the shared gold data stand: beside the checkout, or where RASHOMON_SHARED points."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASHOMON_SHARED", ROOT.parent / "shared"))
PUBLIC = SHARED / "gold" / "public"
SCORER = SHARED / "tools" / "score.py"
EXAMPLE = ROOT / "examples" / "dam"
STANDING = tuple(
    ROOT / "evals" / f"{name}.toml" for name in ("standing", "standing-second", "standing-third")
)
ANNOTATED = ROOT / "evals" / "eight-stories"
OPENED = ROOT / "evals" / "opened-stories"
UNSEEN = ROOT / "evals" / "unseen-stories"
