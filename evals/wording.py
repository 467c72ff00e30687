"""Wording: coded mentions of NewsWCL50 joined by our linker, against their targets. CoNLL F1 over the events of a file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.coreference import conll_f1
from rashomon.compare.naming import Phrase, head_of, join_phrases
from rashomon.models.onnx import OnnxEncoder

# Mentions that people coded name something for sure, so less likeness is asked than of any noun phrase of a story:
# .725 gives .552, .70 .562, .675 .578, .65 .591, .625 .604.
CODED = 0.60


def run(path: Path) -> dict[str, object]:
    """Measure on the codes beside the file named (either of the two may be named).

    A cluster of the gold is every mention with one code name in one event; properties, which name frames and not
    things, are left out. `same_head` is the anchor: mentions with one head word joined.
    """
    codes = path.with_name(path.name.replace("-docs", "-codes"))
    mentions = _mentions(codes)
    found, gold, heads = [], [], []
    encoder = OnnxEncoder()
    for event in sorted(mentions):
        rows = mentions[event]
        gold += _grouped(rows, lambda row: row["code_name"])
        heads += _grouped(rows, lambda row: head_of(row["code_mention"]))
        phrases = [Phrase(row["id"], row["code_mention"]) for row in rows]
        found += [frozenset(cluster) for cluster in join_phrases(phrases, encoder, threshold=CODED)]
    scores = conll_f1(gold, found)
    anchor = conll_f1(gold, heads)["conll_f1"]
    return {
        **{k: round(v, 4) for k, v in scores.items()},
        "same_head": round(anchor, 4),
        "mentions": sum(map(len, gold)),
    }


def _mentions(path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line) if line.strip() else {}
        if row and row.get("code_type") != "PROPERTY" and row.get("code_mention", "").strip():
            found[row["event_id"]].append(row)
    return found


def _grouped(rows: Sequence[dict[str, str]], key: Callable[[dict[str, str]], str]) -> list[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        groups[key(row)].add(row["id"])
    return [frozenset(group) for group in groups.values()]
