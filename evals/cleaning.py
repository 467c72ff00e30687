"""How well the report is told from what stands around it: marks and metadata on a gold story."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from pathlib import Path
from typing import Any

import msgspec

from rashomon.read.body import mark_body
from rashomon.spans import make_id
from rashomon.types import Article

SCORER = Path(__file__).parents[2] / "shared" / "tools" / "score.py"


def run(path: str | Path) -> dict[str, Any]:
    """Score the marks and metadata of a gold story folder: the scorer's groups *cleaning* and *metadata*."""
    folder = Path(path)
    record = {
        "format": "rashomon-record/1",
        "articles": json.loads(msgspec.json.encode(marked_articles(folder))),
    }
    scorer = _scorer()
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    result = scorer.Scorer(record, gold, _texts(folder))
    figures = {"cleaning": result.cleaning(), "metadata": result.metadata()}
    return {**figures, "notes": {kind: sorted(notes) for kind, notes in sorted(result.detail.items())}}


def marked_articles(folder: Path) -> list[Article]:
    """Mark every text of a gold story folder."""
    texts = _texts(folder)
    return [
        mark_body(Article(make_id("a", text), name, text, language="en"))
        for name, text in sorted(texts.items())
    ]


def _texts(folder: Path) -> dict[str, str]:
    return {each.name: _fixed(each.read_bytes()) for each in sorted((folder / "texts").glob("*"))}


def _fixed(raw: bytes) -> str:
    text = unicodedata.normalize("NFC", raw.decode("utf-8-sig", "replace"))
    return text.replace("\r\n", "\n").replace("\0", "")


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    import sys

    print(json.dumps(run(sys.argv[1]), indent=1, ensure_ascii=False))
