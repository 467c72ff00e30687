"""A record.json that is written anew gets a store of its own: what people gave to the stores of its earlier forms comes along."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rashomon.gather.offers import read_offered
from rashomon.gather.worker import PageReader
from rashomon.ports import Store
from rashomon.storing import Inbox, StoreError
from rashomon.types import RecordData
from rashomon.wiring import open_inbox, open_store

# The store beside a record.json: this and the digest of the file.
KEPT = "serve-"
# The run that puts the reports of a record.json into its store.
FROM_RECORD = "record.json"
log = logging.getLogger(__name__)


def _earlier(kept: Path) -> Iterator[Path]:
    return (other for other in sorted(kept.parent.glob(f"{KEPT}*.db")) if other != kept)


def take_over(kept: Path) -> int:
    """Take over what waits in the stores of this file's earlier forms; returns how many hand-ins came.

    Each is kept here before it leaves there: a stop between the two leaves it in both, and it comes once.
    """
    with open_inbox(kept) as inbox:
        known = {handed.id for handed in inbox.waiting()}
        return sum(_take_over(other, inbox, known) for other in _earlier(kept))


def _take_over(other: Path, inbox: Inbox, known: set[str]) -> int:
    try:
        with open_inbox(other) as old:
            left = old.waiting()
            for handed in left:
                if handed.id not in known:
                    inbox.add(handed)
                old.done(handed.id)
    except StoreError as error:  # an old store that cannot be opened costs the new one nothing, and is named
        log.warning("%s: what was handed in there is not looked at (%s)", other.name, error)
        return 0
    if left:
        log.warning(
            "%d hand-ins of %s are taken over: the record was written anew since", len(left), other.name
        )
    return len(left)


def carry_over(store: Store, record: RecordData, kept: Path, now: str) -> int:
    """Carry reports over that people added to the stores of this file's earlier forms; returns how many are new here.

    Only from a store that shares a report with the record: another one is of other news, and only named. The old
    stores stay as they are.
    """
    before = store.documents.counts().ingested
    for other in _earlier(kept):
        try:
            with closing(open_store(other, write=False)) as old:
                _carry(old, store, record, other.name, now)
        except StoreError as error:
            log.warning("%s: reports that were added there stay there (%s)", other.name, error)
    return store.documents.counts().ingested - before


def _carry(old: Store, store: Store, record: RecordData, name: str, now: str) -> None:
    added = list(old.documents.offers(but=FROM_RECORD))
    if not added:
        return
    if not any(old.documents.article(article.id) for article in record.articles):
        log.warning("%s: %d reports that were added there stay there: it is of other news", name, len(added))
        return
    log.warning("%d reports that were added in %s come along: the record was written anew", len(added), name)
    run = store.documents.begin(f"added in {name}", now)
    with closing(PageReader()) as reader:
        for offered, _ in added:
            if store.documents.again(offered.id, run, now) is None:
                store.documents.take(offered, read_offered(offered, reader)[0], run, now)
    store.documents.end(run, now)
