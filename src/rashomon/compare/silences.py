"""What a report leaves out, graded by what it could have known. Never "hid": a report may not know, or may not care."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.compare.cues import words
from rashomon.compare.units import Unit
from rashomon.types import Dossier, Reading, Silence, Span, Strength, Why

# A report of less than this part of the story's middle length has no room for most points.
SHORT = 0.5
# A point that fewer reports tell than this is not missed in the others: everybody has something of his own.
TELLERS = 2


class Told(Struct, frozen=True):
    """Who tells a point: its units.

    `partial`: statements in silent reports that render one of its utterances; `near`: reports with a passage near to it.
    """

    units: tuple[Unit, ...]
    partial: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    near: frozenset[str] = frozenset()


def find_silences(told: Told, dossier: Dossier) -> tuple[Silence, ...]:
    """Grade the silence of each report that tells nothing of a point, in the order of reports."""
    telling = {unit.article for unit in told.units}
    readings = sorted(dossier.readings, key=lambda reading: reading.article.id)
    middle = sorted(_length(reading) for reading in readings)[len(readings) // 2] if readings else 0
    return tuple(
        _silence(told, reading, dossier, middle) for reading in readings if reading.article.id not in telling
    )


def _silence(told: Told, reading: Reading, dossier: Dossier, middle: int) -> Silence:
    article = reading.article
    around = dict(told.partial).get(article.id)
    if not reading.sentences:
        return Silence(article.id, "not-applicable", Why("no-report-text"))
    if _too_early(told.units, reading):
        return Silence(article.id, "not-applicable", Why("earlier-than-the-event"))
    if around:
        return Silence(article.id, "strong", Why("quotes-around-it", around))
    code = _excuse(told, reading, dossier, middle)
    strength: Strength = "weak" if code else "medium"
    return Silence(article.id, strength, Why(code or "could-have-known"))


def _excuse(told: Told, reading: Reading, dossier: Dossier, middle: int) -> str:
    telling = {unit.article for unit in told.units}
    # what most reports tell is the news of the story itself, and no other event
    most = 2 * len(telling) > len(dossier.readings)
    if len(telling) < TELLERS:
        return "only-one-tells-it"
    if reading.article.id in told.near:
        return "perhaps-told"
    if not most and _other_news(told.units, reading, dossier):
        return "other-event"
    return _no_room(told.units, reading, dossier, middle)


def _no_room(units: Sequence[Unit], reading: Reading, dossier: Dossier, middle: int) -> str:
    if any(mark.kind == "cut" for mark in reading.article.marks):
        return "cut-short"
    if _length(reading) < SHORT * middle:
        return "short-report"
    return "perhaps-earlier" if _perhaps_earlier(units, reading, dossier) else ""


def _length(reading: Reading) -> int:
    return sum(s.span.end - s.span.start for s in reading.sentences)


def _too_early(units: Sequence[Unit], reading: Reading) -> bool:
    published = reading.article.published
    starts = [start for unit in units for start, end in unit.days if start == end]
    # words may look forward; only a day that every teller gives and that lies after this report excuses it
    return (
        published is not None and len(starts) == len(units) > 0 and all(published.end < day for day in starts)
    )


def _other_news(units: Sequence[Unit], reading: Reading, dossier: Dossier) -> bool:
    about = {event for unit in units for event in unit.events}
    known = {e.id for e in dossier.events if any(m.article == reading.article.id for m in e.mentions)}
    return bool(about) and not about & known


def _perhaps_earlier(units: Sequence[Unit], reading: Reading, dossier: Dossier) -> bool:
    """A report may be older than the point: told as of a weekday, or published later, that this report does not know."""
    said = reading.article.text.lower()
    days = {day for day in words("weekdays") for unit in units if day in unit.whole.lower().split()}
    if days and not any(day in said for day in days):
        return True
    published = {r.article.id: r.article.published for r in dossier.readings}
    mine = published.get(reading.article.id)
    others = [published.get(unit.article) for unit in units]
    return mine is not None and bool(others) and all(o is not None and o.start > mine.end for o in others)
