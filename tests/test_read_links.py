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
        "Watch: Belkor leaves the talks in Elva",
        "Photos: The closed border from the air.",
    ],
)
def test_a_link_drawn_into_the_end_of_a_paragraph_goes_and_the_paragraph_stays(link: str) -> None:
    assert removed(NEWS[0], f"{NEWS[1]} {link}", LINK, NEWS[2]) == [link, LINK]


def test_a_paragraph_before_a_link_is_not_broken_off() -> None:
    text = f"{NEWS[0]}\n\n{NEWS[1]} More: What the fishermen of Vestria want from the ministers this year\n\n{LINK}\n\n{NEWS[2]}"
    assert not [mark for mark in mark_body(Article("a1", "a.txt", text)).marks if mark.kind == "cut"]


@pytest.mark.parametrize(
    "end",
    [
        "“We want two things. More: a seat at the table.”",
        "There was one thing more: the boats.",
        "He asked for more. More: boats and nets. Nobody answered him on Tuesday.",
        "She put it in one word. More: Ferries.",
        "Her advice was brief. Watch: The tide turns at noon.",
        "She had a short list. More: ‘A seat at the table for us,’ she said.",
        "More: 'A seat at the table for all of us,' it read.",
        "There was one thing she wanted. More: Money for the ferry, she told the council.",
    ],
)
def test_more_before_a_colon_is_a_link_only_at_the_end_and_outside_a_quotation(end: str) -> None:
    assert removed(NEWS[0], f"{NEWS[1]} {end}", LINK, NEWS[2]) == [LINK]


@pytest.mark.parametrize(
    "end", ["More: What the fishermen of Vestria want", "Related: He asked for it in writing."]
)
def test_a_label_in_a_paragraph_is_a_link_only_in_a_text_with_other_links(end: str) -> None:
    assert removed(NEWS[0], f"{NEWS[1]} {end}", NEWS[2]) == []


@pytest.mark.parametrize("row", [(COLUMN,), (COLUMN, "Shore Talk: Why boats?")])
def test_a_column_between_links_is_a_link(row: tuple[str, ...]) -> None:
    assert removed(*NEWS[:2], LINK, *row, LINK, NEWS[2]) == [LINK, *row, LINK]


def test_a_column_between_a_link_in_a_paragraph_and_a_link_is_one() -> None:
    more = "More: What the fishermen of Vestria want."
    assert removed(NEWS[0], f"{NEWS[1]} {more}", COLUMN, LINK, NEWS[2]) == [more, COLUMN, LINK]


@pytest.mark.parametrize("rows", [(COLUMN, NEWS[2], LINK), (COLUMN, LINK, NEWS[2]), (LINK, COLUMN, NEWS[2])])
def test_a_column_without_links_on_both_sides_stays(rows: tuple[str, ...]) -> None:
    assert removed(*NEWS[:2], *rows) == [LINK]


@pytest.mark.parametrize(
    "rows",
    [
        ("In favour: Belkor and eight others.", "Against: Orsk and two others."),
        ("Belkor: It will not sail this year.",),
        ("Ana Belkor: It will not sail this year.",),
        ("Ana Belkor, minister: Nobody asked me.", "Jon Orsk, owner: I asked her twice."),
        ("Shore Council: The ferry will not sail, it told the skippers.",),
    ],
)
def test_votes_and_answers_stay_beside_and_between_links(rows: tuple[str, ...]) -> None:
    assert removed(*NEWS[:2], *rows, LINK, NEWS[2]) == [LINK]
    assert removed(*NEWS[:2], LINK, *rows, LINK, NEWS[2]) == [LINK, LINK]


@pytest.mark.parametrize(
    "line",
    [
        "Full story: None of it is true, the lawyer told the court on Monday.",
        "Live coverage: The channel Tide will show the vote, the council said on Monday.",
        "Pictures: nine of them were shown to the jury on Monday, and Belkor wept.",
        "In case you missed it: The council voted on Monday to keep the ferry.",
        "Also: The council will pay for the ferry until the spring, officials said on Tuesday.",
        "Opinion: The council voted on Monday to sell the ferry, and nobody in the town was asked before.",
        "The rains contributed from the start to the slide, which blocked the road to the town, officials said on Monday.",
        "Nine nations contributed from their reserves to the fund, the bank said on Monday.",
        "Belkor's donors contributed from abroad, prosecutors allege.",
    ],
)
def test_a_sentence_behind_the_label_of_a_link_or_with_the_verb_of_a_credit_stays(line: str) -> None:
    assert removed(*NEWS[:2], line, NEWS[2]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Full story: What the fishermen of Vestria want",
        "In case you missed it: The border in nine pictures",
        "Ida Holm contributed reporting from Elva, Mara Dubrel from Arle and Rolf Finn from Port Orsk.",
        "Ida Holm and Mara Dubrel contributed from Elva.",
    ],
)
def test_a_link_and_a_credit_of_reporters_go(line: str) -> None:
    assert removed(*NEWS[:2], line, NEWS[2]) == [line]


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
