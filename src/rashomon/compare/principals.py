"""For whom a source speaks: a man and "his spokeswoman" are one side, and neither denies what the other says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashomon.compare.cues import words
from rashomon.compare.mouths import called
from rashomon.compare.subjects import plain_text
from rashomon.types import Dossier, Reading, Statement

# In lower case, for "Rep." and "Representative" before a name are a seat in a house; "spokesman" may open a sentence.
FOR_ANOTHER = re.compile(
    r"\b(?:[Ss]pokes(?:man|woman|person|men|women|people)|[Ll]awyers?|attorneys?|counsel|representatives?|reps?|publicists?|statements?)\b"
)
# "U.S. attorney" and "attorney general" speak for nobody who is accused.
OFFICE = re.compile(r"\b(?:district|state|general|u\.?s\.?|prosecuting)\b", re.IGNORECASE)


def names_of(dossier: Dossier) -> dict[str, str]:
    """Map the speakers of a story, as each report has them and as they are joined, to their names."""
    named = {speaker.id: speaker.name.text for speaker in dossier.speakers}
    return {own: named[joined] for own, joined in dossier.speaker_of.items() if joined in named} | named


def called_by(reading: Reading, statement: Statement | None, names: Mapping[str, str]) -> frozenset[str]:
    """List the words by which who says it is called, his own name and what the report calls him."""
    if statement is None:
        return frozenset()
    name = called(names.get(statement.speaker or "", ""))
    told = plain_text(reading, [statement.source], names) if statement.source else ""
    against = not words("set_against").isdisjoint(told.lower().split())
    return name if against or FOR_ANOTHER.search(told) else name | called(told)


def speaks_for(
    reading: Reading, statement: Statement | None, names: Mapping[str, str]
) -> frozenset[str] | None:
    """List the words for whom a source speaks: "his spokeswoman", "a lawyer for Orvo Lund"; empty where it does not say.

    None where it speaks for itself.
    """
    if statement is None or statement.source is None:
        return None
    told = plain_text(reading, [statement.source], names)
    name = names.get(statement.speaker or "", "")
    if FOR_ANOTHER.search(told) is None and FOR_ANOTHER.search(name) is None:
        return None
    if OFFICE.search(told):
        return None
    own = called(name) if FOR_ANOTHER.search(name) is None else frozenset[str]()
    behalf = called(statement.on_behalf_of.text) if statement.on_behalf_of else frozenset[str]()
    whom = called(FOR_ANOTHER.sub("", f"{told} {name if not own else ''}")) | behalf
    return whom - own - words("light")
