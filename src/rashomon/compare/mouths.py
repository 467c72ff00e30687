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
BODIES = frozenset({"organisation", "group"})
# Shorter words end in "s" by themselves ("his", "US").
SINGULAR = 4
# "Russian", "Korean", "American": the country without its last letter. What else ends so loses it on both sides alike.
COUNTRYMAN = re.compile(r"(?<=[a-z]{3}[iec]a)n$")
# Of a description that ends in a name no longer one than this is a name: "the harbour master, Ilse Varn".
LONGEST_NAME = 60


def may_be_one(left: Speaker | None, right: Speaker | None) -> bool:
    """Say whether two speakers may be one: never two persons by name, unless they bear one surname."""
    if left is None or right is None or left.id == right.id:
        return True
    return not (left.kind == "person" and right.kind == "person") or _of_one_surname(left, right)


def _of_one_surname(left: Speaker, right: Speaker) -> bool:
    """Say whether two persons bear one surname: of a couple in the news a "Mr. Varn said" is easily given to the other."""
    one, other = (WORD.findall(speaker.name.text.lower()) for speaker in (left, right))
    return one[-1:] == other[-1:]


def tied_speakers(speakers: Iterable[Speaker]) -> frozenset[tuple[str, str]]:
    """List pairs of speakers, by their ids, of whom the one is called by words that all stand in the other's name and office.

    - "a spokesperson for the harbour board": Ilse Varn, spokeswoman of the Northern Harbour Board; but a description that
      fits two of those named fits nobody;
    - the Northern Harbour Board itself, for whom she speaks;
    - "Varn", if grouping gave that name to nobody;
    - "port officials" twice, or "the lawsuit" in two reports; "officials" in two reports may be anybody;
    - a body of one name in two reports that grouping left apart: "the navy", "four river boards" and "several river boards";
    - "the harbour's master, Ilse Varn", and who bears that name.
    """
    everyone = sorted(speakers, key=lambda speaker: speaker.id)
    by_word: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in everyone:
        for word in sorted(_full(speaker)):
            by_word[word].append(speaker)
    found: set[tuple[str, str]] = set()
    for speaker in everyone:
        rooms = [by_word[word] for word in sorted(called(speaker.name.text))]
        nearest = min(rooms, key=len) if rooms else []
        found |= {(speaker.id, other.id) for other in _whom(speaker, nearest)}
    return frozenset(found | _by_the_name_behind(everyone))


def _by_the_name_behind(everyone: Sequence[Speaker]) -> set[tuple[str, str]]:
    """List descriptions of a source that end in a full name, with the one person who bears it."""
    bearers: dict[frozenset[str], list[Speaker]] = defaultdict(list)
    for person in everyone:
        name = called(person.name.text) if person.kind == "person" else frozenset[str]()
        if len(name) >= FEWEST:
            bearers[name].append(person)
    found: set[tuple[str, str]] = set()
    for speaker in (one for one in everyone if one.kind == "unnamed"):
        _, comma, behind = speaker.name.text.rpartition(",")
        known = bearers.get(called(behind), []) if comma and len(behind) <= LONGEST_NAME else []
        found |= {(speaker.id, known[0].id)} if len(known) == 1 else set()
    return found


def _whom(speaker: Speaker, others: Sequence[Speaker]) -> list[Speaker]:
    name = called(speaker.name.text)
    known = [other for other in others if other.id != speaker.id and name <= _full(other)]
    if speaker.kind in BODIES:
        alike = [other for other in known if other.kind in BODIES and _described_alike(speaker, other)]
        return alike + [o for o in known if speaker.kind == "organisation" and o.kind == "person"]
    if speaker.kind == "person":
        # a surname that two bear was given to neither: what is said in its name may be the words of either
        return [other for other in known if other.kind == "person" and name <= called(other.name.text)]
    if speaker.kind != "unnamed":
        return []
    again = [o for o in known if o.kind == "unnamed" and _described_alike(speaker, o)]
    named = [other for other in known if other.kind in {"person", "group"}]
    return again + (named if len(name) >= FEWEST and len(named) == 1 else [])


def _described_alike(left: Speaker, right: Speaker) -> bool:
    """Say whether two sources are described by the same words, and in two reports by more than "officials"."""
    name = called(left.name.text)
    if name != called(right.name.text):
        return False
    one_report = left.name.article == right.name.article
    by_name = left.kind == right.kind == "organisation"
    return one_report or by_name or len(name) >= FEWEST or (_definite(left) and _definite(right))


def _definite(speaker: Speaker) -> bool:
    return speaker.name.text.lower().startswith("the ")


def _full(speaker: Speaker) -> frozenset[str]:
    found = called(f"{speaker.name.text} {speaker.role.text if speaker.role else ''}")
    return found | {OFFICE.sub("person", word) for word in found}


def called(text: str) -> frozenset[str]:
    """List the words by which a name or description calls somebody, each in the singular, a country for its people.

    >>> sorted(called("a spokeswoman for the Harbour Boards"))
    ['board', 'harbour', 'spokeswoman']
    >>> called("South Korea's navy") == called("the South Korean navy")
    True
    """
    found = (match.group().lower() for match in WORD.finditer(text))
    empty = words("function") | words("how_many")
    return frozenset(_single(word) for word in found if word not in empty and len(word) > 1)


def _single(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    one = word[:-1] if len(word) > SINGULAR and word.endswith("s") and not word.endswith("ss") else word
    return COUNTRYMAN.sub("", one)
