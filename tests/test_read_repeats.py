"""What a report says twice, and what only looks so; where it breaks off. All names and events are invented."""

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
    "Skippers on both sides say that they have lost half of their catch, and some have sold their boats.",
)


def marks(kind: str, *lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == kind]


@pytest.mark.parametrize("title", ["Mr.", "Ms.", "Dr.", "Gen.", "Col.", "Prof.", "Lt.", "Capt."])
def test_a_sentence_broken_behind_a_title_is_no_repeat(title: str) -> None:
    first = f"For the first visit of her long term in the north, {title} Belkor opened the old fish hall."
    second = f"For the first visit of her long term in the north, {title} Belkor was driven through the rain to the quay, and nobody waved."
    assert marks("repeat", *NEWS[:2], first, NEWS[2], second, NEWS[3]) == []


def test_a_pull_quote_with_a_name_put_in_is_a_repeat_and_the_name_below_goes() -> None:
    said = "“I strongly doubt she knows or is even aware of the plainest parts of the treaty,” said Jon Rill, who wrote it, on Monday."
    pulled = "I strongly doubt [Ana Belkor] knows or is even aware of the plainest parts of the treaty."
    name = "Jon Rill, former treaty officer."
    assert marks("repeat", *NEWS[:2], said, NEWS[2], pulled, name, NEWS[3]) == [pulled]
    assert marks("boilerplate", *NEWS[:2], said, NEWS[2], pulled, name, NEWS[3]) == [name]


def test_brackets_in_another_sentence_make_no_repeat() -> None:
    said = "“I strongly doubt she knows or is even aware of the plainest parts of the treaty,” said Jon Rill, who wrote it, on Monday."
    other = "I strongly doubt [Ana Belkor] has read a single one of the plainest parts of the treaty."
    assert marks("repeat", *NEWS[:2], said, NEWS[2], other, NEWS[3]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Jon Rill, who wrote it, left.",
        "Jon Rill said so.",
        "Jon Rill was there, too.",
        "Nobody signed.",
        "Jon Rill told her.",
    ],
)
def test_a_sentence_below_a_repeat_stays(line: str) -> None:
    assert (
        marks("boilerplate", *NEWS, NEWS[0], line, "The ferry to Orlo leaves at noon every day of the week.")
        == []
    )


def test_what_a_caption_says_may_be_told_in_the_report() -> None:
    caption = "The ferry came to Port Elva in 2015 from the shipyard of Orlo in Vestria"
    told = f"{caption}. It has room for forty cars."
    assert marks("repeat", NEWS[0], caption, *NEWS[1:], told) == []


def test_a_caption_that_stands_twice_is_a_repeat() -> None:
    caption = "The scene after a ferry overturned before the harbour of Port Elva. (Mark Orlof/AP)"
    assert marks("repeat", *NEWS[:2], caption, NEWS[2], caption, NEWS[3]) == [caption]


def test_a_paragraph_without_its_full_stop_inside_a_report_is_not_cut() -> None:
    open_end = (
        "The skippers of Port Elva celebrated hard, and some of them danced on the quay until the police came. "
        "More than an hour later three hundred people were still there, as if it was the end of the war, and nobody cared because a thing "
        "like this only happens once in a hundred years"
    )
    assert marks("cut", *NEWS[:2], open_end, *NEWS[2:]) == []
    assert len(marks("cut", *NEWS, open_end)) == 1


@pytest.mark.parametrize("word", ["the", "of", "because", "their", "with"])
def test_a_paragraph_that_hangs_is_cut_inside_a_report_too(word: str) -> None:
    torn = f"The skippers of Port Elva had never before been asked to give up their nets and boats {word}"
    assert len(marks("cut", *NEWS[:2], torn, *NEWS[2:])) == 1


def test_a_quotation_closed_with_the_wrong_mark_is_not_cut() -> None:
    closed = "“The oil goes to the north, and that was not what we agreed on,” she said. “If they do not help us, then I do what I always said I would do.“"
    assert marks("cut", *NEWS, closed) == []


def test_a_name_below_a_paragraph_that_only_ends_as_another_did_stays() -> None:
    asked = "We ask the council to keep the quay open for all of us."
    lines = (
        *NEWS[:1],
        f"The skippers of the north have signed a letter. {asked}",
        "Ana Belkor, skipper of the north",
        f"The skippers of the south have signed another. {asked}",
        "Jon Orsk, skipper of the south",
        *NEWS[1:],
    )
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    assert [mark.span.text for mark in article.marks if mark.kind == "boilerplate"] == []


def test_a_pull_quote_signed_with_a_name_is_a_repeat() -> None:
    pulled = "The ferry lay on its side and nobody knew where to go Ana Belkor"
    said = "“The ferry lay on its side and nobody knew where to go. It was dark.” The watch came at noon."
    assert marks("repeat", *NEWS, pulled, said) == [pulled]


def test_a_line_that_ends_with_a_name_of_its_own_sentence_is_no_signed_pull_quote() -> None:
    line = "The ferry lay on its side and nobody knew how to reach Port Elva"
    said = "“The ferry lay on its side and nobody knew how to reach us. It was dark.” The watch came at noon."
    assert marks("repeat", *NEWS, line, said) == []


@pytest.mark.parametrize(
    "line",
    [
        "The council votes at 11 a.m. CET Tuesday, March 4, the clerk said.",
        "He told them to watch the film on the quay at 9 p.m. and leave.",
        "Millions stayed up to watch the show on Elva One: 11 p.m. in the capital, and then the lights went out.",
        "Viewers who wanted to watch the interview on Monday saw the mayor resign: 7 p.m. was the hour.",
    ],
)
def test_an_hour_and_a_programme_told_in_the_report_stay(line: str) -> None:
    assert marks("boilerplate", *NEWS[:2], line, *NEWS[2:]) == []
