"""Which days a passage tells, and which dated events a report mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.spans import inside
from rashomon.types import Dossier, Reading, Span


def events_by_report(dossier: Dossier) -> dict[str, list[tuple[str, tuple[Span, ...]]]]:
    """Map each report to the dated events it mentions, in the order of the story, with its own mentions only."""
    found: dict[str, list[tuple[str, tuple[Span, ...]]]] = defaultdict(list)
    for event in dossier.events:
        mentions: dict[str, list[Span]] = defaultdict(list)
        for mention in event.mentions if event.when is not None else ():
            mentions[mention.article].append(mention)
        for article, own in mentions.items():
            found[article].append((event.id, tuple(own)))
    return found


def days_of(reading: Reading, spans: Sequence[Span]) -> tuple[tuple[str, str], ...]:
    """List the stretches of days that words inside spans tell, where they are known."""
    return tuple(
        (dated.when.start, dated.when.end)
        for dated in reading.times
        if dated.when is not None and any(inside(dated.span, span) for span in spans)
    )


def one_day(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> bool:
    """Say whether two passages may tell of one day: some of their stretches meet, or one tells none.

    >>> one_day([("2031-05-01", "2031-05-01")], [("2031-05-01", "2031-05-31")]), one_day([], [("2031-05-01", "2031-05-01")])
    (True, True)
    """
    if not left or not right:
        return True
    return any(a[0] <= b[1] and b[0] <= a[1] for a in left for b in right)
