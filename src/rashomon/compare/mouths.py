"""Whether two speakers may be one mouth: a source without a name whose description fits somebody named, by what both are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rashomon.compare.cues import words
from rashomon.types import Speaker

WORD = re.compile(r"[^\W_]+")
# "an official" fits too many: a description is as long as this, beside articles and the like.
FEWEST = 2
# A spokeswoman is a spokesperson too, but no spokesman.
OFFICE = re.compile(r"(?:wo)?man$")
# Shorter words end in "s" by themselves ("his", "US").
SINGULAR = 4


def may_be_one(left: Speaker | None, right: Speaker | None) -> bool:
    """Say whether two speakers may be one: never two persons by name."""
    if left is None or right is None or left.id == right.id:
        return True
    return not (left.kind == "person" and right.kind == "person")


def fits(unnamed: Speaker, named: Speaker) -> bool:
    """Say whether all words by which a report describes a source stand in the name and office of somebody it names.

    "a spokesperson for the harbour board" fits "Ilse Varn, spokeswoman of the Northern Harbour Board".
    """
    described = _called(unnamed.name.text)
    return (
        unnamed.kind == "unnamed" and named.kind in {"person", "group"} and len(described) >= FEWEST
    ) and described <= _full(named)


def described_speakers(speakers: Iterable[Speaker]) -> tuple[tuple[str, str], ...]:
    """List whose description fits whom, by their ids: the one without a name first.

    A description that fits two of those named fits nobody.
    """
    everyone = sorted(speakers, key=lambda speaker: speaker.id)
    by_word: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in everyone:
        for word in sorted(_full(speaker)) if speaker.kind in {"person", "group"} else ():
            by_word[word].append(speaker)
    found: list[tuple[str, str]] = []
    for speaker in everyone:
        rooms = [by_word.get(word, []) for word in sorted(_called(speaker.name.text))]
        nearest = min(rooms, key=len, default=[])
        fitting = [other.id for other in nearest if fits(speaker, other)]
        found += [(speaker.id, fitting[0])] if len(fitting) == 1 else []
    return tuple(found)


def _full(speaker: Speaker) -> frozenset[str]:
    found = _called(speaker.name.text) | (_called(speaker.role.text) if speaker.role else frozenset())
    return found | {OFFICE.sub("person", word) for word in found}


def _called(text: str) -> frozenset[str]:
    found = (match.group().lower() for match in WORD.finditer(text))
    return frozenset(_single(word) for word in found if word not in words("function") and len(word) > 1)


def _single(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if len(word) > SINGULAR and word.endswith("s") and not word.endswith("ss") else word
