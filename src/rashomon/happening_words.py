"""The words that name a happening, by the class that two tellings of one happening share."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct


class Words(Struct, frozen=True):
    """The classes of happenings: by noun, by verb, the verbs and tools of a call, and the verbs of receiving somebody.

    What flies when it is fired, the nouns and verbs that tell its flight with it, and the shots that hit somebody. Nouns
    of what nobody plans.
    """

    nouns: dict[str, str]
    verbs: dict[str, str]
    calling: frozenset[str]
    tools: frozenset[str]
    receiving: frozenset[str]
    projectiles: frozenset[str]
    trials_of_flight: frozenset[str]
    firing: frozenset[str]
    shots: frozenset[str]
    unplanned: frozenset[str]


@cache
def words() -> Words:
    """Return the classes of the word list ("summit" -> "meeting", "meet" -> "meeting")."""
    raw = tomllib.loads(files("rashomon.read").joinpath("words", "happenings.toml").read_text("utf-8"))
    return Words(
        {noun: name for name, nouns in raw["classes"].items() for noun in nouns},
        {verb: name for name, verbs in raw["verbs"].items() for verb in verbs},
        frozenset(raw["calls"]["verbs"]),
        frozenset(raw["calls"]["tools"]),
        frozenset(raw["receiving"]["verbs"]),
        frozenset(raw["firing"]["projectiles"]),
        frozenset(raw["firing"]["nouns"]),
        frozenset(raw["firing"]["verbs"]),
        frozenset(raw["firing"]["shots"]),
        frozenset(raw["unplanned"]["nouns"]),
    )


@cache
def classes() -> frozenset[str]:
    """Return the names of the classes; a happening of none of them is filed under its own verb or noun.

    >>> "meeting" in classes(), "stand" in classes()
    (True, False)
    """
    return frozenset((*words().nouns.values(), *words().verbs.values()))
