"""Statements that render one utterance: the same speaker, and words that are the same, cut, paraphrased or translated.

Likeness is what the encoder sees, the words that both share beyond the names of the story, and how much of a quotation
stands word for word in the other report. Renderings are clustered by the mean of all their pairs, so that two
statements about one subject are not chained into one utterance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from rashomon.compare.mouths import tied_speakers
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.renderings import Rendering, left_out, render, shared_quote
from rashomon.compare.voices import RUN, SHORTEST, Common, Voices, common, told_within
from rashomon.linking import Scored, cluster
from rashomon.spans import make_id
from rashomon.types import Dossier, Link, Why

MADE_BY = "compare.utterances/5"
# The score from which two statements are one. On ten gold stories .55 has two wrong pairs more and no right one, .52 one right
# pair and three wrong ones.
SAME = 0.57
# Groups that the mean keeps apart are joined where two renderings are so near: one that is a part of the utterance is like
# the whole and unlike the other parts. On five gold stories that finds 8 of 118 pairs more and no wrong one; from .55 on
# chains form, with six wrong pairs in one story.
SURE = 0.58
# Not so near, but not to be ruled out: shown as a question.
PERHAPS = 0.48
# Two statements of one report of which a third is so much nearer to the one are two utterances, most likely.
MARGIN, DAMPED = 0.2, 0.5
# So many of the nearest are looked at for what a source without a name says.
NEIGHBOURS = 8
# Of two statements of one speaker in one report less alike than this the nearest pair of two groups makes no one utterance.
UNLIKE = 0.3
# Statements of one speaker compared with one another: the nearest of each, so that the work stays linear.
PARTNERS = 40
# In a larger cluster each rendering is linked with the first only.
ALL_LINKS = 12


def find_utterances(dossier: Dossier, gauge: Gauge) -> tuple[Link, ...]:
    """Link statements that render the same utterance; verdict *yes* or *unsure*, never *no*.

    Where one rendering leaves out words of the other's, `why` is *cut* and its last span shows what is left out.
    """
    voices = _voices(dossier, gauge)
    measured = {(a, b): common(voices, a, b) for a, b in _candidates(voices)}
    plain = {pair: _score(voices, *pair, shared) for pair, shared in measured.items()}
    scored = _damped(voices, plain)
    apart = {pair for pair, score in plain.items() if scored[pair] < score or _unlike(voices, *pair, score)}
    apart |= {pair for pair, shared in measured.items() if shared.apart}
    within = told_within(voices)
    groups = _groups(voices, scored | dict.fromkeys(within, 0.0), apart, within)
    found = [link for group in groups for link in _links(voices, group, scored)]
    found += _besides(voices, groups, measured, plain, within)
    joined = {(link.left, link.right) for link in found}
    unsure = [
        _link(voices, a, b, score, "unsure") for (a, b), score in sorted(scored.items()) if score >= PERHAPS
    ]
    found += [link for link in unsure if (link.left, link.right) not in joined]
    return tuple(sorted(found, key=lambda link: (link.left, link.right)))


def _voices(dossier: Dossier, gauge: Gauge) -> Voices:
    known = {s.id: (s, reading) for reading in dossier.readings for s in reading.statements}
    renderings = {
        index: render(*known[unit.statement])
        for index, unit in enumerate(gauge.units)
        if unit.kind == "statement" and unit.statement in known
    }
    speakers = {speaker.id: speaker for speaker in dossier.speakers}
    return Voices(gauge, renderings, speakers, tied_speakers(dossier.speakers))


def _unlike(voices: Voices, a: int, b: int, score: float) -> bool:
    units = voices.gauge.units
    return score < UNLIKE and units[a].article == units[b].article and voices.one(a, b)


def _groups(
    voices: Voices,
    scored: dict[tuple[int, int], float],
    apart: set[tuple[int, int]],
    within: frozenset[tuple[int, int]],
) -> list[list[int]]:
    """Cluster by the mean of all pairs, then join by the nearest pair, but none of whom two were held apart.

    A statement told within another is never one with it, whatever else is near to both.
    """
    pairs = [Scored(_name(a), _name(b), score, (a, b) in within) for (a, b), score in scored.items()]
    close = cluster([_name(index) for index in voices.renderings], pairs, threshold=SAME)
    home = {int(name): group[0] for group in close for name in group}
    between = [
        Scored(home[a], home[b], score, (a, b) in apart | within)
        for (a, b), score in sorted(scored.items())
        if home[a] != home[b]
    ]
    members = {group[0]: [int(name) for name in group] for group in close}
    joined = cluster(list(members), between, threshold=SURE, linkage="single")
    return [sorted(index for name in group for index in members[name]) for group in joined]


def _score(voices: Voices, a: int, b: int, shared: Common) -> float:
    units = voices.gauge.units
    known = voices.one(a, b) or voices.fit(a, b)
    return shared.score() if known or shared.quotes_one(near=units[a].article == units[b].article) else 0.0


def _besides(
    voices: Voices,
    groups: Sequence[Sequence[int]],
    measured: Mapping[tuple[int, int], Common],
    plain: Mapping[tuple[int, int], float],
    within: frozenset[tuple[int, int]],
) -> list[Link]:
    """Link a part with the whole that holds it, though another part is held apart from it; and what the nameless retell.

    Two parts are not linked with one another: each is a rendering of the whole only. Nor is the whole linked with a
    rendering of a statement that is told within it.
    """
    home = {index: place for place, group in enumerate(groups) for index in group}
    inner = {(a, home[b]) for a, b in within} | {(b, home[a]) for a, b in within}
    return [
        _link(voices, a, b, shared.score(), "yes")
        for (a, b), shared in sorted(measured.items())
        if home[a] != home[b]
        and not {(a, home[b]), (b, home[a])} & inner
        and shared.score()
        and ((plain[a, b] and shared.holds_all()) or voices.retells(a, b, shared))
    ]


def _name(index: int) -> str:
    return f"{index:07d}"


def _candidates(voices: Voices) -> list[tuple[int, int]]:
    """List pairs of statements of one speaker, and those of any two who may be one that share quoted words."""
    units = voices.gauge.units
    by_speaker: dict[str, list[int]] = defaultdict(list)
    for index in voices.renderings:
        by_speaker[units[index].speaker or ""].append(index)
    found = _of_one_quotation(voices.renderings)
    for speaker, members in by_speaker.items():
        found |= _nearest(voices.gauge, members) if speaker else set()
    for one, other in sorted(voices.tied):
        found |= _nearest(voices.gauge, by_speaker[one] + by_speaker[other])
    found |= _near_nameless(voices)
    return sorted((a, b) for a, b in found if not meets(units[a], units[b]) and voices.may_be_one(a, b))


def _of_one_quotation(renderings: Mapping[int, Rendering]) -> set[tuple[int, int]]:
    """List pairs of statements of which one holds a run of words that the other quotes, or all of a short quotation."""
    wanted = {run for rendering in renderings.values() for run in rendering.runs(RUN)}
    wanted |= {q for r in renderings.values() for q in r.quotes if SHORTEST <= len(q) < RUN}
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, rendering in renderings.items():
        for run in sorted(rendering.held(SHORTEST, RUN) & wanted):
            by_run[run].append(index)
    return {(a, b) for members in by_run.values() for a in members[:PARTNERS] for b in members if a < b}


def _near_nameless(voices: Voices) -> set[tuple[int, int]]:
    """List the nearest of each statement whose source has no name."""
    everything = list(voices.renderings)
    rows = voices.gauge.passages[everything]
    found: set[tuple[int, int]] = set()
    for place, a in enumerate(everything):
        if voices.is_nameless(a):
            order = np.argsort(-(rows @ rows[place]).round(6), kind="stable")[: NEIGHBOURS + 1]
            found |= {(min(a, b), max(a, b)) for b in (everything[int(o)] for o in order) if a != b}
    return found


def _nearest(gauge: Gauge, members: Sequence[int]) -> set[tuple[int, int]]:
    rows = gauge.passages[list(members)]
    found: set[tuple[int, int]] = set()
    for place, a in enumerate(members):
        near = (rows @ rows[place]).round(6)
        order = [int(o) for o in np.argsort(-near, kind="stable")[: PARTNERS + 1]]
        found |= {(min(a, members[o]), max(a, members[o])) for o in order if members[o] != a}
    return found


def _damped(voices: Voices, scored: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Hold back two statements of one speaker in one report where another renders the one and clearly not the other."""
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scored.items():
        partners[a][b] = partners[b][a] = score
    units = voices.gauge.units
    found = dict(scored)
    for (a, b), score in scored.items():
        if units[a].article != units[b].article or not voices.one(a, b):
            continue
        gaps = [
            abs(s - partners[b].get(c, 0.0)) for c, s in sorted(partners[a].items()) if c != b and s >= SAME
        ]
        gaps += [
            abs(s - partners[a].get(c, 0.0)) for c, s in sorted(partners[b].items()) if c != a and s >= SAME
        ]
        if max(gaps, default=0.0) >= MARGIN:
            found[a, b] = round(DAMPED * score, 6)
    return found


def _links(voices: Voices, group: Sequence[int], scored: dict[tuple[int, int], float]) -> list[Link]:
    pairs = [(a, b) for a in group for b in group if a < b]
    if len(group) > ALL_LINKS:
        pairs = [(group[0], b) for b in group[1:]]
    return [_link(voices, a, b, scored.get((a, b), SAME), "yes") for a, b in pairs]


def _link(voices: Voices, a: int, b: int, score: float, verdict: str) -> Link:
    left, right = voices.gauge.units[a], voices.gauge.units[b]
    mine, yours = voices.renderings[a], voices.renderings[b]
    quote = shared_quote(mine, yours)
    rest = left_out(mine, yours)
    code = "cut" if rest else "same-words" if quote.share == 1.0 and quote.words >= RUN else "paraphrase"
    first, second = sorted((mine.statement.id, yours.statement.id))
    return Link(
        id=make_id("l", "same-utterance", first, second),
        relation="same-utterance",
        left=first,
        right=second,
        verdict="yes" if verdict == "yes" else "unsure",
        score=score,
        made_by=MADE_BY,
        why=Why(code, (*left.spans, *right.spans, *rest)),
    )
