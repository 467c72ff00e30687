"""What comparing one story costs: `python -m evals.cost 25 50 100` prints seconds and memory by the number of reports.

The reports are invented: sentences of the example, mixed anew for each report, and in each some words changed for others
of the example, so that reports tell much alike and nothing is a copy. Each holds some 900 words.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
from collections.abc import Sequence

import msgspec

from evals.places import EXAMPLE
from rashomon.compare.record import dossiers
from rashomon.compare.story import compare_story
from rashomon.group.groups import group_readings
from rashomon.pipeline import Models
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Reading, Why
from rashomon.wiring import Settings, choose_models

WORDS = 900
# Of the longer words of a sentence so many are changed for others: half the sentences tell what others tell, half do not.
CHANGED = (0.15, 0.9)
LONGER = re.compile(r"\b[a-z]{5,}\b")


def main() -> int:
    """Print one JSON line for each number of reports."""
    sizes = [int(text) for text in sys.argv[1:]] or [25, 50]
    models = choose_models(Settings(workers=1))
    for size in sizes:
        print(json.dumps(measure(size, models)), flush=True)
    return 0


def measure(size: int, models: Models) -> dict[str, float]:
    """Read `size` invented reports and compare them as one story; times in seconds of processor, memory in megabytes."""
    started = time.process_time()
    readings = [read_article(a, parser=models.parser, tagger=models.tagger) for a in articles(size)]
    read = time.process_time()
    case = _one_story(readings)
    grouped = time.process_time()
    found = compare_story(case, encoder=models.encoder)
    done = time.process_time()
    return {
        "reports": size,
        "read_s": round(read - started, 1),
        "group_s": round(grouped - read, 1),
        "compare_s": round(done - grouped, 1),
        "points": len(found.story.points),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


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
