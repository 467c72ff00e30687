"""Sentence pairs for tuning the encoder: retellings, graded likeness, and twin events as hard negatives."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

# Topics of ECB+ that no weight ever sees: the published dev topics.
LEFT_OUT = {"2", "5", "12", "18", "21", "23", "34", "35"}
# Points are told apart inside one happening, so pairs of one happening that share no event count as much as twins.
MOST_PER_TOPIC = {"same": 120, "event": 90, "twin": 90}


class Pair(NamedTuple):
    """Two sentences and how far they tell the same, 0 to 1."""

    left: str
    right: str
    target: float


class Told(NamedTuple):
    """A sentence of ECB+ with the chains of its events and participants, and the happening of its report."""

    doc: str
    event: str
    text: str
    actions: frozenset[str]
    people: frozenset[str]


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def told(gold: Path, *, left_out: bool) -> dict[str, list[Told]]:
    """List the annotated sentences of ECB+ by topic: those of the left-out topics, or all others."""
    chains: dict[tuple[str, int], dict[str, set[str]]] = defaultdict(
        lambda: {"ACTION": set(), "OTHER": set()}
    )
    for row in rows(gold / "stories-ecbplus-mentions.jsonl"):
        kind = row["type"].split("_")[0]
        if (
            row["chain_kind"] == "CROSS_DOC_COREF"
            and kind in {"ACTION", "HUMAN", "NON"}
            and "REPORTING" not in row["type"]
        ):
            chains[row["doc"], row["sentence"]]["ACTION" if kind == "ACTION" else "OTHER"].add(row["chain"])
    found: dict[str, list[Told]] = defaultdict(list)
    for doc in rows(gold / "stories-ecbplus-docs.jsonl"):
        if (doc["topic"] in LEFT_OUT) != left_out:
            continue
        for number, text in enumerate(doc["sentences"]):
            held = chains.get((doc["id"], number))
            if held and held["ACTION"]:
                people = frozenset(held["OTHER"])
                found[doc["topic"]].append(
                    Told(doc["id"], doc["event"], text, frozenset(held["ACTION"]), people)
                )
    return found


def kind_of(one: Told, other: Told) -> str | None:
    """Say what a pair is: *same* (a shared event and participant), *event*, *twin*, or None where it is unclear."""
    if one.doc == other.doc or one.text == other.text:
        return None
    if one.actions & other.actions:
        return "same" if one.people & other.people else None
    return "event" if one.event == other.event else "twin"


def ecb_pairs(gold: Path, draw: random.Random) -> list[Pair]:
    """Draw pairs of the topics that may be trained on."""
    target = {"same": 1.0, "event": 0.3, "twin": 0.0}
    pairs: list[Pair] = []
    for _, sentences in sorted(told(gold, left_out=False).items()):
        by_kind: dict[str, list[Pair]] = defaultdict(list)
        for one, other in combinations(sentences, 2):
            if kind := kind_of(one, other):
                by_kind[kind].append(Pair(one.text, other.text, target[kind]))
        for kind, most in MOST_PER_TOPIC.items():
            pairs += draw.sample(by_kind[kind], min(most, len(by_kind[kind])))
    return pairs


def graded_pairs(gold: Path, draw: random.Random) -> list[Pair]:
    """Draw pairs with graded likeness: STS news subsets, MRPC, Emergent."""
    news = ("headlines", "MSRpar", "deft-news", "tweet-news", "SMTnews")
    sts = [
        Pair(row["premise"], row["hypothesis"], row["score"] / 5)
        for row in rows(gold / "pairs-sts.jsonl")
        if any(name in row["source"] for name in news) and "2016" not in row["source"]
    ]
    mrpc = [
        Pair(row["premise"], row["hypothesis"], 1.0 if row["label"] == "same" else 0.5)
        for row in rows(gold / "pairs-mrpc.jsonl")
        if row["split"] == "train"
    ]
    emergent = [
        Pair(row["claim"], row["headline"], 0.9)
        for row in rows(gold / "claims-emergent.jsonl")
        if row["label"] == "for"
    ]
    return [
        pair
        for part, most in ((sts, 1500), (mrpc, 800), (emergent, 500))
        for pair in draw.sample(part, min(most, len(part)))
    ]


def neighbours(gold: Path, draw: random.Random, most: int = 500) -> list[Pair]:
    """Draw sentences that follow one another in a report: one subject, different points."""
    docs = [doc for doc in rows(gold / "stories-ecbplus-docs.jsonl") if doc["topic"] not in LEFT_OUT]
    pairs = [
        Pair(one, other, 0.15)
        for doc in docs
        for one, other in zip(doc["sentences"][3:], doc["sentences"][4:], strict=False)
        if min(len(one), len(other)) > 40
    ]
    return draw.sample(pairs, min(most, len(pairs)))


def left_out_pairs(gold: Path, draw: random.Random, most: int = 3000) -> list[tuple[str, str, bool]]:
    """Draw pairs of the left-out topics for checking: same, or not."""
    pairs = [
        (one.text, other.text, kind == "same")
        for _, sentences in sorted(told(gold, left_out=True).items())
        for one, other in combinations(sentences, 2)
        if (kind := kind_of(one, other))
    ]
    return draw.sample(pairs, min(most, len(pairs)))
