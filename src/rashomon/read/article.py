"""What one article says by itself: the order of the readers."""

from __future__ import annotations

from rashomon.ports import Parser, Tagger
from rashomon.read.attribution import attribute
from rashomon.read.body import mark_body
from rashomon.read.channels import add_channels
from rashomon.read.clauses import grow_tree
from rashomon.read.happenings import find_happenings
from rashomon.read.numbers import find_quantities
from rashomon.read.people import find_people
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.read.times import find_times, time_gaps
from rashomon.types import Article, Gap, Reading


def read_article(
    article: Article, *, parser: Parser, tagger: Tagger | None = None, min_score: float = 0.0
) -> Reading:
    """Read one article: a pure function of its text, its given metadata and the models.

    The reading's `article` carries the marks and what the text itself says of outlet and dates; everything else in
    the reading is spans over that text. What could not be decided stands in `gaps`. Statements less sure than
    `min_score` (0 to 1) are left out.
    """
    marked = mark_body(article)
    tokens, sentences = split_sentences(marked, parser)
    mentions, speakers = find_people(marked, tokens, sentences)
    times = find_times(marked, tokens, sentences)
    tree = grow_tree(tokens, sentences)
    found = find_statements(marked, tokens, sentences, tagger, tree=tree)
    found = tuple(statement for statement in found if statement.score >= min_score)
    statements, mentions, speakers, gaps = attribute(
        marked, tokens, sentences, found, mentions, speakers, times
    )
    statements = add_channels(marked, tree, statements)
    return Reading(
        article=marked,
        tokens=tokens,
        sentences=sentences,
        mentions=mentions,
        speakers=speakers,
        statements=statements,
        times=times,
        quantities=find_quantities(marked, tokens, sentences),
        happenings=find_happenings(marked, tokens, sentences, mentions, times, statements),
        gaps=(*_unread(marked, tokens), *time_gaps(marked, times), *gaps),
    )


def _unread(article: Article, tokens: tuple[object, ...]) -> tuple[Gap, ...]:
    if not tokens:
        return (Gap(article.id, None, "report", "no-report-text"),)
    if not article.language.startswith(("en", "und")):
        return (Gap(article.id, None, "language", f"read-as-english-but-{article.language}"),)
    return ()
