"""Timelines: which days a topic's reports make matter, and what they say of them, beside a newsroom's own timeline.

Days are counted by the sentences that name them, resolved with the product's own calendar; a report's first sentence
counts for its day of publication. As is usual for this data, the number of days and the first and last day are those
of the reference. AR1 and AR2 follow the alignment-based ROUGE of Martschat and Markert (2017, tilse): each day is
aligned to the day of the other side with the best n-gram overlap discounted by 1 / (1 + days apart), many to one. It
is written anew here (lower-cased words, no stemming), so it may differ a little from their program.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from evals import timelines_semeval
from rashomon.dates import find_dates

BREAK = re.compile(r"(?<=[.!?])\s+(?=[\"'`A-Z])|\n+")
WORD = re.compile(r"\w+")
# A sentence of fewer words says too little for a timeline, one of more too much.
SHORTEST, LONGEST = 6, 60
# What a report's first sentence counts for its day of publication, against 1 for a day named in a sentence.
LEAD_WEIGHT = 1.0

type Summary = dict[str, list[str]]


def run(path: str | Path) -> dict[str, float]:
    """Return date_f1, ar1 and ar2, the means over the timelines of a file; its articles lie beside it.

    A file of timelines of one person or thing each (SemEval-2015 task 4) is known by its "entity": micro_f1 then.
    """
    path = Path(path)
    path = path.with_name(path.name.replace("-articles.jsonl", ".jsonl").replace("-docs.jsonl", ".jsonl"))
    if '"entity"' in path.read_text("utf-8").split("\n", 1)[0]:
        return timelines_semeval.run(path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    named = _named_days(path.with_name(path.name.replace(".jsonl", "-articles.jsonl")))
    scores = [_score(line, named[line["topic"]]) for line in lines]
    return {
        name: sum(score[number] for score in scores) / max(1, len(scores))
        for number, name in enumerate(("date_f1", "ar1", "ar2"))
    }


def _named_days(path: Path) -> dict[str, dict[str, list[tuple[float, str]]]]:
    """Collect for each topic and day the sentences that name it, with their weights."""
    topics: dict[str, dict[str, list[tuple[float, str]]]] = defaultdict(lambda: defaultdict(list))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            _read(article, topics[article["topic"]])
    return topics


def _read(article: dict[str, Any], days: dict[str, list[tuple[float, str]]]) -> None:
    anchor = date.fromisoformat(article["date"])
    sentences = [part for part in BREAK.split(article["text"]) if part.strip()]
    for number, sentence in enumerate(sentences):
        count = len(sentence.split())
        if number == 0:
            days[article["date"]].append((LEAD_WEIGHT, sentence))
        for found in find_dates(sentence, anchor):
            if found.resolved and found.resolved.start == found.resolved.end:
                weight = 1.0 if SHORTEST <= count <= LONGEST else 0.5
                days[found.resolved.start.isoformat()].append((weight, sentence))


def _score(line: dict[str, Any], days: dict[str, list[tuple[float, str]]]) -> tuple[float, float, float]:
    gold: Summary = defaultdict(list)
    for entry in line["entries"]:
        gold[entry["date"]].append(entry["text"])
    first, last = min(gold), max(gold)
    inside = {day: told for day, told in days.items() if first <= day <= last}
    chosen = sorted(inside, key=lambda day: (-sum(weight for weight, _ in inside[day]), day))[: len(gold)]
    size = max(
        1, round(sum(len(BREAK.split(" ".join(texts).strip())) for texts in gold.values()) / len(gold))
    )
    mine: Summary = {day: _sentences(inside[day], size) for day in chosen}
    right = len(set(mine) & set(gold))
    return _f(right / max(1, len(mine)), right / len(gold)), _aligned(mine, gold, 1), _aligned(mine, gold, 2)


def _sentences(told: list[tuple[float, str]], size: int) -> list[str]:
    """Pick the sentences nearest to all that is said of a day, none twice."""
    texts = sorted({text.strip() for _, text in told if SHORTEST <= len(text.split()) <= LONGEST})
    common = Counter(word for text in texts for word in set(_words(text)) if len(word) > 3)
    picked: list[str] = []
    for text in sorted(texts, key=lambda text: (-_weight(text, common), text)):
        words = set(_words(text))
        if all(len(words & set(_words(other))) < 0.5 * len(words) for other in picked):
            picked.append(text)
        if len(picked) == size:
            break
    return picked


def _weight(text: str, common: Counter[str]) -> float:
    # the root keeps the words that stand in every sentence of a topic from deciding alone; without a good sum of words to
    # share over, a sentence says little, however common its few (AR1 .134 -> .146, AR2 .032 -> .037 on the development half)
    words = {word for word in _words(text) if common[word] > 1}
    return sum(common[word] ** 0.5 for word in words) / (len(set(_words(text))) + 15)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _grams(texts: list[str], size: int) -> Counter[tuple[str, ...]]:
    words = [_words(text) for text in texts]
    return Counter(tuple(each[i : i + size]) for each in words for i in range(len(each) - size + 1))


def _aligned(mine: Summary, gold: Summary, size: int) -> float:
    left = {day: _grams(texts, size) for day, texts in mine.items()}
    right = {day: _grams(texts, size) for day, texts in gold.items()}
    return _f(_covered(left, right), _covered(right, left))


def _covered(these: dict[str, Counter[tuple[str, ...]]], those: dict[str, Counter[tuple[str, ...]]]) -> float:
    total = sum(sum(grams.values()) for grams in these.values())
    best = sum(
        max((_near(day, other) * (grams & those[other]).total() for other in those), default=0.0)
        for day, grams in these.items()
    )
    return best / total if total else 0.0


def _near(day: str, other: str) -> float:
    return 1 / (1 + abs((date.fromisoformat(day) - date.fromisoformat(other)).days))


def _f(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1])))
