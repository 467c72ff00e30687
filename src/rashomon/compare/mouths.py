"""Whether two speakers may be one mouth, by what both are called: a source without a name, a body and who speaks for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

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


def tied_speakers(speakers: Iterable[Speaker]) -> frozenset[tuple[str, str]]:
    """List pairs of speakers, by their ids, of whom the one is called by words that all stand in the other's name and office.

    - "a spokesperson for the harbour board": Ilse Varn, spokeswoman of the Northern Harbour Board; but a description that
      fits two of those named fits nobody;
    - the Northern Harbour Board itself, for whom she speaks;
    - "port officials" twice in one report.
    """
    everyone = sorted(speakers, key=lambda speaker: speaker.id)
    by_word: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in everyone:
        for word in sorted(_full(speaker)):
            by_word[word].append(speaker)
    found: set[tuple[str, str]] = set()
    for speaker in everyone:
        rooms = [by_word[word] for word in sorted(_called(speaker.name.text))]
        nearest = min(rooms, key=len) if rooms else []
        found |= {(speaker.id, other.id) for other in _whom(speaker, nearest)}
    return frozenset(found)


def _whom(speaker: Speaker, others: Sequence[Speaker]) -> list[Speaker]:
    called = _called(speaker.name.text)
    known = [other for other in others if other.id != speaker.id and called <= _full(other)]
    if speaker.kind == "organisation":
        return [other for other in known if other.kind == "person"]
    if speaker.kind != "unnamed":
        return []
    again = [o for o in known if o.kind == "unnamed" and _in_one_report(speaker, o) and called == _full(o)]
    named = [other for other in known if other.kind in {"person", "group"}]
    return again + (named if len(called) >= FEWEST and len(named) == 1 else [])


def _in_one_report(left: Speaker, right: Speaker) -> bool:
    return left.name.article == right.name.article


def _full(speaker: Speaker) -> frozenset[str]:
    found = _called(f"{speaker.name.text} {speaker.role.text if speaker.role else ''}")
    return found | {OFFICE.sub("person", word) for word in found}


def _called(text: str) -> frozenset[str]:
    found = (match.group().lower() for match in WORD.finditer(text))
    return frozenset(_single(word) for word in found if word not in words("function") and len(word) > 1)


def _single(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if len(word) > SINGULAR and word.endswith("s") and not word.endswith("ss") else word
