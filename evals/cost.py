"""What comparing one story costs: `python -m evals.cost 25 50 100` prints seconds and memory by the number of reports.

The reports are invented: sentences of the example, mixed anew for each report, and in each some words changed for others
of the example, so that reports tell much alike and nothing is a copy. Each holds some 900 words.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from evals.places import EXAMPLE
from rashomon.compare.record import dossiers
from rashomon.compare.story import compare_story
from rashomon.group.groups import group_readings
from rashomon.ports import Encoder
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Model, Reading, Why
from rashomon.wiring import Settings, choose_models

WORDS = 900
# Of the longer words of a sentence so many are changed for others: half the sentences tell what others tell, half do not.
CHANGED = (0.15, 0.9)
CURVE = Path(__file__).with_name("cost.json")
COLUMNS = ("reports", "read_s", "group_s", "compare_s", "encode_s", "points", "silences", "peak_mb")
PREFACE = """
## What a story costs, by its reports

Written by `python -m evals.cost 50 100 200 400 --keep`, then `make scoreboard`. Invented reports of some 900 words each, all of one
story; seconds of one processor (`encode_s` is a part of `compare_s`), megabytes at the peak.

| reports | reading, s | grouping, s | comparing, s | of which encoding, s | points | silences | peak, MB |
|---|---|---|---|---|---|---|---|
"""

type Cost = dict[str, float]

LONGER = re.compile(r"\b[a-z]{5,}\b")


def main() -> int:
    """Print one JSON line for each number of reports; with `--keep`, write them to the curve that the scoreboard shows.

    Each number of reports is measured in a process of its own, so that its peak of memory is its own too.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.cost", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[25, 50])
    parser.add_argument("--keep", action="store_true", help="write the figures into evals/cost.json")
    chosen = parser.parse_args()
    # threads that wait for one another count as work done, and sums keep one order
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for size in chosen.sizes:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            found = alone.submit(measure, size).result()
        print(json.dumps(found), flush=True)
        if chosen.keep:
            keep(found)
    return 0


def keep(found: Cost) -> None:
    """Write one measurement into the kept curve, in the place of an older one of as many reports."""
    known = {cost["reports"]: cost for cost in kept()} | {found["reports"]: found}
    lines = ",\n ".join(json.dumps(known[size]) for size in sorted(known))
    CURVE.write_text(f"[{lines}]\n", encoding="utf-8")


def kept() -> list[Cost]:
    """Read the kept curve, by the number of reports; nothing where none was kept."""
    return json.loads(CURVE.read_text(encoding="utf-8")) if CURVE.exists() else []


def curve() -> str:
    """Write the kept curve as the scoreboard's table; "" where none was kept."""
    rows = "".join("| " + " | ".join(str(cost[name]) for name in COLUMNS) + " |\n" for cost in kept())
    return PREFACE + rows if rows else ""


def measure(size: int) -> Cost:
    """Read `size` invented reports and compare them as one story; times in seconds of processor, memory in megabytes.

    `encode_s` is the part of comparing that the encoder takes; `compare_s` is all of it.
    """
    models = choose_models(Settings(workers=1))
    started = time.process_time()
    readings = [read_article(a, parser=models.parser, tagger=models.tagger) for a in articles(size)]
    read = time.process_time()
    case = _one_story(readings)
    grouped = time.process_time()
    encoder = Clocked(models.encoder)
    found = compare_story(case, encoder=encoder)
    done = time.process_time()
    return {
        "reports": size,
        "read_s": round(read - started, 1),
        "group_s": round(grouped - read, 1),
        "compare_s": round(done - grouped, 1),
        "encode_s": round(encoder.seconds, 1),
        "points": len(found.story.points),
        "silences": sum(len(point.silent) for point in found.story.points),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


class Clocked(msgspec.Struct):
    """An encoder that counts the seconds of processor it takes."""

    inner: Encoder
    seconds: float = 0.0

    @property
    def model(self) -> Model:
        """The model of the encoder that does the work."""
        return self.inner.model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Pass the texts on."""
        started = time.process_time()
        rows = self.inner.encode(texts)
        self.seconds += time.process_time() - started
        return rows


def articles(size: int, seed: int = 7) -> list[Article]:
    """Make up `size` reports of the example's sentences; the same every time."""
    dice = random.Random(seed)
    files = sorted((EXAMPLE / "texts").iterdir())
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line.count(" ") > 7]
    pool = sorted({word for line in lines for word in LONGER.findall(line)})
    found: list[Article] = []
    for number in range(size):
        told: list[str] = []
        while sum(line.count(" ") + 1 for line in told) < WORDS:
            told.append(_changed(dice.choice(lines), pool, dice))
        text = "\n\n".join(told)
        found.append(Article(make_id("a", text), f"{number:04}.txt", text))
    return found


def _changed(line: str, pool: Sequence[str], dice: random.Random) -> str:
    part = dice.choice(CHANGED)
    return LONGER.sub(lambda m: dice.choice(pool) if dice.random() < part else m.group(), line)


def _one_story(readings: Sequence[Reading]) -> Dossier:
    """Group the readings, and then call them one story whatever grouping says."""
    grouping = group_readings(readings)
    cluster = Cluster(tuple(sorted(r.article.id for r in readings)), None, Why("made-up"))
    return dossiers(readings, msgspec.structs.replace(grouping, stories=(cluster,)))[0]


if __name__ == "__main__":
    sys.exit(main())
