"""A story whose comparison could not be had: its reports and who took over from whom, no points, and a gap that says so."""

from __future__ import annotations

from rashomon.compare.origins import find_origins
from rashomon.spans import cut, make_id
from rashomon.types import Comparison, Dossier, Gap, Span, Story


def uncompared_story(dossier: Dossier, why: str) -> Comparison:
    """Stand in for the comparison of a story: every report keeps its place in the record."""
    articles = tuple(sorted(dossier.cluster.articles))
    story = Story(
        id=make_id("y", *articles),
        title=_title(dossier),
        event=dossier.cluster.event,
        articles=articles,
        why=dossier.cluster.why,
        origins=find_origins(dossier),
        points=(),
        wordings=(),
        numbers=(),
    )
    return Comparison(story=story, gaps=tuple(Gap(article, None, "comparison", why) for article in articles))


def _title(dossier: Dossier) -> Span:
    known = [reading.article.title for reading in dossier.readings if reading.article.title]
    first = dossier.readings[0].article
    return known[0] if known else cut(first, 0, len(first.text))
