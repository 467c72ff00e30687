"""Positions by party: what a person, and whoever they speak for, demands, proposes, promises, accepts, refuses, denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from rashomon.show.views import Views, outlet_name, speaker_name
from rashomon.types import Act, Statement, When

# The acts that take a position, in the order of a negotiation, with the verb that heads each column.
TAKES: dict[Act, str] = {
    "demand": "demands", "propose": "proposes", "promise": "promises", "claim-agreement": "says it is agreed",
    "refuse": "refuses", "deny": "denies", "accuse": "accuses", "warn": "warns",
}  # fmt: skip

# What somebody does in saying something, as the list of who said what begins its lines.
ACTS: dict[Act, str] = {
    **TAKES, "say": "says", "praise": "praises", "ask": "asks", "believe": "believes",
}  # fmt: skip


class Position(Struct, frozen=True):
    """One stand: when (the statement's day, else its report's; "" where neither is known), the verb, who, for whom.

    `when` is the first day, to sort by; `dated` is the whole stretch, as exactly as it is known.
    """

    when: str
    dated: When | None
    dated_by: str
    takes: str
    who: str
    on_behalf_of: str
    statement: Statement
    outlet: str
    renderings: int


class Party(Struct, frozen=True):
    """A party and its stands, oldest first; undated ones last."""

    name: str
    role: str
    speaker: str | None
    positions: tuple[Position, ...]


def parties(statements: Iterable[Statement], index: Views) -> tuple[Party, ...]:
    """Group the statements that take a position by party; those with most stands first.

    What several say as one is a stand of each of them.
    """
    stands: defaultdict[tuple[str, str | None], list[Position]] = defaultdict(list)
    for statement in statements:
        if statement.act in TAKES:
            for party in _parties(statement, index):
                stands[party].append(_position(statement, index))
    found = [
        Party(name, _role(key, index), key, tuple(sorted(taken, key=_by_day)))
        for (name, key), taken in stands.items()
    ]
    return tuple(sorted(found, key=lambda party: (not party.name, -len(party.positions), party.name)))


def _parties(statement: Statement, index: Views) -> list[tuple[str, str | None]]:
    if statement.on_behalf_of:
        return [_named(statement.on_behalf_of.text, index)]
    speaker = index.speakers.get(statement.speaker or "")
    members = [index.speakers[key] for key in speaker.members if key in index.speakers] if speaker else []
    if members:
        return [(member.name.text, member.id) for member in members]
    return [(speaker_name(statement, index), speaker.id if speaker else None)]


def _named(text: str, index: Views) -> tuple[str, str | None]:
    known = next(
        (item for item in index.speakers.values() if text in item.aliases or text == item.name.text), None
    )
    return (known.name.text, known.id) if known else (text, None)


def _role(key: str | None, index: Views) -> str:
    speaker = index.speakers.get(key or "")
    return speaker.role.text if speaker and speaker.role else ""


def _position(statement: Statement, index: Views) -> Position:
    article = index.articles[statement.article]
    when = statement.when or article.published
    return Position(
        when=when.start if when else "",
        dated=when,
        dated_by="" if when is None else "said then" if statement.when else "published then",
        takes=TAKES[statement.act],
        who=speaker_name(statement, index),
        on_behalf_of=statement.on_behalf_of.text if statement.on_behalf_of else "",
        statement=statement,
        outlet=outlet_name(article),
        renderings=len(statement.same_as),
    )


def _by_day(position: Position) -> tuple[bool, str, str, int]:
    return (not position.when, position.when, position.statement.article, position.statement.content[0].start)
