"""How one passage stands to one claim, from words alone: for, against, or merely reporting that it is said.

A linear model over explicit words: who denies, what is called false or doubtful, which negation stands beside words that
both share, what is hedged. Fitted by `training/claims/fit_standing.py` with claims left out.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from rashomon.compare.cues import weights, words

type Standing = Literal["for", "against", "observing"]

STANDINGS: tuple[Standing, ...] = ("against", "for", "observing")
WORD = re.compile(r"[\w'’]+|\?")
LEADING_NO = re.compile(r"^\s*no[,!:.]\s*", re.IGNORECASE)
# Words of one stem are one word here, and a negation reaches so many words on.
STEM = 5
REACH = 4


class Tone(Struct, frozen=True):
    """What stands in a passage: words of denial or falsity, negation, hedges."""

    denied: bool
    negated: bool
    hedged: bool


class _Said(Struct, frozen=True):
    """A passage as its words, in order and as a set, and joined for phrases."""

    words: tuple[str, ...]
    held: frozenset[str]
    joined: str
    asks: bool
    no_first: bool


def tone(text: str) -> Tone:
    """Find the words that turn or hedge a passage, by lower-case form; a leading "No," is an answer, not a negation.

    >>> tone("No, the bridge was not closed")
    Tone(denied=False, negated=True, hedged=False)
    """
    said = _said(text)
    return Tone(denied=_denies(said) or _false(said), negated=_negates(said), hedged=_hedges(said))


def standing(claim: str, passage: str) -> Standing:
    """Say how a passage stands to a claim.

    >>> standing("The bridge was closed", "Officials deny that the bridge was closed")
    'against'
    >>> standing("The bridge was closed", "The bridge was reportedly closed")
    'observing'
    """
    signs = features(claim, passage)
    totals = dict.fromkeys(STANDINGS, 0.0)
    for name in STANDINGS:
        known = weights(f"standing-{name}")
        totals[name] = sum(weight * (1.0 if sign == "constant" else signs[sign]) for sign, weight in known)
    return max(STANDINGS, key=lambda name: (totals[name], name))


# Signs that a passage gives by holding a word of a list.
HOLDS = {
    **{f"says_{name}": name for name in ("attributing", "possible", "checking", "claiming", "official")},
    "doubted": "doubt",
    "alleged": "alleging",
    "rumoured": "rumour",
    "reported": "reporting_forms",
}


def features(claim: str, passage: str) -> dict[str, float]:
    """Measure what speaks for each standing, by name: 0 or 1, or a share of words from 0 to 1."""
    mine, yours = _said(claim), _said(passage)
    turned = _denies(yours) or _false(yours)
    settled = _denies(mine) or _false(mine)
    found = {
        "denied": _denies(yours) and not settled,
        "false": _false(yours) and not settled,
        "settled": settled,
        "differ": turned != settled or _negates(yours) != _negates(mine),
        "negated": _negates(yours) and not _negates(mine),
        "claim_negated": _negates(mine),
        "beside": _beside(yours, mine),
        "beside_one": _beside(yours, mine) != _beside(mine, yours),
        "no_first": yours.no_first,
        "asks_false": turned and yours.asks,
        "turned_talk": (turned or _negates(yours)) and bool(yours.held & words("talk")),
        "asks": yours.asks,
        "question": "?" in yours.held,
        "hedged": _hedges(yours) and not _hedges(mine),
        "claim_hedged": _hedges(mine),
        **{sign: bool(yours.held & words(listed)) for sign, listed in HOLDS.items()},
    }
    return {name: float(value) for name, value in found.items()} | _overlap(mine, yours)


def _said(text: str) -> _Said:
    leading = LEADING_NO.match(text)
    plain = text[leading.end() :] if leading else text
    found = tuple(
        match.group().lower().replace("’", "'").removesuffix("'s") for match in WORD.finditer(plain)
    )
    return _Said(
        found, frozenset(found), f" {' '.join(found)} ", text.rstrip().endswith("?"), leading is not None
    )


def _denies(said: _Said) -> bool:
    return bool(said.held & words("deny"))


def _false(said: _Said) -> bool:
    return bool(said.held & words("falsity")) or any(f" {p} " in said.joined for p in words("phrases"))


def _negates(said: _Said) -> bool:
    return any(_is_negation(word) for word in said.held)


def _is_negation(word: str) -> bool:
    return word in words("negation") or word.endswith("n't")


def _hedges(said: _Said) -> bool:
    return bool(said.held & words("hedges")) or any(f" {p} " in said.joined for p in words("hedge_phrases"))


def _beside(said: _Said, other: _Said) -> bool:
    """Say whether a negation stands before a word that the other passage shares: elsewhere it turns something else."""
    shared = {word[:STEM] for word in other.held - words("function")}
    for place, word in enumerate(said.words):
        after = said.words[place + 1 : place + 1 + REACH]
        if _is_negation(word) and any(w[:STEM] in shared and w not in words("function") for w in after):
            return True
    return False


def _overlap(mine: _Said, yours: _Said) -> dict[str, float]:
    left = {word[:STEM] for word in mine.held - words("function")}
    right = {word[:STEM] for word in yours.held - words("function")}
    both = len(left & right)
    return {"of_claim": both / max(1, len(left)), "of_passage": both / max(1, len(right))}
