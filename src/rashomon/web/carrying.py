"""What was added to a served record stays with it when the file is written anew: it is taken over from the store before."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rashomon.ports import Store
from rashomon.spans import make_id
from rashomon.stored import Offered
from rashomon.storing import StoreError
from rashomon.web.handing import Order, hand_in
from rashomon.web.jobs import Jobs
from rashomon.web.shelf import KEPT, OF_RECORD, Shelf, opened
from rashomon.web.work import Given
from rashomon.wiring import open_inbox

log = logging.getLogger(__name__)
STAYS = "{} cannot be read ({}). What was added there in the browser stays there and is not shown here."

OTHER_NEWS = (
    "%d reports added in the browser stay in %s: this record shares no report with the one they were added to"
)


def carry_over(shelf: Shelf, jobs: Jobs) -> None:
    """Begin to take over what was added to earlier forms of this record; a store that cannot be read is named.

    Raises:
        StoreError: the store of this form of the record cannot be read.
        TooManyError: too much is waiting.
    """
    if shelf.beside is None:
        return
    found: dict[str, Offered] = {}
    for other in sorted(Path(shelf.name).parent.glob(f"{KEPT}*.db")):
        if other != Path(shelf.name):
            found |= _added_to(other, shelf, jobs)
    if not found:
        return
    key = make_id("j", *sorted(found))
    with open_inbox(shelf.name) as inbox:
        if any(handed.id == key for handed in inbox.waiting()):
            return
    count = f"{len(found)} report{'' if len(found) == 1 else 's'}"
    what = f"Taking over {count} added before the record was written anew"
    hand_in(shelf, jobs, what, Order(Given(carried=tuple(found.values()))), key=key)


def _added_to(other: Path, shelf: Shelf, jobs: Jobs) -> dict[str, Offered]:
    """List what was added in the browser to another store and is not in this one, by the ids of the offers."""
    try:
        with opened(msgspec.structs.replace(shelf, name=str(other))) as old, opened(shelf) as store:
            added = {offered.id: offered for offered in _missing(old, store)}
            if added and not _of_one_news(old, store):
                log.warning(OTHER_NEWS, len(added), other.name)
                return {}
    except StoreError as error:
        why = STAYS.format(other.name, error)
        log.warning(why)
        jobs.give_up("Looking for reports added before", why, make_id("j", other.name), "notice")
        return {}
    if added:
        log.warning(
            "%d reports added in the browser are taken over from %s: the record was written anew since",
            len(added),
            other.name,
        )
    return added


def _of_one_news(old: Store, store: Store) -> bool:
    """Say whether two stores share a report: a record of other news may have been written into the same folder."""
    return any(old.documents.article(article.id) for article in store.documents.articles())


def _missing(old: Store, store: Store) -> Iterator[Offered]:
    added = [pair for pair in old.documents.offers() if OF_RECORD not in pair[0].flags]
    known = {offered.id for offered, _ in store.documents.offers()} if added else set[str]()
    for offered, seen in added:
        # the same text may be among the reports of the record by now
        if offered.id not in known and not (seen.article and store.documents.article(seen.article)):
            yield offered
