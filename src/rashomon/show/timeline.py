"""The timeline as a drawing: a lane for each report, vague dates as ranges, conflicts as forks, background apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from rashomon.show.annotated import anchor_of
from rashomon.show.views import MONTHS, Views, date_words, outlet_name, short
from rashomon.types import Entry, Story

AXIS, LABEL = 40, 74
# Days from which on a stretch that is not exact is labelled by its year: "the 1990s".
A_YEAR = 364


class Frame(Struct, frozen=True):
    """The room of a drawing, in its own units: its width, where the first and last day stand, how high a lane is.

    `name` is how far the name of a lane stands over its line; below 0 it stands left of it, on the same height.
    """

    wide: int
    left: int
    right: int
    lane: int
    name: int


# On a phone the names stand over their lanes, so that the days have the whole width and nothing scrolls sideways.
SCREEN, PHONE = Frame(1000, 150, 985, 24, -4), Frame(344, 6, 338, 36, 10)


class Dot(Struct, frozen=True):
    """One telling of one entry in one report's lane, from `x` to `end` (equal for a single day)."""

    x: float
    end: float
    y: float
    number: int
    entry: str
    title: str
    conflict: bool
    main: bool


class Drawing(Struct, frozen=True):
    """A drawing of entries: lanes, dates, dots, and forks between conflicting dots.

    A lane is its y, the y of its name, the name; a date is its x, where its label begins, the label's row, the label.
    """

    frame: Frame
    height: float
    lanes: tuple[tuple[float, float, str], ...]
    ticks: tuple[tuple[float, float, float, str], ...]
    dots: tuple[Dot, ...]
    stems: tuple[tuple[float, float, float], ...]
    forks: tuple[str, ...]


class Dated(Struct, frozen=True):
    """One entry of the list under the drawing: its number, its date, and by report the places of its words."""

    number: int
    entry: Entry
    when: str
    background: bool
    reports: tuple[tuple[str, tuple[str, ...]], ...]


class Timeline(Struct, frozen=True):
    """A story's dated happenings: what is its news, what is background, and the drawings of both, for screen and phone."""

    entries: tuple[Dated, ...]
    news: tuple[Drawing, ...]
    background: tuple[Drawing, ...]


def timeline(story: Story, entries: Sequence[Entry], index: Views) -> Timeline:
    """Draw those entries that the story's reports tell; entries whose event no report has as news are background."""
    members = set(story.articles)
    mine = [entry for entry in entries if {span.article for span in entry.mentions} & members]
    dated = tuple(_dated(number, entry, story, index) for number, entry in enumerate(mine, 1))
    return Timeline(
        entries=dated,
        news=_drawings([item for item in dated if not item.background], story, index),
        background=_drawings([item for item in dated if item.background], story, index),
    )


def _dated(number: int, entry: Entry, story: Story, index: Views) -> Dated:
    event = index.events.get(entry.event or "")
    news = event is not None and bool(set(event.articles) & set(story.articles))
    places: dict[str, list[str]] = {}
    for span in entry.mentions:
        if span.article in story.articles:
            places.setdefault(span.article, []).append(anchor_of(span))
    told = tuple((outlet_name(index.articles[key]), tuple(found)) for key, found in places.items())
    return Dated(number, entry, date_words(entry.when), not news, told)


def _drawings(items: Sequence[Dated], story: Story, index: Views) -> tuple[Drawing, ...]:
    drawn = [item for item in items if _days(item.entry)]
    return tuple(_drawing(drawn, story, index, frame) for frame in (SCREEN, PHONE)) if drawn else ()


def _drawing(items: Sequence[Dated], story: Story, index: Views, frame: Frame) -> Drawing:
    stretches = {item.entry.id: days for item in items if (days := _days(item.entry))}
    scale = _scale(sorted({edge for days in stretches.values() for edge in days}), frame)
    told = {span.article for item in items for span in item.entry.mentions}
    lanes = [article for article in story.articles if article in told]
    heights = {key: AXIS + frame.lane * (place + 0.5) for place, key in enumerate(lanes)}
    dots = tuple(
        dot for item in items for dot in _dots(item, story, heights, scale, stretches[item.entry.id])
    )
    return Drawing(
        frame=frame,
        height=AXIS + frame.lane * len(lanes) + 8,
        lanes=tuple(
            (heights[key], heights[key] - frame.name, short(outlet_name(index.articles[key]), 21))
            for key in lanes
        ),
        ticks=_ticks([(stretches[item.entry.id][0], _label(item.entry)) for item in items], scale, frame),
        # the main event's last: where two happenings share a day, it lies on top
        dots=tuple(sorted(dots, key=lambda dot: dot.main)),
        stems=_stems(dots),
        forks=_forks(dots, {item.entry.id: item.entry for item in items}),
    )


def _days(entry: Entry) -> tuple[date, date] | None:
    """Return an entry's first day and the day after its last; None where they are no days of the calendar."""
    try:
        first, last = date.fromisoformat(entry.when.start), date.fromisoformat(entry.when.end)
        return (first, last + timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def _scale(edges: Sequence[date], frame: Frame) -> dict[date, float]:
    """Place days from left to right: a gap is as wide as the logarithm of its days, so that decades leave room."""
    gaps = [1 + math.log2((right - left).days) for left, right in pairwise(edges)]
    unit = (frame.right - frame.left) / (sum(gaps) or 1)
    places = {edges[0]: float(frame.left)}
    for day, gap in zip(edges[1:], gaps, strict=True):
        places[day] = max(places.values()) + gap * unit
    return places


def _dots(
    item: Dated, story: Story, heights: dict[str, float], scale: dict[date, float], days: tuple[date, date]
) -> list[Dot]:
    left, right = scale[days[0]], scale[days[1]]
    one_day = (days[1] - days[0]).days == 1
    middle = min((left + right) / 2, left + 14)
    start, end = (middle, middle) if one_day else (left + 3, right - 3)
    title = f"{item.number}. {item.when}: {short(item.entry.what.text, 110)}"
    return [
        Dot(
            round(start, 1), round(end, 1), heights[article], item.number, item.entry.id, title,
            bool(item.entry.conflict), item.entry.event is not None and item.entry.event == story.event,
        )
        for article in sorted({span.article for span in item.entry.mentions} & heights.keys())
    ]  # fmt: skip


def _ticks(
    starts: Iterable[tuple[date, str]], scale: dict[date, float], frame: Frame
) -> tuple[tuple[float, float, float, str], ...]:
    # of labels for one day the longest: it is the most exact
    labels = dict(sorted(starts, key=lambda start: (start[0], len(start[1]))))
    free = [0.0, 0.0]
    ticks: list[tuple[float, float, float, str]] = []
    for first, label in labels.items():
        x, words = scale[first], min(scale[first] + 3, frame.wide - LABEL)
        row = next((row for row in (0, 1) if free[row] <= words), None)
        if row is None:
            continue
        free[row] = words + LABEL
        ticks.append((round(x, 1), round(words, 1), 12 + 14 * row, label))
    return tuple(ticks)


def _label(entry: Entry) -> str:
    """Write where an entry begins, never more exactly than it is known: a year is not its first of January."""
    first = date.fromisoformat(entry.when.start)
    long = (date.fromisoformat(entry.when.end) - first).days >= A_YEAR
    if entry.when.precision == "year" or (entry.when.precision == "vague" and long):
        return str(first.year)
    month = f"{MONTHS[first.month - 1][:3]} {first.year}"
    return month if entry.when.precision in {"month", "vague"} else f"{first.day} {month}"


def _stems(dots: Sequence[Dot]) -> tuple[tuple[float, float, float], ...]:
    by_entry: dict[str, list[Dot]] = {}
    for dot in dots:
        by_entry.setdefault(dot.entry, []).append(dot)
    return tuple(
        (group[0].x, min(dot.y for dot in group), max(dot.y for dot in group))
        for group in by_entry.values()
        if len(group) > 1
    )


def _forks(dots: Sequence[Dot], entries: dict[str, Entry]) -> tuple[str, ...]:
    first = {dot.entry: dot for dot in reversed(dots)}
    pairs = {
        tuple(sorted((key, other)))
        for key, entry in entries.items()
        for other in entry.conflict
        if key in first and other in first
    }
    return tuple(_curve(first[left], first[right]) for left, right in sorted(pairs))


def _curve(left: Dot, right: Dot) -> str:
    x, y, to_x, to_y = left.end, left.y, right.x, right.y
    bend = min(y, to_y) - 16
    return f"M{x:.1f} {y:.1f} C{x:.1f} {bend:.1f} {to_x:.1f} {bend:.1f} {to_x:.1f} {to_y:.1f}"
