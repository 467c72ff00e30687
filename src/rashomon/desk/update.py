"""Bringing a store's record up to date: what is new is read, only the stories it touches are compared again."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from rashomon.desk.excerpt import ground_digest, shelve, telling
from rashomon.desk.remembering import Makers, Remembering, grounds_maker
from rashomon.pipeline import Models, Progress, build_record
from rashomon.ports import Engine, Store
from rashomon.stored import record_digest
from rashomon.types import Intake, MadeBy, RecordData

log = logging.getLogger(__name__)
# A fingerprint of the grounds, a space, the digest of the excerpt (see `_pair`).
GROUNDED = re.compile(rb"[0-9a-f]{64} [0-9a-f]{64}")


class Updated(Struct, frozen=True):
    """What an update did: reports read, stories compared, lines of the list that changed, stories there are.

    `refused` are pieces of kept work that were damaged or of something else, and were made anew.
    """

    read: int
    compared: int
    changed: int
    stories: int
    reports: int
    refused: int = 0


def rebuild(
    store: Store,
    *,
    models: Models,
    engine: Engine,
    made_by: MadeBy,
    makers: Makers,
    min_score: float,
    progress: Progress | None = None,
) -> tuple[RecordData, Remembering]:
    """Build the record of everything in a store: the bytes of one run over the same reports.

    It goes the way of `build_record`, with an engine that remembers; what was done before a kill is not done again.
    """
    memory = Remembering(engine, store, makers)
    record = build_record(
        list(store.documents.articles()),
        models=models,
        engine=memory,
        memory=memory,
        made_by=made_by,
        intake=account(store),
        gaps=list(store.documents.gaps()),
        min_score=min_score,
        decisions=store.decisions.decisions(),
        progress=progress,
    )
    return record, memory


def account(store: Store) -> Intake:
    """Return the account of everything offered, as a record holds it: each sighting once, by source."""
    taken = tuple(store.documents.taken())
    outcomes = [item.outcome for item in taken]
    counts = (outcomes.count("read"), outcomes.count("duplicate"), outcomes.count("skipped"))
    return Intake(len(taken), *counts, taken)


def keep(store: Store, record: RecordData, memory: Remembering, now: str) -> Updated:
    """Keep a record with its stories; those that are as they were are left alone."""
    shelves = shelve(record)
    grounds = {story.id: ground_digest(shelves, story) for story in record.stories}
    before, known = store.stories.digests(), store.readings.parts(grounds_maker())
    new = [story for story in record.stories if known.get(story.id) != _pair(grounds, before, story.id)]
    told = {story.id: telling(shelves, story, now) for story in new}
    digests = {key: record_digest(one.record) for key, one in told.items()}
    changed = [one for key, one in told.items() if before.get(key) != digests[key]]
    with store.together():
        store.stories.save(record, changed, now)
        store.readings.forget_keys(grounds_maker(), known.keys() - grounds.keys())
        store.readings.keep_parts(grounds_maker(), {key: _pair(grounds, digests, key) for key in told})
    done = Updated(
        memory.read,
        memory.compared,
        len(changed),
        len(record.stories),
        len(record.articles),
        memory.refused + sum(not _is_pair(one) for one in known.values()),
    )
    log.info("update", extra=msgspec.structs.asdict(done))
    return done


def _pair(grounds: Mapping[str, str], digests: Mapping[str, str], key: str) -> bytes:
    """What is kept of a story: what its excerpt was cut from, and the excerpt that came of it."""
    return f"{grounds[key]} {digests.get(key, '')}".encode()


def _is_pair(packed: bytes | None) -> bool:
    # what is None could not be unpacked
    return packed is not None and GROUNDED.fullmatch(packed) is not None


def unread(store: Store, reports: Sequence[str]) -> int:
    """Count the articles of a store that its record does not hold yet."""
    return len({article.id for article in store.documents.articles()} - set(reports))
