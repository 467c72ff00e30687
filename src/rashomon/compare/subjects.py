"""What a passage is about where it does not say so itself: pronouns as names, and the subject shared with another clause.

For the encoder's eyes and for comparing words only; what is shown are the spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.compare.clauses import children
from rashomon.spans import inside
from rashomon.types import Reading, Span, Token

# Pronouns that a name may stand for before encoding: "it" and "they" are too often somebody or something else.
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Clauses that take over the subject of what they hang on: "police came and closed the road", "to split the land".
SHARING = frozenset({"conj", "advcl", "pcomp", "xcomp"})
# Clauses that say something of the noun they hang on: "a bill banning cars". A "who" of its own stays what it is: written
# as its noun it joined no more points and parted one.
DESCRIBING = frozenset({"relcl", "acl"})
# What stands before a noun and belongs to its short name.
BEFORE = frozenset({"det", "compound", "amod", "poss", "nummod", "case"})
# A subject longer than this would drown the clause.
LONGEST = 6
RELATIVE = frozenset({"WP", "WDT"})
NOUNS = frozenset({"NOUN", "PROPN"})
# How far up a chain of clauses a subject is looked for.
STEPS = 4


def shared_subject(tokens: Sequence[Token], head: int) -> tuple[int, ...]:
    """List the words of the subject that a clause leaves to another one; empty where it has its own or none is found.

    `head` is the place of its predicate. "Police arrested a man and seized rifles": *seized* has *Police*.
    """
    if _own(tokens, head) is not None:
        return ()
    for _ in range(STEPS):
        word = tokens[head]
        if word.head == head:
            return ()
        if word.dep in DESCRIBING:
            return _short(tokens, word.head) if tokens[word.head].pos in NOUNS else ()
        if word.dep not in SHARING:
            return ()
        head = governing(tokens, head)
        found = _own(tokens, head)
        if found is not None:
            return () if tokens[found].pos == "PRON" else _short(tokens, found)
    return ()


def said_of(tokens: Sequence[Token], head: int) -> frozenset[str]:
    """Return of whom an active predicate without a subject of its own, or with "who", is said: the last word of that name, in small letters."""
    if any(tokens[i].dep == "auxpass" for i in children(tokens, head, head + 1)):
        # whom it is done to does not do it
        return frozenset()
    own = _own(tokens, head)
    noun = None if own is None else told_of(tokens, own)
    words = shared_subject(tokens, head) if noun is None else (noun,)
    return frozenset({tokens[words[-1]].lemma.lower()} if words else ())


def told_of(tokens: Sequence[Token], pronoun: int) -> int | None:
    """Find the noun that a "who" or "which" stands for: what its clause describes."""
    verb = tokens[pronoun].head
    noun = tokens[verb].head
    relative = tokens[pronoun].tag in RELATIVE and tokens[verb].dep == "relcl" and tokens[noun].pos in NOUNS
    return noun if relative else None


def governing(tokens: Sequence[Token], head: int) -> int:
    """Find the predicate whose subject a clause takes over.

    A verb joined to one that is only reported, but told in the past as the reporting is, is joined to the reporting:
    "she *repeated* that the ban is wrong and *voiced* doubts".
    """
    above = tokens[head].head
    if tokens[head].dep == "pcomp":
        # "by closing the road" hangs on its preposition
        return tokens[above].head
    if tokens[head].dep != "conj" or not _told_in_the_past(tokens, head):
        return above
    clause = tokens[above].head if tokens[above].dep in {"acomp", "attr"} else above
    below = children(tokens, clause, clause + 1)
    reported = any(tokens[i].dep == "mark" and tokens[i].text.lower() == "that" for i in below)
    telling = tokens[clause].head
    for _ in range(STEPS):
        telling = telling if tokens[telling].pos == "VERB" else tokens[telling].head
    present = tokens[clause].tag in {"VBZ", "VBP"}
    return telling if reported and present and tokens[telling].tag == "VBD" else above


def _told_in_the_past(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a verb is in the past; one that takes a thing and has no "was" or "had" is, whatever the parser calls it."""
    deps = {tokens[i].dep for i in children(tokens, head, head + 1)}
    return tokens[head].tag == "VBD" or (
        tokens[head].tag == "VBN" and "dobj" in deps and not deps & {"aux", "auxpass"}
    )


def _own(tokens: Sequence[Token], head: int) -> int | None:
    found = [i for i in children(tokens, head, head + 1) if tokens[i].dep in SUBJECTS]
    return found[0] if found else None


def _short(tokens: Sequence[Token], noun: int) -> tuple[int, ...]:
    first = noun
    while first > 0 and noun - first < LONGEST - 1:
        before = tokens[first - 1]
        if before.dep not in BEFORE or not first - 1 < before.head <= noun:
            break
        first -= 1
    return tuple(range(first, noun + 1))


def plain_text(reading: Reading, spans: Sequence[Span], name_of: Mapping[str, str]) -> str:
    """Write a passage with its pronouns as the names they stand for. `name_of` maps speakers of the reading to names."""
    parts: list[str] = []
    for span in spans:
        text, shift = span.text, 0
        for mention in sorted(reading.mentions, key=lambda mention: mention.span.start):
            if mention.how != "pronoun" or not mention.speaker or not inside(mention.span, span):
                continue
            name = name_of.get(mention.speaker)
            if name is None or mention.span.text.lower() not in PERSONAL:
                continue
            name = name + "'s" if mention.span.text.lower() in {"his", "her"} else name
            left, right = mention.span.start - span.start + shift, mention.span.end - span.start + shift
            text, shift = text[:left] + name + text[right:], shift + len(name) - (right - left)
        parts.append(text)
    return " ".join(parts)
