"""The order of the stages. Two maps with one grouping between: `read` sees one article, `compare` one story."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from rashomon.compare.record import assemble, dossiers
from rashomon.compare.story import compare_story
from rashomon.compare.uncompared import uncompared_story
from rashomon.gather.account import without
from rashomon.group.groups import group_readings
from rashomon.ports import Encoder, Engine, Judge, Lost, Memory, Parser, Tagger
from rashomon.read.article import read_article
from rashomon.types import Article, Comparison, Decision, Dossier, Gap, Intake, MadeBy, Reading, RecordData

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
    memory: Memory | None = None,
) -> RecordData:
    """Build the record of a set of articles: the same bytes whatever their order and the engine.

    An article that cannot be read costs nobody else anything: it leaves the record, the account counts it as skipped
    with the reason, and a gap says so. A story that cannot be compared keeps its reports and gets a gap.

    `progress` is told the stage ("read", "group", "compare"), how many of its items are done, and of how many.
    With a `memory`, grouping works out of a report only what it does not know yet.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    reading = partial(
        _surviving, partial(read_article, parser=models.parser, tagger=models.tagger, min_score=min_score)
    )
    results = _counted(engine.map(reading, ordered), "read", len(ordered), progress)
    readings, lost = _parted(zip(ordered, results, strict=True))
    if progress:
        progress("group", 0, 1)
    grouping = group_readings(readings, decisions=decisions, memory=memory)
    cases = dossiers(readings, grouping)
    comparing = partial(_surviving, partial(compare_story, encoder=models.encoder, judge=models.judge))
    answers = _counted(engine.map(comparing, cases), "compare", len(cases), progress)
    compared = [_compared(case, answer) for case, answer in zip(cases, answers, strict=True)]
    told = (*(gap for gap in gaps if gap.article not in lost), *_losses(ordered, lost))
    after = without(intake, lost) if intake else None
    return assemble(readings, grouping, compared, made_by=made_by, intake=after, gaps=told)


def _surviving[T, R](work: Callable[[T], R], item: T) -> R | Lost:
    """Do the work on one item; an error of its own is this item's loss, and says where in our code it happened."""
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001  (whatever goes wrong with one item must not cost the others)
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if "rashomon" in frame.filename
        ]
        where = (
            f"{frames[-1].filename.rpartition('rashomon/')[2]}:{frames[-1].lineno}" if frames else "a library"
        )
        return Lost(f"fault-of-the-program:{type(error).__name__} in {where}")


def _parted(results: Iterable[tuple[Article, Reading | Lost]]) -> tuple[list[Reading], dict[str, str]]:
    """Part what was read from what was lost: readings, and reasons by article id."""
    readings: list[Reading] = []
    lost: dict[str, str] = {}
    for article, result in results:
        if isinstance(result, Lost):
            lost[article.id] = result.why
        else:
            readings.append(result)
    return readings, lost


def _compared(case: Dossier, answer: Comparison | Lost) -> Comparison:
    return uncompared_story(case, answer.why) if isinstance(answer, Lost) else answer


def _losses(articles: Sequence[Article], lost: dict[str, str]) -> list[Gap]:
    return [
        Gap(None, None, f"report {article.source}", lost[article.id])
        for article in articles
        if article.id in lost
    ]


def _counted[T](results: Iterator[T], stage: str, total: int, progress: Progress | None) -> Iterator[T]:
    for done, result in enumerate(results, 1):
        if progress:
            progress(stage, done, total)
        yield result
