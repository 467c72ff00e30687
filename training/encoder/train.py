"""Tune the encoder on retellings, with twin events as hard negatives; see README.md for how to run it."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from graph import to_int8, to_torch
from pairs import Pair, ecb_pairs, graded_pairs, left_out_pairs, neighbours
from tokenizers import Tokenizer

SETTINGS = {"seed": 7, "rate": 3e-5, "batch": 32, "pieces": 48, "scale": 20.0, "softmax": 0.5, "warm_up": 20}


def cosent(cosines: torch.Tensor, targets: torch.Tensor, scale: float) -> torch.Tensor:
    """Ask every pair that should be more alike to be more alike: log(1 + sum exp(scale (low - high)))."""
    apart = scale * (cosines[:, None] - cosines[None, :])
    wrong = apart[targets[:, None] < targets[None, :]]
    return torch.logsumexp(torch.cat([torch.zeros(1), wrong]), dim=0)


def in_batch(left: torch.Tensor, right: torch.Tensor, targets: torch.Tensor, scale: float) -> torch.Tensor:
    """Ask each retelling to be nearest to its own partner among all of the batch."""
    same = torch.nonzero(targets >= 0.9).flatten()
    if not len(same):
        return torch.zeros(())
    return torch.nn.functional.cross_entropy(scale * left[same] @ right.T, same)


def vectors(model: torch.nn.Module, tokenizer: Tokenizer, texts: list[str]) -> torch.Tensor:
    coded = tokenizer.encode_batch(texts)
    ids = torch.tensor([piece.ids for piece in coded])
    mask = torch.tensor([piece.attention_mask for piece in coded])
    # no bfloat16: on a processor without it one step took over a minute, against about ten seconds so
    first = model(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0]
    return torch.nn.functional.normalize(first, dim=1)


def tune(model: torch.nn.Module, tokenizer: Tokenizer, pairs: list[Pair], epochs: int, minutes: float) -> int:
    """Train until the epochs or the minutes are over; returns the steps taken. Embeddings stay as they are."""
    model.embeddings.requires_grad_(False)
    model.train()
    steps = epochs * len(pairs) // SETTINGS["batch"]
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=SETTINGS["rate"])
    draw, begun = random.Random(SETTINGS["seed"]), time.monotonic()
    order: list[Pair] = []
    for step in range(steps):
        if len(order) < SETTINGS["batch"]:
            order = draw.sample(pairs, len(pairs))
        batch, order = order[: SETTINGS["batch"]], order[SETTINGS["batch"] :]
        left_over = 1 - max(step / steps, (time.monotonic() - begun) / 60 / minutes)
        if left_over <= 0:
            return step
        for group in optimiser.param_groups:
            group["lr"] = SETTINGS["rate"] * min(1.0, (step + 1) / SETTINGS["warm_up"]) * left_over
        loss = step_loss(model, tokenizer, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 20 == 0:
            print(step, steps, round(loss.item(), 3), round(time.monotonic() - begun), flush=True)
    return steps


def step_loss(model: torch.nn.Module, tokenizer: Tokenizer, batch: list[Pair]) -> torch.Tensor:
    both = vectors(model, tokenizer, [pair.left for pair in batch] + [pair.right for pair in batch])
    left, right = both[: len(batch)], both[len(batch) :]
    targets = torch.tensor([pair.target for pair in batch])
    ranked = cosent((left * right).sum(dim=1), targets, SETTINGS["scale"])
    return ranked + SETTINGS["softmax"] * in_batch(left, right, targets, SETTINGS["scale"])


def average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    held = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(held) / np.arange(1, len(held) + 1))[held].mean())


def check(path: Path, tokenizer: Tokenizer, pairs: list[tuple[str, str, bool]]) -> float:
    """Score an int8 graph as the product runs it, one text at a time: average precision on the left-out topics."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options)
    known: dict[str, np.ndarray] = {}
    for text in {text for one, other, _ in pairs for text in (one, other)}:
        ids = np.array([tokenizer.encode(text).ids])
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        first = session.run(None, feed)[0][0, 0]
        known[text] = first / np.linalg.norm(first)
    scores = np.array([known[one] @ known[other] for one, other, _ in pairs])
    return average_precision(scores, np.array([same for _, _, same in pairs]))


def tokenizer_for(path: Path, *, padded: bool) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(SETTINGS["pieces"] if padded else 256)
    tokenizer.no_padding()
    if padded:
        tokenizer.enable_padding()
    return tokenizer


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "base", "out"):
        asked.add_argument(name, type=Path)
    asked.add_argument("--epochs", type=int, default=2)
    asked.add_argument("--minutes", type=float, default=20)
    asked.add_argument("--seed", type=int, default=7)
    return asked.parse_args()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    given = options()
    SETTINGS["seed"] = given.seed
    torch.set_num_threads(1)
    torch.manual_seed(SETTINGS["seed"])
    draw = random.Random(SETTINGS["seed"])
    pairs = ecb_pairs(given.gold, draw) + graded_pairs(given.gold, draw) + neighbours(given.gold, draw)
    held = left_out_pairs(given.gold, draw)
    plain = tokenizer_for(given.base / "tokenizer.json", padded=False)
    before = check(given.base / "model.onnx", plain, held)
    print(len(pairs), "pairs; before", before, flush=True)
    model = to_torch(given.base / "model.onnx")
    steps = tune(
        model, tokenizer_for(given.base / "tokenizer.json", padded=True), pairs, given.epochs, given.minutes
    )
    target = given.out / "model.onnx"
    to_int8(model.eval(), given.base / "model.onnx", target)
    report = {
        "pairs": len(pairs),
        "steps": steps,
        "ap_before": before,
        "ap_after": check(target, plain, held),
    }
    report |= {"bytes": target.stat().st_size, "sha256": digest(target)} | SETTINGS
    (given.out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    print(report)


if __name__ == "__main__":
    main()
