"""Copies: planted near-duplicates among 1,000 texts, found as pairs that are one origin."""

from __future__ import annotations

import sys
from pathlib import Path

from rashomon.group.copies import find_copies
from rashomon.group.origins import find_origins
from rashomon.spans import cut
from rashomon.types import Article, Reading, Sentence


def plain_reading(name: str, text: str) -> Reading:
    """Make the least reading of a text: one line, one sentence, nothing parsed."""
    article = Article(name, name, text)
    return Reading(article, sentences=(Sentence(cut(article, 0, len(text)), 0, 0, 0),) if text else ())


def run(path: str | Path) -> dict[str, float]:
    """Return precision, recall and F1 of the pairs found in a `.train` file against its `.truth`."""
    path = Path(path)
    readings = [
        plain_reading(*line.split(" ", 1)) for line in path.read_text("utf-8").splitlines() if " " in line
    ]
    gold = {
        tuple(sorted(line.split())) for line in path.with_suffix(".truth").read_text("utf-8").splitlines()
    }
    gold.discard(())
    found: set[tuple[str, ...]] = set()
    for origin in find_origins(readings, find_copies(readings)):
        names = origin.articles
        found |= {(a, b) for number, a in enumerate(names) for b in names[number + 1 :]}
    right = len(found & gold)
    p, r = right / max(1, len(found)), right / max(1, len(gold))
    return {"p": p, "r": r, "f1": 2 * p * r / max(1e-9, p + r)}


if __name__ == "__main__":
    print(run(sys.argv[1]))
