"""Attributions out of pieces: contents to cues, pieces of one cue joined, both to a source, and a calibrated score."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.models.decoding import Piece
from rashomon.models.geometry import Ground, Network, Rows, describe, describe_anchor, near


class Parts(Struct, frozen=True):
    """The pieces of an article by role, in order, and where each starts."""

    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    crowd: tuple[tuple[int, ...], ...]


class Linked(Struct, frozen=True):
    """One attribution over words, with how sure each of its links is."""

    content: tuple[Piece, ...]
    cue: Piece | None
    source: Piece | None
    cue_sure: float
    source_sure: float


class Linker(Struct, frozen=True):
    """The trained numbers: which cue, which source, and how features of an attribution become a probability."""

    cue: Network
    source: Network
    weights: Rows
    bias: float


def open_linker(stored: Mapping[str, NDArray[np.float64]]) -> Linker:
    """Read the trained numbers from the arrays of an npz file."""
    cue, source = (
        Network(
            *(stored[f"{name}_{part}"] for part in ("mean", "scale", "inner", "inner_bias", "outer")),
            outer_bias=float(stored[f"{name}_outer_bias"]),
        )
        for name in ("cue", "source")
    )
    return Linker(cue, source, stored["score_weights"], float(stored["score_bias"]))


def sort_parts(pieces: Sequence[Piece]) -> Parts:
    """Sort pieces by role."""
    sources, cues, contents = (
        tuple(piece for piece in pieces if piece.role == role) for role in ("source", "cue", "content")
    )
    return Parts(
        sources, cues, contents, tuple(tuple(p.start for p in part) for part in (sources, cues, contents))
    )


def link(parts: Parts, ground: Ground, linker: Linker) -> list[Linked]:
    """Tie every content to its cue and source; contents of one cue become one, in the order of their first pieces."""
    groups: dict[tuple[int, int], list[Piece]] = {}
    cues: dict[tuple[int, int], tuple[Piece | None, list[float]]] = {}
    for number, content in enumerate(parts.content):
        cue, sure = choose_cue(parts, ground, linker.cue, content)
        key = (0, cue.start) if cue else (1, number)
        groups.setdefault(key, []).append(content)
        cues.setdefault(key, (cue, []))[1].append(sure)
    found: list[Linked] = []
    for key, contents in groups.items():
        cue, sures = cues[key]
        source, sure = choose_source(parts, ground, linker.source, contents, cue)
        found.append(Linked(tuple(contents), cue, source, min(sures), sure))
    return sorted(found, key=lambda item: item.content[0].start)


def cue_rows(parts: Parts, ground: Ground, content: Piece) -> tuple[list[int], Rows]:
    """List the cues near a content and describe each; the last row is "none"."""
    close = near(parts.cue, parts.crowd[1], content, ground)
    others = [*(parts.cue[n] for n in close), None]
    base = describe_anchor(ground, content, len(close))
    return close, np.array([describe(ground, content, other, parts.crowd, base) for other in others])


def choose_cue(parts: Parts, ground: Ground, network: Network, content: Piece) -> tuple[Piece | None, float]:
    """Return the cue of a content, or None, and how sure that is."""
    close, rows = cue_rows(parts, ground, content)
    chances = network.chances(rows)
    best = int(chances.argmax())
    return (parts.cue[close[best]] if best < len(close) else None), float(chances[best])


def source_rows(
    parts: Parts, ground: Ground, contents: Sequence[Piece], cue: Piece | None
) -> tuple[list[int], Rows]:
    """List the sources near a content or its cue and describe each from both; the last row is "none"."""
    first = contents[0]
    around = (near(parts.source, parts.crowd[0], anchor, ground) for anchor in (first, cue or first))
    close = sorted({number for numbers in around for number in numbers})
    rows: list[list[float]] = []
    anchors = (*contents, cue or first)
    bases = {anchor: describe_anchor(ground, anchor, len(close)) for anchor in anchors}
    for other in [*(parts.source[n] for n in close), None]:
        beside = _nearest(contents, other) if other else first
        rows.append(
            [
                *describe(ground, beside, other, parts.crowd, bases[beside]),
                *describe(ground, cue or beside, other, parts.crowd, bases[cue or beside]),
                float(cue is None),
                float(min(len(contents), 3)),
            ]
        )
    return close, np.array(rows)


def _nearest(contents: Sequence[Piece], other: Piece) -> Piece:
    return min(contents, key=lambda piece: abs(piece.start - other.start))


def choose_source(
    parts: Parts, ground: Ground, network: Network, contents: Sequence[Piece], cue: Piece | None
) -> tuple[Piece | None, float]:
    """Return the source of a content with its cue, or None, and how sure that is."""
    close, rows = source_rows(parts, ground, contents, cue)
    chances = network.chances(rows)
    best = int(chances.argmax())
    return (parts.source[close[best]] if best < len(close) else None), float(chances[best])


def signs(item: Linked, ground: Ground) -> list[float]:
    """Describe how sure every part of an attribution is."""
    sure = min(piece.sure for piece in item.content)
    edge = min(piece.edge for piece in item.content)
    length = sum(piece.end - piece.start for piece in item.content)
    return [
        _odds(sure),
        edge,
        _odds(item.cue.sure) if item.cue else 0.0,
        _odds(item.source.sure) if item.source else 0.0,
        _odds(item.cue_sure),
        _odds(item.source_sure),
        float(item.cue is None),
        float(item.source is None),
        math.log1p(length),
        float(ground.words[item.content[0].start] == "“"),
        float(len(item.content) > 1),
    ]


def _odds(chance: float) -> float:
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def score(item: Linked, ground: Ground, linker: Linker) -> float:
    """Return the probability that content and source are right (word overlap of a half or more, as the dev part counts)."""
    total = float(np.dot(signs(item, ground), linker.weights)) + linker.bias
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)
