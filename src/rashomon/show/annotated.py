"""A report's text in pieces for the page: what is furniture, and which points rest on which words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from rashomon.types import Article, Point

# The strongest mark wins where several points rest on the same words.
WEIGHT = {"single-source": 0, "agreed": 1, "disputed": 2, "denied": 3}
STRUCK = ("repeat",)
GREYED = ("boilerplate", "byline", "dateline", "caption", "headline", "cut", "repeat")


class Rest(Struct, frozen=True):
    """Words of one report on which a point rests: offsets, the point's anchor and status, the stance."""

    start: int
    end: int
    anchor: str
    status: str
    stance: str


class Piece(Struct, frozen=True):
    """A run of text that looks the same throughout. `rests` are the points that rest on it."""

    start: int
    text: str
    marks: tuple[str, ...]
    rests: tuple[Rest, ...]

    @property
    def status(self) -> str:
        """The status to show: the weightiest of the points that rest here, or nothing."""
        return max((rest.status for rest in self.rests), key=lambda name: WEIGHT[name], default="")


def rests_of(article: Article, points: Sequence[tuple[str, Point]]) -> list[Rest]:
    """List the words of one report on which points rest; `points` pairs each with its anchor on the page."""
    return [
        Rest(span.start, span.end, anchor, point.status, side.stance)
        for anchor, point in points
        for side in point.sides
        if side.article == article.id
        for span in side.spans
    ]


def pieces(article: Article, rests: Sequence[Rest]) -> list[list[Piece]]:
    """Cut a report into lines of pieces; joined again they are the text, less its line ends.

    >>> [[p.text for p in line] for line in pieces(Article("a", "a.txt", "Rain fell."), [Rest(0, 4, "p1", "agreed", "for")])]
    [['Rain', ' fell.']]
    """
    edges = {0, len(article.text)}
    for mark in article.marks:
        edges |= {mark.span.start, mark.span.end}
    for rest in rests:
        edges |= {rest.start, rest.end}
    lines: list[list[Piece]] = []
    start = 0
    for line in article.text.split("\n"):
        if line.strip():
            lines.append(_line(article, rests, start, start + len(line), edges))
        start += len(line) + 1
    return lines


def _line(article: Article, rests: Sequence[Rest], start: int, end: int, edges: set[int]) -> list[Piece]:
    here = [start, *sorted(edge for edge in edges if start < edge < end), end]
    on_line = [rest for rest in rests if rest.start < end and start < rest.end]
    marks = [mark for mark in article.marks if mark.span.start < end and start < mark.span.end]
    found: list[Piece] = []
    for left, right in pairwise(here):
        kinds = tuple(
            sorted({mark.kind for mark in marks if mark.span.start <= left and right <= mark.span.end})
        )
        touching = tuple(rest for rest in on_line if rest.start <= left and right <= rest.end)
        found.append(Piece(left, article.text[left:right], kinds, touching))
    return found
