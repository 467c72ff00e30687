"""Titles before a name: "the British foreign secretary" before "Tom Berg"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.people_words import countries, peoples, words
from rashomon.types import Token

JOINTS = frozenset(["of", "for", "and", "&", "-", "to"])


def is_title(word: Token) -> bool:
    """Say whether a word is a title: of courtesy, or an office."""
    low = word.text.casefold()
    return low in words("roles") or low in words("courtesy")


def is_capital(word: Token) -> bool:
    """Say whether a word opens with a capital."""
    return word.text[:1].isupper()


def title_before(tokens: Sequence[Token], first: int, floor: int) -> tuple[int, tuple[int, int] | None]:
    """Walk left from a name over its title: where the whole phrase starts, and the words of the office."""
    index, seen = first, False
    while index > floor and _in_title(tokens, index - 1, floor):
        index -= 1
        seen = seen or is_title(tokens[index])
    while index < first and (tokens[index].text.casefold() in JOINTS or tokens[index].text in {"'s", "’s"}):
        index += 1
    if not seen or not _noun_near(tokens, index, first):
        return first, None
    office = all(word.text.casefold() in words("courtesy") for word in tokens[index:first])
    return index, None if office else (index, first)


def _noun_near(tokens: Sequence[Token], index: int, first: int) -> bool:
    # the last word of a title is an office, or what the office is of ("of State", "for Asia")
    tail = tokens[index:first]
    return is_title(tail[-1]) or any(word.text.casefold() in {"of", "for", "to"} for word in tail)


def _in_title(tokens: Sequence[Token], index: int, floor: int) -> bool:
    word = tokens[index]
    low = word.text.casefold()
    if is_title(word) or low in words("role_modifiers") or low in peoples() or low in countries():
        return True
    if low in JOINTS or low in {"'s", "’s"}:
        return index > floor and (
            _in_title(tokens, index - 1, floor) if low != "and" else is_title(tokens[index - 1])
        )
    return is_capital(word) and (
        word.ent[2:] in {"NORP", "GPE"} or (word.pos == "PROPN" and word.ent[2:] in {"ORG", "FAC", "LOC", ""})
    )
