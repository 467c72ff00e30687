"""Two reports beside each other: how much speaks for one story, what forbids it, and the words that say so."""

from __future__ import annotations

from itertools import islice

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.group.stories_account import Account, Day
from rashomon.group.stories_figures import Floats
from rashomon.group.stories_likeness import Likenesses, days_between, likenesses, rounded, weekdays_conflict
from rashomon.group.stories_retold import MILLIONTHS, VETO
from rashomon.group.stories_table import Places, Table, put
from rashomon.linking import Scored
from rashomon.types import Span, Why

type Figures = NDArray[np.int64]
# Pairs that are scored at once: of the words of so many, what is looked at stays near the processor.
AT_ONCE = 1024
# Mean likeness from which two groups of reports are one story (.35 to .45: within .002 on ECB+, .007 on news clusters).
ALIKE = 0.4
# Likeness from which a pair holds a neighbourhood together: as likely one story as not. B3 at .4, .5, .6, .7 on ECB+
# .923, .919, .916, .908; on news clusters .970, .967, .960, .937 (weights fitted without the topics measured, as
# are all figures here); at .4 neighbourhoods are three times as large.
CHAIN = 0.5
# Two groups join only if they are at least that much alike of what the looser one is inside (at 0, .7, .8, .85, .9 ECB+
# .845, .898, .923, .910, .843; news clusters .877, .911, .970, .953, .935).
COHESION = 0.8
# So does a single report and a group (at 0, .52, .56, .6: ECB+ .919, .919, .918, .918; news clusters .970, .970, .967,
# .964): one that names another day than most of the group stays out, however like it is to those that name none.
WELCOME = 0.6
# Below this likeness two reports have nothing to do with each other and no link is worth keeping.
NOTHING = 0.25
# Two reports of one happening may be days apart, follow-ups included; two weeks between the days that both *state* make
# look-alikes of them. A day of publication from outside is often the day of a crawl, so it only weighs.
APART = 14
# Reports whose words are as like as this are one text, whatever weekdays it names.
SAME_TEXT = 0.9
# What is left of a likeness where the beginnings name weekdays and none of them meet, and where even the very first
# sentences do: less than ALIKE, so that no likeness of words makes one story of two days. (The first at .7, .8, .9, 1:
# within .004 on ECB+, .007 on news clusters. The second at .2, .3, .38: ECB+ .915, .916, .919; .34 keeps a margin.)
WEEKDAYS_DIFFER = 0.9
NEWS_DAYS_DIFFER = 0.34
# Names that `why` shows of each report.
SHOWN = 2
# A store of 10,000 reports has a million pairs, most of which say no more than one of these.
WORDS_ALIKE, WORDS_DIFFER = Why("words-alike"), Why("words-differ")


class Pair(Struct, frozen=True):
    """Two reports, how alike they are, whether they must be kept apart, and what spoke for or against."""

    left: str
    right: str
    score: float
    veto: bool
    why: Why


def score_pair(one: Account, other: Account) -> Pair:
    """Score two reports; the order of the two does not matter."""
    table = Table()
    ours, others = np.array([put(table, one)]), np.array([put(table, other)])
    return explain(int(figures_of(table, ours, others)[0]), one, other)


def figures_of(table: Table, ours: Places, others: Places) -> Figures:
    """Score pairs of places, in millionths, VETO where the two must be kept apart.

    No figure depends on the other pairs, nor on which of the two is named first. Pairs of one report of `ours` should
    stand together: its words are looked up once for all of them.
    """
    parts = [
        _figures(table, ours[start : start + AT_ONCE], others[start : start + AT_ONCE])
        for start in range(0, len(ours), AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _figures(table: Table, ours: Places, others: Places) -> Figures:
    found = likenesses(table, ours, others)
    figures = np.rint(rounded(found.scores * _kept(found)) * MILLIONTHS).astype(np.int64)
    alike = np.flatnonzero(found.scores >= NOTHING)
    rows: list[list[int]] = np.column_stack((alike, ours[alike], others[alike])).tolist()
    for number, one, other in rows:
        days = table.days[one]
        if days and _own_days_conflict(days, table.days[other]) is not None:
            figures[number] = VETO
    return figures


def worth_keeping(figure: int) -> bool:
    """Tell whether a figure is not that of two reports that have nothing to do with each other."""
    return figure >= NOTHING * MILLIONTHS or figure == VETO


def explain(figure: int, one: Account, other: Account) -> Pair:
    """Say of two scored reports what spoke for or against one story."""
    left, right = (one, other) if one.id <= other.id else (other, one)
    veto = figure == VETO
    score = 0.0 if veto else figure / MILLIONTHS
    days = _own_days_conflict(left.days, right.days) if veto else None
    why = _why(left, right, score) if days is None else Why("own-days-differ", days)
    return Pair(left.id, right.id, score, veto=veto, why=why)


def scored_of(left: str, right: str, figure: int) -> Scored:
    """Write a figure in millionths as a scored pair."""
    return Scored(left, right, 0.0, veto=True) if figure == VETO else Scored(left, right, figure / MILLIONTHS)


def _kept(found: Likenesses) -> Floats:
    less = np.where(found.weekdays_differ, WEEKDAYS_DIFFER, 1.0)
    less = np.where(found.news_days_differ, NEWS_DAYS_DIFFER, less)
    return np.where(found.words >= SAME_TEXT, 1.0, less)


def _why(left: Account, right: Account, score: float) -> Why:
    if score >= ALIKE:
        return WORDS_ALIKE
    return reason_apart(left, right) if score >= NOTHING else WORDS_DIFFER


def reason_apart(left: Account, right: Account) -> Why:
    """Say what tells two look-alikes apart, with the words of both: their weekdays, else their names."""
    if weekdays_conflict(left, right):
        return Why("weekdays-differ", (left.weekdays[0][1], right.weekdays[0][1]))
    mine, theirs = _own_names(left, right), _own_names(right, left)
    if mine and theirs:
        return Why("names-differ", (*mine, *theirs))
    return WORDS_DIFFER


def _own_names(one: Account, other: Account) -> tuple[Span, ...]:
    """Pick the weightiest names of one beginning that stand nowhere in the other report."""
    return tuple(islice((span for word, span in one.named if word not in other.words), SHOWN))


def _own_days_conflict(mine: tuple[Day, ...], theirs: tuple[Day, ...]) -> tuple[Span, ...] | None:
    if not mine or not theirs:
        return None
    nearest: tuple[int, Day, Day] | None = min(
        ((days_between(a, b), a, b) for a in mine for b in theirs),
        key=lambda found: found[0],
        default=None,
    )
    if nearest is None or nearest[0] <= APART:
        return None
    return tuple(day.span for day in nearest[1:] if day.span is not None)
