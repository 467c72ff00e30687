"""Numbers in figures and in English words, and what they come to."""

from __future__ import annotations

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_BIG = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3,
}  # fmt: skip
_WORD = "(?:" + "|".join(sorted(_SMALL, key=lambda word: (-len(word), word))) + ")"
_STEP = r"(?:hundred|thousand|million|billion|dozen)"
SPELLED = rf"(?:(?:half\s+a|an?)\s+{_STEP}\b|\b{_WORD}\b(?:[\s-]+(?:and\s+)?(?:{_WORD}|{_STEP})\b){{0,8}})"


def amount(words: str) -> float | None:
    """Work out a number; None where the words are none.

    >>> amount("1.8 million"), amount("thirty-five"), amount("two hundred and six"), amount("half a dozen")
    (1800000.0, 35.0, 206.0, 6.0)
    """
    total, group, seen = 0.0, 0.0, False
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.lower()):
        if part[0].isdigit():
            if len(part) > 30:
                return None
            group, seen = group + float(part.replace(",", "")), True
        elif part in _SMALL:
            group, seen = group + _SMALL[part], True
        elif part == "half":
            group = 0.5
        elif part in ("hundred", "dozen"):
            group, seen = (group or 1) * _BIG[part], True
        elif part in _BIG:
            total, group, seen = total + (group or 1) * _BIG[part], 0.0, True
        elif part not in ("and", "a", "an"):
            return None
    return total + group if seen else None
