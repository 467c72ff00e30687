"""Where the application reads and writes: the same store as the command line, opened anew for each question."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from rashomon import load
from rashomon.decisions import read_decisions
from rashomon.desk.excerpt import shelve, telling
from rashomon.gather.drafts import Draft
from rashomon.gather.rows import row_of
from rashomon.ports import Store
from rashomon.spans import fingerprint
from rashomon.stored import Offered, Read
from rashomon.storing import Inbox, StoreError
from rashomon.types import Article, Decision, Gap, RecordData, Taken
from rashomon.wiring import Settings, open_inbox, open_store

# A question that takes longer is given up; a writer waits so long for another one.
QUESTION_SECONDS, WAIT_SECONDS = 5.0, 30.0
# The store beside a record.json: this and the digest of the file.
KEPT = "serve-"
# What came from the record.json itself carries this mark in that store; all else was added later.
OF_RECORD = "of-the-record"
log = logging.getLogger(__name__)
# Remarks that gathering makes about a report; all others are made again whenever the report is read.
GATHERED = frozenset({
    "decoded", "hidden_text", "article_body", "text", "published", "odd-characters", "speaks-to-a-machine", "truncated",
})  # fmt: skip


class Shelf(Struct, frozen=True):
    """A store by name, what to call it on the pages, how reports are read into it.

    `beside` is the file that corrections are written to as well, where the store holds a record.json; `behind` tells that
    it held decisions that this store did not know; `inherited` counts the hand-ins taken over from the stores of an
    earlier record.json of the same place.
    """

    name: str
    title: str
    settings: Settings = Settings()
    beside: Path | None = None
    behind: bool = False
    inherited: int = 0


def now() -> str:
    """Return the time in UTC: the one clock of the application."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def opened(shelf: Shelf, *, write: bool = False) -> Generator[Store]:
    """Open the store for one question, or for one change.

    Raises:
        StoreError: it cannot be opened, or another process is writing.
    """
    store = (
        open_store(shelf.name, write=True, wait=WAIT_SECONDS)
        if write
        else open_store(shelf.name, write=False, seconds=QUESTION_SECONDS)
    )
    try:
        yield store
    finally:
        store.close()


def shelf_of_store(name: str, settings: Settings) -> Shelf:
    """Serve a store; it is made where there is none.

    Raises:
        StoreError: it cannot be opened.
    """
    shelf = Shelf(name, _title(name), settings)
    with opened(shelf, write=True):
        return shelf


def _title(name: str) -> str:
    """Name a store on the pages: no folder of this machine, no password.

    >>> _title("postgresql://ada:secret@db.example/desk?host=/run#march"), _title("/var/lib/news.db")
    ('desk#march', 'news.db')
    """
    if "://" not in name:
        return Path(name).name
    place = urlsplit(name)
    return place.path.strip("/") + (f"#{place.fragment}" if place.fragment else "")


def shelf_of_record(file: Path) -> Shelf:
    """Serve a record.json: its reports go into a store beside it, where what is added is kept; the file stays as it is.

    The store is named by the digest of the file: another record is another store.

    Raises:
        OSError: the file cannot be read.
        DecisionError: a line of decisions.jsonl is none.
        msgspec.DecodeError: it is no record of format 1.
        StoreError: the store cannot be made.
    """
    record = load(file).data
    kept = file.parent / f"{KEPT}{fingerprint(file.read_bytes())[:12]}.db"
    beside = file.parent / "decisions.jsonl"
    shelf = Shelf(str(kept), file.parent.name or file.name, settings_of(record), beside)
    with opened(shelf, write=True) as store:
        if store.stories.record() is None:
            take_record(store, record)
        decisions = read_decisions(beside) if beside.exists() else ()
        fresh = [
            store.decisions.add(decision, now()) for decision in decisions if not _knows(store, decision)
        ]
    moved = _inherit(kept)
    return msgspec.structs.replace(shelf, behind=any(fresh), inherited=moved)


def _inherit(kept: Path) -> int:
    """Take over what waits in the stores of this file's earlier forms; returns how many hand-ins came.

    Each is kept here before it leaves there: a stop between the two leaves it in both, and it comes once.
    """
    with open_inbox(kept) as inbox:
        known = {handed.id for handed in inbox.waiting()}
        moved = 0
        for other in sorted(kept.parent.glob(f"{KEPT}*.db")):
            if other != kept:
                moved += _take_over(other, inbox, known)
    return moved


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


def _knows(store: Store, decision: Decision) -> bool:
    return decision in store.decisions.decisions()


def settings_of(record: RecordData) -> Settings:
    """Return the settings with which a record was made, so that reading it again gives the same record."""
    made = record.made_by.settings
    score = made.get("min_score")
    return Settings(
        models="none" if made.get("models") == "none" else "default",
        min_score=float(score) if isinstance(score, int | float) else 0.0,
    )


def take_record(store: Store, record: RecordData) -> None:
    """Put a record into an empty store: everything offered with what became of it, and the stories."""
    moment = now()
    known = {article.id: as_offered(article) for article in record.articles}
    remarks = {key: tuple(gap for gap in record.gaps if _gathered(gap, key)) for key in known}
    run = store.documents.begin("record.json", moment)
    for taken in _account(record):
        article = known.get(taken.article or "")
        offer, read = _offer(taken, article, remarks.get(taken.article or "", ()))
        store.documents.take(offer, read, run, moment)
    store.documents.end(run, moment)
    shelves = shelve(record)
    store.stories.save(record, [telling(shelves, story, moment) for story in record.stories], moment)


def _gathered(gap: Gap, article: str) -> bool:
    return gap.article == article and gap.what in GATHERED


def _account(record: RecordData) -> list[Taken]:
    if record.intake:
        # the first source of a text is the one that was read; its twins come after it
        return sorted(record.intake.sources, key=lambda taken: taken.outcome != "read")
    return [Taken(article.source, "read", "", article.id) for article in record.articles]


def _offer(taken: Taken, article: Article | None, remarks: tuple[Gap, ...]) -> tuple[Offered, Read]:
    if article is None:
        why = taken.why or taken.outcome
        return Offered(taken.source, problem=why, flags=(OF_RECORD,)), Read(None, taken.why)
    row = Draft(
        taken.source,
        article.text,
        outlet=article.outlet.name if article.outlet else None,
        published=article.published.start if article.published else None,
        url=article.url,
        language=article.language,
    )
    source = msgspec.structs.replace(article, source=taken.source)
    return Offered(taken.source, row_of(row), "row", flags=(OF_RECORD,)), Read(source, gaps=remarks)


def as_offered(article: Article) -> Article:
    """Return a report as it was before it was read: its text, and what was known from outside."""
    outlet, published = article.outlet, article.published
    return Article(
        id=article.id,
        source=article.source,
        text=article.text,
        outlet=outlet if outlet and outlet.evidence is None else None,
        published=published if published and published.span is None and not published.why.spans else None,
        language=article.language,
        title=article.title,
        url=article.url,
    )
