"""Reports into stories: those whose news is one event. Look-alikes stay two stories.

A batch is a window that holds everything (`stories_window`); pairs are scored by what two reports share and what keeps
them apart (`stories_pairs`), and clusters join by the mean of all pairs, unless both are closer-knit inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.group.stories_account import Account
from rashomon.group.stories_kept import accounts_of
from rashomon.group.stories_pairs import ALIKE, Pair, reason_apart
from rashomon.group.stories_standing import keep_standing, standing
from rashomon.group.stories_window import pairs_of, stories
from rashomon.ports import Memory
from rashomon.spans import make_id
from rashomon.types import Cluster, Link, Reading, Why

MAKER = "stories/pairs-2"
OTHERS_DIFFER = Why("others-differ")


def group_stories(
    readings: Sequence[Reading], memory: Memory | None = None
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """Group readings into stories; every report is in exactly one, the order of the readings does not matter.

    Returns the clusters (their `event` still None) and a link for every pair that had anything in common: *yes* in
    one story, *no* apart, with its likeness and with the words that keep two look-alikes apart. With a `memory`
    the account of each report is made once, and only what is new or gone is held against the others.
    """
    stood = standing(accounts_of(readings, memory), readings, memory)
    window = stood.window
    groups = stories(window)
    keep_standing(stood, readings, memory)
    pairs, accounts = pairs_of(window), window.accounts
    # the window of 10,000 reports takes some 300 MB, about as much as the million links that are made now
    del stood, window
    return clusters_of(groups), _links(pairs, groups, accounts)


DAYS_DIFFER = frozenset({"own-days-differ", "weekdays-differ"})


def clusters_of(groups: Sequence[tuple[str, ...]]) -> tuple[Cluster, ...]:
    """Say of each group of reports why it is a story."""
    return tuple(
        Cluster(group, None, Why("reports-alike" if len(group) > 1 else "single-report"))
        for group in sorted(groups)
    )


def _links(
    pairs: Sequence[Pair], groups: Sequence[tuple[str, ...]], accounts: dict[str, Account]
) -> tuple[Link, ...]:
    story_of = {article: number for number, group in enumerate(groups) for article in group}
    between = {
        (story_of[pair.left], story_of[pair.right]): pair.why
        for pair in reversed(pairs)
        if pair.why.code in DAYS_DIFFER
    }
    return tuple(
        sorted((_link(pair, story_of, between, accounts) for pair in pairs), key=lambda link: link.id)
    )


def _link(
    pair: Pair, story_of: dict[str, int], between: dict[tuple[int, int], Why], accounts: dict[str, Account]
) -> Link:
    ours, theirs = story_of[pair.left], story_of[pair.right]
    together = ours == theirs
    why = pair.why
    if not together and pair.score >= ALIKE:
        # the two are alike, but their stories as a whole are not: say what tells those apart, else these two
        days = between.get((ours, theirs)) or between.get((theirs, ours))
        two = accounts[pair.left], accounts[pair.right]
        why = Why("others-days-differ", days.spans) if days else _others_apart(*two)
    return Link(
        id=make_id("l", "same-story", pair.left, pair.right),
        relation="same-story",
        left=pair.left,
        right=pair.right,
        verdict="yes" if together else "no",
        score=round(pair.score, 4),
        made_by=MAKER,
        why=why,
    )


def _others_apart(one: Account, other: Account) -> Why:
    apart = reason_apart(one, other)
    return apart if apart.spans else OTHERS_DIFFER
