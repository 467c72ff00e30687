"""The chain of labels over an article's words: its best lawful path, and how sure each word's label is.

A step from word to word is a few sums of 7 x 7 numbers, and numpy takes longer to begin a sum than to do it. So the
words are cut into stretches, all stretches go a step at once from every label they could begin with, and one pass over
the stretches says with which they did.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

type Scores = NDArray[np.float64]

LABELS = 7
INNER = (2, 4, 6)  # a further word of a source, cue, content
FORBIDDEN = -1e4
# Far below any real difference of scores, far above what float64 loses.
FLOOR = 1e-30


def lawful(steps: Scores) -> Scores:
    """Return scores of label after label with the impossible ones ruled out: a further word follows its own role."""
    ruled = np.array(steps, dtype=np.float64)
    for inner in INNER:
        ruled[[n for n in range(LABELS) if n not in {inner, inner - 1}], inner] = FORBIDDEN
    return ruled


def best_path(scores: Scores, steps: Scores) -> list[int]:
    """Return the best path of labels over the words (Viterbi); time grows with the number of words.

    >>> best_path(np.eye(7)[[0, 5, 6, 0]] * 9.0, lawful(np.zeros((7, 7))))
    [0, 5, 6, 0]
    """
    if not len(scores):
        return []
    stretches, last = _stretches(scores[1:], 0.0)
    best = _best_within(stretches, steps)
    reached = scores[0].copy()
    reached[list(INNER)] = FORBIDDEN
    entered: list[list[int]] = []
    for number in range(len(stretches)):
        ways = best[last if number == len(stretches) - 1 else -1, :, number] + reached
        entered.append(ways.argmax(axis=1).tolist())
        reached = ways.max(axis=1)
    ends = [int(reached.argmax())]
    for ways_in in reversed(entered):
        ends.append(ways_in[ends[-1]])
    return _walked_back(ends[::-1], best, steps, last)[: len(scores)] if entered else ends


def _stretches(rows: Scores, filling: float) -> tuple[Scores, int]:
    """Cut rows into about as many stretches as each has rows; also say which row of the last stretch is the last real one."""
    length = max(1, math.isqrt(len(rows)))
    count = -(-len(rows) // length)
    filled = np.full((count * length, LABELS), filling)
    filled[: len(rows)] = rows
    return filled.reshape(count, length, LABELS), (len(rows) - 1) % length


def _best_within(stretches: Scores, steps: Scores) -> Scores:
    """Return the best score by row, label of the row, stretch, and label before the stretch."""
    count, length, _ = stretches.shape
    best = np.empty((length, LABELS, count, LABELS))
    reached = np.broadcast_to(steps.T[:, None, :], best.shape[1:])
    for row in range(length):
        if row:
            reached = (best[row - 1][:, None] + steps[:, :, None, None]).max(axis=0)
        best[row] = reached + stretches[:, row].T[:, :, None]
    return best


def _walked_back(ends: list[int], best: Scores, steps: Scores, last: int) -> list[int]:
    """Return the labels of all words; `ends` are those of the first word and of the last in each stretch."""
    length, _, count, _ = best.shape
    labels = np.zeros((count, length), dtype=np.int64)
    every = np.arange(count, dtype=np.int64)
    before, at = (np.array(some, dtype=np.int64) for some in (ends[:-1], ends[1:]))
    for row in range(length - 1, -1, -1):
        if row == last:
            at[-1] = ends[-1]
        labels[:, row] = at
        if row:
            at = (best[row - 1][:, every, before] + steps[:, at]).argmax(axis=0)
    return [ends[0], *labels.reshape(-1).tolist()]


def certainties(scores: Scores, steps: Scores) -> Scores:
    """Return the probability of every label of every word (forward-backward, scaled)."""
    if not len(scores):
        return np.zeros((0, LABELS))
    emitted = np.maximum(np.exp(scores - scores.max(axis=1, keepdims=True)), FLOOR)
    moved = np.exp(np.maximum(steps, -60.0))
    first = np.array([FLOOR if label in INNER else 1.0 for label in range(LABELS)])
    ahead = _gathered(first, emitted, moved)
    behind = _gathered(np.ones(LABELS), emitted[::-1], moved.T)[::-1]
    both = ahead * (behind / emitted)  # both sides count the word itself
    return both / both.sum(axis=1, keepdims=True)


def _gathered(first: Scores, emitted: Scores, moved: Scores) -> Scores:
    """Return what each label of each word gathers from that word and all before it, scaled to a sum of one."""
    stretches, _ = _stretches(emitted[1:], 1.0)
    within = _gathered_within(stretches, moved)
    state = _scaled(first * emitted[0])
    entered = np.empty((len(stretches), 1, LABELS))
    for number in range(len(stretches)):
        entered[number, 0] = state
        state = _scaled(state @ within[-1, number])
    rest = (entered @ within)[:, :, 0].transpose(1, 0, 2).reshape(-1, LABELS)[: len(emitted) - 1]
    return np.concatenate([_scaled(first * emitted[0])[None], _scaled(rest)])


def _gathered_within(stretches: Scores, moved: Scores) -> Scores:
    """Return by row, stretch, label before the stretch and label of the row what comes through, on a scale of the row's own."""
    count, length, _ = stretches.shape
    within = np.empty((length, count, LABELS, LABELS))
    reached = np.broadcast_to(np.eye(LABELS), within.shape[1:])
    for row in range(length):
        passed = (reached @ moved) * stretches[:, row, None, :]
        reached = within[row] = passed / passed.sum(axis=(1, 2), keepdims=True)
    return within


def _scaled(states: Scores) -> Scores:
    return np.maximum(states / states.sum(axis=-1, keepdims=True), FLOOR)
