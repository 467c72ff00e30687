"""A judge at work on one story: what it could not answer is left to the shipped rules, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from rashomon.ports import Judge, Verdicts
from rashomon.types import Gap, Model


class Hearing(Struct):
    """Asks a judge and remembers how often, and why, it gave no answer."""

    judge_asked: Judge
    failures: Counter[str] = field(default_factory=Counter[str])
    asked: int = 0

    @property
    def model(self) -> Model:
        """Name and digest of the judge."""
        return self.judge_asked.model

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdicts]:
        """Pass the pairs on."""
        found = self.judge_asked.judge(pairs)
        self.asked += len(found)
        self.failures.update(verdict.failed for verdict in found if verdict.failed)
        return found

    def gaps(self) -> tuple[Gap, ...]:
        """Say for each reason how many pairs were left to the shipped rules."""
        return tuple(
            Gap(
                None,
                None,
                f"judge {self.model.name}",
                f"{why}:{count}-of-{self.asked}-pairs-left-to-the-rules",
            )
            for why, count in sorted(self.failures.items())
        )
