"""The reports that are open, and which of them are alike: what the window of stories knows before it tells them.

A report that comes waits until the stories are told: then all that wait are held against their like at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import numpy as np
from msgspec import Struct, field

from rashomon.group.stories_account import Account
from rashomon.group.stories_pairs import CHAIN, figures_of, worth_keeping
from rashomon.group.stories_retold import MILLIONTHS, Merge
from rashomon.group.stories_table import Places, Table, put, remove

# Pairs are scored that share SHARED of their telling words.
SHARED = 3
# Pairs that are looked up before they are scored: what lies between is kept small, however many reports wait.
PAIRS_AT_ONCE = 8192


class OpenStories(Struct):
    """The reports of an open window and what is known of them; changed by what stands below and by `stories_window`.

    `twins` holds the reports of one text, the least of them stands for all; `table` has the words and figures of those
    that stand; `holders` their places in it by telling word; `pairs` the figure of every scored pair worth keeping, from
    both sides, in millionths, VETO where the two must be kept apart; `story_of` the story of each standing report as last
    told; `fills` the other pairs within a neighbourhood; `touched` the reports whose story may have changed since;
    `waiting` those that have not been held against the others yet;
    `came` the day on which a report came, where it was given. `near` has, of the pairs, those that hold a neighbourhood
    together. Of neighbourhoods above FILLED, `area` is the number under which they were last told, and `merges` how each
    of their stories came to be, so that they need not be told from the start.
    """

    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    twins: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    holders: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    table: Table = field(default_factory=Table)
    pairs: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    story_of: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    fills: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    touched: set[str] = field(default_factory=set[str])
    waiting: dict[str, None] = field(default_factory=dict[str, None])
    came: dict[str, date] = field(default_factory=dict[str, date])
    near: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    area: dict[str, int] = field(default_factory=dict[str, int])
    merges: dict[tuple[str, ...], Sequence[Merge]] = field(
        default_factory=dict[tuple[str, ...], Sequence[Merge]]
    )
    areas_told: int = 0


def link(window: OpenStories, name: str) -> None:
    """Let a report stand in the window; its pairs are found by `link_waiting`."""
    window.pairs[name], window.near[name] = {}, set()
    window.waiting[name] = None
    window.touched.add(name)


def link_waiting(window: OpenStories) -> None:
    """Hold the reports that wait against all others that share enough of their telling words."""
    ours, others, pairs = list[int](), list[Places](), 0
    for name in window.waiting:
        account = window.accounts[name]
        place = put(window.table, account)
        near = _like(window, account)
        for word in account.telling:
            window.holders.setdefault(word, set()).add(place)
        ours.append(place)
        others.append(near)
        pairs += len(near)
        if pairs >= PAIRS_AT_ONCE:
            _note_pairs(window, ours, others)
            ours, others, pairs = [], [], 0
    _note_pairs(window, ours, others)
    window.waiting.clear()


def _like(window: OpenStories, account: Account) -> Places:
    """Find the places of the reports that share enough of the telling words."""
    held = [window.holders[word] for word in account.telling if word in window.holders]
    found = np.fromiter(chain.from_iterable(held), dtype=np.intp)
    return np.flatnonzero(np.bincount(found) >= SHARED)


def _note_pairs(window: OpenStories, ours: Sequence[int], others: Sequence[Places]) -> None:
    """Score the pairs of some places and the places near each, and keep what is worth keeping."""
    if not ours:
        return
    lefts = np.repeat(np.array(ours, dtype=np.intp), [len(near) for near in others])
    rights = np.concatenate(others)
    pairs: list[tuple[int, int]] = np.column_stack((lefts, rights)).tolist()
    names = window.table.names
    figures: list[int] = figures_of(window.table, lefts, rights).tolist()
    for (left, right), figure in zip(pairs, figures, strict=True):
        if worth_keeping(figure):
            one, other = names[left], names[right]
            window.pairs[one][other] = window.pairs[other][one] = figure
            if figure >= CHAIN * MILLIONTHS:
                window.near[one].add(other)
                window.near[other].add(one)


def unlink(window: OpenStories, account: Account) -> None:
    """Let a report stand in the window no longer."""
    name = account.id
    if name in window.waiting:
        del window.waiting[name], window.pairs[name], window.near[name]
        window.touched.discard(name)
        return
    place = window.table.place_of[name]
    for word in account.telling:
        window.holders[word].discard(place)
        if not window.holders[word]:
            del window.holders[word]
    window.touched.update(window.pairs[name])
    story = window.story_of.pop(name, ())
    window.touched.update(other for other in story if other in window.pairs)
    window.merges.pop(story, None)
    window.area.pop(name, None)
    for other in window.near.pop(name):
        window.near[other].discard(name)
    for table in (window.pairs, window.fills):
        for other in table.pop(name, ()):
            del table[other][name]
    remove(window.table, name)
    window.touched.discard(name)
