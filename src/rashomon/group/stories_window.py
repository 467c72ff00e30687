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

from msgspec import Struct, field

from rashomon.group.stories_account import Account
from rashomon.group.stories_pairs import ALIKE, CHAIN, COHESION, NOTHING, WELCOME, Pair, explain, score_all
from rashomon.group.stories_retold import Bounds, Merge, retell
from rashomon.linking import Scored, cluster
from rashomon.types import Why

# Pairs are scored that share SHARED of their telling words.
SHARED = 3
# Those are 93 in 100 pairs of one event on news clusters, 98 on ECB+. Within a neighbourhood of up to FILLED reports the
# others are scored too (the largest are 67 and 48 reports). Beyond it they count as nothing alike.
FILLED = 400
BOUNDS = Bounds(ALIKE, COHESION, WELCOME)


class OpenStories(Struct):
    """The reports of an open window and what is known of them; changed by `add` and `drop` only.

    `twins` holds the reports of one text, the least of them stands for all; `holders` the reports by telling word;
    `pairs` every scored pair worth keeping, from both sides; `story_of` the story of each standing report as last
    told; `fills` the other pairs within a neighbourhood; `touched` the reports whose story may have changed since;
    `came` the day on which a report came, where it was given. `near` has, of the pairs, those that hold a neighbourhood
    together. Of neighbourhoods above FILLED, `area` is the number under which they were last told, and `merges` how each
    of their stories came to be, so that they need not be told from the start.
    """

    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    twins: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    holders: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    pairs: dict[str, dict[str, Scored]] = field(default_factory=dict[str, dict[str, Scored]])
    story_of: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    fills: dict[str, dict[str, Scored]] = field(default_factory=dict[str, dict[str, Scored]])
    touched: set[str] = field(default_factory=set[str])
    came: dict[str, date] = field(default_factory=dict[str, date])
    near: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    area: dict[str, int] = field(default_factory=dict[str, int])
    merges: dict[tuple[str, ...], Sequence[Merge]] = field(
        default_factory=dict[tuple[str, ...], Sequence[Merge]]
    )
    areas_told: int = 0


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
            _unlink(window, before)
        _link(window, account)


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
            _unlink(window, name, account)
            if same:
                _link(window, window.accounts[min(same)])


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
    scored = [
        pair
        for table in tables
        for name, found in table.items()
        for pair in found.values()
        if pair.left == name
    ]
    kept = [
        explain(pair, window.accounts[pair.left], window.accounts[pair.right])
        for pair in scored
        if pair.veto or pair.score >= NOTHING
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


def _link(window: OpenStories, account: Account) -> None:
    shared: Counter[str] = Counter()
    for word in account.telling:
        shared.update(window.holders.get(word, ()))
    mine = window.pairs.setdefault(account.id, {})
    close_by = window.near.setdefault(account.id, set())
    near = [name for name, count in shared.items() if count >= SHARED]
    for name, pair in zip(near, score_all(account, [window.accounts[name] for name in near]), strict=True):
        if pair.veto or pair.score >= NOTHING:
            mine[name] = window.pairs[name][account.id] = pair
        if pair.score >= CHAIN:
            close_by.add(name)
            window.near[name].add(account.id)
    for word in account.telling:
        window.holders.setdefault(word, set()).add(account.id)
    window.touched.add(account.id)


def _unlink(window: OpenStories, name: str, account: Account | None = None) -> None:
    for word in (account or window.accounts[name]).telling:
        window.holders[word].discard(name)
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
    window.touched.discard(name)


def _settle(window: OpenStories) -> None:
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
        pair
        for table in (window.pairs, window.fills)
        for name in near
        for other, pair in table.get(name, {}).items()
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
    for number, name in enumerate(near):
        mine = window.fills.get(name, {})
        known = window.pairs[name].keys() | mine.keys()
        left = [other for other in near[number + 1 :] if other not in known]
        scored = score_all(window.accounts[name], [window.accounts[other] for other in left])
        for other, pair in zip(left, scored, strict=True):
            window.fills.setdefault(name, {})[other] = window.fills.setdefault(other, {})[name] = pair


def _neighbourhood(window: OpenStories, start: str) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = window.near[ahead.pop()] - found
        found |= new
        ahead.extend(new)
    return found
