"""The open reports laid out in common arrays, so that one of them is held against all its candidates at once.

Every report has a place: a row of figures and of dates, and a stretch of the common columns of words. Words are
numbered within the table, so that those of two reports are compared by number. What has left is cleared away when it is
more than what is there: a table grows with the reports that are open, not with those that have been.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from rashomon.group.stories_account import Account, Day
from rashomon.group.stories_figures import Bools, Floats

type Places = NDArray[np.intp]
type Dates = NDArray[np.uint64]
type Numbers = NDArray[np.int32]
# Dates of a year, one bit each: 12 months of 31 days, in words of 64 bits.
OF_MONTH, DATE_WORDS = 31, 6
FIGURES = 12
# A table clears away what has left only from so many rows on.
SLACK = 4096
NO_WORDS: Numbers = np.zeros(0, dtype=np.int32)


class Table(Struct):
    """Reports by place; changed by `put` and `remove` only.

    `names` are the ids of the reports by place, empty where a place is `free`, `days` those that they state as their own; `number_of` is the number of each word by its code.
    `words` has the numbers of the words of each place, `starts` where its stretch of `weights` (whole, beginning, title)
    and `marks` begins. Of these columns `filled` rows are written and `held` belong to reports that are there.
    """

    place_of: dict[str, int] = field(default_factory=dict[str, int])
    names: list[str] = field(default_factory=list[str])
    days: list[tuple[Day, ...]] = field(default_factory=list[tuple[Day, ...]])
    free: list[int] = field(default_factory=list[int])
    number_of: dict[int, int] = field(default_factory=dict[int, int])
    words: list[Numbers] = field(default_factory=list[Numbers])
    starts: Places = field(default_factory=lambda: np.zeros(2, dtype=np.intp))
    lengths: Places = field(default_factory=lambda: np.zeros(2, dtype=np.intp))
    figures: Floats = field(default_factory=lambda: np.zeros((2, FIGURES)))
    dates: Dates = field(default_factory=lambda: np.zeros((2, DATE_WORDS), dtype=np.uint64))
    told: Bools = field(default_factory=lambda: np.zeros(2, dtype=np.bool_))
    weights: Floats = field(default_factory=lambda: np.zeros((3, 64)))
    marks: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(64, dtype=np.uint8))
    filled: int = 0
    held: int = 0


def put(table: Table, account: Account) -> int:
    """Lay out a report; return its place."""
    place = table.free.pop() if table.free else _new_place(table)
    table.place_of[account.id] = place
    table.names[place], table.days[place] = account.id, account.days
    table.figures[place] = account.figures
    table.dates[place] = _dates(account)
    table.told[place] = bool(account.words)
    _lay_words(table, place, account)
    return place


def remove(table: Table, name: str) -> None:
    """Take a report out; its place is free for another."""
    place = table.place_of.pop(name)
    table.names[place], table.days[place] = "", ()
    table.free.append(place)
    table.words[place] = NO_WORDS
    table.held -= int(table.lengths[place])
    table.lengths[place] = 0
    if table.filled > 2 * table.held + SLACK:
        _clear_away(table)


def words_of(table: Table, places: Places) -> Numbers:
    """Put the numbers of the words of some places after one another."""
    wanted: list[int] = places.tolist()
    return np.concatenate([NO_WORDS, *(table.words[place] for place in wanted)])


def _new_place(table: Table) -> int:
    place = len(table.names)
    table.names.append("")
    table.days.append(())
    table.words.append(NO_WORDS)
    if place >= len(table.starts):
        table.starts, table.lengths = _longer(table.starts, place + 1), _longer(table.lengths, place + 1)
        table.figures, table.dates = _longer(table.figures, place + 1), _longer(table.dates, place + 1)
        table.told = _longer(table.told, place + 1)
    return place


def _lay_words(table: Table, place: int, account: Account) -> None:
    numbers, sheet = table.number_of, account.sheet
    codes: list[int] = sheet.codes.tolist()
    start, end = table.filled, table.filled + len(codes)
    if end > len(table.marks):
        table.weights = np.ascontiguousarray(_longer(table.weights.T, end).T)
        table.marks = _longer(table.marks, end)
    table.words[place] = np.array([numbers.setdefault(code, len(numbers)) for code in codes], dtype=np.int32)
    table.weights[:, start:end] = sheet.weights.T
    table.marks[start:end] = sheet.marks
    table.starts[place], table.lengths[place] = start, len(codes)
    table.filled, table.held = end, table.held + len(codes)


def _longer[T: np.generic](rows: NDArray[T], least: int) -> NDArray[T]:
    longer = np.zeros((max(least, 2 * len(rows)), *rows.shape[1:]), dtype=rows.dtype)
    longer[: len(rows)] = rows
    return longer


def _clear_away(table: Table) -> None:
    """Move what is there together, and number its words anew."""
    places = np.array(sorted(table.place_of.values()), dtype=np.intp)
    lengths = table.lengths[places]
    ends = np.cumsum(lengths)
    rows = np.arange(table.held) + np.repeat(table.starts[places] - (ends - lengths), lengths)
    table.weights, table.marks = np.ascontiguousarray(table.weights[:, rows]), table.marks[rows]
    table.starts[places] = ends - lengths
    table.filled = table.held
    codes = list(table.number_of)
    used, again = np.unique(words_of(table, places), return_inverse=True)
    table.number_of = {codes[number]: new for new, number in enumerate(used.tolist())}
    for place, start, length in zip(
        places.tolist(), (ends - lengths).tolist(), lengths.tolist(), strict=True
    ):
        table.words[place] = again[start : start + length].astype(np.int32)


def _dates(account: Account) -> Dates:
    bits = sum(1 << ((month - 1) * OF_MONTH + day - 1) for month, day in account.dates)
    return np.frombuffer(bits.to_bytes(8 * DATE_WORDS, "little"), dtype="<u8").astype(np.uint64)
