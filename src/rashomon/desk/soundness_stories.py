"""Whether a kept comparison is what comparing its story could have made: its spans stand there, its ids are known."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from rashomon.compare.verify import all_hold, story_breaches
from rashomon.desk.soundness import is_stretch
from rashomon.spans import make_id
from rashomon.types import Comparison, Dossier, Story


def fault_of_comparison(comparison: Comparison, case: Dossier) -> str:
    """Say what is wrong with the kept comparison of a story; "" where it may be used."""
    story, cluster = comparison.story, case.cluster
    articles = tuple(sorted(cluster.articles))
    ours = (make_id("y", *articles), articles, cluster.event, cluster.why)
    if (story.id, story.articles, story.event, story.why) != ours:
        return "it is of another story"
    if not all_hold(comparison, {reading.article.id: reading.article for reading in case.readings}):
        return "a span is not what stands at its place"
    if breach := next(story_breaches(story), ""):
        return breach
    return (
        _fault_of_ids(comparison, case)
        or _fault_of_entries(comparison, case)
        or _fault_of_figures(comparison)
    )


def _fault_of_ids(comparison: Comparison, case: Dossier) -> str:
    story, inside = comparison.story, {None, *comparison.story.articles}
    said = {statement.id for reading in case.readings for statement in reading.statements}
    points = [point.id for point in story.points]
    if len(set(points)) < len(points) or not all(points):
        return "two points have one name, or one has none"
    if not said.issuperset(_statements_named(comparison)):
        return "it names a statement that its reports do not hold"
    if any(link.id != make_id("l", link.relation, link.left, link.right) for link in comparison.links):
        return "a link has the name of another"
    if any(origin.id != make_id("o", *origin.articles) for origin in story.origins):
        return "a witness has the name of another"
    told = {*_articles_told(story), *(gap.article for gap in comparison.gaps)}
    return "" if told <= inside else "it is of a report that is not in its story"


def _statements_named(comparison: Comparison) -> Iterator[str]:
    for link in comparison.links:
        yield from (link.left, link.right)
    for point in comparison.story.points:
        yield from (side.statement for side in point.sides if side.statement is not None)


def _articles_told(story: Story) -> Iterator[str]:
    """Name the reports of wordings and numbers; a part that has spans of another report is of none."""
    for wording in story.wordings:
        yield from (use.article for use in wording.uses)
        yield from (span.article for use in wording.uses for span in use.spans)
    for number in story.numbers:
        yield from (value.article for value in number.values)


def _fault_of_entries(comparison: Comparison, case: Dossier) -> str:
    dated = {entry.id for entry in comparison.timeline}
    happened = {None, *(event.id for event in case.events)}
    if len(dated) < len(comparison.timeline):
        return "an entry stands twice"
    for entry in comparison.timeline:
        if entry.event not in happened or (entry.event and entry.id != make_id("w", entry.event)):
            return "an entry is of an event that its reports do not tell"
        if not is_stretch(entry.when):
            return "an entry is of days that are none"
        if not dated.issuperset(entry.conflict):
            return "an entry is in conflict with one that is not there"
    return ""


def _fault_of_figures(comparison: Comparison) -> str:
    story = comparison.story
    scores = [item.score for item in (*story.points, *story.wordings, *comparison.links)]
    if not all(0 <= score <= 1 for score in scores):
        return "a score is not between 0 and 1"
    values = [one for number in story.numbers for value in number.values for one in (value.low, value.high)]
    return "a value is no number" if any(map(isnan, values)) else ""
