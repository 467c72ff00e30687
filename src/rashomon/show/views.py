"""Look-ups that every form of output needs: names for ids, in the words of the reports; dates as exact as they are known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec import Struct

from rashomon.types import Article, Event, Link, Point, RecordData, Speaker, Statement, When

SYMBOLS = {"agreed": "●", "disputed": "⇄", "denied": "✕", "single-source": "○"}
STANCES = {"for": "says", "against": "denies", "differs": "differently"}
# What is in dispute comes first: it is what a reader has to look at.
ORDER = {"denied": 0, "disputed": 1, "agreed": 2, "single-source": 3}
# More likely than not no point at all. A score is a chance (`compare.sureness`): of 64 points read by eye that lie below this,
# 47 were falsely joined, of 113 above it 17 (training/points/told_alike.csv; word-for-word copies, a tenth of all, left out).
WEAK = 0.5
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Views(Struct, frozen=True):
    """A record's items by id; `links` are the decisions that touch an item."""

    articles: dict[str, Article]
    speakers: dict[str, Speaker]
    statements: dict[str, Statement]
    points: dict[str, Point]
    events: dict[str, Event]
    links: dict[str, list[Link]]


def views(record: RecordData) -> Views:
    """Index a record by id."""
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in record.links:
        for end in {link.id, link.left, link.right}:
            links[end].append(link)
    return Views(
        articles={article.id: article for article in record.articles},
        speakers={speaker.id: speaker for speaker in record.speakers},
        statements={statement.id: statement for statement in record.statements},
        points={point.id: point for story in record.stories for point in story.points},
        events={event.id: event for event in record.events},
        links=dict(links),
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


def together(speaker: Speaker | None, index: Views) -> tuple[str, ...]:
    """Name the members of a group whose own name does not: those of "both men", not those of "Lind and Pell"."""
    members = (
        [index.speakers[key].name.text for key in speaker.members if key in index.speakers] if speaker else []
    )
    told = speaker.name.text.split() if speaker else []
    return tuple(members) if any(name.split()[-1] not in told for name in members) else ()


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


def date_words(when: When | None) -> str:
    """Write a stretch of days for people, never more exactly than it is known.

    >>> from rashomon.types import Why
    >>> date_words(When("2031-04-06", "2031-04-06", "day", None, Why("x")))
    'Sunday 6 April 2031'
    >>> date_words(When("2031-05-01", "2031-05-31", "month", None, Why("x")))
    'May 2031'
    >>> date_words(When("2030-12-30", "2031-01-02", "vague", None, Why("x")))
    '30 December 2030 – 2 January 2031'
    """
    if when is None:
        return ""
    if when.precision == "year" and when.start[:4] == when.end[:4]:
        return when.start[:4]
    try:
        first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    except ValueError:  # a record made elsewhere may hold dates beyond the calendar; show them as they stand
        return day(when)
    if when.precision == "month" and when.start[:7] == when.end[:7]:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return _stretch(first, last)


def _stretch(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} – {end}" if first.year == last.year else f"{start} {first.year} – {end}"


def short(text: str, limit: int) -> str:
    """Put text on one line, and cut it at a word with an ellipsis where it is longer than `limit` characters.

    >>> short("Rain fell on  Tarn", 12)
    'Rain fell…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept) + "…"


def unsure(point: Point) -> bool:
    """Say whether reports were joined on so slight a likeness that an editor has to look before using the point."""
    return point.score < WEAK and len({side.article for side in point.sides}) > 1


def told_from(point: Point) -> str:
    """Say how many reports tell a point, and how many they count as where one has its words from another.

    >>> from rashomon.types import Side, Why
    >>> def side(report: str) -> Side:
    ...     return Side("for", report, (), None, "outlet", Why("tells-it"))
    >>> point = Point("p1", None, "single-source", 1.0, 1, (side("a"), side("b")), False, (), Why("one-origin"))
    >>> told_from(point)
    'told by 2 reports with copied words, counted once'
    """
    reports = len({side.article for side in point.sides if side.stance == "for"})
    if point.origins >= reports:
        return f"told by {point.origins} report{'' if point.origins == 1 else 's'}"
    counted = "counted once" if point.origins == 1 else f"counted as {point.origins}"
    return f"told by {reports} reports with copied words, {counted}"
