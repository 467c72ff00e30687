"""How long the application takes to answer with many stories on its shelf: `python -m evals.shelf --stories 100000`.

The stories are made up, one report of eighty invented words each, by 2,000 speakers in 400 outlets. Every kind of page is
asked three times; the slowest answer counts, so what is not yet in memory is measured too. One story is opened before.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from starlette.testclient import TestClient

from evals.measured import keep
from rashomon.desk.excerpt import shelve, telling
from rashomon.spans import cut
from rashomon.stored import Offered, Read, Telling
from rashomon.stores.store import open_store
from rashomon.types import (
    FORMAT,
    Article,
    MadeBy,
    Origin,
    Outlet,
    Point,
    RecordData,
    Side,
    Speaker,
    Statement,
    Story,
    When,
    Why,
)  # fmt: skip
from rashomon.web.app import create_app
from rashomon.web.shelf import shelf_of_store
from rashomon.wiring import Settings

NOW = "2041-01-01T00:00:00Z"
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "ro", "su", "ta", "ve", "wi", "zo")
WHY = Why("made-up")
AGAIN = 3

type Asked = tuple[str, str, dict[str, str]]


def fill(name: str, size: int, seed: int = 1) -> None:
    """Put `size` made-up stories into a new store."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))) for _ in range(6000)]
    store = open_store(name)
    run = store.documents.begin("made up", NOW)
    told: list[Telling] = []
    for number in range(size):
        text = " ".join(dice.choices(vocabulary, k=80)).capitalize() + "."
        record = _record(number, text)
        article = record.articles[0]
        store.documents.take(Offered(article.source, text.encode(), "text"), Read(article), run, NOW)
        told.append(telling(shelve(record), record.stories[0], NOW))
    store.documents.end(run, NOW)
    articles = tuple(item.record.articles[0] for item in told)
    stories = tuple(item.record.stories[0] for item in told)
    store.stories.save(
        RecordData(FORMAT, MadeBy("0", (), {}), articles, (), (), (), stories, (), ()), told, NOW
    )
    store.close()


def _record(number: int, text: str) -> RecordData:
    day = f"20{30 + number % 9}-0{1 + number % 9}-1{number % 10}"
    outlet = Outlet(f"Outlet {number % 400}", None)
    article = Article(f"a{number:016x}", f"{number}.txt", text, outlet, When(day, day, "day", None, WHY))
    span, who = cut(article, 0, 60), f"p{number % 2000:016x}"
    # every statement takes a position: the most that the page of positions can have to do
    statement = Statement(
        f"t{number:016x}", article.id, "indirect", (span,), (), None, None, who, "name", "demand", 0.9
    )
    speaker = Speaker(who, cut(article, 0, 8), "person", None, (), (cut(article, 0, 8),))
    side = Side("for", article.id, (span,), None, "outlet", WHY)
    point = Point(f"q{number:016x}", span, "single-source", 0.5, 1, (side,), False, (), WHY)
    origin = Origin(f"o{number}", (article.id,), (), WHY)
    story = Story(f"y{number:016x}", span, None, (article.id,), WHY, (origin,), (point,), (), ())
    made_by = MadeBy("0", (), {})
    return RecordData(FORMAT, made_by, (article,), (speaker,), (statement,), (), (story,), (), ())


def ask(name: str) -> Iterator[tuple[str, float]]:
    """Ask for every kind of page; yields its name and the slowest answer in milliseconds.

    Raises:
        RuntimeError: where a page is not answered.
    """
    shelf = shelf_of_store(name, Settings(models="none"))
    client = TestClient(create_app(shelf), base_url="http://127.0.0.1")
    for page, address, query in _pages(client):
        slowest = 0.0
        for _ in range(AGAIN):
            began = time.perf_counter()
            answer = client.get(address, params=query)
            slowest = max(slowest, time.perf_counter() - began)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
        yield page, round(slowest * 1000, 1)


def _pages(client: TestClient) -> Iterator[Asked]:
    listed = client.get("/api/stories?limit=200").json()
    # the first page of a process compiles the templates, with one story as with many
    client.get(f"/stories/{listed[10]['id']}")
    yield "list", "/", {}
    yield "list further on", "/", {"day": listed[-1]["day"], "after": listed[-1]["id"]}
    story = client.get(f"/api/stories/{listed[100]['id']}").json()
    words = story["articles"][0]["text"].split()
    yield "search for a word", "/", {"q": words[3]}
    yield "search for two words", "/", {"q": " ".join(words[3:5])}
    yield "story", f"/stories/{listed[150]['id']}", {}
    yield "report", f"/reports/{story['articles'][0]['id']}", {}
    yield "speaker", f"/speakers/{story['speakers'][0]['id']}", {"story": listed[100]["id"]}
    yield "positions", "/positions", {}
    speaker = client.get(f"/api/stories/{listed[101]['id']}").json()["speakers"][0]["id"]
    yield "positions of one", "/positions", {"speaker": speaker, "story": listed[101]["id"]}
    yield "outlets", "/outlets", {}
    yield "outlet", "/outlets", {"name": listed[100]["outlets"][0]}
    yield "feed", "/feed.atom", {}
    yield "search as JSON", "/api/search", {"q": words[5]}


def main() -> int:
    """Fill a store, ask, and print the slowest answer of every page; with `--keep`, for the scoreboard."""
    parser = argparse.ArgumentParser(prog="python -m evals.shelf", description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--keep", action="store_true", help="write the figures into evals/measured.json")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        name = str(Path(folder, "shelf.db"))
        fill(name, chosen.stories)
        found = dict(ask(name))
    for page, slowest in found.items():
        print(f"{slowest:8.1f} ms  {page}")
    if chosen.keep:
        keep("application", {"stories": chosen.stories} | {f"ms, {page}": ms for page, ms in found.items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
