"""Names of two parts that a hyphen holds, which the parser cuts: "Lee Jae-in" ends in a preposition for it."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.types import Token

# What a second part is taken for, and its length at most: "in", "un", "hee"; "-led" is a verb, "-era" a noun.
SMALL_WORDS = frozenset({"ADP", "PART", "DET", "PRON", "INTJ", "ADV", "SCONJ"})
SYLLABLE = 3
SHORT = 2  # "in" may be taken for a noun too; "-era" is one


def with_second_part(tokens: Sequence[Token], last: int, limit: int) -> int:
    """Take in the second part of a name that a hyphen holds, which the parser takes for a preposition: "Lee Jae[-in]"."""
    hyphen = last - 1 if tokens[last - 1].text == "-" else last
    if hyphen + 1 >= limit or tokens[hyphen].text != "-":
        return last
    before, mark, part = tokens[hyphen - 1 : hyphen + 2]
    after = tokens[hyphen + 2] if hyphen + 2 < limit else part
    glued = (
        before.end == mark.start and mark.end == part.start and (after.text != "-" or after.start > part.end)
    )
    # "Tarrow-led", "Tarrow-era": verbs and nouns make another word of it
    small = part.pos in SMALL_WORDS and len(part.text) <= SYLLABLE
    noun = part.pos == "NOUN" and len(part.text) <= SHORT
    return hyphen + 2 if glued and part.text.islower() and (small or noun) else last
