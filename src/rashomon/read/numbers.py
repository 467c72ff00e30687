"""Quantities of a report: what is counted, from how many to how many, and ages. Dates, ranks and clock times are none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import msgspec
from msgspec import Struct

from rashomon.dates import find_dates
from rashomon.read.ages import find_ages
from rashomon.read.numbers_spelled import SPELLED, amount
from rashomon.spans import cut
from rashomon.types import Article, Quantity, Sentence, Span, Token

WORDS = Path(__file__).parent / "words" / "numbers.toml"
_SCALE = r"(?:\s+|-)?(?:thousand|million|billion|trillion|bn|mn|m|k)\b"
_FIGURE = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:{_SCALE})?"
_NUMBER = rf"(?:{_FIGURE}|{SPELLED})"
_MONEY = r"(?:(?:US|A|C|HK|NZ)?[$]|€|£|¥|Rs\.?\s?)\s?"


class NumberWords(Struct, frozen=True):
    """The word list of quantities, as it stands in the file."""

    approximate: list[str]
    at_least: list[str]
    at_most: list[str]
    vague: dict[str, tuple[float, float]]
    units: dict[str, str]


@cache
def number_words() -> NumberWords:
    """Load the word list of quantities."""
    return msgspec.toml.decode(WORDS.read_bytes(), type=NumberWords)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _pattern() -> re.Pattern[str]:
    words = number_words()
    around = _any_of(words.approximate)
    units = _any_of(words.units)
    vague = _any_of(words.vague)
    return re.compile(
        rf"(?<![\w.,:/-])(?:(?P<around>{around})\s+(?:to\s+)?)?(?:(?P<vague>{vague})\b|"
        rf"(?P<money>{_MONEY})?(?P<low>{_NUMBER})"
        rf"(?:\s?(?P<join>[-–]|to|and)\s?(?:{_MONEY})?(?P<high>{_NUMBER}))?)"
        rf"(?P<unit>(?:\s|-)?(?:{units})(?!\w))?(?![\w:/]|[.,]\d|[-–](?:year|month|week|day)?-?old|[-–](?:year|month|day)s?-)",
        re.IGNORECASE,
    )


def find_quantities(
    article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> tuple[Quantity, ...]:
    """Find every quantity of the report text, in order.

    Bounds are always finite: "more than 40" is 40 to 80 and approximate. `unit` is "" for plain counts, whose noun
    stands in `noun`.
    """
    ends = [token.end for token in tokens]
    found: list[Quantity] = []
    for sentence in sentences:
        text = sentence.span.text
        ages = list(find_ages(article, sentence, tokens, ends))
        start = sentence.span.start
        other = [(item.start, item.end) for item in find_dates(text, None)]
        other = sorted(other + [(age.span.start - start, age.span.end - start) for age in ages])
        reach = list(accumulate((right for _, right in other), max))
        found += ages
        for match in _pattern().finditer(text):
            near = bisect_right(reach, match.start())
            if near < len(other) and other[near][0] < match.end():
                continue
            quantity = _quantity(article, match, sentence, tokens, ends)
            if quantity:
                found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _quantity(
    article: Article, match: re.Match[str], sentence: Sentence, tokens: Sequence[Token], ends: list[int]
) -> Quantity | None:
    bounds = _bounds(match)
    number = bisect_left(ends, sentence.span.start + match.start("low" if match["low"] else "vague") + 1)
    if bounds is None or number >= len(tokens) or not _counts(match, tokens[number]):
        return None
    noun = None if match["money"] else _noun(article, number, tokens)
    unit = "$" if match["money"] and "$" in match["money"] else (match["money"] or "").strip() or _unit(match)
    start, end = sentence.span.start + match.start(), sentence.span.start + match.end()
    low, high, approximate = bounds
    return Quantity(cut(article, start, end), low, high, unit, approximate, noun)


def _unit(match: re.Match[str]) -> str:
    return number_words().units.get(match["unit"].strip(" -\n").lower(), "") if match["unit"] else ""


def _bounds(match: re.Match[str]) -> tuple[float, float, bool] | None:
    words = number_words()
    around = (match["around"] or "").lower()
    if match["vague"]:
        low, high = words.vague[re.sub(r"\s+", " ", match["vague"].lower())]
        return float(low), float(high), True
    low = amount(match["low"])
    high = amount(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    if (
        match["high"]
        and low < high
        and _scale_of(match["high"]) > 1
        and _scale_of(match["low"]) == 1
        and low < 1000
    ):
        low *= _scale_of(match["high"])
    if low > high or ((match["join"] or "").lower() == "and" and not around.startswith("between")):
        high = low
    if around in words.at_least:
        return low, max(high, 2 * low), True
    if around in words.at_most:
        return low / 2, high, True
    return (low * 0.9, high * 1.1, True) if around else (low, high, False)


def _scale_of(words: str) -> float:
    scale = re.search(r"(thousand|million|billion|trillion)$", words.lower())
    return {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale[1]] if scale else 1.0


def _counts(match: re.Match[str], token: Token) -> bool:
    # "one of them", "no one", "the two": small words count only where they stand before what they count
    if any(match[part] for part in ("money", "unit", "vague", "around", "high")):
        return True
    if token.pos != "NUM" or token.ent.endswith(("DATE", "TIME", "ORDINAL", "LAW", "PRODUCT", "WORK_OF_ART")):
        return False
    if token.text.lower() == "one":
        return token.dep == "nummod"
    return token.dep in (
        "nummod",
        "compound",
        "quantmod",
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "conj",
        "appos",
    )


def _noun(article: Article, word: int, tokens: Sequence[Token]) -> Span | None:
    for _ in range(4):
        token = tokens[word]
        if token.pos in ("NOUN", "PROPN") and token.tag != "CD" and token.text != "%":
            return cut(article, token.start, token.end)
        if token.head == word or tokens[token.head].pos in ("VERB", "AUX"):
            break
        word = token.head
    return None
