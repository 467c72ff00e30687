"""How much a point weighs for a reader: what is in dispute first, then what many reports tell early and in full words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashomon.show.views import ORDER, unsure
from rashomon.types import Article, Point

Weight = tuple[int, bool, float, str]
# A report puts first what matters most: words this far below its top weigh half as much as its headline. About the first
# three paragraphs of a wire report. Of the top five agreed points of seven stories, as one reader judged them, 24 of 35
# told the news when those that most reports tell stood first; in this order 28 do.
LEAD = 800
# Fewer words than this are seldom a whole claim ("before the bell had rung"), and weigh less in proportion.
FULL = 8


def by_weight(articles: Mapping[str, Article]) -> Callable[[Point], Weight]:
    """Return the sort key of points: by status, what was joined surely before what was not, then by weight."""

    def key(point: Point) -> Weight:
        return ORDER[point.status], unsure(point), -weight(point, articles), point.id

    return key


def weight(point: Point, articles: Mapping[str, Article]) -> float:
    """Add up how high each report puts a point, reports of one origin counting as one; less where its words are few."""
    tops: dict[str, float] = {}
    for side in point.sides:
        place = min((span.start for span in side.spans), default=0)
        tops[side.article] = max(tops.get(side.article, 0.0), _height(articles[side.article], place))
    telling = len({side.article for side in point.sides if side.stance == "for"}) or 1
    told = sum(tops.values()) * min(1.0, point.origins / telling)
    return round(told * min(1.0, len(point.gist.text.split()) / FULL), 6)


def _height(article: Article, place: int) -> float:
    """Say how near the top of a report its words stand, from 1 downwards; furniture above them does not count."""
    above = sum(
        min(mark.span.end, place) - mark.span.start
        for mark in article.marks
        if mark.span.start < place and mark.kind != "cut"
    )
    return LEAD / (LEAD + max(place - above, 0))
