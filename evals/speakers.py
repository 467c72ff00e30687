"""Who says what: speakers of a gold story's statements, from the gold statements and from our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from evals import record
from rashomon.models.spacy import SpacyParser
from rashomon.read.attribution import attribute
from rashomon.read.people import find_people
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut, make_id
from rashomon.types import Article, Mark, Span, Speaker, Statement, Why

MARKS = {"boilerplate", "repeat", "caption", "headline", "byline", "dateline", "cut"}


def run(path: Path) -> dict[str, Any]:
    """Measure speaker accuracy on a gold story folder: `gold` statements as input, and `end_to_end`.

    `how` is the share of gold statements known by the same kind of words. End to end counts matched statements.
    """
    folder = path if path.is_dir() else path.parent
    whole = record.run(folder)["groups"]["statements"]
    told = {"speaker": whole["speaker_accuracy"], "overlap_f1": whole["overlap"]["f1"]}
    return from_gold(folder) | {"end_to_end": told}


def from_gold(path: Path) -> dict[str, Any]:
    """Measure speaker accuracy with the gold's statements given: the key `gold` of `run`."""
    folder = path if path.is_dir() else path.parent
    score = record.scorer()
    gold, texts = score.load(folder, folder / "texts")
    right = how = total = 0
    for name, file in gold["files"].items():
        told, speakers = _attributed(name, file, file.get("text") or texts[name])
        judge = _judge(score, gold, speakers)
        for mine, theirs in zip(told, file["statements"], strict=True):
            total += 1
            right += judge.same_speaker(json.loads(msgspec.json.encode(mine)), theirs)
            how += mine.how == theirs["how"]
    return {"gold": {"speaker": right / total, "how": how / total, "statements": total}}


def _attributed(
    name: str, file: dict[str, Any], text: str
) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    article = Article(make_id("a", text), name, text)
    marks = tuple(
        Mark(cut(article, *mark["span"][:2]), mark["kind"], Why("gold"))
        for mark in file["marks"]
        if mark["kind"] in MARKS
    )
    article = msgspec.structs.replace(article, marks=marks)
    tokens, sentences = split_sentences(article, SpacyParser())
    mentions, speakers = find_people(article, tokens, sentences)
    given = [_statement(article, statement) for statement in file["statements"]]
    told, _, cast, _ = attribute(article, tokens, sentences, given, mentions, speakers, ())
    return told, cast


def _statement(article: Article, gold: dict[str, Any]) -> Statement:
    def span(offsets: list[int] | None) -> Span | None:
        return cut(article, *offsets[:2]) if offsets else None

    content, quoted = (
        tuple(cut(article, *offsets[:2]) for offsets in gold[key]) for key in ("content", "quoted")
    )
    cue, source = span(gold["cue"]), span(gold["source"])
    return Statement(
        gold["id"], article.id, gold["kind"], content, quoted, cue, source, None, None, "say", 1.0
    )


def _judge(score: Any, gold: dict[str, Any], speakers: tuple[Speaker, ...]) -> Any:
    found = json.loads(msgspec.json.encode({"format": "rashomon-record/1", "speakers": speakers}))
    return score.Scorer(found, gold, None)
