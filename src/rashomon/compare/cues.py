"""The word lists of this room, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of `words/en.toml` or `words/deeds.toml`.

    Raises:
        KeyError: names a list that is not there.

    >>> "denied" in words("deny")
    True
    """
    return frozenset(_lists()[name])


@cache
def weights(name: str) -> tuple[tuple[str, float], ...]:
    """Return the weights of one trained scorer, by the name of the feature, in order.

    >>> weights("same-point")[0][0]
    'constant'
    """
    stored = tomllib.loads((WORDS / "weights.toml").read_text("utf-8"))[name]
    return tuple((key, float(value)) for key, value in stored.items())


@cache
def _lists() -> dict[str, list[str]]:
    files = ("en.toml", "deeds.toml")
    return {k: v for name in files for k, v in tomllib.loads((WORDS / name).read_text("utf-8")).items()}
