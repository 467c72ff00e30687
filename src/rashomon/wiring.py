"""Settings to chosen adapters. The only place that knows which model, engine and limit belongs to which name."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from threading import Event
from typing import Literal

from msgspec import Struct

from rashomon.compare.verify import verify
from rashomon.desk.forgetting import Forgotten, forget_work
from rashomon.desk.news import Net
from rashomon.desk.remembering import Makers, makers_of
from rashomon.desk.update import Updated, keep, rebuild
from rashomon.engines.local import Cores, Serial
from rashomon.gather.addresses import AddressRules
from rashomon.gather.fetch import Fetcher, Manners, Surroundings
from rashomon.gather.files import gather_reports
from rashomon.gather.sidecar import SidecarError
from rashomon.gather.sites import sleep_until
from rashomon.models.judges import judge_of
from rashomon.models.lexical import LexicalEncoder
from rashomon.models.nli import JudgeError
from rashomon.models.onnx import OnnxEncoder
from rashomon.models.spacy import SpacyParser
from rashomon.models.tagger import OnnxTagger
from rashomon.pipeline import Models, Progress, build_record
from rashomon.ports import Engine, Store
from rashomon.stores.sqlite import library_versions as sqlite_versions
from rashomon.stores.store import open_inbox, open_store
from rashomon.types import Decision, MadeBy, Model, RecordData

__all__ = [
    "BrokenRecordError", "JudgeError", "Settings", "SidecarError", "choose_engine", "choose_models", "forget_unused",
    "made_by", "makers", "open_inbox", "open_net", "open_store", "read_paths", "sqlite_versions", "update_store",
]  # fmt: skip

# Below this many articles a second process costs more (it loads the parser anew, 1 to 2 s) than it saves.
FEW_ARTICLES = 12


class Settings(Struct, frozen=True):
    """What a user may choose. `models`: "default", or "none" for the readers that need no trained weights of ours.

    `workers` is the number of processes; 0 means as many as there are cores, 1 keeps everything in this process.
    `min_score` leaves out statements that are less sure (0 to 1). `judge` is the user's own: `onnx:PATH`, `hf:NAME` or
    `openai:URL#MODEL`.
    """

    models: Literal["default", "none"] = "default"
    workers: int = 0
    min_score: float = 0.0
    judge: str = ""


class BrokenRecordError(Exception):
    """The record that was built breaks its own rules: a fault of the program, not of the input."""


def read_paths(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    sidecar: Path | None = None,
    stdin: bytes | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
) -> RecordData:
    """Read everything under `paths` into one verified record.

    Raises:
        BrokenRecordError: names the first breaches, should the record not hold.
        SidecarError: where the sidecar is no table of files.
    """
    chosen = settings or Settings()
    gathered = gather_reports(paths, sidecar=sidecar, stdin=stdin)
    models = choose_models(chosen)
    record = build_record(
        gathered.articles,
        models=models,
        engine=choose_engine(chosen, len(gathered.articles)),
        made_by=made_by(chosen, models),
        intake=gathered.intake,
        gaps=gathered.gaps,
        min_score=chosen.min_score,
        decisions=decisions,
        progress=progress,
    )
    _held(record)
    return record


def _held(record: RecordData) -> None:
    breaches = verify(record)
    if breaches:
        raise BrokenRecordError(f"{len(breaches)} breaches; the first: " + "; ".join(breaches[:3]))


def update_store(
    store: Store, *, now: str, settings: Settings | None = None, progress: Progress | None = None
) -> Updated:
    """Read what is new in a store and compare the stories it touches again; the record is kept verified.

    It holds the bytes that `read_paths` gives for the same reports, in whatever order and after whatever kills they
    came. `now` (UTC, ISO 8601) is told in the list of stories and stands in no record.

    Raises:
        BrokenRecordError: names the first breaches, should the record not hold; the store keeps the one before.
    """
    chosen = settings or Settings()
    models = choose_models(chosen)
    record, memory = rebuild(
        store,
        models=models,
        engine=choose_engine(chosen, store.documents.counts().ingested),
        made_by=made_by(chosen, models),
        makers=makers(chosen, models),
        min_score=chosen.min_score,
        progress=progress,
    )
    _held(record)
    return keep(store, record, memory, now)


def forget_unused(store: Store) -> Forgotten:
    """Drop the kept work that no update by this program asks for, whichever choice of models it is given.

    Kept is what is made without a least score, or with that of the record in the store; without a judge, or with the
    record's own.
    """
    made = store.stories.made_by()
    score = made.settings.get("min_score") if made else None
    scores = {0.0, float(score) if isinstance(score, int | float) else 0.0}
    choices = [
        Settings(models=models, min_score=least) for models in ("default", "none") for least in sorted(scores)
    ]
    chosen = [(choice, choose_models(choice)) for choice in choices]
    ours = {
        part.model for _, models in chosen for part in (models.parser, models.encoder, models.tagger) if part
    }
    judges = [model for model in (made.models if made else ()) if model not in ours]
    wanted = [makers(choice, models) for choice, models in chosen]
    wanted += [makers(choice, models, judge) for choice, models in chosen for judge in judges]
    return forget_work(store, wanted)


def open_net(allow: Sequence[str], ports: Sequence[int], stop: Event) -> Net:
    """Return the way to the net, polite and closed to every address inside the house but those in `allow`."""
    rules = AddressRules(tuple(allow), frozenset({80, 443, *ports}))
    # chance spreads polls and retries, so that many desks do not ask one site in the same second; it guards nothing
    chance = random.Random()  # noqa: S311
    return Net(
        Fetcher(Manners(rules=rules), Surroundings(chance=chance, sleep=sleep_until(stop))),
        time.time,
        chance,
        stop,
    )


def makers(settings: Settings, models: Models, judge: Model | None = None) -> Makers:
    """Name who makes readings and comparisons under these settings; `judge` where its adapter is not at hand."""
    reading = [part.model for part in (models.parser, models.tagger) if part]
    comparing = [part.model for part in (models.encoder, models.judge) if part]
    comparing += [judge] if judge else []
    return makers_of(reading, comparing, settings.min_score)


def choose_models(settings: Settings) -> Models:
    """Return the adapters for a choice of models; weights load at first use.

    Raises:
        JudgeError: where the judge cannot be had.
    """
    judge = judge_of(settings.judge)
    if settings.models == "none":
        return Models(parser=SpacyParser(), encoder=LexicalEncoder(), judge=judge)
    return Models(parser=SpacyParser(), encoder=OnnxEncoder(), tagger=OnnxTagger(), judge=judge)


def choose_engine(settings: Settings, articles: int) -> Engine:
    """Return one process for a few articles, else a pool."""
    if settings.workers == 1 or (settings.workers == 0 and articles < FEW_ARTICLES):
        return Serial()
    return Cores(settings.workers)


def made_by(settings: Settings, models: Models) -> MadeBy:
    """Say what makes a record. The number of workers is left out: it must not change a byte."""
    used: list[Model] = [models.parser.model]
    used += [part.model for part in (models.encoder, models.tagger, models.judge) if part]
    return MadeBy(
        version=version("rashomon"),
        models=tuple(sorted(used, key=lambda model: model.name)),
        settings={"models": settings.models, "min_score": settings.min_score},
    )
