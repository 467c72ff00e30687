"""Whether what a source is cited for stands as what it denies: after "denied" comes the claim, after "said" its opposite."""

from __future__ import annotations

from itertools import takewhile

from rashomon.compare.cues import words
from rashomon.types import Statement

# What comes behind one of these belongs to the thing, it is not the thing: "port access to four ships".
BEHIND = frozenset({"to", "for", "of", "by", "in", "on", "that"})


def stands_denied(statement: Statement | None) -> bool:
    """Say whether the cue itself denies, and denies a claim: "denied entry to the crews" is a refusal."""
    if statement is None or statement.act != "deny" or statement.cue is None or _refused(statement):
        return False
    return any(word in words("deny") for word in statement.cue.text.lower().split())


def is_denial(statement: Statement | None) -> bool:
    """Say whether saying it denies a claim, by the cue or by the words themselves."""
    return statement is not None and statement.act == "deny" and not _refused(statement)


def called(statement: Statement | None, text: str) -> int | None:
    """Return from where on a source says what it calls the thing it dismisses: "dismissed it *as a stunt*".

    `text` is that of its report. That is its own claim, and no part of what it denies. None where nothing is called so.
    """
    if statement is None or not stands_denied(statement) or not _dismisses(statement):
        return None
    first, *rest = statement.content
    if text[: first.start].rstrip(" \"“'‘").endswith(" as"):
        return first.start
    if rest:
        return rest[0].start
    at = first.text.find(" as ")
    return None if at < 0 else first.start + at


def _dismisses(statement: Statement) -> bool:
    cue = statement.cue.text.lower().split() if statement.cue else []
    return not any(word.startswith(tuple(words("denying_verbs"))) for word in cue)


def _refused(statement: Statement) -> bool:
    first = statement.content[0].text.lower().split() if statement.content else []
    return any(word in words("refused_things") for word in takewhile(lambda word: word not in BEHIND, first))
