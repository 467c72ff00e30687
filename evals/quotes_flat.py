"""Quotations by CofeNet's flat protocol, and by kind: what a model card must say beside the figures over whole articles.

Flat as `notes/peers.md` section 4 describes it: the unit is a paragraph; every word or mark has one tag, so a span inside
another cuts it into pieces, and a split content is several spans; sources, cues and contents are scored apart, by the
same words and marks. Counted here on the dev part and the first annotator only, so beside the published figures and
never in one table with them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from rashomon.types import Attribution

TOKEN = re.compile(r"\w+(?:[^\w\s]\w+)*|[^\w\s]")
# the marks of news wires too: two apostrophes (72 contents of the dev part begin with them, 68 of these end so)
OPENED = re.compile(r"(?:[“\"‘]|''|``)$")
CLOSED = re.compile(r"[,.?!…]?(?:[”\"’]|'')")
ROLES = ("source", "cue", "content")

type Span = tuple[int, int]
type Tagged = tuple[str, Span]
type Figures = dict[str, Any]


def flat_spans(text: str, spans: Iterable[Tagged]) -> set[Tagged]:
    """Return the spans that are left when each word has one tag: runs of token numbers, cut at paragraphs and inner spans.

    >>> sorted(flat_spans("He said she sang.", [("content", (8, 16)), ("source", (8, 11))]))
    [('content', (3, 4)), ('source', (2, 3))]
    """
    tokens = [match.span() for match in TOKEN.finditer(text)]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    lines = [text.count("\n", 0, start) for start in starts[:1]]
    for before, after in pairwise(starts):
        lines.append(lines[-1] + text.count("\n", before, after))
    tags: list[tuple[int, str] | None] = [None] * len(tokens)
    # the longest first, so that what stands inside another takes its words
    ordered = sorted(spans, key=lambda item: (item[1][0] - item[1][1], item[1], ROLES.index(item[0])))
    for number, (role, (start, end)) in enumerate(ordered):
        for place in range(bisect_right(ends, start), bisect_left(starts, end)):
            tags[place] = number, role
    return set(_runs(tags, lines))


def _runs(tags: Sequence[tuple[int, str] | None], lines: Sequence[int]) -> Iterable[Tagged]:
    first = 0
    for place in range(1, len(tags) + 1):
        if place < len(tags) and tags[place] == tags[first] and lines[place] == lines[first]:
            continue
        tag = tags[first]
        if tag is not None:
            yield tag[1], (first, place)
        first = place


def gold_spans(row: dict[str, Any]) -> list[Tagged]:
    """Return every span of the first annotator."""
    first = row["annotators"][0]
    return [
        (role, (start, end))
        for item in row["attributions"]
        if item["annotator"] == first
        for role in ROLES
        for piece in item[role]
        for start, end in piece["spans"]
    ]


def with_marks(text: str, piece: Span) -> Span:
    """Widen a content by the quotation marks around it, and the comma or stop before the closing one.

    PolNeAR's contents hold their marks (516 of 520 quoted ones of the dev part), ours stand between them.

    >>> text = 'He said: "Go on," and left.'
    >>> text[slice(*with_marks(text, (10, 15)))]
    '"Go on,"'
    >>> text = "He said: ''Go on,'' and left."
    >>> text[slice(*with_marks(text, (11, 16)))]
    "''Go on,''"
    """
    start, end = piece
    opened = OPENED.search(text[max(0, start - 2) : start])
    closed = CLOSED.match(text, end)
    return opened.start() + max(0, start - 2) if opened else start, closed.end() if closed else end


def found_spans(text: str, found: Iterable[Attribution]) -> list[Tagged]:
    """Return every span of the attributions that a reader found."""
    spans: list[Tagged] = []
    for item in found:
        spans += [("content", with_marks(text, piece)) for piece in item.content]
        spans += [(role, piece) for role, piece in (("source", item.source), ("cue", item.cue)) if piece]
    return spans


def score_flat(rows: Sequence[dict[str, Any]], found: Sequence[Iterable[Attribution]]) -> Figures:
    """Return exact F1 of each role, in per cent, over the rows and what was found in each."""
    hits, golds, founds = Counter[str](), Counter[str](), Counter[str]()
    for row, attributions in zip(rows, found, strict=True):
        gold = flat_spans(row["text"], gold_spans(row))
        mine = flat_spans(row["text"], found_spans(row["text"], attributions))
        for counted, items in ((hits, gold & mine), (golds, gold), (founds, mine)):
            counted.update(role for role, _ in items)
    return {
        role: {
            "p": round(100 * hits[role] / max(1, founds[role]), 1),
            "r": round(100 * hits[role] / max(1, golds[role]), 1),
            "f1": round(200 * hits[role] / max(1, founds[role] + golds[role]), 1),
        }
        for role in ROLES
    }


def kind_of(words: frozenset[int], marked: frozenset[int]) -> str:
    """Tell direct, mixed and indirect by how many of a content's words stand between marks.

    >>> kind_of(frozenset({1, 2}), frozenset({1})), kind_of(frozenset({1}), frozenset({1, 2}))
    ('mixed', 'direct')
    """
    inside = len(words & marked)
    return "direct" if inside == len(words) else "mixed" if inside else "indirect"


def score_kinds(told: Iterable[tuple[Sequence[tuple[frozenset[int], bool]], frozenset[int]]]) -> Figures:
    """Return for each kind how many contents there are and the share that was found.

    `told` has for each article its gold contents, each with whether it was found, and the words between marks.
    """
    seen, right = Counter[str](), Counter[str]()
    for contents, marked in told:
        for words, hit in contents:
            kind = kind_of(words, marked)
            seen[kind] += 1
            right[kind] += hit
    return {
        kind: {"n": seen[kind], "share": round(right[kind] / seen[kind], 3)}
        for kind in ("direct", "mixed", "indirect")
        if seen[kind]
    }
