"""The words of a report as stems with weights: rare ones tell which story it is. No weight depends on other reports."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path
from typing import cast

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs]

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
# A word that fewer than 1 in 665 reports hold weighs no more than that one: beyond it, rarity says less about the
# story than about spelling (mean of whole and beginning, average linkage, ECB+ / news clusters: cap at 6.5
# .906/.942, at 8 .903/.923; weights counted within each set .878/.930).
RARE = 6.5
# More capitals than this among the words of a line make it a headline in capitals, which shows no names.
CAPITALS = 0.6
# The first word of a sentence is a name if it is at least that rare and never stands in small letters.
RARE_FIRST = 5.0

type Vector = dict[str, float]

_stem_word = cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)  # pyright: ignore[reportUnknownMemberType]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a word, without case and possessive.

    >>> stem("Ministers’"), stem("signed"), stem("Hesk's")
    ('minist', 'sign', 'hesk')
    """
    bare = word.casefold().replace("’", "'").removesuffix("'s")
    return _stem_word(bare)


@cache
def general_words() -> dict[str, float]:
    """Load how much each general word weighs: minus the logarithm of the share of reports that hold it."""
    raw = tomllib.loads((Path(__file__).parent / "words" / "general_en.toml").read_text("utf-8"))
    return {word: -math.log(tier["share"]) for tier in raw["tier"] for word in tier["words"].split()}


def weight(word: str) -> float:
    """Return how much a stem tells: near 0 for a word of every report, RARE for one of hardly any."""
    return general_words().get(word, RARE)


def weigh(counts: Counter[str]) -> Vector:
    """Weigh counted stems, to length one; what weighs next to nothing is left out."""
    general = general_words()
    raw = {
        word: (1 + math.log(count) if count > 1 else 1) * general.get(word, RARE)
        for word, count in counts.items()
    }
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items() if value > 0.05} if length else {}


def stems_of(text: str) -> list[str]:
    """List the stems of a text; single letters are left out.

    >>> stems_of("A ship’s crew of 23")
    ['ship', 'crew', 'of', '23']
    """
    return [stem(word) for word in WORD.findall(text) if len(word) > 1]


def names_in(lines: Iterable[Sequence[str]]) -> frozenset[str]:
    """List the stems of the words of lines that are names, by their capitals; works on text that no parser has seen.

    >>> sorted(names_in([["there", "Anna", "Berg", "met", "with", "Tirr"], ["The", "talks", "of", "Berg", "went", "well"]]))
    ['anna', 'berg', 'tirr']
    """
    words = list(lines)
    return names_among(words, [list(map(stem, line)) for line in words])


def names_among(lines: Sequence[Sequence[str]], stems: Sequence[Sequence[str]]) -> frozenset[str]:
    """List the stems of the words of lines that are names, as `names_in` does; `stems` are those of the words."""
    inner: list[str] = []
    small: list[str] = []
    first: set[str] = set()
    for words, roots in zip(lines, stems, strict=True):
        upper = [word[0].isupper() for word in words]
        capitals = list(compress(roots, upper))
        if len(capitals) < len(words):
            small += [root for root, capital in zip(roots, upper, strict=True) if not capital]
        if _is_headline(words, len(capitals)):
            first.update(capitals)
        elif capitals:
            first.update(capitals[: upper[0]])
            inner += capitals[upper[0] :]
    lower = Counter(small)
    told = {word for word, count in Counter(inner).items() if count > lower[word]}
    return frozenset(told | {word for word in first if word not in lower and weight(word) > RARE_FIRST})


def _is_headline(words: Sequence[str], capitals: int) -> bool:
    if capitals <= CAPITALS * 3:
        return False
    letters = sum(word[0].isalpha() for word in words)
    return letters > 3 and capitals > CAPITALS * letters
