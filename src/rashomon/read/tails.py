"""Who else worked on a report, told behind the last sentence of a paragraph: "... he said. (Reporting by Ana Bel)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.read.lines import Line, parted_at

# The longest note of a desk in 218 news texts has 260 letters.
REACH = 420
# "de" and "and" go with names; another word in small letters is a sentence's.
NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|and|in|from|of|the|at|for|de|da|van|von|der|al|bin)"
NAMES = rf"{NAME}(?:,? {NAME}){{1,24}}"
DESK = r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ee]dited|[Ww]ritten|[Tt]ranslated|[Tt]ranslation)"
TAIL = re.compile(
    r"[.?!…][\"”’')\]]*(?P<gap>\s+)(?:"
    # everything to the end of the line stands in one bracket
    rf"\((?:[Aa]dditional |[Ff]urther )?{DESK} by [A-ZÀ-Þ][^()\n]{{2,360}}\)?"
    rf"|(?:Additional |Further )?[Rr]eporting by [A-ZÀ-Þ][^.()\n]{{2,200}}\.?"
    rf"|[—–-]{{1,2}} ?With (?:assistance |reporting )?(?:from |by )?[A-ZÀ-Þ][\w.'’-]*(?:(?:,| and| &)? [A-ZÀ-Þ][\w.'’-]*){{1,12}}"
    rf"|{NAMES} (?:also )?contributed (?:reporting|to this (?:report|story|article))(?: from {NAME}(?:,? {NAME}){{0,12}})?\.?"
    r")$"
)


def tails_apart(lines: Sequence[Line]) -> list[Line]:
    """Part the note of a desk from the paragraph it was drawn into, and number the lines anew.

    >>> text = "The ferry sank. (Reporting by Ana Bel; editing by Jon Orsk)"
    >>> [line.text for line in tails_apart([Line(0, 0, len(text), text, False)])]
    ['The ferry sank.', '(Reporting by Ana Bel; editing by Jon Orsk)']
    """
    parts = [part for line in lines for part in _parted(line)]
    return [msgspec.structs.replace(part, number=number) for number, part in enumerate(parts)]


def _parted(line: Line) -> Iterator[Line]:
    found = TAIL.search(line.text, max(0, len(line.text) - REACH))
    if found is None:
        yield line
        return
    yield from parted_at(line, *found.span("gap"))
