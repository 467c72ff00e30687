"""Claims told inside the words that deny them: "rejected *reports saying the mill was closed*"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.units import words_of
from rashomon.spans import inside, make_id
from rashomon.types import Dossier, Link, Reading, Statement, Why

MADE_BY = "compare.told_inside/1"
# Who tells it is not asked: the words themselves stand in the denial.
INSIDE = 0.8
# "Ivo Saar's two-page report": so many words stand before a telling, and of these kinds.
BEFORE = 8
NAMES_IT = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "PRON", "PUNCT"})
DENYING = ("den", "disput", "reject", "dismiss", "refut", "rebut", "contradict")
# What leads to a clause about a thing or a person that stands in the denied words.
RELATIVE = frozenset({"who", "whose", "which", "where"})
WORD = re.compile(r"[\w'’-]+")
# "A report *published on Friday*", "which said".
OUT = (
    r" (?:published|released|issued|aired|broadcast|printed|posted)"
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| yesterday| (?:last|this) (?:week|month|year))?"
)
WHICH = re.compile(r",? (?:which|that)\b")
MARKS = " .,;:\"“”‘’'"


def links_inside(dossier: Dossier) -> list[Link]:
    """Link a denial of a report, a claim, an allegation with what that tells, where it is a statement of its own."""
    return [
        _link(denial, told)
        for reading in sorted(dossier.readings, key=lambda reading: reading.article.id)
        for denial, told in _pairs(reading)
    ]


def _pairs(reading: Reading) -> Iterator[tuple[Statement, Statement]]:
    denials = (one for one in reading.statements if one.act == "deny" and len(one.content) == 1)
    for denial in denials:
        if not _denies_a_telling(reading, denial):
            continue
        for told in reading.statements:
            if told.act in {"say", "accuse", "believe"} and _ends(denial, told) and _of_two(denial, told):
                yield denial, told


def _denies_a_telling(reading: Reading, denial: Statement) -> bool:
    """Say whether what is denied is a telling: "*a report* that", not "he had read a report that"."""
    if denial.cue is None or not denial.cue.text.lower().rpartition(" ")[2].startswith(DENYING):
        return False
    for index in words_of(reading, denial.content)[:BEFORE]:
        token = reading.tokens[index]
        if token.text.lower() in words("reported_things") | words("printed_things"):
            return True
        if token.pos not in NAMES_IT:
            return False
    return False


def _ends(denial: Statement, told: Statement) -> bool:
    """Say whether what is told lies in the denied words and runs to their end; what is told beside stands before that."""
    whole = denial.content[0]
    within = told is not denial and all(inside(span, whole) for span in told.content)
    return within and not whole.text[told.content[-1].end - whole.start :].strip(MARKS)


def _of_two(denial: Statement, told: Statement) -> bool:
    """Say whether another than the denier tells it, and in the telling denied.

    It is the telling itself ("*reports* saying"), or speaks in it ("a report where *an aide* says"). "A report that an aide
    said so" tells of the saying, and who denies it denies that.
    """
    whole, source = denial.content[0], told.source
    if (
        source is None
        or not inside(source, whole)
        or denial.speaker is None
        or told.speaker == denial.speaker
    ):
        return False
    before, after = whole.text[: source.start - whole.start], whole.text[source.end - whole.start :]
    itself = not words("reported_things").isdisjoint(source.text.lower().split())
    return (
        (itself and not before.strip(MARKS))
        or _spoken_in_it().search(before) is not None
        or (_made_by().search(before) is not None and WHICH.match(after) is not None)
    )


@cache
def _spoken_in_it() -> re.Pattern[str]:
    """Put together the words that lead from a telling to who speaks in it: "a report *where*", "an article in the Post *in which*".

    "A report which an aide calls false" is not told by the aide, and in "claims from a town where an aide says" he
    speaks in the town.
    """
    return re.compile(rf"\b(?:{_tellings()})(?:{OUT})?,? (?:where|in which)\s*$|{_in_paper()},? in which\s*$")


@cache
def _made_by() -> re.Pattern[str]:
    """Put together the words that lead from a telling to whose it is: "a report *by* the Post, which said"."""
    return re.compile(rf"\b(?:{_tellings()})(?:{OUT})? (?:by|in)\s*$")


def _in_paper() -> str:
    return rf"\b(?:{_tellings()}) (?:by|in) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{0,3}}(?:{OUT})?"


def _tellings() -> str:
    return "|".join(re.escape(word) for word in sorted(words("reported_things") | words("printed_things")))


def not_beside(links: Iterable[Link], dossier: Dossier) -> list[Link]:
    """Drop the links from denials to what their words only mention."""
    by_id = {one.id: one for reading in dossier.readings for one in reading.statements}
    return [link for link in links if not _told_beside(by_id[link.left], by_id[link.right])]


def _told_beside(denial: Statement, told: Statement) -> bool:
    """Say whether denied words only mention a telling: "an account that Saar, *who says* the dye is harmless, gave"."""
    if told.source is None or len(denial.content) != 1 or not told.content:
        return False
    whole = denial.content[0]
    if not all(inside(span, whole) for span in (told.source, *told.content)):
        return False
    before = WORD.findall(whole.text[: told.content[0].start - whole.start].lower())
    return not RELATIVE.isdisjoint(before) and not _of_two(denial, told)


def _link(denial: Statement, told: Statement) -> Link:
    return Link(
        id=make_id("l", "denies", denial.id, told.id),
        relation="denies",
        left=denial.id,
        right=told.id,
        verdict="yes",
        score=INSIDE,
        made_by=MADE_BY,
        why=Why("denies-these-words", (*denial.content, *told.content)),
    )
