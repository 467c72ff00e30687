"""A report's text for the reading view: its lines in pieces, its furniture folded, the others' words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from rashomon.show.views import ORDER, STANCES, Views, outlet_name, short, speaker_name
from rashomon.types import Article, Point, Side, Span
from rashomon.wrapping import written_lines

# Kinds that make a whole line furniture: shown grey, and folded where they stand as a block.
FOLDED = ("boilerplate", "caption", "repeat")


class Rest(Struct, frozen=True, gc=False):
    """Words of one report on which a point rests: offsets, the point's anchor and status, the stance."""

    start: int
    end: int
    anchor: str
    status: str
    stance: str


class Piece(Struct, frozen=True, gc=False):
    """A run of text that looks the same throughout. `rests` are the points that rest on it; `anchors` begin here."""

    start: int
    text: str
    marks: tuple[str, ...]
    rests: tuple[Rest, ...]
    anchors: tuple[str, ...] = ()

    @property
    def rest(self) -> Rest | None:
        """The weightiest point that rests here, if any."""
        return min(self.rests, key=lambda rest: ORDER[rest.status], default=None)


class Other(Struct, frozen=True, gc=False):
    """What another report says on a point: a word for its stance, who, and the beginning of the words."""

    name: str
    stance: str
    who: str
    words: str
    href: str


class Note(Struct, frozen=True, gc=False):
    """A mark in the margin: a point that rests on this line, and what the other reports say on it."""

    anchor: str
    status: str
    here: str
    others: tuple[Other, ...]
    more: int
    silent: int


class Line(Struct, frozen=True, gc=False):
    """One line of a report. `kind` is furniture's kind where the whole line is furniture, else empty."""

    start: int
    pieces: tuple[Piece, ...]
    kind: str
    notes: tuple[Note, ...]
    cut: bool


class Block(Struct, frozen=True, gc=False):
    """Lines that stand together: running text, or furniture of one kind that can be folded away."""

    kind: str
    lines: tuple[Line, ...]


def anchor_of(span: Span) -> str:
    """Name the place of a span on the page: report, first and last offset.

    >>> anchor_of(Span("a1", 4, 8, "rain"))
    'a1.4-8'
    """
    return f"{span.article}.{span.start}-{span.end}"


def rests_of(article: Article, points: Sequence[Point]) -> list[Rest]:
    """List the words of one report on which points rest."""
    return [
        Rest(span.start, span.end, point.id, point.status, side.stance)
        for point in points
        for side in point.sides
        if side.article == article.id
        for span in side.spans
    ]


def pieces(article: Article, rests: Sequence[Rest], linked: Sequence[Span] = ()) -> list[list[Piece]]:
    """Cut a report into lines of pieces; joined again they are the text, less its line ends.

    >>> [[p.text for p in line] for line in pieces(Article("a", "a.txt", "Rain fell."), [Rest(0, 4, "p1", "agreed", "for")])]
    [['Rain', ' fell.']]
    """
    edges = {0, len(article.text)}
    for mark in article.marks:
        edges |= {mark.span.start, mark.span.end}
    for rest in rests:
        edges |= {rest.start, rest.end}
    edges |= {span.start for span in linked}
    lines: list[list[Piece]] = []
    for start, end in written_lines(article.text):
        lines.append(_line(article, rests, (start, end), edges, linked))
    return lines


def _line(
    article: Article, rests: Sequence[Rest], place: tuple[int, int], edges: set[int], linked: Sequence[Span]
) -> list[Piece]:
    start, end = place
    here = [start, *sorted(edge for edge in edges if start < edge < end), end]
    on_line = [rest for rest in rests if rest.start < end and start < rest.end]
    marks = [mark for mark in article.marks if mark.span.start < end and start < mark.span.end]
    anchored = [span for span in linked if start <= span.start < end]
    found: list[Piece] = []
    for left, right in pairwise(here):
        kinds = {mark.kind for mark in marks if mark.span.start <= left and right <= mark.span.end}
        touching = tuple(rest for rest in on_line if rest.start <= left and right <= rest.end)
        begins = sorted({anchor_of(span) for span in anchored if span.start == left})
        found.append(Piece(left, article.text[left:right], tuple(sorted(kinds)), touching, tuple(begins)))
    return found


def blocks(
    article: Article, points: Sequence[Point], index: Views, linked: Sequence[Span], others: int
) -> tuple[Block, ...]:
    """Lay out a report as blocks of lines with notes; a note quotes at most `others` other reports."""
    by_id = {point.id: point for point in points}
    lines = [
        _noted(article, line, by_id, index, others)
        for line in pieces(article, rests_of(article, points), linked)
    ]
    return tuple(Block(kind, tuple(group)) for kind, group in groupby(lines, key=lambda line: line.kind))


def _noted(
    article: Article, line: list[Piece], points: Mapping[str, Point], index: Views, others: int
) -> Line:
    seen = dict.fromkeys(rest.anchor for piece in line for rest in piece.rests)
    ranked = sorted((points[key] for key in seen), key=lambda point: ORDER[point.status])
    # A point that begins on an earlier line has its note there already: beside a line stand only those that begin on it.
    notes = tuple(
        _note(article, point, index, others) for point in ranked if _begins(article, point, line[0].start)
    )
    end = line[-1].start + len(line[-1].text)
    cut = any(mark.kind == "cut" and line[0].start < mark.span.end <= end for mark in article.marks)
    return Line(line[0].start, tuple(line), _kind(line), notes, cut)


def _begins(article: Article, point: Point, line: int) -> bool:
    return any(
        span.start >= line for side in point.sides if side.article == article.id for span in side.spans[:1]
    )


def _kind(line: list[Piece]) -> str:
    """Say what a line is as a whole: folded furniture, the headline, other furniture, or running text ("")."""
    told = [piece for piece in line if piece.text.strip()]
    for kind in (*FOLDED, "headline", "byline"):
        if told and all(kind in piece.marks for piece in told):
            return kind
    return ""


def _note(article: Article, point: Point, index: Views, limit: int) -> Note:
    own = {side.stance for side in point.sides if side.article == article.id}
    elsewhere = [side for side in point.sides if side.article != article.id]
    # what stands against this report's words is shown before what repeats them
    elsewhere.sort(key=lambda side: (side.stance in own, side.stance == "for"))
    told = len({side.article for side in elsewhere})
    shown = tuple(_other(side, index) for side in elsewhere[:limit])
    silent = sum(silence.strength != "not-applicable" for silence in point.silent)
    here = " and ".join(word for stance, word in STANCES.items() if stance in own)
    return Note(point.id, point.status, here, shown, max(told - limit, 0), silent)


def _other(side: Side, index: Views) -> Other:
    said = index.statements.get(side.statement or "")
    return Other(
        name=outlet_name(index.articles[side.article]),
        stance=STANCES[side.stance],
        who=(speaker_name(said, index) or "nobody named") if said else "in its own voice",
        words=short(" … ".join(span.text for span in side.spans), 220),
        href=anchor_of(side.spans[0]),
    )
