"""What a caption tells beside the picture: "Nine were hurt on Friday", and not "Keller greets Brandt"."""

from __future__ import annotations

from rashomon.compare.clauses import children
from rashomon.spans import inside
from rashomon.types import Reading, Span


def tells_news(reading: Reading, head: int, span: Span) -> bool:
    """Say whether a clause of a caption tells what happened or will: by the tense of its predicate, or by a time that it names.

    What a picture only shows is told in the present or without a verb, and names alone would join it to anything. On one
    story with a gold the captions that name a time tell two of its points more.
    """
    tokens = reading.tokens
    near = (tokens[i] for i in children(tokens, head, head))
    told = tokens[head].tag == "VBD" or any(
        word.dep in {"aux", "auxpass"} and word.tag in {"MD", "VBD"} for word in near
    )
    return told or any(inside(time.span, span) for time in reading.times)
