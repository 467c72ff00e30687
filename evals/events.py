"""Events: tellings of one happening joined across the reports of one story, against ECB+ (Cybulska and Vossen 2014).

The documents of one ECB+ event are one story. Measured are the annotated actions that the reader takes for a telling: how
many of those that people found in two or more places, and the CoNLL F1 of their joining. `same_word` is the anchor:
tellings with one head word joined.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.coreference import conll_f1
from rashomon.group.events import join_events
from rashomon.group.speakers import join_speakers
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article, Cluster, Happening, Reading, Why

CLOSING = frozenset((".", ",", ";", ":", "!", "?", "%", ")", "'s", "n't", "'", "’s", "’"))

type Mentions = dict[str, tuple[str, tuple[str, int]]]
"""Mention -> its chain, and where it starts: document and offset."""


def run(path: Path, *, split: str = "dev") -> dict[str, float]:
    """Return conll_f1, its parts, the anchor `same_word`, and `told`: the share of chained actions that are tellings."""
    documents = path.with_name(path.name.replace("-mentions", "-docs"))
    rows = [row for row in _rows(documents) if row["split"] == split]
    texts = {row["id"]: _text(row["sentences"]) for row in rows}
    mentions = _mentions(_rows(documents.with_name(documents.name.replace("-docs", "-mentions"))), texts)
    parser = SpacyParser()
    stories: dict[str, list[Reading]] = defaultdict(list)
    for row in rows:
        article = Article(row["id"], row["id"], texts[row["id"]][0], language="en")
        stories[row["event"]].append(read_article(article, parser=parser))
    return score(stories, mentions)


def score(stories: dict[str, list[Reading]], mentions: Mentions) -> dict[str, float]:
    """Join the tellings of each story, and score those that people annotated."""
    at = {place: name for name, (_, place) in mentions.items()}
    found, heads = [], []
    for readings in stories.values():
        told = {h.span: h for reading in readings for h in reading.happenings}
        names = {h: at.get((h.head.article, h.head.start)) for h in told.values()}
        found += [
            frozenset(filter(None, (names[told[span]] for span in event))) for event in _joined(readings)
        ]
        heads += _same_word(names)
    found = [cluster for cluster in found if cluster]
    known = frozenset[str]().union(*heads)
    # a telling that no event holds says nothing of which happening is meant: it stands alone
    found += [frozenset({name}) for name in sorted(known - frozenset[str]().union(*found))]
    chains: dict[str, set[str]] = defaultdict(set)
    for name, (chain, _) in mentions.items():
        chains[chain].add(name)
    wanted = [chain for chain in chains.values() if len(chain) > 1]
    gold = [frozenset(chain & known) for chain in chains.values() if chain & known]
    told_of = sum(len(chain & known) for chain in wanted) / max(1, sum(map(len, wanted)))
    anchor = conll_f1(gold, heads)["conll_f1"]
    return {**conll_f1(gold, found), "same_word": anchor, "told": told_of}


def _joined(readings: Sequence[Reading]) -> Iterator[tuple[Any, ...]]:
    cluster = Cluster(tuple(sorted(r.article.id for r in readings)), None, Why("given"))
    _, speaker_of, _ = join_speakers(readings, (cluster,), ())
    events, _ = join_events(readings, (cluster,), speaker_of)
    for event in events:
        yield event.mentions


def _same_word(names: dict[Happening, str | None]) -> list[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for happening, name in names.items():
        if name:
            groups[happening.head.text.lower()].add(name)
    return [frozenset(group) for group in groups.values()]


def _mentions(rows: Iterator[dict[str, Any]], texts: dict[str, tuple[str, list[int]]]) -> Mentions:
    return {
        f"{row['doc']} {row['m_id']}": (
            row["chain"],
            (row["doc"], texts[row["doc"]][1][row["tokens"][0] - 1]),
        )
        for row in rows
        if "ACTION" in row["type"] and row["doc"] in texts
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _text(sentences: Sequence[str]) -> tuple[str, list[int]]:
    """Join tokens into a text as people write it; returns it with the offset of every token."""
    text, starts = "", []
    for sentence in sentences:
        fresh = True
        for token in sentence.split():
            plain = '"' if token in {"``", "''"} else token
            text += "" if fresh or plain in CLOSING else " "
            starts.append(len(text))
            text += plain
            fresh = False
        text += "\n"
    return text, starts
