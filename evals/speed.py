"""What reading with everything on costs beside the plain spaCy pipeline: processor time in one run on the same texts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.quotes import DATA
from rashomon.models.spacy import SpacyParser, load_pipeline
from rashomon.models.tagger import OnnxTagger
from rashomon.read.article import read_article
from rashomon.types import Article

ARTICLES = 40
ROUNDS = 3


def run(path: str | Path = DATA) -> dict[str, Any]:
    """Read the first articles of the dev part both ways in turn, three rounds; returns seconds, words a second, the ratio.

    `ratio` is of the medians of the rounds; set OMP_NUM_THREADS=1 so that both run on one core.

    Raises:
        OSError: where the file cannot be read.
    """
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    texts = [row["text"] for row in rows if row.get("split") == "dev"][:ARTICLES]
    articles = [Article(f"a{n}", f"{n}.txt", text, language="en") for n, text in enumerate(texts)]
    nlp, parser, tagger = load_pipeline(), SpacyParser(), OnnxTagger()
    words = sum(len(nlp(text)) for text in texts)
    read_article(articles[0], parser=parser, tagger=tagger)
    rounds = [
        (
            sum(_timed(lambda t=text: nlp(t)) for text in texts),
            sum(
                _timed(lambda a=article: read_article(a, parser=parser, tagger=tagger))
                for article in articles
            ),
        )
        for _ in range(ROUNDS)
    ]
    plain, whole = (sorted(item[n] for item in rounds)[ROUNDS // 2] for n in (0, 1))
    return {
        "words": words,
        "spacy": {"seconds": round(plain, 2), "words_a_second": round(words / plain)},
        "reading": {"seconds": round(whole, 2), "words_a_second": round(words / whole)},
        "ratio": round(whole / plain, 2),
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
