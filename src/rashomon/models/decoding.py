"""Sources, cues and contents out of the labels of an article's words.

Labels: 0 outside; 1, 3, 5 the first word of a source, cue, content; 2, 4, 6 a further word of it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.models.chain import Scores

type Role = Literal["source", "cue", "content"]

ROLES: tuple[Role, Role, Role] = ("source", "cue", "content")


class Piece(Struct, frozen=True, order=True):
    """Words `start` up to `end` of one role; `sure` is the mean probability of their labels, `edge` the least at its ends."""

    start: int
    end: int
    role: Role
    sure: float
    edge: float


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
