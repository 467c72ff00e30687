"""Alignments: which questions and answers of two sentences ask and answer the same (QA-ALIGN's own measure).

A question with its answer is one predicate with one argument, the smallest thing two reports can agree on. Pairs are
scored by the encoder's cosines of the whole, the answers and the verbs, and joined one to one, best first; beside it
stands what shared words alone reach.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.models.onnx import OnnxEncoder

type Question = Mapping[str, Any]
type Row = Mapping[str, Any]
type Pair = tuple[str, str]
type Score = Callable[[Question, Question], float]

# Parts of the score and cuts on the half of dev that is at hand: F1 .60 at .60, .74 at .80, shared words .63 at .20.
PARTS = (0.4, 0.3, 0.3)
CUT = 0.80
WORDS_CUT = 0.20
EMPTY = frozenset(
    [
        "what",
        "who",
        "where",
        "when",
        "how",
        "why",
        "something",
        "someone",
        "did",
        "does",
        "was",
        "is",
        "has",
        "the",
        "a",
        "an",
        "of",
        "to",
        "do",
        "in",
        "on",
        "been",
        "be",
    ]
)


def alignment(rows: Sequence[Row]) -> dict[str, float]:
    """Measure precision, recall and F1 over aligned pairs of questions, and the F1 of shared words (`words_f1`)."""
    tp, said, gold = _counted(rows, _near(rows), CUT)
    wtp, wsaid, _ = _counted(rows, _shared_words, WORDS_CUT)
    return {
        "p": round(tp / max(1, said), 4),
        "r": round(tp / max(1, gold), 4),
        "f1": round(2 * tp / max(1, said + gold), 4),
        "words_f1": round(2 * wtp / max(1, wsaid + gold), 4),
    }


def _counted(rows: Sequence[Row], score: Score, cut: float) -> tuple[int, int, int]:
    tp = said = gold = 0
    for row in rows:
        true = {
            (one["qa_uuid"], other["qa_uuid"])
            for group in row["alignments"]
            for one in group["sent1"]
            for other in group["sent2"]
        }
        found = _joined(row["qas_1"], row["qas_2"], score, cut)
        tp, said, gold = tp + len(found & true), said + len(found), gold + len(true)
    return tp, said, gold


def _joined(ones: Sequence[Question], others: Sequence[Question], score: Score, cut: float) -> set[Pair]:
    # equal scores go to the pair that stands first: sentences on one event tell things in much the same order
    scored = [(-score(a, b), i, j) for i, a in enumerate(ones) for j, b in enumerate(others)]
    found: dict[int, int] = {}
    for minus, i, j in sorted(scored):
        if -minus >= cut and i not in found and j not in found.values():
            found[i] = j
    return {(ones[i]["qa_uuid"], others[j]["qa_uuid"]) for i, j in found.items()}


def _whole(asked: Question) -> str:
    return f"{asked['question'].rstrip('?')} {asked['answer']}"


def _near(rows: Sequence[Row]) -> Score:
    asked = [q for row in rows for side in ("qas_1", "qas_2") for q in row[side]]
    texts = sorted({text for q in asked for text in (_whole(q), q["answer"], q["verb"])})
    vectors: NDArray[np.float64] = OnnxEncoder().encode(texts).astype(np.float64)
    at = {text: place for place, text in enumerate(texts)}

    def score(a: Question, b: Question) -> float:
        views = ((_whole(a), _whole(b)), (a["answer"], b["answer"]), (a["verb"], b["verb"]))
        return sum(
            part * float(vectors[at[one]] @ vectors[at[other]])
            for part, (one, other) in zip(PARTS, views, strict=True)
        )

    return score


def _shared_words(a: Question, b: Question) -> float:
    ours, theirs = _content(a), _content(b)
    return len(ours & theirs) / max(1, len(ours | theirs))


def _content(asked: Question) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", f"{asked['verb']} {asked['answer']}".lower())) - EMPTY
