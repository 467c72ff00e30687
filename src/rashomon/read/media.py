"""How a report names another medium: by the shape of its name, by a noun beside it, by what it counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from rashomon.read.lines import vocabulary
from rashomon.read.people_words import peoples, words

VERB = r"(?:reported|reports|quoted|quotes|said|says|wrote|writes|revealed|reveals|confirmed|confirms|added|adds|noted|notes|disclosed)"
DAY = r"(?: (?:(?:on |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))?"
OFTEN = r"(?:first |also |had |has |has also |later ){0,2}"
# no word of a name is longer, or "A.A.A." without end is looked at again from each of its letters
CAPITAL = r"[A-Z][\w.'’-]{1,40}"
COUNT = r"(?:count|tally|tallies|database)"
FINDING = rf"(?:{COUNT}|poll|survey|analysis|investigation|review|estimate|calculation)s?"
BEHIND = (
    r"(?:of|in|from|based|run|owned|that|which|for|on|close|focus\w*|cover\w*|dedicated|with|linked|devoted)"
)
NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "our",
        "another",
        "one",
        "some",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


class Naming(Struct, frozen=True):
    """Offsets of the words that credit a medium, and of its name."""

    start: int
    end: int
    name: tuple[int, int]


def _either(key: str) -> str:
    return "|".join(re.escape(each) for each in sorted(vocabulary()["networks"][key], key=len, reverse=True))


@cache
def known() -> str:
    """Return the pattern of a name that has the shape of a medium's: "the Elva Times", "Reuters"."""
    agencies = f"(?:{_either('agencies')})(?: [Nn]ews [Aa]gency)?"
    return rf"(?:(?:[Tt]he )?(?:{CAPITAL} ){{0,4}}(?:{_either('endings')})|{agencies})"


@cache
def _namings() -> tuple[re.Pattern[str], ...]:
    noun = f"(?:{_either('nouns')})"
    name = rf"(?P<name>{CAPITAL}(?: {CAPITAL}){{0,3}})"
    # the name, with a noun before or behind it
    called = rf"(?:{name} {noun}|\b{noun} {name.replace('name>', 'called>')})"
    apart = rf"(?:{noun}|{_either('set_off')})(?: {BEHIND}\b[^,.;]{{1,60}})?"
    asked = r"(?:[Aa]ccording to|told|reported by|wrote in|wrote for|said in|quoted by|cited by|(?:first|originally) (?:published|disclosed|obtained|revealed) by)"
    bodies = _either("counting")
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b{asked} (?P<name>{known()})\b(?! (?:{FINDING}|columnist|reporter|editor)\b)",
            # over what is set out from an agency's report
            rf"^From (?:the )?(?P<name>(?:{_either('agencies')})(?: [Nn]ews [Aa]gency)?):(?=\s)",
            rf"\b[Aa]ccording to (?:an?|the) (?P<name>{known()}|(?!(?:{bodies})\b)[A-Z]{{3,5}}(?= {COUNT}\b)) {FINDING}\b",
            # an agency that is also a man's name is one where it reports
            rf"\b(?!Bloomberg (?:says?|said|adds?|added|writes|wrote|notes|noted)\b)(?P<name>{known()}) {OFTEN}{VERB}{DAY}\b",
            rf"\b{asked} (?:the )?{called}(?! [A-Z])",
            rf"\b(?:[Tt]he )?{called} {OFTEN}{VERB}{DAY}\b",
            rf"\b[Tt]he {name} agency {OFTEN}(?:reported|reports|quoted|quotes){DAY}\b",
            rf"\b(?P<name>(?:[Tt]he )?{CAPITAL}(?: {CAPITAL}){{0,3}}), (?:an?|the) (?:(?!(?:on|of|at|for|in|with|from|by|to|who|and)\b)[\w’'-]+ ){{0,4}}?{apart}, {OFTEN}{VERB}\b",
        )
    )


def namings(sentence: str) -> list[Naming]:
    """Find where a sentence credits another medium; where two readings overlap the first pattern's counts.

    >>> sentence = "Faro, a site on shipping, reported the loss."
    >>> [sentence[slice(*found.name)] for found in namings(sentence)]
    ['Faro']
    """
    found: list[Naming] = []
    for pattern in _namings():
        # of one pattern no two matches overlap, so only what the patterns before it found can stand in the way
        starts = [each.start for each in found]
        taken = list(found)
        for match in pattern.finditer(sentence):
            name = _name(match)
            if name and _is_free(match, taken, starts) and not _is_no_name(sentence[slice(*name)]):
                found.append(Naming(match.start(), match.end(), name))
        found.sort(key=lambda naming: naming.start)
    return found


def _is_free(match: re.Match[str], taken: Sequence[Naming], starts: Sequence[int]) -> bool:
    # `taken` lies in order and apart: only the last that begins before this one ends can reach into it
    before = bisect_left(starts, match.end()) - 1
    return before < 0 or taken[before].end <= match.start()


def _name(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("called" if match.groupdict().get("called") else "name")
    # "Norland's Elva Radio": the owner is no part of the name
    owner = max(match.string.rfind(mark, start, end) for mark in ("'s ", "’s "))
    return (owner + 3 if owner >= 0 else start), end


def _is_no_name(name: str) -> bool:
    # "The newspaper said", "a Vestrian newspaper said", "a newspaper Friday said"
    # and "Former newspaper Editor Orsk said"
    first = name.split(maxsplit=1)[0].casefold()
    titled = first in words("courtesy") or (first in words("roles") and " " in name)
    return titled or name.casefold() in NO_NAMES or name.casefold() in peoples()


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b{known()}\b")


def media_in(text: str) -> Iterator[tuple[int, int]]:
    """Give the offsets of the names in a text that have the shape of a medium's."""
    yield from (found.span() for found in _named().finditer(text))


def core(name: str) -> str:
    """Fold a medium's name to what its long forms share.

    >>> core("The Elva Times")
    'elva times'
    """
    return name.casefold().removeprefix("the ").strip(" .,'’")


@cache
def _holders() -> re.Pattern[str]:
    return re.compile(rf"\b(?:obtained|seen|viewed|reviewed|examined) by ({known()})\b")


def own_names(report: str, credited: frozenset[str]) -> frozenset[str]:
    """Name the medium whose own report this is: it holds the papers told of, and nowhere is its full name credited.

    >>> own_names("Copies obtained by The Elva Times say so.", frozenset({"times"}))
    frozenset({'elva times'})
    """
    # an agency holds papers for whoever prints it: its own report says so in the dateline or by the outlet
    held = {core(found[1]) for found in _holders().finditer(report)} - set(
        vocabulary()["networks"]["syndicated"]
    )
    full = {name for name in credited if " " in name}
    return frozenset(name for name in held if not any(each.endswith(name) for each in full))


@cache
def _state_voices() -> re.Pattern[str]:
    organ = r"(?:media|news|agency|broadcaster|television|TV)"
    return re.compile(
        rf"\b[Ss]tate(?:-run|-owned|-controlled)?(?:(?: |['’]s ){organ}){{0,3}},? (?P<before>{known()})\b"
        rf"|\b(?P<behind>{known()})(?: \([A-Z]+\))?, [^,.]{{0,40}}\bstate(?:-run|-owned)?['’]?s?\b[^,.]{{0,20}}\b{organ}\b"
    )


STATE_MEDIA = re.compile(
    r"\b[Ss]tate (?:news agency|media|television)\b|\b[Ss]tate-(?:run|owned|controlled)\b"
)


def state_voices(report: str) -> frozenset[str]:
    """Name the agencies that speak for a state: the text says so beside the name, or of the only "News Agency" it names.

    >>> state_voices("The state-run Vestria News Agency said the harbour was closed.")
    frozenset({'vestria news agency'})
    """
    beside = {core(found["before"] or found["behind"]) for found in _state_voices().finditer(report)}
    agencies = {core(report[slice(*at)]) for at in media_in(report)}
    agencies = {name for name in agencies if name.endswith(" news agency")}
    alone = agencies if len(agencies) == 1 and STATE_MEDIA.search(report) else set[str]()
    return frozenset(beside | alone)
