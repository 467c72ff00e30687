"""Measures the tagger on the dev part: flat exact F1, whole articles (as evals/quotes), by kind, and calibration.

    PYTHONPATH=. .venv/bin/python training/tagger/measure.py PREPARED quotes-polnear.jsonl WEIGHTS [--calibrate]

`--calibrate` fits the score on the dev part (logistic; half the articles fit, the other half is tabled, both ways)
and writes it into WEIGHTS/linker.npz.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
from evals import quotes
from export_digests import state_digests
from sklearn.linear_model import LogisticRegression

from rashomon.models import tagger
from rashomon.models.attributions import signs
from rashomon.models.geometry import survey
from rashomon.models.pieces import plain_words


def read(prepared: str) -> list[dict]:
    rows = [json.loads(line) for line in Path(prepared).read_text("utf-8").splitlines()]
    return [row for row in rows if row["split"] == "dev"]


def found_in(row: dict) -> list:
    return tagger.read_attributions(plain_words(row["text"], row["words"]), row["paragraphs"])


def flat(rows: list[dict], found: list[list]) -> dict[str, float]:
    """Exact F1 of spans by role. Every predicted piece is counted once, linked or not linked contents alike."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, spans in zip(rows, found, strict=True):
        for role in ("source", "cue", "content"):
            gold = {tuple(s) for item in row["attributions"] for s in item[role]}
            mine = {(s, e) for s, e, r in spans if r == role}
            for name, number in (("hit", gold & mine), ("gold", gold), ("mine", mine)):
                counts[role, name] += len(number)
    return {
        role: round(200 * counts[role, "hit"] / (counts[role, "gold"] + counts[role, "mine"]), 1)
        for role in ("source", "cue", "content")
    }


def spans_of(row: dict) -> list[tuple[int, int, str]]:
    pieces = tagger.mark_pieces(plain_words(row["text"], row["words"]), row["paragraphs"])
    return [(p.start, p.end, p.role) for p in pieces]


def as_sets(row: dict, items: list) -> list[dict[str, frozenset[int]]]:
    within = quotes.word_sets(row["text"])
    at = row["words"]

    def words(pieces: list) -> frozenset[int]:
        return within((at[p.start][0], at[p.end - 1][1]) for p in pieces if p)

    return [
        {"content": words(list(i.content)), "source": words([i.source]), "cue": words([i.cue])}
        for i, _ in items
    ]


def signs_of(rows: list[dict], found: list[list], gold: dict[str, list]) -> tuple[list, list, list]:
    """Return features, whether content and source are right, and the number of the article."""
    features, right, article = [], [], []
    for number, (row, items) in enumerate(zip(rows, found, strict=True)):
        ground = survey(plain_words(row["text"], row["words"]), row["paragraphs"])
        sets = as_sets(row, items)
        hits = {f for _, f in quotes.matches(gold[row["id"]], sets, "joint", 0.5)}
        for n, (item, _) in enumerate(items):
            features.append(signs(item, ground))
            right.append(n in hits)
            article.append(number)
    return features, right, article


def calibrated(
    features: np.ndarray, right: np.ndarray, article: np.ndarray
) -> tuple[LogisticRegression, np.ndarray]:
    crossed = np.empty(len(right))
    for half in (0, 1):
        fit = LogisticRegression(C=1.0, max_iter=2000).fit(
            features[article % 2 == half], right[article % 2 == half]
        )
        crossed[article % 2 != half] = fit.predict_proba(features[article % 2 != half])[:, 1]
    return LogisticRegression(C=1.0, max_iter=2000).fit(features, right), crossed


def reliability(chances: np.ndarray, right: np.ndarray) -> None:
    print("score      n  stated  right")
    total = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            stated, true = chances[inside].mean(), right[inside].mean()
            total += inside.sum() * abs(stated - true)
            print(f"{low:.1f}-{low + 0.1:.1f} {inside.sum():5d}   {stated:.3f}   {true:.3f}")
    print("expected calibration error", round(total / len(right), 4))


def main(options: argparse.Namespace) -> None:
    tagger.HOME = Path(options.weights)
    rows = read(options.prepared)
    lines = Path(options.gold).read_text("utf-8").splitlines()
    source = {row["id"]: row for row in map(json.loads, lines) if row["split"] == "dev"}
    gold = {name: quotes.gold_attributions(row) for name, row in source.items()}
    began = time.process_time()
    found = [found_in(row) for row in rows]
    spent = time.process_time() - began
    words = sum(len(row["words"]) for row in rows)
    print(f"{words} words, {words / spent:.0f} words a second; links {sum(map(len, found))}")
    print("flat exact F1", flat(rows, [spans_of(row) for row in rows]))
    whole(rows, found, gold)
    features, right, article = (np.array(x) for x in signs_of(rows, found, gold))
    fit, crossed = calibrated(features, right, article)
    reliability(crossed, right)
    for least in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4):
        kept = iter(crossed >= least)
        whole(rows, [[i for i in items if next(kept)] for items in found], gold, f"from {least}")
    kinds(rows, found, gold, source)
    if options.calibrate:
        write(Path(options.weights), fit)


def whole(rows: list[dict], found: list[list], gold: dict[str, list], name: str = "all") -> None:
    figures = quotes.score(
        [(gold[r["id"]], as_sets(r, f), r["text"]) for r, f in zip(rows, found, strict=True)]
    )
    told = {
        p: (figures[p]["overlap"], figures[p]["exact"]["f1"]) for p in ("content", "source", "cue", "joint")
    }
    print(name, {p: f"{o['f1']} (P {o['p']} R {o['r']}) exact {e}" for p, (o, e) in told.items()})


def kinds(rows: list[dict], found: list[list], gold: dict[str, list], source: dict[str, dict]) -> None:
    """Recall by the kind of the gold content; precision has no kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, items in zip(rows, found, strict=True):
        given = source[row["id"]]
        kind = [
            a["kind_by_quote_marks"]
            for a in given["attributions"]
            if a["annotator"] == given["annotators"][0]
        ]
        sets = as_sets(row, items)
        for k in kind:
            counts[k, "gold"] += 1
        for name, part, least in (
            ("overlap", "content", 0.5),
            ("exact", "content", 1.0),
            ("joint", "joint", 0.5),
        ):
            for g, _ in quotes.matches(gold[row["id"]], sets, part, least):
                counts[kind[g], name] += 1
    for k in sorted({k for k, _ in counts}):
        n = counts[k, "gold"]
        print(k, n, {name: round(100 * counts[k, name] / n, 1) for name in ("overlap", "exact", "joint")})


def write(home: Path, fit: LogisticRegression) -> None:
    stored = dict(np.load(home / "linker.npz"))
    stored["score_weights"] = fit.coef_[0].astype(np.float32)
    stored["score_bias"] = np.float32(fit.intercept_[0])
    np.savez(home / "linker.npz", **stored)
    state_digests(home)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("prepared", "gold", "weights"):
        parser.add_argument(name)
    parser.add_argument("--calibrate", action="store_true")
    main(parser.parse_args())
