"""Links inside a report, on invented countries, people and papers."""

import pytest

from rashomon.read.body import mark_body
from rashomon.read.lines import Line
from rashomon.read.links import label_beside_links
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)
LINK = "Related: Belkor on Orsk: He counts the boats twice."
COLUMN = "The Net Loft: Skippers on both shores agree the treaty does nobody any good."


def removed(*lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == "boilerplate"]


@pytest.mark.parametrize(
    "link",
    [
        "More: An hour-by-hour guide to the Courier's talk with Ana Belkor.",
        "Read more: What the fishermen of Vestria want",
        "SEE ALSO: The harbour that nobody paid for",
        "Watch: Belkor leaves the talks",
        "Photos: The closed border from the air.",
    ],
)
def test_a_link_drawn_into_the_end_of_a_paragraph_goes_and_the_paragraph_stays(link: str) -> None:
    assert removed(NEWS[0], f"{NEWS[1]} {link}", NEWS[2]) == [link]


def test_a_paragraph_before_a_link_is_not_broken_off() -> None:
    text = f"{NEWS[0]}\n\n{NEWS[1]} More: What the fishermen of Vestria want from the ministers this year\n\n{NEWS[2]}"
    assert not [mark for mark in mark_body(Article("a1", "a.txt", text)).marks if mark.kind == "cut"]


@pytest.mark.parametrize(
    "end",
    [
        "“We want two things. More: a seat at the table.”",
        "There was one thing more: the boats.",
        "He asked for more. More: boats and nets. Nobody answered him on Tuesday.",
    ],
)
def test_more_before_a_colon_is_a_link_only_at_the_end_and_outside_a_quotation(end: str) -> None:
    assert removed(NEWS[0], f"{NEWS[1]} {end}", NEWS[2]) == []


@pytest.mark.parametrize("row", [(COLUMN, LINK), (LINK, COLUMN), (COLUMN, "Shore Talk: Why boats?", LINK)])
def test_a_column_beside_a_link_is_a_link(row: tuple[str, ...]) -> None:
    assert removed(*NEWS[:2], *row, NEWS[2]) == list(row)


def test_a_column_between_a_link_in_a_paragraph_and_a_link_is_one() -> None:
    more = "More: What the fishermen of Vestria want."
    assert removed(NEWS[0], f"{NEWS[1]} {more}", COLUMN, LINK, NEWS[2]) == [more, COLUMN, LINK]


def test_a_column_that_stands_alone_stays() -> None:
    assert removed(*NEWS[:2], COLUMN, NEWS[2], LINK) == [LINK]


def test_speakers_of_a_talk_stay_beside_a_link() -> None:
    talk = ("Orsk: We counted every boat.", "Belkor: Then count again.")
    assert removed(*NEWS[:2], LINK, talk[0], NEWS[2], talk[1]) == [LINK]


def test_news_under_a_label_stays_beside_a_link() -> None:
    update = "Update: The ministry says the border opens in May."
    assert removed(*NEWS[:2], LINK, update, NEWS[2]) == [LINK]


def test_a_dateline_of_the_first_paragraph_is_no_column() -> None:
    assert removed(LINK, "PORT ELVA: The ministers met here on Tuesday.", *NEWS) == [LINK]


def test_names_before_colons_take_time_in_proportion() -> None:
    lines = [Line(n, 0, 20, f"Orsk: Boat {n} is here.", after_gap=True) for n in range(30_000)]
    labels = {}
    label_beside_links(lines, labels)
    assert not labels
