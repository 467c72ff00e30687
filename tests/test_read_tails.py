"""The note of a desk at the end of a paragraph. All names and events are invented."""

import time

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)


def furniture(*lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == "boilerplate"]


@pytest.mark.parametrize(
    "note",
    [
        "(Reporting by Ana Bel and Jon Orsk; Writing by Mara Dubrel; Editing by Ida Holm)",
        "(Additional reporting by Ana Bel in Elva. Editing by Jon Orsk and Mara Dubrel)",
        "Additional reporting by Ana Bel in Elva and Jon Orsk in Orlo.",
        "—With Ana Bel",
        "-- With assistance from Ana Bel, Jon Orsk and Mara Dubrel",
        "Ana Bel in Elva and Jon Orsk in Orlo contributed to this report.",
        "Tidewatch's Ana Bel and Jon Orsk contributed reporting from Orlo.",
    ],
)
def test_a_note_of_the_desk_goes_and_the_paragraph_stays(note: str) -> None:
    assert furniture(NEWS[0], f"{NEWS[1]} {note}") == [note]


@pytest.mark.parametrize(
    "end",
    [
        "(Reporting by the ministry stopped in May.) Nobody asked why.",
        "(She had been reporting by radio for years)",
        "— With all due respect, he said.",
        "With Ana Belkor it went no better.",
        "The fishermen contributed to this report on the harbour.",
        "Norland and Vestria contributed to the fund.",
        "Rain and wind contributed to this.",
        "Writing by hand is slow, she said.",
        "Editing by committee was his word for it.",
        "Reporting by the paper showed nothing of the kind.",
        "The minister contributed from her own purse.",
        "(Written by nobody in particular)",
        "- With",
        "—Without Ana Belkor",
        "Compiled by hand, the list has 40 names.",
        "Translation by machine was forbidden.",
        "The notes were edited by Ms. Belkor.",
        "Ms. Belkor wrote this report.",
        "(Orlo)",
        "(The minister reported by letter)",
    ],
)
def test_a_sentence_of_the_report_stays(end: str) -> None:
    assert furniture(NEWS[0], f"{NEWS[1]} {end}") == []


def test_a_note_parted_from_its_paragraph_leaves_no_cut() -> None:
    article = mark_body(
        Article("a1", "a.txt", f"{NEWS[0]}\n{NEWS[1]} She left. —With Ana Bel", language="en")
    )
    assert [mark.kind for mark in article.marks] == ["boilerplate"]


def test_a_hostile_end_is_read_in_time() -> None:
    for text in ("A " * 400_000, ". With A" * 100_000, ". (Reporting by A" * 60_000):
        began = time.perf_counter()
        furniture(NEWS[0], text, NEWS[1])
        assert time.perf_counter() - began < 3
