"""Denials that only point at what they deny: "the charges were false", "disputed the newspaper's account", "this never happened".

What is denied stands before it in the same report: the nearest statement of somebody else that calls itself such a thing,
or, where the denial only says "this", what was said in the sentence right before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from rashomon.compare.another import is_another
from rashomon.compare.before import begins, ends, named_between, right_before, sentence_at
from rashomon.compare.blanket import blanket_targets, unreal_targets
from rashomon.compare.charges import charges_somebody
from rashomon.compare.cues import words
from rashomon.compare.governed import only_told_of
from rashomon.compare.principals import names_of
from rashomon.compare.rejections import LONG_AGO, NEED_NAMING, UNMADE, WANTED, stems_of
from rashomon.compare.stances import NEARBY, Opposed
from rashomon.compare.units import Unit, words_of
from rashomon.compare.unreal import unreal_thing
from rashomon.spans import inside, make_id
from rashomon.types import Dossier, Link, Reading, Statement, Why

MADE_BY = "compare.pointing/1"
# Sure of its target for being near, not for its words.
POINTED = 0.6

# Fewer words than these claim nothing that could be denied.
FEWEST = 3
WORD = re.compile(r"[\w'’-]+")
PRONOUNS = frozenset({"i", "he", "she", "it", "we", "you", "they"})
MARKS = " \t\n\"“”‘’'«»"
# A thing that names its own claim ("reports that the navy had sold it") points at nothing before it.
NAMING = r"(?!\s+(?:of|that|about|over|on|for|to|against|by|from)\b)"
# "The radio claims are untrue": what the press told, whoever said it there.
PRESS, MARK = "media|press|news", "[\"“‘']?"
OF_NOBODY = frozenset({"a", "an", *PRESS.split("|")})
# "This never happened", "nothing of the sort happened", "that is not the case".
BARE = re.compile(
    r"^(?:(?:this|that|it) (?:(?:has |had )?never (?:happened|occurred|took place|taken place)"
    r"|(?:is|was|'s|’s) (?:simply |just |completely |absolutely )?(?:not true|untrue|false|a lie|not the case|not so))"
    r"|(?:none of (?:this|that|it)|nothing of the (?:sort|kind)|no such thing)(?: has| had| ever)?"
    r" (?:happened|occurred|took place|is true|was true)"
    r"|(?P<doer>[\w’'-]+(?: [\w’'-]+){0,3}) (?:did|(?:has|have|had) done) (?:nothing of the (?:sort|kind)|no such thing))\b(?=[^\w]*$|[,;.])",
    re.IGNORECASE,
)
HAPPENED = re.compile(r"\b(?:happened|occurred|took place|taken place)\b", re.IGNORECASE)
# Of what is only promised or planned "this never happened" says how it ended.
PROMISED = re.compile(
    r"\b(?:will|would|wants?|wanted|plans?|planned|planning|hopes?|hoped|intends?|intended)\b", re.IGNORECASE
)


class Story(Struct, frozen=True):
    """What finding what is pointed at looks up: who speaks in each statement, and the names of the speakers."""

    mouths: Mapping[str, frozenset[str]]
    names: Mapping[str, str]


def find_pointed(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Map each denial of a story that only points back to the statements of its own report that it points at, by their ids."""
    story = Story(_mouths(dossier), names_of(dossier))
    return {
        denial.id: tuple(target.id for target in found)
        for reading in sorted(dossier.readings, key=lambda reading: reading.article.id)
        for denial in reading.statements
        if (found := _targets(reading, denial, story)) is not None
    }


def pointed_links(
    dossier: Dossier, pointed: Mapping[str, Sequence[str]], utterances: Sequence[Link]
) -> list[Link]:
    """Link denials that point back with what they point at, and with the other renderings of that, in all reports."""
    said = {s.id: s for reading in dossier.readings for s in reading.statements}
    mouths, same = _mouths(dossier), _renderings(utterances)
    pairs = {
        (denial, other)
        for denial, targets in pointed.items()
        for target in targets
        for other in (target, *sorted(same[target]))
        if other in said and not mouths[other] & mouths[denial]
    }
    return [_link(said[denial], said[target]) for denial, target in sorted(pairs)]


def pointed_units(units: Sequence[Unit], dossier: Dossier) -> list[Opposed]:
    """Say the same of units: what denies is the statement, or the clause that its cue stands in."""
    said = {s.id: s for reading in dossier.readings for s in reading.statements}
    own: dict[str, list[int]] = defaultdict(list)
    # a statement as a whole stands before its clauses
    for index in sorted(range(len(units)), key=lambda i: (units[i].kind != "statement", i)):
        own[units[index].statement or ""].append(index)
    return [
        Opposed(against, target, "denies", POINTED)
        for denial, targets in find_pointed(dossier).items()
        for against in [*own[denial], *_around_cue(units, said[denial])][:1]
        for other in targets
        for target in own[other][:1]
    ]


def _around_cue(units: Sequence[Unit], denial: Statement) -> list[int]:
    cue = denial.cue
    clauses = [index for index, unit in enumerate(units) if cue is not None and unit.kind == "clause"]
    return [place for place in clauses if cue and any(inside(cue, span) for span in units[place].spans)]


def _renderings(utterances: Sequence[Link]) -> dict[str, set[str]]:
    same: dict[str, set[str]] = defaultdict(set)
    for link in utterances:
        if link.verdict == "yes":
            same[link.left].add(link.right)
            same[link.right].add(link.left)
    return same


def _link(denial: Statement, target: Statement) -> Link:
    return Link(
        id=make_id("l", "denies", denial.id, target.id),
        relation="denies",
        left=denial.id,
        right=target.id,
        verdict="yes",
        score=POINTED,
        made_by=MADE_BY,
        why=Why("points-back", (*denial.content, *target.content)),
    )


def _mouths(dossier: Dossier) -> dict[str, frozenset[str]]:
    """Map each statement of a story to who speaks in it."""
    members = {speaker.id: frozenset(speaker.members) for speaker in dossier.speakers if speaker.members}
    told = (s for reading in dossier.readings for s in reading.statements)
    joined = {s.id: dossier.speaker_of.get(s.speaker or "", s.speaker or "") for s in told}
    return {key: members.get(one, frozenset({one})) for key, one in joined.items()}


def _targets(reading: Reading, denial: Statement, story: Story) -> Sequence[Statement] | None:
    """Find what a denial points at; None where it is none, or says itself what it denies."""
    unreal = unreal_thing(reading, denial) if denial.act == "say" else None
    if denial.speaker is None or (unreal is None and not _denies(reading, denial)):
        return None
    before = [
        other
        for other in reversed(reading.statements)
        if 0 <= begins(denial) - ends(other) <= NEARBY and _claims(other, denial, story.mouths)
    ]
    if unreal is not None:
        return unreal_targets(reading, denial, before, story.names, unreal)
    pointed = _pointed_at(reading, denial, before)
    found = pointed or blanket_targets(reading, denial, before, story.names)
    return [one for one in found if not is_another(denial, one)] if found else pointed


def _pointed_at(
    reading: Reading, denial: Statement, before: Sequence[Statement]
) -> Sequence[Statement] | None:
    """Choose what a denial points at by a word for it or by a bare "this"; None where it has neither."""
    said = " ".join(span.text for span in denial.content).strip(MARKS)
    thing, bare = _thing().match(said), BARE.match(said)
    if thing is not None:
        found = _called(reading, before, denial, thing.group("thing").lower(), thing.group("whose") or "")
        return [] if _of_others(denial, found, before) else found
    if bare is None:
        return None
    fits = any(_may_be_this(bare, other) for other in before[:1])
    return [other for other in before[:1] if fits and right_before(reading, other, denial)]


def _denies(reading: Reading, denial: Statement) -> bool:
    """Say whether a statement denies, and the denial is made and not only told of: "if the firm denies the report"."""
    if denial.act != "deny":
        return False
    if denial.cue is None:
        return True
    # the cue may be "will deny"
    last = denial.cue.start + len(denial.cue.text.rpartition(" ")[0])
    here = [s.span for s in reading.sentences if s.span.start <= denial.cue.start < s.span.end]
    if any(UNMADE.search(span.text[: last - span.start]) or LONG_AGO.search(span.text) for span in here):
        return False
    return not any(only_told_of(reading.tokens, index) for index in words_of(reading, [denial.cue]))


def _claims(other: Statement, denial: Statement, mouths: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a statement claims something, in another mouth than the denial."""
    if other.speaker is None or mouths[other.id] & mouths[denial.id]:
        return False
    said = " ".join(span.text for span in other.content)
    if other.act not in {"say", "accuse", "believe", "warn"} or said.rstrip(MARKS).endswith("?"):
        return False
    if WANTED.search(said) or words("conditions") & set(said.lower().split()):
        return False
    return len(WORD.findall(said)) >= FEWEST


def _may_be_this(bare: re.Match[str], other: Statement) -> bool:
    """Say whether "this never happened" or "*they* did no such thing" can be about a claim: told as done, of the same doer."""
    said = " ".join(span.text for span in other.content)
    if HAPPENED.search(bare.group()) and PROMISED.search(said):
        return False
    doer = frozenset(WORD.findall((bare.group("doer") or "").lower())) - words("definite")
    return doer <= PRONOUNS or doer <= frozenset(WORD.findall(said.lower()))


def _of_others(denial: Statement, found: Sequence[Statement], before: Sequence[Statement]) -> bool:
    """Say whether who denies is spoken of in what somebody else claimed, and not in the claim that is nearest."""
    source = denial.source.text.lower() if denial.source else ""
    own = frozenset(WORD.findall(source)) - words("definite") - words("titles") - PRONOUNS - {"a", "an"}
    if not found or any(_holds(other, own) for other in found):
        return False
    tellers = {other.speaker for other in found}
    return any(other.speaker not in tellers and _holds(other, own) for other in before)


def _holds(statement: Statement, own: frozenset[str]) -> bool:
    return any(own & frozenset(WORD.findall(span.text.lower())) for span in statement.content)


def _called(
    reading: Reading, before: Sequence[Statement], denial: Statement, thing: str, whose: str
) -> list[Statement]:
    """Choose what calls itself such a thing, in the nearest sentence that holds any; else what was said right before."""
    own = frozenset(WORD.findall(whose.lower())) - words("definite") - words("pointing") - OF_NOBODY
    if (
        thing.startswith("charge")
        and denial.cue is not None
        and denial.cue.text.lower().startswith("dismiss")
    ):
        # a judge does, and says nothing of what is so
        return []
    named = [other for other in before if _calls_itself(reading, other, thing)]
    if not named and thing.startswith(NEED_NAMING):
        # who "denies the charges" may be on trial for something else; who calls them false answers what was said
        calls = denial.cue is None or not denial.cue.text.lower().startswith("den")
        near = (one for one in before[:1] if calls and right_before(reading, one, denial))
        named = [one for one in near if charges_somebody(reading, one, thing)]
        if not named:
            return []
    fitting = [other for other in named or before if _of_them(other, own)]
    if not fitting or (not named and not right_before(reading, fitting[0], denial)):
        return []
    if named_between(reading, fitting[0], denial, thing):
        return []
    place = sentence_at(reading, begins(fitting[0]))
    return [other for other in fitting if sentence_at(reading, begins(other)) == place]


def _of_them(other: Statement, own: frozenset[str]) -> bool:
    """Say whether the words between "the" and the thing name who said it: "disputed the *Herald* report"."""
    if not own:
        return True
    source = other.source.text.lower() if other.source else ""
    return any(word.removesuffix("'s").removesuffix("’s").rstrip("'’") in source for word in own)


def _calls_itself(reading: Reading, other: Statement, thing: str) -> bool:
    """Say whether a statement is told with a word for such a thing: its verb, its source, or that it accuses."""
    cue, source = (WORD.findall(span.text.lower()) if span else [] for span in (other.cue, other.source))
    stems = stems_of(thing)
    if (other.act == "accuse" and "accus" in stems) or any(word.startswith(stems) for word in cue):
        return True
    named = [word for word in source if word.startswith(stems)]
    # "prosecutors said that he would be tried" brings no charge
    work = named and words("accusers").issuperset(named)
    return charges_somebody(reading, other, thing) if work else bool(named)


@cache
def _thing() -> re.Pattern[str]:
    things, which, being, whole = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("pointed_things", "definite", "untrue", "off_the_facts")
    )
    owner = rf"(?:{which}|{PRESS}|[\w-]+['’]s?)\s+"
    thing = rf"(?P<whose>{owner}(?:[\w'’-]+\s+){{0,3}}?)(?P<thing>{things})\b{NAMING}"
    verdict = (
        rf"\s+(?:(?:is|are|was|were)\s+(?:\w+ly\s+|just\s+|all\s+)?{MARK}(?:{being})|{MARK}(?:{whole}))\b"
    )
    called = r"\s+(?:as\s+)?[\"“‘']?(?:an?\s+|[\w-]+ly\s+)?[\w-]+"
    return re.compile(rf"^{thing}(?:{verdict}|{called})?(?=\W*$|[,;.])", re.IGNORECASE)
