"""The window of stories as it stood after the last update: who stood in it, the figures of their pairs, what was told.

A pair's figure hangs on its two reports alone, and what the window tells on the reports that stand in it alone. So an
update begins with the window of the last one: who is no longer as they were leaves it, who is new waits in it, and only
the neighbourhoods of these are told anew. All of it is one piece of kept work beside any one report; where that is gone,
the window is filled from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from msgspec import Struct

from rashomon.group.remembered import UNSOUND
from rashomon.group.stories_account import Account
from rashomon.group.stories_open import OpenStories, link
from rashomon.group.stories_pairs import CHAIN
from rashomon.group.stories_retold import MILLIONTHS, VETO
from rashomon.group.stories_table import put
from rashomon.group.stories_window_kept import KEPT_APART, KeptWindow, Rows, rows_of, window_of
from rashomon.ports import Memory
from rashomon.types import Article, Reading

KIND = "window"

type Pairs = dict[str, dict[str, int]]


class Standing(Struct, frozen=True):
    """A window with every report in it, the article beside which it is kept, and whether it is other than kept."""

    window: OpenStories
    beside: Article | None = None
    changed: bool = True


def standing(accounts: Sequence[Account], readings: Sequence[Reading], memory: Memory | None) -> Standing:
    """Put all reports into a window; with a `memory` it begins as the last one was left."""
    window = OpenStories(accounts={account.id: account for account in accounts})
    for account in accounts:
        window.twins.setdefault(account.text_key, []).append(account.id)
    heads = [min(same) for same in window.twins.values()]
    articles = [reading.article for reading in readings]
    last = _last(articles, memory) if memory else None
    if memory is None or last is None:
        for name in heads:
            link(window, name)
        return Standing(window, articles[0] if articles else None)
    keys = {article.id: memory.key(article) for article in articles}
    beside, kept = last
    changed = _begin(window, kept, {name: keys[name] for name in heads})
    return Standing(window, beside, changed)


def _last(articles: Sequence[Article], memory: Memory) -> tuple[Article, KeptWindow] | None:
    """Find the last window and the article beside which it is kept; one that is unsound is refused."""
    for article, packed in zip(articles, memory.recall(KIND, articles), strict=True):
        try:
            if packed is not None:
                return article, window_of(packed)
        except UNSOUND as error:
            memory.refuse(KIND, [(article, str(error))])
    return None


def keep_standing(stood: Standing, readings: Sequence[Reading], memory: Memory | None) -> None:
    """Keep a window whose stories have been told, where it is other than what is kept."""
    if memory is None or stood.beside is None or not stood.changed:
        return
    window = stood.window
    keys = {reading.article.id: memory.key(reading.article) for reading in readings}
    names = sorted(window.pairs)
    places = {name: place for place, name in enumerate(names)}
    kept = KeptWindow(
        tuple((name, keys[name]) for name in names),
        _rows(window.pairs, places).tobytes(),
        _rows(window.fills, places).tobytes(),
        tuple(sorted(set(window.story_of.values()))),
        window.area,
        tuple((story, tuple(merges)) for story, merges in sorted(window.merges.items())),
    )
    memory.retain(KIND, [(stood.beside, msgspec.msgpack.encode(kept, order="deterministic"))])


def _begin(window: OpenStories, kept: KeptWindow, keys: Mapping[str, str]) -> bool:
    """Let a window begin as it was left, less who is not as they were; return whether anything is other than it was."""
    names = [name for name, _ in kept.reports]
    same = {name for name, key in kept.reports if keys.get(name) == key}
    gone = set(names) - same
    for name in sorted(same):
        window.pairs[name], window.near[name] = {}, set()
        place = put(window.table, window.accounts[name])
        for word in window.accounts[name].telling:
            window.holders.setdefault(word, set()).add(place)
    _lay_pairs(window, window.pairs, names, kept.pairs, gone)
    _lay_pairs(window, window.fills, names, kept.fills, gone)
    for name, found in window.pairs.items():
        window.near[name].update(o for o, figure in found.items() if figure >= CHAIN * MILLIONTHS)
    _lay_stories(window, kept, gone)
    new = [name for name in keys if name not in same]
    for name in new:
        link(window, name)
    return bool(gone or new)


def _lay_pairs(
    window: OpenStories, table: Pairs, names: Sequence[str], packed: bytes, gone: set[str]
) -> None:
    """Lay out kept pairs; who had a pair with a report that is gone is touched, as where a report leaves."""
    rows: list[list[int]] = rows_of(packed).tolist()
    for left, right, written in rows:
        one, other = names[left], names[right]
        if gone and (one in gone or other in gone):
            window.touched.update({one, other} - gone)
            continue
        figure = VETO if written == KEPT_APART else written
        table.setdefault(one, {})[other] = figure
        table.setdefault(other, {})[one] = figure


def _lay_stories(window: OpenStories, kept: KeptWindow, gone: set[str]) -> None:
    broken = {story for story in kept.stories if not gone.isdisjoint(story)}
    for story in kept.stories:
        window.story_of.update((name, story) for name in story if name not in gone)
        if story in broken:
            window.touched.update(name for name in story if name not in gone)
    window.area = {name: number for name, number in kept.areas.items() if name not in gone}
    window.areas_told = max(kept.areas.values(), default=0)
    window.merges = {story: merges for story, merges in kept.merges if story not in broken}


def _rows(table: Pairs, places: Mapping[str, int]) -> Rows:
    return np.fromiter(_flat(table, places), dtype="<i4")


def _flat(table: Pairs, places: Mapping[str, int]) -> Iterable[int]:
    for name, found in table.items():
        for other, figure in found.items():
            if name < other:
                yield from (places[name], places[other], KEPT_APART if figure == VETO else figure)
