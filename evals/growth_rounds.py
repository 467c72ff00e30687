"""Readings made of a few real ones in rounds: other names, other rare words, of the same length in the same places.

Nothing is read twice, offsets stay, and each round tells other stories: names are new letters, rare words change places
among words of their length. What stands in many reports (cues, weekdays, large countries) stays as it is.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from rashomon.calendar_words import DAYS, MONTHS
from rashomon.spans import make_id
from rashomon.types import Article, Reading, Token

WORD = re.compile(r"[A-Za-z]{4,}")
KEY = re.compile(r"[a-z][0-9a-f]{16}")
# A word that stands in so many of the real reports stays.
COMMON = 8
LETTERS = "bcdfgklmnprstvz", "aeiou"


class Pool:
    """Real readings, and of every round so far what becomes of their words."""

    def __init__(self, real: Sequence[tuple[Article, Reading]]) -> None:
        self.real = real
        held = Counter(
            word for article, _ in real for word in {w.lower() for w in WORD.findall(article.text)}
        )
        self.common = {word for word, count in held.items() if count >= COMMON} | set(DAYS) | set(MONTHS)
        self.rare = sorted(set(held) - self.common)
        self.rounds: dict[int, dict[str, str]] = {}

    def words(self, number: int) -> dict[str, str]:
        """Say what each rare word is in a round."""
        if number not in self.rounds:
            by_length: defaultdict[int, list[str]] = defaultdict(list)
            for word in self.rare:
                by_length[len(word)].append(word)
            self.rounds[number] = {
                word: other
                for length, words in by_length.items()
                for word, other in zip(words, _shuffled(words, f"{number}/{length}"), strict=True)
            }
        return self.rounds[number]


def in_round(pool: Pool, place: int) -> tuple[Article, Reading]:
    """Return the report of a place in the endless row: the real ones first, then round after round of others."""
    number, which = divmod(place, len(pool.real))
    article, reading = pool.real[which]
    if not number:
        return article, reading
    text = _renamed(article.text, pool, number)
    made = _other(msgspec.to_builtins(reading), text, pool, number)
    whole = _other(msgspec.to_builtins(article), text, pool, number)
    return msgspec.convert(whole, Article), msgspec.convert(made, Reading)


def _other(item: Any, text: str, pool: Pool, number: int) -> Any:
    if isinstance(item, str):
        return make_id(item[0], number, item) if KEY.fullmatch(item) else item
    if isinstance(item, list | tuple):
        if len(item) == len(Token.__struct_fields__) and isinstance(item[0], int):
            start, end, _, lemma, *rest = item
            return [start, end, text[start:end], _renamed(lemma, pool, number), *rest]
        return [_other(part, text, pool, number) for part in item]
    if not isinstance(item, dict):
        return item
    made = {name: _other(part, text, pool, number) for name, part in item.items()}
    if set(made) == {"article", "start", "end", "text"}:
        made["text"] = text[made["start"] : made["end"]]
    if "aliases" in made:
        made["aliases"] = [_renamed(alias, pool, number) for alias in item["aliases"]]
    if "source" in made and "text" in made:
        made |= {"text": text, "source": f"{number:03}/{item['source']}"}
    return made


def _renamed(words: str, pool: Pool, number: int) -> str:
    table = pool.words(number)

    def other(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if low in pool.common:
            return word
        new = table.get(low, low) if word.islower() else _name(low, number)
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new

    return WORD.sub(other, words)


def _name(word: str, number: int) -> str:
    chance = random.Random(f"{number}/{word}")
    return "".join(chance.choice(LETTERS[place % 2]) for place in range(len(word)))


def _shuffled(words: Sequence[str], seed: str) -> list[str]:
    return random.Random(seed).sample(list(words), len(words))
