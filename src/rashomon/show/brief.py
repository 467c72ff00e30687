"""A story in short: the few points a reader needs first, what is in dispute beside what is agreed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from rashomon.show.grid import Row, Telling
from rashomon.show.views import unsure

# What a reader takes in within a minute, and what fits the first screen of a laptop.
DISPUTES, AGREED = 4, 6
# Two points of which one has so many of the other's words tell the same thing to a reader in a hurry.
ALIKE = 0.7
# Shorter words are mostly the joints of a sentence.
LONG = 4
WORD = re.compile(r"\w+")


class Dispute(Struct, frozen=True):
    """A point in dispute: who says so, and who denies it or tells it differently."""

    row: Row
    against: tuple[Telling, ...]
    said: tuple[Telling, ...]


class Brief(Struct, frozen=True):
    """The weightiest points of a story, none telling what another of them tells."""

    disputes: tuple[Dispute, ...]
    agreed: tuple[Row, ...]


def brief(rows: Sequence[Row]) -> Brief:
    """Choose from rows by weight; an agreed point that repeats what is in dispute is left out too."""
    wholes = [row for row in rows if row.whole is None]
    contested = _apart((row for row in wholes if row.point.status in {"denied", "disputed"}), DISPUTES)
    sure = [row for row in wholes if row.point.status == "agreed" and not unsure(row.point)]
    # what breaks off or has no verb opens nothing: it stands last, and only where too few others do
    agreed = _apart(sorted(sure, key=lambda row: not row.point.whole), AGREED, contested)
    return Brief(tuple(_dispute(row) for row in contested), tuple(agreed))


def _apart(rows: Iterable[Row], most: int, before: Sequence[Row] = ()) -> list[Row]:
    chosen: list[Row] = []
    for row in rows:
        if len(chosen) == most:
            break
        if not any(_alike(row, other) for other in (*before, *chosen)):
            chosen.append(row)
    return chosen


def _alike(one: Row, other: Row) -> bool:
    """Say whether two points share most words, or are denied by the same words of one report."""
    left, right = (_words(row.point.gist.text) for row in (one, other))
    if len(left & right) >= ALIKE * max(min(len(left), len(right)), 1):
        return True
    return bool(_denials(one) & _denials(other))


def _words(text: str) -> frozenset[str]:
    found = WORD.findall(text.casefold())
    return frozenset(word for word in found if len(word) >= LONG) or frozenset(found)


def _denials(row: Row) -> frozenset[str]:
    return frozenset(telling.quotes[0][0] for telling in row.tellings if telling.stance != "says")


def _dispute(row: Row) -> Dispute:
    """Take two voices of each side, one for each speaker, those who speak for themselves before the reports."""
    sides = [
        [telling for telling in row.tellings if (telling.stance == "says") is said] for said in (False, True)
    ]
    return Dispute(row, *(_voices(side) for side in sides))


def _voices(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    by_voice = {(telling.own, telling.who): telling for telling in reversed(tellings)}
    return tuple(sorted(by_voice.values(), key=lambda telling: (telling.own, telling.column))[:2])
