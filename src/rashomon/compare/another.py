"""Whether who denies is plainly another than who is accused: the governor denies nothing that the mayor is accused of.

Only what is plain is called so. A lawyer, a brother or a firm may deny for who is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.compare.cues import words
from rashomon.compare.mouths import called
from rashomon.compare.principals import FOR_ANOTHER
from rashomon.kinship import KIN
from rashomon.types import Dossier, Link, Statement

WORD = re.compile(r"[\w'’-]+")
# Behind these words it is told where somebody is, of what he is accused, or who else is.
END = re.compile(r",|\s(?:of|for|and|in|at|from|who|whose|over|on|as|by|with)\s")
OWNER = re.compile(r"['’]s?$")
# By what somebody is told to deny of himself; the words alone are no sure sign of whom he speaks.
OF_HIMSELF = "denies-this-of-himself"
# So many letters of a description are read at most.
LONGEST = 200


def is_another(denial: Statement, target: Statement) -> bool:
    """Say whether a denial is of somebody other than the one whom a statement accuses, by how both are called."""
    if target.act != "accuse" or denial.source is None or not target.content:
        return False
    if FOR_ANOTHER.search(denial.source.text):
        return False
    accused, denier = (_told(span.text) for span in (target.content[0], denial.source))
    if not accused or not denier:
        return False
    return _of_him(accused, denier) or _two_offices(accused, denier) or _two_of_a_kind(accused, denier)


def without_others(links: Iterable[Link], dossier: Dossier) -> list[Link]:
    """Leave out that somebody denies of himself what another is accused of."""
    said = {s.id: s for reading in dossier.readings for s in reading.statements}
    return [
        link
        for link in links
        if link.why.code != OF_HIMSELF or not is_another(said[link.left], said[link.right])
    ]


def _told(text: str) -> list[str]:
    return WORD.findall(END.split(text[:LONGEST])[0])


def _of_him(accused: list[str], denier: list[str]) -> bool:
    """Say whether a person is accused who belongs to the one that denies: "the mayor's *driver*", "the *mayor*"."""
    owners = [word for word in accused[:-1] if OWNER.search(word)]
    person = accused[-1].lower() in KIN | words("offices_and_bodies")
    held = words("titles") & words("offices_and_bodies")
    return bool(owners) and person and denier[-1].lower() in held and called(denier[-1]) <= called(owners[-1])


def _two_offices(accused: list[str], denier: list[str]) -> bool:
    """Say whether they hold two offices, or are two persons of one office: "*Mayor Lund*", "*Mayor Venn*"."""
    (mine, own), (theirs, other) = _office(accused), _office(denier)
    if not mine or not theirs or own & other:
        return False
    # "Mr. Lund" may be the mayor
    return bool(own and other) or (mine != theirs and words("courtesies").isdisjoint((mine, theirs)))


def _office(told: list[str]) -> tuple[str, frozenset[str]]:
    """Return the last word for an office that somebody holds ("" for somebody's driver or house), and the name behind it."""
    held = words("titles") & words("offices_and_bodies") | words("courtesies")
    places = [place for place, word in enumerate(told) if word.lower().rstrip(".") in held]
    if not places or any(OWNER.search(word) for word in told):
        return "", frozenset()
    behind = told[places[-1] + 1 :]
    if not all(word[:1].isupper() for word in behind):
        return "", frozenset()
    return told[places[-1]].lower(), called(" ".join(behind))


def _two_of_a_kind(accused: list[str], denier: list[str]) -> bool:
    """Say whether they are two of one kind by the words before it: "the *fire* chief", "*Mila* Venn", "the *deputy* mayor"."""
    kind = denier[-1]
    if accused[-1].lower() != kind.lower():
        return False
    named = kind[:1].isupper() and kind.lower() not in words("titles")
    if not named and _rank(accused) != _rank(denier):
        return True
    said = words("function") | words("courtesies") | words("ranks_of_office")
    said |= words("titles") | words("offices_and_bodies") if named else frozenset()
    mine, theirs = ({w.lower(): w for w in told[:-1] if w.lower() not in said} for told in (accused, denier))
    one, other = ([told[w] for w in told if w not in rest] for told, rest in ((mine, theirs), (theirs, mine)))
    return bool(one and other) and len({word[:1].isupper() for word in one + other}) == 1


def _rank(told: list[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in told) & words("ranks_of_office")
