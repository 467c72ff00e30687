"""The grid: points by reports, and in each cell what that report says, denies, tells differently or leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from rashomon.show.annotated import anchor_of
from rashomon.show.parts import parts_after_wholes
from rashomon.show.views import STANCES, Views, speaker_name
from rashomon.show.weight import by_weight
from rashomon.types import Point, Side, Silence, Story, Why

# Up to so many reports the words stand in the cells; above, a cell holds a symbol and the words open with the row.
WORDED = 8
# So many rows are shown before the reader asks for more; all of them where JavaScript is off.
FIRST_ROWS = 40
# Of a point with one origin no report is called silent; "only one tells it" beside three copies would seem wrong.
ALONE = "only one tells it"
GLYPHS = {"says": "●", "denies": "✕", "differently": "⇄"}


class Telling(Struct, frozen=True, gc=False):
    """One side of a point: the column of its report, the word for its stance, who says it, words with their places."""

    column: int
    article: str
    stance: str
    who: str
    own: bool
    quotes: tuple[tuple[str, str], ...]
    why: str


class Cell(Struct, frozen=True, gc=False):
    """A run of `width` reports that a row treats alike. `kind`: says, denies, differently, silent, or empty."""

    kind: str
    glyph: str
    width: int
    column: int
    tellings: tuple[Telling, ...]
    strength: str
    why: str

    @property
    def tone(self) -> str:
        """The one stance that a cell is coloured by: what is denied or told differently, before what is said."""
        return next((word for word in ("denies", "differently") if word in self.kind), self.kind)


class Row(Struct, frozen=True, gc=False):
    """One point as a row. `split` is what the rows can be sorted by, beside their weight and origins; `whole` the point it is a part of."""

    point: Point
    cells: tuple[Cell, ...]
    tellings: tuple[Telling, ...]
    silences: tuple[tuple[str, str, tuple[int, ...]], ...]
    split: int
    far: bool
    whole: str | None


def grid_rows(story: Story, index: Views) -> tuple[Row, ...]:
    """Lay out the points of a story, the weightiest first, parts of a longer one behind it; columns follow the story's reports."""
    columns = {article: number for number, article in enumerate(story.articles)}
    ordered = parts_after_wholes(story.points, by_weight(index.articles))
    return tuple(
        _row(point, place, columns, index, whole=whole) for place, (point, whole) in enumerate(ordered)
    )


def _row(point: Point, place: int, columns: dict[str, int], index: Views, *, whole: str | None) -> Row:
    tellings = tuple(
        sorted((_telling(side, columns, index) for side in point.sides), key=lambda telling: telling.column)
    )
    opposed = sum(side.stance != "for" for side in point.sides)
    return Row(
        point=point,
        cells=_cells(point, tellings, columns),
        tellings=tellings,
        silences=_silences(point.silent, columns),
        split=min(opposed, len(point.sides) - opposed) * 100 + opposed,
        far=place >= FIRST_ROWS,
        whole=whole,
    )


def _telling(side: Side, columns: dict[str, int], index: Views) -> Telling:
    said = index.statements.get(side.statement or "")
    return Telling(
        column=columns[side.article],
        article=side.article,
        stance=STANCES[side.stance],
        who=speaker_name(said, index) if said else "",
        own=said is None,
        quotes=tuple((anchor_of(span), span.text) for span in side.spans),
        why=reason(side.why),
    )


def numbered(places: Sequence[int]) -> str:
    """Write columns by their numbers, runs as ranges.

    >>> numbered((0, 2, 3, 4, 8))
    '1, 3–5, 9'
    """
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else str(run[0] + 1) for run in runs)


def reason(why: Why) -> str:
    """Write a reason as its code and the first words that decided it."""
    return _plain(why.code)


@lru_cache(1024)
def _plain(code: str) -> str:
    return code.replace(":", ": ").replace("-", " ")


def _cells(point: Point, tellings: Sequence[Telling], columns: dict[str, int]) -> tuple[Cell, ...]:
    told: defaultdict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        told[telling.column].append(telling)
    silent = {columns[item.article]: item for item in point.silent}
    if len(columns) > WORDED:
        return tuple(_narrow(told, silent, len(columns)))
    return tuple(
        _told(told[column], column) if column in told else _untold(silent.get(column), column)
        for column in range(len(columns))
    )


def _narrow(told: dict[int, list[Telling]], silent: dict[int, Silence], width: int) -> Iterator[Cell]:
    """Lay out one cell for each report that tells the point, and one for each run of reports that do not."""
    free = 0
    for column in (*told, width):
        if column > free:
            heard = (silent.get(place) for place in range(free, column))
            found = any(silence and silence.strength != "not-applicable" for silence in heard)
            yield Cell("silent" if found else "", "", column - free, free, (), "", "")
        if column < width:
            yield _told(told[column], column)
        free = column + 1


def _told(tellings: list[Telling], column: int) -> Cell:
    found = {telling.stance for telling in tellings}
    kind = next(word for word in ("denies", "differently", "says") if word in found)
    words = " and ".join(word for word in STANCES.values() if word in found)
    return Cell(words, GLYPHS[kind], 1, column, _each_stance_first(tellings), "", "")


def _each_stance_first(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    """Put one telling of each stance before the rest, what is denied first: a cell has room for two."""
    rank = {"denies": 0, "differently": 1, "says": 2}
    firsts = {telling.stance: telling for telling in reversed(tellings)}
    leading = sorted(firsts.values(), key=lambda telling: rank[telling.stance])
    return (*leading, *(telling for telling in tellings if telling is not firsts[telling.stance]))


def _untold(silence: Silence | None, column: int) -> Cell:
    if silence is None or silence.strength == "not-applicable":
        why = reason(silence.why) if silence else ""
        return Cell("", "", 1, column, (), "", "not told" if why == ALONE else why)
    return Cell("silent", "", 1, column, (), silence.strength, reason(silence.why))


def _silences(
    silent: Sequence[Silence], columns: dict[str, int]
) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for silence in silent:
        alike[silence.strength, silence.why.code].append(columns[silence.article])
    rank = {"strong": 0, "medium": 1, "weak": 2, "not-applicable": 3}
    ordered = sorted(
        ((strength, _plain(code), places) for (strength, code), places in alike.items()),
        key=lambda item: (rank[item[0]], item[1]),
    )
    return tuple((strength, why, tuple(sorted(places))) for strength, why, places in ordered)
