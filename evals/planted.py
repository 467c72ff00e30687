"""Planted copies: wire text cut, re-headlined and lightly edited under other outlets, found among public articles.

The background is articles of which no two share a TENTH of their runs of RUN words, so that every pair reported that was
not planted is false. A planted copy keeps more than half of the text it was made from; how, the dice say: cut at the
end, its first sentence replaced, sentences of another article put in, a word in EDITED changed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypedDict

from evals.measured import keep
from evals.places import PUBLIC
from evals.stories import document
from rashomon.group.copies import find_copies
from rashomon.group.origins import find_origins
from rashomon.read.body import mark_body
from rashomon.read.sentences import stretches
from rashomon.spans import cut
from rashomon.types import Reading, Sentence

SOURCES: Sequence[str] = [
    "stories-newscluster-half",
    "stories-ecbplus-docs",
    "quotes-polnear",
    "timelines-t17-articles",
]
RUN, TENTH = 8, 0.1
# A text shorter than this has nothing to cut and still be told from a quotation.
LEAST_SENTENCES = 6
# Articles among which is planted, in full and in the gate; one planted copy for so many.
ARTICLES, FEW, EACH = 2500, 250, 10
EDITED, KEPT = 25, (0.6, 1.0)
# Of a planted copy at most a third is borrowed from elsewhere.
BORROWED = 2
HEADS: Sequence[str] = [
    "What we know so far",
    "Our correspondents report",
    "The day in brief",
    "From the wires",
]
WORDS: Sequence[str] = ["also", "reportedly", "then", "later", "there", "now"]


class Row(TypedDict):
    """An article as sentences."""

    id: str
    sentences: list[str]


def run(folder: str | Path = PUBLIC, *, articles: int = ARTICLES, seed: int = 1) -> dict[str, float]:
    """Plant copies among articles; return the part of the planted pairs found, and minus the pairs that are false."""
    dice = random.Random(seed)
    background = _background(Path(folder), articles - articles // EACH, dice)
    planted, truth = _plant(background, articles // EACH, dice)
    readings = [document(row) for row in [*background, *planted]]
    found = _pairs(readings)
    return {
        "articles": len(readings),
        "planted": len(truth),
        "found": len(found & truth) / len(truth),
        "false": -len(found - truth),
    }


def small(folder: str | Path = PUBLIC) -> dict[str, float]:
    """Do the same among few articles, for the gate."""
    return run(folder, articles=FEW, seed=2)


def across(path: str | Path) -> dict[str, float]:
    """Count, below zero, the pairs of reports of different events said to be one origin, and their shared passages.

    What stands around a report ("Sign up for our newsletter") is told from it as in reading: an outlet's pages share it.
    """
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    event_of = {row["id"]: row["event"] for row in rows}
    readings = [_marked(row) for row in rows]
    copies = find_copies(readings)
    passages = [[event_of[span.article] for span in copy.spans] for copy in copies if copy.kind == "copy"]
    return {
        "origins": -sum(event_of[a] != event_of[b] for a, b in _pairs(readings)),
        "passages": -sum(len(set(events)) > 1 for events in passages),
    }


def _marked(row: dict) -> Reading:
    told = document(row).article
    article = mark_body(told)
    sentences = [
        Sentence(cut(article, each.start, each.end), 0, 0, each.paragraph, each.kind)
        for each in stretches(article)
    ]
    return Reading(article, sentences=tuple(sentences))


def _pairs(readings: Sequence[Reading]) -> set[tuple[str, ...]]:
    origins = find_origins(readings, find_copies(readings))
    return {pair for origin in origins for pair in combinations(sorted(origin.articles), 2)}


def _background(folder: Path, wanted: int, dice: random.Random) -> list[Row]:
    """Take articles, those with events first, of which no two share a tenth of the runs of the shorter one."""
    taken: list[Row] = []
    sizes: list[int] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for row in _articles(folder, dice):
        runs = _runs(row["sentences"])
        shared = Counter(other for run in runs for other in holders[run])
        near = any(count > TENTH * min(len(runs), sizes[other]) for other, count in shared.items())
        if near or len(row["sentences"]) < LEAST_SENTENCES:
            continue
        for held in runs:
            holders[held].append(len(taken))
        taken.append(row)
        sizes.append(len(runs))
        if len(taken) == wanted:
            break
    return taken


def _articles(folder: Path, dice: random.Random) -> Iterator[Row]:
    for name in SOURCES:
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        dice.shuffle(rows)
        for row in rows:
            told = document({"title": "", **row})
            lines = [sentence.span.text for sentence in told.sentences]
            yield {"id": f"{name}-{row.get('topic', '')}-{row['id']}", "sentences": lines}


def _runs(lines: Sequence[str]) -> set[str]:
    words = " ".join(lines).casefold().split()
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _plant(
    background: Sequence[Row], number: int, dice: random.Random
) -> tuple[list[Row], set[tuple[str, ...]]]:
    """Make copies; some articles are copied more than once, and then the copies are copies of one another too."""
    planted: list[Row] = []
    family: dict[str, set[str]] = defaultdict(set)
    for count in range(number):
        row = dice.choice(background[: number * 2])
        copy = {"id": f"planted-{count}", "sentences": _edited(row["sentences"], background, dice)}
        planted.append(copy)
        family[row["id"]] |= {row["id"], copy["id"]}
    dice.shuffle(planted)
    return planted, {pair for names in family.values() for pair in combinations(sorted(names), 2)}


def _edited(lines: Sequence[str], background: Sequence[Row], dice: random.Random) -> list[str]:
    kept = list(lines[: max(LEAST_SENTENCES - 1, round(len(lines) * dice.uniform(*KEPT)))])
    if dice.random() < 0.5:
        kept[0] = dice.choice(HEADS)
    if dice.random() < 0.5:
        kept = [_reworded(line, dice) for line in kept]
    if dice.random() < 0.5:
        borrowed = dice.sample(dice.choice(background)["sentences"], 2)
        # what is mostly borrowed is a copy of the other text: to call that false would be our own fault
        if BORROWED * len(" ".join(borrowed)) <= len(" ".join(kept)):
            kept[1:1] = borrowed
    return kept


def _reworded(line: str, dice: random.Random) -> str:
    words = line.split()
    for place in range(len(words)):
        if dice.randrange(EDITED) == 0:
            words[place] = dice.choice(WORDS)
    return " ".join(words)


def main() -> None:
    """Print the figures of the full set; with `--keep`, also keep them for the scoreboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    figures = run(articles=chosen.articles, seed=chosen.seed)
    print(json.dumps(figures, indent=1))
    if chosen.keep:
        keep("planted copies", figures)


if __name__ == "__main__":
    main()
