"""Reports into stories: those whose news is one event. Look-alikes weeks apart stay two stories.

Scores come from words (`stories_likeness`), days that conflict weigh against (`stories_days`), clusters join by the
mean of all pairs (`linking`), so that one chance likeness pulls nobody in.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.group.origins import wire_groups
from rashomon.group.stories_account import Account, account_of
from rashomon.group.stories_days import conflict_of
from rashomon.group.stories_likeness import candidates, likeness, weigh
from rashomon.linking import Scored, cluster
from rashomon.ports import Encoder
from rashomon.spans import make_id
from rashomon.types import Cluster, Link, Passage, Reading, Why

# Mean likeness from which two groups of reports are one story: .11 to .145 are within .03 on ECB+ and news clusters.
ALIKE = 0.125
# Below this likeness two reports have nothing to do with each other and no link is worth keeping.
NOTHING = 0.03
# Reports of which this part is one and the same text tell one story, whatever else.
SAME_TEXT = 0.8
MAKER = "stories/words-1"


class Pair(Struct, frozen=True):
    """Two reports, how alike they are after days were weighed, and what spoke for or against."""

    left: str
    right: str
    score: float
    veto: bool
    why: Why


def group_stories(
    readings: Sequence[Reading], *, encoder: Encoder | None = None, copies: Sequence[Passage] = ()
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """Group readings into stories; every report is in exactly one, the order of the readings does not matter.

    Returns the clusters (their `event` still None) and a link for every pair that had anything in common: *yes* in
    one story, *no* apart, with the likeness scaled so that .5 is the edge.
    """
    del encoder  # leaves the words as they are: on look-alikes its cosines differ by less than .03 (measured)
    same_text = wire_groups(readings, copies, share=SAME_TEXT)
    first = {group[0] for group in same_text}
    accounts = [account_of(reading) for reading in sorted(readings, key=lambda r: r.article.id)]
    pairs = score_pairs([account for account in accounts if account.id in first])
    scored = [
        Scored(pair.left, pair.right, pair.score, pair.veto)
        for pair in pairs
        if pair.veto or pair.score >= NOTHING
    ]
    members = {group[0]: group for group in same_text}
    groups = [
        tuple(sorted(article for head in found for article in members[head]))
        for found in cluster(sorted(first), scored, threshold=ALIKE)
    ]
    return _clusters(groups), _links(pairs, groups)


def score_pairs(accounts: Sequence[Account]) -> list[Pair]:
    """Score every pair of reports that may tell one story, sorted."""
    ordered = sorted(accounts, key=lambda account: account.id)
    vectors = weigh(ordered)
    return [
        _pair(ordered[left], ordered[right], likeness(vectors[left], vectors[right]))
        for left, right in candidates(vectors)
    ]


def _pair(left: Account, right: Account, alike: float) -> Pair:
    conflict = conflict_of(left, right) if alike >= NOTHING else None
    if conflict is None:
        code = "words-alike" if alike >= ALIKE else "words-differ"
        return Pair(left.id, right.id, alike, veto=False, why=Why(code))
    score = 0.0 if conflict.veto else round(alike * conflict.kept, 6)
    return Pair(left.id, right.id, score, conflict.veto, conflict.why)


def _clusters(groups: Sequence[tuple[str, ...]]) -> tuple[Cluster, ...]:
    return tuple(
        Cluster(group, None, Why("reports-alike" if len(group) > 1 else "single-report"))
        for group in sorted(groups)
    )


def _links(pairs: Sequence[Pair], groups: Sequence[tuple[str, ...]]) -> tuple[Link, ...]:
    story_of = {article: number for number, group in enumerate(groups) for article in group}
    links = [
        Link(
            id=make_id("l", "same-story", pair.left, pair.right),
            relation="same-story",
            left=pair.left,
            right=pair.right,
            verdict="yes" if together else "no",
            score=round(min(1.0, pair.score / (2 * ALIKE)), 4),
            made_by=MAKER,
            why=pair.why if together or pair.why.code != "words-alike" else Why("others-differ"),
        )
        for pair in pairs
        if pair.veto or pair.score >= NOTHING
        for together in (story_of[pair.left] == story_of[pair.right],)
    ]
    return tuple(sorted(links, key=lambda link: link.id))
