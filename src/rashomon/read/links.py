"""Lines of links inside a report: one drawn into the end of a paragraph, and a column's headline in a row of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.read.lines import Label, Labels, Line, first_prose, matches, plain, vocabulary, word_count

# A link of more words is a sentence of the report: of the furniture lines of 181 pages 97% are shorter.
LONGEST_TEASER = 22
# The longest line that the wordings of links span, with the label before it.
REACH = 200
# A paragraph's last full stop, then the label of a link; only labels that open no sentence of a report.
DRAWN_IN = re.compile(
    r"[.?!…][\"”’')\]]*(?P<gap>\s+)(?=(?i:more|read more|read also|also read|read next|see also|related(?: (?:story|stories|video|coverage))?"
    r"|watch(?: live| more)?|full (?:story|coverage)|live updates|photos|pictures|in pictures|gallery|slideshow)\s?: ?[A-ZÀ-Þ0-9\"“‘'])"
)
NEXT_SENTENCE = re.compile(r"[a-z0-9][.?!…][\"”’')]*\s+[\"“‘'(]?[A-ZÀ-Þ]")
# A column's name, a colon and its headline: "The Wheel House: Why nobody wants the bridge".
COLUMN = re.compile(r"^(?P<name>[A-ZÀ-Þ0-9][^:.?!\"“”\n]{1,40}):\s+(?=[A-ZÀ-Þ0-9\"“‘'])")
LONGEST_NAME = 5
LINKS = ("wording-related", "related-link", "related-heading")


def links_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a link from the paragraph whose last words it was drawn into, and number the lines anew.

    >>> text = "The talks ended. More: What the fishermen want"
    >>> [line.text for line in links_apart([Line(0, 0, len(text), text, False)])]
    ['The talks ended.', 'More: What the fishermen want']
    """
    parts = [part for line in lines for part in _parted(line)]
    return [msgspec.structs.replace(part, number=number) for number, part in enumerate(parts)]


def _parted(line: Line) -> Iterator[Line]:
    tail = max(0, len(line.text) - REACH)
    found = next(
        (each for each in DRAWN_IN.finditer(line.text, tail) if _is_link(line.text[each.end() :])), None
    )
    if found is None:
        yield line
        return
    left, right = found.span("gap")
    yield msgspec.structs.replace(line, end=line.start + left, text=line.text[:left])
    yield Line(line.number, line.start + right, line.end, line.text[right:], after_gap=False)


def _is_link(text: str) -> bool:
    # a quotation that closes here and opened before the label is somebody's words
    within = text.count("”") <= text.count("“") and text.count('"') % 2 == 0
    return within and _is_short(text) and matches(text, "furniture", "related")


def _is_short(text: str) -> bool:
    return word_count(text) <= LONGEST_TEASER and NEXT_SENTENCE.search(text) is None


def label_beside_links(lines: Sequence[Line], labels: Labels) -> None:
    """Label a column's headline that stands directly beside a link: the two are one row of links."""
    start = first_prose(lines, labels)
    columns = [line.number for line in lines[start + 1 :] if _is_column(line, labels)]
    rows = [
        run
        for run in _runs(columns)
        if _is_link_line(run[0] - 1, labels) or _is_link_line(run[-1] + 1, labels)
    ]
    beside = [number for run in rows for number in run]
    # names before colons elsewhere in the report are the speakers of a talk
    for number in beside if len(beside) == len(columns) else ():
        labels[number] = Label("boilerplate", "beside-a-link")


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _is_link_line(number: int, labels: Labels) -> bool:
    return number in labels and labels[number].why in LINKS


def _is_column(line: Line, labels: Labels) -> bool:
    found = COLUMN.match(line.text)
    if found is None or line.number in labels or not _is_short(line.text):
        return False
    name = plain(found["name"])
    return word_count(name) <= LONGEST_NAME and name.lower() not in vocabulary()["networks"]["news_labels"]
