"""Tunes MiniLM-L6 on prepared articles. Needs torch, numpy, safetensors; one thread.

python training/tagger/train.py PREPARED model.safetensors OUT --epochs 3
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from network import Chain, from_minilm

ROOM, BATCH = 190, 8
OPEN, CLOSE, STRAIGHT, LEFT, RIGHT = 1523, 1524, 1000, 1520, 1521  # “ ” " ‘ ’
START, BREAK = 101, 102


def altered(article: dict, chance: random.Random) -> dict:
    """Make marks straight (12 %), single (5 %) or drop them (4 %), and put a dateline before the report (10 %)."""
    draw = chance.random()
    if draw < 0.17:
        single = draw >= 0.12
        swap = {OPEN: LEFT if single else STRAIGHT, CLOSE: RIGHT if single else STRAIGHT}
        article = {**article, "ids": [swap.get(i, i) for i in article["ids"]]}
    elif draw < 0.21:
        article = without_marks(article)
    return dated(article, chance) if chance.random() < 0.1 else article


def without_marks(article: dict) -> dict:
    ids, first, labels = [], [], []
    carried = False
    spans = spans_of(article)
    for n, (start, end, label) in enumerate(spans):
        bare = [i for i in article["ids"][start:end] if i not in (OPEN, CLOSE)]
        if not any(i != BREAK for i in bare):
            ids += bare
            carried = label in (1, 3, 5) and n + 1 < len(spans) and spans[n + 1][2] == label + 1
            continue
        first.append(len(ids) + (bare[0] == BREAK))
        ids += bare
        labels.append(label - 1 if carried and label in (2, 4, 6) else label)
        carried = False
    return {**article, "ids": ids, "first": first, "labels": labels} if first else article


def spans_of(article: dict) -> list[tuple[int, int, int]]:
    """Pieces of each word with the break before it."""
    starts = [f - (article["ids"][f - 1] == BREAK) for f in article["first"]]
    return list(zip(starts, [*starts[1:], len(article["ids"])], article["labels"], strict=True))


def dated(article: dict, chance: random.Random) -> dict:
    """Put a made-up place and a dash before a paragraph start, as agencies do."""
    place = [chance.randrange(1996, 29000) for _ in range(chance.choice((1, 1, 2)))]
    line = [
        *place,
        *chance.choice(([1006, 26665, 1007, 1516], [1517], [1516], [1011], [1006, 26665, 1007, 1011])),
    ]
    ids = [BREAK, *line, *article["ids"][1:]]
    first = [n + 1 for n in range(len(line))] + [f + len(line) for f in article["first"]]
    return {**article, "ids": ids, "first": first, "labels": [0] * len(line) + article["labels"]}


def windows(article: dict, chance: random.Random) -> list[tuple[list[int], list[int], list[int]]]:
    """Cut an article into windows of whole words, the first one shorter at random."""
    found, room = [], chance.randint(ROOM // 3, ROOM)
    ids, first, labels = [], [], []
    for start, end, label in spans_of(article):
        if len(ids) + end - start > room and first:
            found.append((ids, first, labels))
            ids, first, labels, room = [], [], [], ROOM
        first.append(1 + len(ids) + (article["ids"][start] == BREAK))
        labels.append(label)
        ids = ids + article["ids"][start:end]
    return [*found, (ids, first, labels)] if first else found


def batches(articles: list[dict], chance: random.Random, *, alter: bool = True):
    cut = [w for a in articles for w in windows(altered(a, chance) if alter else a, chance)]
    chance.shuffle(cut)
    groups = [sorted(cut[n : n + 64], key=lambda w: len(w[0])) for n in range(0, len(cut), 64)]
    made = [group[n : n + BATCH] for group in groups for n in range(0, len(group) - BATCH + 1, BATCH)]
    chance.shuffle(made)
    return made


def tensors(batch: list) -> tuple[torch.Tensor, ...]:
    # few different lengths: every new shape is compiled afresh in bfloat16
    length, most = -(-(max(len(w[0]) for w in batch) + 2) // 32) * 32, max(len(w[1]) for w in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    seen = torch.zeros(len(batch), 1, 1, length, dtype=torch.bool)
    first, labels = (torch.zeros(len(batch), most, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(batch), most, dtype=torch.bool)
    for n, (pieces, places, tags) in enumerate(batch):
        ids[n, : len(pieces) + 2] = torch.tensor([START, *pieces, BREAK])
        seen[n, 0, 0, : len(pieces) + 2] = True
        first[n, : len(places)] = torch.tensor(places)
        labels[n, : len(tags)] = torch.tensor(tags)
        mask[n, : len(tags)] = True
    return ids, seen, first, labels, mask


def loss_of(net, chain, batch: list, *, half: bool = False) -> torch.Tensor:
    ids, seen, first, labels, mask = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        scores = net(ids, None if bool(seen.all()) else seen)
    scores = scores.float()
    words = scores.gather(1, first[:, :, None].expand(-1, -1, scores.shape[2]))
    return chain.loss(words, labels, mask)


def optimiser(net, chain, rate: float) -> torch.optim.Optimizer:
    body = [p for name, p in net.named_parameters() if not name.startswith("head")]
    groups = [
        {"params": body, "lr": rate},
        {"params": [*net.head.parameters(), *chain.parameters()], "lr": 10 * rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    rows = [json.loads(line) for line in Path(options.prepared).read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["first"]]
    articles = [r for r in rows if r["split"] == "train"]
    dev = [r for r in rows if r["split"] == "dev"]
    net, chain = begun(options)
    best = optimiser(net, chain, options.rate)
    total = options.steps or options.epochs * len(batches(articles, random.Random(0)))
    plan = warming(best, total)
    began, done = time.time(), 0
    while done < total:
        net.train()
        for batch in batches(articles, chance)[: total - done]:
            loss = loss_of(net, chain, batch, half=options.half)
            step(loss, net, chain, best, plan)
            done += 1
            if done % 20 == 0:
                print(f"{done}/{total} loss {loss.item():.4f} {time.time() - began:.0f} s", flush=True)
            if done % 100 == 0:
                save(net, chain, options.out)
        print("dev loss", dev_loss(net, chain, dev), "after", done, flush=True)
        save(net, chain, options.out)


def begun(options: argparse.Namespace):
    """Start from the released weights, or where an earlier run was saved."""
    net, chain = from_minilm(options.base), Chain()
    if options.resume:
        state = torch.load(options.resume)
        net.load_state_dict(state["net"])
        chain.load_state_dict(state["chain"])
    return net, chain


def warming(best: torch.optim.Optimizer, total: int) -> torch.optim.lr_scheduler.LRScheduler:
    """Raise the rate over the first 6 steps in a hundred, then let it fall to nothing along a line."""
    warm = max(1, int(0.06 * total))
    return torch.optim.lr_scheduler.LambdaLR(
        best, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )


def step(loss, net, chain, best, plan) -> None:
    """Move the weights once, the gradient cut at length 1."""
    best.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([*net.parameters(), *chain.parameters()], 1.0)
    best.step()
    plan.step()


def dev_loss(net, chain, dev: list[dict]) -> float:
    net.eval()
    with torch.inference_mode():
        made = batches(dev[:40], random.Random(0), alter=False)
        return round(sum(loss_of(net, chain, batch).item() for batch in made) / len(made), 4)


def save(net, chain, out: str) -> None:
    torch.save({"net": net.state_dict(), "chain": chain.state_dict()}, out + ".part")
    Path(out + ".part").rename(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("prepared")
    parser.add_argument("base")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--steps", type=int, default=0, help="stop (annealed) after so many steps instead")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument(
        "--half",
        action="store_true",
        help="bfloat16: twice as fast on some processors, half as fast on others",
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", default="")
    train(parser.parse_args())
