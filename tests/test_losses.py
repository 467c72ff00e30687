"""A worker that dies, and an error of ours, cost one item each; everything offered stays accounted for."""

import os
import signal
from collections.abc import Sequence

from msgspec import Struct

from rashomon.compare.verify import verify
from rashomon.engines.local import Cores, Serial
from rashomon.gather.files import gather_reports
from rashomon.models.lexical import LexicalEncoder
from rashomon.models.spacy import SpacyParser
from rashomon.pipeline import Models, build_record
from rashomon.types import MadeBy, Model, Token

MADE = MadeBy("0", (), {})
TEXT = "The mayor of Tarn opened bakery number {} on Monday. “The bread is good,” she said.\n"


class Deadly(Struct, frozen=True):
    """A parser that kills its own process on a word (or fails), as a fault in a library would."""

    how: str = "kill"

    @property
    def model(self) -> Model:
        return Model("deadly", "none")

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        if any("DEADLY" in text for text in texts):
            if self.how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise IndexError("no such word")
        return SpacyParser().parse(texts)


class Forgetful(Struct, frozen=True):
    """An encoder that fails whenever a text names the ferry: comparing that story cannot be done."""

    @property
    def model(self) -> Model:
        return Model("forgetful", "none")

    def encode(self, texts):
        if any("ferry" in text for text in texts):
            raise MemoryError
        return LexicalEncoder().encode(texts)


def gathered(folder):
    for number in range(6):
        text = TEXT.format(number) + ("DEADLY is this line, he said.\n" if number == 3 else "")
        (folder / f"{number}.txt").write_text(text)
    (folder / "again.txt").write_bytes((folder / "3.txt").read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    return gather_reports([folder])


def build(taken, engine, parser=None, encoder=None):
    models = Models(parser=parser or SpacyParser(), encoder=encoder or LexicalEncoder())
    return build_record(
        taken.articles, models=models, engine=engine, made_by=MADE, intake=taken.intake, gaps=taken.gaps
    )


def test_a_killed_worker_costs_its_report_which_is_counted_and_named(tmp_path):
    """Fault case 82."""
    record = build(gathered(tmp_path), Cores(2), Deadly())

    assert verify(record) == []
    assert (record.intake.offered, record.intake.read, record.intake.duplicate, record.intake.skipped) == (
        8,
        5,
        1,
        2,
    )
    assert {taken.source: taken.why for taken in record.intake.sources if taken.outcome == "skipped"} == {
        "3.txt": "its-worker-died", "broken.pdf": "pdf",
    }  # fmt: skip
    assert [(gap.what, gap.why) for gap in record.gaps if gap.article is None] == [
        ("report 3.txt", "its-worker-died")
    ]
    assert {article.source for article in record.articles} == {f"{n}.txt" for n in (0, 1, 2, 4, 5)}


def test_what_is_left_is_the_record_of_the_others(tmp_path):
    with_loss = build(gathered(tmp_path), Serial(), Deadly("raise"))
    (tmp_path / "3.txt").unlink()
    (tmp_path / "again.txt").unlink()
    alone = build(gather_reports([tmp_path]), Serial(), Deadly("raise"))

    assert with_loss.statements == alone.statements
    assert with_loss.stories == alone.stories


def test_an_error_of_ours_says_where_it_happened(tmp_path):
    record = build(gathered(tmp_path), Serial(), Deadly("raise"))

    (gap,) = [gap for gap in record.gaps if gap.article is None]
    assert gap.why.startswith("fault-of-the-program:IndexError in ")
    assert record.intake.skipped == 2


def test_a_story_that_cannot_be_compared_keeps_its_reports_and_gets_a_gap(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry to Aldersea sank on Monday, the coast guard said.\n")
    (tmp_path / "b.txt").write_text("A bakery opened in Tarn. Its bread is good, the mayor said.\n")
    taken = gather_reports([tmp_path])
    models = Models(parser=SpacyParser(), encoder=LexicalEncoder())
    whole = build_record(taken.articles, models=models, engine=Serial(), made_by=MADE, intake=taken.intake)

    record = build(taken, Serial(), encoder=Forgetful())

    assert verify(record) == []
    assert [story.articles for story in record.stories] == [story.articles for story in whole.stories]
    assert [gap.why for gap in record.gaps if gap.what == "comparison"]
