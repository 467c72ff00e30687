"""Deeds of which people are accused, by the words for them: what one calls a plot another calls collusion."""

from __future__ import annotations

from functools import cache

from rashomon.compare.cues import words


def deed_named(lemma: str) -> frozenset[str]:
    """Return the deed of which a word accuses, by the first word of its list; empty where it accuses of none.

    >>> deed_named("collusion") == deed_named("conspire"), deed_named("bridge")
    (True, frozenset())
    """
    return _names().get(lemma, frozenset())


def deeds_phrased(text: str) -> frozenset[str]:
    """Name the deeds that a passage tells by a turn of phrase, without their word.

    >>> deeds_phrased("worked in cahoots with the army") == deed_named("collude")
    True
    """
    said = text.lower()
    return frozenset(name for phrase, deeds in _phrases() if phrase in said for name in deeds)


@cache
def _phrases() -> tuple[tuple[str, frozenset[str]], ...]:
    entries = (entry.split(": ") for entry in sorted(words("deed_phrases")))
    return tuple((phrase, deed_named(deed)) for deed, phrase in entries)


@cache
def _names() -> dict[str, frozenset[str]]:
    lists = (entry.split() for entry in sorted(words("deeds_accused_of")))
    return {word: frozenset({names[0]}) for names in lists for word in names}
