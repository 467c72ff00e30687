"""Denials of all that somebody is told to have done: "denied any wrongdoing", "denied the accusation", "denied it".

They say neither what was told nor by whom. What tells it is a claim that stands before them in the same report and is
about who denies, or for whom he speaks: whoever answers answers what was said of himself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.compare.before import begins, named_between, right_before, sentence_at
from rashomon.compare.charges import tells_a_wrong
from rashomon.compare.cues import words
from rashomon.compare.mouths import called
from rashomon.compare.principals import called_by, speaks_for
from rashomon.compare.subjects import plain_text
from rashomon.compare.unreal import told_by
from rashomon.kinship import KIN
from rashomon.types import Reading, Statement

MARKS = " \t\n\"“”‘’'«»"
# What stands behind a blanket denial and says nothing of what is denied: when, where and through whom it was made.
TAIL = (
    r"(?: (?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|again|repeatedly|(?:last|this) (?:week|month|year)"
    r"|in (?:an?|his|her|its|their) (?:statement|interview|letter|tweet|post|speech)|through (?:an?|his|her|its|their) \w+"
    r"|(?:made |levell?ed )?(?:against|about) (?:him|her|it|them|himself|herself|itself|themselves))){0,3}"
)
# Of what somebody is charged, where no accuser is told: "*was charged* with theft", "*is suspected* of fraud".
CHARGED = re.compile(
    r"\b(?:charged with|accused of|suspected of|indicted (?:for|on)|blamed for)\b", re.IGNORECASE
)
# "But", "On Monday", "In turn": so many words may stand before who denies "it".
LEAD = 2
WORD = re.compile(r"[\w'’-]+")
TITLED = re.compile(r"(?-i:\b([A-Z][\w'’-]*)\s+)$")


def blanket_targets(
    reading: Reading, denial: Statement, before: Sequence[Statement], names: Mapping[str, str]
) -> list[Statement]:
    """Find the claims about who denies that a blanket denial answers, of those that stand `before` it, the nearest first."""
    said = _blanket().match(" ".join(span.text for span in denial.content).strip(MARKS))
    own = _denier(reading, denial, names)
    if said is None or not own:
        return []
    about = [one for one in before if _tells_of(reading, one, own, names)]
    if said.group("this"):
        near = (one for one in before[:1] if _opens(reading, denial) and right_before(reading, one, denial))
        return [one for one in near if one in about]
    thing = (said.group("thing") or "accusation").lower()
    nearest = next((one for one in about if _charges(reading, one, denial, thing)), None)
    if nearest is None or named_between(reading, nearest, denial, thing):
        return []
    place = sentence_at(reading, begins(nearest))
    return [
        one
        for one in about
        if sentence_at(reading, begins(one)) == place and _charges(reading, one, denial, thing)
    ]


def unreal_targets(
    reading: Reading, denial: Statement, before: Sequence[Statement], names: Mapping[str, str], thing: str
) -> list[Statement]:
    """Find the claim of which it is said that there is no such thing: the nearest, of who denies or of "the episode"."""
    own = _denier(reading, denial, names)
    at_large = thing in words("happenings_at_large") or f"{thing}s" in words("pointed_things")
    tellers = told_by(reading, denial)
    return [
        one
        for one in before[:1]
        if (not tellers or _told_in_the_press(tellers) or tellers & called_by(reading, one, names))
        and (at_large or (own and _tells_of(reading, one, own, names)))
    ]


def _told_in_the_press(tellers: frozenset[str]) -> bool:
    """Say whether those who told of a thing are reports of no name: "the raid that *the paper* describes"."""
    return tellers <= called(" ".join(words("unnamed_tellers") | words("printed_things") | {"press"}))


def _opens(reading: Reading, denial: Statement) -> bool:
    """Say whether who denies opens the sentence: behind "asked about his divorce" he denies that."""
    start = reading.sentences[sentence_at(reading, begins(denial))].span
    told = [span.start for span in (denial.source, denial.cue) if span is not None]
    return bool(told) and len(start.text[: min(told) - start.start].split()) <= LEAD


def _charges(reading: Reading, other: Statement, denial: Statement, thing: str) -> bool:
    """Say whether a claim may be called an accusation: it is told as one, or stands right before what calls it so."""
    told = " ".join(span.text for span in other.content)
    if other.act == "accuse" or CHARGED.search(told):
        return True
    verdict = denial.cue is not None and not denial.cue.text.lower().split()[-1].startswith("den")
    near = verdict and not thing.startswith("charge") and right_before(reading, other, denial)
    return near and tells_a_wrong(reading, other)


def _denier(reading: Reading, denial: Statement, names: Mapping[str, str]) -> frozenset[str]:
    """List the words for who denies, or for whom he speaks."""
    behalf = speaks_for(reading, denial, names)
    own = untitled(called_by(reading, denial, names) if behalf is None else behalf)
    source = denial.source.text.lower() if denial.source else ""
    # "her brother", "Lund's widow": the words for whose relative he is are not his
    return own if KIN.isdisjoint(source.replace(",", " ").split()) else frozenset[str]()


def untitled(own: frozenset[str]) -> frozenset[str]:
    """Leave titles out of the words for somebody, but for who is called by his title only: "the mayor"."""
    return own - words("titles") or own


def _tells_of(reading: Reading, other: Statement, own: frozenset[str], names: Mapping[str, str]) -> bool:
    """Say whether a claim is about somebody: it has his name, or all the words for his office."""
    return tells_of(plain_text(reading, other.content, names), own)


def tells_of(text: str, own: frozenset[str]) -> bool:
    """Say the same of words in which names stand for pronouns."""
    told = called(text)
    shared = own & told
    return own <= told or any(
        not _of_a_namesake(text, word, own) for word in shared - words("offices_and_bodies")
    )


def _of_a_namesake(text: str, word: str, own: frozenset[str]) -> bool:
    """Say whether a name stands only behind another first name than his: "*Mila* Rusk" where Ulf Rusk denies."""
    found = [match.start() for match in WORD.finditer(text) if word in called(match.group())]
    firsts = [TITLED.search(text[max(0, at - 40) : at]) for at in found]
    return bool(firsts) and all(
        first is not None and called(first.group(1)).isdisjoint(own | words("titles")) for first in firsts
    )


@cache
def _blanket() -> re.Pattern[str]:
    things, wrongs, untrue = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("pointed_things", "wrong_at_large", "untrue")
    )
    which = r"(?:(?:all|any|all of|any of) )?(?:(?:the|these|those|this|that|such|his|her|their|its) )?"
    kinds = r"(?:(?:various|latest|new|serious|public|explosive|original) )?"
    verdict = (
        rf"(?: (?:as |is |are |was |were )?[\"“‘']?(?:\w+ly )?(?:{untrue}|absurd|preposterous|ridiculous))?"
    )
    return re.compile(
        rf"^(?:(?P<this>it|that|this)|(?:any |all |having done any )?(?:{wrongs})"
        rf"|{which}{kinds}(?P<thing>{things}){verdict}){TAIL}\W*$",
        re.IGNORECASE,
    )
