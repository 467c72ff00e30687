"""Quotations against PolNeAR: content, source, cue, and content with its own source, over whole articles.

Counted as `notes/peers.md` section 1 counts: the first annotator of each article; spans as sets of words, punctuation
aside; one to one, the best pair first; *overlap* is word F1 of one half or more, *exact* the same words; *joint* is a
content found together with its linked source; *marked* are contents that touch double quotation marks. An attribution
counts once for each part that it has.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from evals.quotes_flat import score_flat, score_kinds
from rashomon.models.spacy import SpacyParser
from rashomon.models.tagger import OnnxTagger
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_attributions
from rashomon.types import Article, Attribution

DATA = Path(__file__).resolve().parents[2] / "shared" / "gold" / "public" / "quotes-polnear.jsonl"
WORD = re.compile(r"\w+(?:[^\w\s]\w+)*")
MARKED = re.compile(r"[“\"]([^“”\"]+)[”\"]|[“\"]([^“”\"]+)$")

type Words = frozenset[int]
type Attributed = dict[str, Words]
type Reader = Callable[[Article], Iterable[Attribution]]
type Pair = tuple[list[Attributed], list[Attributed], str]
type Table = dict[str, dict[str, float]]
type Figures = dict[str, Any]

PARTS = ("content", "source", "cue", "joint")


def run(path: str | Path = DATA, reader: Reader | None = None) -> Figures:
    """Score a reader on a PolNeAR file: its dev part, or all of it where it has no dev part.

    `reader` gives the attributions of an article; without one, the shipped tagger with the marks reads it, and told
    beside it are the rules alone (`rules`), how far scores can be trusted (`reliability`), CofeNet's protocol (`flat`)
    and what is found of each kind (`kinds`).

    Raises:
        OSError: where the file cannot be read.
    """
    lines = Path(path).read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    dev = [row for row in rows if row.get("split") == "dev"] or rows
    if reader is not None:
        return score([_pair(row, reader) for row in dev])
    parser, tagger = SpacyParser(), OnnxTagger()
    told: list[Told] = []
    for row in dev:
        article = Article(row["id"], row["id"], row["text"], language="en")
        tokens, sentences = split_sentences(article, parser)
        found = find_attributions(article, tokens, sentences, tagger)
        told.append(Told(row, found, find_attributions(article, tokens, sentences)))
    return _figures(told)


class Told(Struct, frozen=True):
    """What the tagger with the marks found in an article, and the rules alone."""

    row: dict[str, Any]
    found: Sequence[Attribution]
    rules: Sequence[Attribution]


def _figures(told: Sequence[Told]) -> Figures:
    mine = [_pair(item.row, lambda _, f=item.found: f) for item in told]
    rules = [_pair(item.row, lambda _, r=item.rules: r) for item in told]
    figures = score(mine)
    figures["rules"] = score(rules)
    figures["reliability"] = reliability(
        [(pair, [f.score for f in item.found]) for pair, item in zip(mine, told, strict=True)]
    )
    figures["flat"] = score_flat([item.row for item in told], [item.found for item in told])
    recall, precision = (_kinds(mine, gold=side) for side in (True, False))
    figures["kinds"] = {"recall": recall, "precision": precision}
    return figures


def _kinds(pairs: Sequence[Pair], *, gold: bool) -> Figures:
    """Table by kind how many contents of the gold were found, or how many of the found are in the gold."""
    told: list[tuple[list[tuple[Words, bool]], Words]] = []
    for wanted, found, text in pairs:
        side, had = (wanted, 0) if gold else (found, 1)
        right = {pair[had] for pair in matches(wanted, found, "content", 0.5)}
        contents = [(item["content"], n in right) for n, item in enumerate(side) if item["content"]]
        told.append((contents, _marked(text)))
    return score_kinds(told)


def reliability(told: Sequence[tuple[Pair, Sequence[float]]]) -> Figures:
    """Table how often an attribution of a given score is right (content and source), and the expected error of a score."""
    seen: list[tuple[float, bool]] = []
    for (gold, found, _), scores in told:
        right = {f for _, f in matches(gold, found, "joint", 0.5)}
        seen += [(value, number in right) for number, value in enumerate(scores)]
    bins: dict[str, dict[str, float]] = {}
    error = 0.0
    for low in range(10):
        inside = [(value, right) for value, right in seen if low <= min(value * 10, 9.99) < low + 1]
        if inside:
            stated, true = (sum(float(pair[n]) for pair in inside) / len(inside) for n in (0, 1))
            bins[f"0.{low}"] = {"n": len(inside), "stated": round(stated, 3), "right": round(true, 3)}
            error += len(inside) * abs(stated - true)
    return {
        "bins": bins,
        "expected_error": round(error / max(1, len(seen)), 4),
        "calibrated": round(1 - error / max(1, len(seen)), 4),
    }


def score(pairs: Sequence[Pair]) -> Figures:
    """Score attributions (part name to words) of each article: gold, found, text."""
    tables: Figures = {part: _table(pairs, part) for part in PARTS}
    quoting = [(_quoting(gold, text), _quoting(found, text), text) for gold, found, text in pairs]
    marked = {part: _table(quoting, part) for part in PARTS}
    tables["marked"] = {**marked["content"], **marked}
    return tables


def _having(items: list[Attributed], part: str) -> list[Attributed]:
    wanted = ("content",) if part == "joint" else (part,)
    return [item for item in items if all(item.get(name) for name in wanted)]


def _quoting(items: list[Attributed], text: str) -> list[Attributed]:
    inside = _marked(text)
    return [item for item in items if item["content"] & inside]


def _marked(text: str) -> Words:
    """Number the words that stand between double quotation marks."""
    marks = [m.span() for m in MARKED.finditer(text)]
    words = [m.span() for m in WORD.finditer(text)]
    inside: set[int] = set()
    place = 0
    for number, (start, end) in enumerate(words):
        while place < len(marks) and marks[place][1] <= start:
            place += 1
        if place < len(marks) and marks[place][0] < end:
            inside.add(number)
    return frozenset(inside)


def _table(pairs: Iterable[Pair], part: str) -> Table:
    hits = {"exact": 0, "overlap": 0}
    golds = founds = 0
    for all_gold, all_found, _ in pairs:
        gold, found = _having(all_gold, part), _having(all_found, part)
        golds, founds = golds + len(gold), founds + len(found)
        for name, least in (("exact", 1.0), ("overlap", 0.5)):
            hits[name] += sum(1 for _ in matches(gold, found, part, least))
    return {name: _prf(hit, founds, golds) for name, hit in hits.items()}


def _prf(hits: int, found: int, gold: int) -> dict[str, float]:
    p, r = hits / found if found else 0.0, hits / gold if gold else 0.0
    return {
        "p": round(100 * p, 1),
        "r": round(100 * r, 1),
        "f1": round(200 * p * r / (p + r), 1) if p + r else 0.0,
    }


def matches(
    gold: list[Attributed], found: list[Attributed], part: str, least: float
) -> Iterator[tuple[int, int]]:
    """Pair gold and found one to one, the most alike first, from a word F1 of `least`."""
    main = "content" if part == "joint" else part
    scored: list[tuple[float, int, int]] = []
    for g, mine in enumerate(gold):
        for f, other in enumerate(found):
            likeness = f1(mine[main], other[main])
            linked = part != "joint" or _same_source(mine, other, least)
            if likeness >= least and linked:
                scored.append((-likeness, g, f))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, g, f in sorted(scored):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            yield g, f


def _same_source(mine: Attributed, other: Attributed, least: float) -> bool:
    left, right = mine.get("source", frozenset()), other.get("source", frozenset())
    return f1(left, right) >= least if left or right else True


def f1(left: Words, right: Words) -> float:
    """Return the harmonic mean of precision and recall of two sets of words.

    >>> f1(frozenset({1, 2}), frozenset({2, 3}))
    0.5
    """
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def word_sets(text: str) -> Callable[[Iterable[tuple[int, int]]], Words]:
    """Return a function from offsets to the numbers of the words that they touch."""
    words = [m.span() for m in WORD.finditer(text)]
    starts, ends = [w[0] for w in words], [w[1] for w in words]

    def within(spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(
            n for start, end in spans for n in range(bisect_right(ends, start), bisect_left(starts, end))
        )

    return within


def gold_attributions(row: dict) -> list[Attributed]:
    """Return the first annotator's attributions of an article, each part as the numbers of its words."""
    within = word_sets(row["text"])
    first = row["annotators"][0]
    return [
        {
            part: within((s, e) for piece in item[part] for s, e in piece["spans"])
            for part in ("content", "source", "cue")
        }
        for item in row["attributions"]
        if item["annotator"] == first
    ]


def _pair(row: dict, reader: Reader) -> Pair:
    article = Article(row["id"], row["id"], row["text"], language="en")
    within = word_sets(row["text"])
    found = [
        {
            "content": within(attribution.content),
            "source": within([attribution.source] if attribution.source else []),
            "cue": within([attribution.cue] if attribution.cue else []),
        }
        for attribution in reader(article)
    ]
    return gold_attributions(row), found, row["text"]
