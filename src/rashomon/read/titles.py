"""Titles before a name: "the British foreign secretary" before "Tom Berg"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.people_words import countries, given_names, peoples, plain, words
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
    index = _after_another(tokens, index, first)
    while index < first and (tokens[index].text.casefold() in JOINTS or tokens[index].text in {"'s", "’s"}):
        index += 1
    if not seen or not _noun_near(tokens, index, first):
        return first, None
    office = all(word.text.casefold() in words("courtesy") for word in tokens[index:first])
    return index, None if office else (index, first)


def joined(tokens: Sequence[Token], first: int) -> bool:
    """Say whether a name hangs on the words before it by "of" or "for": what they tell is not the named one's title."""
    return first > 0 and tokens[first - 1].text.casefold() in {"of", "for", "at", "to"}


def of_a_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a title is of the body named after it ("director of Merrow's Water Board"), not before a person."""
    return joined(tokens, first) or any(
        word.text.casefold() in words("bodies") for word in tokens[first:last]
    )


def of_a_place(
    tokens: Sequence[Token], first: int, last: int, left: int
) -> tuple[int, int, tuple[int, int] | None]:
    """Return where a person's name, the phrase and the office begin, of a name joined to a title by "of" or "for".

    "Mayor of Elva Ana Lind" is mayor; whoever is "a member of Ana Lind's crew" is not Ana Lind.
    """
    placed = last - first > 2 and plain(tokens[first + 1].text) in given_names()
    placed = placed and plain(tokens[first].text) not in given_names()
    return (first + 1, left, (left, first + 1)) if placed else (first, first, None)


def _after_another(tokens: Sequence[Token], index: int, first: int) -> int:
    """Return where the title of the named one begins: "spokesman for President Lind" is two people's, Lind's is President."""
    joint = next((i for i in range(first - 1, index, -1) if tokens[i].text.casefold() in {"for", "to"}), None)
    served = joint is not None and any(is_title(word) for word in tokens[joint + 1 : first])
    return joint + 1 if joint is not None and served else index


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
