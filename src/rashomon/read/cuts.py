"""Where a report breaks off in the middle of a sentence, and lines without a full stop that only look so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.imprint import find_dateline
from rashomon.read.lines import Labels, Line, word_count

CLOSED = re.compile(r"[.?!…:;—–。！？\"'“”‘’»)\]*_|]$")
STOP = re.compile(r"[a-z0-9][.?!][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
# A post from a network, shown in the report, ends with its handle or link and a date.
POSTED = re.compile(r"\(@\w+\)|pic\.twitter|https?://\S+$")
# No sentence, heading or caption ends with one of these words.
HANGING = re.compile(
    r"(?i)(?:\s(?:a|an|the|of|for|to|and|or|but|with|from|by|at|into|that|which|who|whose|than|as|its|their|his|her|is|was"
    r"|are|were|be|been|has|have|had|will|would|could|should|because|while|between|against|under|over|about|in|on|if)|,)$"
)
ANNOUNCES = re.compile(r"(?<!\S)(?:\S{1,60} ){5}\S{1,60}:$")
# A line of fewer words without a full stop is a subheading.
SHORTEST = 12
# A longer line is a paragraph even without a full stop: captions in 218 news texts have up to 35 words.
PARAGRAPH = 36
# Two sentences or more, the last unclosed: a paragraph from here on.
TWO_SENTENCES = 25
# Where this share of the long lines ends without a full stop, the lines are wrapped, and their ends say nothing.
WRAPPED = 0.5
# More breaks than this in one text are a manner of writing; then only hanging words count.
MANY = 6
# Words of the broken sentence that the mark shows.
SHOWN = 12


def cuts(lines: Sequence[Line], labels: Labels) -> list[tuple[int, int]]:
    """Give the offsets of the last words before each break."""
    report = [line.number for line in lines if line.number not in labels]
    last = report[-1] if report else -1
    long = [line for line in lines if line.number not in labels and word_count(line.text) >= SHORTEST]
    broken = [line for line in long if not CLOSED.search(line.text) and not POSTED.search(line.text[-120:])]
    if len(long) > 3 and len(broken) > WRAPPED * len(long):
        return []
    hanging = [line for line in broken if HANGING.search(line.text[-20:])]
    open_ended = {line.number for line in hanging}
    # a full stop is left out inside a report as well; where the report goes on, only the words tell that it was torn
    torn = [
        line
        for line in broken
        if line.number in open_ended or (_is_paragraph(line) and _breaks_off(line, last, labels))
    ]
    torn = torn if len(torn) <= MANY else hanging
    return [_last_words(line) for line in (*torn, *(line for line in lines if _announces(line, last)))]


def _announces(line: Line, last: int) -> bool:
    # what a colon announces at the end of a report is missing
    return line.number == last and ANNOUNCES.search(line.text[-400:]) is not None


def _breaks_off(line: Line, last: int, labels: Labels) -> bool:
    return line.number == last or line.number + 1 in labels or find_dateline(line) is not None


def _is_paragraph(line: Line) -> bool:
    words = word_count(line.text)
    two = words > TWO_SENTENCES and STOP.search(line.text[:600]) is not None
    return words > PARAGRAPH or two or find_dateline(line) is not None


def _last_words(line: Line) -> tuple[int, int]:
    words = list(re.finditer(r"\S+", line.text[-400:]))
    start = len(line.text) - len(line.text[-400:]) + words[max(0, len(words) - SHOWN)].start()
    return line.start + start, line.end
