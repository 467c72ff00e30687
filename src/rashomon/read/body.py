"""What of a text is the report: marks for all that is not, and what the text says of itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from rashomon.read.captions import label_captions, label_credited, leading_control, leading_credit
from rashomon.read.credits import find_credits
from rashomon.read.cuts import cuts
from rashomon.read.furniture import furniture
from rashomon.read.galleries import label_galleries
from rashomon.read.imprint import Dateline, label_bylines, label_headline, label_names, report_dateline
from rashomon.read.lines import Label, Labels, Line, first_prose, is_prose, lines_of
from rashomon.read.lineweights import label_by_looks
from rashomon.read.links import links_apart
from rashomon.read.outlets import find_outlet
from rashomon.read.repeats import names_of_pulled, repeats
from rashomon.read.stamps import Stamp, captured, find_stamps, is_stamp, published
from rashomon.read.tails import tails_apart
from rashomon.read.unclosed import label_unclosed
from rashomon.spans import cut
from rashomon.types import Article, Mark, MarkKind, Span, Why

# A line of the head that runs on longer than this is a paragraph, closed or not.
PARAGRAPH = 160


def mark_body(article: Article) -> Article:
    r"""Mark what is not report text, and fill in headline, byline, dateline, credits, outlet and dates.

    The text stays as it is; nothing that is known already (outlet, date, title given with the article) is replaced.
    A date is set only where day, month and year stand in the text. Linear in the length of the text.

    >>> text = "Home / World\n\nRain stops talks on the coast\n\nELVA, May 3 - " + "The talks ended in the rain. " * 3
    >>> marked = mark_body(Article("a1", "a.txt", text))
    >>> [(mark.kind, mark.span.text) for mark in marked.marks][:3]
    [('boilerplate', 'Home / World'), ('headline', 'Rain stops talks on the coast'), ('dateline', 'ELVA, May 3 -')]
    """
    lines = links_apart(tails_apart(lines_of(article.text)))
    labels = furniture(lines)
    label_galleries(lines, labels)
    label_credited(lines, labels)
    stamps = find_stamps(lines, labels)
    headline, byline = _head(lines, labels, stamps)
    _label_the_rest(lines, labels, headline)
    dateline = report_dateline(lines, labels)
    outlet = article.outlet or find_outlet(article, lines, labels, dateline)
    return msgspec.structs.replace(
        article,
        marks=_marks(article, lines, labels, dateline),
        title=article.title or _span(article, headline),
        byline=article.byline or _span(article, byline),
        dateline=article.dateline or (cut(article, dateline.start, dateline.end) if dateline else None),
        credits=article.credits
        or find_credits(article, lines, labels, dateline, outlet.name if outlet else None),
        outlet=outlet,
        published=article.published or published(article, stamps, dateline.date if dateline else None),
        captured=article.captured or captured(article, stamps),
    )


def _label_the_rest(lines: Sequence[Line], labels: Labels, headline: Line | None) -> None:
    label_captions(lines, labels, headline)
    label_unclosed(lines, labels)
    label_by_looks(lines, labels)
    _spare_the_report(lines, labels)


def _head(lines: Sequence[Line], labels: Labels, stamps: Sequence[Stamp]) -> tuple[Line | None, Line | None]:
    byline = label_bylines(lines, labels)
    stamped = {number: list(group) for number, group in groupby(stamps, key=lambda stamp: stamp.line)}
    for number, group in stamped.items():
        if number not in labels and is_stamp(lines[number], group):
            labels[number] = Label("boilerplate", "date-stamp")
    byline = byline or label_names(lines, labels, set(stamped))
    return label_headline(lines, labels), byline


def _span(article: Article, line: Line | None) -> Span | None:
    return cut(article, line.start, line.end) if line else None


def _spare_the_report(lines: Sequence[Line], labels: Labels) -> None:
    # marks that leave nothing of a text with sentences in it are wrong: its sentences stay
    out = {"boilerplate", "byline"}
    if any(line.number not in labels or labels[line.number].kind not in out for line in lines):
        return
    for line in lines:
        if is_prose(line.text):
            del labels[line.number]


def _marks(
    article: Article, lines: Sequence[Line], labels: Labels, dateline: Dateline | None
) -> tuple[Mark, ...]:
    marks = [
        mark
        for line in lines
        if line.number in labels
        for mark in _of_line(article, line, labels[line.number])
    ]
    if dateline:
        marks.append(_mark(article, dateline.start, dateline.end, Label("dateline", "place-and-dash")))
    again = repeats(lines, labels)
    for (start, end), first in again:
        marks.append(_mark(article, start, end, Label("repeat", "said-before"), cut(article, *first)))
    marks += [
        _mark(article, line.start, line.end, Label("boilerplate", "name-of-a-pull-quote"))
        for line in names_of_pulled(lines, labels, again)
    ]
    marks += _breaks(article, lines, labels, [piece for piece, _ in again])
    return tuple(sorted(_apart(marks), key=lambda mark: (mark.span.start, mark.span.end, mark.kind)))


def _of_line(article: Article, line: Line, label: Label) -> Iterator[Mark]:
    # the agency at the head of a caption is no word of it: "EPA The minister fears ..." is nobody called EPA
    begin = line.start + (
        leading_credit(line.text) or leading_control(line.text) if label.kind == "caption" else 0
    )
    if begin > line.start and _told_twice(line.text[begin - line.start :]):
        yield _mark(article, line.start, line.end, Label("boilerplate", "picture-credit"))
        return
    if begin > line.start:
        credit = len(line.text[: begin - line.start].rstrip())
        yield _mark(article, line.start, line.start + credit, Label("boilerplate", "picture-credit"))
    yield _mark(article, begin, line.end, label)


def _told_twice(text: str) -> bool:
    """Say whether words are nothing but one credit told twice, once for a picture and once for its enlarged copy.

    >>> _told_twice("Ana Bel/AP Ana Bel/AP"), _told_twice("Ana Bel/AP The ferry in May")
    (True, False)
    """
    half = len(text) // 2
    return len(text) % 2 == 1 and text[half] == " " and text[:half] == text[half + 1 :]


def _mark(article: Article, start: int, end: int, label: Label, of: Span | None = None) -> Mark:
    span = cut(article, start, end)
    kind: MarkKind = label.kind
    return Mark(span, kind, Why(label.why, (span,)), of)


def _breaks(
    article: Article, lines: Sequence[Line], labels: Labels, again: Sequence[tuple[int, int]]
) -> Iterable[Mark]:
    start = first_prose(lines, labels)
    for left, right in cuts(
        [line for line in lines if line.number >= start or len(line.text) > PARAGRAPH], labels
    ):
        before = bisect_right(again, (right,)) - 1
        if before < 0 or again[before][1] <= left:
            yield _mark(article, left, right, Label("cut", "no-full-stop"))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    # a line labelled as a caption or headline may also be a repeat: then the repeat alone stays
    gone = [(mark.span.start, mark.span.end) for mark in marks if mark.kind == "repeat"]
    taken = set(gone)
    return [mark for mark in marks if mark.kind == "repeat" or (mark.span.start, mark.span.end) not in taken]
