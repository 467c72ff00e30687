"""Two people of one surname of whom a report calls one by it alone: "Keller and his wife, Ida Keller ... Keller said"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.kinship import KIN
from rashomon.read.names import Phrase
from rashomon.read.people_described import Figure, Text

# A surname that stands alone so often before a relative is named is somebody's who needs no first name.
ALONE_BEFORE = 2
# Words before a name in which it is said whose relative it is: "his late wife, Ida Keller".
NEAR = 4


type Alone = Mapping[str, Sequence[Phrase]]


def standing_alone(text: Text, names: Sequence[Phrase]) -> Alone:
    """Collect the names of one word by their key, in the order of the text; a headline's are left out, for it shortens names."""
    headline = text.sentences[0].paragraph if text.sentences else 0
    found: dict[str, list[Phrase]] = {}
    for name in names:
        body = text.sentences[text.tokens[name.first].sent].paragraph != headline
        if name.kind == "person" and len(name.key.split()) == 1 and body:
            found.setdefault(name.key, []).append(name)
    return found


def is_a_namesake(text: Text, figure: Figure, alone: Alone) -> bool:
    """Say whether a full-named person only shares a surname with somebody whom the report calls by it alone.

    Either both are told side by side ("Keller and first lady Ida Keller"), or the full name is told as a relative's after
    the surname has stood alone in the body more than once.
    """
    full = [item for item, named in figure.phrases if named and len(item.key.split()) > 1]
    if not full:
        return False
    surname = figure.key.split()[-1]
    if any(_beside(text, item, surname) for item in full):
        return True
    first = min(full, key=lambda item: item.first)
    before = alone.get(surname, ())[:ALONE_BEFORE]
    known = len(before) == ALONE_BEFORE and before[-1].first < first.first
    return known and _is_relative(text, first)


def _beside(text: Text, full: Phrase, surname: str) -> bool:
    """Say whether the surname alone and "and" stand right before the full name: "*Keller and* first lady Ida Keller"."""
    joined, bare = full.first - 1, full.first - 2
    if bare < 0 or text.tokens[joined].text.casefold() != "and":
        return False
    word = text.tokens[bare]
    # "Otto Keller and Ida Keller" are both told in full
    lone = (
        bare == 0 or not text.tokens[bare - 1].text[:1].isupper() or text.tokens[bare - 1].dep != "compound"
    )
    return word.text.casefold() == surname and word.text[:1].isupper() and lone


def _is_relative(text: Text, full: Phrase) -> bool:
    """Say whether a name is told as somebody's relative, before it: "his wife, *Ida Keller*", "first lady *Ida Keller*"."""
    start = full.name[0] if full.name else full.first
    near = [text.tokens[i].text.casefold() for i in range(max(0, start - NEAR), start)]
    return not KIN.isdisjoint(near)
