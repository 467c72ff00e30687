"""Where a report breaks off in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.lines import Labels, Line, word_count

CLOSED = re.compile(r"[.?!…:;—–。！？\"'”’»)\]*_|]$")
# A line of fewer words without a full stop is a subheading.
SHORTEST = 14
# Where this share of the long lines ends without a full stop, the lines are wrapped, and their ends say nothing.
WRAPPED = 0.5
# Words of the broken sentence that the mark shows.
SHOWN = 12


def cuts(lines: Sequence[Line], labels: Labels) -> list[tuple[int, int]]:
    """Give the offsets of the last words before each break."""
    long = [line for line in lines if line.number not in labels and word_count(line.text) >= SHORTEST]
    broken = [line for line in long if not CLOSED.search(line.text)]
    if len(long) > 3 and len(broken) > WRAPPED * len(long):
        return []
    return [_last_words(line) for line in broken]


def _last_words(line: Line) -> tuple[int, int]:
    words = list(re.finditer(r"\S+", line.text[-400:]))
    start = len(line.text) - len(line.text[-400:]) + words[max(0, len(words) - SHOWN)].start()
    return line.start + start, line.end
