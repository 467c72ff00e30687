"""Stories of an open window: a report comes in, finds its like, and only the stories near it are told anew.

What stands at any moment depends on the reports in the window and on nothing else, not on their order. That holds
because the score of a pair needs no third report, and because clusters never reach across the edge of a
*neighbourhood*: reports that a chain of pairs from CHAIN on connects. So only the touched neighbourhoods are clustered
again, and a batch is a window with everything in it. A story to which nothing came for long is closed: it leaves as a
whole, and the others stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from rashomon.group.stories_account import Account
from rashomon.group.stories_open import OpenStories, link, link_waiting, unlink
from rashomon.group.stories_pairs import (
    ALIKE,
    COHESION,
    WELCOME,
    Pair,
    explain,
    figures_of,
    scored_of,
    worth_keeping,
)
from rashomon.group.stories_retold import Bounds, retell
from rashomon.linking import cluster
from rashomon.types import Why

# Pairs are scored that share some telling words: 93 in 100 pairs of one event on news clusters, 98 on ECB+. Within a
# neighbourhood of up to FILLED reports the others are scored too (the largest are 67 and 48 reports). Beyond it they count as nothing alike.
FILLED = 400
BOUNDS = Bounds(ALIKE, COHESION, WELCOME)


def add(window: OpenStories, account: Account, *, came: date | None = None) -> None:
    """Take a report into the window, which came on a day; one that is there already changes nothing."""
    if account.id in window.accounts:
        return
    window.accounts[account.id] = account
    if came is not None:
        window.came[account.id] = came
    same = window.twins.setdefault(account.text_key, [])
    before = min(same, default=None)
    same.append(account.id)
    if before is None or account.id < before:
        if before is not None:
            unlink(window, window.accounts[before])
        link(window, account.id)


def drop(window: OpenStories, ids: Iterable[str]) -> None:
    """Let reports leave the window; those that are not in it are passed over."""
    for name in ids:
        account = window.accounts.pop(name, None)
        window.came.pop(name, None)
        if account is None:
            continue
        same = window.twins[account.text_key]
        stood = min(same) == name
        same.remove(name)
        if not same:
            del window.twins[account.text_key]
        if stood:
            unlink(window, account)
            if same:
                link(window, min(same))


def close(window: OpenStories, before: date) -> list[tuple[str, ...]]:
    """Let the stories leave of which every report came before a day, and return them; the others stay as they are.

    A report of which no day is known counts as old. What comes later opens a new story.
    """
    old = [
        story for story in stories(window) if all(window.came.get(name, date.min) < before for name in story)
    ]
    for story in old:
        drop(window, story)
    return old


def stories(window: OpenStories) -> list[tuple[str, ...]]:
    """Tell the stories of the window: sorted groups of sorted ids, every report in exactly one."""
    _settle(window)
    heads = set(window.story_of.values())
    return sorted(tuple(sorted(_everyone(window, story))) for story in heads)


def pairs_of(window: OpenStories) -> list[Pair]:
    """List the scored pairs that are worth keeping, and each copy of one text with the least of them, sorted."""
    _settle(window)
    tables = (window.pairs, window.fills)
    # a million pairs in two rows that are in order already: what is left to sort at the end is to lay them together
    kept = [
        explain(figure, window.accounts[name], window.accounts[other])
        for table in tables
        for name in sorted(table)
        for other, figure in sorted(table[name].items())
        if name < other and worth_keeping(figure)
    ]
    copied = [
        Pair(min(same), name, 1.0, veto=False, why=Why("one-text"))
        for same in window.twins.values()
        for name in same
        if name != min(same)
    ]
    return sorted([*kept, *copied], key=lambda pair: (pair.left, pair.right))


def _everyone(window: OpenStories, story: Sequence[str]) -> Iterable[str]:
    return (name for head in story for name in window.twins[window.accounts[head].text_key])


def _settle(window: OpenStories) -> None:
    link_waiting(window)
    todo = {name for name in window.touched if name in window.pairs}
    window.touched.clear()
    while todo:
        near = _neighbourhood(window, min(todo))
        todo.difference_update(near)
        fill = len(near) <= FILLED
        _keep_fills(window, near, fill=fill)
        for story in _tell_small(window, sorted(near)) if fill else _tell_large(window, near):
            window.story_of.update(dict.fromkeys(story, story))


def _tell_small(window: OpenStories, near: Sequence[str]) -> list[tuple[str, ...]]:
    for name in near:
        window.area.pop(name, None)
        window.merges.pop(window.story_of.get(name, ()), None)
    _fill(window, near)
    held = set(near)
    scored = [
        scored_of(name, other, figure)
        for table in (window.pairs, window.fills)
        for name in near
        for other, figure in table.get(name, {}).items()
        if name < other and other in held
    ]
    return cluster(near, scored, threshold=ALIKE, cohesion=COHESION, welcome=WELCOME)


def _tell_large(window: OpenStories, near: set[str]) -> list[tuple[str, ...]]:
    """Tell the stories of a large neighbourhood, and list those that were not there before.

    What was one area at its last telling has the same pairs still, less those of reports that left: its stories of which
    nothing is gone are kept, unless something new takes them in. Of several areas that have met, the largest is kept.
    """
    before = Counter(window.area[name] for name in near if name in window.area)
    area = max(before, key=lambda number: (before[number], number), default=None)
    old = {window.story_of[name] for name in near if name in window.story_of}
    kept = {
        story: merges
        for story in old
        if (merges := window.merges.pop(story, None)) is not None
        and all(name in near and window.area.get(name) == area for name in story)
    }
    told = retell(near, kept, window.pairs.__getitem__, BOUNDS)
    window.merges.update(told)
    window.areas_told += 1
    window.area.update(dict.fromkeys(near, window.areas_told))
    return [story for story in told if story not in kept]


def _keep_fills(window: OpenStories, near: set[str], *, fill: bool) -> None:
    """Forget the other pairs that reach out of a neighbourhood, where a report left, or all of one grown too large."""
    for name in near:
        mine = window.fills.get(name, {})
        for other in [other for other in mine if not fill or other not in near]:
            del mine[other], window.fills[other][name]


def _fill(window: OpenStories, near: Sequence[str]) -> None:
    """Score the pairs of a neighbourhood that are not scored yet."""
    left: list[tuple[str, str]] = []
    for number, name in enumerate(near):
        known = window.pairs[name].keys() | window.fills.get(name, {}).keys()
        left += [(name, other) for other in near[number + 1 :] if other not in known]
    place_of = window.table.place_of
    ours = np.array([place_of[name] for name, _ in left], dtype=np.intp)
    others = np.array([place_of[other] for _, other in left], dtype=np.intp)
    figures = figures_of(window.table, ours, others).tolist()
    for (name, other), figure in zip(left, figures, strict=True):
        window.fills.setdefault(name, {})[other] = window.fills.setdefault(other, {})[name] = figure


def _neighbourhood(window: OpenStories, start: str) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = window.near[ahead.pop()] - found
        found |= new
        ahead.extend(new)
    return found
