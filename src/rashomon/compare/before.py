"""What stands before what in one report, and what is named between: for denials that only point at what was said."""

from __future__ import annotations

import re

from rashomon.compare.cues import words
from rashomon.compare.rejections import stems_of
from rashomon.types import Reading, Statement

WORD = re.compile(r"[\w'’-]+")


def begins(statement: Statement) -> int:
    """Return where what is said begins."""
    return statement.content[0].start


def ends(statement: Statement) -> int:
    """Return where what is said ends."""
    return statement.content[-1].end


def sentence_at(reading: Reading, at: int) -> int:
    """Return the number of the sentence that a place in a report lies in."""
    return next((n for n, s in enumerate(reading.sentences) if s.span.start <= at < s.span.end), -9)


def right_before(reading: Reading, other: Statement, denial: Statement) -> bool:
    """Say whether no sentence stands between a statement and what points at it, and it is no part of the same sentence."""
    return sentence_at(reading, begins(denial)) - sentence_at(reading, ends(other) - 1) == 1


def named_between(reading: Reading, other: Statement, denial: Statement, thing: str) -> bool:
    """Say whether another such thing is named between: "Brel, who is *charged* with arson, denies the charges"."""
    text, cue = reading.article.text[ends(other) : begins(denial)], denial.cue
    if cue is not None and ends(other) <= cue.start < begins(denial):
        text = reading.article.text[ends(other) : cue.start] + reading.article.text[cue.end : begins(denial)]
    told = {word.removesuffix("s") for word in WORD.findall(text.lower())} - words("listeners")
    source = other.source
    if source is not None and source.start >= ends(other):
        told -= {word.removesuffix("s") for word in WORD.findall(source.text.lower())}
    own = other.cue.text.lower().split() if other.cue is not None and other.cue.start >= ends(other) else []
    return any(word.startswith(stems_of(thing)) for word in told - frozenset(own))
