"""What the application changes: reports added, links corrected. Each ends in an update of the store."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from rashomon.decisions import append_decision, read_decisions
from rashomon.desk.collect import collect
from rashomon.gather.fetch import Fetcher
from rashomon.gather.offers import offers_under
from rashomon.ports import Store
from rashomon.show.reasons import plainly
from rashomon.spans import fingerprint
from rashomon.stored import Fate, Offered
from rashomon.types import Decision, RecordData
from rashomon.web.jobs import Changed, Outcome, Tell
from rashomon.web.shelf import Shelf, now, opened
from rashomon.wiring import update_store

FATES = {"ingested": "read", "duplicate": "there already", "skipped": "not read", "quarantined": "put aside"}


class Pasted(Struct, frozen=True):
    """A text that somebody pasted, and what they know of it."""

    text: str
    outlet: str = ""
    published: str = ""
    url: str = ""


class Upload(Struct, frozen=True):
    """A file that somebody dropped."""

    name: str
    content: bytes


class Given(Struct, frozen=True):
    """Everything that one visit offers, and what another store was offered; a source (see `storing.Source`)."""

    uploads: tuple[Upload, ...] = ()
    pasted: tuple[Pasted, ...] = ()
    urls: tuple[str, ...] = ()
    carried: tuple[Offered, ...] = ()

    @property
    def count(self) -> int:
        """How many files, texts and addresses there are."""
        return len(self.uploads) + len(self.pasted) + len(self.urls) + len(self.carried)

    def offers(self) -> Iterator[Offered]:
        """Yield each document once."""
        yield from _dropped(self.uploads)
        yield from (_pasted(text) for text in self.pasted)
        fetcher = Fetcher() if self.urls else None
        yield from (_fetched(fetcher, url) for url in self.urls if fetcher)
        yield from self.carried


def safe_name(upload: Upload) -> str:
    """Name a file by letters that no path and no page can stumble over; two files of one name stay apart.

    >>> safe_name(Upload("../../etc/<b> uns.txt", b""))
    'b-uns-0e5751.txt'
    """
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", upload.name.replace("\\", "/").rpartition("/")[2]).strip(".-")
    stem, dot, ending = name.rpartition(".")
    known = dot + ending.lower() if dot and len(ending) <= 5 else ""
    mark = fingerprint(upload.content)[:6]
    return f"{(stem if dot else name)[:60] or 'report'}-{mark}{known or '.txt'}"


def _dropped(uploads: Sequence[Upload]) -> Iterator[Offered]:
    with tempfile.TemporaryDirectory(prefix="rashomon-") as folder:
        for upload in uploads:
            (Path(folder) / safe_name(upload)).write_bytes(upload.content)
        if uploads:
            yield from offers_under([folder])


def _pasted(pasted: Pasted) -> Offered:
    raw = pasted.text.encode("utf-8", "replace")
    known = {"outlet": pasted.outlet, "published": pasted.published, "url": pasted.url}
    given = {name: value.strip() for name, value in known.items() if value.strip()}
    return Offered(f"pasted-{fingerprint(raw)[:6]}.txt", raw, "text", given=given)


def _fetched(fetcher: Fetcher, url: str) -> Offered:
    outcome = fetcher.fetch(url)
    if outcome.kind != "fetched":
        return Offered(url, problem=outcome.code or outcome.kind, fetched=now())
    answer = outcome.answer
    return Offered(
        url,
        answer.body,
        "page",
        given={"url": url},
        headers=answer.headers,
        fetched=now(),
        flags=answer.flags,
    )


def add_reports(shelf: Shelf, given: Given, tell: Tell, *, again: bool = False) -> Outcome:
    """Take reports into the store and compare again the stories they touch; say what became of each.

    `again`: it was begun before and may have been stopped between the two, so that what is there is not compared yet.
    """
    lines: list[str] = []

    def told(offered: Offered, fate: Fate, _: str) -> None:
        why = f": {plainly(offered.problem)}" if offered.problem else ""
        lines.append(f"{offered.source}: {FATES[fate]}{why}")
        tell("take in", min(len(lines), given.count), given.count)

    with opened(shelf, write=True) as store:
        before = store.documents.counts().ingested
        collect(store, [given], what="the web page", clock=now, told=told)
        nothing_new = store.documents.counts().ingested == before and not again
        if nothing_new and not _uncompared(store, lines):
            return Outcome(
                (*lines, *_reasons(store, lines), "No new report came in, so nothing was compared again.")
            )
        stories = _update(store, shelf, tell)
        return Outcome((*lines, *_reasons(store, lines)), stories)


def _uncompared(store: Store, lines: Sequence[str]) -> bool:
    """Say whether a report that is there already is in no story: it was stopped before anything was compared."""
    sources = {line.rpartition(": ")[0] for line in lines if line.endswith(f": {FATES['duplicate']}")}
    return any(
        taken.source in sources and taken.article and store.stories.story_of(taken.article) is None
        for taken in store.documents.taken()
    )


def _reasons(store: Store, lines: Sequence[str]) -> list[str]:
    """Say why what was taken in could not be read."""
    sources = {line.partition(": ")[0] for line in lines if line.endswith((": not read", ": put aside"))}
    return [
        f"{taken.source}: {plainly(taken.why)}"
        for taken in store.documents.taken()
        if taken.source in sources
    ]


def correct_links(shelf: Shelf, decisions: Sequence[Decision], tell: Tell) -> Outcome:
    """Keep a person's decisions and compare again what they touch."""
    lines: list[str] = []
    with opened(shelf, write=True) as store:
        for decision in decisions:
            fresh = store.decisions.add(decision, now())
            # a stop between the two left it in the store alone
            if shelf.beside and (fresh or not _written(shelf.beside, decision)):
                append_decision(shelf.beside, decision)
            line = f"{decision.maker} decided: {decision.relation.replace('-', ' ')}, {decision.verdict}"
            lines += [line] if fresh else [line, "This was decided before; nothing is new."]
        stories = _update(store, shelf, tell)
    return Outcome(tuple(lines), stories)


def _written(beside: Path, decision: Decision) -> bool:
    return beside.exists() and decision in read_decisions(beside)


def catch_up(shelf: Shelf, tell: Tell) -> Outcome:
    """Work in what the store knows and its record does not."""
    with opened(shelf, write=True) as store:
        return Outcome((), _update(store, shelf, tell))


def _update(store: Store, shelf: Shelf, tell: Tell) -> tuple[Changed, ...]:
    """Bring the record up to date; return the stories that are new or other than before, the largest first."""
    before = store.stories.digests()
    update_store(store, now=now(), settings=shelf.settings, progress=tell)
    keys = [key for key, digest in store.stories.digests().items() if before.get(key) != digest]
    told = [_changed(record) for key in keys if (record := store.stories.story(key))]
    return tuple(sorted(told, key=lambda story: (-story.reports, story.id)))


def _changed(record: RecordData) -> Changed:
    story = record.stories[0]
    return Changed(story.id, story.title.text, len(story.articles))
