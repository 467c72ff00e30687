"""Captions without a credit: lines without a full stop among paragraphs that have one. All names and events are invented."""

import time

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
    "Skippers on both sides say that they have lost half of their catch, and some have sold their boats.",
    "The ministers will meet again in the autumn, when the herring comes back to the coast of Norland.",
)
PICTURES = (
    "The harbour of Port Elva lay empty on the morning after the talks had ended",
    "Skippers carried their nets past the closed gate of the customs house",
    "Ana Belkor left the old town hall through a side door late on Tuesday",
)


def marks(kind: str, *lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == kind]


def test_lines_without_a_full_stop_between_closed_paragraphs_are_captions() -> None:
    assert marks("caption", NEWS[0], PICTURES[0], *NEWS[1:3], *PICTURES[1:], *NEWS[3:]) == list(PICTURES)


def test_a_single_one_is_a_caption_too() -> None:
    assert marks("caption", *NEWS[:2], PICTURES[1], *NEWS[2:]) == [PICTURES[1]]


def test_in_a_text_with_the_habit_a_caption_may_tell_what_somebody_said() -> None:
    told = "Ms. Belkor said that the harbour was open to everybody who came in peace"
    assert told in marks("caption", NEWS[0], *PICTURES[:2], *NEWS[1:3], told, *NEWS[3:])


def test_in_a_text_with_the_habit_a_caption_may_end_with_on_or_over() -> None:
    over = "Skippers showed the wall of the harbour that every child can climb over"
    text = (NEWS[0], *PICTURES[:2], *NEWS[1:3], over, *NEWS[3:])
    assert over in marks("caption", *text)
    assert marks("cut", *text) == []


@pytest.mark.parametrize(
    "line",
    [
        "A harbour in waiting",
        "What The Skippers Of Port Elva Want From The New Treaty",
        "The minister said that nothing had been signed and that nobody had asked",
        "Nothing had been signed and nobody had asked, the minister told the paper",
        "According to two skippers who were there the boats came back by noon",
        "The skippers asked the council for the following five things and nothing else:",
        "The treaty that both ministers had wanted to sign before the end of the",
        "I saw the boats come in and then we all ran down to the harbour",
        "“The boats were gone and nobody in the village had seen them leave again",
        "The council has opened a line for relatives in Port Elva 0033 14451 3100",
        "The boats are back and the harbour is open again — Harbour Watch (@harbourwatch) May 3, 2031",
        "More on the boats of Port Elva and their skippers at https://elva.example/boats",
        "the boats of the north came back to the harbour before the storm",
        "• The boats of the north came back to the harbour before the storm",
        "Have the skippers of the north given up the harbour for good?",
        "The boats of the north came back to the harbour before the storm, but",
        "Boats, nets, ropes, anchors, flags, lamps, charts, oars and bells,",
        "They never came back! The boats of the north are lost to us",
        "The harbour is shut. “It will open in May and not a day sooner”",
        "She has lived in the harbour for years and called it “the end of the world",
    ],
)
def test_a_heading_a_torn_sentence_and_a_voice_are_no_captions(line: str) -> None:
    assert marks("caption", *NEWS[:2], line, *NEWS[2:]) == []


@pytest.mark.parametrize(
    "line",
    [
        "1 jar of honey, or about two cups of the brown sugar from Orlo",
        "Tomato salad with ½ cup of olives and a spoon of the oil",
        "Eggs with herring [2 cups of peas, 1 spoon of the oil] and bread",
        "Last Price Drop: the Orlo lamp with its own stand for $49.99 only",
        "Use the code below to get the lamp at half of its price",
        "How to keep a harbour open when the ministers have closed it",
        "Why nobody in the north eats the herring of the south any more",
        "Here’s how to become the skipper that the whole coast needs now",
        "You don’t have to master everything about the harbour all at once",
        "Feel the need to build a boat but aren’t sure what your friends will say",
        "Die Fischer von Orlo wollen den Vertrag nicht und fahren trotzdem hinaus",
        "Herring with peas, salt, oil, bread, butter, wine and a lamp",
        "We will become the theatre that makes the north known to the world",
        "NHW NORLAND HARBOUR WORKS INC. 225.86 -12.99 fell for the day -5.44%",
    ],
)
def test_items_of_lists_and_other_languages_are_no_captions(line: str) -> None:
    assert marks("caption", *NEWS[:2], line, *NEWS[2:]) == []


def test_where_nobody_says_anything_an_open_line_is_no_caption() -> None:
    plain = (
        "Boil the herring in salt water until the skin comes off, and keep the bones for the soup.",
        "The oil should be warm and not hot, since the fish falls apart in hot oil.",
        "Serve the fish on a warm plate with the bread of the day before, and never with lemon.",
        "The soup keeps for three days in the cellar and for two in the kitchen.",
    )
    assert (
        marks(
            "caption",
            *plain[:2],
            "Pour the soup over the bread and wait until the bread has drunk it",
            *plain[2:],
        )
        == []
    )


def test_a_list_that_a_colon_opens_stays() -> None:
    wishes = (
        "The release of all skippers held in Orlo since the month of May",
        "An end to the ban on nets and ropes in the northern banks",
        "A new gate for the harbour of Port Elva before the next winter",
    )
    assert (
        marks(
            "caption",
            *NEWS[:2],
            "The skippers have asked both ministers for three things:",
            *wishes,
            *NEWS[2:],
        )
        == []
    )


def test_rows_of_open_lines_are_a_list_or_a_blog() -> None:
    rows = (
        "Income tax falls from 31 to 29 per cent on the first of January",
        "The tax on herring stays as it is until the end of the year",
        "Spending on the harbours of the north rises by 4 per cent",
    )
    assert marks("caption", *NEWS[:2], *rows, *NEWS[2:]) == []


@pytest.mark.parametrize("above", ["What do the skippers say?", "What the skippers say"])
def test_what_answers_a_question_or_a_heading_right_above_is_no_caption(above: str) -> None:
    assert marks("caption", *NEWS[:2], above, PICTURES[0], *NEWS[2:]) == []


def test_a_turn_of_a_transcript_is_no_caption() -> None:
    turn = "MR. ORSK: The crack was two metres long in May, and it has grown"
    assert marks("caption", *NEWS[:2], turn, *NEWS[2:]) == []


def test_a_report_that_breaks_off_at_its_end_is_no_caption() -> None:
    assert marks("caption", *NEWS, "Nobody on the coast believes that the boats of the north will come") == []


def test_a_text_that_leaves_out_its_full_stops_has_no_captions() -> None:
    assert marks("caption", NEWS[0], *(line.removesuffix(".") for line in NEWS[1:]), *NEWS[:1]) == []


def test_many_open_lines_take_time_in_proportion() -> None:
    for text in ("a" * 1_000_000, "A b " * 250_000, "The boats " * 100_000):
        began = time.perf_counter()
        marks("caption", *NEWS, text, NEWS[0])
        assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "line",
    [
        "She ran down to the quay with her hair in papers",
        "A trawler had passed the boat on the third day without a look",
        "The cause of the fire is not known to the harbour office or the owner",
        "The keeper should have held the second ball, a shot from thirty metres",
    ],
)
def test_a_single_line_that_no_picture_shows_is_no_caption(line: str) -> None:
    assert marks("caption", *NEWS[:2], line, *NEWS[2:]) == []


@pytest.mark.parametrize(
    "line",
    [
        "First findings of the board suggested the boats of the north had come back, similar to those of last month",
        "Officials in Port Elva are expected to publish the figures of the whole season next week",
        "The ministry may close the harbour before the storm comes down from the north",
        "Nine of the boats that left the harbour in May came back with less than half a load",
        "The council voted on Monday to close the harbour for the rest of the season",
        "The dispute began when a trawler from Vestria cut the nets of two small boats in the bay",
        "Norland has closed its harbours to all boats from the south since the spring",
    ],
)
def test_a_finding_a_forecast_or_a_course_of_things_that_lost_its_full_stop_is_no_caption(line: str) -> None:
    assert marks("caption", *NEWS[:2], line, *NEWS[2:]) == []


@pytest.mark.parametrize(
    "line",
    [
        "A skipper mends his nets on the quay of Port Elva on Tuesday",
        "Ana Belkor arrives at the old town hall in Port Elva for the talks",
        "Boats moored in the harbour of Port Elva after the storm on Monday",
    ],
)
def test_a_scene_alone_is_still_a_caption(line: str) -> None:
    assert marks("caption", *NEWS[:2], line, *NEWS[2:]) == [line]
