"""Claims held word for word by sentences that tell them, go against them, or leave them open, all invented for this.

One report tells ten claims plainly; another holds each of them in one frame ("there is no evidence that ..."). Counted is
how the points of the two stand: who denies a claim, or leaves it open, must never agree with it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from evals.places import STANDING
from rashomon.types import Article, Point, Side
from rashomon.wiring import Settings, read_paths

type Outcome = Literal["agrees", "goes against", "apart"]
Claim = Mapping[str, str]
OPENINGS = (
    (
        "Ten quarrels of Tarn in one year\n\nA busy year comes to its end in Tarn, and the courts have not closed a single one of its"
        " ten great quarrels, the Tarn Almanac found."
    ),
    (
        "Tarn looks back at ten quarrels\n\nTarn looks back at a year of ten great quarrels, none of which the courts have closed,"
        " according to the Tarn Almanac."
    ),
)
TOLD = "{Who} {did} {rest}."


def run(path: str | Path = STANDING[0]) -> dict[str, float]:
    """Hold every claim in every frame; return the part of those against found, and minus the false agreements.

    `told` is the part of the frames that tell a claim which agree with it, `false` minus those said to go against it.
    """
    data = tomllib.loads(Path(path).read_text("utf-8"))
    counted: dict[str, Counter[Outcome]] = {}
    for wanted, frames in data["frames"].items():
        counted[wanted] = Counter(one for frame in frames for one in outcomes(data["claims"], frame))
    against, left, told = (counted[name] for name in ("against", "open", "told"))
    return {
        "held": sum(sum(count.values()) for count in counted.values()),
        "against": against["goes against"] / sum(against.values()),
        "told": told["agrees"] / sum(told.values()),
        "agreed": -(against["agrees"] + left["agrees"]),
        "false": -(told["goes against"] + left["goes against"]),
    }


def outcomes(claims: Sequence[Claim], frame: str) -> list[Outcome]:
    """Say of each claim how a report that holds it in a frame stands to one that tells it plainly."""
    with tempfile.TemporaryDirectory() as place:
        for name, opening, form in zip("ab", OPENINGS, (TOLD, frame), strict=True):
            text = "\n\n".join([opening, *(_filled(form, claim) for claim in claims)])
            (Path(place) / f"{name}.txt").write_text(text + "\n", "utf-8")
        record = read_paths([place], settings=Settings(workers=1))
    plain, held = sorted(record.articles, key=lambda article: article.source)
    points = [point for story in record.stories for point in story.points]
    return [
        _outcome(
            _sides(points, plain, _filled(TOLD, claim)),
            _sides(points, held, _filled(frame, claim)),
        )
        for claim in claims
    ]


def _filled(form: str, claim: Claim) -> str:
    who = claim["who"]
    text = form.format(**claim, Who=who[0].upper() + who[1:])
    return text[0].upper() + text[1:]


def _sides(points: Sequence[Point], article: Article, sentence: str) -> dict[str, set[str]]:
    """Map the points that a sentence has a side in to its stances there."""
    start = article.text.index(sentence)
    found: dict[str, set[str]] = {}
    for point in points:
        stances = {side.stance for side in point.sides if _in(side, article, start, start + len(sentence))}
        if stances:
            found[point.id] = stances
    return found


def _in(side: Side, article: Article, start: int, end: int) -> bool:
    return side.article == article.id and any(s.start < end and start < s.end for s in side.spans)


def _outcome(plain: Mapping[str, set[str]], held: Mapping[str, set[str]]) -> Outcome:
    shared = [held[point] for point in sorted(plain.keys() & held.keys()) if "for" in plain[point]]
    if any(stances - {"for"} for stances in shared):
        return "goes against"
    return "agrees" if shared else "apart"


def by_frame(path: str | Path = STANDING[0]) -> Iterator[str]:
    """Yield a line for each frame: what is wanted of it, and what came of its claims."""
    data = tomllib.loads(Path(path).read_text("utf-8"))
    for wanted, frames in data["frames"].items():
        for frame in frames:
            yield f"{wanted:8} {dict(Counter(outcomes(data['claims'], frame)))} {frame}"


if __name__ == "__main__":
    print(*by_frame(), sep="\n") if "--frames" in sys.argv[1:] else print(json.dumps(run(), indent=1))
