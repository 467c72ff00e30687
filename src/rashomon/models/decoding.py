"""Labels out of scores: the best lawful path over an article's words, and how sure each word of it is.

Labels: 0 outside; 1, 3, 5 the first word of a source, cue, content; 2, 4, 6 a further word of it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

type Role = Literal["source", "cue", "content"]
type Scores = NDArray[np.float64]

ROLES: tuple[Role, Role, Role] = ("source", "cue", "content")
FORBIDDEN = -1e4
# Far below any real difference of scores, far above what float64 loses.
FLOOR = 1e-30


class Piece(Struct, frozen=True, order=True):
    """Words `start` up to `end` of one role; `sure` is the mean probability of their labels, `edge` the least at its ends."""

    start: int
    end: int
    role: Role
    sure: float
    edge: float


def lawful(steps: Scores) -> Scores:
    """Return scores of label after label with the impossible ones ruled out: a further word follows its own role."""
    ruled = np.array(steps, dtype=np.float64)
    for inner in (2, 4, 6):
        ruled[[n for n in range(7) if n not in {inner, inner - 1}], inner] = FORBIDDEN
    return ruled


def best_path(scores: Scores, steps: Scores) -> list[int]:
    """Return the best path of labels over the words (Viterbi); time grows with the number of words.

    >>> best_path(np.eye(7)[[0, 5, 6, 0]] * 9.0, lawful(np.zeros((7, 7))))
    [0, 5, 6, 0]
    """
    if not len(scores):
        return []
    came = np.zeros(scores.shape, dtype=np.int8)
    reached = scores[0].copy()
    reached[[2, 4, 6]] = FORBIDDEN
    across = np.arange(7)
    for word in range(1, len(scores)):
        ways = reached[:, None] + steps
        came[word] = ways.argmax(axis=0)
        reached = ways[came[word], across] + scores[word]
    path = [int(reached.argmax())]
    for word in range(len(scores) - 1, 0, -1):
        path.append(int(came[word, path[-1]]))
    return path[::-1]


def certainties(scores: Scores, steps: Scores) -> Scores:
    """Return the probability of every label of every word (forward-backward, scaled)."""
    emitted = np.exp(scores - scores.max(axis=1, keepdims=True))
    moved = np.exp(np.maximum(steps, -60.0))
    ahead, behind = np.empty_like(emitted), np.ones_like(emitted)
    state = emitted[0] * np.array([1, 1, FLOOR, 1, FLOOR, 1, FLOOR])
    for word in range(len(emitted)):
        if word:
            state = (state @ moved) * emitted[word]
        state = np.maximum(state / state.sum(), FLOOR)
        ahead[word] = state
    state = behind[-1]
    for word in range(len(emitted) - 2, -1, -1):
        state = moved @ (state * emitted[word + 1])
        state = np.maximum(state / state.sum(), FLOOR)
        behind[word] = state
    both = ahead * behind
    return both / both.sum(axis=1, keepdims=True)


def read_pieces(path: list[int], sure: Scores) -> list[Piece]:
    """Return the pieces that a path marks, in order."""
    pieces: list[Piece] = []
    start = 0
    while start < len(path):
        label, end = path[start], start + 1
        if label:
            inner = label + label % 2
            while end < len(path) and path[end] == inner:
                end += 1
            pieces.append(_piece(path, sure, start, end))
        start = end
    return pieces


def _piece(path: list[int], sure: Scores, start: int, end: int) -> Piece:
    each = [float(sure[word, path[word]]) for word in range(start, end)]
    edge = min(
        each[0],
        each[-1],
        1.0 if end == len(path) else 1.0 - float(sure[end, path[end - 1] + path[end - 1] % 2]),
    )
    return Piece(start, end, ROLES[(path[start] - 1) // 2], sum(each) / len(each), edge)
