"""A desk that grows: what a whole `rashomon update` costs after one new report, on a store of so many kept readings.

`make N STORE` fills a store: the news clusters, cut to short reports, are read once; the rest are their readings in rounds
(`growth_rounds`). Their stories get the comparisons of the real ones, where they are of the same reports, and none
otherwise; one more report waits unread. `one STORE` then runs the update of the desk in this process, with the shipped
models, and prints processor seconds by stage, peak memory and what the store weighs. It changes the store: copy it first.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.growth_compared import UNCOMPARED, real_stories
from evals.growth_rounds import Pool, in_round
from evals.places import PUBLIC
from rashomon import pipeline, wiring
from rashomon.desk import remembering, update
from rashomon.desk.remembering import item_key
from rashomon.gather.account import article_of
from rashomon.gather.drafts import Draft
from rashomon.group import groups
from rashomon.pipeline import Models
from rashomon.ports import Store
from rashomon.read.article import read_article
from rashomon.stored import Offered, Read
from rashomon.stores.sqlite import Sqlite
from rashomon.stores.store import SqlStore
from rashomon.types import Article, Gap, Reading
from rashomon.wiring import Settings, choose_models, makers, open_store, update_store

SOURCE = PUBLIC / "stories-newscluster-half.jsonl"
# Words of a short report: an agency's first take.
WORDS = 250
# Reports of one story: most stories of a desk have few, and the clusters have up to 16.
STORY = 4
NOW = "2031-01-01T00:00:00Z"

# What is timed, where the program looks it up. A stage inside another is counted in both.
STAGES: Sequence[tuple[Any, str, str]] = [
    (pipeline, "read_article", "reports read (with the loading of models)"),
    (pipeline, "compare_story", "stories compared (with the loading of models)"),
    (pipeline, "group_readings", "grouping"),
    (groups, "find_copies", "grouping: copies"),
    (groups, "group_stories", "grouping: stories"),
    (groups, "join_speakers", "grouping: speakers"),
    (groups, "join_events", "grouping: events"),
    (pipeline, "dossiers", "dossiers"),
    (remembering, "item_key", "keys of articles and dossiers"),
    (remembering.Remembering, "_known", "kept readings and comparisons taken out"),
    (pipeline, "assemble", "record put together"),
    (wiring, "_held", "record verified"),
    (update, "shelve", "stories: lists by article"),
    (update, "telling", "stories: excerpts"),
    (update, "record_digest", "stories: digests"),
    (wiring, "keep", "stories and record kept (all)"),
]


def make(number: int, place: Path) -> None:
    """Fill a store, a new one or one made before, with so many reports, read and compared, and one that waits unread.

    A store that holds as many already takes one report more, and what waited in it becomes one of the read ones.
    """
    settings = Settings(workers=0)
    models = choose_models(settings)
    maker = makers(settings, models).readings
    store = open_store(place)
    number = max(number, store.documents.counts().ingested)
    pool = Pool([(article, _reading(store, article, models, maker)) for article in _articles()])
    run = store.documents.begin("growth", NOW)
    for count in range(number + 1):
        article, reading = in_round(pool, count)
        with store.together():
            _take(store, article, run)
            if count < number and store.readings.reading(item_key(article), maker) is None:
                store.readings.keep(item_key(article), maker, reading)
        if count == number - 1:
            _compare(store, settings, pool, models)
    store.documents.end(run, NOW)
    store.close()


def _reading(store: Store, article: Article, models: Models, maker: str) -> Reading:
    # a store that was made before grows: what it holds is not made again
    kept = store.readings.reading(item_key(article), maker)
    return kept or read_article(article, parser=models.parser, tagger=models.tagger)


def _compare(store: Store, settings: Settings, pool: Pool, models: Models) -> None:
    real = [reading for _, reading in pool.real]
    engine = real_stories(real, models.encoder)
    wiring.choose_engine = lambda *_: engine
    began = time.perf_counter()
    done = update_store(store, now=NOW, settings=settings)
    bare = sum(gap.why == UNCOMPARED for gap in _gaps(store))
    print(f"{done}, {bare} reports in stories that are uncompared, {time.perf_counter() - began:.0f} s")


def _gaps(store: Store) -> Sequence[Gap]:
    record = store.stories.record()
    return record.gaps if record else ()


def _take(store: Store, article: Article, run: str) -> None:
    offered = Offered(article.source, article.text.encode(), "text")
    store.documents.take(offered, Read(article), run, NOW)


def _articles() -> list[Article]:
    rows = [json.loads(line) for line in SOURCE.read_text("utf-8").splitlines() if line.strip()]
    of_event: defaultdict[str, list[Article]] = defaultdict(list)
    for row in rows:
        draft = Draft(row["id"], _short(row["text"]), outlet=row["source"], published=row["date"][:10])
        of_event[row["event"]].append(article_of(draft))
    return [article for told in of_event.values() for article in told[:STORY]]


def _short(text: str) -> str:
    kept, words = list[str](), 0
    for line in text.split("\n"):
        if words < WORDS:
            kept.append(line)
            words += len(line.split())
    return "\n".join(kept)


def one(place: Path, workers: int = 1) -> dict[str, float]:
    """Bring a store up to date and return seconds by stage, the peak of memory (MB) and the store's megabytes."""
    clock: dict[str, float] = {}
    for owner, name, stage in STAGES:
        setattr(owner, name, _timed(getattr(owner, name), stage, clock))
    gc.callbacks.append(_collecting(clock))
    store = open_store(place)
    began, worked = time.perf_counter(), time.process_time()
    done = update_store(store, now=NOW, settings=Settings(workers=workers))
    whole = {"seconds": time.perf_counter() - began, "processor seconds": time.process_time() - worked}
    print(done)
    weights = _weights(store, done.reports)
    store.close()
    return whole | clock | {"peak MB": _peak()} | weights


def _timed(work: Callable[..., Any], stage: str, clock: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            clock[stage] = clock.get(stage, 0.0) + time.process_time() - began

    return timed


def _collecting(clock: dict[str, float]) -> Callable[[str, object], None]:
    def heard(phase: str, _: object) -> None:
        now = time.process_time()
        clock["garbage collection (in all stages)"] = clock.get("garbage collection (in all stages)", 0.0) + (
            -now if phase == "start" else now
        )

    return heard


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _weights(store: Store, reports: int) -> dict[str, float]:
    """Return the kilobytes of the file that a report takes, by table; kept work by its kind."""
    assert isinstance(store, SqlStore)
    db = store.db
    assert isinstance(db, Sqlite)
    tables = db.rows("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8")
    kinds = db.rows(
        "SELECT substr(maker, 1, instr(maker, ':') - 1), sum(length(packed)) FROM work GROUP BY 1"
    )
    found = {"KB a report": Path(db.path).stat().st_size / 1024 / reports}
    found |= {f"KB a report, table {name}": size / 1024 / reports for name, size in tables}
    return found | {f"KB a report, work {name}": size / 1024 / reports for name, size in kinds}


def main() -> None:
    """Make a store, or update one and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["make", "one"])
    parser.add_argument("store", type=Path)
    parser.add_argument("--reports", type=int, default=2_000)
    chosen = parser.parse_args()
    if chosen.what == "make":
        make(chosen.reports, chosen.store)
    else:
        for name, figure in one(chosen.store).items():
            print(f"{figure:10.2f}  {name}")


if __name__ == "__main__":
    main()
