"""Trains the linker on gold spans of the train part: content to cue, content with cue to source. numpy only.

PYTHONPATH=. .venv/bin/python training/tagger/links.py PREPARED OUT.npz
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from rashomon.models.attributions import Parts, cue_rows, sort_parts, source_rows
from rashomon.models.decoding import Piece
from rashomon.models.geometry import Ground, Network, survey
from rashomon.models.pieces import plain_words

HIDDEN, EPOCHS, BATCH, RATE, SEED = 48, 12, 64, 2e-3, 1
type Case = tuple[np.ndarray, int]


def gold_parts(row: dict) -> tuple[Parts, Ground]:
    found = {
        (s, e, role)
        for item in row["attributions"]
        for role in ("source", "cue", "content")
        for s, e in item[role]
    }
    pieces = sorted(Piece(s, e, role, 1.0, 1.0) for s, e, role in found)
    return sort_parts(pieces), survey(plain_words(row["text"], row["words"]), row["paragraphs"])


def _piece(parts: tuple[Piece, ...], span: list[int] | None) -> int | None:
    return next((n for n, p in enumerate(parts) if span and [p.start, p.end] == list(span)), None)


def cases(row: dict) -> tuple[list[Case], list[Case], int]:
    """Return the choices of cues and of sources with the right answers, and how many answers were not on offer."""
    parts, ground = gold_parts(row)
    cues: list[Case] = []
    sources: list[Case] = []
    lost = 0
    for item in row["attributions"]:
        contents = [parts.content[n] for n in sorted({_piece(parts.content, c) for c in item["content"]})]
        if not contents:
            continue
        cue = _piece(parts.cue, (item["cue"] or [None])[0])
        source = _piece(parts.source, (item["source"] or [None])[0])
        for content in contents:
            lost += not _add(cues, *cue_rows(parts, ground, content), cue)
        marked = None if cue is None else parts.cue[cue]
        lost += not _add(sources, *source_rows(parts, ground, contents, marked), source)
    return cues, sources, lost


def _add(found: list[Case], close: list[int], rows: np.ndarray, right: int | None) -> bool:
    if right is not None and right not in close:
        return False
    found.append((rows, len(close) if right is None else close.index(right)))
    return True


def fit(found: list[Case]) -> Network:
    """Softmax over the candidates of a case; one hidden layer; Adam, the rate falling to nothing."""
    chance = np.random.default_rng(SEED)
    every = np.concatenate([rows for rows, _ in found])
    mean, scale = every.mean(0), every.std(0) + 1e-3
    size = every.shape[1]
    weights = [
        chance.normal(0, size**-0.5, (size, HIDDEN)),
        np.zeros(HIDDEN),
        chance.normal(0, HIDDEN**-0.5, HIDDEN),
    ]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    ready = [((rows - mean) / scale, right) for rows, right in found]
    total, done = EPOCHS * (len(ready) // BATCH), 0
    for _ in range(EPOCHS):
        order = chance.permutation(len(ready))
        for at in range(0, len(order) - BATCH + 1, BATCH):
            slopes = _slopes([ready[n] for n in order[at : at + BATCH]], weights)
            done += 1
            rate = RATE * (1 - done / (total + 1))
            for n, g in enumerate(slopes):
                first[n] += 0.1 * (g - first[n])
                second[n] += 0.001 * (g * g - second[n])
                pace = (first[n] / (1 - 0.9**done)) / (np.sqrt(second[n] / (1 - 0.999**done)) + 1e-8)
                weights[n] -= rate * pace + rate * 1e-3 * weights[n]
    return Network(mean, scale, weights[0], weights[1], weights[2], 0.0)


def _slopes(batch: list[Case], weights: list[np.ndarray]) -> list[np.ndarray]:
    rows = np.concatenate([r for r, _ in batch])
    hidden = np.maximum(0, rows @ weights[0] + weights[1])
    scores = hidden @ weights[2]
    wrong = np.empty_like(scores)
    at = 0
    for block, right in batch:
        part = scores[at : at + len(block)]
        powers = np.exp(part - part.max())
        wrong[at : at + len(block)] = powers / powers.sum()
        wrong[at + right] -= 1
        at += len(block)
    wrong /= len(batch)
    back = np.outer(wrong, weights[2]) * (hidden > 0)
    return [rows.T @ back, back.sum(0), hidden.T @ wrong]


def accuracy(network: Network, found: list[Case], lost: int = 0) -> float:
    return (
        100 * sum(int(network.chances(rows).argmax()) == right for rows, right in found) / (len(found) + lost)
    )


def stored(name: str, net: Network) -> dict[str, np.ndarray]:
    parts = ("mean", "scale", "inner", "inner_bias", "outer", "outer_bias")
    return {f"{name}_{part}": np.asarray(getattr(net, part), dtype=np.float32) for part in parts}


def main(prepared: str, out: str) -> None:
    rows = [json.loads(line) for line in Path(prepared).read_text("utf-8").splitlines()]
    sides: dict[str, tuple[list[Case], list[Case]]] = {"train": ([], []), "dev": ([], [])}
    lost = {"train": 0, "dev": 0}
    for row in rows:
        cues, sources, missing = cases(row)
        sides[row["split"]][0].extend(cues)
        sides[row["split"]][1].extend(sources)
        lost[row["split"]] += missing
    print("not on offer:", lost, "cases:", {k: [len(x) for x in v] for k, v in sides.items()})
    made: dict[str, np.ndarray] = {}
    for number, name in enumerate(("cue", "source")):
        net = fit(sides["train"][number])
        print(name, {part: round(accuracy(net, sides[part][number]), 2) for part in sides})
        made |= stored(name, net)
    np.savez(out, **made)


if __name__ == "__main__":
    main(*sys.argv[1:3])
