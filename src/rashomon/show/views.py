"""Look-ups that every form of output needs: names for ids, in the words of the reports."""

from __future__ import annotations

from msgspec import Struct

from rashomon.types import Article, Point, RecordData, Speaker, Statement, When

SYMBOLS = {"agreed": "●", "disputed": "⇄", "denied": "✕", "single-source": "○"}
STANCES = {"for": "says", "against": "denies", "differs": "differently"}


class Views(Struct, frozen=True):
    """A record's items by id."""

    articles: dict[str, Article]
    speakers: dict[str, Speaker]
    statements: dict[str, Statement]
    points: dict[str, Point]


def views(record: RecordData) -> Views:
    """Index a record by id."""
    return Views(
        articles={article.id: article for article in record.articles},
        speakers={speaker.id: speaker for speaker in record.speakers},
        statements={statement.id: statement for statement in record.statements},
        points={point.id: point for story in record.stories for point in story.points},
    )


def outlet_name(article: Article) -> str:
    """Name a report: its outlet where that is known, else the file it came from.

    >>> outlet_name(Article("a1", "day/one.txt", "Rain fell."))
    'one.txt'
    """
    return article.outlet.name if article.outlet else article.source.rsplit("/", 1)[-1]


def speaker_name(statement: Statement, index: Views) -> str:
    """Name a statement's speaker in the words of a report; empty where nobody is known."""
    speaker = index.speakers.get(statement.speaker or "")
    if speaker:
        return speaker.name.text
    return statement.source.text if statement.source else ""


def words(statement: Statement) -> str:
    """Return a statement's content, its broken pieces joined by an ellipsis."""
    return " … ".join(span.text for span in statement.content)


def day(when: When | None) -> str:
    """Write a stretch of days as exactly as it is known.

    >>> from rashomon.types import Why
    >>> day(When("2031-05-01", "2031-05-31", "month", None, Why("x")))
    '2031-05'
    """
    if when is None:
        return ""
    if when.precision == "month" and when.start[:7] == when.end[:7]:
        return when.start[:7]
    if when.precision == "year" and when.start[:4] == when.end[:4]:
        return when.start[:4]
    return when.start if when.start == when.end else f"{when.start} to {when.end}"
