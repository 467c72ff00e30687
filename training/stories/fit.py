"""Fit the weights of `same_story.toml`: `python training/stories/fit.py GOLD/public`. See README.md."""

from __future__ import annotations

import hashlib
import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from evals.stories import document
from sklearn.linear_model import LogisticRegression

from rashomon.group.stories_account import account_of
from rashomon.group.stories_likeness import FEATURES, features

SETS = ("stories-ecbplus-docs.jsonl", "stories-newscluster-half.jsonl")
OUT = Path(__file__).parents[2] / "src" / "rashomon" / "group" / "words" / "same_story.toml"
# Pairs of two events that share less than this (cosine of all words) are easy and are left out.
EASY = 0.05


def pairs_of(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of all pairs of a file that are not easy, and whether each is one event."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    accounts = [account_of(document(row)) for row in rows]
    events = [str(row["event"]) for row in rows]
    found, same = [], []
    for a, b in combinations(range(len(rows)), 2):
        figures = features(accounts[a], accounts[b])
        if figures[0] > EASY or events[a] == events[b]:
            found.append(figures)
            same.append(events[a] == events[b])
    return np.array(found), np.array(same)


def main() -> None:
    """Fit and write: every set counts the same, and within a set like and unlike pairs count the same."""
    root = Path(sys.argv[1])
    sets = [pairs_of(root / name) for name in SETS]
    figures, same = np.vstack([x for x, _ in sets]), np.concatenate([y for _, y in sets])
    counts = np.concatenate([np.where(y, 1 / y.sum(), 1 / (~y).sum()) for _, y in sets]) * 1000
    mean, spread = figures.mean(0), figures.std(0) + 1e-9
    model = LogisticRegression(max_iter=1000).fit((figures - mean) / spread, same, sample_weight=counts)
    each = model.coef_[0] / spread
    constant = float(model.intercept_[0] - (each * mean).sum())
    digests = "".join(f"#   {name} sha256 {_digest(root / name)}\n" for name in SETS)
    lines = "".join(f"{name} = {value:.4f}\n" for name, value in zip(FEATURES, each, strict=True))
    OUT.write_text(HEAD.format(digests=digests) + f"constant = {constant:.4f}\n\n[weights]\n{lines}", "utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


HEAD = """# What each figure of `stories_likeness.FEATURES` adds to the evidence that two reports tell one story (log-odds, like and
# unlike pairs counted alike). Fitted by training/stories/fit.py; figures and cross-validation in its README. Fitted on
{digests}"""

if __name__ == "__main__":
    main()
