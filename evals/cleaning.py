"""How well the report is told from what stands around it: marks and metadata on a gold story."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import msgspec

from evals import record as record_eval
from rashomon.read.body import mark_body
from rashomon.spans import make_id
from rashomon.types import Article


def run(path: str | Path) -> dict[str, Any]:
    """Score the marks and metadata of a gold story folder: the scorer's groups *cleaning* and *metadata*."""
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    record = {
        "format": "rashomon-record/1",
        "articles": json.loads(msgspec.json.encode(marked_articles(folder))),
    }
    scorer = record_eval.scorer()
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


if __name__ == "__main__":
    import sys

    print(json.dumps(run(sys.argv[1]), indent=1, ensure_ascii=False))
