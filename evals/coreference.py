"""Scores of clusterings of mentions: MUC, B-cubed, CEAF-e, and their mean, the CoNLL F1 (Pradhan et al. 2014)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

type Clusters = Sequence[frozenset[str]]


def conll_f1(gold: Clusters, found: Clusters) -> dict[str, float]:
    """Score clusters of the same mentions; single ones count in B-cubed and CEAF-e, as in the reference scorer.

    >>> conll_f1([frozenset("ab"), frozenset("c")], [frozenset("ab"), frozenset("c")])["conll_f1"]
    1.0
    """
    muc = _f1(_muc(gold, found), _muc(found, gold))
    b3 = _f1(_b3(found, gold), _b3(gold, found))
    ceaf = _ceaf_e(gold, found)
    return {"muc": muc, "b3": b3, "ceaf_e": ceaf, "conll_f1": (muc + b3 + ceaf) / 3}


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _home(clusters: Clusters) -> dict[str, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _muc(keys: Clusters, answers: Clusters) -> float:
    """Links of `keys` that `answers` keep."""
    home = _home(answers)
    kept = sum(len(key) - _pieces(key, home) for key in keys)
    links = sum(len(key) - 1 for key in keys)
    return kept / links if links else 0.0


def _pieces(key: Iterable[str], home: dict[str, int]) -> int:
    members = list(key)
    return len({home[m] for m in members if m in home}) + sum(m not in home for m in members)


def _b3(keys: Clusters, answers: Clusters) -> float:
    """Mean over the mentions of `keys` of the part of their cluster that `answers` keep beside them."""
    home = _home(answers)
    total = 0.0
    for key in keys:
        for mention in key:
            beside = answers[home[mention]] if mention in home else frozenset({mention})
            total += len(key & beside) / len(key)
    count = sum(len(key) for key in keys)
    return total / count if count else 0.0


def _ceaf_e(gold: Clusters, found: Clusters) -> float:
    """Best one-to-one matching of whole clusters by 2|a&b| / (|a| + |b|)."""
    if not gold or not found:
        return 0.0
    home = _home(found)
    likeness = np.zeros((len(gold), len(found)))
    for row, key in enumerate(gold):
        for column in {home[m] for m in key if m in home}:
            likeness[row, column] = 2 * len(key & found[column]) / (len(key) + len(found[column]))
    rows, columns = linear_sum_assignment(-likeness)
    best = float(likeness[rows, columns].sum())
    return _f1(best / len(found), best / len(gold))
