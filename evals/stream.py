"""Stories of a stream: how many reports a second one core groups, and how much stays in memory of what has gone by.

The stream is invented from public texts: each story takes sentences of many reports of the news clusters, puts a cast of
its own, names of no language, in the place of their names, and is told in up to SHARE reports over SPREAD days, each of
which leaves out a part of the sentences. Reading is not counted; finding a report's like, telling the stories anew after
every BATCH reports and closing old ones is. Taking words, names and days out of a reading needs no other report, so it
belongs to reading; `with_accounts_a_second` is the speed with it counted as grouping.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from evals.measured import keep
from evals.places import PUBLIC
from evals.stories import b_cubed, document
from rashomon.group.stories_account import MONTH, WEEKDAY, account_of
from rashomon.group.stories_window import OpenStories, add, close, stories
from rashomon.group.stories_words import WORD, names_in, stem
from rashomon.types import Reading

SOURCE = PUBLIC / "stories-newscluster-half.jsonl"
FIRST = date(2031, 1, 1)
# A story of the news clusters has 5.7 reports.
SHARE, SPREAD = 11, 3
STORIES_A_DAY, OPEN_DAYS, BATCH = 60, 7, 50
# A news report has some 20 sentences; a story has a cast of some dozen names.
SENTENCES, KEPT, CAST = 30, 0.7, 12
SYLLABLES: Sequence[str] = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "zo",
    "ke",
    "lu",
]
CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}\b")


def run(path: str | Path = SOURCE, *, reports: int = 20_000, seed: int = 1) -> dict[str, float]:
    """Group a stream of about `reports` reports, saying how far it is; return reports a second, the most that was open, memory and B-cubed."""
    window, clock = OpenStories(), {"accounts": 0.0, "grouping": 0.0}
    most, seen, told = 0, 0, list[tuple[str, ...]]()
    story_of: dict[str, str] = {}
    halfway = 0
    for day, readings in _days(_pool(path), random.Random(seed)):
        story_of |= {reading.article.id: reading.article.source for reading in readings}
        told += _one_day(window, day, readings, clock)
        seen, most = seen + len(readings), max(most, len(window.accounts))
        print(f"{seen} reports in {clock['grouping']:.0f} s, {_peak()} MB", file=sys.stderr, flush=True)
        halfway = halfway or (_peak() if seen >= reports / 2 else 0)
        if seen >= reports:
            break
    told += stories(window)
    figures = {
        "reports": seen,
        "reports_a_second": seen / clock["grouping"],
        "with_accounts_a_second": seen / sum(clock.values()),
        "most_open": most,
        "peak_mb": _peak(),
        "halfway_mb": halfway,
    }
    return figures | b_cubed(told, story_of)


def _one_day(
    window: OpenStories, day: date, readings: Sequence[Reading], clock: dict[str, float]
) -> list[tuple[str, ...]]:
    began = time.process_time()
    accounts = [account_of(reading) for reading in readings]
    taken = time.process_time()
    for number, account in enumerate(accounts, 1):
        add(window, account, came=day)
        if number % BATCH == 0:
            stories(window)
    closed = close(window, day - timedelta(days=OPEN_DAYS))
    clock["accounts"] += taken - began
    clock["grouping"] += time.process_time() - taken
    return closed


def _days(
    pool: Sequence[tuple[str, frozenset[str]]], dice: random.Random
) -> Iterator[tuple[date, list[Reading]]]:
    waiting: dict[date, list[Reading]] = {}
    day, number = FIRST, 0
    while True:
        for _ in range(STORIES_A_DAY):
            number += 1
            for reading, when in _story(f"s{number}", pool, day, dice):
                waiting.setdefault(when, []).append(reading)
        readings = waiting.pop(day)
        dice.shuffle(readings)
        yield day, readings
        day += timedelta(days=1)


def _story(
    name: str, pool: Sequence[tuple[str, frozenset[str]]], day: date, dice: random.Random
) -> Iterator[tuple[Reading, date]]:
    cast = ["".join(dice.choices(SYLLABLES, k=3)).capitalize() for _ in range(CAST)]
    lines = [_recast(line, names, cast, dice) for line, names in dice.choices(pool, k=SENTENCES)]
    for number in range(dice.randint(1, SHARE)):
        kept = [line for line in lines if dice.random() < KEPT] or lines[:1]
        when = day + timedelta(days=dice.randrange(SPREAD))
        reading = document({"id": f"{name}-{number}", "sentences": kept, "date": when.isoformat()})
        yield _sourced(reading, name), when


def _recast(line: str, names: frozenset[str], cast: Sequence[str], dice: random.Random) -> str:
    def recast(match: re.Match[str]) -> str:
        word = match.group()
        same = stem(word) not in names or WEEKDAY.fullmatch(word) or MONTH.fullmatch(word)
        return word if same else dice.choice(cast)

    return CAPITAL.sub(recast, line)


def _pool(path: str | Path) -> list[tuple[str, frozenset[str]]]:
    """List the sentences of a file of documents, each with the names of its document."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    readings = [document(row) for row in rows]
    names = [names_in(WORD.findall(s.span.text) for s in reading.sentences) for reading in readings]
    return [
        (s.span.text, held) for reading, held in zip(readings, names, strict=True) for s in reading.sentences
    ]


def _sourced(reading: Reading, source: str) -> Reading:
    return msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, source=source))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the figures; with `--keep`, also keep them for the scoreboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    figures = run(reports=chosen.reports)
    print(json.dumps(figures, indent=1))
    if chosen.keep:
        keep("stream", figures)


if __name__ == "__main__":
    main()
