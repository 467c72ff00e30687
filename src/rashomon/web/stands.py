"""Positions by party across stories: what each demands, proposes, promises, refuses and denies, over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from rashomon.ports import Store
from rashomon.show.layout import Said, said_of
from rashomon.show.positions import Party, Position, parties
from rashomon.show.views import Views, views
from rashomon.types import RecordData, When
from rashomon.web.people import likely, on_day, place, records

# The list of parties looks through so many of the newest stories; one story of 60 reports and 1,500 points costs 60 ms,
# one of the usual size 2 ms.
MOST_LISTED = 200


class Stand(Struct, frozen=True):
    """One stand of a party: its day and what dates it, what it takes, the other renderings, the story it stands in."""

    dated: When | None
    dated_by: str
    position: Position
    said: Said
    story: str
    title: str


class Stands(Struct, frozen=True):
    """A party and its stands in all stories, oldest first, undated ones last. `whole`: no story was left out."""

    name: str
    role: str
    speaker: str | None
    stands: tuple[Stand, ...]
    stories: int
    whole: bool


class Listed(Struct, frozen=True):
    """A party in the list: in how many stories it takes how many stands, and one of those stories."""

    name: str
    role: str
    speaker: str | None
    stands: int
    stories: int
    story: str


def stands(store: Store, name: str, key: str = "", story: str = "") -> Stands | None:
    """Find the stands of a party by the id of its speaker, or by its name alone; None where it takes none.

    A party is a person, a body, or whoever a person is said to speak for. `story` is one in which it takes a stand: in a
    large store it tells the name to look for.
    """
    looked, whole = likely(store, key, story, name)
    found: list[Stand] = []
    known: Party | None = None
    for record in looked:
        index = views(record)
        for party in _of(record, index):
            if _is(party, index, name, key):
                known = known or party
                found += _stands(record, index, party)
    if known is None:
        return None
    ordered = sorted(found, key=lambda one: (*on_day(one), *place(one.position.statement)))
    return Stands(
        known.name, known.role, known.speaker, tuple(ordered), len({one.story for one in found}), whole
    )


def listed(store: Store) -> tuple[list[Listed], bool]:
    """List the parties of the newest stories, those with stands in most stories first; say whether these are all stories."""
    counts: Counter[str] = Counter()
    told: defaultdict[str, dict[str, None]] = defaultdict(dict)
    known: dict[str, Party] = {}
    for record in records(store, MOST_LISTED):
        index = views(record)
        for party in _of(record, index):
            if not party.name:
                continue
            key = party.speaker or party.name
            known.setdefault(key, party)
            counts[key] += sum(1 for _ in _stands(record, index, party))
            told[key][record.stories[0].id] = None
    found = [
        Listed(party.name, party.role, party.speaker, counts[key], len(told[key]), next(iter(told[key])))
        for key, party in known.items()
    ]
    found.sort(key=lambda one: (-one.stories, -one.stands, one.name))
    return found, store.stories.count() <= MOST_LISTED


def _of(record: RecordData, index: Views) -> tuple[Party, ...]:
    return parties(record.statements, index)


def _is(party: Party, index: Views, name: str, key: str) -> bool:
    if key and party.speaker:
        return party.speaker == key
    # where a story knows nobody of the name, a spokesman's words stand under the name alone
    speaker = index.speakers.get(party.speaker or "")
    return bool(name) and name in {party.name, *(speaker.aliases if speaker else ())}


def _stands(record: RecordData, index: Views, party: Party) -> Iterator[Stand]:
    """List a party's stands in one story; renderings of one utterance count once, the others stand beside it."""
    shown: set[str] = set()
    told = record.stories[0]
    for position in party.positions:
        statement = position.statement
        if shown.intersection(statement.same_as):
            continue
        shown.add(statement.id)
        said = said_of(statement, index)
        yield Stand(position.dated, position.dated_by, position, said, told.id, told.title.text)
