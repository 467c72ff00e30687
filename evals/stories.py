"""Stories: documents grouped by event, scored by document B-cubed, with the product's one setting."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from rashomon.group.stories import group_stories
from rashomon.spans import cut
from rashomon.types import Article, Reading, Sentence, When, Why

FULL_STOP = re.compile(r'(?<=[.!?])["”’]* +(?=[A-Z"“‘])')


def run(path: str | Path, *, split: str | None = "dev") -> dict[str, float]:
    """Return B-cubed precision, recall and F1 of the stories found in a file of documents with their `event`.

    `split` picks the documents of one split where the file has that split, else all of them.
    """
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row.get("split") == split] or rows
    readings = [document(row) for row in rows]
    clusters, _ = group_stories(readings)
    return b_cubed([cluster.articles for cluster in clusters], {row["id"]: str(row["event"]) for row in rows})


def b_cubed(found: Sequence[Sequence[str]], event_of: dict[str, str]) -> dict[str, float]:
    """Score clusters against the event of each document: the mean over documents, as in Bagga and Baldwin 1998."""
    events: dict[str, set[str]] = defaultdict(set)
    for name, event in event_of.items():
        events[event].add(name)
    precision = recall = 0.0
    for group in found:
        for name in group:
            right = len(events[event_of[name]].intersection(group))
            precision += right / len(group)
            recall += right / len(events[event_of[name]])
    p, r = precision / max(1, len(event_of)), recall / max(1, len(event_of))
    return {"b3_p": p, "b3_r": r, "b3_f1": 2 * p * r / max(1e-9, p + r)}


def document(row: dict) -> Reading:
    """Make a light reading of a document: sentences, no syntax. Link lines are no text and are left out."""
    lines = row.get("sentences") or [row["title"], *row["text"].split("\n")]
    sentences = [
        s
        for line in lines
        if not line.startswith("http : /")
        for s in FULL_STOP.split(_plain(line))
        if s.strip()
    ]
    text = "\n".join(sentences)
    day = (row.get("date") or "")[:10]
    published = When(day, day, "day", None, Why("given")) if day else None
    article = Article(row["id"], row["id"], text, published=published)
    spans, start = [], 0
    for number, sentence in enumerate(sentences):
        spans.append(Sentence(cut(article, start, start + len(sentence)), 0, 0, number))
        start += len(sentence) + 1
    return Reading(article, sentences=tuple(spans))


def _plain(line: str) -> str:
    joined = re.sub(r" ([,.;:!?%)'’])", r"\1", line.strip().replace("\n", " "))
    return re.sub(r" (n't|'s)", r"\1", joined)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, run(name))
