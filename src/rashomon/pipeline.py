"""The order of the stages. Two maps with one grouping between: `read` sees one article, `compare` one story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from rashomon.compare.record import assemble, dossiers
from rashomon.compare.story import compare_story
from rashomon.group.groups import group_readings
from rashomon.ports import Encoder, Engine, Judge, Parser, Tagger
from rashomon.read.article import read_article
from rashomon.types import Article, Decision, Gap, Intake, MadeBy, RecordData

type Progress = Callable[[str, int, int], None]


class Models(Struct, frozen=True):
    """The models of one run; None means that the stage works without one."""

    parser: Parser
    encoder: Encoder
    tagger: Tagger | None = None
    judge: Judge | None = None


def build_record(
    articles: Sequence[Article],
    *,
    models: Models,
    engine: Engine,
    made_by: MadeBy,
    intake: Intake | None = None,
    gaps: Sequence[Gap] = (),
    min_score: float = 0.0,
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
) -> RecordData:
    """Build the record of a set of articles: the same bytes whatever their order and the engine.

    `progress` is told the stage ("read", "group", "compare"), how many of its items are done, and of how many.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    reading = partial(read_article, parser=models.parser, tagger=models.tagger, min_score=min_score)
    readings = [*_counted(engine.map(reading, ordered), "read", len(ordered), progress)]
    if progress:
        progress("group", 0, 1)
    grouping = group_readings(readings, encoder=models.encoder, decisions=decisions)
    cases = dossiers(readings, grouping)
    comparing = partial(compare_story, encoder=models.encoder, judge=models.judge)
    compared = [*_counted(engine.map(comparing, cases), "compare", len(cases), progress)]
    return assemble(readings, grouping, compared, made_by=made_by, intake=intake, gaps=gaps)


def _counted[T](results: Iterator[T], stage: str, total: int, progress: Progress | None) -> Iterator[T]:
    for done, result in enumerate(results, 1):
        if progress:
            progress(stage, done, total)
        yield result
